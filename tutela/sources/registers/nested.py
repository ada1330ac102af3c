"""Nested JSON -> cells: one column for each path, texts in several languages parted by language."""

import functools
from collections.abc import Mapping, Sequence
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
    return tuple([(_name(name), as_text(value)) for name, value in item.items()])


@functools.lru_cache(maxsize=65_536)
def _name(name: object) -> str:
    # A file's members are called alike in all its rows.
    return storable(str(name))


def unfolded(item: Mapping[str, object]) -> Cells | None:
    """The cells of an object with nested values taken apart; None where it has none.

    A column is called by its path, `location.lat`; a member of a list by the list. A text that states its language
    stands in a column with it, `names:ar`; one that states its kind in the column of that kind, `former_name:ar`.

    >>> unfolded({"id": 7, "names": [{"name": "Antioch", "lang": "en"}, {"name": "Antakya", "lang": "tr"}]})
    (('id', '7'), ('names:en', 'Antioch'), ('names:tr', 'Antakya'))
    """
    if not any(type(value) in _NESTED for value in item.values()):
        return None
    cells: list[tuple[str, str]] = []
    _object(cells, "", item, 0)
    return tuple(cells)


_NESTED = frozenset({dict, list})


def _cells(cells: list[tuple[str, str]], path: str, value: object, depth: int) -> None:
    if isinstance(value, dict) and depth < DEEPEST:
        _object(cells, path, value, depth)
    elif isinstance(value, list) and depth < DEEPEST:
        if 1 < len(value) <= MOST_NUMBERS and all(type(one) in _NUMBERS for one in value):
            cells.append((path, ", ".join(map(as_text, value))))
            return
        for one in value:
            _cells(cells, path, one, depth + 1)
    elif text := as_text(value):
        cells.append((path, text))


_NUMBERS = frozenset({int, float})


def _object(cells: list[tuple[str, str]], path: str, value: Mapping[str, object], depth: int) -> None:
    tagged = _tagged(path, value, _rules()) if path else None
    if tagged:
        cells.append(tagged[0])
    for name, member in value.items():
        if tagged and name in tagged[1]:
            continue
        inner = _inner(path, name)
        if type(member) is str:
            if member:
                cells.append((inner, storable(member)))
        else:
            _cells(cells, inner, member, depth + 1)


@functools.lru_cache(maxsize=65_536)
def _inner(path: str, name: str) -> str:
    """The column of a member; what only wraps adds nothing to its path."""
    name = storable(str(name))
    return path if name in _rules().wrappers else f"{path}.{name}" if path else name


def _tagged(path: str, value: Mapping[str, object], rules: _Rules) -> tuple[tuple[str, str], Sequence[str]] | None:
    """The cell of a text that states its language, and the members it was made of."""
    language = next((name for name in rules.languages if isinstance(value.get(name), str)), "")
    text = (
        next((name for name in rules.texts if isinstance(value.get(name), str) and value[name]), "") if language else ""
    )
    if not text:
        return None
    kind = next((name for name in rules.kinds if value.get(name) in rules.kind_words), "")
    column = rules.kind_words[str(value[kind])] if kind else path
    cell = (storable(f"{column}:{value[language]}" if value[language] else column), as_text(value[text]))
    return cell, (text, language, *([kind] if kind else []))
