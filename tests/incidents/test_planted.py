"""Planted stories: that they say what their key says, and what gathering must make of them."""

import json
import re
from pathlib import Path

import pytest

from tests.incidents.planted import Planted, plant
from tests.incidents.planted.measuring import Scores, gathered, measured, near_duplicates
from tests.incidents.planted.planting import PARTIES, STYLES
from tests.incidents.planted.wording import LANGUAGES, table
from tutela.model.incidents import EdgeKind, Incident

STORIES = 60
EDGES = ("cites", "credits", "embeds", "copies", "rewrites", "translates")
FLOORS = json.loads((Path(__file__).resolve().parent.parent / "floors.json").read_text("utf-8"))["planted"]


def test_the_same_seed_plants_the_same_and_another_another() -> None:
    assert plant(5, 1).documents == plant(5, 1).documents
    assert plant(5, 1).documents != plant(5, 2).documents


def test_every_claim_stands_in_its_text_and_every_edge_between_what_was_planted() -> None:
    planted = plant(20)
    texts = {document.id: document.text for document in planted.documents}
    known = texts.keys() | set(planted.origin.values())
    assert all(claim.quote.stands_in(texts[claim.document]) for claim in planted.claims)
    assert all(edge.later in texts and edge.earlier in known for edge in planted.edges)
    assert {edge.kind for edge in planted.edges} == set(EdgeKind)


def test_texts_of_ones_own_on_one_incident_share_no_long_run_of_words() -> None:
    planted = plant(40, styles=("witness", "video"))
    scores = near_duplicates(planted)
    assert scores.edges["copies"].wrong == 0


def test_swapping_the_parties_swaps_nothing_but_their_names() -> None:
    plain, turned = plant(12), plant(12, parties=("Azerbaijan", "Armenia"))
    assert [_swapped(document.text) for document in plain.documents] == [document.text for document in turned.documents]


def _swapped(text: str) -> str:
    pairs = [tuple(str(word) for word in table(language, "parties").values()) for language in LANGUAGES]
    pairs = [pair for pair in pairs if pair] + [PARTIES]
    other = {one: two for pair in pairs for one, two in (pair, pair[::-1])}
    return re.sub("|".join(other), lambda match: other[match[0]], text)


def test_gathering_takes_no_side_among_texts_of_one_language() -> None:
    """Names of parties in several languages are not alike in the same way: translations are left out."""
    styles = [style for style in STYLES if style != "translation"]
    plain, turned = (plant(15, styles=styles, parties=parties) for parties in (PARTIES, PARTIES[::-1]))
    assert [_shape(incident) for incident in gathered(plain)] == [_shape(incident) for incident in gathered(turned)]


def _shape(incident: Incident) -> tuple[object, ...]:
    kinds = sorted(origin.kind.value for origin in incident.origins)
    edges = sorted((edge.kind.value, edge.source, edge.score) for edge in incident.chain)
    count = (incident.count.at_least, incident.count.at_most)
    return incident.claims, incident.denials, incident.harms, kinds, edges, count


@pytest.fixture(scope="module")
def planted() -> Planted:
    return plant(STORIES)


@pytest.fixture(scope="module")
def scores(planted: Planted) -> Scores:
    return measured(planted, gathered(planted))


def test_more_is_found_than_by_word_runs_alone_and_counts_are_nearer_than_the_outlets(
    planted: Planted, scores: Scores
) -> None:
    assert scores.edges["all"].figures[1] > near_duplicates(planted).edges["all"].figures[1]
    assert scores.count_error < scores.outlets_error


def test_what_is_found_keeps_its_floor(scores: Scores) -> None:
    reached = {name: scores.edges[name].figures[2] for name in EDGES} | {
        "edges": scores.edges["all"].figures[2],
        "copies_recall": scores.edges["copies"].figures[1],
        "recall": scores.edges["all"].figures[1],
        "incidents": scores.incidents.figures[2],
        "origins": scores.origins.figures[2],
    }
    assert {name: value for name, value in reached.items() if value < FLOORS[name]} == {}
    assert scores.count_error <= FLOORS["count_error"]
