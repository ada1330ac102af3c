"""Why claims stand in one incident, and why others of the same asset do not: what grouping compared, pair by pair."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tutela.incidents.alignment import aligned_claims
from tutela.incidents.copies import copied_passages
from tutela.incidents.grouping import Telling, compare, likeness
from tutela.incidents.origins import day_of
from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.reasons import Reason


@dataclass(frozen=True, slots=True)
class Compared:
    """Two claims, how surely they are of one act, and what each comparison says."""

    claim: str
    other: str
    score: float
    """Log-odds: above 0 for one act."""
    reasons: tuple[Reason, ...]
    """What speaks for one act (score above 0) and against it, the weightiest first; what says nothing is left out."""


def tellings_of(claims: Sequence[Claim], documents: Iterable[Document], linked: Mapping[str, str]) -> list[Telling]:
    """Claims as grouping sees them; `linked` is claim -> asset."""
    papers = {document.id: document for document in documents}
    aligned = aligned_claims(claims, copied_passages(list(papers.values())))
    return [
        Telling(claim, day_of(papers[claim.document]), aligned.get(claim.id, frozenset()), linked.get(claim.id, ""))
        for claim in claims
        if claim.document in papers
    ]


def why_together(members: Sequence[Telling]) -> tuple[Compared, ...]:
    """For each claim of an incident the other one it is most surely of one act with."""
    return tuple(
        max((compared(one, other) for other in members if other is not one), key=_surest)
        for one in members
        if len(members) > 1
    )


def why_apart(members: Sequence[Telling], others: Sequence[Telling]) -> Compared | None:
    """The two claims of two incidents that come nearest to being of one act; None where one of them has none."""
    pairs = (compared(one, other) for one in members for other in others)
    return max(pairs, key=_surest, default=None)


def compared(one: Telling, other: Telling) -> Compared:
    """What grouping says of two claims."""
    told = sorted((reason for reason in compare(one, other) if reason.score), key=lambda reason: -abs(reason.score))
    return Compared(one.claim.id, other.claim.id, likeness(one, other), tuple(told))


def _surest(pair: Compared) -> tuple[float, str, str]:
    return pair.score, pair.claim, pair.other
