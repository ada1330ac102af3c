"""One snapshot of a workspace: its records with rulings laid over, as review and publishing are given them."""

import dataclasses
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from tutela.inventory.significance.answers import check_answers
from tutela.model.casefile import CaseFile
from tutela.model.claims import Claim, Recording, Statement
from tutela.model.documents import Document, Publisher
from tutela.model.errors import UnknownRecord
from tutela.model.ids import record_id
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset, Match, Place, Register
from tutela.model.links import Link
from tutela.model.missions import Visit
from tutela.model.rulings import Pair, Ruling, Verdict
from tutela.review.checks import Bench
from tutela.review.credibility import ratings
from tutela.review.following import Held, held_by
from tutela.review.force import in_force
from tutela.review.linking import new_asset_id
from tutela.review.merging import merge_assets, with_aliases
from tutela.review.overlay import Effective, Machine, Merging, overlay
from tutela.review.states import assessments, standings
from tutela.store.records import Capture, Run
from tutela.store.stamp import SOFTWARE, utc_now

if TYPE_CHECKING:
    from tutela.store.reader import Reader

Told = TypeVar("Told", Claim, Statement, Recording)
INCIDENT = "inc_"
"""How ids of incidents begin."""


def told_first(reader: "Reader", what: str) -> str:
    """What the first entry of the ledger notes of the whole workspace."""
    return dict(next(reader.entries()).note).get(what, "")


def notice_of(reader: "Reader") -> str:
    """What every output of the snapshot says before anything else: of the whole case, and of an earlier moment."""
    moment = reader.as_of.sentence() if reader.as_of else ""
    return " ".join(filter(None, (told_first(reader, "notice"), moment)))


def told_last(reader: "Reader", what: str) -> str:
    """What the newest entry that speaks of it notes of the whole workspace."""
    told = (dict(entry.note) for entry in reader.entries())
    return next(reversed([note[what] for note in told if what in note]), "")


def in_text_order(records: tuple[Told, ...], documents: tuple[Document, ...]) -> tuple[Told, ...]:
    """Records in the order of the documents and of their passages, however often some were read anew."""
    position = {document.id: index for index, document in enumerate(documents)}
    last = len(position)
    return tuple(sorted(records, key=lambda record: (position.get(record.document, last), record.quote.start)))


def effective_records(reader: "Reader") -> Effective:
    """The machine records of the snapshot with rulings laid over."""
    rulings = reader.all(Ruling)
    judged = {id_ for ruling in rulings for id_ in (ruling.record, ruling.target) if id_}
    return overlay(_machine(reader, judged), rulings, _merging(reader.all(Match)))


def _merging(matches: Sequence[Match]) -> Merging:
    """Assets made one by the matches that were kept, with what people ruled laid over; by rulings alone without any."""
    if not matches:
        return merge_assets

    def merging(assets: Sequence[Asset], pairs: Sequence[Pair]) -> tuple[tuple[Asset, ...], dict[str, str]]:
        from tutela.inventory.merging import merged

        registered = merged([asset for asset in assets if not asset.described], matches, pairs)
        home = {member: asset.id for asset in registered for member in (asset.id, *asset.absorbed)}
        # What people say of an asset known from publications only is told of the one its counterpart became.
        told = [
            replace(pair, one=home.get(pair.one, pair.one), other=home.get(pair.other, pair.other)) for pair in pairs
        ]
        open_ = [pair for pair in told if pair.one != pair.other]
        joined, lead = merge_assets((*registered, *(asset for asset in assets if asset.described)), open_)
        return joined, lead | {member: lead[asset] for member, asset in home.items()}

    return merging


def _machine(reader: "Reader", judged: set[str]) -> Machine:
    """All machine records of the moment, and of the superseded ones those that rulings on `judged` lead to."""
    documents = reader.all(Document)
    past_assets = reader.past(Asset, "id", judged)
    return Machine(
        documents=documents,
        assets=reader.all(Asset),
        claims=in_text_order(reader.all(Claim), documents),
        statements=in_text_order(reader.all(Statement), documents),
        recordings=in_text_order(reader.all(Recording), documents),
        links=reader.all(Link),
        incidents=reader.all(Incident),
        past_incidents=reader.past(Incident),
        past_assets=past_assets,
        past_links=reader.past(Link, "asset", judged),
        publishers=reader.all(Publisher),
        visits=reader.all(Visit),
        scopes=reader.scopes(Asset) if past_assets else {},
    )


def case_file_of(reader: "Reader") -> tuple[CaseFile, Effective]:
    """All that publishing is given, and the records it was made from."""
    # The database is nine tenths of what it takes to start; whoever only names a workspace need not wait for it.
    from tutela.store.weighing import weighed_head

    effective = effective_records(reader)
    return (
        CaseFile(
            title=told_last(reader, "title"),
            made_at=utc_now(),
            software=SOFTWARE,
            documents=effective.documents,
            publishers=reader.all(Publisher),
            registers=reader.all(Register),
            assets=effective.assets,
            places=reader.all(Place),
            claims=effective.claims,
            statements=effective.statements,
            recordings=effective.recordings,
            links=effective.links,
            incidents=effective.incidents,
            standings=standings(effective.incidents, effective.claims, effective.rulings),
            rulings=effective.rulings,
            captured_at={capture.of: capture.at for capture in reader.all(Capture)},
            restricted=effective.restricted,
            restricted_persons=effective.restricted_persons,
            ledger=weighed_head(reader),
            assessments=assessments(effective.recordings, effective.rulings),
            made_with=settings_of(reader.all(Run)),
            notice=notice_of(reader),
            ratings=ratings(
                effective.claims, effective.documents, reader.all(Publisher), effective.incidents, effective.rulings
            ),
        ),
        effective,
    )


def settings_of(runs: Sequence[Run]) -> tuple[tuple[str, str], ...]:
    """What the newest run worked with, beside the software.

    The hash of the inventory stays in the house: whoever guesses a restricted row could prove the guess by it.
    """
    if not runs:
        return ()
    parsers = [dict(run.settings)["parser"] for run in runs if "parser" in dict(run.settings)]
    parser = parsers[-1] if parsers else "packaged"
    return (("parser model", parser), ("word lists and tables, SHA-256", runs[-1].packs))


def held_records(reader: "Reader") -> Held:
    """What no run may supersede, since people have ruled on it."""
    rulings = reader.all(Ruling)
    if not rulings:
        return Held()
    judged = {id_ for ruling in in_force(rulings) for id_ in (ruling.record, ruling.target) if id_}
    incidents = judged_incidents(reader, judged)
    links = reader.by_ids(Link, judged)
    ids = judged | {link.claim for link in links} | {claim for one in incidents for claim in one.claims}
    claims, statements = reader.by_ids(Claim, ids), reader.by_ids(Statement, ids)
    recordings, assets = reader.by_ids(Recording, ids), reader.by_ids(Asset, ids)
    return held_by(rulings, claims, statements, recordings, links, incidents, assets)


def judged_incidents(reader: "Reader", judged: Collection[str]) -> tuple[Incident, ...]:
    """The incidents that have, or had, one of these ids; all, with their former ids, where one is superseded."""
    named = {id_ for id_ in judged if id_.startswith(INCIDENT)}
    current = reader.by_ids(Incident, named)
    if len(current) == len(named):
        return current
    return with_aliases(reader.all(Incident), reader.past(Incident))


def prepared(
    reader: "Reader",
    record: str,
    verdict: Verdict,
    by: str,
    reason: str,
    sets: tuple[tuple[str, str], ...],
    target: str,
) -> tuple[Ruling, Bench]:
    """The ruling, and what it has to be weighed against: records as earlier rulings left them."""
    content = {"record": record, "verdict": str(verdict), "by": by, "reason": reason, "target": target, "at": utc_now()}
    id_ = record_id("rul", {**content, "sets": [list(pair) for pair in sets]})
    ruling = Ruling(id_, record, verdict, by.strip(), reason, content["at"], sets, target)
    rulings = reader.all(Ruling)
    effective = effective_records(reader)
    check_answers(verdict, sets)
    judged = None if verdict is Verdict.WEIGH else _present(reader, effective, record)
    if verdict is Verdict.NEW_ASSET and isinstance(judged, Claim | Link | Asset):
        ruling = dataclasses.replace(ruling, target=new_asset_id(judged, effective.links, effective.assets))
    aimed = _present(reader, effective, target) if target else None
    document = next((paper for paper in effective.documents if paper.id == getattr(judged, "document", None)), None)
    return ruling, Bench(judged, aimed, rulings, document)


def _present(reader: "Reader", effective: Effective, id_: str) -> object:
    """A record as rulings left it, one that rulings made, or as it is stored."""
    for incident in effective.incidents:
        if id_ in (incident.id, *incident.aliases):
            return incident
    for group in (effective.claims, effective.assets, effective.links, effective.statements, effective.recordings):
        for record in group:
            if record.id == id_:
                return record
    stored = reader.find(id_)
    if stored.withdrawn is not None:
        raise UnknownRecord(
            f"The record {id_} is superseded since ledger entry {stored.withdrawn}.",
            "`tutela review` lists the ids of today.",
        )
    return stored.record
