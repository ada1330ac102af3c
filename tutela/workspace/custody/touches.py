"""The touches of one captured thing, out of the leaves and entries of the ledger."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutela.model.claims import Claim, Recording, Statement
from tutela.model.incidents import Incident
from tutela.model.links import Link
from tutela.model.rulings import Ruling
from tutela.publishing.custody import Touch
from tutela.store.extracts import LeafRow, leaf_rows
from tutela.store.ledger import Act, Entry
from tutela.store.records import Capture, Run, Step

if TYPE_CHECKING:
    from tutela.store.reader import Reader

from tutela.workspace.custody.family import Family

LEDGER_CLOCK = "clock of the machine that wrote the entry"
COUNTED = {"claims": "claims", "statements": "statements", "recordings": "recordings"}
"""What is read in a document, told by how many."""


def touches_of(reader: "Reader", family: Family) -> Iterator[Touch]:
    """Every touch of what belongs to the thing, in the order of the ledger."""
    entries = {entry.seq: entry for entry in reader.entries()}
    known = _records(reader)
    runs = {run.id: run for run in reader.all(Run)}
    found = list(_leaves(reader, family, known, entries, runs))
    first = min(touch.entry for touch in found)
    later = [entry for number, entry in entries.items() if number >= first]
    yield from sorted((*found, *_notes(later, family)), key=lambda touch: (touch.entry, touch.at))


@dataclass(frozen=True, slots=True)
class _Known:
    """Records that lead to the thing, by id; superseded ones too."""

    claims: Mapping[str, Claim]
    links: Mapping[str, Link]
    incidents: Mapping[str, Incident]
    rulings: Mapping[str, Ruling]
    steps: Mapping[str, Step]
    captures: Mapping[str, Capture]


def _records(reader: "Reader") -> _Known:
    return _Known(
        {one.id: one for one in (*reader.past(Claim), *reader.all(Claim))},
        {one.id: one for one in (*reader.past(Link), *reader.all(Link))},
        {one.id: one for one in (*reader.past(Incident), *reader.all(Incident))},
        {one.id: one for one in (*reader.past(Ruling), *reader.all(Ruling))},
        {one.id: one for one in (*reader.past(Step), *reader.all(Step))},
        {one.id: one for one in (*reader.past(Capture), *reader.all(Capture))},
    )


def _leaves(
    reader: "Reader", family: Family, known: _Known, entries: Mapping[int, Entry], runs: Mapping[str, Run]
) -> Iterator[Touch]:
    claims = {one.id for one in known.claims.values() if one.document in family.documents}
    if isinstance(family.subject, Recording):
        claims = set()
    read = {*claims, *_told_in(reader, family)}
    judged = {*family.told, *read}
    rulings = {one.id for one in known.rulings.values() if one.record in judged or one.target in judged}
    rulings |= {one.id for one in known.rulings.values() if one.record in rulings}
    steps = {one.id for one in known.steps.values() if one.subject in family.documents}
    links = {one.id for one in known.links.values() if one.claim in claims}
    incidents = {one.id for one in known.incidents.values() if claims & set(one.claims)}
    ids = {*family.told, *read, *rulings, *steps, *links, *incidents}
    counted: dict[tuple[int, Act, str], list[LeafRow]] = defaultdict(list)
    for leaf in leaf_rows(reader, ids):
        if (leaf.kind in COUNTED and leaf.id not in family.told) or leaf.kind in ("links", "incidents"):
            counted[leaf.entry, Act(leaf.act), leaf.kind].append(leaf)
        else:
            yield _touch(leaf, family, known, entries[leaf.entry], runs)
    for (number, act, kind), group in counted.items():
        what = _counted(act, kind, group, known)
        yield _plain(entries[number], what, _by(entries[number], group[0].run, runs))


def _told_in(reader: "Reader", family: Family) -> set[str]:
    """Ids of statements and recordings that were read in the thing's documents."""
    if isinstance(family.subject, Recording):
        return set()
    told: list[Statement | Recording] = [*reader.past(Statement), *reader.all(Statement)]
    told += (*reader.past(Recording), *reader.all(Recording))
    return {one.id for one in told if one.document in family.documents}


def _counted(act: Act, kind: str, group: Sequence[LeafRow], known: _Known) -> str:
    many = f"{len(group)} {COUNTED.get(kind, kind)[: -1 if len(group) == 1 else None]}"
    if kind == "links":
        assets = sorted({known.links[leaf.id].asset for leaf in group if leaf.id in known.links})
        return f"Claims read in it were linked to {', '.join(assets)}." if act is Act.ADD else f"{many} superseded."
    if kind == "incidents":
        named = ", ".join(sorted(leaf.id for leaf in group))
        return f"Its claims stand in {named}." if act is Act.ADD else f"{many} with its claims superseded: {named}."
    return f"{many} read in it." if act is Act.ADD else f"{many} read in it before were superseded."


def _touch(leaf: LeafRow, family: Family, known: _Known, entry: Entry, runs: Mapping[str, Run]) -> Touch:
    by = _by(entry, leaf.run, runs)
    if leaf.kind == "rulings" and leaf.id in known.rulings:
        ruling = known.rulings[leaf.id]
        sets = "".join(f", {name} = {value}" for name, value in ruling.sets)
        what = f"Ruled: {ruling.verdict} of {ruling.record}{sets}: “{ruling.reason}”."
        return Touch(entry.seq, ruling.at, LEDGER_CLOCK, what, ruling.by, "", leaf.sha256)
    if leaf.kind == "steps" and leaf.id in known.steps:
        return _plain(entry, f"Step “{known.steps[leaf.id].step}” was done on it.", by)
    if leaf.kind == "captures" and leaf.id in known.captures:
        capture = known.captures[leaf.id]
        given = f", given as {capture.path}" if capture.path else ""
        what = f"{capture.size:,} bytes were kept for {capture.of}{given}."
        return Touch(entry.seq, capture.at, LEDGER_CLOCK, what, by, "", capture.sha256)
    return _recorded(leaf, family.told.get(leaf.id) or leaf.id, entry, by)


def _recorded(leaf: LeafRow, subject: str, entry: Entry, by: str) -> Touch:
    if leaf.act == Act.ADD:
        what = f"{subject} came into the workspace."
        return Touch(entry.seq, entry.at, LEDGER_CLOCK, what, by, "", leaf.sha256)
    what = f"{subject} was superseded; the old record is kept."
    return Touch(entry.seq, entry.at, LEDGER_CLOCK, what, by, leaf.sha256, "")


def _plain(entry: Entry, what: str, by: str) -> Touch:
    return Touch(entry.seq, entry.at, LEDGER_CLOCK, what, by)


def _by(entry: Entry, run: str, runs: Mapping[str, Run]) -> str:
    if not run:
        return f"a person, with {entry.software}" if entry.software else "a person"
    card = runs.get(run)
    packs = f", word lists {card.packs[:16]}" if card and card.packs else ""
    return f"{run}: {card.software if card else entry.software}{packs}"


def _notes(entries: Iterable[Entry], family: Family) -> Iterator[Touch]:
    """What the ledger notes of the whole workspace, where it concerns the thing: what left the house, or came home."""
    mine = {*family.documents, family.subject.id}
    for entry in entries:
        note = dict(entry.note)
        if entry.stage == "bundle":
            held = set(note.get("documents", "").split())
            if note.get("for") != "ALL" and not mine & held and any("_masked_" in one for one in held):
                what = f"May stand, with words masked, in a redacted bundle, whose SHA-256 is {note.get('sha256')}."
                yield _plain(entry, what, entry.software)
            elif note.get("for") == "ALL" or mine & held:
                kind = "redacted bundle" if note.get("redacted") == "yes" else "bundle"
                what = f"Put into a {kind} of {note.get('for')}, whose SHA-256 is {note.get('sha256')}."
                yield _plain(entry, what, entry.software)
        elif entry.stage in ("create", "title", "checkpoint", "timestamp") or not note:
            continue
        else:
            told = "; ".join(f"{name} {value}" for name, value in entry.note if len(value) <= 200)
            yield _plain(entry, f"The whole workspace: {entry.stage} ({told}).", entry.software)
