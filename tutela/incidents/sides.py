"""Which side of a conflict some words name: "Moscow", "Russia's defence ministry" and "российская сторона" are one."""

import functools
import re
from importlib import resources

import yaml

from tutela.language.names import fold


@functools.lru_cache(maxsize=65536)
def sides_of(words: str) -> frozenset[str]:
    """The sides that some words name.

    >>> sorted(sides_of("Moscow")), sorted(sides_of("Russia's Ministry of Defense")), sorted(sides_of("an officer"))
    (['russia'], ['russia'], [])
    """
    tokens = _tokens(words)
    text = f" {' '.join(tokens)} "
    found = {side for phrase, side in _table()[0] if f" {phrase} " in text}
    return frozenset(found.union(*map(_of_token, tokens)))


@functools.lru_cache(maxsize=65536)
def without_sides(words: str) -> str:
    """The words without those that name a side.

    >>> without_sides("Russia's Ministry of Defence"), without_sides("the Rapid Support Forces")
    ('Ministry of Defence', 'the')
    """
    left, text = words, f" {' '.join(_tokens(words))} "
    for phrase, _ in _table()[0]:
        if f" {phrase} " in text:
            left = re.sub(r"\W+".join(map(re.escape, phrase.split())), " ", left, flags=re.IGNORECASE)
            text = f" {' '.join(_tokens(left))} "
    return " ".join(word for word in left.split() if not any(map(_of_token, _tokens(word))))


def _tokens(words: str) -> list[str]:
    """The folded words; an article or preposition cut short stands alone ("d'Arménie")."""
    return fold(re.sub(r"['’]", " ", words)).split()


@functools.lru_cache(maxsize=65536)
def _of_token(token: str) -> frozenset[str]:
    _, exact, stems = _table()
    if token in exact:
        return frozenset({exact[token]})
    return frozenset(side for stem, side in stems if token.startswith(stem))


@functools.cache
def _table() -> tuple[tuple[tuple[str, str], ...], dict[str, str], tuple[tuple[str, str], ...]]:
    """(phrase, side), word -> side, (stem, side)."""
    text = resources.files("tutela.incidents").joinpath("sides.yml").read_text("utf-8")
    data: dict[str, list[str]] = yaml.safe_load(text)
    pairs = [(word, side) for side, words in data.items() for word in words]
    phrases = tuple((fold(word), side) for word, side in pairs if " " in fold(word))
    exact = {fold(word): side for word, side in pairs if not word.endswith("*") and " " not in fold(word)}
    return phrases, exact, tuple((fold(word[:-1]), side) for word, side in pairs if word.endswith("*"))
