"""Whatever a file holds, it ends as entries and problems, or as one plain error."""

import gzip
import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from register_files import KML

from tutela.inventory.assets import assets_as_they_come, assets_from_entries
from tutela.model.canonical import canonical_json
from tutela.model.errors import InputError
from tutela.model.records import to_json
from tutela.sources.registers import read_register, stream_register

NAMES = st.sampled_from(
    [
        "id",
        "name",
        "names",
        "lang",
        "value",
        "lat",
        "lon",
        "bbox",
        "labels",
        "claims",
        "P625",
        "mainsnak",
        "datavalue",
        "identified_by",
        "content",
        "type",
        "properties",
        "geometry",
        "coordinates",
        "tags",
        "center",
        "features",
        "elements",
        "results",
        "bindings",
        "language",
        "@id",
        "defined_by",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


def check(ending: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{ending}"
        path.write_bytes(content)
        try:
            reading = read_register(path)
        except InputError as error:
            assert error.message
            return
        stream = stream_register(path)
        streamed = list(stream)
        assert sorted(streamed, key=lambda entry: entry.row) == list(reading.entries)
        assert stream.problems == reading.problems
    assert reading.register.rows == len(reading.entries) + len(reading.bad_rows) + reading.same
    whole = assets_from_entries(reading.register, reading.entries)
    one_by_one = assets_as_they_come(stream.register, streamed)
    assert {asset.id: asset for asset in one_by_one} == {asset.id: asset for asset in whole}
    for record in (*reading.entries, *reading.problems, *whole):
        canonical_json(to_json(record))


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(NAMES, VALUES, max_size=5) | VALUES, st.sampled_from([".json", ".jsonl", ".geojson", ".jsonld"]))
def test_any_json(value: object, ending: str) -> None:
    for content in (value, [value], {"features": [value]}, {"elements": [value]}, {"results": {"bindings": [value]}}):
        check(ending, json.dumps(content).encode())


def changed(whole: str) -> st.SearchStrategy[bytes]:
    """The text with a piece replaced by another."""

    def cut(at: int, length: int, piece: str) -> bytes:
        at %= len(whole)
        return (whole[:at] + piece + whole[at + length :]).encode("utf-8", "replace")

    pieces = st.text(max_size=6) | st.sampled_from(
        ["<place>", "</Placemark>", "<Point>", "&amp;", "\t", "\n", "1e999", "nan,nan", '"', "<!--"]
    )
    return st.builds(cut, st.integers(0, 10_000), st.integers(0, 60), pieces)


TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><place type="church"><placeName xml:lang="en">Chapel</placeName><location><geo>40.5 46</geo></location><idno type="URI">http://x/7</idno></place></TEI>'  # fmt: skip
GEONAMES = (
    "7\tChapel\tChapel\ta,b\t40.5\t46\tS\tCH\tAZ"
    + "\t" * 10
    + "\n8\tMill\tMill\t\t40\t46\tS\tML\tAZ"
    + "\t" * 10
    + "\n"
)


@settings(max_examples=120, deadline=None)
@given(changed(KML))
def test_any_kml(content: bytes) -> None:
    check(".kml", content)


@settings(max_examples=120, deadline=None)
@given(changed(TEI))
def test_any_tei(content: bytes) -> None:
    check(".xml", content)


@settings(max_examples=120, deadline=None)
@given(changed(GEONAMES))
def test_any_table_of_geonames(content: bytes) -> None:
    check(".txt", content)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 60))
def test_any_packed_file(content: bytes, cut: int) -> None:
    check(".csv.gz", gzip.compress(b"name,lat\nChapel,40\n" + content)[: 60 + cut])
    check(".zip", b"PK\x03\x04" + content)
