import itertools

import pytest
from parsed import words
from reading_documents import document

from tutela.reading.decider import Decider, decider
from tutela.reading.reader import Reader
from tutela.reading.screen import screen


def test_a_score_is_the_logistic_of_the_weighted_signals() -> None:
    one = Decider(-1.0, {"a": 2.0, "b": -1.0}, draft=0.3, near=0.1)
    assert one.score({"a": 1.0}) == pytest.approx(1 / (1 + 2.718281828459045**-1))
    assert one.strongest({"a": 1.0, "b": 1.0, "c": 1.0}, 2) == [("a", 2.0), ("b", -1.0)]


def test_a_calibrated_score_lies_between_what_was_measured_and_keeps_the_order() -> None:
    one = Decider(0.0, {}, draft=0.3, near=0.1, calibration=((0.0, 0.1), (0.5, 0.4), (1.0, 0.9)))
    assert [round(one.right(score), 3) for score in (0.0, 0.25, 0.5, 0.75, 1.0)] == [0.1, 0.25, 0.4, 0.65, 0.9]
    for packaged in (decider("en"), decider("words")):
        assert packaged is not None and packaged.calibration
        shares = [packaged.right(step / 50) for step in range(51)]
        assert all(low < high for low, high in itertools.pairwise(shares))
        assert shares[0] >= 0 and shares[-1] <= 1
    assert Decider(0.0, {}, 0.3, 0.1).right(0.7) == 0.7


def test_no_weight_speaks_of_a_party() -> None:
    packaged = decider("en")
    assert packaged is not None
    parties = ("armen", "azer", "russia", "ukrain", "israel", "palestin", "serb", "german")
    assert not [name for name in packaged.weights if any(party in name for party in parties)]
    faiths = ("muslim", "christian", "jew", "islam", "orthodox", "catholic", "hindu", "buddhist")
    peoples = ("roman", "ottoman", "greek", "soviet", "turk", "byzantine")
    assert not [name for name in packaged.weights if any(f" {one}" in f" {name}" for one in (*faiths, *peoples))]


def test_the_screen_leaves_out_documents_without_harm_or_assets() -> None:
    for text in ("The bank lost money.", "The church is old."):
        assert screen(text, [(0, len(text))]) == []
    assert screen("The church was bombed.", [(0, 22)]) == [0]


def test_near_misses_are_no_claims(reader: Reader) -> None:
    text = "The army said shells fell near the church. The old museum was perhaps touched. The library was destroyed."
    one = document(text)
    read = reader.read(one).claims
    assert not {claim.id for claim in read} & {claim.id for claim in reader.near_misses(one, read)}


def test_the_vocabulary_gives_every_word_a_place() -> None:
    assert sum(map(len, words().harms.values())) > 800
    assert sum(map(len, words().assets.values())) > 500
