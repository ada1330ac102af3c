"""The letter tables of letters.yml: what each language's letters sound like in plain Latin letters."""

import functools
import re
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
    endings: list[str]


@dataclass(frozen=True, slots=True)
class Letters:
    """One language's table and the pattern that finds its letters, longest sequence first."""

    table: dict[str, str]
    pattern: re.Pattern[str]

    def write(self, text: str) -> str:
        """The text with every letter of the table replaced."""
        return self.pattern.sub(lambda match: self.table[match.group()], text)


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
    table = file["languages"].get(parent, {}) | file["languages"].get(language, {})
    if not table:
        return None
    longest_first = sorted(table, key=lambda letters: (-len(letters), letters))
    return Letters(table, re.compile("|".join(map(re.escape, longest_first))))


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
