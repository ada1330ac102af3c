"""Which sentences are worth a parse: those that hold an asset word or a harm word in a document that holds both."""

import functools
import re
from collections.abc import Sequence

from tutela.language.vocabulary import WordClass, vocabulary

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
ENDINGS = ("", "s", "es", "ed", "d", "ing", "ies", "ied", "er", "ers", "'s", "’s")
HEADLINES = 3
"""Sentences at the start of a document that are always read with it: headline, lead."""


@functools.cache
def _stems(language: str) -> tuple[frozenset[str], frozenset[str]]:
    words = vocabulary(language)
    if words is None:
        return frozenset(), frozenset()
    assets = {word.words[-1] for found in words.assets.values() for word in found} | words.parts
    every = [word for found in words.harms.values() for word in found if word.kind is not WordClass.PHRASE]
    harms = {word.words[-1 if word.words[0] == "be" else 0] for word in every if not word.complements}
    # A light verb ("lies in ruins") is known by its complement, not by itself.
    harms |= {complement for word in every for complement in word.complements} - assets
    return frozenset(assets), frozenset(harms)


@functools.lru_cache(maxsize=200_000)
def base_forms(word: str, language: str = "en") -> tuple[str, ...]:
    """Stems a word form can come from: by the pack's irregular forms, and by cutting regular endings."""
    words = vocabulary(language)
    found = [word, words.irregular.get(word, word)] if words else [word]
    for ending in ENDINGS[1:]:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            stem = word[: -len(ending)]
            found += [stem, stem + "e", stem + "y"]
            if len(stem) > 3 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return tuple(found)


def screen(text: str, sentences: Sequence[tuple[int, int]], language: str = "en") -> list[int]:
    """Indices of the sentences to parse; none when the document speaks of no asset or of no harm."""
    assets, harms = _stems(language)
    admitted: set[int] = set()
    any_asset = any_harm = False
    for index, (start, end) in enumerate(sentences):
        words = [form for word in WORD.findall(text[start:end].casefold()) for form in base_forms(word)]
        asset, harm = not assets.isdisjoint(words), not harms.isdisjoint(words)
        any_asset, any_harm = any_asset or asset, any_harm or harm
        if asset or harm:
            admitted.add(index)
    if not (any_asset and any_harm):
        return []
    return sorted(admitted | set(range(min(HEADLINES, len(sentences)))))
