"""The lists that Bellingcat's auto-archiver writes: which items it archived, and which files it says it made."""

import csv
import functools
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import cast

import yaml

from tutela.model.items import FileRole
from tutela.sources.archives.printed import NotPrinted, printed_value
from tutela.sources.decoding import decode, storable

METADATA = "metadata.json"
MAX_BYTES = 200_000_000
MOST_CELL = 20_000_000
MOST_FILES = 500
"""Files of one item that are looked for: a gallery has some dozens, each with a hash and a small copy."""
_QUOTED = re.compile(r'"([^"]{1,2000})"')


@dataclass(frozen=True, slots=True)
class StatedFile:
    """A file that the tool says it made."""

    places: tuple[str, ...]
    """Where it put it: addresses, paths."""
    hash: str = ""
    """`SHA-256:...`, as it stands."""
    role: FileRole = FileRole.RESOURCE


@dataclass(frozen=True, slots=True)
class Entry:
    """One archived item as the tool lists it."""

    values: Mapping[str, str]
    files: tuple[StatedFile, ...]
    source: bytes
    """The row or the file it was read in."""


@functools.cache
def _tables() -> Mapping[str, object]:
    text = resources.files("tutela.sources.archives").joinpath("auto_archiver.yml").read_text("utf-8")
    return cast("Mapping[str, object]", yaml.safe_load(text))


def _names(table: str) -> Mapping[str, Sequence[str]]:
    """Field -> the names that a table gives it."""
    return cast("Mapping[str, Sequence[str]]", _tables()[table])


class Unusable(Exception):
    """A file that is no list of the tool's, and why."""


def entries_of(path: Path) -> Iterator[Entry]:
    """The items of a list, whichever of its three forms it has.

    Raises:
        Unusable: it is none of them.
        OSError: it cannot be read.
    """
    if path.stat().st_size > MAX_BYTES:
        raise Unusable(f"it is longer than {MAX_BYTES:,} bytes")
    content = path.read_bytes()
    if path.name == METADATA:
        yield _item(_json(content), content)
        return
    before = csv.field_size_limit(MOST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(decode(content).text, newline="")))
    except csv.Error as error:
        raise Unusable(f"it is no table ({error})") from error
    finally:
        csv.field_size_limit(before)
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if header[:3] == _tables()["table"]:
        for number, row in enumerate(rows[1:], 2):
            yield from _printed_row(row, number)
    else:
        columns = _columns(header)
        for row in rows[1:]:
            if any(cell.strip() for cell in row):
                yield _sheet_row(row, columns)


def _json(content: bytes) -> object:
    try:
        return json.loads(decode(content).text)
    except (ValueError, RecursionError) as error:
        raise Unusable("it is no JSON") from error


def _columns(header: Sequence[str]) -> Mapping[str, int]:
    columns = {
        field: header.index(name) for field, names in _names("sheet").items() for name in names if name in header
    }
    if "url" not in columns or "archive" not in columns:
        raise Unusable("it has no columns 'Link' and 'Archive location'")
    return columns


def _sheet_row(row: Sequence[str], columns: Mapping[str, int]) -> Entry:
    values = {field: storable(row[at].strip()) for field, at in columns.items() if at < len(row) and row[at].strip()}
    files = [
        StatedFile(places, values.get("hash", "") if field == "archive" else "", role)
        for field, role in (
            ("archive", FileRole.RECORD),
            ("screenshot", FileRole.RENDERING),
            ("thumbnail", FileRole.RESOURCE),
            ("wacz", FileRole.RECORD),
        )
        if (places := _places(values.get(field, "")))
    ]
    return Entry(values, tuple(files), json.dumps(list(row), ensure_ascii=False).encode("utf-8", "replace"))


def _places(cell: str) -> tuple[str, ...]:
    formula = _QUOTED.findall(cell) if cell.startswith("=") else cell.split()
    return tuple(formula[:20])


def _printed_row(row: Sequence[str], number: int) -> Iterator[Entry]:
    try:
        metadata, media = (printed_value(cell) for cell in row[1:3])
    except (NotPrinted, ValueError) as error:
        raise Unusable(f"its row {number} cannot be read ({error})") from error
    source = {"status": row[0], "metadata": metadata, "media": media}
    yield _item(source, json.dumps(source, ensure_ascii=False).encode("utf-8", "replace"))


def _item(found: object, source: bytes) -> Entry:
    """An item as the tool's `Metadata` object writes itself."""
    if not isinstance(found, Mapping) or not isinstance(found.get("metadata"), Mapping) or "media" not in found:
        raise Unusable("it has no fields 'metadata' and 'media'")
    said: Mapping[str, object] = found["metadata"]
    values = {"status": storable(str(found.get("status", "")))}
    for field_, names in _names("item").items():
        for name in names:
            value = said.get(name)
            if field_ not in values and isinstance(value, str | int | float) and str(value).strip():
                values[field_] = storable(str(value).strip())
    return Entry(values, tuple(_media(found["media"]))[:MOST_FILES], source)


def _media(listed: object, depth: int = 0) -> Iterator[StatedFile]:
    """The files of an item, and those made of them: small copies, key frames, signatures."""
    for one in listed if isinstance(listed, list) and depth < 4 else ():
        if not isinstance(one, Mapping):
            continue
        properties = one.get("properties")
        properties = properties if isinstance(properties, Mapping) else {}
        urls = one.get("urls")
        places = [*(urls if isinstance(urls, list) else ()), one.get("_key"), one.get("key"), one.get("filename")]
        role = FileRole.RENDERING if properties.get("id") == "screenshot" else FileRole.RESOURCE
        texts = tuple(place for place in places if isinstance(place, str) and place)
        yield StatedFile(texts, str(properties.get("hash", "")), role)
        for value in properties.values():
            yield from _media(value if isinstance(value, list) else [value], depth + 1)
