"""Ratings on the Admiralty axes: given by people, unjudged until then, and "1" only where two origins are shown."""

import pytest
from made import PAPER, changed, claim, incident, ruling

from tutela.model.documents import Finding, Publisher
from tutela.model.errors import RulingRefused
from tutela.model.incidents import OriginCount
from tutela.model.rulings import Verdict
from tutela.review.checks import Bench, check
from tutela.review.credibility import ratings
from tutela.review.force import moving

CLAIM = claim("clm_1")
ONE = changed(incident(CLAIM), count=OriginCount(1, 3, ("Ministry: named as the source in 4 documents; counts 1",)))
TWO = incident(CLAIM, at_least=2, at_most=3)
GAZETTE = Publisher("pub_1", "The Gazette", ("Gazette",))
PRINTED = changed(PAPER, publisher=Finding("gazette", "stated"))


def rate(record, made):
    check(made, Bench(record, None, (), PAPER))


@pytest.mark.parametrize(
    ("record", "sets"),
    [(ONE, {"information": "2"}), (TWO, {"information": "1"}), (CLAIM, {"source": "B"}), (PAPER, {"source": "F"})],
)
def test_ratings_that_may_be_given(record, sets):
    rate(record, ruling(record.id, Verdict.RATE, **sets))


@pytest.mark.parametrize(
    ("record", "sets", "said"),
    [
        (ONE, {"information": "1"}, "at least 1 and at most 3 are: Ministry: named as the source in 4 documents"),
        (ONE, {"information": "7"}, "It can be: 1, 2, 3, 4, 5, 6"),
        (ONE, {"source": "A"}, "Incidents are rated by information"),
        (CLAIM, {"information": "2"}, "claims, documents and publishers by source"),
        (GAZETTE, {"source": "G"}, "It can be: A, B, C, D, E, F"),
        (GAZETTE, {}, "needs an axis"),
    ],
)
def test_ratings_that_may_not_be_given_say_why(record, sets, said):
    with pytest.raises(RulingRefused) as refused:
        rate(record, ruling(record.id, Verdict.RATE, **sets))
    assert said in str(refused.value)


def rated(*rulings, of=ONE, paper=PRINTED):
    found = ratings([CLAIM], [paper], [GAZETTE], [of], rulings)
    return {rating.record: (rating.grade, rating.sentence) for rating in found}


def test_what_nobody_rated_is_not_told():
    assert rated() == {}
    assert rated(ruling("clm_1", Verdict.ACCEPT)) == {}


def test_the_nearest_rating_of_a_source_counts():
    publisher = ruling("pub_1", Verdict.RATE, source="C")
    document = ruling("doc_1", Verdict.RATE, source="B")
    said = ruling("clm_1", Verdict.RATE, source="D")
    assert rated(publisher)["clm_1"] == ("C", "fairly reliable, rated for its publisher; rated C by Ann Lee: seen")
    assert rated(publisher, document)["clm_1"][0] == "B"
    assert rated(said, publisher, document)["clm_1"][0] == "D"
    assert rated(publisher, paper=PAPER) == {}


def test_the_last_rating_counts_and_who_rates_otherwise_is_told():
    first, second = (ruling("inc_1", Verdict.RATE, information=grade) for grade in "23")
    assert rated(first, changed(second, by="Bo Ek"))["inc_1"] == (
        "3",
        "possibly true; rated 3 by Bo Ek: seen; Ann Lee rates it 2",
    )
    assert rated(first, second)["inc_1"] == ("3", "possibly true; rated 3 by Ann Lee: seen")


def test_confirmed_does_not_outlast_the_origins_that_bore_it_out():
    confirmed = ruling("inc_1", Verdict.RATE, information="1")
    assert rated(confirmed, of=TWO)["inc_1"][0] == "1"
    grade, sentence = rated(confirmed, of=ONE)["inc_1"]
    assert grade == "6" and sentence.startswith("two independent origins are no longer shown")


def test_a_rating_follows_an_incident_that_goes_by_another_id():
    old = ruling("inc_old", Verdict.RATE, information="4")
    assert rated(old, of=changed(ONE, aliases=("inc_old",)))["inc_1"][0] == "4"


def test_a_rating_moves_no_claim():
    assert moving([ruling("inc_1", Verdict.RATE, information="4")]) == ()
