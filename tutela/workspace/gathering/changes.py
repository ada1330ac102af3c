"""What happened in a workspace since it was gathered last."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.errors import UnknownRecord
from tutela.model.links import Link
from tutela.model.rulings import Ruling, Verdict
from tutela.review.force import moving
from tutela.workspace.gathering.memory import Mark, WorkspaceMemory
from tutela.workspace.moment import INCIDENT
from tutela.workspace.workspace import Workspace

if TYPE_CHECKING:
    from tutela.store.reader import Reader

BY_SCOPE = ("claims", "media")
"""Kinds of records that stand in the scope of the document they belong to."""
DECISIVE = ("publishers", "assets", "matches", "links", "incidents", "places")
"""Kinds that gathering writes itself, or on which all of it may rest: what else came or went with them touches all."""
ON_CLAIMS = (Verdict.ACCEPT, Verdict.REJECT, Verdict.CORRECT, Verdict.LINK)
"""Verdicts that say something of one claim alone, where they judge it or its link."""
ON_PAIRS = (Verdict.SAME, Verdict.DIFFERENT)


def mark_of(workspace: Workspace, basis: str) -> Mark:
    """The moment of a workspace that has just been gathered on some basis."""
    from tutela.store.since import highest

    with workspace._store.reading() as reader:
        head = reader.head()
        return Mark(basis, head.entries, head.head, tuple(sorted(highest(reader).items())))


def changed_since(workspace: Workspace, memory: WorkspaceMemory, basis: str) -> frozenset[str] | None:
    """Documents told otherwise than when the workspace was gathered last; None where nothing tells, or all may be."""
    mark = memory.mark()
    if mark is None:
        return None
    with workspace._store.reading() as reader:
        return changed_documents(reader, mark, basis)


def changed_documents(reader: "Reader", mark: Mark, basis: str) -> frozenset[str] | None:
    """Documents that are told otherwise than when the workspace was gathered last; None where all may be."""
    from tutela.store.since import ledger_hash, since

    if mark.basis != basis or ledger_hash(reader, mark.entry) != mark.hash:
        return None
    found: set[str] = set()
    rulings: list[str] = []
    for moved in since(reader, dict(mark.numbers), ("documents", "rulings", *BY_SCOPE, *DECISIVE)):
        if moved.kind in DECISIVE:
            return None
        if moved.kind == "rulings":
            rulings.append(moved.id)
        else:
            found.add(moved.scope if moved.kind in BY_SCOPE else moved.id)
    ruled = _ruled_documents(reader, rulings)
    return None if ruled is None else frozenset(found | ruled)


def _ruled_documents(reader: "Reader", fresh: Iterable[str]) -> set[str] | None:
    """The documents that new rulings reach; None where one reaches further."""
    fresh = set(fresh)
    if not fresh:
        return set()
    rulings = reader.all(Ruling)
    by_id = {ruling.id: ruling for ruling in rulings}
    found: set[str] = set()
    for ruling in rulings:
        if ruling.id in fresh:
            reached = list(_reached(reader, by_id.get(ruling.record, ruling) if _undoes(ruling) else ruling))
            if None in reached:
                return None
            found |= {document for document in reached if document is not None}
    return found


def _undoes(ruling: Ruling) -> bool:
    return ruling.verdict is Verdict.UNDO


def _reached(reader: "Reader", ruling: Ruling) -> Iterator[str | None]:
    """The documents that a ruling reaches, None for all; none where gathering does not ask for it."""
    if _undoes(ruling) or not moving([ruling]):
        # Whoever undoes an undoing may bring back anything.
        yield from [None] * _undoes(ruling)
        return
    try:
        record = reader.find(ruling.record).record
    except UnknownRecord:
        yield None
        return
    if ruling.verdict in ON_PAIRS and (isinstance(record, Claim) or ruling.record.startswith(INCIDENT)):
        return
    if isinstance(record, Document):
        yield record.id
    elif isinstance(record, Claim | Link) and ruling.verdict in ON_CLAIMS:
        claim = reader.find(record.claim).record if isinstance(record, Link) else record
        yield claim.document if isinstance(claim, Claim) else None
    elif record.__class__.__name__ not in ("Statement", "Recording"):
        yield None
