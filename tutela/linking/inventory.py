"""A sighting against the assets of the inventory."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tutela.language.names import fold, name_key, similarity_reason
from tutela.linking.ages import age
from tutela.linking.descriptions import WEAK_TOKENS, without_article
from tutela.linking.sightings import Sighting, kin
from tutela.linking.weights import weight
from tutela.linking.whereabouts import Resolver, Whereabouts, common
from tutela.linking.words import plain_tokens
from tutela.model.inventory import Asset, AssetIndex
from tutela.model.reasons import Reason

NAMED = 0.75
"""Name likeness from which two names count as one (see language.name_comparison.SAME_WORD)."""
KINDS_ONLY = 0.4
"""Likeness of names that hold words of kind only."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An asset of the inventory that a sighting may be of."""

    asset: Asset
    odds: float
    """Log-odds: above 0 rather yes than no."""
    reasons: tuple[Reason, ...]
    named: bool
    """Whether a name speaks for it, not kind and place alone."""

    @property
    def score(self) -> float:
        """Probability, 0 to 1."""
        return round(1 / (1 + math.exp(-self.odds)), 3)


def candidates(sighting: Sighting, index: AssetIndex, resolver: Resolver, also: Iterable[str] = ()) -> list[Candidate]:
    """The assets the index offers, and those with the ids in `also`, likeliest first; equally likely ones stay in the
    order of the index."""
    words = list(dict.fromkeys(description.words for description in sighting.told))
    places = [spot.words for spot in sighting.where.spots]
    offered = {asset.id: asset for word in words for asset in index.candidates(word, places)}
    offered |= {asset.id: asset for id_ in also if (asset := index.get(id_))}
    found = [compare(sighting, asset, words, resolver) for asset in offered.values()]
    return sorted(found, key=lambda candidate: -candidate.odds)


def compare(sighting: Sighting, asset: Asset, words: Sequence[str], resolver: Resolver) -> Candidate:
    """What each comparison says of a sighting and an asset."""
    where = resolver.whereabouts(name.text for name in (*asset.settlements, *asset.districts))
    called = name(words, asset, sighting.name)
    unweighed = [
        called,
        *_named_place(called, sighting, where),
        kind(sighting, asset),
        *same_word_for_kind(words, asset),
        *age(words, asset.built),
    ]
    reasons = tuple(Reason(r.signal, r.sentence, round(r.score * weight(r.signal), 3)) for r in unweighed)
    odds = weight("inventory_bias") + sum(reason.score for reason in reasons)
    return Candidate(asset, odds, reasons, called.signal == "inventory_name")


def name(words: Iterable[str], asset: Asset, proper: frozenset[str]) -> Reason:
    """The best likeness of the words to any name of the asset, whatever the script; `proper` are the names in them that
    are no places."""
    likenesses = [similarity_reason(word, title) for word, title in pairs_of_names(words, asset)]
    best = max(likenesses, key=lambda reason: reason.score, default=Reason("name", "the asset has no name", 0.0))
    if best.score >= NAMED:
        return Reason("inventory_name", best.sentence, best.score)
    short = next((pair for pair in pairs_of_names(words, asset) if _short_for(*pair)), None)
    if short:
        return Reason("inventory_name", f"“{short[0]}” may be short for “{short[1]}”", NAMED)
    if not proper or (best.score <= KINDS_ONLY and not any(_proper(word) for word in words)):
        return Reason("inventory_unnamed", "the words name no asset, only a kind of thing", 1.0)
    return Reason("inventory_other_name", f"no name of {asset.label} is like it: {best.sentence}", 1.0)


def pairs_of_names(words: Iterable[str], asset: Asset) -> list[tuple[str, str]]:
    """The words with each name of the asset."""
    return [(word, title.text) for word in words for title in asset.names]


def _short_for(words: str, name: str) -> bool:
    """Whether the words give a saint's name without its epithet: St John for St John the Baptist."""
    said, full = (
        {token for token in name_key(text) if token.startswith("word:")} - WEAK_TOKENS for text in (words, name)
    )
    return bool(said) and all(any(token.startswith(f"{one}_") for token in full) for one in said)


def same_word_for_kind(words: Iterable[str], asset: Asset) -> list[Reason]:
    """The very word for the kind: of two churches the one named a cathedral is "the cathedral"."""
    said = {token for word in words for token in _kind_words(word)}
    hit = sorted(said & {token for title in asset.names for token in _kind_words(title.text)})
    return [Reason("inventory_same_word", f"both say {hit[0]}", 1.0)] if hit else []


def _kind_words(words: str) -> set[str]:
    tokens = fold(words).split()
    return {token for token in tokens if any(key.startswith("type:") for key in name_key(token))}


def _proper(words: str) -> bool:

    return any(
        not token.startswith("type:") and token not in WEAK_TOKENS and token not in plain_tokens()
        for token in name_key(without_article(words))
    )


def _named_place(called: Reason, sighting: Sighting, where: Whereabouts) -> list[Reason]:
    """Where both stand."""
    spot = common(sighting.where.spots, where.spots)
    if spot:
        return [Reason("inventory_same_place", f"the text and the inventory place it in {spot.words}", 1.0)]
    if sighting.where.near() and where.near():
        ours, theirs = sighting.where.near()[0].words, where.near()[0].words
        return [Reason("inventory_other_place", f"the text says {ours}, the inventory {theirs}", 1.0)]
    return _place_in_text(called, sighting, where)


def _place_in_text(called: Reason, sighting: Sighting, where: Whereabouts) -> list[Reason]:
    """For a name whose place the claims leave out: whether the text names it; hundreds bear a saint's name alone."""
    missing = Reason("inventory_place_missing", "the text gives no place to compare", 1.0)
    if called.signal != "inventory_name":
        return [missing]
    named = next((spot.words for spot in where.near() if re.search(rf"\b{re.escape(spot.words)}\b", sighting.text)), "")
    if named:
        return [Reason("inventory_same_place", f"the text names {named}, where the inventory places it", 0.5)]
    if sighting.name and all(token.startswith("word:") for token in sighting.name):
        return [missing, Reason("inventory_common_name", "many bear this name, and no place tells which is meant", 1.0)]
    return [missing]


def kind(sighting: Sighting, asset: Asset) -> Reason:
    """What kind of thing both are."""
    if asset.type in sighting.types:
        return Reason("inventory_same_kind", f"both are called {asset.type.value}", 1.0)
    if any(kin(asset.type, other) for other in sighting.types):
        return Reason("inventory_kin_kind", f"{asset.type.value} and {sighting.told[0].type.value} are neighbours", 1.0)
    return Reason("inventory_other_kind", f"the inventory calls it {asset.type.value}", 1.0)
