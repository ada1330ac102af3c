"""Printed documents: a typst template and data become PDF/A, in every script this machine has a font for.

A template never holds a text of others. Such texts go in as JSON, which the template reads as values: typst draws a
value as it is, so that no name of an asset and no quotation can act as markup.
"""

import datetime as dt
import functools
import json
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal

import yaml

from tutela.language.names import romanise
from tutela.language.scripts import SCRIPTS, script_of
from tutela.model.errors import InputError, SettingError

STANDARD: Literal["a-2b"] = "a-2b"
"""PDF/A-2b (ISO 19005-2): what archives keep, with every font inside."""
WORD = re.compile(r"[^\W\d_]+(?:[^\w\s]?[^\W\d_]+)*")
HOUSE = "house.typ"

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Fonts:
    """Which families draw a text, and which of its scripts none of them draws."""

    families: tuple[str, ...]
    lacking: tuple[str, ...]
    """ISO 15924 codes of scripts without a font."""


def typeset(source: str, files: Mapping[str, bytes], made_at: str = "", system_fonts: bool = True) -> bytes:
    """Set a document as PDF/A-2b; the same input gives the same bytes.

    Words in a script that no font draws are spelled in Latin letters between ‹ ›; the template's `undrawn()` says so.

    Args:
        source: the template in typst; it may `#import "house.typ": *` and read `json("data.json")`.
        files: what the template reads, by name: JSON, SVG, pictures.
        made_at: date written into the document (ISO 8601 with zone); 1970 unless given.
        system_fonts: whether the fonts of this machine are used, or only those that come with typst.

    Raises:
        SettingError: typst is not installed.
        InputError: the document cannot be set: a picture is damaged, or the template is wrong.

    >>> typeset('#import "house.typ": *\\n#show: house.with(title: "T")\\n#json("data.json").name',
    ...         {"data.json": b'{"name": "#emph[x]"}'})[:5]
    b'%PDF-'
    """
    try:
        import typst
    except ImportError as error:
        raise SettingError("printing needs typst.", "Install it: pip install 'tutela[mission]'") from error
    texts = {name: json.loads(content) for name, content in files.items() if name.endswith(".json")}
    installed = typst.Fonts(include_system_fonts=system_fonts).families()
    fonts = fonts_for(scripts_in(texts.values()), installed)
    drawn = {name: json.dumps(spelled(value, fonts.lacking)).encode() for name, value in texts.items()}
    house = resources.files("tutela.publishing").joinpath("typst", HOUSE).read_bytes()
    with tempfile.TemporaryDirectory(prefix="tutela-") as folder:
        root = Path(folder)
        for name, content in {HOUSE: house, **files, **drawn, "main.typ": source.encode()}.items():
            (root / name).write_bytes(content)
        try:
            return typst.compile(
                root / "main.typ",
                root=root,
                format="pdf",
                pdf_standards=STANDARD,
                timestamp=_seconds(made_at),
                ignore_system_fonts=not system_fonts,
                sys_inputs={"fonts": "|".join(fonts.families), "undrawn": ", ".join(_spoken(fonts.lacking))},
            )
        except typst.TypstError as error:
            raise InputError(f"The document cannot be set: {error.message}.", "; ".join(error.hints)) from error


def _spoken(scripts: Iterable[str]) -> list[str]:
    names = {code: name if name == "CJK" else name.title() for name, code in SCRIPTS.items()}
    return [names[code] for code in scripts]


def _seconds(made_at: str) -> int:
    return int(dt.datetime.fromisoformat(made_at).timestamp()) if made_at else 0


@functools.cache
def _families() -> Mapping[str, tuple[str, ...]]:
    table = yaml.safe_load(resources.files("tutela.publishing").joinpath("fonts.yml").read_text("utf-8"))
    return {script: tuple(families) for script, families in table.items()}


def fonts_for(scripts: Iterable[str], installed: Iterable[str]) -> Fonts:
    """The families to set a text of these scripts in, out of those installed (table: `fonts.yml`).

    >>> fonts_for(["Latn", "Armn"], ["Libertinus Serif"])
    Fonts(families=('Libertinus Serif',), lacking=('Armn',))
    """
    have, wanted = set(installed), dict.fromkeys(["Latn", *scripts])
    found = {
        script: next((family for family in families if family in have), "")
        for script, families in _families().items()
        if script in wanted
    }
    families = tuple(dict.fromkeys(family for family in found.values() if family))
    return Fonts(families, tuple(script for script, family in found.items() if not family))


def scripts_in(values: Iterable[Json]) -> tuple[str, ...]:
    """Scripts (ISO 15924) of the words in JSON values, in the order of their codes.

    >>> scripts_in([{"names": ["Շուշի", "Shushi"]}])
    ('Armn', 'Latn')
    """
    found: set[str] = set()
    for value in values:
        if isinstance(value, str):
            found |= {script_of(word) for word in WORD.findall(value)}
        elif isinstance(value, list | dict):
            found |= set(scripts_in(value.values() if isinstance(value, dict) else value))
    return tuple(sorted(found))


def spelled(value: Json, lacking: Iterable[str]) -> Json:
    """JSON with the words of some scripts spelled in Latin letters between ‹ ›.

    >>> spelled({"names": ["Շուշի (Shushi)"]}, ["Armn"])
    {'names': ['‹Shushi› (Shushi)']}
    """
    without = frozenset(lacking)
    if not without:
        return value
    if isinstance(value, str):
        return WORD.sub(lambda word: f"‹{romanise(word[0])}›" if script_of(word[0]) in without else word[0], value)
    if isinstance(value, list):
        return [spelled(one, without) for one in value]
    if isinstance(value, dict):
        return {key: spelled(one, without) for key, one in value.items()}
    return value
