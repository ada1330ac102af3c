"""The table of gazetteers: asked by name, rows of one place as one, all or nothing."""

import pickle

import pytest

from tutela.language.same_places import place_keys, reaches
from tutela.model.gazetteer import SamePlace
from tutela.model.geometry import Position
from tutela.model.inventory import Administration, Name, NameKind, Place
from tutela.model.reasons import Reason
from tutela.store.gazetteer import Counted, Row, gazetteer_table
from tutela.store.gazetteer.rows import body_of, place_of


def place(id_, *names, lat=39.8, lon=46.7, **more):
    return Place(
        id_, tuple(Name(text, "az", "Latn") for text in names), "town", Position(lat, lon), (), "AZ", "list", **more
    )


def table_with(tmp_path, *rows):
    table = gazetteer_table(tmp_path / "gazetteer.db")
    with table.writing(place_keys) as writer:
        writer.add_rows("card", rows)
        writer.add_source("card", "0" * 64, Counted(len(rows), 0))
    return table


def test_a_place_comes_back_as_it_was():
    names = (Name("Şuşa", "az", "Latn", NameKind.FORMER, "us", "1923", "1991"),)
    whole = Place(
        "p",
        names,
        "town",
        Position(1, 2),
        (),
        "AZ",
        "list",
        5,
        (("wikidata", "Q1"),),
        (Administration("A", "1990", "", "book", "claims"),),
    )
    assert place_of(body_of(whole)) == whole


def test_names_in_any_form_lead_to_the_place(tmp_path):
    table = table_with(tmp_path, Row(place("a", "Yuxarı Əylis", "Şuşa")))
    assert [p.id for p in table.named("susa")] == ["a"] and table.knows("şuşa") and not table.knows("susha")
    assert (table.longest("yuxarı"), table.longest("yuxari"), table.longest("şuşa")) == (2, 2, 0)


def test_what_holds_it_is_told_by_all_its_names(tmp_path):
    region = Place("r", (Name("Karabakh", "en"), Name("Artsakh", "en")), "region")
    table = table_with(
        tmp_path,
        Row(place("a", "Şuşa"), ("r", "unknown")),
        Row(region, aliases=("admin:1",)),
        Row(place("b", "Laçın"), ("admin:1",)),
    )
    assert [table.get(id_).within for id_ in "ab"] == [("Karabakh", "Artsakh")] * 2


def test_rows_of_one_place_come_as_one_and_none_is_lost(tmp_path):
    rows = [
        Row(place("w:1", "Xankəndi")),
        Row(place("w:2", "Stepanakert", population=53_000)),
        Row(place("w:3", "Xankəndi", lat=41.0)),
    ]
    table = table_with(tmp_path, *rows)
    with table.writing(place_keys) as writer:
        assert writer.join([SamePlace("w:1", "w:2", 2.0, (Reason("near", "near", 2.0),))]) == 1
    one, other = table.named("xankəndi")
    assert {name.text for name in one.names} == {"Xankəndi", "Stepanakert"} and (one.id, one.population) == (
        "w:1",
        53_000,
    )
    assert (other.id, table.named("stepanakert")) == ("w:3", (one,)), "the second of that name stays apart"
    assert [name.text for name in table.row("w:2").names] == ["Stepanakert"], "the row itself is as it was"
    with table.writing(place_keys) as writer:
        writer.join([])
    assert len(table.named("xankəndi")) == 2


def test_older_ids_lead_to_their_successor_and_a_newer_row_replaces_one(tmp_path):
    table = table_with(tmp_path, Row(place("w:1", "Agdam")))
    with table.writing(place_keys) as writer:
        writer.add_aliases([("w:0", "w:1")])
        writer.add_rows("card", [Row(place("w:1", "Ağdam şəhəri"))])
    assert table.get("w:0").id == "w:1" and table.get("w:9") is None
    assert not table.knows("agdam") and table.knows("ağdam şəhəri")


def test_further_names(tmp_path):
    table = table_with(tmp_path, Row(Place("g:1", (Name("Akna"), Name("Agdam")))))
    with table.writing(place_keys) as writer:
        assert writer.known("g:") == {"g:1"}
        assert writer.extend("g:1", [Name("Akna", "hy", start="1993")], [("wikidata", "Q1")]) == 1
    assert [(n.text, n.language) for n in table.get("g:1").names] == [("Agdam", ""), ("Akna", "hy")]
    assert table.get("g:1").identifiers == (("wikidata", "Q1"),)


def test_a_stopped_writer_leaves_nothing(tmp_path):
    table = table_with(tmp_path)
    with pytest.raises(KeyError), table.writing(place_keys) as writer:
        writer.add_rows("card", [Row(place("a", "Şuşa"))])
        raise KeyError
    assert not table.knows("şuşa")


def test_pairs_near(tmp_path):
    rows = [
        Row(place("a", "Vank")),
        Row(place("b", "Վանք", lat=39.81)),
        Row(place("c", "Vənk", lat=41.0)),
        Row(place("d", "Baku")),
    ]
    table = table_with(tmp_path, *rows)
    assert [(one.id, other.id) for one, other in table.pairs_near(reaches())] == [("a", "b")]
    assert list(table.rows()) == [row.place for row in rows]


def test_it_travels_as_its_path_and_is_begun_anew_where_it_is_damaged(tmp_path):
    table = table_with(tmp_path, Row(place("a", "Şuşa")))
    assert pickle.loads(pickle.dumps(table)).knows("şuşa")
    table.close()
    (tmp_path / "gazetteer.db").write_bytes(b"no database at all" * 100)
    assert gazetteer_table(tmp_path / "gazetteer.db").sources() == {}
