"""Travel times from a routing service that the team names, or from a table it brings."""

import csv
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from tutela.missions.routes.travel import Router, Travel, travel_from_tables
from tutela.model.errors import InputError
from tutela.model.geometry import Position
from tutela.model.missions import MissionSheet
from tutela.workspace.missions.planning import router_of

BLOCK = 50
"""Positions on each side of one question: an OSRM server answers tables of 100 coordinates unless set otherwise."""
PATIENCE_S = 60
LONGEST_ANSWER = 50_000_000
"""Bytes; a table of 100 coordinates is far smaller."""

Cells = list[list[float | None]]
Block = tuple[Cells, Cells]
"""Seconds and metres from some positions to others."""
Asking = Callable[[Sequence[Position], Sequence[Position]], Block]


def router_at(address: str) -> Router:
    """A routing service by its address: OSRM (`http://host:5000`), or Valhalla (`valhalla+http://host:8002`).

    The positions of sites and bases go to that address, and nothing else.

    Raises:
        InputError: the address is no http address; later, when it is asked, that it gave no usable answer.
    """
    kind, plus, rest = address.partition("+")
    url = (rest if plus else address).rstrip("/")
    if not url.startswith(("http://", "https://")) or (plus and kind not in ("osrm", "valhalla")):
        raise InputError(
            f"{address!r} is no address of a router.", "Write http://host:5000 for OSRM, valhalla+http://host:8002."
        )
    asking: Asking = partial(_ask_valhalla, url) if kind == "valhalla" else partial(_ask_osrm, url)
    return partial(_travel, asking, f"router at {url}")


def _travel(asking: Asking, source: str, positions: Sequence[Position]) -> Travel:
    """The whole table, asked for block by block."""
    size = len(positions)
    seconds: Cells = [[None] * size for _ in positions]
    metres: Cells = [[None] * size for _ in positions]
    for top in range(0, size, BLOCK):
        for left in range(0, size, BLOCK):
            rows, columns = positions[top : top + BLOCK], positions[left : left + BLOCK]
            for table, part in zip((seconds, metres), asking(rows, columns), strict=True):
                for row, cells in enumerate(part):
                    table[top + row][left : left + len(columns)] = cells
    return travel_from_tables(seconds, metres, source)


def _ask_osrm(url: str, sources: Sequence[Position], targets: Sequence[Position]) -> Block:
    """OSRM's table service, version 1."""
    places = ";".join(f"{one.lon:.6f},{one.lat:.6f}" for one in (*sources, *targets))
    first, second = range(len(sources)), range(len(sources), len(sources) + len(targets))
    sides = f"sources={';'.join(map(str, first))}&destinations={';'.join(map(str, second))}"
    answer = _answer(f"{url}/table/v1/driving/{places}?annotations=duration,distance&{sides}")
    if answer.get("code") != "Ok":
        raise InputError(f"The router at {url} refused: {answer.get('message', answer.get('code'))}.")
    return _checked(answer.get("durations"), answer.get("distances"), url, len(sources), len(targets))


def _ask_valhalla(url: str, sources: Sequence[Position], targets: Sequence[Position]) -> Block:
    """Valhalla's time-distance matrix."""
    asked = {
        "sources": [{"lat": one.lat, "lon": one.lon} for one in sources],
        "targets": [{"lat": one.lat, "lon": one.lon} for one in targets],
        "costing": "auto",
        "units": "kilometers",
    }
    rows = _answer(f"{url}/sources_to_targets", asked).get("sources_to_targets")
    if not isinstance(rows, list):
        raise InputError(f"The router at {url} gave no table.")
    seconds = [[cell.get("time") for cell in row] for row in rows]
    metres = [[None if cell.get("distance") is None else cell["distance"] * 1000 for cell in row] for row in rows]
    return _checked(seconds, metres, url, len(sources), len(targets))


def _answer(url: str, asked: Mapping[str, object] | None = None) -> dict[str, Any]:
    body = json.dumps(asked).encode() if asked is not None else None
    request = urllib.request.Request(url, body, {"Content-Type": "application/json", "User-Agent": "tutela"})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as response:
            answer = json.loads(response.read(LONGEST_ANSWER))
    except urllib.error.HTTPError as error:
        # Both services say in the body of an error what is wrong.
        told = error.read(2000).decode("utf-8", "replace")
        raise InputError(f"The router answered {error.code}: {told.strip() or error.reason}.") from error
    except (OSError, ValueError) as error:
        raise InputError(
            f"The router gave no answer ({error}).", "Check its address; or plan without --router."
        ) from error
    if not isinstance(answer, dict):
        raise InputError("The router gave no table.")
    return answer


def _checked(seconds: Any, metres: Any, url: str, rows: int, columns: int) -> Block:
    """Both tables if they have the shape asked for; a missing table of metres is all unknown."""
    unknown: Cells = [[None] * columns for _ in range(rows)]
    for table in (seconds, metres if metres is not None else unknown):
        fits = isinstance(table, list) and len(table) == rows and all(len(row) == columns for row in table)
        if not fits or not all(cell is None or isinstance(cell, int | float) for row in table for cell in row):
            raise InputError(f"The router at {url} gave a table of another shape than asked for.")
    return seconds, metres if metres is not None else unknown


def router_from_table(path: Path, sheet: MissionSheet) -> Router:
    """Travel times from a CSV with `from`, `to`, `minutes` and perhaps `km`; ways it does not name are estimated.

    Sites go by their id or register key, bases by their names in the brief. A way given in one direction counts for
    both unless the other is given as well.

    Raises:
        InputError: it cannot be read, lacks a column, or names what the mission does not.
    """
    places = _places(sheet)
    ways: dict[tuple[Position, Position], tuple[int, float | None]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name} cannot be read ({error}).") from error
    for number, row in enumerate(rows, 2):
        start, end, minutes = _way(row, places, f"{path.name}, row {number}")
        km = float(row["km"]) if row.get("km") else None
        ways[start, end] = (minutes, km)
    back = {(end, start): told for (start, end), told in ways.items() if (end, start) not in ways}
    return partial(_from_ways, ways | back, router_of(sheet.mission), f"table {path.name}; other ways")


def _way(row: Mapping[str, str | None], places: Mapping[str, Position], where: str) -> tuple[Position, Position, int]:
    try:
        start, end = (places[(row.get(side) or "").strip()] for side in ("from", "to"))
        return start, end, round(float(row.get("minutes") or "none"))
    except KeyError as error:
        raise InputError(f"{where}: {error} is no site or base of the mission.") from None
    except ValueError:
        raise InputError(f"{where}: {row.get('minutes')!r} are no minutes.") from None


def _places(sheet: MissionSheet) -> dict[str, Position]:
    places = {
        key: asset.position
        for asset in sheet.assets.values()
        if asset.position
        for key in (asset.id, *asset.absorbed, *(value for _, value in asset.identifiers))
    }
    for team in sheet.mission.teams:
        places |= {name: at for name, at in ((team.start_name, team.start), (team.end_name, team.end)) if name}
    return places


def _from_ways(
    ways: Mapping[tuple[Position, Position], tuple[int, float | None]],
    estimate: Router,
    source: str,
    positions: Sequence[Position],
) -> Travel:
    travel = estimate(positions)
    minutes, km = travel.minutes.copy(), travel.km.copy()
    for row, start in enumerate(positions):
        for column, end in enumerate(positions):
            if told := ways.get((start, end)):
                minutes[row, column] = told[0]
                km[row, column] = km[row, column] if told[1] is None else told[1]
    return replace(travel, minutes=minutes, km=km, source=f"{source} {travel.source}")
