"""Planted stories: that they say what their key says, and what gathering must make of them."""

import re

from tests.incidents.planted import Planted, plant
from tests.incidents.planted.measuring import gathered, measured, near_duplicates
from tests.incidents.planted.planting import PARTIES
from tests.incidents.planted.wording import LANGUAGES, table
from tutela.model.incidents import EdgeKind

STORIES = 60


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


def test_more_is_found_than_by_word_runs_alone_and_counts_are_nearer_than_the_outlets() -> None:
    planted: Planted = plant(STORIES)
    scores = measured(planted, gathered(planted))
    assert scores.edges["all"].figures[1] > near_duplicates(planted).edges["all"].figures[1]
    assert scores.count_error < scores.outlets_error
