"""Cells with names -> names with language, script, kind and who uses them."""

import functools
import re
from collections.abc import Iterable, Iterator

from tutela.inventory.statements import Told
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


def asset_names(told: Told, register: str) -> Iterator[Name]:
    """The names of one asset, field by field; `register` is who uses them."""
    for base, cells in told.fields().items():
        kind = KINDS.get(base)
        if kind is None:
            continue
        plain = base == "name"
        language = told.value("name_language") if plain else ""
        kinds = told.value("name_kinds") if plain else ""
        for tag, cell in cells:
            for text in _texts(cell, kinds):
                yield _name(text, tag or language, kind, register)


def references(told: Told) -> list[str]:
    """What a register gives among the names though it is a number of its own ("Alternative Reference")."""
    kinds = told.value("name_kinds")
    return [text for text, kind in _with_kinds(told.value("name"), kinds) if "reference" in kind] if kinds else []


def _texts(cell: str, kinds: str) -> list[str]:
    """The names in a cell; where each has a kind beside it (EAMENA), references go unless nothing else is there."""
    pairs = _with_kinds(cell, kinds)
    if pairs:
        return [text for text, kind in pairs if "reference" not in kind] or [text for text, _ in pairs]
    return _parts(cell)


def _parts(cell: str) -> list[str]:
    if not _SEVERAL.search(cell):
        return [cell.strip()] if cell.strip() else []
    return [part.strip() for part in _SEVERAL.split(cell) if part.strip()]


def _with_kinds(cell: str, kinds: str) -> list[tuple[str, str]]:
    if not kinds:
        return []
    names, given = ([part.strip() for part in text.split(",")] for text in (cell, kinds))
    if len(names) != len(given):
        return []
    return [(name, kind.casefold()) for name, kind in zip(names, given, strict=True) if name]


def place_names(told: Told, field: str) -> Iterator[Name]:
    """All forms of a place in a field, each side's with whose use it is: `Kalbajar / Kəlbəcər (Azerbaijan); ...`."""
    for tag, cell in told.cells(field):
        yield from _place_forms(cell, tag)


@functools.lru_cache(maxsize=16_384)
def _place_forms(cell: str, tag: str) -> tuple[Name, ...]:
    # Most rows of a register lie in a few hundred places.
    forms = (
        (form, user) for part in _parts(cell) for parted, user in [_with_user(part)] for form in _SLASH.split(parted)
    )
    return tuple(_name(form, tag, NameKind.ALTERNATIVE, user) for form, user in forms if form)


def _with_user(part: str) -> tuple[str, str]:
    match = _USER.match(part)
    return (match[1], match[2]) if match and match[1] else (part, "")


def _name(text: str, language: str, kind: NameKind, used_by: str) -> Name:
    script = _script(text)
    return Name(text, _tag(language.strip(), script), script, kind, used_by)


_LATIN = re.compile("[A-Za-z]")


def _script(text: str) -> str:
    """The script of a name; empty where it has no letters."""
    if text.isascii():
        return "Latn" if _LATIN.search(text) else ""
    script = script_of(text)
    return "" if script == "Zyyy" else script


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


def distinct(names: Iterable[Name]) -> tuple[Name, ...]:
    """The names without repetitions of text and language, the first kept."""
    given = tuple(names)
    if len(given) < 2:
        return given
    kept: dict[tuple[str, str], Name] = {}
    for name in given:
        kept.setdefault((name.text, name.language), name)
    tagged = {name.text for name in given if name.language}
    return tuple(name for name in kept.values() if name.language or name.text not in tagged)
