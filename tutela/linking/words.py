"""The tables of words.yml: parts, holdings, many, plain, wide, around."""

import functools
import itertools
from collections.abc import Iterable, Mapping
from importlib import resources

import yaml

from tutela.language.names import fold, name_key


def says(table: str, words: str, language: str = "") -> bool:
    """Whether a word (or pair of words) of a table stands among the words.

    Of a language that the table knows only its own words count: `Moschee` is one mosque in German, several in Italian.
    """
    return _hit(_of_language(table, language) if language in word_file()[table] else _table(table), words)


@functools.lru_cache(1 << 14)
def qualities(words: str) -> frozenset[str]:
    """What a group is made of, by the table `qualities`."""
    return frozenset(quality for quality, entries in _qualities().items() if _hit(entries, words))


def _hit(entries: tuple[frozenset[str], tuple[str, ...]], words: str) -> bool:
    exact, stems = entries
    tokens = fold(words).split()
    pairs = [" ".join(pair) for pair in itertools.pairwise(tokens)]
    return any(token in exact or any(token.startswith(stem) for stem in stems) for token in (*tokens, *pairs))


@functools.cache
def _qualities() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    return {name: _forms(words) for name, words in word_file()["qualities"].items()}


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
    return _forms([word for words in word_file()[name].values() for word in words])


@functools.cache
def _of_language(name: str, language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    return _forms(word_file()[name][language])


def _forms(entries: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Whole words, and stems (written with a star)."""
    words = list(entries)
    exact = frozenset(fold(word) for word in words if not word.endswith("*"))
    return exact, tuple(sorted(fold(word) for word in words if word.endswith("*")))


@functools.cache
def word_file() -> Mapping[str, Mapping[str, list[str]]]:
    """The file, read once: table -> language -> words."""
    data: dict[str, dict[str, list[str]]] = yaml.safe_load(
        resources.files("tutela.linking").joinpath("words.yml").read_text("utf-8")
    )
    return data
