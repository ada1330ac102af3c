"""Claims of different documents that stand in the same copied passage."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tutela.incidents.copies import Copy
from tutela.language.names import fold
from tutela.model.claims import Claim

NEAR = 0.5
"""Share of a quote that must lie within the copied passage, on both sides."""


def aligned_claims(claims: Sequence[Claim], copies: Iterable[Copy]) -> dict[str, frozenset[str]]:
    """Claim id -> ids of the claims that say the same in the same copied words of other documents."""
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document].append(claim)
    found: dict[str, set[str]] = defaultdict(set)
    for copy in copies:
        for ours, theirs in _pairs(copy, by_document):
            found[ours].add(theirs)
            found[theirs].add(ours)
    return {claim: frozenset(others) for claim, others in found.items()}


def _pairs(copy: Copy, by_document: Mapping[str, Sequence[Claim]]) -> Iterator[tuple[str, str]]:
    for ours in by_document.get(copy.first, ()):
        if not _within(ours, copy.first_start, copy.first_end):
            continue
        for theirs in by_document.get(copy.second, ()):
            if _within(theirs, copy.second_start, copy.second_end) and _alike(ours, theirs, copy):
                yield ours.id, theirs.id


def _within(claim: Claim, start: int, end: int) -> bool:
    """Whether enough of the quote lies between two offsets."""
    shared = min(claim.quote.end, end) - max(claim.quote.start, start)
    return shared >= NEAR * min(claim.quote.end - claim.quote.start, end - start)


def _alike(ours: Claim, theirs: Claim, copy: Copy) -> bool:
    """Whether both speak of the same words: same asset words and harm, at the same place of the passage."""
    apart = abs((ours.quote.start - copy.first_start) - (theirs.quote.start - copy.second_start))
    same_words = fold(ours.asset.exact) == fold(theirs.asset.exact)
    return (
        ours.harm == theirs.harm
        and (same_words or ours.asset_type == theirs.asset_type)
        and apart <= len(ours.quote.exact)
    )
