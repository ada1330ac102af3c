"""Where a register's row puts its asset, and how surely: from its cells, else from its geometry."""

import functools
from collections.abc import Callable, Sequence
from importlib import resources
from typing import TYPE_CHECKING

import yaml

from tutela.model.geometry import Position
from tutela.model.problems import Problem
from tutela.sources.coordinates import NoCoordinate, angle, decimal_point, metres, pair

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Fields = Sequence[tuple[str, str]]
ColumnOf = Callable[[str], str | None]

_NOTHING = frozenset(
    {
        "",
        "n/a",
        "na",
        "-",
        "--",
        "—",
        "none",
        "null",
        "nan",
        "unknown",
        "нет",
        "немає",
        "yoxdur",
        "yok",
        "xx",
        "xxx",
        "?",
    }
)
"""Cells that say "no value", so that their row has no position and nothing is wrong with it."""

_OURS = frozenset({"lat", "lon", "coordinates", "precision_m", "bbox"})
"""Fields that say where something is."""
GIVEN = "as the register gives it"


def position_of(
    fields: Fields, geometry: "BaseGeometry | None", column: ColumnOf
) -> tuple[Position | None, list[Problem]]:
    """The position a row states, and what is wrong with it (file and row are filled in by the caller).

    Problems that make the position unusable are `dropped`; a bad statement of precision alone is not.
    """
    cells: dict[str, str] = {}
    for field, cell in fields:
        if field in _OURS and field not in cells and (cell[:1].isdigit() or cell.strip().casefold() not in _NOTHING):
            cells[field] = cell
    problems: list[Problem] = []
    point = decimal_point(cells.get("lat", ""), cells.get("lon", "")) or _from_cells(cells, column, problems)
    if problems:
        return None, problems
    if point == (0.0, 0.0):
        problems.append(
            _problem("0, 0 stands for no position.", "Leave the cells empty.", column("lat"), "0, 0", False)
        )
        return None, problems
    stated = _precision(cells, column, problems)
    if point:
        return _surely(point, stated, cells, column), problems
    if geometry is None or geometry.is_empty:
        return None, problems
    return _from_geometry(geometry, stated, problems, _word(cells, column)), problems


def _surely(point: tuple[float, float], stated: float | None, cells: dict[str, str], column: ColumnOf) -> Position:
    """The point with the uncertainty stated in metres, else with that of the box it stands for."""
    if stated is not None:
        return Position(*point, stated, _said(column("precision_m"), cells["precision_m"]))
    reach = _reach(point, cells["bbox"]) if "bbox" in cells else None
    how = f"{GIVEN}; uncertain by the extent of its box" if reach else GIVEN
    return Position(*point, reach, how + _word(cells, column))


def _reach(point: tuple[float, float], box: str) -> float | None:
    """How far the corners of a box (west, south, east, north) lie from a point in it; None where it is no such box."""
    try:
        west, south, east, north = (float(number) for number in box.strip("[]() ").split(","))
        corners = [Position(lat, lon) for lat in (south, north) for lon in (west, east)]
    except ValueError:
        return None
    if not (west <= point[1] <= east and south <= point[0] <= north):
        return None
    here = Position(*point)
    return round(max(map(here.distance_m, corners)), 1) or None


def _word(cells: dict[str, str], column: ColumnOf) -> str:
    """How sure a register says it is where it gives a word for that (EAMENA: definite to negligible)."""
    word = cells.get("precision_m", "")
    return f"; {column('precision_m')}: {word}" if word and _is_grade(word) else ""


@functools.lru_cache(maxsize=4096)
def _is_grade(cell: str) -> bool:
    """Whether a cell grades a position in words, several where it has several shapes ("High, Medium")."""
    return certainties().issuperset(part.strip() for part in cell.casefold().split(","))


@functools.cache
def certainties() -> frozenset[str]:
    """Words that registers grade their positions by."""
    text = resources.files("tutela.sources").joinpath("certainties.yml").read_text("utf-8")
    return frozenset(word for words in yaml.load(text, yaml.BaseLoader).values() for word in words)


@functools.lru_cache(maxsize=4096)
def _said(column: str | None, cell: str) -> str:
    # Said once for all rows that say the same, which keeps a million sentences from memory.
    return f"{GIVEN}; uncertainty from its column {column!r} ({cell})"


def _problem(message: str, remedy: str, column: str | None, value: str, dropped: bool = True) -> Problem:
    return Problem("", message, remedy, column=column, value=value[:80], dropped=dropped)


def _from_cells(cells: dict[str, str], column: ColumnOf, problems: list[Problem]) -> tuple[float, float] | None:
    if "lat" not in cells and "lon" not in cells:
        return _from_pair(cells, column, problems)
    found: list[float] = []
    for axis, other in (("lat", "lon"), ("lon", "lat")):
        if axis not in cells:
            problems.append(_problem(f"gives {other} without {axis}.", f"Give {axis} too.", column(axis), ""))
            continue
        try:
            found.append(angle(cells[axis], axis))
        except NoCoordinate as error:
            hint = _swapped_hint(cells) if axis == "lat" else ""
            problems.append(
                _problem(f"{error}{hint}.", "Write decimal degrees such as 40.1617.", column(axis), cells[axis])
            )
    return (found[0], found[1]) if len(found) == 2 else None


def _swapped_hint(cells: dict[str, str]) -> str:
    try:
        angle(cells["lat"], "lon"), angle(cells.get("lon", ""), "lat")
    except NoCoordinate:
        return ""
    return "; latitude and longitude look swapped"


def _from_pair(cells: dict[str, str], column: ColumnOf, problems: list[Problem]) -> tuple[float, float] | None:
    if "coordinates" not in cells:
        return None
    try:
        return pair(cells["coordinates"])
    except NoCoordinate as error:
        remedy = "Write latitude and longitude such as 40.1617, 46.2884."
        problems.append(_problem(f"{error}.", remedy, column("coordinates"), cells["coordinates"]))
        return None


def _precision(cells: dict[str, str], column: ColumnOf, problems: list[Problem]) -> float | None:
    if "precision_m" not in cells or _is_grade(cells["precision_m"]):
        return None
    try:
        return metres(cells["precision_m"])
    except NoCoordinate as error:
        remedy = "Write how far the truth may lie off, in metres."
        problems.append(
            _problem(
                f"{error}; the uncertainty counts as not stated.",
                remedy,
                column("precision_m"),
                cells["precision_m"],
                False,
            )
        )
        return None


def _from_geometry(
    geometry: "BaseGeometry", stated: float | None, problems: list[Problem], word: str = ""
) -> Position | None:
    """A point as it is; anything larger by its centre, uncertain by its extent."""
    west, south, east, north = geometry.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        value = f"{west:g} {south:g} {east:g} {north:g}"
        problems.append(
            _problem(
                "its geometry lies outside of latitudes and longitudes.", "Export it in WGS 84.", "geometry", value
            )
        )
        return None
    if geometry.geom_type == "Point":
        return Position(south, west, stated, GIVEN + word)
    centre = geometry.centroid
    position = Position(centre.y, centre.x)
    reach = max(position.distance_m(Position(lat, lon)) for lat in (south, north) for lon in (west, east))
    if geometry.geom_type == "MultiPoint" and reach == 0:
        return Position(centre.y, centre.x, stated, GIVEN + word)
    how = f"centre of the register's {geometry.geom_type}, uncertain by its extent"
    return Position(centre.y, centre.x, max(round(reach, 1), stated or 0.0), how + word)
