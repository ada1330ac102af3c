"""Cells with names -> names with language, script, kind and who uses them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tutela.language.names import script_of
from tutela.model.inventory import Name, NameKind, RegisterEntry

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
_USER = re.compile(r"(.*?)\s*\(([^()]+)\)\s*\Z", re.DOTALL)


def asset_names(entry: RegisterEntry, register: str) -> Iterator[Name]:
    """The names of one entry, in the order of its columns; `register` is who uses them."""
    language = entry.value("name_language")
    for field, cell in entry.fields:
        base, _, tag = field.partition(":")
        if base in KINDS:
            for text in _texts(cell, entry.value("name_kinds") if field == "name" else ""):
                yield _name(text, tag or (language if base == "name" else ""), KINDS[base], register)


def references(entry: RegisterEntry) -> list[str]:
    """What a register gives among the names though it is a number of its own ("Alternative Reference")."""
    return [text for text, kind in _with_kinds(entry.value("name"), entry.value("name_kinds")) if "reference" in kind]


def _texts(cell: str, kinds: str) -> list[str]:
    """The names in a cell; where each has a kind beside it (EAMENA), references go unless nothing else is there."""
    pairs = _with_kinds(cell, kinds)
    if pairs:
        return [text for text, kind in pairs if "reference" not in kind] or [text for text, _ in pairs]
    return _parts(cell)


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in _SEVERAL.split(cell) if part.strip()]


def _with_kinds(cell: str, kinds: str) -> list[tuple[str, str]]:
    names, given = ([part.strip() for part in text.split(",")] for text in (cell, kinds))
    if not kinds or len(names) != len(given):
        return []
    return [(name, kind.casefold()) for name, kind in zip(names, given, strict=True) if name]


def place_names(entry: RegisterEntry, field: str) -> Iterator[Name]:
    """All forms of a place in a field, each side's with whose use it is: `Kalbajar / Kəlbəcər (Azerbaijan); ...`."""
    for found, cell in entry.fields:
        base, _, tag = found.partition(":")
        if base != field:
            continue
        for part in _parts(cell):
            forms, user = _with_user(part)
            for form in filter(None, re.split(r"\s+/\s+", forms)):
                yield _name(form, tag, NameKind.ALTERNATIVE, user)


def _with_user(part: str) -> tuple[str, str]:
    match = _USER.match(part)
    return (match[1], match[2]) if match and match[1] else (part, "")


def _name(text: str, language: str, kind: NameKind, used_by: str) -> Name:
    script = script_of(text)
    script = "" if script == "Zyyy" else script
    return Name(text, _tag(language.strip(), script), script, kind, used_by)


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
    kept: dict[tuple[str, str], Name] = {}
    for name in names:
        kept.setdefault((name.text, name.language), name)
    return _without_untagged(list(kept.values()))


def _without_untagged(names: Sequence[Name]) -> tuple[Name, ...]:
    tagged = {name.text for name in names if name.language}
    return tuple(name for name in names if name.language or name.text not in tagged)
