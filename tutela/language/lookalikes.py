"""Words disguised with letters of another script that look alike: copies of a text that no search finds."""

import functools
import re
from collections.abc import Iterator
from importlib import resources

import yaml

from tutela.language.scripts import script_of

WORD = re.compile(r"[^\W\d_]+")
FOREIGN = re.compile(r"[^\x00-\u024f\W\d_]")
"""A letter outside the Latin blocks: words without one need no look."""


def disguised_words(text: str) -> Iterator[tuple[int, int]]:
    """Where words stand that mix two scripts, all letters of the one being look-alikes of the other.

    >>> text = "The \u0441hur\u0441h was hit."
    >>> [text[start:end].encode("ascii", "backslashreplace") for start, end in disguised_words(text)]
    [b'\\u0441hur\\u0441h']
    """
    for match in WORD.finditer(text):
        if _disguised(match.group()):
            yield match.span()


@functools.lru_cache(maxsize=65536)
def _disguised(word: str) -> bool:
    if word.isascii() or not FOREIGN.search(word):
        return False
    scripts = {script_of(letter) for letter in word}
    if len(scripts) != 2 or "Latn" not in scripts:
        return False
    (other,) = scripts - {"Latn"}
    to_latin, to_other = _tables(other)
    latin, foreign = (
        {letter for letter in word if (script_of(letter) == "Latn") is wanted} for wanted in (True, False)
    )
    return foreign <= to_latin.keys() or latin <= to_other.keys()


@functools.cache
def _tables(script: str) -> tuple[dict[str, str], dict[str, str]]:
    """Letters of a script -> Latin ones, and back; both empty where none look alike."""
    text = resources.files("tutela.language").joinpath("lookalikes.yml").read_text("utf-8")
    table: dict[str, dict[str, str]] = yaml.safe_load(text)
    forth = table.get(script, {})
    return forth, {latin: letter for letter, latin in forth.items()}


def undisguised(text: str) -> str:
    """The text with disguised words in one script; every other letter, and every offset, stays.

    >>> undisguised("The \u0441hur\u0441h was hit.")
    'The church was hit.'
    """
    parts, at = [], 0
    for start, end in disguised_words(text):
        parts += [text[at:start], _plain(text[start:end])]
        at = end
    return "".join([*parts, text[at:]]) if parts else text


@functools.lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    (other,) = {script_of(letter) for letter in word} - {"Latn"}
    to_latin, to_other = _tables(other)
    foreign = {letter for letter in word if script_of(letter) != "Latn"}
    # Where both readings are possible the text is read as Latin: a few look-alikes hide there best.
    table = to_latin if foreign <= to_latin.keys() else to_other
    return "".join(table.get(letter, letter) for letter in word)
