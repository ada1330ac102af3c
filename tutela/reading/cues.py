"""Cue words of the language packs, and where they stand in a sentence."""

import functools
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from spacy.tokens import Doc

Cues = Mapping[str, frozenset[str]]


@functools.cache
def cues(name: str, language: str = "en") -> Cues:
    """The lists of one pack file: list name -> its words or phrases, in lower case."""
    text = resources.files("tutela.language").joinpath(f"packs/{language}/{name}.yml").read_text("utf-8")
    table: dict[str, list[str]] = yaml.safe_load(text)
    return {key: frozenset(str(word).casefold() for word in words or ()) for key, words in table.items()}


@functools.cache
def _longest(phrases: frozenset[str]) -> int:
    return max((len(phrase.split()) for phrase in phrases), default=0)


@functools.cache
def _openings(phrases: frozenset[str]) -> frozenset[str]:
    """The first words of all phrases: most words of a sentence open none."""
    return frozenset(phrase.split()[0] for phrase in phrases)


def phrases_in(doc: "Doc", phrases: frozenset[str]) -> Iterator[tuple[int, int]]:
    """First and last token of every phrase of the list in a sentence, longest first at each word.

    A word matches as it is written or by its lemma, so "shelled" is found by "shell" and by "shelled".
    """
    at = 0
    while at < len(doc):
        length = _match_at(doc, at, phrases)
        if length:
            yield at, at + length - 1
        at += max(length, 1)


def _match_at(doc: "Doc", at: int, phrases: frozenset[str]) -> int:
    if doc[at].lower_ not in _openings(phrases) and doc[at].lemma_.casefold() not in _openings(phrases):
        return 0
    for length in range(min(_longest(phrases), len(doc) - at), 0, -1):
        window = doc[at : at + length]
        written = " ".join(token.lower_ for token in window)
        if written in phrases or " ".join(token.lemma_.casefold() for token in window) in phrases:
            return length
    return 0
