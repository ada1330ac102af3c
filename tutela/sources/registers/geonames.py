"""GeoNames' tables (`allCountries.txt`, `UA.txt`, also packed) -> rows. They have no header: the columns are known."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

import yaml

from tutela.model.problems import Problem
from tutela.sources.drafts import shown_path
from tutela.sources.registers.files import RegisterFile
from tutela.sources.registers.rows import BrokenRow, Cells, Row, Table
from tutela.sources.registers.texts import Text


@dataclass(frozen=True, slots=True)
class _Layout:
    columns: tuple[str, ...]
    kinds: dict[str, str]
    """Feature code -> words for the kind."""


@functools.cache
def _layout() -> _Layout:
    text = resources.files("tutela.sources.registers").joinpath("geonames.yml").read_text("utf-8")
    data = yaml.load(text, yaml.BaseLoader)
    return _Layout(tuple(data["columns"]), data["kinds"])


def geonames_table(file: RegisterFile, text: Text, head: str) -> Table | None:
    """The table of a GeoNames file that begins with `head`; None where it is none."""
    if not _is_geonames(head):
        return None
    return Table(
        "geonames", functools.partial(_rows, file, text), problems=text.problems, fields={"kind code": "type:geonames"}
    )


def _is_geonames(head: str) -> bool:
    first = head.partition("\n")[0].rstrip("\r").split("\t")
    if len(first) != len(_layout().columns) or not first[0].isdigit():
        return False
    try:
        return abs(float(first[4])) <= 90 and abs(float(first[5])) <= 180
    except ValueError:
        return False


def _rows(file: RegisterFile, text: Text) -> Iterator[Row | BrokenRow]:
    layout = _layout()
    width = len(layout.columns)
    with text.open() as stream:
        for number, line in enumerate(stream, 1):
            # Quotation marks stand in names here and mean nothing.
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) == width:
                raw = tuple(zip(layout.columns, cells, strict=True))
                yield Row(number, raw, unfolded=_unfolded(raw, layout))
            elif line.strip():
                message = f"has {len(cells)} cells where GeoNames has {width}."
                problem = Problem(shown_path(file.path), message, "See whether the line was cut.", row=number)
                yield BrokenRow(Row(number, (("line", line.rstrip("\r\n")),)), problem)


def _unfolded(raw: Cells, layout: _Layout) -> Cells:
    """The alternate names one by one, the feature code in words, and the number as an identifier too."""
    cells = dict(raw)
    names = (("alternate names", name) for name in cells["alternatenames"].split(",") if name)
    code = cells["feature code"]
    kind = layout.kinds.get(code)
    rest = tuple(pair for pair in raw if pair[0] not in ("alternatenames", "feature code"))
    return (*rest, *names, ("kind", kind) if kind else ("kind code", code), ("geonames id", cells["id"]))
