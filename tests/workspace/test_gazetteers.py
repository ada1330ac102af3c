"""Gazetteers of a workspace: kept with their cards, found by name, built again from the captured files."""

import json
import pickle

import pytest

from tutela.language.places import default_gazetteer
from tutela.model.errors import InputError
from tutela.model.gazetteer import PlaceContext
from tutela.workspace.gazetteers import (
    add_administrations,
    add_gazetteers,
    duplicates,
    gazetteer_cards,
    gazetteer_of,
    places_of_files,
)
from tutela.workspace.workspace import Workspace


def record(id_, name, lat, lon, placetype="locality", wikidata="", **names):
    told = {f"{language}_x_preferred": [text] for language, text in names.items()}
    marks = {"wd:id": wikidata} if wikidata else {}
    return {
        "id": id_,
        "name": name,
        "placetype": placetype,
        "country": "AZ",
        "lat": lat,
        "lon": lon,
        "concordances": marks,
        "names": told,
        "population": None,
    }


ROWS = [
    record(421174129, "Shusha", 39.76, 46.75, aze="Şuşa", hye="Շուշի"),
    record(1141908131, "Stepanakert", 39.8156, 46.7520, wikidata="Q129352", aze="Xankəndi", hye="Ստեփանակերտ"),
    record(421193975, "Xankändi", 39.8177, 46.7528, wikidata="Q129352", aze="Xankəndi", eng="Stepanakert"),
    record(9, "Xankəndi", 40.9, 48.1, aze="Xankəndi"),
    record(10, "Qarakənd", 39.70, 46.90, aze="Qarakənd"),
    record(11, "Qarakənd", 41.20, 47.10, aze="Qarakənd"),
]


def list_of(tmp_path, *rows, name="az.jsonl"):
    path = tmp_path / name
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture
def case(tmp_path):
    with Workspace.create(tmp_path / "case", "Places") as workspace:
        yield workspace


def test_adding_keeps_file_card_and_attribution(case, tmp_path):
    told = []
    report = add_gazetteers(case, list_of(tmp_path, *ROWS), lambda *step: told.append(step))
    (added,) = report.added
    assert (added.counted.places, added.known, report.same, report.problems) == (6, False, 1, ())
    assert [(card.rows, card.licence[:3]) for card in gazetteer_cards(case)] == [(6, "CC0")] and told
    assert case.verify().faults == () and len(case.captures()) == 1
    again = add_gazetteers(case, list_of(tmp_path, *ROWS))
    assert again.added[0].known and len(gazetteer_cards(case)) == 1


def test_two_rows_of_one_town_are_one_place_and_the_second_town_of_the_name_stays_apart(case, tmp_path):
    add_gazetteers(case, list_of(tmp_path, *ROWS))
    found = gazetteer_of(case).lookup("Xankəndi")
    assert [place.id for place in found] == ["scp-002", "wof:9"], "the packaged town with all its names, and the other"
    (twice,) = duplicates(case)
    assert [row.id for row in twice.rows] == ["wof:1141908131", "wof:421193975"]
    assert {reason.signal for reason in twice.pairs[0].reasons} >= {"same_identifier", "same_name", "beside"}


def test_what_only_the_added_list_knows_is_told_apart_by_what_stands_beside(case, tmp_path):
    assert gazetteer_of(case).lookup("Qarakənd") == ()
    add_gazetteers(case, list_of(tmp_path, *ROWS))
    gazetteer = gazetteer_of(case)
    assert gazetteer.resolve("Qarakənd").ambiguous
    assert gazetteer.resolve("Qarakənd", PlaceContext(beside=("Şuşa", "Hadrut"))).place.id == "wof:10"


def test_in_a_text_it_must_be_told_to_be_a_place(case, tmp_path):
    add_gazetteers(case, list_of(tmp_path, *ROWS, record(12, "Anna", 40, 47)))
    gazetteer = gazetteer_of(case)
    assert [
        p.text
        for p in gazetteer.find("Anna met Qarakənd. A church in Qarakənd; Qarakənd kəndində; Qarakənd, Azerbaijan")
    ] == ["Qarakənd", "Qarakənd", "Qarakənd", "Azerbaijan"]


def test_the_table_is_built_again_where_it_is_lost(case, tmp_path):
    add_gazetteers(case, list_of(tmp_path, *ROWS))
    before = gazetteer_of(case).lookup("Xankəndi")
    (case.path / "gazetteer.db").unlink()
    assert gazetteer_of(case).lookup("Xankəndi") == before


def test_files_without_a_workspace(tmp_path):
    with places_of_files(list_of(tmp_path, *ROWS)) as (places, problems):
        travelled = pickle.loads(pickle.dumps(places)).gazetteer()
        assert [place.id for place in travelled.lookup("Qarakənd")] == ["wof:10", "wof:11"] and problems == []
    with places_of_files(()) as (places, _):
        assert places.gazetteer() is default_gazetteer()


def test_the_table_of_a_workspace_can_be_used_without_it(case, tmp_path):
    add_gazetteers(case, list_of(tmp_path, *ROWS))
    with places_of_files(case.path / "gazetteer.db") as (places, _):
        assert len(places.gazetteer().lookup("Qarakənd")) == 2


def test_a_bad_file_among_good_ones_is_told(case, tmp_path):
    (tmp_path / "bad.txt").write_text("nothing")
    report = add_gazetteers(case, [tmp_path / "bad.txt", list_of(tmp_path, *ROWS)])
    assert len(report.added) == 1 and [problem.file for problem in report.problems] == [str(tmp_path / "bad.txt")]
    with pytest.raises(InputError, match="None of the files"):
        add_gazetteers(case, tmp_path / "bad.txt")


def test_further_names_need_their_places(case, tmp_path):
    names = tmp_path / "alternateNames.txt"
    names.write_text("1\t5\thy\tԲերդ\t\t\t\t\n", "utf-8")
    report = add_gazetteers(case, names)
    assert report.added[0].counted.strangers == 1 and "Add the dump" in report.problems[0].remedy


def test_statements_of_who_administered_it_stand_side_by_side(case, tmp_path):
    add_gazetteers(case, list_of(tmp_path, *ROWS))
    table = tmp_path / "who.csv"
    lines = [
        "place,by,start,end,basis,source",
        "wof:10,A,1990,,claims,a book",
        "wof:10,B,1991,,claims,another",
        "Qarakənd,A,,,,a book",
        "Nowhere,A,,,,a book",
    ]
    table.write_text("\n".join(lines), "utf-8")
    count, problems = add_administrations(case, table)
    assert count == 2 and ["2 places" in problem.message for problem in problems] == [True, False]
    near = gazetteer_of(case).resolve("Qarakənd", PlaceContext(beside=("Şuşa",))).place
    assert [(said.by, said.source) for said in near.administered] == [("A", "a book"), ("B", "another")]
