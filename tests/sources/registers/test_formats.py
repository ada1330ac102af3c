"""The same two chapels come out of every format."""

import gzip
import shutil
import zipfile
from pathlib import Path

import pytest
from register_files import WRITERS, register, write_csv, write_jsonl

from tutela.inventory.assets import assets_from_entries
from tutela.model.claims import AssetType
from tutela.model.errors import UnreadableFile
from tutela.sources.registers import read_register, stream_register
from tutela.sources.registers.files import ENDINGS, register_name
from tutela.sources.registers.formats import READERS


@pytest.mark.parametrize("form", WRITERS)
def test_every_format_gives_the_same_assets(tmp_path: Path, form: str) -> None:
    path = WRITERS[form](tmp_path)
    reading = read_register(path)
    assert not reading.bad_rows
    hill, low = assets_from_entries(reading.register, reading.entries)
    assert {(name.text, name.language) for name in hill.names if name.language} >= (
        {("Մատուռ", "hy")} if "km" in form else {("Hill Chapel", "en"), ("Մատուռ", "hy")}
    )
    assert hill.type is low.type is AssetType.CHURCH
    assert hill.position is not None and low.position is not None
    assert (hill.position.lat, hill.position.lon) == (40.5, 46.25)
    assert (low.position.lat, low.position.lon) == (pytest.approx(40.25), pytest.approx(46.5))
    keys = [entry.key for entry in reading.entries]
    assert keys == (["node/1", "way/2"] if form in ("overpass", "pbf") else ["c-1", "c-2"])
    assert reading.register.name == "chapels"


@pytest.mark.parametrize("form", WRITERS)
def test_row_by_row_gives_the_same_as_all_at_once(tmp_path: Path, form: str) -> None:
    path = WRITERS[form](tmp_path)
    reading, stream = read_register(path), stream_register(path)
    assert tuple(stream) == reading.entries
    assert stream.problems == reading.problems and stream.unmapped == reading.unmapped
    assert stream.register.rows == reading.register.rows


@pytest.mark.parametrize("form", ["csv", "tsv", "geojson", "geojsonl", "jsonl", "kml", "overpass"])
def test_packed_files_are_read_too(tmp_path: Path, form: str) -> None:
    path = WRITERS[form](tmp_path)
    packed = path.with_name(f"{path.name}.gz")
    with path.open("rb") as plain, gzip.open(packed, "wb") as out:
        shutil.copyfileobj(plain, out)
    zipped = path.with_suffix(".zip")
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, f"inside/{path.name}")
        archive.writestr("readme.txt", "what is inside")
    plain_entries = read_register(path).entries
    assert read_register(packed).entries == plain_entries == read_register(zipped).entries
    assert tuple(stream_register(zipped)) == plain_entries


def test_every_ending_has_a_reader() -> None:
    assert {*READERS, ".kmz"} == set(ENDINGS)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("pleiades_places.jsonl.gz", "pleiades_places"),
        ("a.osm.pbf", "a"),
        ("St. Mary.csv", "St. Mary"),
        (".csv", ".csv"),
    ],
)
def test_a_register_is_called_by_its_file_without_endings(file: str, name: str) -> None:
    assert register_name(Path(file)) == name


def cut(path: Path, packed: Path) -> Path:
    packed.write_bytes(gzip.compress(path.read_bytes() * 50)[:-20])
    return packed


def test_damaged_packing_is_unreadable_and_no_crash(tmp_path: Path) -> None:
    for path in (
        cut(write_csv(tmp_path), tmp_path / "cut.csv.gz"),
        cut(write_jsonl(tmp_path), tmp_path / "cut.jsonl.gz"),
    ):
        with pytest.raises(UnreadableFile, match="unpacked"):
            read_register(path)
    for name, content in (("no.csv.gz", b"no gzip"), ("no.zip", b"no zip"), ("no.kmz", b"PK\x03\x04")):
        with pytest.raises(UnreadableFile):
            register(tmp_path, content, name)
    with zipfile.ZipFile(tmp_path / "none.zip", "w") as archive:
        archive.writestr("a.docx", b"x")
    with pytest.raises(UnreadableFile, match="known ending"):
        read_register(tmp_path / "none.zip")


def test_a_file_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.sources.registers.files.MAX_BYTES", 10_000)
    with pytest.raises(UnreadableFile, match="more than 10,000 bytes"):
        register(tmp_path, gzip.compress(b"name\n" + b"a\n" * 100_000), "bomb.csv.gz")


def test_without_osmium_an_extract_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = WRITERS["pbf"](tmp_path)
    monkeypatch.setitem(__import__("sys").modules, "osmium", None)
    with pytest.raises(UnreadableFile, match=r"pip install 'tutela\[osm\]'"):
        read_register(path)


def test_a_large_file_is_decoded_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.sources.registers.texts.SMALL", 64)
    text = "id,name\n" + "".join(f"{n},Մատուռ {n}\n" for n in range(50))
    whole = register(tmp_path, text)
    assert [entry.value("name") for entry in whole.entries] == [f"Մատուռ {n}" for n in range(50)]
    western = register(tmp_path, text.replace("Մատուռ", "Hügel").encode("cp1252"), "western.csv")
    assert western.entries[7].value("name") == "Hügel 7" and "cp1252" in western.problems[0].message
