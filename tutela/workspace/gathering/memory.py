"""What gathering a workspace remembers, and whether it fits what the workspace holds now."""

import functools
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tutela.incidents.gathering import Memory
from tutela.incidents.gathering.case import Standing
from tutela.incidents.pooling import Pooled
from tutela.linking.growing import Cluster, LinkMemory, Seen
from tutela.linking.precedents import words_key
from tutela.model.links import Link
from tutela.model.records import canonical_record
from tutela.model.rulings import Pair, Precedent
from tutela.workspace.gathering.remembering import Remembered, RememberedPostings

if TYPE_CHECKING:
    from tutela.store.notes import Notes

STAGES = ("incidents", "linking", "language", "model", "review")
"""Packages whose code decides what is remembered, and what it means."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The moment of a workspace that is remembered."""

    basis: str
    """Hash of what everything rests on: software, tables, gazetteers, publishers."""
    entry: int
    """The newest ledger entry, and"""
    hash: str
    """its hash: another ledger's memory is of no use."""
    numbers: tuple[tuple[str, int], ...]
    """The highest number of each kind of records."""


@dataclass(slots=True)
class WorkspaceMemory:
    """Everything that is remembered, each part read when it is asked for."""

    notes: "Notes"
    linking: LinkMemory = field(init=False)
    incidents: Memory = field(init=False)
    links: Remembered[tuple[str, ...]] = field(init=False)
    """Claim -> ids of its links."""
    leads: Remembered[str] = field(init=False)
    """Asset -> the one it is merged into."""
    pairs: Remembered[str] = field(init=False)
    """Rulings on two claims that were heeded."""
    precedents: Remembered[str] = field(init=False)
    """Rulings on words that were heeded -> the words."""
    named: Remembered[tuple[str, ...]] = field(init=False)
    """Document or asset -> the settlements it names."""
    naming: RememberedPostings = field(init=False)
    """Settlement -> documents and assets that name it."""

    def __post_init__(self) -> None:
        def postings(space: str) -> RememberedPostings:
            return RememberedPostings(self.notes, space)

        self.linking = LinkMemory(
            seen=Remembered(self.notes, "seen", tuple[Seen, ...]),
            under=postings("under"),
            home=Remembered(self.notes, "home", str),
            clusters=Remembered(self.notes, "clusters", Cluster),
        )
        self.incidents = Memory(
            told=Remembered(self.notes, "told", tuple[str, ...]),
            linked=Remembered(self.notes, "linked", str),
            about=postings("about"),
            wholes=Remembered(self.notes, "wholes", str),
            parts=postings("parts"),
            lead=Remembered(self.notes, "lead", str),
            blocks=Remembered(self.notes, "blocks", Standing),
            pooled=Remembered(self.notes, "pooled", Pooled),
            sharing=postings("sharing"),
        )
        self.links = Remembered(self.notes, "links", tuple[str, ...])
        self.leads = Remembered(self.notes, "leads", str)
        self.pairs = Remembered(self.notes, "pairs", str)
        self.precedents = Remembered(self.notes, "precedents", str)
        self.named = Remembered(self.notes, "named", tuple[str, ...])
        self.naming = postings("naming")

    def _parts(self) -> "Iterator[Remembered[Any] | RememberedPostings]":
        for whole in (self.linking, self.incidents, self):
            for name in whole.__slots__:
                part = getattr(whole, name)
                if isinstance(part, Remembered | RememberedPostings):
                    yield part

    def mark(self) -> Mark | None:
        """The moment that is remembered."""
        text = self.notes.value("mark", "mark")
        if text is None:
            return None
        told = json.loads(text)
        return Mark(told["basis"], told["entry"], told["hash"], tuple((str(k), int(n)) for k, n in told["numbers"]))

    def note(self, mark: Mark) -> None:
        """Write down what changed, and of which moment it is; all of it lasts, or nothing."""
        for part in self._parts():
            part.note()
        told = {"basis": mark.basis, "entry": mark.entry, "hash": mark.hash, "numbers": mark.numbers}
        self.notes.put("mark", [("mark", json.dumps(told))])
        self.notes.commit()

    def forget(self) -> None:
        """Remember nothing any more."""
        self.notes.empty()
        self.__post_init__()

    def fill_linking(self, held: LinkMemory) -> None:
        """Remember how all claims were linked."""
        _fill(self.linking, held)

    def fill_incidents(self, held: Memory) -> None:
        """Remember how all claims were gathered."""
        _fill(self.incidents, held)

    def fill_links(self, links: Iterable[Link]) -> None:
        """Remember which links the claims have."""
        found: dict[str, tuple[str, ...]] = {}
        for link in links:
            found[link.claim] = (*found.get(link.claim, ()), link.id)
        self.links.fill(found)

    def note_links(self, claims: Iterable[str], links: Iterable[Link]) -> None:
        """Some claims have these links now, and no others."""
        for claim in claims:
            self.links.pop(claim, None)
        for link in links:
            self.links[link.claim] = (*self.links.get(link.claim, ()), link.id)

    def fill_settlements(self, named: Mapping[str, Sequence[str]]) -> None:
        """Remember the settlements that documents and assets name."""
        for source, places in named.items():
            self.name(source, places)

    def name(self, source: str, places: Sequence[str]) -> None:
        """A document or asset names these settlements now, and no others."""
        for place in self.named.pop(source, ()):
            self.naming.discard(place, source)
        if places:
            self.named[source] = tuple(sorted(set(places)))
        for place in sorted(set(places)):
            self.naming.add(place, source)

    def heed(self, pairs: Iterable[Pair]) -> set[str]:
        """Remember what people ruled of claims; the claims of which they rule otherwise than before."""
        before = {text: text.split(" ") for text in self.pairs}
        now = {f"{p.one} {p.other} {p.same} {p.ruling}": [p.one, p.other] for p in pairs if p.kind == "claim"}
        for text in before.keys() - now.keys():
            del self.pairs[text]
        self.pairs.update(dict.fromkeys(now.keys() - before.keys(), ""))
        other = {**before, **now}
        return {claim for text in before.keys() ^ now.keys() for claim in other[text][:2]}

    def heed_words(self, precedents: Iterable[Precedent]) -> set[str]:
        """Remember what people ruled of words; the words of which they rule otherwise than before."""
        before = dict(self.precedents)
        now = {canonical_record(one).decode(): words_key(one.words) for one in precedents}
        for text in before.keys() - now.keys():
            del self.precedents[text]
        self.precedents.update({text: now[text] for text in now.keys() - before.keys()})
        return {{**before, **now}[text] for text in before.keys() ^ now.keys()}


def _fill(mine: LinkMemory | Memory, held: LinkMemory | Memory) -> None:
    for name in mine.__slots__:
        part, given = getattr(mine, name), getattr(held, name)
        if isinstance(part, Remembered | RememberedPostings):
            part.fill(given)


@contextmanager
def remembered(folder: Path) -> Iterator[WorkspaceMemory]:
    """The memory of the workspace in a folder."""
    from tutela.store.notes import Notes

    notes = Notes(folder)
    try:
        yield WorkspaceMemory(notes)
    finally:
        notes.close()


def basis_of(parts: Sequence[str]) -> str:
    """A hash of what everything rests on, the program's own code among it."""
    return hashlib.sha256("\n".join((_code_hash(), *parts)).encode()).hexdigest()


@functools.cache
def _code_hash() -> str:
    total = hashlib.sha256()
    for package in STAGES:
        for file in sorted(_modules(resources.files(f"tutela.{package}")), key=str):
            total.update(file.read_bytes())
    return total.hexdigest()


def _modules(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _modules(entry)
        elif entry.name.endswith(".py"):
            yield entry
