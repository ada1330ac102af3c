"""Cue words of the language packs, and where they stand in a sentence."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse

Cues = Mapping[str, frozenset[str]]
SENTENCES_KEPT = 1024
"""Parsed sentences whose words are remembered: a long publication, so that each is spelt out once."""


@functools.cache
def cues(name: str, language: str = "en") -> Cues:
    """The lists of one pack file: list name -> its words or phrases, in lower case."""
    text = resources.files("tutela.language").joinpath(f"packs/{language}/{name}.yml").read_text("utf-8")
    table: dict[str, list[str]] = yaml.safe_load(text)
    return {key: frozenset(str(word).casefold() for word in words or ()) for key, words in table.items()}


@functools.cache
def bodies() -> Cues:
    """Names of well-known bodies -> how their descriptions end, in lower case."""
    text = resources.files("tutela.language").joinpath("packs/en/bodies.yml").read_text("utf-8")
    table: dict[str, list[str]] = yaml.safe_load(text)
    return {name: frozenset(one.casefold() for one in endings) for name, endings in table.items()}


def phrases_in(doc: "Parse", phrases: frozenset[str]) -> Iterator[tuple[int, int]]:
    """First and last token of every phrase of the list in a sentence, longest first at each word.

    A word matches as it is written or by its lemma, so "shelled" is found by "shell" and by "shelled".
    """
    yield from _found(doc, phrases)


@functools.lru_cache(maxsize=16 * SENTENCES_KEPT)
def _found(doc: "Parse", phrases: frozenset[str]) -> tuple[tuple[int, int], ...]:
    opening, spelt = _by_first_word(phrases), _spelt(doc)
    if opening.keys().isdisjoint(spelt.words):
        return ()
    found, reached = [], 0
    for at, (written, lemma) in enumerate(zip(spelt.written, spelt.lemmas, strict=True)):
        if at >= reached and (written in opening or lemma in opening):
            length = max(_length_at(words, at, opening) for words in (spelt.written, spelt.lemmas))
            if length:
                found.append((at, at + length - 1))
                reached = at + length
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Spelt:
    """The words of a sentence: reading them off the parse is what costs time."""

    written: list[str]
    lemmas: list[str]
    words: frozenset[str]
    """Both."""


@functools.lru_cache(maxsize=SENTENCES_KEPT)
def _spelt(doc: "Parse") -> _Spelt:
    written, lemmas = [token.lower_ for token in doc], [token.lemma_.casefold() for token in doc]
    return _Spelt(written, lemmas, frozenset(written).union(lemmas))


@functools.cache
def _by_first_word(phrases: frozenset[str]) -> Mapping[str, Sequence[list[str]]]:
    """First word -> the phrases it opens, the longest first: most words of a sentence open none."""
    table: dict[str, list[list[str]]] = {}
    for words in sorted((phrase.split() for phrase in phrases), key=len, reverse=True):
        table.setdefault(words[0], []).append(words)
    return table


def _length_at(words: Sequence[str], at: int, opening: Mapping[str, Sequence[list[str]]]) -> int:
    """How many words the longest phrase that begins here has; 0 where none does."""
    for phrase in opening.get(words[at], ()):
        if words[at : at + len(phrase)] == phrase:
            return len(phrase)
    return 0
