"""The layers of an exported inventory: what QGIS shows and lets people edit, and what is needed to see their edits."""

import json
from collections.abc import Mapping, Sequence
from importlib import resources

from tutela.inventory.exchange.columns import editable
from tutela.inventory.merging.joining import conflicts_told
from tutela.model.inventory import Asset, Register
from tutela.model.layers import ColumnKind, GeometryKind, Layer, Row
from tutela.model.significance import Significance

ASSETS, EXPORTED, REGISTERS = "assets", "tutela_exported", "registers"
"""Names of the layers: the assets, what their cells were when they went out, and the registers behind them."""
TEXT, INTEGER, REAL = ColumnKind.TEXT, ColumnKind.INTEGER, ColumnKind.REAL
COLUMNS: tuple[tuple[str, ColumnKind], ...] = (
    ("id", TEXT),
    ("name", TEXT),
    ("names", TEXT),
    ("type", TEXT),
    ("settlement", TEXT),
    ("district", TEXT),
    ("country", TEXT),
    ("designation", TEXT),
    ("built", TEXT),
    ("community", TEXT),
    ("part_of", TEXT),
    ("uncertainty_m", REAL),
    ("position_from", TEXT),
    ("restricted", TEXT),
    ("notes", TEXT),
    ("rank", INTEGER),
    ("significance", REAL),
    ("assessed", REAL),
    ("identifiers", TEXT),
    ("registers", TEXT),
    ("said_differently", TEXT),
    ("notice", TEXT),
)


def inventory_layers(
    assets: Sequence[Asset],
    ranked: Mapping[str, Significance],
    registers: Sequence[Register],
    entry_registers: Mapping[str, str],
    about: Mapping[str, str],
) -> tuple[Layer, ...]:
    """The layers of an export, in the order of the inventory.

    Args:
        ranked: asset id -> its place in the order of significance.
        registers: the cards of all registers.
        entry_registers: register entry id -> id of its register.
        about: what is noted of the export itself (`notice`, `exported`, `ledger`...).
    """
    names = {register.id: register.name for register in registers}
    sources = {entry: names.get(register, register) for entry, register in entry_registers.items()}
    notice = about.get("notice", "")
    rows = [Row(_values(asset, ranked.get(asset.id), sources, notice), _point(asset)) for asset in assets]
    said = "Cultural assets with all their names. Edit, then take the edits over with `tutela inventory pull`."
    style = resources.files("tutela.inventory.exchange").joinpath("styles", "assets.qml").read_text("utf-8")
    return (
        Layer(ASSETS, "Assets", f"{notice} {said}".strip(), COLUMNS, rows, GeometryKind.POINT, style),
        _registers(registers),
        _exported(assets, about),
    )


def _point(asset: Asset) -> tuple[tuple[float, float], ...] | None:
    return ((asset.position.lon, asset.position.lat),) if asset.position else None


def _values(
    asset: Asset, place: Significance | None, sources: Mapping[str, str], notice: str
) -> tuple[str | int | float | None, ...]:
    cells: dict[str, str | int | float | None] = dict(editable(asset))
    cells |= {
        "id": asset.id,
        "name": asset.label,
        "country": asset.country,
        "uncertainty_m": asset.position.uncertainty_m if asset.position else None,
        "position_from": asset.position.how if asset.position else "",
        "rank": place.rank if place else None,
        "significance": round(place.score, 4) if place else None,
        "assessed": round(place.assessed, 4) if place else None,
        "identifiers": "; ".join(f"{scheme}:{value}" for scheme, value in asset.identifiers),
        "registers": "; ".join(dict.fromkeys(sources.get(entry, entry) for entry in asset.entries)),
        "said_differently": "; ".join(f"{field}: {said}" for field, said in conflicts_told(asset).items()),
        "notice": notice,
    }
    return tuple(cells[name] for name, _ in COLUMNS)


def _registers(registers: Sequence[Register]) -> Layer:
    fields = ("id", "name", "publisher", "side", "licence", "date", "coverage", "reference", "format", "sha256")
    rows = [Row(tuple(str(getattr(register, field)) for field in fields)) for register in registers]
    said = "The registers the assets come from: who keeps them, for whom, under which licence."
    return Layer(REGISTERS, "Registers", said, tuple((field, TEXT) for field in fields), rows)


def _exported(assets: Sequence[Asset], about: Mapping[str, str]) -> Layer:
    """What the editable cells were: edits are what differs from it, whatever has changed here since."""
    first = Row(("", json.dumps(dict(about), ensure_ascii=False, sort_keys=True)))
    rows = [Row((asset.id, json.dumps(editable(asset), ensure_ascii=False, sort_keys=True))) for asset in assets]
    said = "How the assets were when they were exported. Not to be edited: `tutela inventory pull` compares with it."
    return Layer(EXPORTED, "As exported", said, (("asset", TEXT), ("cells", TEXT)), [first, *rows])
