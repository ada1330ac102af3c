"""What a register's columns and rows look like, where their names do not say: hints for people, nothing is assumed."""

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tutela.model.geometry import Position
from tutela.sources.columns import known_words, plain
from tutela.sources.coordinates import NoCoordinate, angle, pair
from tutela.sources.registers.rows import Row
from tutela.sources.registers.survey import Fields, Survey

FAR_KM, NEAR_KM = 500, 150
"""Latitude and longitude look swapped when a row lies farther than the one from the register's middle as it stands, and
within the other once swapped: a country is that large, and no swap brings a wrong place into it by chance."""
NEAR = 85
"""Likeness (0 to 100, rapidfuzz ratio) of a column's name to a known one, from which it is offered: one letter off in
seven, such as "lattitude"."""
MOST = 0.8
"""Share of a column's cells that must look like coordinates."""
MIN_CELLS = 3
LONG_WORD = 5
"""Letters a known word must have to be looked for among others ("широта объекта"): shorter ones stand in too many."""
_LETTERS = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A column that looks like a field."""

    column: str
    field: str
    why: str

    @property
    def message(self) -> str:
        """In words."""
        return f"looks like {_WORDS.get(self.field, self.field)} ({self.why})"


_WORDS = {"lat": "latitude", "lon": "longitude", "coordinates": "coordinates", "name": "names"}


def looks_swapped(position: Position, middle: Position) -> bool:
    """Whether a position lies far from the others as it stands, and among them with its numbers swapped."""
    # One degree of latitude is 111 km anywhere: most rows are told to be near without trigonometry.
    if (abs(position.lat - middle.lat) < 2 and abs(position.lon - middle.lon) < 2) or abs(position.lon) > 90:
        return False
    swapped = Position(position.lon, position.lat)
    return position.distance_m(middle) > FAR_KM * 1000 and swapped.distance_m(middle) < NEAR_KM * 1000


def suspicions(found: Survey, fields: Fields) -> list[Suspicion]:
    """Columns that mean nothing by their names and yet look like something the register lacks."""
    bases = {field.partition(":")[0] for field in fields.values()}
    placed = bool(bases & {"lat", "lon", "coordinates"}) or found.drawn
    lacking = {field for field in _LOOKED_FOR if field not in bases}
    if placed:
        lacking -= {"lat", "lon", "coordinates"} - {"lon" if "lat" in bases else "", "lat" if "lon" in bases else ""}
    if fields.names:
        lacking -= {"name"}
    unknown = [column for column in found.columns if not fields[column]]
    looks = [Suspicion(column, *near) for column in unknown if (near := _nearest(plain(column))) and near[0] in lacking]
    got = {look.field for look in looks}
    rest = [column for column in unknown if column not in {look.column for look in looks}]
    if not placed and not got & {"lat", "lon", "coordinates"}:
        looks += _by_values(rest, found.head)
    if "name" in lacking and "name" not in got:
        looks += _names(rest, found.head)
    return looks


_LOOKED_FOR = ("name", "lat", "lon", "coordinates", "precision_m", "type", "id")


@functools.lru_cache(maxsize=1024)
def _nearest(column: str) -> tuple[str, str] | None:
    """The field whose column is called nearly so, and why it is offered."""
    from rapidfuzz import fuzz, process

    words = {word: field for word, field in known_words().items() if len(word) >= LONG_WORD}
    found = process.extractOne(column, list(words), scorer=fuzz.ratio, score_cutoff=NEAR)
    part = next((part for part in column.split() if words.get(part) in ("lat", "lon", "coordinates")), "")
    near = part or (found[0] if found else "")
    return (words[near], f"by its name, near {near!r}") if near else None


def _cells(column: str, rows: Sequence[Row]) -> list[str]:
    return [cell for row in rows for name, cell in (row.unfolded or row.cells) if name == column and cell.strip()]


def _by_values(columns: Sequence[str], rows: Sequence[Row]) -> Iterator[Suspicion]:
    """Numbers with a fraction within the globe, two columns side by side; or two coordinates in one cell."""
    numbers: list[tuple[str, str]] = []
    for column in columns:
        cells = _cells(column, rows)
        if len(cells) < MIN_CELLS:
            continue
        if _share(cells, _is_pair) >= MOST:
            yield Suspicion(column, "coordinates", f"cells such as {cells[0]!r}")
            return
        if _share(cells, lambda cell: bool(re.search(r"\d[.,°]", cell)) and _is_angle(cell)) >= MOST:
            numbers.append((column, cells[0]))
    if len(numbers) == 2:
        for (column, cell), field in zip(numbers, ("lat", "lon"), strict=True):
            yield Suspicion(column, field, f"cells such as {cell!r}")


def _share(cells: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, cells)) / len(cells)


def _is_pair(cell: str) -> bool:
    try:
        pair(cell)
    except NoCoordinate:
        return False
    return any(mark in cell for mark in ".,°'")


def _is_angle(cell: str) -> bool:
    try:
        angle(cell, "lon")
    except NoCoordinate:
        return False
    return True


def _names(columns: Sequence[str], rows: Sequence[Row]) -> Iterator[Suspicion]:
    """The column with the most different short texts."""
    best, most = "", 1
    for column in columns:
        cells = _cells(column, rows)
        texts = {cell for cell in cells if _LETTERS.search(cell) and "://" not in cell and len(cell) <= 200}
        if len(texts) > most and len(texts) >= MOST * len(cells):
            best, most = column, len(texts)
    if best:
        yield Suspicion(best, "name", f"cells such as {_cells(best, rows)[0][:60]!r}")
