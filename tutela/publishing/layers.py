"""What goes into dossier.gpkg: layers of the map and tables of the dossier, with the styles they are drawn in."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import resources

from tutela.model.geometry import EARTH_RADIUS_M, Position
from tutela.model.inventory import Asset, Name
from tutela.model.layers import ColumnKind, GeometryKind, Layer, Row
from tutela.publishing.contents import Contents, contents
from tutela.publishing.gate import Released
from tutela.publishing.geojson import incident_properties
from tutela.publishing.tables import COLUMNS, claim_row
from tutela.publishing.wording import ties

CIRCLE_CORNERS = 64
"""Corners of the ring that stands for a circle: off by 0.1 % of its radius at most."""

Value = str | int | float | None
Columns = tuple[tuple[str, ColumnKind], ...]

TEXT, INTEGER, REAL = ColumnKind.TEXT, ColumnKind.INTEGER, ColumnKind.REAL
INTEGERS = ("claims", "denials", "documents", "origins_at_least", "origins_at_most", "quote_start", "quote_end")
REALS = ("uncertainty_m", "link_score")


def layers(released: Released) -> Sequence[Layer]:
    """The layers of dossier.gpkg, those drawn beneath first; a case's notice stands in each and in every row."""
    held, notice = contents(released), released.case.notice
    found = (_areas(held), _settlements(held), _assets(held), _incidents(held), _claims(held), _documents(held))
    return tuple(_noticed(layer, notice) for layer in found) if notice else found


def _noticed(layer: Layer, notice: str) -> Layer:
    rows = [replace(row, values=(*row.values, notice)) for row in layer.rows]
    said = f"{notice} {layer.description}"
    return replace(layer, description=said, columns=(*layer.columns, ("notice", TEXT)), rows=rows)


def _style(name: str) -> str:
    return resources.files("tutela.publishing").joinpath("styles", f"{name}.qml").read_text("utf-8")


def _columns(names: Sequence[str]) -> Columns:
    return tuple((name, INTEGER if name in INTEGERS else REAL if name in REALS else TEXT) for name in names)


def _point(position: Position | None) -> tuple[tuple[float, float], ...] | None:
    return ((position.lon, position.lat),) if position else None


def _names(names: Sequence[Name]) -> str:
    return " · ".join(dict.fromkeys(name.text for name in names))


def _assets(held: Contents) -> Layer:
    names = ("id", "number", "name", "names", "type", "settlement", "uncertainty_m", "position_from", "identifiers")
    rows = [Row(_asset_values(held, asset), _point(asset.position)) for asset in held.assets.values()]
    said = "Cultural assets that claims in this dossier speak of, with all their names."
    return Layer("assets", "Assets", said, _columns(names), rows, GeometryKind.POINT, _style("assets"))


def _asset_values(held: Contents, asset: Asset) -> tuple[Value, ...]:
    position = asset.position
    return (
        asset.id,
        held.numbers[asset.id],
        asset.label,
        _names(asset.names),
        asset.type.value,
        _names(asset.settlements),
        position.uncertainty_m if position else None,
        position.how if position else "",
        "; ".join(f"{scheme}:{value}" for scheme, value in asset.identifiers),
    )


def _areas(held: Contents) -> Layer:
    said = "Areas in which assets with an uncertain position may lie: circles of the stated uncertainty."
    return Layer(
        "areas",
        "Areas of uncertain positions",
        said,
        _columns(("asset", "number", "uncertainty_m")),
        [
            Row((asset.id, held.numbers[asset.id], asset.position.uncertainty_m), circle(asset.position))
            for asset in held.assets.values()
            if asset.position and asset.position.uncertainty_m
        ],
        GeometryKind.POLYGON,
        _style("areas"),
    )


def circle(position: Position) -> tuple[tuple[float, float], ...]:
    """A closed ring, counter-clockwise, as far from a position as its uncertainty (great-circle destinations)."""
    return tuple(_destination(position, step) for step in (*range(CIRCLE_CORNERS), 0))


def _destination(position: Position, step: int) -> tuple[float, float]:
    reach = (position.uncertainty_m or 0.0) / EARTH_RADIUS_M
    lat, bearing = math.radians(position.lat), -2 * math.pi * step / CIRCLE_CORNERS
    sine = math.sin(lat) * math.cos(reach) + math.cos(lat) * math.sin(reach) * math.cos(bearing)
    east = math.sin(bearing) * math.sin(reach) * math.cos(lat)
    lon = position.lon + math.degrees(math.atan2(east, math.cos(reach) - math.sin(lat) * sine))
    return round(lon, 7), round(math.degrees(math.asin(sine)), 7)


def _settlements(held: Contents) -> Layer:
    rows = [Row((place.id, _names(place.names), place.kind), _point(place.position)) for place in held.places]
    said = "Settlements with every name known here; none is preferred."
    columns = _columns(("id", "names", "kind"))
    return Layer("settlements", "Settlements", said, columns, rows, GeometryKind.POINT, _style("settlements"))


def _incidents(held: Contents) -> Layer:
    rows: list[Row] = []
    names: tuple[str, ...] = ("id",)
    for incident in held.incidents:
        properties = incident_properties(held, incident)
        asset = held.assets.get(incident.asset)
        names = ("id", *properties)
        rows.append(Row((incident.id, *properties.values()), _point(asset.position if asset else None)))
    said = "What is said to have happened, as told by the sources, with the number of independent origins."
    return Layer("incidents", "Incidents", said, _columns(names), rows, GeometryKind.POINT, _style("incidents"))


def _claims(held: Contents) -> Layer:
    rows = [Row(tuple(_typed(claim_row(held, claim)))) for claim in held.claims.values()]
    return Layer("claims", "Claims", "Every claim with its passage.", _columns(COLUMNS), rows)


def _typed(cells: Sequence[object]) -> Iterator[Value]:
    for name, cell in zip(COLUMNS, cells, strict=True):
        if name in REALS:
            yield float(str(cell)) if cell not in (None, "") else None
        else:
            yield cell if isinstance(cell, int) or cell is None else str(cell)


def _documents(held: Contents) -> Layer:
    names = ("id", "number", "name", "title", "publisher", "ties", "published", "language", "url", "sha256", "captured")
    rows = [
        Row(
            (
                document.id,
                held.numbers[document.id],
                document.name,
                document.title,
                document.publisher.value if document.publisher else None,
                ties(held.publisher_of(document)),
                document.published.value if document.published else None,
                document.tongue,
                document.url,
                document.sha256,
                held.released.case.captured_at.get(document.id),
            )
        )
        for document in held.documents.values()
    ]
    return Layer("documents", "Documents", "Every document that was read.", _columns(names), rows)
