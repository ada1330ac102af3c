"""Register files -> entries, with every fault at once."""

import csv
import io
import json
import math
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutela.model.errors import TutelaError, UnreadableFile, UnusableRegister
from tutela.sources.registers import RegisterReading, bad_rows_csv, read_register

MERCATOR_Y = 6_378_137 * math.log(math.tan(math.pi / 4 + math.radians(40.5) / 2))
HEADER = "id,name_en,name:hy,type,settlement,lat,lon,precision\n"


def register(tmp_path: Path, content: str | bytes, name: str = "register.csv", **columns: str) -> RegisterReading:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_register(path, columns or None)


def test_a_good_row_keeps_what_it_says_and_how_it_stood(tmp_path: Path) -> None:
    reading = register(tmp_path, HEADER + "a-1,Hill Chapel ,Մատուռ,church,Lower Village,40.5,46.25,50\n")
    [entry] = reading.entries
    assert (entry.key, entry.row) == ("a-1", 2)
    assert entry.fields[:2] == (("id", "a-1"), ("name:en", "Hill Chapel"))
    assert entry.raw[1] == ("name_en", "Hill Chapel ")
    assert entry.position is not None
    assert (entry.position.lat, entry.position.lon, entry.position.uncertainty_m) == (40.5, 46.25, 50.0)
    assert reading.register.rows == 1 and reading.register.format == "csv"
    assert not reading.problems and not reading.bad_rows


def test_every_fault_is_reported_at_once_and_good_rows_are_kept(tmp_path: Path) -> None:
    rows = [
        "a-1,Hill Chapel,,church,,40.5,46.25,50",
        "a-2,,,church,,40.5,46.25,50",
        "a-3,Bridge,,bridge,,95.5,46.25,50",
        "a-4,Mill,,mil,,40.5,46.25,about",
        "a-1,Tower,,tower,,40.5,46.25,50",
        "a-6,Gate,,gate,,40.5,,",
        "a-7,Wall,,wall,,40.5,46.25,50,surplus",
        "a-8,Well,,shrine,,,,",
        "a-1,Hill Chapel,,church,,40.5,46.25,50",
    ]
    reading = register(tmp_path, HEADER + "\n".join(rows))
    assert [entry.key for entry in reading.entries] == ["a-1", "a-4", "a-1-2", "a-8"]
    faults = [(problem.row, problem.column, problem.dropped) for problem in reading.problems]
    assert faults == [
        (3, "name_en", True),
        (4, "lat", True),
        (5, "precision", False),
        (5, "type", False),
        (6, "id", False),
        (7, "lon", True),
        (8, None, True),
        (10, None, False),
    ]
    assert all(problem.remedy for problem in reading.problems)
    assert [bad.row for bad in reading.bad_rows] == [3, 4, 7, 8]
    unknown = next(problem for problem in reading.problems if problem.column == "type")
    assert unknown.value == "mil" and "'mill'" in unknown.remedy


def test_bad_rows_come_back_as_csv_to_mend(tmp_path: Path) -> None:
    reading = register(
        tmp_path, HEADER + 'a-1,Chapel,,church,,40.5,46.2,\na-3,"Bridge\nof two, arches",,bridge,,95.5,46.25,50\n'
    )
    [row] = csv.DictReader(io.StringIO(bad_rows_csv(reading)))
    assert row["row"] == "3"
    assert "out of range" in row["problem"] and row["remedy"]
    assert row["name_en"] == "Bridge\nof two, arches"
    assert row["lat"] == "95.5"


def test_swapped_coordinates_are_suspected_from_the_other_rows(tmp_path: Path) -> None:
    rows = [f"a-{n},Chapel {n},,church,,40.{n},46.{n},50" for n in range(1, 7)]
    reading = register(tmp_path, HEADER + "\n".join([*rows, "a-9,Bridge,,bridge,,46.3,40.3,50"]))
    [problem] = reading.problems
    assert (problem.row, problem.dropped) == (8, True)
    assert "swapped" in problem.message
    assert [bad.row for bad in reading.bad_rows] == [8]


@pytest.mark.parametrize("nothing", ["", "N/A", "-", "0,0"])
def test_a_row_without_position_is_a_good_row(tmp_path: Path, nothing: str) -> None:
    [entry] = register(tmp_path, f'name,coordinates\nChapel,"{nothing}"\n').entries
    assert entry.position is None


def test_columns_that_mean_nothing_are_listed_and_stay_in_the_row(tmp_path: Path) -> None:
    reading = register(tmp_path, "Bezeichner,Farbe\nBurg,rot\n", Bezeichner="name:de")
    assert reading.unmapped == ("Farbe",)
    assert reading.entries[0].raw == (("Bezeichner", "Burg"), ("Farbe", "rot"))
    assert reading.entries[0].fields == (("name:de", "Burg"),)


def test_ids_stay_when_rows_are_added_or_the_file_moves(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    one = register(tmp_path, "name,lat,lon\nChapel,40,46\n").entries[0]
    _, other = register(tmp_path, "name,lat,lon\nBridge,40,46\nChapel,40,46\n", "there/register.csv").entries
    assert one.id == other.id


def test_a_file_without_names_or_rows_is_refused_with_what_it_holds(tmp_path: Path) -> None:
    with pytest.raises(UnusableRegister, match=r"colour.*--map"):
        register(tmp_path, "colour,size\nred,2\n")
    with pytest.raises(UnusableRegister, match="row 2"):
        register(tmp_path, "name,lat\n,95\n")
    for content, name in (
        (b"x", "a.xlsx"),
        (b"x", "a.gpkg"),
        (b"{", "a.geojson"),
        (b"[]", "a.geojson"),
        (b"x", "a.doc"),
    ):
        with pytest.raises(UnreadableFile):
            register(tmp_path, content, name)
    with pytest.raises(UnreadableFile):
        read_register(tmp_path / "nowhere.csv")


def test_an_asset_drawn_twice_keeps_its_key(tmp_path: Path) -> None:
    properties = {"EAMENA ID": "E-1", "Resource Name": "Khan"}
    features = [
        {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [46.0, 40.0 + n]}}
        for n in range(2)
    ]
    reading = register(tmp_path, json.dumps({"type": "FeatureCollection", "features": features}), "a.geojson")
    assert [entry.key for entry in reading.entries] == ["E-1", "E-1"]
    assert [problem.dropped for problem in reading.problems] == [False]


@settings(max_examples=150)
@given(st.binary(max_size=200) | st.text(alphabet='abc,;"\n\r\t\x00İß40.5|', max_size=80).map(str.encode))
def test_any_bytes_after_a_header_end_as_entry_or_problem(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(b"name,lat,lon\nChapel,40,46\n" + content)
        try:
            reading = read_register(path)
        except TutelaError as error:
            assert error.message
            return
    same = [problem for problem in reading.problems if "is the same as" in problem.message]
    assert reading.register.rows == len(reading.entries) + len(reading.bad_rows) + len(same)
    assert bad_rows_csv(reading).startswith("row,problem,remedy")
