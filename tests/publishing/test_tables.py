import csv
import io
import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publishing.writing import Told, asset, case, document

from tutela.model.casefile import CaseFile
from tutela.model.geometry import Position
from tutela.model.layers import GeometryKind
from tutela.publishing.gate import release
from tutela.publishing.geojson import incidents_geojson
from tutela.publishing.layers import circle, layers
from tutela.publishing.tables import COLUMNS, claims_csv, guarded


def sample() -> CaseFile:
    told = Told('=1+1 "Site, one" was hit,\nthey said.', 0, '"Site, one"')
    other = Told("Elsewhere was hit.", 1, "Elsewhere")
    sites = [asset("Site, one", at=(39.99, 46.93)), asset("Elsewhere")]
    return case(sites, [(document("-one", [told, other]), [told, other])])


def test_rows_read_back_as_they_were_and_end_as_the_rfc_asks() -> None:
    text = claims_csv(release(sample()))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert text.endswith("\r\n") and tuple(rows[0]) == COLUMNS
    assert rows[0]["quote"] == '\'=1+1 "Site, one" was hit,\nthey said.'
    assert (rows[0]["quote_start"], rows[0]["document_name"]) == ("0", "'-one")
    assert (rows[1]["asset_name"], rows[1]["state"]) == ("Elsewhere", "reported")


@pytest.mark.parametrize("start", "=+-@\t\r\n")
def test_no_cell_is_taken_for_a_formula(start: str) -> None:
    assert guarded(f"{start}SUM(A1)") == f"'{start}SUM(A1)"


@given(st.text())
def test_guarding_keeps_the_text(text: str) -> None:
    assert guarded(text).removeprefix("'") == text.removeprefix("'")
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_incidents_are_features_with_longitude_first_and_null_where_unknown() -> None:
    data = json.loads(incidents_geojson(release(sample())))
    assert set(data) == {"type", "features"} and data["type"] == "FeatureCollection"
    first, second = data["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [46.93, 39.99]}
    assert second["geometry"] is None
    assert all(set(item) == {"type", "id", "geometry", "properties"} for item in data["features"])
    assert first["properties"]["origins_at_most"] == 1


def test_layers_hold_what_the_dossier_shows() -> None:
    made = {layer.name: layer for layer in layers(release(sample()))}
    assert list(made) == ["areas", "settlements", "assets", "incidents", "claims", "documents"]
    assert [len(layer.rows) for layer in made.values()] == [1, 0, 2, 2, 2, 1]
    for layer in made.values():
        assert all(len(row.values) == len(layer.columns) for row in layer.rows)
        assert bool(layer.style) == (layer.geometry is not GeometryKind.NONE)


@given(st.floats(-85, 85), st.floats(-170, 170), st.floats(10, 50_000))
def test_an_area_is_a_closed_ring_around_its_position(lat: float, lon: float, metres: float) -> None:
    ring = circle(Position(lat, lon, metres))
    assert ring[0] == ring[-1]
    for x, y in ring:
        corner = Position(y, (x + 180) % 360 - 180)
        assert abs(Position(lat, lon).distance_m(corner) - metres) < 0.02 * metres + 0.1
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))
    assert area > 0
