"""The letter tables of letters.yml: what each language's letters sound like in plain Latin letters."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import TypedDict

import yaml

from tutela.language.scripts import script_of

CLUES = ("letters", "also")
"""Keys of a telltale rule whose letters are all asked for."""


@dataclass(frozen=True, slots=True)
class Telltale:
    """Letters that give a language away: of each clue the name must hold one."""

    language: str
    script: str
    clues: tuple[frozenset[str], ...]


class LetterFile(TypedDict):
    """The shape of letters.yml."""

    languages: dict[str, dict[str, str]]
    inherits: dict[str, str]
    telltales: list[dict[str, str]]
    plain: dict[str, str]
    spelling: list[tuple[str, str]]
    skeleton: dict[str, str]
    digraphs: list[tuple[str, str]]
    features: dict[str, str]
    unmarked: list[str]
    endings: list[str]
    area_endings: list[str]


@dataclass(frozen=True, slots=True)
class Letters:
    """One language's table and the pattern that finds its letters: those bound to a place in the word first, then the
    longest."""

    table: dict[str, str]
    pattern: re.Pattern[str]

    def write(self, text: str) -> str:
        """The text with every letter of the table replaced."""
        return self.pattern.sub(self._written, text)

    def _written(self, match: re.Match[str]) -> str:
        letters = match.group()
        if match.lastgroup == "first":
            return self.table[f"^{letters}"]
        return self.table[f"{letters}$" if match.lastgroup == "last" else letters]


@functools.cache
def letter_file() -> LetterFile:
    """The data of letters.yml."""
    text = resources.files("tutela.language").joinpath("letters.yml").read_text("utf-8")
    data: LetterFile = yaml.safe_load(text)
    return data


@functools.cache
def letters_of(language: str) -> Letters | None:
    """The letter table of a language, with what it inherits; None when there is none."""
    file = letter_file()
    parent = file["inherits"].get(language, "")
    inherited = letters_of(parent) if parent else None
    table = (inherited.table if inherited else {}) | file["languages"].get(language, {})
    if not table:
        return None
    first = [letters[1:] for letters in table if letters.startswith("^")]
    last = [letters[:-1] for letters in table if letters.endswith("$")]
    anywhere = [letters for letters in table if not letters.startswith("^") and not letters.endswith("$")]
    pattern = (
        rf"(?P<first>(?<![\w'’ʼ])(?:{_either(first)}))|(?P<last>(?:{_either(last)})(?!\w))|(?:{_either(anywhere)})"
    )
    return Letters(table, re.compile(pattern))


def _either(letters: Iterable[str]) -> str:
    """A pattern for any of the sequences, the longest first; for none when there are none."""
    return "|".join(map(re.escape, sorted(letters, key=lambda one: (-len(one), one)))) or "(?!)"


@functools.cache
def scripts_of(language: str) -> frozenset[str]:
    """The scripts that a language's table holds letters of."""
    letters = letters_of(language)
    return frozenset(map(script_of, letters.table)) - {"Zyyy"} if letters else frozenset()


@functools.cache
def telltale_rules() -> tuple[Telltale, ...]:
    """The rules that guess a language from letters, in order."""
    return tuple(
        Telltale(rule["language"], rule["script"], tuple(frozenset(rule[clue]) for clue in CLUES if clue in rule))
        for rule in letter_file()["telltales"]
    )
