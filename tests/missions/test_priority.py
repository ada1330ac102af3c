"""What should be seen first, and why."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_mission import SITES

from tutela.missions.priority import Known, balance_between, factor_labels, factor_weights, priorities
from tutela.model.casefile import Standing
from tutela.model.claims import Harm
from tutela.model.errors import InputError
from tutela.model.incidents import Incident
from tutela.model.missions import Outcome, Visit
from tutela.model.rulings import State
from tutela.model.significance import Significance

TODAY = "2026-05-04"


def incident(harm: Harm, state: State, disputed: bool = False) -> tuple[Incident, Standing]:
    return Incident("inc_1", "ast_1", ("clm_1",), harms=(harm,)), Standing("inc_1", state, "", disputed)


def significance(score: float) -> Significance:
    return Significance("ast", (), score, score, 1.0, rank=1)


def visit(at: str, outcome: Outcome = Outcome.VISITED) -> Visit:
    return Visit("vis_1", "mis_1", "ast_1", "North", at, "Team leader", outcome)


def scores(*known: Known) -> dict[str, float]:
    return {one.asset: one.score for one in priorities(known, TODAY)}


def test_every_factor_is_shown_with_its_reason_and_the_product_can_be_redone_by_hand() -> None:
    known = Known(
        SITES[0], significance(0.5), (incident(Harm.DAMAGED, State.REPORTED),), (visit("2025-05-04T10:00"),), 0.25
    )
    [found] = priorities([known], TODAY)
    assert [one.signal for one in found.factors] == list(factor_labels())
    values = [0.5, 0.8, 0.8, 1 - math.exp(-1), 0.25]
    assert [one.score for one in found.factors] == pytest.approx(values)
    assert found.score == pytest.approx(math.prod(values) ** (1 / 5))
    assert [one.sentence for one in found.factors] == [
        "significance 0.50 of 1, rank 1 of the inventory",
        "reported damaged in 1 incident",
        "what is reported is reported",
        "last seen 365 days ago, on 2025-05-04",
        "permitted on 25% of the teams' days",
    ]


def test_what_is_disputed_is_least_sure_and_what_two_people_confirmed_surest() -> None:
    one, two, three = (
        Known(SITES[0], incidents=(incident(Harm.DAMAGED, State.REPORTED),)),
        Known(SITES[1], incidents=(incident(Harm.DAMAGED, State.CORROBORATED, disputed=True),)),
        Known(SITES[2], incidents=(incident(Harm.DAMAGED, State.INSTITUTIONALLY_VERIFIED),)),
    )
    found = scores(one, two, three)
    assert found["ast_2"] > found["ast_1"] > found["ast_3"]


def test_a_stop_that_was_not_reached_is_no_look_at_the_site() -> None:
    [found] = priorities([Known(SITES[0], visits=(visit("2026-05-01T10:00", Outcome.NOT_REACHED),))], TODAY)
    assert "no visit" in found.factors[2].sentence


def test_unknown_factors_are_named_and_count_for_nothing() -> None:
    [found] = priorities([Known(SITES[0])], TODAY)
    assert found.unknown == ("significance", "feasibility")


def test_ties_share_a_rank() -> None:
    found = priorities([Known(site) for site in SITES], TODAY)
    assert [one.rank for one in found] == [1, 1, 1, 1]


def test_weights_move_the_order() -> None:
    famous = Known(SITES[0], significance(0.9), (incident(Harm.DENIED, State.REPORTED),))
    struck = Known(SITES[1], significance(0.3), (incident(Harm.DESTROYED, State.REPORTED),))
    assert scores(famous, struck)["ast_2"] > scores(famous, struck)["ast_1"]
    heavy = priorities([famous, struck], TODAY, factor_weights([("significance", 5.0)]))
    assert [one.asset for one in heavy] == ["ast_1", "ast_2"]


@pytest.mark.parametrize("given", [[("beauty", 1.0)], [("harm", -1.0)], [("harm", math.nan)]])
def test_a_weight_that_is_none_is_refused(given: list[tuple[str, float]]) -> None:
    with pytest.raises(InputError):
        factor_weights(given)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=4), st.floats(0.01, 3))
def test_more_of_one_factor_never_lowers_a_site(values: list[float], weight: float) -> None:
    weights = factor_weights([("significance", weight)])
    known = [Known(site, significance(value)) for site, value in zip(SITES, sorted(values), strict=False)]
    by_asset = {one.asset: one.score for one in priorities(known, TODAY, weights)}
    found = [by_asset[one.asset.id] for one in known]
    assert found == sorted(found) and all(0 <= one <= 1 for one in found)


def test_the_balance_shows_what_was_chosen_of_each_community() -> None:
    from dataclasses import replace

    assets = [replace(site, community=name) for site, name in zip(SITES, ("a", "b", "a", ""), strict=True)]
    shares = balance_between(["ast_1", "ast_4"], assets)
    assert [(one.community, one.chosen, one.candidates) for one in shares] == [("a", 1, 2), ("b", 0, 1), ("", 1, 1)]
    assert shares[-1].sentence == "not stated: 1 of 1 candidates chosen"
