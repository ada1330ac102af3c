"""Rows that are one place are recognised with reasons; neighbours of one name stay apart."""

import gzip
import itertools
import json
from pathlib import Path

import pytest

from tutela.language.same_places import place_keys, same_places
from tutela.model.geometry import Position
from tutela.model.inventory import Name, Place

HOUSE = Path(__file__).resolve().parents[2]
SHARED = HOUSE.parent / "shared" / "data"
FLOORS = json.loads((HOUSE / "tests" / "floors.json").read_text("utf-8"))["places_twice"]


def row(id_, *names, lat=39.8, lon=46.7, kind="settlement", people=0, **marks):
    told = tuple(Name(text, language) for language, text in (one.split(":") for one in names))
    return Place(id_, told, kind, Position(lat, lon), (), "AZ", "list", people, tuple(marks.items()))


def one_place(a, b, **how):
    return list(same_places([(a, b)], **how))


def test_one_town_under_two_names_by_its_identifier():
    a = row("w:1", "az:Xankəndi", "en:Stepanakert", wikidata="Q129352")
    b = row("w:2", "hy:Ստեփանակերտ", lat=39.83, wikidata="Q129352")
    (pair,) = one_place(a, b)
    assert (pair.one, pair.other) == ("w:1", "w:2") and pair.reasons[0].signal == "same_identifier"
    assert one_place(a, row("w:3", "az:Xankəndi", lat=41.0)) == [], "a second town of the name, 130 km away"


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (row("a", "uk:Тошківка"), row("b", "en:Toshkivka", lat=39.803), True),
        (row("a", "az:Aşağı Əylis"), row("b", "az:Yuxarı Əylis", lat=39.803), False),
        (row("a", "en:Aylis"), row("b", "en:Aylis", kind="district"), False),
        (row("a", "en:Rafah"), row("b", "en:Rafah Camp", lat=39.808), False),
        (row("a", "en:Vank", people=900), row("b", "en:Vank", people=900, lat=39.803), True),
        (row("a", "en:Vank"), row("b", "en:Vank", lat=39.89), False),
        (row("a", "en:Vank"), row("b", "en:Ganja", lat=39.8001), False),
        (row("a", "ar:بيت الروش التحتا"), row("b", "en:Beit ar Rush at Tahta", lat=39.801), True),
    ],
)
def test_pairs(a, b, same):
    assert bool(one_place(a, b)) == same
    assert [pair.score for pair in one_place(a, b)] == [pair.score for pair in one_place(b, a)]


def test_keys():
    keys = place_keys(row("a", "az:Şuşa", "hy:Շուշի", wikidata="Q1"))
    assert {"şuşa", "susa", "#wikidata:Q1"} <= keys and any(key.startswith("~") for key in keys)


def test_duplicates_of_a_real_list_with_its_identifiers_hidden(tmp_path):
    file = SHARED / "wof_admin_ps.jsonl.gz"
    if not file.is_file():
        pytest.skip("the list of Who's On First is not at hand")
    found, truth, known = set(), {}, {}
    rows = [place for place in real_rows(file) if place.kind in ("town", "village", "settlement") and place.position]
    for held in rows:
        for mark in held.identifiers:
            if mark[0] in ("geonames", "wikidata"):
                truth.setdefault(mark, []).append(held.id)
                known.setdefault(held.id, set()).add(mark[0])
    right = {pair for ids in truth.values() for pair in itertools.combinations(sorted(ids), 2)}
    blocks: dict[str, list[Place]] = {}
    for held in rows:
        for key in place_keys(held):
            blocks.setdefault(key, []).append(held)
    pairs = {
        (a.id, b.id): (a, b)
        for key, held in blocks.items()
        if key.startswith("~")
        for a, b in itertools.combinations(held, 2)
    }
    found = {(pair.one, pair.other) for pair in same_places(pairs.values(), use_identifiers=False)}
    checkable = [pair for pair in found if known.get(pair[0], set()) & known.get(pair[1], set())]
    assert len(found & right) / len(right) >= FLOORS["recall"]
    assert len(set(checkable) & right) / len(checkable) >= FLOORS["precision"]


def real_rows(file):
    """The rows as the reader of sources gives them, without a stage's help: this room imports no stage."""
    for line in gzip.decompress(file.read_bytes()).decode().splitlines():
        record = json.loads(line)
        if record["placetype"] != "locality" or record["superseded_by"] or record["deprecated"]:
            continue
        texts = {(text, key[:3]) for key, held in record["names"].items() for text in held} | {
            (record["name"] or "", "")
        }
        marks = tuple(
            (scheme, str(record["concordances"][key]))
            for scheme, key in (("geonames", "gn:id"), ("wikidata", "wd:id"))
            if key in record["concordances"]
        )
        names = tuple(Name(text, language) for text, language in sorted(texts) if text)
        yield Place(
            f"wof:{record['id']}",
            names,
            "settlement",
            Position(record["lat"], record["lon"]),
            (),
            record["country"],
            "list",
            int(record["population"] or 0),
            marks,
        )
