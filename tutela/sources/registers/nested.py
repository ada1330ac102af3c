"""Nested JSON -> cells: one column for each path, texts in several languages parted by language."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import yaml

from tutela.sources.decoding import storable
from tutela.sources.registers.rows import Cells, as_text

DEEPEST = 40
"""Levels taken apart; what lies deeper stays JSON text in one cell. The deepest seen has 9 (an Arches export)."""
MOST_NUMBERS = 6
"""Numbers in a list that stand in one cell together: a point, a box. Longer lists are no coordinates of a place."""


@dataclass(frozen=True, slots=True)
class _Rules:
    texts: tuple[str, ...]
    languages: tuple[str, ...]
    kinds: tuple[str, ...]
    kind_words: Mapping[str, str]
    wrappers: frozenset[str]


@functools.cache
def _rules() -> _Rules:
    text = resources.files("tutela.sources.registers").joinpath("nested.yml").read_text("utf-8")
    data = yaml.load(text, yaml.BaseLoader)
    words = {word: field for field, found in data["kind_words"].items() for word in found}
    return _Rules(
        tuple(data["texts"]), tuple(data["languages"]), tuple(data["kinds"]), words, frozenset(data["wrappers"])
    )


def cells_of(item: Mapping[str, object]) -> Cells:
    """The members of an object as they stand, nested ones as JSON text."""
    return tuple((storable(str(name)), as_text(value)) for name, value in item.items())


def unfolded(item: Mapping[str, object]) -> Cells | None:
    """The cells of an object with nested values taken apart; None where it has none.

    A column is called by its path, `location.lat`; a member of a list by the list. A text that states its language
    stands in a column with it, `names:ar`; one that states its kind in the column of that kind, `former_name:ar`.

    >>> unfolded({"id": 7, "names": [{"name": "Antioch", "lang": "en"}, {"name": "Antakya", "lang": "tr"}]})
    (('id', '7'), ('names:en', 'Antioch'), ('names:tr', 'Antakya'))
    """
    if not any(isinstance(value, dict | list) for value in item.values()):
        return None
    return tuple(_cells("", item, 0))


def _cells(path: str, value: object, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and depth < DEEPEST:
        yield from _object(path, value, depth)
    elif isinstance(value, list) and depth < DEEPEST:
        if 1 < len(value) <= MOST_NUMBERS and all(type(one) in (int, float) for one in value):
            yield path, ", ".join(map(as_text, value))
            return
        for one in value:
            yield from _cells(path, one, depth + 1)
    elif text := as_text(value):
        yield path, text


def _object(path: str, value: Mapping[str, object], depth: int) -> Iterator[tuple[str, str]]:
    rules = _rules()
    tagged = _tagged(path, value, rules) if path else None
    if tagged:
        yield tagged[0]
    for name, member in value.items():
        if not tagged or name not in tagged[1]:
            name = storable(str(name))
            inner = path if name in rules.wrappers else f"{path}.{name}" if path else name
            yield from _cells(inner, member, depth + 1)


def _tagged(path: str, value: Mapping[str, object], rules: _Rules) -> tuple[tuple[str, str], Sequence[str]] | None:
    """The cell of a text that states its language, and the members it was made of."""
    text = next((name for name in rules.texts if isinstance(value.get(name), str) and value[name]), "")
    language = next((name for name in rules.languages if isinstance(value.get(name), str)), "")
    if not text or not language:
        return None
    kind = next((name for name in rules.kinds if value.get(name) in rules.kind_words), "")
    column = rules.kind_words[str(value[kind])] if kind else path
    cell = (storable(f"{column}:{value[language]}" if value[language] else column), as_text(value[text]))
    return cell, (text, language, *([kind] if kind else []))
