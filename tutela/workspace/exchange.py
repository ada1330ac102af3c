"""A workspace's inventory out to a map program, and the edits made there back in, as rulings."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tutela.inventory.assets import assets_from_entries
from tutela.inventory.exchange import Change, EditedCopy, EditedRow, Edits, edits_in, inventory_layers
from tutela.inventory.exchange.columns import position_cell
from tutela.inventory.exchange.layers import ASSETS, EXPORTED
from tutela.model.errors import InputError, RulingRefused
from tutela.model.geometry import Position
from tutela.model.ids import record_id
from tutela.model.inventory import Asset, Register, RegisterEntry, entry_id
from tutela.model.problems import Problem
from tutela.model.rulings import Ruling, Verdict
from tutela.sources.edited_copies import json_cell, read_layer
from tutela.store.geopackage import write_geopackage
from tutela.store.stamp import SOFTWARE
from tutela.workspace.browsing import marked
from tutela.workspace.runs import run_card
from tutela.workspace.significance import in_order
from tutela.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds and what it leaves out."""

    path: Path
    assets: int
    withheld: int
    """Restricted assets left out."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What taking over an edited copy came to."""

    rulings: tuple[Ruling, ...]
    added: tuple[Asset, ...]
    problems: tuple[Problem, ...]
    unchanged: int


def export_inventory(workspace: Workspace, path: Path, *, with_restricted: bool = False) -> Exported:
    """Write the inventory as a GeoPackage that opens styled in QGIS and can be edited there.

    Restricted assets stay out of it unless `with_restricted`: the file then must stay as private as the workspace.

    Raises:
        OSError, sqlite3.OperationalError: the file cannot be written.

    >>> from pathlib import Path
    >>> made = export_inventory(Workspace.open("case/workspace"), Path("inventory.gpkg"))
    >>> made.assets > 60, made.withheld
    (True, 1)
    """
    case = workspace.case_file()
    effective = workspace.effective()
    whole = [marked(asset, effective.restricted) for asset in effective.inventory]
    shown = [asset for asset in whole if with_restricted or not asset.restricted]
    made_at = case.made_at
    about = {
        "notice": case.notice,
        "title": case.title,
        "exported": made_at,
        "software": SOFTWARE,
        "ledger": case.ledger.head if case.ledger else "",
    }
    places = {one.asset: one for one in in_order(whole, effective.rulings)}
    owners = {entry.id: entry.register for entry in workspace.entries()}
    write_geopackage(path, inventory_layers(shown, places, case.registers, owners, about), made_at)
    return Exported(path, len(shown), len(whole) - len(shown))


def pull_inventory(workspace: Workspace, path: Path, *, by: str, reason: str = "") -> Pulled:
    """Take over what somebody edited in an exported copy: each changed asset becomes a ruling, each new one an asset.

    Raises:
        UnreadableFile: the file is no exported inventory.
        RulingRefused: `by` names nobody.
        WorkspaceBusy: another process is writing.
    """
    if not by.strip():
        raise InputError("Nobody is named as having made the edits.", "Say who: --by NAME.")
    copy = _read(path)
    effective = workspace.effective()
    edits = edits_in(copy, [marked(asset, effective.restricted) for asset in effective.assets])
    why = f"{reason.strip()} (edited copy {path.name}, SHA-256 {_sha256(path)[:16]})".strip()
    rulings: list[Ruling] = []
    problems = [Problem(path.name, one.message, one.remedy, one.row or None, "id", one.asset) for one in edits.remarks]
    with workspace.writing():
        for change in edits.changes:
            _rule(workspace, change, by, why, rulings, problems, path.name)
        added = _add(workspace, edits, path, by, problems)
    return Pulled(tuple(rulings), added, tuple(problems), edits.unchanged)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(path: Path) -> EditedCopy:
    about: Mapping[str, str] = {}
    exported: dict[str, Mapping[str, str]] = {}
    for _, cells, _ in read_layer(path, EXPORTED):
        if cells.get("asset"):
            exported[cells["asset"]] = json_cell(path, cells.get("cells", ""))
        else:
            about = json_cell(path, cells.get("cells", ""))
    rows = [_row(number, cells, where) for number, cells, where in read_layer(path, ASSETS)]
    return EditedCopy(about, exported, tuple(rows))


def _row(number: int, cells: dict[str, str], where: tuple[float, float] | None) -> EditedRow:
    position = ""
    if where:
        try:
            uncertainty = float(cells.get("uncertainty_m") or "nan")
        except ValueError:
            uncertainty = float("nan")
        position = position_cell(*where, uncertainty if uncertainty == uncertainty else None)
    return EditedRow(number, cells.get("id", "").strip(), {**cells, "position": position})


def _rule(
    workspace: Workspace,
    change: Change,
    by: str,
    why: str,
    rulings: list[Ruling],
    problems: list[Problem],
    name: str,
) -> None:
    """One ruling for all fields of an asset; where one of them is refused, the others are still taken over."""
    try:
        if change.sets:
            rulings.append(workspace.rule(change.asset, Verdict.CORRECT, by=by, reason=why, sets=change.sets))
        if change.restrict:
            rulings.append(workspace.rule(change.asset, Verdict.RESTRICT, by=by, reason=why))
    except RulingRefused as error:
        if len(change.sets) == 1:
            field, value = change.sets[0]
            problems.append(Problem(name, error.message, error.remedy, column=field, value=value))
            return
        for one in change.sets:
            _rule(workspace, Change(change.asset, (one,)), by, why, rulings, problems, name)
        if change.restrict:
            _rule(workspace, Change(change.asset, (), restrict=True), by, why, rulings, problems, name)


def _add(workspace: Workspace, edits: Edits, path: Path, by: str, problems: list[Problem]) -> tuple[Asset, ...]:
    """Assets drawn anew in the copy, as entries of a register of their own."""
    # One register for all copies: the same point drawn in two copies of one export is one asset.
    register = Register(record_id("reg", {"name": DRAWN}), DRAWN, _sha256(path), "gpkg", len(edits.added), publisher=by)
    entries = []
    for row in edits.added:
        if not (row.cells.get("names") or row.cells.get("name")):
            problems.append(Problem(path.name, "has no name and was left out.", "Give it a name.", row.row, "name"))
            continue
        entries.append(_entry(register, row))
    if not entries:
        return ()
    known = {asset.id for asset in workspace.assets()}
    assets = tuple(asset for asset in assets_from_entries(register, entries) if asset.id not in known)
    if not assets:
        return ()
    with workspace.batch(run_card({}), "inventory") as batch:
        batch.add(register)
        batch.add_all(entries, scope=register.id)
        batch.add_all(assets, scope=register.id)
    return assets


DRAWN = "points drawn in edited copies"
FIELDS = {
    "names": "name",
    "name": "name",
    "type": "type",
    "settlement": "place",
    "district": "district",
    "country": "country",
    "designation": "designation",
    "built": "built",
    "community": "community",
    "part_of": "part_of",
    "restricted": "restricted",
    "notes": "notes",
}
"""Column of an export -> field of a register entry."""


def _entry(register: Register, row: EditedRow) -> RegisterEntry:
    raw = tuple(
        (column, cell) for column, cell in sorted(row.cells.items()) if cell and column in (*FIELDS, "position")
    )
    fields: list[tuple[str, str]] = []
    for column, cell in raw:
        if column in FIELDS and not (column == "name" and row.cells.get("names")):
            fields += [_field(FIELDS[column], part.strip()) for part in cell.split("|") if part.strip()]
    key = record_id("row", {"cells": [list(pair) for pair in raw]})
    return RegisterEntry(entry_id(register.id, key, raw), register.id, key, row.row, raw, tuple(fields), _position(row))


def _field(field: str, cell: str) -> tuple[str, str]:
    words, _, language = cell.rpartition("@") if field in ("name", "place", "district") else ("", "", "")
    return (f"{field}:{language}", words) if words and language else (field, cell)


def _position(row: EditedRow) -> Position | None:
    numbers = [float(number) for number in row.cells["position"].split(",") if number]
    if len(numbers) < 2:
        return None
    return Position(numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else None, "drawn in an edited copy")
