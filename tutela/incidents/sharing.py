"""What the texts on one incident share, put to each of its claims: what counting origins asks of every two of them."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tutela.incidents.alignment import aligned_claims
from tutela.incidents.copies import Copy
from tutela.incidents.facts import Rarity, in_order, years_of
from tutela.incidents.marks import Marks
from tutela.incidents.quotations import quotations_in, shared_quotation
from tutela.incidents.sourcing import Source
from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.media import Medium
from tutela.model.passages import Passage

BESIDE = 200
"""Characters between a claim and a quotation within which the quotation is told with the claim."""
CROWD = 60
"""Of more texts only the first to appear are compared each with each for quotations and translations."""

Joined = Mapping[str, frozenset[str]]


def with_shared(
    told: Sequence[Source], copies: Iterable[Copy], media: Mapping[str, Sequence[Medium]] | None = None
) -> dict[str, Source]:
    """Claim -> its source, with what it copies, quotes, errs and shows in common with others of its incident.

    Args:
        told: the sources of all claims of one incident.
        copies: passages that their documents share.
        media: document -> the pictures and videos it shows.
    """
    claims = [source.claim for source in told]
    texts = {source.text.id: source.text for source in told if source.text}
    aligned = aligned_claims(claims, copies)
    marks, translated = Marks(texts.values(), claims), _translated(texts, claims)
    quoting = _quoting(texts, claims)
    shown = media or {}
    nothing: frozenset[str] = frozenset()
    return {
        source.claim.id: replace(
            source,
            copied=aligned.get(source.claim.id, nothing),
            translated=translated.get(source.claim.document, nothing),
            quoting=quoting.get(source.claim.id, nothing),
            erring=marks.sharing(source.claim.document),
            media=tuple(shown.get(source.claim.document, ())),
        )
        for source in told
    }


def _first(texts: Mapping[str, Document]) -> list[Document]:
    """The texts that are compared each with each, the earliest where they are a crowd."""
    return sorted(texts.values(), key=lambda document: (document.day or "9999", document.id))[:CROWD]


def _translated(texts: Mapping[str, Document], claims: Sequence[Claim]) -> Joined:
    """Document -> those that give the same figures and names in the same order in another language."""
    days = [day for claim in claims if claim.time for day in (claim.time.start, claim.time.end) if day]
    names = [words.exact for claim in claims for words in (claim.asset, *claim.places)]
    compared = [document for document in _first(texts) if document.language]
    if len({document.tongue for document in compared}) < 2:
        return {}
    rarity = Rarity(texts.values(), years_of(texts.values(), days), names)
    return _both_ways(
        (one.id, other.id)
        for one, other in itertools.combinations(compared, 2)
        if one.tongue != other.tongue and in_order(one, other, rarity)
    )


def _quoting(texts: Mapping[str, Document], claims: Sequence[Claim]) -> Joined:
    """Claim -> claims of other texts that are told with the same quotation."""
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document].append(claim)
    found = []
    for one, other in itertools.combinations((text for text in _first(texts) if quotations_in(text.text)), 2):
        shared = shared_quotation(one, other)
        if shared:
            near = [
                [claim.id for claim in by_document[words.document] if _is_beside(claim, words)]
                for words in shared.evidence
            ]
            found += list(itertools.product(*near))
    return _both_ways(found)


def _is_beside(claim: Claim, words: Passage) -> bool:
    return claim.quote.start - BESIDE <= words.end and words.start <= claim.quote.end + BESIDE


def _both_ways(pairs: Iterable[tuple[str, ...]]) -> Joined:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return {name: frozenset(others) for name, others in found.items()}
