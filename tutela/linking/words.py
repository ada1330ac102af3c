"""The tables of words.yml: parts, holdings, many, plain, wide, around."""

import functools
import itertools
from collections.abc import Mapping
from importlib import resources

import yaml

from tutela.language.names import fold, name_key


def says(table: str, words: str) -> bool:
    """Whether a word (or pair of words) of a table stands among the words."""
    exact, stems = _table(table)
    tokens = fold(words).split()
    pairs = [" ".join(pair) for pair in itertools.pairwise(tokens)]
    return any(token in exact or any(token.startswith(stem) for stem in stems) for token in (*tokens, *pairs))


def without(table: str, words: str) -> str:
    """The words with those of a table left out, folded."""
    exact, stems = _table(table)
    return " ".join(
        token
        for token in fold(words).split()
        if token not in exact and not any(token.startswith(stem) for stem in stems)
    )


@functools.cache
def plain_tokens() -> frozenset[str]:
    """Words of descriptions that name nothing, as `name_key` gives them."""
    return frozenset(token for words in word_file()["plain"].values() for word in words for token in name_key(word))


@functools.cache
def _table(name: str) -> tuple[frozenset[str], tuple[str, ...]]:
    entries = [word for words in word_file()[name].values() for word in words]
    exact = frozenset(fold(word) for word in entries if not word.endswith("*"))
    return exact, tuple(sorted(fold(word) for word in entries if word.endswith("*")))


@functools.cache
def word_file() -> Mapping[str, Mapping[str, list[str]]]:
    """The file, read once: table -> language -> words."""
    data: dict[str, dict[str, list[str]]] = yaml.safe_load(
        resources.files("tutela.linking").joinpath("words.yml").read_text("utf-8")
    )
    return data
