"""Files of gazetteers: every form, packed or not; faults are told and the rest is used."""

import csv
import gzip
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.model.errors import UnreadableFile
from tutela.model.gazetteer import Administered, is_gazetteer
from tutela.model.inventory import NameKind
from tutela.model.problems import Problem
from tutela.sources.gazetteers import Alias, GazetteerRow, MoreNames, open_gazetteer, read_administrations

RECORD = {
    "id": 7,
    "name": "Stepanakert",
    "placetype": "locality",
    "country": "AZ",
    "lat": 39.81,
    "lon": 46.75,
    "superseded_by": None,
    "deprecated": None,
    "population": 55000,
    "concordances": {"gn:id": 146970, "wd:id": "Q129352"},
    "names": {"aze_x_preferred": ["Xankəndi"], "rus_x_historical": ["Вараракн"], "srp_latn_x_variant": ["Stepanakert"]},
    "hierarchy": [{"country_id": 1, "region_id": 2, "locality_id": 7}, {"country_id": 3, "region_id": -1}],
}
CELLS = {0: "146970", 1: "Xankändi", 2: "Xankandi", 3: "Stepanakert,Xankəndi", 4: "39.8", 5: "46.75", 6: "P"}
CELLS |= {7: "PPLA", 8: "AZ", 10: "61", 11: "", 14: "55000", 18: "2020-01-01"}


def dump_row(**changed):
    cells = CELLS | {int(key[1:]): value for key, value in changed.items()}
    return "\t".join(cells.get(column, "") for column in range(19))


def written(path, *records):
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")
    return path


def rows(path):
    return list(open_gazetteer(path).rows())


def test_a_record_of_whos_on_first(tmp_path):
    (row,) = rows(written(tmp_path / "az.jsonl", RECORD))
    place = row.place
    assert (place.id, place.kind, place.country, place.population) == ("wof:7", "town", "AZ", 55000)
    assert [(n.text, n.language, n.script, n.kind) for n in place.names] == [
        ("Xankəndi", "az", "Latn", NameKind.ALTERNATIVE),
        ("Вараракн", "ru", "Cyrl", NameKind.FORMER),
        ("Stepanakert", "sr", "Latn", NameKind.ALTERNATIVE),
    ]
    assert place.identifiers == (("wof", "7"), ("geonames", "146970"), ("wikidata", "Q129352"))
    assert row.holders == ("wof:1", "wof:2", "wof:3"), "what either state's hierarchy says holds it"


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"superseded_by": [9]}, Alias),
        ({"deprecated": "2017-02-06"}, None),
        ({"placetype": "venue"}, None),
        ({"names": {}, "name": ""}, None),
    ],
)
def test_rows_that_are_no_places(tmp_path, changed, kind):
    assert [type(row) for row in rows(written(tmp_path / "x.jsonl", RECORD | changed))] == ([kind] if kind else [])


def test_geojson_and_meta_tables(tmp_path):
    properties = {
        "wof:id": 7,
        "wof:name": "Ani",
        "wof:placetype": "locality",
        "wof:country": "TR",
        "geom:latitude": 40.5,
        "geom:longitude": 43.5,
        "name:hye_x_preferred": ["Անի"],
    }
    feature = {"type": "Feature", "properties": properties, "geometry": None}
    (single,) = rows(written(tmp_path / "one.geojson", feature))
    pretty = tmp_path / "many.geojson"
    pretty.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}, indent=1), "utf-8")
    assert rows(pretty) == [single]
    assert (single.place.position.lat, [name.text for name in single.place.names]) == (40.5, ["Անի", "Ani"])
    with (tmp_path / "meta.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [
                ["id", "name", "placetype", "iso", "geom_latitude", "geom_longitude", "superseded_by"],
                ["7", "Ani", "locality", "TR", "40.5", "43.5", ""],
            ]
        )
    (row,) = rows(tmp_path / "meta.csv")
    assert (row.place.id, row.place.country, row.place.position.lon) == ("wof:7", "TR", 43.5)


def test_a_dump_of_geonames_in_an_archive_and_its_further_names(tmp_path):
    archive = tmp_path / "AZ.zip"
    region = dump_row(c0="5", c1="Khankendi", c7="ADM1", c3="")
    stream = dump_row(c0="6", c6="H", c7="STM")
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("readme.txt", "short")
        file.writestr("AZ.txt", f"{dump_row()}\n{region}\n{stream}\n" * 5)
    town, admin, *_ = rows(archive)
    assert [name.text for name in town.place.names] == ["Xankändi", "Xankandi", "Stepanakert", "Xankəndi"]
    assert (town.holders, admin.aliases) == (("geonames-admin:AZ.61",), ("geonames-admin:AZ.61",))
    names = tmp_path / "alternateNamesV2.txt"
    lines = [
        "1\t146970\thy\tՍտեփանակերտ\t1\t\t\t\t19230923\t1991",
        "2\t146970\twkdt\tQ129352\t\t\t\t\t\t",
        "3\t146970\tpost\tAZ2600\t\t\t\t\t\t",
    ]
    names.write_text("\n".join(lines), "utf-8")
    armenian, marks = rows(names)
    assert isinstance(armenian, MoreNames) and armenian.place == "geonames:146970"
    assert [(n.text, n.kind, n.start, n.end) for n in armenian.names] == [
        ("Ստեփանակերտ", NameKind.FORMER, "1923-09-23", "1991")
    ]
    assert marks.identifiers == (("wikidata", "Q129352"),)


def test_the_card_says_whom_to_name(tmp_path):
    file = open_gazetteer(written(tmp_path / "az.jsonl", RECORD))
    assert is_gazetteer(file.card) and "CC0" in file.card.licence and "Who's On First" in file.attribution


def test_bad_lines_are_told_and_the_rest_is_used(tmp_path):
    path = written(tmp_path / "az.jsonl", RECORD)
    path.write_text(path.read_text("utf-8") + "{broken\n[]\n" + json.dumps({"placetype": "locality"}) + "\n\n", "utf-8")
    row, *faults = rows(path)
    assert isinstance(row, GazetteerRow)
    assert [(fault.row, fault.message.split(":")[0]) for fault in faults] == [
        (2, "is no JSON"),
        (3, "holds no place."),
        (4, "a record has no id."),
    ]


def test_of_many_faults_the_first_are_shown_and_all_are_counted(tmp_path):
    path = written(tmp_path / "az.jsonl", RECORD)
    path.write_text(path.read_text("utf-8") + "{\n" * 150, "utf-8")
    _, *faults = rows(path)
    assert len(faults) == 101 and "50 more rows" in faults[-1].message


def test_a_file_cut_short_gives_what_stands_before(tmp_path):
    whole = gzip.compress(
        "".join(json.dumps(RECORD | {"id": n, "name": f"Kənd {n * 7919}"}) + "\n" for n in range(1, 2000)).encode()
    )
    path = tmp_path / "az.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    found = rows(path)
    assert len(found) > 100 and isinstance(found[-1], Problem) and "is damaged after row" in found[-1].message


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.txt", b"no table"), ("x.zip", b"PK\x03\x04broken"), ("x.jsonl", b""), ("x.gz", b"\x1f\x8bxx")],
)
def test_a_file_of_no_known_form_is_refused(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile):
        rows(tmp_path / name)
    with pytest.raises(UnreadableFile):
        open_gazetteer(tmp_path / "absent")
    with pytest.raises(UnreadableFile):
        open_gazetteer(tmp_path)


@given(
    st.lists(
        st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\n"), max_size=80),
        min_size=1,
        max_size=5,
    )
)
def test_no_line_breaks_the_reader(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("any") / "any.jsonl"
    path.write_text(json.dumps(RECORD) + "\n" + "\n".join(lines), "utf-8")
    assert isinstance(rows(path)[0], GazetteerRow)


def test_administrations(tmp_path):
    path = tmp_path / "who.csv"
    lines = [
        "place,by,start,end,basis,source",
        "Ani,A,1990,1992-05,in control,a book",
        "Ani,,1990,,,a book",
        "Ani,B,90,,,a book",
        "Ani,B,1993,1992,,a book",
        "Ani,B,,,,",
    ]
    path.write_text("\n".join(lines), "utf-8")
    said, *faults = read_administrations(path)
    assert isinstance(said, Administered) and (said.statement.by, said.statement.end, said.statement.basis) == (
        "A",
        "1992-05",
        "in control",
    )
    assert [(fault.row, fault.column) for fault in faults] == [(3, "by"), (4, "start"), (5, "end"), (6, "source")]
    path.write_text("place,by\nAni,A\n", "utf-8")
    with pytest.raises(UnreadableFile, match="no column 'source'"):
        read_administrations(path)
