"""Rulings on claims decide what one incident is, whatever speaks against it."""

import random

from tests.incidents.stories import claims_of, document, gathered_as_ruled, shelling
from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.incidents import Incident
from tutela.model.rulings import Pair

Story = tuple[Document, tuple[Claim, ...]]


def same(one: Claim, other: Claim) -> Pair:
    return Pair("claim", one.id, other.id, True, "rul_same")


def different(one: Claim, other: Claim) -> Pair:
    return Pair("claim", one.id, other.id, False, "rul_different")


def looting() -> Story:
    told = document("later", "Morning Post", "2021-03-02", "On 1 March Saint Oskan Church in Shushi was looted.\n")
    item = {"asset": "Saint Oskan Church", "harm": "looted", "start": "2021-03-01", "end": "2021-03-01"}
    return told, claims_of(told, {**item, "places": ["Shushi"]})


def mill() -> Story:
    told = document("mill", "Hill Daily", "2020-10-09", "The Old Mill Museum of Hadrut burnt down.\n")
    item = {"asset": "Old Mill Museum", "asset_type": "museum", "harm": "destroyed", "places": ["Hadrut"]}
    return told, claims_of(told, item)


def alike(count: int) -> list[Story]:
    """As many papers that tell one thing in the same words."""
    item = {"asset": "Saint Oskan Church", "start": "2020-10-08", "end": "2020-10-08", "places": ["Shushi"]}
    papers = [
        document(f"paper {number}", f"Paper {number}", "2020-10-09", "Shells hit Saint Oskan Church in Shushi.\n")
        for number in range(count)
    ]
    return [(told, claims_of(told, item)) for told in papers]


def groups(incidents: tuple[Incident, ...]) -> set[frozenset[str]]:
    return {frozenset(incident.claims) for incident in incidents}


def test_a_pair_ruled_one_joins_two_incidents_and_the_reason_says_so() -> None:
    stories = [*shelling(), looting()]
    assert len(gathered_as_ruled(stories)) == 2
    (one,) = gathered_as_ruled(stories, same(stories[-1][1][0], stories[0][1][0]))
    assert len(one.claims) == 5
    assert any("rul_same" in reason.sentence for reason in one.reasons)


def test_claims_about_two_assets_ruled_one_stand_under_the_asset_of_most() -> None:
    stories = [*shelling(), mill()]
    church = gathered_as_ruled(shelling())[0].asset
    (one,) = gathered_as_ruled(stories, same(stories[-1][1][0], stories[0][1][0]))
    assert one.asset == church and len(one.claims) == 5


def test_of_equals_the_one_ruled_on_leaves_and_the_others_stay() -> None:
    stories = alike(5)
    claims = [told[0] for _, told in stories]
    found = gathered_as_ruled(stories, different(claims[2], claims[0]))
    assert groups(found) == {frozenset({claims[2].id}), frozenset(claim.id for claim in claims) - {claims[2].id}}
    assert all(any("rul_different" in reason.sentence for reason in incident.reasons) for incident in found)


def test_what_was_ruled_two_stays_two_though_a_third_joins_both() -> None:
    stories = alike(3)
    a, b, c = (told[0] for _, told in stories)
    found = groups(gathered_as_ruled(stories, different(a, b), same(a, c)))
    assert found == {frozenset({a.id, c.id}), frozenset({b.id})}


def test_rulings_that_contradict_one_another_join_nothing_and_are_told() -> None:
    stories = alike(3)
    a, b, c = (told[0] for _, told in stories)
    found = gathered_as_ruled(stories, different(a, b), same(a, c), same(b, c))
    assert all(not {a.id, b.id} <= set(incident.claims) for incident in found)
    assert any("other rulings forbid" in reason.sentence for incident in found for reason in incident.reasons)


def test_random_orders_of_claims_and_rulings_give_the_identical_result() -> None:
    stories = [*alike(4), *shelling(), looting(), mill()]
    claims = [claim for _, told in stories for claim in told]
    ruled = [different(claims[0], claims[1]), same(claims[2], claims[-1]), different(claims[4], claims[3])]
    expected = gathered_as_ruled(stories, *ruled)
    for seed in range(10):
        order = random.Random(seed)
        mixed = order.sample(stories, len(stories))
        assert gathered_as_ruled(mixed, *ruled) == expected
        assert groups(gathered_as_ruled(stories, *order.sample(ruled, len(ruled)))) == groups(expected)


def test_rulings_on_claims_that_are_gone_change_nothing() -> None:
    gone = looting()[1][0]
    assert gathered_as_ruled(shelling(), same(gone, shelling()[0][1][0])) == gathered_as_ruled(shelling())
