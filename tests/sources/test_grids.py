"""UTM and MGRS."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.sources.grids import BANDS, geographic, grid_reference


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        # The CN Tower in Toronto and a corner of Honolulu, as reference works give them; the Sydney opera house.
        ("17T 630084 4833438", 43.642562, -79.387143),
        ("17T PJ 30084 33438", 43.642566, -79.387137),
        ("4QFJ12345678", 21.309478, -157.916819),
        ("56H LH 34900 51200", -33.866610, 151.215095),
        ("31N 500000 0000000", 0.0, 3.0),
    ],
)
def test_known_places(text: str, lat: float, lon: float) -> None:
    found = grid_reference(text)
    assert found is not None
    assert math.dist(found, (lat, lon)) < 1e-5


@pytest.mark.parametrize(
    "text",
    ["", "40.5 46.25", "61T 630084 4833438", "17T 30084 4833438", "17C 630084 4833438", "17T ZZ 1 1", "17T PJ 123 12"],
)
def test_what_is_no_grid_reference(text: str) -> None:
    assert grid_reference(text) is None


@given(st.integers(1, 60), st.floats(200_000, 800_000), st.floats(0, 9_300_000))
def test_points_of_the_northern_grid_lie_in_their_zone(zone: int, east: float, north: float) -> None:
    lat, lon = geographic(zone, east, north, south=False)
    assert 0 <= lat <= 84.5 and abs((lon - (6 * zone - 183) + 180) % 360 - 180) < 30
    band = BANDS[min(19, int((lat + 80) // 8))]
    found = grid_reference(f"{zone}{band} {east:06.0f} {north:07.0f}")
    assert found is not None and math.dist(found, (lat, lon)) < 1e-3


@given(st.text(max_size=40) | st.from_regex(r"[0-9]{1,2}[A-Z] ?[A-Z]{0,2} ?[0-9 ]{0,14}", fullmatch=True))
def test_any_text_is_a_place_on_the_globe_or_none(text: str) -> None:
    found = grid_reference(text)
    assert found is None or (-90 <= found[0] <= 90 and -180 <= found[1] <= 180)
