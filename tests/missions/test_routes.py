"""Routes: the most value that fits, and never a stop against the rules."""

import dataclasses
import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_mission import DAYLIGHT, DAYS, NORTH, SITES, SOUTH, TEAM, agreements, asset, consent, mission

from tutela.missions.consenting import Agreements, permission
from tutela.missions.routes import (
    Done,
    Effort,
    Errand,
    Tour,
    Travel,
    best_tours,
    daylight,
    estimated_travel,
    faults_of,
    plan_mission,
)
from tutela.missions.routes.travel import LONGEST_MINUTES, travel_from_tables
from tutela.model.geometry import Position
from tutela.model.missions import Area, Consent, Hazard, Hours, Mission, Plan, Site, Wish

QUICK = Effort(iterations=60)


def router(positions: Sequence[Position]) -> Travel:
    return estimated_travel(positions, speed_kmh=40, terrain_factor=1.4)


def sites_of(of: Mission, given: Agreements, values: Sequence[float] = (0.4, 0.3, 0.2, 0.1)) -> list[Site]:
    return [
        Site(
            one.id,
            one.label,
            one.position,
            value,
            60,
            permissions=tuple(permission(of, one, team, day, given, DAYLIGHT) for day in of.days for team in of.teams),
        )
        for one, value in zip(SITES, values, strict=True)
        if one.position
    ]


def planned(of: Mission, given: Agreements, **more: object) -> Plan:
    return plan_mission(of, sites_of(of, given), router, QUICK, **more)  # type: ignore[arg-type]


BOTH = agreements(consent(NORTH), consent(SOUTH))


def test_all_sites_are_seen_where_there_is_time_and_everybody_agrees() -> None:
    plan = planned(mission(), BOTH)
    assert {stop.asset for stop in plan.stops} == {site.id for site in SITES} and plan.left_out == ()
    assert plan.value == pytest.approx(1.0) and faults_of(plan, mission(), sites_of(mission(), BOTH), router) == ()
    assert len(plan.legs) == len(plan.stops) + len({stop.day for stop in plan.stops})
    assert plan.stops[0].equipment == ("camera",) and "stays packed: drone" in plan.stops[0].reasons[-1]


def test_a_site_without_consent_is_left_out_and_says_whose_is_missing() -> None:
    plan = planned(mission(), agreements(consent(NORTH)))
    assert {stop.asset for stop in plan.stops} == {"ast_3", "ast_4"}
    assert [(one.asset, one.missing) for one in plan.left_out] == [("ast_1", (SOUTH,)), ("ast_2", (SOUTH,))]
    assert plan.left_out[0].reason == f"{SOUTH} has not been asked"


def test_the_most_valuable_are_taken_when_time_is_short() -> None:
    short = mission(days=DAYS[:1], day_length_min=170)
    plan = planned(short, BOTH)
    assert [stop.asset for stop in plan.stops] == ["ast_1", "ast_2"] or {stop.asset for stop in plan.stops} == {
        "ast_1",
        "ast_2",
    }
    assert plan.left_out[0].reason == "agreed, but other sites are worth more in the days there are"


def test_what_must_be_seen_is_seen_before_what_is_worth_more() -> None:
    short = mission(days=DAYS[:1], day_length_min=100)
    sites = [dataclasses.replace(site, must_see=site.asset == "ast_4") for site in sites_of(short, BOTH)]
    plan = plan_mission(short, sites, router, QUICK)
    assert [stop.asset for stop in plan.stops] == ["ast_4"] and "must be seen" in " ".join(plan.stops[0].reasons)


def test_opening_hours_with_a_pause_hold() -> None:
    wish = Wish("ast_1", opening=(Hours(600, 640), Hours(780, 850)))
    of = mission(days=DAYS[:1], wishes=(wish,))
    plan = planned(of, BOTH)
    [stop] = [stop for stop in plan.stops if stop.asset == "ast_1"]
    assert stop.arrive >= 780 and stop.leave <= 850


def test_a_site_too_far_away_says_how_far() -> None:
    far = dataclasses.replace(sites_of(mission(), BOTH)[0], position=Position(44.0, 52.0))
    plan = plan_mission(mission(), [far], router, QUICK)
    assert plan.stops == () and plan.left_out[0].reason.startswith("too far: there, a visit and back take ")


def test_a_way_past_a_hazard_is_warned_of_and_no_stop_lies_in_it() -> None:
    ring = ((46.72, 39.7), (46.73, 39.7), (46.73, 39.8), (46.72, 39.8), (46.72, 39.7))
    mined = mission(hazards=(Hazard("Field 7", "mines", ring, source="survey"),))
    plan = planned(mined, BOTH)
    assert "passes mines: Field 7 (survey)" in plan.legs[0].warnings
    assert faults_of(plan, mined, sites_of(mined, BOTH), router) == ()


def test_after_a_refusal_in_the_field_what_was_done_stays_and_the_rest_is_planned_anew() -> None:
    of = mission()
    before = planned(of, BOTH)
    first = before.stops[0]
    done = Done(first.day, first.leave, (first,), tuple(leg for leg in before.legs if leg.order == 0)[:1])
    refused = agreements(consent(NORTH))
    after = plan_mission(of, sites_of(of, refused), router, QUICK, done)
    assert after.stops[0] == first
    assert {stop.asset for stop in after.stops[1:]} <= {"ast_3", "ast_4"}
    later = [stop for stop in after.stops[1:] if stop.day == first.day]
    assert all(stop.arrive > first.leave and stop.order > 1 for stop in later)


def test_what_a_solver_made_is_not_believed() -> None:
    of, sites = mission(), sites_of(mission(), BOTH)
    plan = planned(of, BOTH)
    stop = plan.stops[0]
    spoilt = {
        "visited 2 times": (*plan.stops, stop),
        "is no candidate": (dataclasses.replace(stop, asset="ast_9"),),
        "not everybody agreed": (dataclasses.replace(stop, day="2026-05-09"),),
        "left too soon": (dataclasses.replace(stop, leave=stop.arrive + 5),),
        "other consents": (dataclasses.replace(stop, consents=()),),
        "more than is permitted": (dataclasses.replace(stop, equipment=("drone",)),),
        "the mission's hours": (dataclasses.replace(stop, arrive=360, leave=420),),
        "more than 600": (
            dataclasses.replace(stop, arrive=380, leave=450),
            dataclasses.replace(plan.stops[1], day=stop.day, arrive=1000, leave=1100),
        ),
        "no time for the way": (
            stop,
            dataclasses.replace(plan.stops[1], day=stop.day, order=9, arrive=stop.leave, leave=stop.leave + 60),
        ),
    }
    for said, stops in spoilt.items():
        found = faults_of(dataclasses.replace(plan, stops=stops), of, sites, router)
        assert any(said in fault for fault in found), (said, found)


# -- properties --------------------------------------------------------------------------------------------------------

hours = st.sampled_from([None, Hours(480, 700), Hours(600, 1000)])
areas = st.sampled_from([Area(), Area("Upper Village"), Area(assets=("ast_1", "ast_3"))])


@st.composite
def cases(draw: st.DrawFn) -> tuple[Mission, Agreements]:
    consents = [
        dataclasses.replace(
            consent(party, number), area=draw(areas), hours=draw(hours), start=draw(st.sampled_from(DAYS))
        )
        for number, party in enumerate(draw(st.lists(st.sampled_from([NORTH, SOUTH]), max_size=4)))
    ]
    other = dataclasses.replace(TEAM, name="Team B", start=Position(39.74, 46.9), end=Position(39.74, 46.9))
    of = mission(
        teams=(TEAM, other)[: draw(st.integers(1, 2))],
        day_length_min=draw(st.sampled_from([120, 240, 600])),
        latest=draw(st.sampled_from([720, 1200])),
    )
    return of, agreements(*consents)


@settings(max_examples=40)
@given(cases())
def test_no_plan_breaks_a_rule(case: tuple[Mission, Agreements]) -> None:
    of, given_ = case
    assert faults_of(planned(of, given_), of, sites_of(of, given_), router) == ()


@settings(max_examples=25)
@given(cases(), st.integers(0, 3))
def test_removing_one_consent_removes_exactly_the_stops_that_needed_it(
    case: tuple[Mission, Agreements], number: int
) -> None:
    of, given_ = case
    roomy = dataclasses.replace(of, day_length_min=900, latest=1320, earliest=300)
    if not given_.consents:
        return
    gone = given_.consents[number % len(given_.consents)]
    fewer = dataclasses.replace(given_, consents=[one for one in given_.consents if one.id != gone.id])
    before, after = planned(roomy, given_), planned(roomy, fewer)
    possible = {site.asset for site in sites_of(roomy, fewer) if any(one.hours for one in site.permissions)}
    visited = {stop.asset for stop in before.stops}
    # With room for every site, a stop goes only where no other consent lets it stand.
    assert {stop.asset for stop in after.stops} == visited & possible
    assert all(gone.id not in stop.consents for stop in after.stops)


def swapped(one: Consent) -> Consent:
    return dataclasses.replace(one, party=SOUTH if one.party == NORTH else NORTH)


@settings(max_examples=15)
@given(cases())
def test_swapping_the_parties_gives_the_same_plan(case: tuple[Mission, Agreements]) -> None:
    of, given_ = case
    concerns = tuple(dataclasses.replace(one, party=SOUTH if one.party == NORTH else NORTH) for one in of.concerns)
    other = agreements(*(swapped(one) for one in given_.consents))
    one, two = planned(of, given_), planned(dataclasses.replace(of, concerns=concerns), other)
    assert (one.stops, one.legs, one.value) == (two.stops, two.legs, two.value)


# -- the problem beneath -----------------------------------------------------------------------------------------------


def best_by_trying(errands: Sequence[Errand], tour: Tour, travel: np.ndarray) -> float:
    """The best value of one tour, by trying every order of every choice."""
    best = 0.0
    for size in range(1, len(errands) + 1):
        for order in itertools.permutations(range(len(errands)), size):
            if feasible([errands[one] for one in order], tour, travel):
                best = max(best, sum(errands[one].value for one in order))
    return best


def feasible(order: Sequence[Errand], tour: Tour, travel: np.ndarray) -> bool:
    # Leaving as late as the first stop allows is never worse for the length of the day here: all windows are whole days.
    at, place = tour.earliest, tour.start
    for errand in order:
        at += int(travel[place, errand.place]) + errand.service
        place = errand.place
    at += int(travel[place, tour.end])
    return at <= tour.latest and at - tour.earliest <= tour.longest


@settings(max_examples=20)
@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100), st.integers(1, 9)), min_size=1, max_size=6),
    st.integers(50, 400),
)
def test_a_small_problem_is_solved_to_its_best(points: list[tuple[int, int, int]], longest: int) -> None:
    places = [(50, 50), *((x, y) for x, y, _ in points)]
    travel = np.array([[round(((a - c) ** 2 + (b - d) ** 2) ** 0.5) for c, d in places] for a, b in places])
    errands = [Errand(n, value / 9, 10, (((0, 1000),),)) for n, (_, _, value) in enumerate(points, 1)]
    tour = Tour(0, 0, 0, 1000, longest)
    [made] = best_tours(errands, [tour], travel, Effort(iterations=300))
    assert sum(errands[one.errand].value for one in made) == pytest.approx(best_by_trying(errands, tour, travel))


def test_no_errand_and_no_tour_are_no_plan() -> None:
    travel = np.zeros((2, 2), dtype=np.int64)
    assert best_tours([], [Tour(0, 1, 0, 10, 10)], travel, QUICK) == ((),)
    assert best_tours([Errand(0, 1.0, 1, ())], [], travel, QUICK) == ()


def test_the_tables_of_a_router_become_travel() -> None:
    travel = travel_from_tables([[0, 61], [None, 0]], [[0, 1500], [None, 0]], "a router")
    assert travel.minutes.tolist() == [[0, 2], [LONGEST_MINUTES, 0]] and travel.km[0, 1] == 1.5
    with pytest.raises(ValueError, match="square"):
        travel_from_tables([[0, 1]], [[0, 1]], "a router")


def test_daylight_follows_the_place_and_the_season() -> None:
    assert daylight(Position(78.2, 15.6), "2026-12-21", 60) is None
    assert daylight(Position(78.2, 15.6), "2026-06-21", 60) == Hours(0, 24 * 60)
    summer, winter = (daylight(Position(39.75, 46.75), day, 240) for day in ("2026-06-21", "2026-12-21"))
    assert summer and winter and summer.end - summer.start > winter.end - winter.start + 300


def test_an_asset_is_never_planned_without_a_permission() -> None:
    site = Site(asset(1, "Upper Village").id, "Site 1", Position(39.76, 46.76), 1.0, 30)
    plan = plan_mission(mission(), [site], router, QUICK)
    assert plan.stops == () and plan.left_out[0].reason == "no team has a day on which it could go there"
