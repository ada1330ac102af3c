"""Opening a gazetteer's file: which form it has, its card, and its rows one by one."""

import csv
import functools
import gzip
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import IO, TypedDict, cast

import yaml

from tutela.model.errors import UnreadableFile
from tutela.model.gazetteer import GAZETTEER
from tutela.model.ids import record_id
from tutela.model.inventory import Register
from tutela.model.problems import Problem
from tutela.sources.drafts import shown_path
from tutela.sources.gazetteers import geonames, whosonfirst
from tutela.sources.gazetteers.rows import GazetteerItem

REMEDY = (
    "Give Who's On First (JSON Lines, GeoJSON, meta table) or a dump of GeoNames (.txt, .zip); see docs/gazetteer.md."
)
BAD_ROWS_SHOWN = 100
"""Of one file: more are counted in one line."""
LOOKED_AT = 1 << 16

Reached = Callable[[int, int], None]
"""Told (bytes read, bytes in all) now and then."""


class Form(TypedDict):
    """A form of forms.yml."""

    name: str
    publisher: str
    licence: str
    attribution: str
    reference: str


@functools.cache
def forms() -> dict[str, Form]:
    """The forms of forms.yml."""
    text = resources.files("tutela.sources.gazetteers").joinpath("forms.yml").read_text("utf-8")
    data: dict[str, Form] = yaml.safe_load(text)
    return data


@dataclass(frozen=True, slots=True)
class GazetteerFile:
    """A file whose form is known."""

    path: Path
    form: str
    """A key of forms.yml."""
    shape: str
    """`lines`, `features`, `meta` (a table with a header) or `table` (tabs, no header)."""
    card: Register

    @property
    def attribution(self) -> str:
        """The words the licence asks to be shown."""
        return forms()[self.form]["attribution"]

    def rows(self, reached: Reached = lambda done, total: None) -> Iterator[GazetteerItem]:
        """Its rows and the faults of some; a damaged end is a fault, and what stands before it is used.

        Rows withdrawn by their publisher and those that are no places to name an event by (streams, hotels) are left
        out.
        """
        faults = 0
        for item in self._read(reached):
            if isinstance(item, Problem):
                faults += 1
                if faults > BAD_ROWS_SHOWN:
                    continue
            if item is not None:
                yield item
        if faults > BAD_ROWS_SHOWN:
            message = f"{faults - BAD_ROWS_SHOWN} more rows could not be read."
            yield Problem(shown_path(self.path), message, "Mend the file or download it again.")

    def _read(self, reached: Reached) -> Iterator[GazetteerItem | None]:
        row = 0
        name = shown_path(self.path)
        try:
            with self.path.open("rb") as raw, _unpacked(raw, self.path) as unpacked:
                text = io.TextIOWrapper(cast(IO[bytes], unpacked), "utf-8", errors="replace", newline="\n")
                total = self.path.stat().st_size
                read = {"lines": self._line, "table": self._table_row}.get(self.shape)
                if read is None:
                    yield from self._features(text)
                    return
                for row, line in enumerate(text, start=1):
                    if row % 2000 == 0:
                        reached(min(raw.tell(), total), total)
                    yield read(line, row)
                reached(total, total)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            message = f"is damaged after row {row}: {error}."
            yield Problem(name, message, "What stands before was used; download it again for the rest.")

    def _line(self, line: str, row: int) -> GazetteerItem | None:
        name = shown_path(self.path)
        if not line.strip():
            return None
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            return Problem(name, f"is no JSON: {error}.", "Each line holds one place.", row=row)
        if not isinstance(record, dict):
            return Problem(name, "holds no place.", "Each line is one JSON object.", row=row)
        properties = record.get("properties")
        plain = whosonfirst.from_properties(properties) if isinstance(properties, dict) else record
        return whosonfirst.place_row(plain, name, row)

    def _table_row(self, line: str, row: int) -> GazetteerItem | None:
        cells = line.rstrip("\r\n").split("\t")
        read = geonames.more_names if self.form == "geonames_names" else geonames.place_row
        return read(cells, shown_path(self.path), row) if line.strip() else None

    def _features(self, text: IO[str]) -> Iterator[GazetteerItem | None]:
        name = shown_path(self.path)
        if self.shape == "meta":
            for row, cells in enumerate(csv.DictReader(text), start=2):
                yield whosonfirst.place_row(whosonfirst.from_properties(cells), name, row)
            return
        try:
            data = json.load(text)
        except (ValueError, RecursionError) as error:
            yield Problem(name, f"is no JSON: {error}.", REMEDY)
            return
        found = data.get("features") if data.get("type") == "FeatureCollection" else [data]
        for row, feature in enumerate(found if isinstance(found, list) else [], start=1):
            properties = feature.get("properties") if isinstance(feature, dict) else None
            if isinstance(properties, dict):
                yield whosonfirst.place_row(whosonfirst.from_properties(properties), name, row)


def open_gazetteer(path: Path) -> GazetteerFile:
    """Look at a file and draw up its card.

    Raises:
        UnreadableFile: it cannot be opened, or has none of the forms that are read.
    """
    name = shown_path(path)
    try:
        if path.is_dir():
            raise UnreadableFile(f"{name} is a folder.", "Name the files in it.")
        with path.open("rb") as raw, _unpacked(raw, path) as unpacked:
            head = unpacked.read(LOOKED_AT)
        sha256 = _hash(path)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise UnreadableFile(f"{name} cannot be read: {error}.", "Check the path, or download it again.") from error
    form, shape = _form(head, name)
    card = _card(path, form, sha256)
    return GazetteerFile(path, form, shape, card)


def _card(path: Path, form: str, sha256: str) -> Register:
    said = forms()[form]
    stem = path.name.split(".")[0]
    return Register(
        record_id("reg", {"gazetteer": form, "sha256": sha256}),
        f"{said['name']}: {stem}",
        sha256,
        f"{GAZETTEER}: {said['name']}",
        publisher=said["publisher"],
        licence=said["licence"],
        reference=said["attribution"] or said["reference"],
    )


def _form(head: bytes, name: str) -> tuple[str, str]:
    """Form and shape by the first bytes of the content."""
    text = head.decode("utf-8", "replace")
    first = text.partition("\n")[0].rstrip("\r")
    tabs = first.count("\t") + 1
    if tabs >= geonames.PLACE_COLUMNS:
        return "geonames", "table"
    if tabs in range(geonames.NAME_COLUMNS[0], geonames.NAME_COLUMNS[1] + 1):
        return "geonames_names", "table"
    if first.startswith("{") and ('"placetype"' in first or '"wof:placetype"' in first):
        return "whosonfirst", "lines"
    if text.lstrip().startswith("{") and '"wof:' in text:
        return "whosonfirst", "features"
    if "placetype" in first.split(",") and "id" in first.split(","):
        return "whosonfirst", "meta"
    raise UnreadableFile(f"{name} has none of the forms of gazetteers that are read.", REMEDY)


def _unpacked(raw: io.BufferedReader, path: Path) -> io.BufferedIOBase:
    """The content of a packed file, by its first bytes; of a ZIP archive the largest text in it."""
    magic = raw.read(4)
    raw.seek(0)
    if magic[:2] == b"\x1f\x8b":
        return gzip.open(raw)
    if magic == b"PK\x03\x04":
        archive = zipfile.ZipFile(raw)
        # Beside the table lies readme.txt, or the languages that iso-languagecodes.txt explains.
        members = [one for one in archive.infolist() if one.filename.lower().endswith((".txt", ".jsonl", ".csv"))]
        if not members:
            raise UnreadableFile(f"{shown_path(path)} holds no table.", REMEDY)
        return cast(io.BufferedIOBase, archive.open(max(members, key=lambda one: one.file_size)))
    return raw


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
