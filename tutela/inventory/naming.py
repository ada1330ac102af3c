"""Cells with names -> names with language, script, kind and who uses them."""

import functools
import re
from collections.abc import Sequence

from tutela.inventory.statements import Cells, Told, value
from tutela.language.names import script_of
from tutela.model.inventory import Name, NameKind

KINDS = {
    "name": NameKind.ALTERNATIVE,
    "official_name": NameKind.OFFICIAL,
    "former_name": NameKind.FORMER,
    "other_names": NameKind.ALTERNATIVE,
    "transliteration": NameKind.TRANSLITERATION,
}
"""Field -> kind of the names in it. A register's plain name is one name among others unless called official."""

USUAL_SCRIPTS = {
    "hy": "Armn", "ru": "Cyrl", "uk": "Cyrl", "mk": "Cyrl", "bg": "Cyrl", "be": "Cyrl", "ka": "Geor", "el": "Grek",
    "he": "Hebr", "ar": "Arab", "fa": "Arab", "ur": "Arab", "ps": "Arab", "am": "Ethi", "ti": "Ethi", "syr": "Syrc",
}  # fmt: skip
"""Languages not usually written in Latin letters; those written in two scripts (sr, ku) are left out below."""
TWO_SCRIPTS = frozenset({"sr", "ku", "ckb", "uz", "bs"})
LANGUAGE_OF_SCRIPT = {"Armn": "hy", "Geor": "ka"}
"""Scripts that one language of ours is written in, where a register states no language."""

_SEVERAL = re.compile(r"[;\n|]")
_SLASH = re.compile(r"\s+/\s+")
_USER = re.compile(r"(.*?)\s*\(([^()]+)\)\s*\Z", re.DOTALL)


def asset_names(told: Told, register: str) -> tuple[Name, ...]:
    """The names of one asset, field by field; `register` is who uses them."""
    names = []
    for base, cells in told.items():
        kind = KINDS.get(base)
        if kind is None:
            continue
        language = value(told, "name_language") if base == "name" else ""
        kinds = value(told, "name_kinds") if base == "name" else ""
        for tag, cell in cells:
            for text in _texts(cell, kinds):
                names.append(_name(text, tag or language, kind, register))
    return distinct(names)


def references(told: Told) -> list[str]:
    """What a register gives among the names though it is a number of its own ("Alternative Reference")."""
    return [text for text, kind in _with_kinds(value(told, "name"), value(told, "name_kinds")) if "reference" in kind]


def _texts(cell: str, kinds: str) -> list[str]:
    """The names in a cell; where each has a kind beside it (EAMENA), references go unless nothing else is there."""
    if kinds and (pairs := _with_kinds(cell, kinds)):
        return [text for text, kind in pairs if "reference" not in kind] or [text for text, _ in pairs]
    return _parts(cell)


def _parts(cell: str) -> list[str]:
    if ";" in cell or "\n" in cell or "|" in cell:
        return [part.strip() for part in _SEVERAL.split(cell) if part.strip()]
    return [cell.strip()] if cell.strip() else []


def _with_kinds(cell: str, kinds: str) -> list[tuple[str, str]]:
    names, given = ([part.strip() for part in text.split(",")] for text in (cell, kinds))
    if not kinds or len(names) != len(given):
        return []
    return [(name, kind.casefold()) for name, kind in zip(names, given, strict=True) if name]


@functools.lru_cache(maxsize=16_384)
def place_names(cells: Cells) -> tuple[Name, ...]:
    """All forms of the places in cells, each side's with whose use it is: `Kalbajar / Kəlbəcər (Azerbaijan); ...`.

    What was found is remembered: most rows of a register lie in a few hundred places.
    """
    parts = ((tag, *_with_user(part)) for tag, cell in cells for part in _parts(cell))
    forms = ((tag, form, user) for tag, parted, user in parts for form in _SLASH.split(parted) if form)
    return distinct([_name(form, tag, NameKind.ALTERNATIVE, user) for tag, form, user in forms])


def _with_user(part: str) -> tuple[str, str]:
    match = _USER.match(part)
    return (match[1], match[2]) if match and match[1] else (part, "")


def _name(text: str, language: str, kind: NameKind, used_by: str) -> Name:
    script = _script(text)
    return Name(text, _tag(language.strip(), script), script, kind, used_by)


class _Scripts(dict[str, str]):
    """Letter -> its script, empty for what is no letter."""

    def __missing__(self, letter: str) -> str:
        script = script_of(letter)
        self[letter] = script = "" if script == "Zyyy" else script
        return script


_SCRIPTS = _Scripts()
_LETTER = re.compile("[A-Za-z]")


def _script(text: str) -> str:
    """The script of a name; empty where it has no letters."""
    if text.isascii():
        return "Latn" if _LETTER.search(text) else ""
    found = set(map(_SCRIPTS.__getitem__, text))
    found.discard("")
    return script_of(text) if len(found) > 1 else found.pop() if found else ""


@functools.lru_cache(maxsize=4096)
def _tag(language: str, script: str) -> str:
    """The language with its script where that is not the usual one: Armenian in Latin letters is `hy-Latn`."""
    if not language:
        return LANGUAGE_OF_SCRIPT.get(script, "")
    code = language.partition("-")[0].casefold()
    if not script or "-" in language or code in TWO_SCRIPTS or script == USUAL_SCRIPTS.get(code, "Latn"):
        return language
    # Chinese, Japanese and their like: script_of names parts of their writing, so nothing is concluded.
    return f"{code}-{script}" if code in USUAL_SCRIPTS or script in USUAL_SCRIPTS.values() else code


def distinct(names: Sequence[Name]) -> tuple[Name, ...]:
    """The names without repetitions of text and language, the first kept."""
    if len({name.text for name in names}) == len(names):
        return tuple(names)
    kept: dict[tuple[str, str], Name] = {}
    for name in names:
        kept.setdefault((name.text, name.language), name)
    tagged = {name.text for name in names if name.language}
    return tuple(name for name in kept.values() if name.language or name.text not in tagged)
