"""The second reader: ties assets to harm words by the order of words alone, with no parse.

It fails on other sentences than the parse does (long quotations, lists, headlines), so their agreement counts.
All it knows of a language is data: word forms, and the words for being, for agents and for what harm falls upon.
"""

import functools
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from tutela.language.vocabulary import Frame, HarmWord, Vocabulary, WordClass

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse

FORE, AFT, NEXT = 10, 7, 3
"""Words an asset may stand before or behind its harm word, and what counts as beside it; swept 5 to 14 on news text."""
STOPS = frozenset({".", ";", ":", "!", "?"})

Words = Sequence[frozenset[str]]


def pattern_ties(parse: "Parse", words: Vocabulary) -> frozenset[tuple[int, int]]:
    """(position of an asset's noun, position of a harm word) for every pair that a pattern ties."""
    # Only the words as they stand are used: no tag, no lemma, no tree.
    lowered = [token.lower_ for token in parse]
    forms = [_forms(word) for word in lowered]
    assets = frozenset(at for at in range(len(forms)) if _asset_at(forms, at, words))
    if not assets:
        return frozenset()
    return frozenset(
        (asset, at)
        for at in range(len(forms))
        for word in _harm_words(forms, lowered, at, words)
        for asset in _patients(lowered, at, at + len(word.words) - 1, word, assets, words)
    )


@functools.lru_cache(maxsize=100_000)
def _forms(word: str) -> frozenset[str]:
    from tutela.reading.screen import base_forms

    return frozenset(base_forms(word))


def _asset_at(forms: Words, at: int, words: Vocabulary) -> bool:
    found = (word for form in forms[at] for word in words.assets.get(form, ()))
    return bool(forms[at] & words.parts) or any(_stands(forms, at, word.words) for word in found)


def _harm_words(forms: Words, lowered: Sequence[str], at: int, words: Vocabulary) -> Iterator[HarmWord]:
    for form in forms[at]:
        for word in words.harms.get(form, ()):
            if (
                not word.bound
                and _stands(forms, at, word.words)
                and (
                    not word.complements
                    or not word.complements.isdisjoint(chain.from_iterable(forms[at + 1 : at + 10]))
                )
            ):
                yield word


def _stands(forms: Words, at: int, phrase: Sequence[str]) -> bool:
    return at + len(phrase) <= len(forms) and all(word in forms[at + n] for n, word in enumerate(phrase))


def _patients(
    lowered: Sequence[str], first: int, last: int, word: HarmWord, assets: frozenset[int], words: Vocabulary
) -> Iterator[int]:
    being, agents, upon = (words.signs[name].firsts for name in ("being", "agent", "upon"))
    before = _nearest(lowered, range(first - 1, max(-1, first - FORE), -1), assets)
    after = _nearest(lowered, range(last + 1, min(len(lowered), last + AFT)), assets)
    passive = not being.isdisjoint(lowered[max(0, first - 3) : first])
    if word.kind is WordClass.NOUN:
        if after is not None and not upon.isdisjoint(lowered[last + 1 : last + NEXT]):
            yield after
        elif before is not None and first - before == 1:
            yield before
    elif passive or word.frame is Frame.SUBJECT or word.kind is WordClass.PHRASE:
        if before is not None:
            yield before
    elif after is not None and _object(word, agents.isdisjoint(lowered[last + 1 : after]), after - last):
        yield after
    elif before is not None and first - before <= NEXT:
        yield before


def _object(word: HarmWord, unbroken: bool, gap: int) -> bool:
    """Whether what stands behind a harm word suffers it: a verb with no agent between, an adjective beside its noun."""
    if word.kind is WordClass.VERB:
        return unbroken
    return word.kind is WordClass.ADJECTIVE and gap <= NEXT


def _nearest(lowered: Sequence[str], order: range, assets: frozenset[int]) -> int | None:
    for at in order:
        if at in assets:
            return at
        if lowered[at] in STOPS:
            return None
    return None
