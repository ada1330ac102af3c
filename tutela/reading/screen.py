"""What is worth a parse: documents that hold telling words, and in them sentences with an asset word or a harm word.

A document is gone through once by an automaton of the words that any day's news does not hold (`everyday.yml` of the
pack lists those it does): words that surely name heritage, and words that surely tell harm. One of the first admits the
document; one of the second does if an asset word stands near it, where a house or a roof is one only if the document
speaks of age or worth ("historic", "listed") anywhere.
"""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import yaml

from tutela.language.vocabulary import Weight, WordClass, vocabulary
from tutela.model.claims import Harm
from tutela.reading.parsed_words import IRREGULAR

if TYPE_CHECKING:
    from ahocorasick import Automaton

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
ENDINGS = ("", "s", "es", "ed", "d", "ing", "ies", "ied", "er", "ers", "'s", "’s")
HEADLINES = 3
"""Sentences at the start of a document that are always read with it: headline, lead."""
NEAR = 200
"""Letters between a harm word and an asset word of everyday use that together admit a document: one long sentence."""
FAR = 8
"""Sentences on either side of a word of heritage that are read: beyond, a passage is about something else."""
AROUND = 3
"""Sentences on either side of such a pair that are read with it: as far as a later mention mostly goes back."""
HEADING = 50
"""Letters that the heading of an entry has at most; it is read with what the entry tells."""
ENUMERATED = re.compile(r"\(?\d{1,3}[.)]\s|[-–—•*·▪●]\s")
HERITAGE, HARM, THEFT, AGE = "heritage", "harm", "theft", "age"
EVERYWHERE = frozenset({"be", "have", "make", "take", "get", "name", "age", "past"})
"""Words that every text holds, whatever it tells."""
DENIALS = ("disputing", "naming", "naming_as", "ascribing", "origin", "forged", "never")
"""Signs by which a pack's denials of what an asset is go."""
THEFTS = frozenset({Harm.LOOTED, Harm.DESECRATED, Harm.TRAFFICKED})
"""Harm that befalls few things but heritage: a site or a building beside it is asked no age."""


@functools.cache
def _stems(language: str) -> tuple[frozenset[str], frozenset[str]]:
    words = vocabulary(language)
    if words is None:
        return frozenset(), frozenset()
    assets = {word.words[-1] for found in words.assets.values() for word in found} | words.parts
    every = [word for found in words.harms.values() for word in found if word.kind is not WordClass.PHRASE]
    every = [word for word in every if not word.bound]
    harms = {word.words[-1 if word.words[0] == "be" else 0] for word in every if not word.complements}
    # A light verb ("lies in ruins") is known by its complement, not by itself.
    harms |= {complement for word in every for complement in word.complements} - assets
    return frozenset(assets), frozenset(harms)


@functools.cache
def _bound_stems(language: str) -> frozenset[str]:
    """Words that tell a harm only of certain doers or things, or by a construction: they count beside an asset."""
    words = vocabulary(language)
    if words is None:
        return frozenset()
    bound = {word.words[0] for found in words.harms.values() for word in found if word.bound}
    signs = (words.signs[name].firsts for name in DENIALS if name in words.signs)
    return frozenset(bound.union(*signs)) - EVERYWHERE


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


@dataclass(frozen=True, slots=True)
class Worth:
    """What of a document is worth a parse."""

    heritage: tuple[int, ...] = ()
    """Offsets of words of heritage."""
    harm: tuple[int, ...] = ()
    """Offsets of words that surely tell harm, near one that may name an asset; not asked beside words of heritage."""

    def __bool__(self) -> bool:
        return bool(self.heritage or self.harm)


def worth(text: str, language: str = "en", names: "Automaton | None" = None) -> Worth:
    """What of a document may tell of harm to heritage: one pass, whatever its length, before any sentence is made.

    Args:
        names: of the inventory, as `name_automaton` makes them; each is worth the whole document.
    """
    low, old = text.casefold(), False
    heritage: list[int] = []
    at: list[int] = []
    perhaps: list[int] = []
    for found in (automaton for automaton in (names, _automaton(language)) if automaton is not None):
        for last, (length, kind) in found.iter(low):
            start = last + 1 - length
            if _is_word(low, start, last + 1):
                if kind == HERITAGE:
                    heritage.append(start)
                elif kind == AGE:
                    old = True
                elif not heritage and (near_it := _asset_near(low, start, language)) is not False:
                    (at if near_it or kind == THEFT else perhaps).append(start)
    return Worth(tuple(heritage)) if heritage else Worth(harm=tuple(sorted(at + perhaps) if old else at))


def near(admitted: Sequence[int], sentences: Sequence[tuple[int, int]], what: Worth) -> list[int]:
    """Of the admitted sentences those worth a parse: around what makes the document worth it, and the first."""
    kept = set(range(HEADLINES))
    for offsets, around in ((what.heritage, FAR), (what.harm, AROUND)):
        hits = {bisect_right(sentences, at, key=lambda span: span[0]) - 1 for at in offsets}
        kept |= {index for hit in hits for index in range(hit - around, hit + around + 1)}
    return [index for index in admitted if index in kept]


def name_automaton(names: Iterable[str]) -> "Automaton | None":
    """Names of an inventory, to be found in one pass; None for no names."""
    from ahocorasick import Automaton

    built = Automaton()
    for name in (name.casefold() for name in names):
        built.add_word(name, (len(name), HERITAGE))
    built.make_automaton()
    return built if len(built) else None


def _is_word(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha())


def _asset_near(low: str, at: int, language: str) -> bool | None:
    """Whether a word near may name an asset: surely ("statues"), perhaps (None: "house", "roof"), or none does."""
    around = {_names_asset(word, language) for word in WORD.findall(low, max(0, at - NEAR), at + NEAR)}
    return True if True in around else None if None in around else False


@functools.lru_cache(maxsize=200_000)
def _names_asset(word: str, language: str) -> bool | None:
    """Whether one word may name an asset: surely, perhaps (None), or not."""
    known = base_forms(word, language)
    if not _sure_assets(language).isdisjoint(known):
        return True
    return False if _stems(language)[0].isdisjoint(known) else None


@functools.cache
def _sure_assets(language: str) -> frozenset[str]:
    """Words that name an asset by themselves once harm is told beside them."""
    words = vocabulary(language)
    every = [word for found in words.assets.values() for word in found] if words else []
    sure = frozenset(word.words[-1] for word in every if word.weight is Weight.WHOLE and len(word.words) == 1)
    return sure - _everyday(language, "loose")


@functools.cache
def _automaton(language: str) -> "Automaton | None":
    """Every form of the telling words -> (its length, what it tells)."""
    from ahocorasick import Automaton

    built = Automaton()
    for kind, stems in zip((AGE, HARM, THEFT, HERITAGE), _telling(language), strict=True):
        for form in {form for stem in stems - _everyday(language, kind) for form in word_forms(stem, language)}:
            built.add_word(form, (len(form), kind))
    built.make_automaton()
    return built if len(built) else None


def _telling(language: str) -> tuple[set[str], set[str], set[str], set[str]]:
    """Words of age and worth ("historic"), of harm, of theft, of heritage; a space between the words of a phrase."""
    words = vocabulary(language)
    if words is None:
        return set(), set(), set(), set()
    every = [word for found in words.harms.values() for word in found]
    single = [word for word in every if len(word.words) == 1 and not (word.complements or word.bound)]
    thefts = {word.words[0] for word in single if word.harm in THEFTS} - _everyday(language, HARM)
    assets = {w.words for found in words.assets.values() for w in found if w.weight is Weight.WHOLE}
    ages = {word for word in words.heritage_adjectives if word.isalpha()}
    return ages, {word.words[0] for word in single}, thefts, {" ".join(name).replace(" - ", "-") for name in assets}


@functools.cache
def _everyday(language: str, usual: str) -> frozenset[str]:
    """Words of everyday use, of one of the file's lists."""
    file = resources.files("tutela.language").joinpath("packs", language, "everyday.yml")
    table: dict[str, list[str]] = yaml.safe_load(file.read_text("utf-8")) if file.is_file() else {}
    return frozenset(map(str, table.get(usual, ())))


def word_forms(stem: str, language: str = "en") -> Iterator[str]:
    """The forms of a word, its last one where it is several: all that `base_forms` leads back to it, and few more."""
    words = vocabulary(language)
    yield stem
    irregular = {**IRREGULAR, **words.irregular} if words else {}
    yield from (form for form, base in irregular.items() if base == stem)
    bases = [stem, stem + stem[-1]] + ([stem[:-1]] if stem[-1] in "ey" else [])
    yield from (base + ending for base in bases for ending in ENDINGS[1:] if len(base) > 2)


def _heads(text: str, sentences: Sequence[tuple[int, int]], index: int) -> bool:
    """Whether a sentence is short enough to be the heading of the next: a bare name, "3. Debre Damo."."""
    start, end = sentences[index]
    opens = start == 0 or "\n" in text[sentences[index - 1][1] : start] or ENUMERATED.match(text, start) is not None
    return end - start <= HEADING and opens and any(letter.isupper() for letter in text[start:end])


def screen(text: str, sentences: Sequence[tuple[int, int]], language: str = "en") -> list[int]:
    """Indices of the sentences to parse; none when the document speaks of no asset or of no harm."""
    (assets, harms), bound = _stems(language), _bound_stems(language)
    admitted: set[int] = set()
    any_asset = any_harm = False
    for index, (start, end) in enumerate(sentences):
        words = [form for word in WORD.findall(text[start:end].casefold()) for form in base_forms(word)]
        asset, harm = not assets.isdisjoint(words), not harms.isdisjoint(words)
        any_asset = any_asset or asset
        any_harm = any_harm or harm or (asset and not bound.isdisjoint(words))
        if asset or harm:
            admitted.add(index)
    admitted |= {index for index in range(len(sentences)) if index + 1 in admitted and _heads(text, sentences, index)}
    if not (any_asset and any_harm):
        return []
    return sorted(admitted | set(range(min(HEADLINES, len(sentences)))))
