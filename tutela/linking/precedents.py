"""What people ruled of the same words elsewhere, as one more reason among those of the text."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence

from tutela.language.name_words import ARTICLES
from tutela.language.names import fold
from tutela.linking.inventory import Candidate
from tutela.linking.sightings import Sighting
from tutela.linking.weights import weight
from tutela.linking.whereabouts import Resolver, common
from tutela.model.documents import Document
from tutela.model.reasons import Reason
from tutela.model.rulings import Precedent

CONTRADICTIONS = frozenset(
    {"inventory_other_place", "inventory_other_kind", "inventory_other_age", "inventory_common_name"}
)
"""What the text itself says against an asset: no ruling on another text speaks for it then."""


def words_key(words: str) -> str:
    """Words as they are compared with those that people ruled on.

    >>> words_key("The Green Chapel") == words_key("green chapel")
    True
    """
    return " ".join(token for token in fold(words).split() if token not in ARTICLES)


def words_of(sighting: Sighting) -> tuple[str, ...]:
    """The words a document uses of an asset, each once."""
    return tuple(sorted({words_key(description.words) for description in sighting.told}))


class Precedents:
    """Rulings on words, found by them."""

    def __init__(self, told: Iterable[Precedent], resolver: Resolver) -> None:
        self._resolver = resolver
        self._under: dict[str, list[Precedent]] = defaultdict(list)
        for one in told:
            self._under[words_key(one.words)].append(one)

    def on(self, sighting: Sighting, paper: Document) -> list[Precedent]:
        """The rulings that tell of a sighting in a document."""
        same = [one for words in words_of(sighting) for one in self._under.get(words, ())] if self._under else []
        return [one for one in same if self._tells(one, sighting, paper)]

    def _tells(self, one: Precedent, sighting: Sighting, paper: Document) -> bool:
        """Whether the words mean the same there: a name of its own does, others need more in common."""
        if one.document == sighting.document or any(not token.startswith("word:") for token in sighting.name):
            return True
        # "The Green Chapel" is one in its town; "the monastery" one to its paper, in its town.
        theirs = self._resolver.whereabouts(one.places, one.language).near()
        publisher = paper.publisher.value if paper.publisher else ""
        one_paper = bool(publisher) and fold(publisher) == fold(one.publisher)
        return bool(sighting.name or one_paper) and common(sighting.where.near(), theirs) is not None


def heeded(found: Sequence[Candidate], told: Sequence[Precedent]) -> list[Candidate]:
    """The candidates with what people ruled of the same words, likeliest first; equals stay in their order.

    A ruling speaks against an asset always. For one it speaks only where the text does not contradict, and where the
    words are no other asset's own name.
    """
    if not told:
        return list(found)
    named = {candidate.asset.id for candidate in found if _bears(candidate, told)}
    heard = [_with_rulings(one, told, not named or one.asset.id in named) for one in found]
    return sorted(heard, key=lambda candidate: -candidate.odds)


def _bears(candidate: Candidate, told: Sequence[Precedent]) -> bool:
    """Whether the words are a name of the asset."""
    words = {words_key(one.words) for one in told}
    spelt = any(reason.signal == "inventory_name" and reason.score >= weight(reason.signal)
                for reason in candidate.reasons)  # fmt: skip
    return spelt or any(words_key(name.text) in words for name in candidate.asset.names)


def _with_rulings(candidate: Candidate, told: Sequence[Precedent], open_: bool) -> Candidate:
    contradicted = any(reason.signal in CONTRADICTIONS for reason in candidate.reasons)
    mine = {one.meant: one for one in told if one.asset == candidate.asset.id}
    if contradicted or not open_:
        mine.pop(True, None)
    if not mine:
        return candidate
    reasons = _answered(candidate.reasons) if True in mine else candidate.reasons
    reasons = (*reasons, *(_reason(one) for one in mine.values()))
    return dataclasses.replace(
        candidate,
        reasons=reasons,
        odds=weight("inventory_bias") + sum(reason.score for reason in reasons),
    )


def _answered(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """That no name is like the words weighs nothing once a person said whose name they are."""
    return tuple(
        dataclasses.replace(reason, score=0.0) if reason.signal == "inventory_other_name" else reason
        for reason in reasons
    )


def _reason(one: Precedent) -> Reason:
    signal, is_ = ("inventory_ruled", "is") if one.meant else ("inventory_ruled_out", "is not")
    said = f"a person ruled on {one.day} that “{one.words}” in {one.name} {is_} this asset ({one.ruling})"
    return Reason(signal, said, weight(signal))
