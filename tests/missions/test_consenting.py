"""No stop where anybody concerned has not agreed."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_mission import DAYLIGHT, DAYS, NORTH, SITES, SOUTH, TEAM, agreements, asset, consent, mission, same

from tutela.missions.consenting import (
    Agreements,
    consent_board,
    hazards_at,
    missing_consents,
    parties_to_agree,
    permission,
)
from tutela.model.geometry import Position
from tutela.model.inventory import Asset
from tutela.model.missions import (
    Area,
    Concern,
    Consent,
    Consultation,
    Ground,
    Hazard,
    Hours,
    Mission,
    Permission,
    Standing,
    Wish,
)

UPPER, LOWER = SITES[0], SITES[2]


def allowed(site: Asset, given: Agreements, of: Mission | None = None, day: str = DAYS[0]) -> Permission:
    return permission(of or mission(), site, TEAM, day, given, DAYLIGHT)


def why(found: Permission) -> str:
    assert not found.hours
    return "; ".join(sentence for _, sentence in found.missing)


def test_both_parties_must_agree_where_both_are_concerned() -> None:
    north, south = consent(NORTH), consent(SOUTH, area=Area("Upper Village"))
    assert allowed(UPPER, agreements(north, south)).consents == (north.id, south.id)
    assert allowed(LOWER, agreements(north)).consents == (north.id,)
    assert why(allowed(UPPER, agreements(north))) == f"{SOUTH} has not been asked"


def test_who_mediates_is_consulted_and_need_not_agree_unless_ruled_so() -> None:
    both = [Concern(NORTH, Ground.ADMINISTERS), Concern("Mediator", Ground.MEDIATES)]
    assert allowed(UPPER, agreements(consent(NORTH)), mission(both)).hours
    ruled = [both[0], dataclasses.replace(both[1], consents=True)]
    assert why(allowed(UPPER, agreements(consent(NORTH)), mission(ruled))) == "Mediator has not been asked"


def test_nothing_is_planned_where_nobody_is_named_as_concerned() -> None:
    assert "nobody is named" in why(allowed(UPPER, agreements(consent(NORTH)), mission([])))


def test_an_asset_of_unknown_settlement_concerns_every_party_and_is_covered_by_no_named_area() -> None:
    nowhere = dataclasses.replace(UPPER, settlements=())
    assert parties_to_agree(mission(), nowhere, DAYS[0], same) == (NORTH, SOUTH)
    given = agreements(consent(NORTH), consent(SOUTH, area=Area("Upper Village")))
    assert why(allowed(nowhere, given)) == f"{SOUTH}'s consent is for Upper Village only"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"start": "2026-05-05"}, f"{NORTH}'s consent begins on 2026-05-05"),
        ({"start": "2026-05-01", "end": "2026-05-03"}, f"{NORTH}'s consent ended on 2026-05-03"),
        ({"persons": ("Team leader",)}, f"{NORTH}'s consent does not name Conservation architect of Team A"),
        ({"hours": Hours(2 * 60, 5 * 60)}, "the hours agreed, the opening hours and daylight have no hour in common"),
    ],
)
def test_days_persons_and_hours_bind(fields: dict[str, object], said: str) -> None:
    limited = dataclasses.replace(consent(NORTH), **fields)  # type: ignore[arg-type]
    assert why(allowed(LOWER, agreements(limited))) == said


def test_only_what_every_party_permits_is_unpacked() -> None:
    north, south = consent(NORTH, equipment=("camera", "drone")), consent(SOUTH)
    assert allowed(UPPER, agreements(north, south)).equipment == ("camera",)
    assert allowed(LOWER, agreements(north)).equipment == ("camera", "drone")


def step(party: str, standing: Standing, date: str, area: Area | None = None) -> Consultation:
    return Consultation(f"cst_{date}", "mis_1", party, standing, date, area or Area())


def test_a_withdrawal_ends_what_was_agreed_before_it_and_a_new_consent_begins_anew() -> None:
    withdrawn = step(NORTH, Standing.WITHDRAWN, "2026-04-10", Area("Lower Village"))
    assert why(allowed(LOWER, agreements(consent(NORTH), steps=[withdrawn]))) == (
        f"{NORTH} withdrew its consent on 2026-04-10"
    )
    given = agreements(consent(NORTH), consent(SOUTH), steps=[withdrawn])
    assert allowed(UPPER, given).hours
    anew = dataclasses.replace(consent(NORTH, 2), given="2026-04-11")
    assert allowed(LOWER, agreements(consent(NORTH), anew, steps=[withdrawn])).consents == (anew.id,)


def test_what_is_only_discussed_is_no_consent() -> None:
    steps = [step(NORTH, Standing.PROPOSED, "2026-03-01"), step(NORTH, Standing.UNDER_DISCUSSION, "2026-03-09")]
    assert why(allowed(LOWER, agreements(steps=steps))) == f"{NORTH} is discussing it since 2026-03-09"
    agreed = [*steps, step(NORTH, Standing.AGREED, "2026-03-10")]
    assert "no signed consent is recorded" in why(allowed(LOWER, agreements(steps=agreed)))


def test_opening_hours_closed_days_and_working_hours_bind() -> None:
    wish = Wish(LOWER.id, opening=(Hours(540, 660), Hours(780, 1020)), closed=("tuesday",))
    open_ = mission(wishes=(wish,), latest=900)
    assert [str(one) for one in allowed(LOWER, agreements(consent(NORTH)), open_).hours] == [
        "09:00-11:00",
        "13:00-15:00",
    ]
    assert why(allowed(LOWER, agreements(consent(NORTH)), open_, DAYS[1])) == "it is closed on tuesday"


def test_a_site_within_its_uncertainty_of_a_hazard_is_not_visited() -> None:
    west, south = 46.79, 39.765
    ring = ((west, south), (47.0, south), (47.0, 40.0), (west, 40.0), (west, south))
    field = Hazard("field 7", "mines", ring, end="2026-05-04")
    site = dataclasses.replace(LOWER, position=Position(39.76, 46.8, 100.0))
    assert hazards_at([field], site, DAYS[0]) == []
    vague = dataclasses.replace(LOWER, position=Position(39.76, 46.8, 1000.0))
    assert hazards_at([field], vague, DAYS[0]) == [field] and hazards_at([field], vague, DAYS[1]) == []
    mined = mission(hazards=(field,))
    assert why(allowed(vague, agreements(consent(NORTH)), mined)) == "it lies in mines: field 7"


def test_the_board_says_where_each_party_stands_and_the_missing_are_listed() -> None:
    given = agreements(consent(NORTH), steps=[step(SOUTH, Standing.PROPOSED, "2026-03-01")])
    north, south = consent_board(mission(), SITES, given)
    assert (len(north.sites), len(north.agreed), north.must_agree, len(north.unsigned)) == (4, 4, True, 1)
    assert (len(south.sites), len(south.agreed), len(south.steps)) == (2, 0, 1)
    assert missing_consents(mission(), SITES, given) == ((SOUTH, SITES[:2]),)


# -- properties --------------------------------------------------------------------------------------------------------

villages = st.sampled_from(["Upper Village", "Lower Village"])
days = st.sampled_from(DAYS)
minutes = st.integers(0, 23)


@st.composite
def consents(draw: st.DrawFn, party: str, number: int) -> Consent:
    start = draw(minutes)
    return dataclasses.replace(
        consent(party, number),
        area=draw(st.sampled_from([Area(), Area("Upper Village"), Area(assets=("ast_1", "ast_3"))])),
        start=draw(days),
        hours=draw(st.sampled_from([None, Hours(start * 60, start * 60 + 90)])),
        persons=draw(st.sampled_from([(), ("Team leader",), ("Team leader", "Conservation architect")])),
        equipment=draw(st.sampled_from([(), ("camera",), ("camera", "drone")])),
    )


@st.composite
def cases(draw: st.DrawFn) -> Agreements:
    made = [draw(consents(draw(st.sampled_from([NORTH, SOUTH])), number)) for number in range(draw(st.integers(0, 5)))]
    standings = st.sampled_from([Standing.WITHDRAWN, Standing.REFUSED, Standing.AGREED])
    dates = st.dates(dt.date(2026, 3, 30), dt.date(2026, 5, 6)).map(dt.date.isoformat)
    steps = [
        step(draw(st.sampled_from([NORTH, SOUTH])), draw(standings), draw(dates))
        for _ in range(draw(st.integers(0, 2)))
    ]
    return agreements(*made, steps=steps)


def everything(given: Agreements, of: Mission) -> list[Permission]:
    return [permission(of, site, TEAM, day, given, DAYLIGHT) for site in SITES for day in DAYS]


@given(cases())
def test_every_hour_rests_on_a_consent_of_every_party_that_must_agree(given: Agreements) -> None:
    by_id = {one.id: one for one in given.consents}
    for found in everything(given, mission()):
        if not found.hours:
            assert found.missing
            continue
        site = next(site for site in SITES if site.id == found.asset)
        rests_on = [by_id[one] for one in found.consents]
        assert {one.party for one in rests_on} == set(parties_to_agree(mission(), site, found.day, same))
        for one in rests_on:
            assert one.start <= found.day <= one.end
            assert not one.persons or {member.name for member in TEAM.members} <= set(one.persons)
            assert set(found.equipment) <= set(one.equipment)


@given(cases(), st.integers(0, 5))
def test_taking_one_consent_away_touches_only_what_rested_on_it(given: Agreements, number: int) -> None:
    if not given.consents:
        return
    gone = given.consents[number % len(given.consents)]
    fewer = dataclasses.replace(given, consents=[one for one in given.consents if one.id != gone.id])
    for before, after in zip(everything(given, mission()), everything(fewer, mission()), strict=True):
        if gone.id not in before.consents and before.hours:
            assert after == before
        if not before.hours:
            assert not after.hours


SWAPPED = {NORTH: SOUTH, SOUTH: NORTH}


@given(cases())
def test_swapping_the_parties_swaps_nothing_but_their_names(given: Agreements) -> None:
    concerns = [dataclasses.replace(one, party=SWAPPED[one.party]) for one in mission().concerns]
    other = Agreements(
        [dataclasses.replace(one, party=SWAPPED[one.party]) for one in given.consents],
        [dataclasses.replace(one, party=SWAPPED[one.party]) for one in given.consultations],
        same,
    )
    for one, swapped in zip(everything(given, mission()), everything(other, mission(concerns)), strict=True):
        assert (one.hours, one.consents, one.equipment) == (swapped.hours, swapped.consents, swapped.equipment)
        assert [party and SWAPPED[party] for party, _ in one.missing] == [party for party, _ in swapped.missing]


def test_an_asset_without_a_position_is_no_stop() -> None:
    lost = dataclasses.replace(asset(9, "Lower Village"), position=None)
    assert why(allowed(lost, agreements(consent(NORTH)))) == "nobody knows where it stands"
