"""What grouping compared, told pair by pair."""

from incidents.stories import shelling

from tutela.incidents.grouping import likeness
from tutela.incidents.why import compared, tellings_of, why_apart, why_together


def told():
    stories = shelling()
    claims = [claim for _, claims in stories for claim in claims]
    return tellings_of(claims, [paper for paper, _ in stories], {claim.id: "ast_1" for claim in claims})


def test_each_claim_is_told_with_the_one_it_is_most_surely_of_one_act_with():
    members = told()
    pairs = why_together(members)
    assert [pair.claim for pair in pairs] == [one.claim.id for one in members]
    for one, pair in zip(members, pairs, strict=True):
        assert pair.score == max(likeness(one, other) for other in members if other is not one)


def test_reasons_that_say_nothing_are_left_out_and_the_weightiest_come_first():
    one, other, *_ = told()
    weights = [abs(reason.score) for reason in compared(one, other).reasons]
    assert weights == sorted(weights, reverse=True) and all(weights)


def test_one_claim_alone_has_no_pair_and_nothing_is_no_neighbour():
    one, *others = told()
    assert why_together([one]) == ()
    assert why_apart([one], []) is None
    nearest = why_apart([one], others)
    assert nearest is not None and nearest.claim == one.claim.id
