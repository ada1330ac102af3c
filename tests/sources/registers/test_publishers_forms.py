"""What particular publishers write: Wikidata, SPARQL services, GeoNames, Who's On First, TEI, Linked Art, Arches."""

import json
from pathlib import Path

import pytest
from register_files import register

from tutela.inventory.assets import assets_from_entries
from tutela.model.claims import AssetType
from tutela.model.errors import UnreadableFile
from tutela.model.inventory import Asset
from tutela.sources.registers import RegisterReading


def assets(reading: RegisterReading) -> tuple[Asset, ...]:
    return assets_from_entries(reading.register, reading.entries)


def names(asset: Asset) -> set[tuple[str, str]]:
    return {(name.text, name.language) for name in asset.names}


ENTITY = {
    "id": "Q7",
    "type": "item",
    "labels": {"en": {"language": "en", "value": "Hill Chapel"}, "hy": {"language": "hy", "value": "Մատուռ"}},
    "aliases": {"en": [{"language": "en", "value": "Upper Chapel"}]},
    "descriptions": {"en": {"language": "en", "value": "a chapel"}},
    "claims": {
        "P31": [
            {"rank": "normal", "mainsnak": {"datavalue": {"value": {"id": "Q108325", "numeric-id": 108325}}}},
            {"rank": "normal", "mainsnak": {"datavalue": {"value": {"id": "Q99999999"}}}},
        ],
        "P625": [
            {
                "rank": "normal",
                "mainsnak": {"datavalue": {"value": {"latitude": 40.5, "longitude": 46.25, "precision": 0.001}}},
            },
        ],
        "P571": [
            {"rank": "deprecated", "mainsnak": {"datavalue": {"value": {"time": "+1100-00-00T00:00:00Z"}}}},
            {"rank": "normal", "mainsnak": {"datavalue": {"value": {"time": "+1214-00-00T00:00:00Z"}}}},
        ],
        "P1584": [{"rank": "normal", "mainsnak": {"datavalue": {"value": "658381"}}}],
        "P1705": [{"rank": "normal", "mainsnak": {"datavalue": {"value": {"text": "Մատուռ", "language": "hy"}}}}],
        "P18": [{"rank": "normal", "mainsnak": {"snaktype": "novalue"}}],
    },
}


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("a.json", json.dumps({"entities": {"Q7": ENTITY}})),
        ("a.json", "[\n" + json.dumps(ENTITY) + "\n]"),
        ("a.jsonl", "[\n" + json.dumps(ENTITY) + ",\n]\n"),
    ],
)
def test_wikidata_entities(tmp_path: Path, file: str, content: str) -> None:
    reading = register(tmp_path, content, file)
    [entry], [asset] = reading.entries, assets(reading)
    assert entry.key == "Q7" and dict(entry.raw)["claims"]
    assert names(asset) == {("Hill Chapel", "en"), ("Մատուռ", "hy"), ("Upper Chapel", "en")}
    assert asset.type is AssetType.CHURCH and asset.built == "+1214-00-00T00:00:00Z"
    assert ("wikidata", "Q7") in asset.identifiers and ("pleiades", "658381") in asset.identifiers
    assert asset.position is not None
    assert (asset.position.lat, asset.position.lon, asset.position.uncertainty_m) == (40.5, 46.25, 111.0)


def binding(language: str, label: str, place: str) -> dict[str, object]:
    return {
        "item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q7"},
        "itemLabel": {"type": "literal", "xml:lang": language, "value": label},
        "coord": {"type": "literal", "value": "Point(46.25 40.5)"},
        "locationLabel": {"type": "literal", "xml:lang": "en", "value": place},
    }


def test_rows_of_query_results_about_one_item_are_one_asset(tmp_path: Path) -> None:
    rows = [binding("en", "Hill Chapel", "Lower Village"), binding("hy", "Մատուռ", "Lower Village")]
    content = json.dumps({"head": {"vars": ["item", "itemLabel", "coord"]}, "results": {"bindings": rows}})
    for file in ("a.json", "a.srj"):
        reading = register(tmp_path, content, file)
        [asset] = assets(reading)
        assert names(asset) == {("Hill Chapel", "en"), ("Մատուռ", "hy")}
        assert len(asset.entries) == 2 and not reading.problems
        assert asset.position is not None and asset.position.lat == 40.5
        assert [place.text for place in asset.settlements] == ["Lower Village"]


def test_query_results_as_csv_are_joined_too(tmp_path: Path) -> None:
    header = "item.type,item.value,itemLabel.xml:lang,itemLabel.type,itemLabel.value\n"
    rows = ["uri,http://www.wikidata.org/entity/Q7,en,literal,Hill Chapel", "uri,http://www.wikidata.org/entity/Q7,hy,literal,Մատուռ"]  # fmt: skip
    [asset] = assets(register(tmp_path, header + "\n".join(rows)))
    assert names(asset) == {("Hill Chapel", "en"), ("Մատուռ", "hy")}


GEONAMES = (
    "7\tKhidivank\tKhidivank\tMatur,Մատուռ\t40.5\t46.25\tS\t{kind}\tAZ\t\t00\t\t\t\t0\t\t1200\tAsia/Baku\t2020-01-01\n"
)


def test_geonames_tables_need_no_header(tmp_path: Path) -> None:
    content = GEONAMES.format(kind="MSTY") + GEONAMES.format(kind="PPL").replace("7\t", "8\t", 1) + "9\tcut\n"
    reading = register(tmp_path, content, "AZ.txt")
    monastery, village = assets(reading)
    assert names(monastery) == {("Khidivank", ""), ("Matur", ""), ("Մատուռ", "hy")}
    assert monastery.type is AssetType.MONASTERY and village.type is AssetType.HERITAGE
    assert monastery.identifiers == (("register", "7"), ("geonames", "7"))
    assert [bad.row for bad in reading.bad_rows] == [3]
    assert dict(reading.entries[0].raw)["timezone"] == "Asia/Baku"


def test_who_s_on_first_as_lines_and_as_features(tmp_path: Path) -> None:
    line = {
        "id": 421174129,
        "name": "Shusha",
        "placetype": "locality",
        "lat": 39.76,
        "lon": 46.75,
        "bbox": "46.74,39.75,46.76,39.77",
        "names": {"aze_x_preferred": ["Şuşa"], "hye_x_preferred": ["Շուշի"], "eng_x_historical": ["Shoosha"]},
        "concordances": {"gn:id": 585226, "wd:id": "Q193261"},
    }
    feature = {
        "type": "Feature",
        "id": 421174129,
        "properties": {"wof:id": 421174129, "wof:name": "Shusha", "wof:placetype": "locality", "name:aze_x_preferred": ["Şuşa"], "name:hye_x_preferred": ["Շուշի"], "name:eng_x_historical": ["Shoosha"], "wof:concordances": {"gn:id": 585226, "wd:id": "Q193261"}},
        "geometry": {"type": "Point", "coordinates": [46.75, 39.76]},
    }  # fmt: skip
    for file, item in (("a.jsonl", line), ("a.geojson", feature)):
        reading = register(tmp_path, json.dumps(item), file)
        [entry], [asset] = reading.entries, assets(reading)
        assert entry.key == "421174129"
        assert names(asset) >= {("Shusha", ""), ("Şuşa", "az"), ("Շուշի", "hy"), ("Shoosha", "en")}
        assert {name.text for name in asset.names if name.kind == "former"} == {"Shoosha"}
        assert {("geonames", "585226"), ("wikidata", "Q193261")} <= set(asset.identifiers)


def test_the_box_of_a_rough_place_is_its_uncertainty(tmp_path: Path) -> None:
    rough = {"id": "1", "title": "Thrake", "names": ["Thrake", "Thracia"], "lat": 42.5, "lon": 22.5, "location_precision": "rough", "bbox": [20.0, 40.0, 25.0, 45.0]}  # fmt: skip
    exact = {**rough, "id": "2", "location_precision": "precise", "bbox": [22.5, 42.5, 22.5, 42.5]}
    elsewhere = {**rough, "id": "3", "bbox": [50.0, 40.0, 55.0, 45.0]}
    reading = register(tmp_path, "\n".join(map(json.dumps, (rough, exact, elsewhere))), "a.jsonl")
    found = [entry.position for entry in reading.entries]
    assert found[0] is not None and found[0].uncertainty_m == pytest.approx(350_000, rel=0.02)
    assert "rough" in found[0].how and not reading.problems
    assert found[1] is not None and found[1].uncertainty_m is None
    assert found[2] is not None and found[2].uncertainty_m is None
    assert names(assets(reading)[0]) == {("Thrake", ""), ("Thracia", "")}


def test_a_grade_of_certainty_goes_with_the_position_and_makes_no_metres(tmp_path: Path) -> None:
    feature = {
        "type": "Feature",
        "properties": {"EAMENA ID": "E-1", "Resource Name": "Khan", "Location Certainty": "High, Medium"},
        "geometry": {"type": "Point", "coordinates": [46.25, 40.5]},
    }
    reading = register(tmp_path, json.dumps({"type": "FeatureCollection", "features": [feature]}), "a.geojson")
    [entry] = reading.entries
    assert entry.position is not None and entry.position.uncertainty_m is None
    assert entry.position.how.endswith("Location Certainty: High, Medium") and not reading.problems


TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><text><body><listPlace>
<place type="monastery"><placeName xml:lang="en" resp="#a">Mar Mattai</placeName>
<placeName xml:lang="syr">ܡܪܝ ܡܬܝ</placeName><placeName xml:lang="syr-Syrj">ܡܳܪܝ ܡܰܬܰܝ</placeName>
<placeName xml:lang="en-x-srp1">Mār Mattai</placeName>
<desc xml:lang="en">A <hi>monastery</hi>
 on a hill.</desc>
<location type="nested"><settlement>Bartella</settlement><region>Nineveh</region></location>
<location type="gps"><geo>36.49 43.44</geo></location>
<event notBefore="0363" notAfter="0400"><p>Founded.</p></event>
<idno type="URI">http://syriaca.org/place/129</idno><idno type="URI">https://pleiades.stoa.org/places/874602</idno>
</place>
<place><placeName>Unnamed ford</placeName></place></listPlace></body></text></TEI>"""


def test_tei_places(tmp_path: Path) -> None:
    reading = register(tmp_path, TEI, "a.xml")
    first, second = reading.entries
    monastery, _ = assets(reading)
    assert first.key == "http://syriaca.org/place/129" and second.key == "2"
    assert {("Mar Mattai", "en"), ("ܡܪܝ ܡܬܝ", "syr"), ("ܡܳܪܝ ܡܰܬܰܝ", "syr-Syrj")} <= names(monastery)
    assert {name.text: name.kind.value for name in monastery.names}["Mār Mattai"] == "transliteration"
    assert monastery.type is AssetType.MONASTERY and monastery.notes == "A monastery on a hill."
    assert first.position is not None and (first.position.lat, first.position.lon) == (36.49, 43.44)
    assert [place.text for place in monastery.settlements] == ["Bartella"]
    assert {("syriaca", "129"), ("pleiades", "874602")} <= set(monastery.identifiers)
    assert ("event", "0363/0400: Founded.") in first.raw and "event" in reading.unmapped


LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><TEI><place><placeName>&c;</placeName></place></TEI>'


@pytest.mark.parametrize("content", [LAUGHS, "<TEI><place>", "no xml", "<a>" * 500 + "</a>" * 500, "<TEI/>"])
def test_xml_that_is_broken_deep_or_hostile_is_unreadable(tmp_path: Path, content: str) -> None:
    for file in ("a.xml", "a.kml"):
        with pytest.raises(Exception) as error:
            register(tmp_path, content, file)
        assert isinstance(error.value, UnreadableFile) or "no row that can be used" in str(error.value)


LINKED_ART = {
    "@context": "https://linked.art/ns/v1/linked-art.json",
    "id": "https://example.org/place/7",
    "type": "Place",
    "_label": "Hill Chapel",
    "identified_by": [
        {"type": "Name", "content": "Hill Chapel", "language": [{"type": "Language", "_label": "English"}]},
        {"type": "Name", "content": "Մատուռ", "language": [{"id": "https://example.org/lang/hy"}]},
        {"type": "Identifier", "content": "c-1"},
    ],
    "classified_as": [{"id": "http://vocab.getty.edu/aat/300007466", "type": "Type", "_label": "church"}],
    "defined_by": "POINT(46.25 40.5)",
    "part_of": [{"id": "https://example.org/place/1", "type": "Place"}],
    "referred_to_by": [{"type": "LinguisticObject", "content": "Stands on a hill."}],
    "equivalent": [{"id": "http://www.wikidata.org/entity/Q7", "type": "Place"}],
}
CRM = "http://www.cidoc-crm.org/cidoc-crm/"
ARCHES = {
    "@id": "https://example.org/resources/7",
    "@type": f"{CRM}E27_Site",
    f"{CRM}P1_is_identified_by": [
        {"@type": f"{CRM}E41_Appellation", f"{CRM}P190_has_symbolic_content": {"@value": "Hill Chapel"}, f"{CRM}P72_has_language": [{"@id": "https://example.org/lang/en"}]},
        {"@type": f"{CRM}E41_Appellation", f"{CRM}P190_has_symbolic_content": "Մատուռ"},
        {"@type": f"{CRM}E42_Identifier", f"{CRM}P190_has_symbolic_content": "c-1"},
    ],
    f"{CRM}P2_has_type": {"@id": "https://example.org/1", "http://www.w3.org/2000/01/rdf-schema#label": "church"},
    f"{CRM}P53_has_former_or_current_location": {"@type": f"{CRM}E53_Place", f"{CRM}P168_place_is_defined_by": {"http://www.w3.org/1999/02/22-rdf-syntax-ns#value": "POINT(46.25 40.5)"}},
}  # fmt: skip


@pytest.mark.parametrize(("item", "file"), [(LINKED_ART, "a.jsonld"), (LINKED_ART, "a.json"), (ARCHES, "a.jsonld")])
def test_linked_art_and_the_json_ld_of_arches(tmp_path: Path, item: object, file: str) -> None:
    for content in (json.dumps(item), json.dumps({"@graph": [item]}), json.dumps([item])):
        reading = register(tmp_path, content, file)
        [entry], [asset] = reading.entries, assets(reading)
        assert entry.key == "c-1"
        assert names(asset) == {("Hill Chapel", "en"), ("Մատուռ", "hy")}
        assert asset.type is AssetType.CHURCH
        assert entry.position is not None and (entry.position.lat, entry.position.lon) == (40.5, 46.25)
        if item is LINKED_ART:
            assert asset.notes == "Stands on a hill." and ("wikidata", "Q7") in asset.identifiers


def test_resources_as_the_interface_of_arches_gives_them(tmp_path: Path) -> None:
    resource = {
        "resourceinstanceid": "5b8a",
        "displayname": "Hill Chapel",
        "resource": {
            "Names": [{"Name": "Hill Chapel"}, {"Name": "Upper Chapel"}],
            "Location": {"Geometry": "40.5, 46.25"},
        },
    }
    reading = register(
        tmp_path, json.dumps([resource]), "a.json", **{"Names.Name": "name", "Location.Geometry": "coordinates"}
    )
    [asset] = assets(reading)
    assert names(asset) == {("Hill Chapel", ""), ("Upper Chapel", "")} and ("arches", "5b8a") in asset.identifiers
    assert asset.position is not None and asset.position.lat == 40.5


def test_good_and_bad_lines_of_json(tmp_path: Path) -> None:
    reading = register(tmp_path, '{"name": "Chapel"}\n{\n5\n\n{"name": "Mill"}\n', "a.jsonl")
    assert [entry.row for entry in reading.entries] == [1, 5]
    assert [(problem.row, problem.dropped) for problem in reading.problems] == [(2, True), (3, True)]
