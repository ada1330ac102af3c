"""The field pack's GeoPackage: a layer `visits`, and the tables `photos` and `witnesses` that hang on it."""

import contextlib
import hashlib
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tutela.model.problems import Problem
from tutela.sources.edited_copies import Rows, read_layer
from tutela.sources.submissions.bundles import Bundle
from tutela.sources.submissions.forms import submission_of
from tutela.sources.submissions.tables import Found

VISITS, PHOTOS, WITNESSES = "visits", "photos", "witnesses"
OWN = ("uuid", "instance", "id")
"""Columns by which a visit names itself, the first that is filled counts."""
FILLED = ("outcome", "at")
"""A row with neither was prepared for a stop and never filled in."""


def visits_in(bundle: Bundle, names: list[str]) -> Iterator[Found]:
    """Submissions in the GeoPackages of a bundle; stops nobody filled in are no submissions."""
    for name in names:
        content = bundle.read(name)
        with tempfile.TemporaryDirectory(prefix="tutela-") as folder:
            file = Path(folder) / "visits.gpkg"
            file.write_bytes(content)
            layers = _layers(file)
            if VISITS not in layers:
                yield Problem(bundle.shown(name), "it has no layer `visits`.", "Give the field pack's own GeoPackage.")
                continue
            read = {layer: read_layer(file, layer) for layer in (VISITS, PHOTOS, WITNESSES) if layer in layers}
        yield from _submissions(read, bundle.shown(name), hashlib.sha256(content).hexdigest())


def _layers(file: Path) -> list[str]:
    import pyogrio
    from pyogrio.errors import DataSourceError

    with contextlib.suppress(DataSourceError):
        return [str(name) for name, _ in pyogrio.list_layers(file)]
    return []


def _submissions(read: dict[str, Rows], file: str, sha256: str) -> Iterator[Found]:
    rounds = {layer: _rounds(read.get(layer, [])) for layer in (PHOTOS, WITNESSES)}
    for fid, cells, where in read[VISITS]:
        if not any(cells.get(column) for column in FILLED):
            continue
        own = next((cells[column] for column in OWN if cells.get(column)), "")
        # A layer without such a column: the same row of the same team at the same site and time is the same visit.
        natural = " ".join((str(fid), *(cells.get(name, "") for name in ("asset", "stop", "team", "at"))))
        tree: dict[str, object] = {column: cell for column, cell in cells.items() if cell}
        if where and not tree.get("position"):
            tree["position"] = f"{where[0]:.8g} {where[1]:.8g}"
        for layer, found in rounds.items():
            hung = found.get(own) or found.get(str(fid))
            if hung:
                tree[layer] = hung
        whole = {**tree, **_flat_rounds(cells)}
        came = {name: value for name, value in tree.items() if name != "position" or name in cells}
        yield submission_of(whole, file, own or f"row:{natural}", fid, sha256, came)


def _flat_rounds(cells: dict[str, str]) -> dict[str, object]:
    """The one photo and the one witness that a row of the layer itself has room for."""
    found: dict[str, object] = {}
    if cells.get("photo"):
        found[PHOTOS] = [{"photo": cells["photo"], "shows": cells.get("shows", "")}]
    if cells.get("statement"):
        found[WITNESSES] = [{name: cells.get(name, "") for name in ("may_quote", "quoted", "statement")}]
    return found


def _rounds(rows: Rows) -> dict[str, list[dict[str, str]]]:
    """Visit -> its rows of a table."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for _, cells, _ in rows:
        found[cells.get("visit", "")].append({name: cell for name, cell in cells.items() if name != "visit"})
    found.pop("", None)
    return found
