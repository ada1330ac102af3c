"""Coordinates as people write them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.sources.coordinates import NoCoordinate, angle, metres, pair


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("40.161731", 40.161731),
        ("40,161731", 40.161731),
        (" −40.5 ", -40.5),
        ("40.5 N", 40.5),
        ("S 40.5°", -40.5),
        ("40°30′00″N", 40.5),
        ("40º 30' 0\" S", -40.5),
        ("40 30 0 N", 40.5),
        ("40° 30.6' N", 40.51),
        ("40°30'0,0\"", 40.5),
        ("40°30′ с.ш.", 40.5),
        ("38°58′27″K", 38.974166667),
    ],
)
def test_latitudes(text: str, value: float) -> None:
    assert angle(text, "lat") == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["", "north", "95", "40°61'", "40.5°30'", "1 2 3 4", "40.1.2", "-40 S", "46 E", "nan", "1e3"]
)
def test_what_is_no_latitude(text: str) -> None:
    with pytest.raises(NoCoordinate):
        angle(text, "lat")


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("43.25715 N 17.89472 E", 43.25715, 17.89472),
        ("43.86 N\n18.43 E\n", 43.86, 18.43),
        ("17.89 E, 43.25 N", 43.25, 17.89),
        ("N 43.25, E 17.89", 43.25, 17.89),
        ("43.25715, 17.89472", 43.25715, 17.89472),
        ("43.25715,17.89472", 43.25715, 17.89472),
        ("43,25715; 17,89472", 43.25715, 17.89472),
        ("43,25715 17,89472", 43.25715, 17.89472),
        ("43,25715, 17,89472", 43.25715, 17.89472),
        ("38°58′27″N 45°33′53″E", 38.974166667, 45.564722222),
        ("Point(17.89 43.25)", 43.25, 17.89),
        ("lat: 43.25, lon: -17.89", 43.25, -17.89),
        ("(43.25, 17.89)", 43.25, 17.89),
    ],
)
def test_pairs(text: str, lat: float, lon: float) -> None:
    assert pair(text) == (pytest.approx(lat), pytest.approx(lon))


@pytest.mark.parametrize("text", ["XX", "444.338083 N 17.268145 E", "44.3 E 17.2 E", "44.3", "1, 2, 3", "43,25,17,89"])
def test_what_is_no_pair(text: str) -> None:
    with pytest.raises(NoCoordinate) as error:
        pair(text)
    assert text.strip()[:5] in str(error.value)


@given(st.floats(-90, 90), st.floats(-180, 180), st.sampled_from([", ", "; ", " ", "\n"]))
def test_decimal_pairs_are_read_back(lat: float, lon: float, separator: str) -> None:
    found = pair(f"{lat:.6f}{separator}{lon:.6f}")
    assert math.dist(found, (lat, lon)) < 1e-5


@given(st.floats(0, 89.99), st.sampled_from("NS"))
def test_degrees_minutes_seconds_are_read_back(value: float, hemisphere: str) -> None:
    seconds = round(value * 3600)
    text = f"{seconds // 3600}°{seconds // 60 % 60}′{seconds % 60}″{hemisphere}"
    assert abs(angle(text, "lat")) == pytest.approx(seconds / 3600)
    assert (angle(text, "lat") < 0) == (hemisphere == "S" and seconds > 0)


@given(st.text(max_size=40) | st.from_regex(r"[0-9NSEW°'\", .;+-]{0,25}", fullmatch=True))
def test_any_text_is_a_coordinate_or_none(text: str) -> None:
    for read in (pair, metres, lambda cell: angle(cell, "lon")):
        try:
            read(text)
        except NoCoordinate as error:
            assert str(error)


@pytest.mark.parametrize(
    ("text", "value"), [("50", 50), ("50 m", 50), ("1.5 km", 1500), ("±1 000 m", 1000), ("2,5 км", 2500)]
)
def test_lengths(text: str, value: float) -> None:
    assert metres(text) == value


@pytest.mark.parametrize("text", ["0", "-5", "high", "", "5 miles"])
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(NoCoordinate):
        metres(text)


@pytest.mark.parametrize(
    "text",
    [
        "N40.5 E46.25",
        "40.5N46.25E",
        "40d30m0s N 46d15m0s E",
        "Lat. 40° 30' N Long. 46° 15' E",
        "с.ш. 40°30′ в.д. 46°15′",
        "40°30′00″ N / 46°15′00″ E",
        "40.5° с. ш., 46.25° в. д.",
        "40 degrees 30 minutes north, 46 degrees 15 minutes east",
        "40 град. 30 мин. с.ш. 46 град. 15 мин. в.д.",
        "40° 30' n. Br., 46° 15' ö. L.",
        "40.5 северной широты, 46.25 восточной долготы",
        "40°30′ şm. e. 46°15′ ş. u.",
        "40.5° شمالا 46.25° شرقا",
        "40°30′ հս. լ. 46°15′ ար. ե.",
        "40.5° sjeverne širine, 46.25° istočne dužine",
        "Широта: 40.5, Долгота: 46.25",
        "40,5 с.ш.; 46,25 в.д.",
        "+40.5 +46.25",
        "40:30:00 46:15:00",
        "403000N 0461500E",
        "38T 605919 4484005",
        "UTM 38T 605919 E 4484005 N",
        "38N 605919 4484005",
        "38T PK 05919 84005",
        "38TPK0591984005",
        '{"type":"Point","coordinates":[46.25,40.5]}',
    ],
)
def test_many_ways_to_write_one_place(text: str) -> None:
    assert pair(text) == (pytest.approx(40.5, abs=1e-4), pytest.approx(46.25, abs=1e-4))
