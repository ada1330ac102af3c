import random

import pytest

from tutela.inventory.significance import (
    appraise,
    balance,
    criteria,
    grade_of,
    rank,
    statement_of,
    steadiness,
    sways,
    unsure,
    weights_from,
)
from tutela.model.claims import AssetType
from tutela.model.errors import InputError
from tutela.model.inventory import Asset, Name
from tutela.model.rulings import Ruling, Verdict
from tutela.model.significance import Basis, Significance


def asset(number: int, built: str = "", designations: tuple[str, ...] = (), community: str = "") -> Asset:
    return Asset(
        f"ast_{number:02}",
        (Name(f"Site {number}", "en"),),
        AssetType.CHURCH if number % 2 else AssetType.MOSQUE,
        built=built,
        designations=designations,
        community=community,
        entries=(f"ent_{number}",),
    )


INVENTORY = [
    asset(1, "9th century", ("UNESCO Tentative List 2001 (Azerbaijan)",), "armenian"),
    asset(2, "1216", ("monument of national importance (Azerbaijan)",), "azerbaijani"),
    asset(3, "19th century", ("local importance, no. 132",), "azerbaijani"),
    asset(4),
    *(asset(number, "18th century") for number in range(5, 31)),
]


def assess(record: str, criterion: str, answer: str, by: str = "Officer One", number: int = 1) -> Ruling:
    return Ruling(
        f"rul_{number}", record, Verdict.ASSESS, by, "seen on site", f"2024-01-0{number}", ((criterion, answer),)
    )


def ranked(rulings: tuple[Ruling, ...] = (), **changes: float) -> dict[str, Significance]:
    found = rank(INVENTORY, appraise(INVENTORY, rulings), weights_from(changes))
    return {one.asset: one for one in found}


def test_every_asset_has_one_appraisal_per_criterion_with_a_sentence() -> None:
    for appraisals in appraise(INVENTORY):
        assert [one.criterion for one in appraisals] == [one.id for one in criteria()]
        assert all(one.sentence for one in appraisals)
        assert all((one.value is None) == (one.basis is Basis.NOTHING) for one in appraisals)


def test_the_evidence_is_the_words_of_the_register() -> None:
    first = {one.criterion: one for one in appraise(INVENTORY)[0]}
    assert first["world_heritage"].value == 0.5
    assert "UNESCO Tentative List 2001 (Azerbaijan)" in first["world_heritage"].sentence
    assert first["age"].value == 0.8 and "9th century" in first["age"].sentence
    assert first["designation"].value is None, "a tentative list is no designation by the state"


def test_rarity_counts_what_is_of_one_kind_and_age() -> None:
    said = {one.criterion: one for one in appraise(INVENTORY)[4]}["rarity"]
    assert "one of 13 of its kind and age (church, 18th century) among 30 assets" in said.sentence
    assert 0 < (said.value or 0) < 1


def test_not_assessed_is_not_nothing() -> None:
    one = ranked()["ast_04"]
    assert one.score == 0 and one.assessed == 0 and one.highest == 1


def test_what_people_assess_counts_and_the_lowest_holds_where_they_differ() -> None:
    before = ranked()["ast_04"]
    one = ranked((assess("ast_04", "spiritual", "exceptional"),))["ast_04"]
    assert one.score > before.score and one.rank < before.rank
    both = (assess("ast_04", "spiritual", "exceptional"), assess("ast_04", "spiritual", "little", "Officer Two", 2))
    two = ranked(both)["ast_04"]
    appraisal = next(item for item in two.appraisals if item.criterion == "spiritual")
    assert appraisal.value == 0.25 and "Officer One" in appraisal.sentence and "Officer Two" in appraisal.sentence
    again = (*both, assess("ast_04", "spiritual", "exceptional", "Officer Two", 3))
    assert ranked(again)["ast_04"].score == one.score


def test_equal_scores_share_a_rank_whatever_the_order() -> None:
    twins = [one for one in ranked().values() if one.asset in ("ast_05", "ast_07", "ast_09")]
    assert len({one.rank for one in twins}) == 1
    shuffled = INVENTORY[:]
    random.Random(1).shuffle(shuffled)
    again = rank(shuffled, appraise(shuffled), weights_from({}))
    assert {one.asset: one.rank for one in again} == {one.asset: one.rank for one in ranked().values()}


def test_the_score_can_be_redone_by_hand() -> None:
    weights = weights_from({"age": 2})
    one = next(iter(rank(INVENTORY, appraise(INVENTORY), weights)))
    by_hand = sum(weights[item.criterion] * (item.value or 0) for item in one.appraisals) / sum(weights.values())
    assert one.score == pytest.approx(by_hand)


def test_weights_change_the_order_and_the_sensitivity_says_so() -> None:
    weights = weights_from({"designation": 5})
    order = rank(INVENTORY, appraise(INVENTORY), weights)
    without = next(one for one in sways(order, weights, top=2) if one.criterion == "designation" and one.factor == 0)
    assert (without.enter, without.leave) == (("ast_01",), ("ast_03",))
    steady = steadiness(order, weights, top=2)
    assert all(1 <= one.best <= one.worst <= len(INVENTORY) and 0 <= one.share_in_top <= 1 for one in steady)
    assert steady[0].share_in_top > steady[-1].share_in_top
    assert steadiness(order, weights, top=2) == steady
    assert "ast_04" in {one.asset for one in unsure(order, top=2)}


def test_balance_counts_whose_heritage_stands_first() -> None:
    order = rank(INVENTORY, appraise(INVENTORY), weights_from({}))
    found = balance(order, {one.id: one.community for one in INVENTORY}, top=2)
    assert found["azerbaijani"] == (1, 2) and found["armenian"] == (1, 1) and found["not stated"] == (0, 27)


def test_the_statement_names_evidence_and_gaps() -> None:
    said = statement_of(INVENTORY[1], ranked()["ast_02"])
    assert "monument of national importance (Azerbaijan)" in said and "Not assessed:" in said and "1216" in said


@pytest.mark.parametrize("answer", ["", "2", "-0.1", "very", "nan"])
def test_what_is_no_grade_is_refused(answer: str) -> None:
    with pytest.raises(InputError, match="no grade"):
        grade_of(answer)


def test_weights_that_cannot_be_are_refused() -> None:
    with pytest.raises(InputError, match="no criterion 'beauty'"):
        weights_from({"beauty": 1})
    with pytest.raises(InputError, match="no weight"):
        weights_from({"age": -1})
    with pytest.raises(InputError, match="All criteria weigh 0"):
        weights_from({one.id: 0 for one in criteria()})
