"""May this ruling be made? Every verdict, what it can judge, and what it needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutela.model.claims import AssetType, Claim, Recording, Statement
from tutela.model.documents import Document, Publisher
from tutela.model.errors import RulingRefused
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.links import Link
from tutela.model.missions import Visit
from tutela.model.rulings import Ruling, Verdict
from tutela.review.asset_corrections import ASSET_FIELDS
from tutela.review.corrections import (
    CLAIM_FIELDS,
    DOCUMENT_FIELDS,
    RECORDING_FIELDS,
    STATEMENT_FIELDS,
    apply,
)
from tutela.review.credibility import check_rating
from tutela.review.force import in_force, undone, value_set
from tutela.review.overlay import PERSON
from tutela.review.persons import check_name
from tutela.review.states import (
    AUTHENTICITIES,
    AUTHENTICITY,
    STATE,
    check_authenticity,
    check_second_person,
    check_state,
)
from tutela.review.visits import check_visit

WORDS: Mapping[type, str] = {
    Claim: "claim",
    Link: "link",
    Statement: "statement",
    Recording: "recording",
    Incident: "incident",
    Asset: "asset",
    Document: "document",
    Publisher: "publisher",
    Ruling: "ruling",
    Visit: "visit",
    type(None): "inventory",
}

JUDGES: Mapping[Verdict, tuple[type, ...]] = {
    Verdict.ACCEPT: (Claim, Link, Statement, Recording, Visit),
    Verdict.REJECT: (Claim, Link, Statement, Recording, Visit),
    Verdict.CORRECT: (Claim, Statement, Recording, Asset, Document, Incident),
    Verdict.LINK: (Claim, Link),
    Verdict.NEW_ASSET: (Claim, Link, Asset),
    Verdict.SAME: (Claim, Incident, Asset, Recording),
    Verdict.DIFFERENT: (Claim, Incident, Asset, Recording),
    Verdict.RESTRICT: (Asset,),
    Verdict.AUTHENTICATE: (Recording,),
    Verdict.UNDO: (Ruling,),
    Verdict.ASSESS: (Asset,),
    Verdict.WEIGH: (type(None),),
    Verdict.RATE: (Incident, Claim, Document, Publisher),
}
"""Incidents are clusters and change with every document: judge what they are made of. Only their state is ruled on."""


NEEDS_SETS: Mapping[Verdict, str] = {
    Verdict.CORRECT: "a field and its right value",
    Verdict.ASSESS: "a criterion and its grade",
    Verdict.WEIGH: "a criterion and its weight",
    Verdict.RATE: "an axis and its grade (source=B, information=2)",
}


@dataclass(frozen=True, slots=True)
class Bench:
    """What a ruling has to be weighed against."""

    record: object
    target: object | None
    rulings: Sequence[Ruling]
    """All that were made, in their order."""
    document: Document | None = None
    """The one the record was read in."""


def check(ruling: Ruling, bench: Bench) -> None:
    """See that a ruling may be made.

    Raises:
        RulingRefused: it may not, and why; SecondPersonNeeded where it would confirm the person's own word.
    """
    check_name(ruling.by)
    if not ruling.reason.strip():
        raise RulingRefused("A ruling needs a reason.", "Say why with --reason TEXT.")
    _check_kind(ruling, bench.record)
    _check_sets(ruling)
    _check_target(ruling, bench)
    if ruling.verdict is Verdict.CORRECT:
        _check_correction(ruling, bench)
    elif ruling.verdict is Verdict.NEW_ASSET:
        apply(Asset("", (), AssetType.HERITAGE), ASSET_FIELDS, ruling)
    elif ruling.verdict is Verdict.AUTHENTICATE:
        check_authenticity(value_set(ruling, AUTHENTICITY) or AUTHENTICITIES[0])
        check_second_person(ruling, in_force(bench.rulings), (ruling.record,), AUTHENTICITY, AUTHENTICITIES[0])
    elif ruling.verdict is Verdict.ACCEPT and isinstance(bench.record, Visit):
        check_visit(ruling, bench.record, in_force(bench.rulings))
    elif ruling.verdict is Verdict.RATE:
        check_rating(ruling, bench.record)
    elif ruling.verdict is Verdict.UNDO and ruling.record in undone(bench.rulings):
        raise RulingRefused(f"The ruling {ruling.record} is undone already.", "Nothing needs doing.")


def _check_kind(ruling: Ruling, record: object) -> None:
    if ruling.verdict is Verdict.RESTRICT and value_set(ruling, PERSON):
        return
    if type(record) not in JUDGES[ruling.verdict]:
        what = WORDS.get(type(record), type(record).__name__.lower())
        what = f"an {what}" if what[0] in "aeiou" else f"a {what}"
        able = ", ".join(WORDS[kind] for kind in JUDGES[ruling.verdict])
        raise RulingRefused(f"'{ruling.verdict}' cannot judge {what} ({ruling.record}).", f"It judges: {able}.")


def _check_sets(ruling: Ruling) -> None:
    takes = {
        Verdict.CORRECT: None,
        Verdict.ASSESS: None,
        Verdict.WEIGH: None,
        Verdict.RATE: None,
        Verdict.NEW_ASSET: tuple(ASSET_FIELDS),
        Verdict.RESTRICT: (PERSON,),
        Verdict.AUTHENTICATE: (AUTHENTICITY,),
    }
    allowed = takes.get(ruling.verdict, ())
    if ruling.verdict in NEEDS_SETS and not ruling.sets:
        raise RulingRefused(f"'{ruling.verdict}' needs {NEEDS_SETS[ruling.verdict]}.", "Give --set FIELD=VALUE.")
    for field, _ in ruling.sets:
        if allowed is not None and field not in allowed:
            remedy = f"It can set: {', '.join(allowed)}." if allowed else "Use 'correct' to set fields."
            raise RulingRefused(f"'{ruling.verdict}' cannot set {field!r}.", remedy)


def _check_target(ruling: Ruling, bench: Bench) -> None:
    if ruling.verdict is Verdict.LINK and not isinstance(bench.target, Asset):
        raise RulingRefused(f"{ruling.target!r} is no asset to link to.", "Name the id of an asset.")
    if ruling.verdict in (Verdict.SAME, Verdict.DIFFERENT):
        if ruling.record == ruling.target:
            raise RulingRefused(f"{ruling.record} cannot be compared with itself.", "Name another record with --with.")
        if type(bench.target) is not type(bench.record):
            raise RulingRefused(
                f"{ruling.record} and {ruling.target or 'nothing'} are not of one kind.",
                f"Name another {WORDS[type(bench.record)]} with --with.",
            )


def _check_correction(ruling: Ruling, bench: Bench) -> None:
    record = bench.record
    if isinstance(record, Incident):
        return _check_state(ruling, record, bench.rulings)
    if isinstance(record, Claim):
        apply(record, CLAIM_FIELDS, ruling, bench.document)
    elif isinstance(record, Statement):
        apply(record, STATEMENT_FIELDS, ruling, bench.document)
    elif isinstance(record, Recording):
        apply(record, RECORDING_FIELDS, ruling, bench.document)
    elif isinstance(record, Asset):
        apply(record, ASSET_FIELDS, ruling)
    elif isinstance(record, Document):
        apply(record, DOCUMENT_FIELDS, ruling)
    return None


def _check_state(ruling: Ruling, incident: Incident, rulings: Sequence[Ruling]) -> None:
    for field, value in ruling.sets:
        if field != STATE:
            raise RulingRefused(
                f"An incident has no field {field!r} to correct: it is computed from its claims.",
                f"Correct its claims ({', '.join(incident.claims[:3])}...), or set {STATE}.",
            )
        check_state(value)
    check_second_person(ruling, in_force(rulings), (incident.id, *incident.aliases), STATE)
