"""The plan page: whole, safe, without what is withheld, and drawn in a browser."""

import dataclasses
import re
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tutela.model.claims import AssetType
from tutela.model.geometry import Position
from tutela.model.inventory import Asset, Name
from tutela.model.missions import (
    Alternative,
    Consent,
    Consultation,
    Hazard,
    LeftOut,
    Leg,
    Member,
    Mission,
    MissionSheet,
    PartyStanding,
    Plan,
    Priority,
    Standing,
    Stop,
    Team,
)
from tutela.model.reasons import Reason
from tutela.publishing.mission_page import mission_page, without_withheld
from tutela.publishing.route_map import route_map

DAYS = ("2026-05-04", "2026-05-05")
HOSTILE = "<script>alert(1)</script> & “Site”"


def asset(number: int) -> Asset:
    names = (Name(f"Site {number}", "en"), Name("Ղազանչեցոց", "hy"), Name("مسجد", "ar"))
    return Asset(f"ast_{number}", names, AssetType.CHURCH, Position(39.7 + number / 20, 46.7 + number / 30, 100.0))


def stop(number: int, day: str, team: str, order: int) -> Stop:
    return Stop(
        team, day, order, f"ast_{number}", 480 + order * 90, 540 + order * 90, ("cns_1",), ("camera",), ("agreed",)
    )


def leg(day: str, team: str, order: int, one: int, other: int, *warnings: str) -> Leg:
    path = tuple((46.7 + n / 30, 39.7 + n / 20) for n in (one, other))
    return Leg(team, day, order, 20, 12.0, path, warnings)


@pytest.fixture
def sheet() -> MissionSheet:
    base = Position(39.7, 46.7)
    ring = ((46.8, 39.8), (46.85, 39.8), (46.85, 39.85), (46.8, 39.8))
    mission = Mission(
        "mis_1",
        f"Exercise {HOSTILE}",
        "to see",
        teams=tuple(Team(name, (Member("Leader", HOSTILE),), base, base, ("camera",)) for name in ("North", "South")),
        days=DAYS,
        hazards=(Hazard("Field 7", "mines", ring, source=HOSTILE),),
    )
    stops = (stop(1, DAYS[0], "North", 1), stop(2, DAYS[0], "North", 2), stop(3, DAYS[1], "South", 1))
    legs = (
        leg(DAYS[0], "North", 0, 0, 1),
        leg(DAYS[0], "North", 1, 1, 2, "passes mines: Field 7"),
        leg(DAYS[0], "North", 2, 2, 0),
        leg(DAYS[1], "South", 0, 0, 3),
        leg(DAYS[1], "South", 1, 3, 0),
    )
    plan = Plan("pln_1", "mis_1", stops, legs, (LeftOut("ast_4", f"{HOSTILE} refused", ("Party Two",)),), 1.2)
    fewer = dataclasses.replace(plan, stops=stops[:2], value=0.9, name="one day less")
    consent = Consent("cns_1", "mis_1", "Party One", HOSTILE, "2026-04-01", *DAYS, equipment=("camera",))
    step = Consultation("cst_1", "mis_1", "Party Two", Standing.REFUSED, "2026-03-01", note=HOSTILE)
    ids = tuple(f"ast_{number}" for number in range(1, 5))
    return MissionSheet(
        mission,
        {f"ast_{number}": asset(number) for number in range(1, 5)},
        (
            PartyStanding(
                "Party One", (f"administers everywhere ({HOSTILE})",), True, ids, ids, (), (consent,), ("cns_1",)
            ),
            PartyStanding("Party Two", ("claims everywhere (x)",), True, ids[3:], (), (step,), (), ()),
        ),
        (("Party Two", ids[3:]),),
        tuple(Priority(id_, 0.5, (Reason("harm", HOSTILE, 0.5),), 1, ("significance",)) for id_ in ids),
        {},
        plan=plan,
        alternatives=(Alternative("one day less", fewer, ("ast_3",), ()),),
        last_known={"ast_1": f"reported damaged, says {HOSTILE}"},
        notice="Training material",
    )


def test_the_page_shows_stops_consents_reasons_and_alternatives(sheet):
    page = mission_page(sheet, "tutela test")
    for said in (
        "1A1", "1A2", "2B1", "passes mines: Field 7", "No signed copy captured", "has not agreed to", "one day less",
        "(missing: Party Two)", "reported damaged", "Training material", "not known: significance", "Ղազանչեցոց",
    ):  # fmt: skip
        assert said in page, said


def test_no_text_becomes_markup_and_nothing_is_fetched(sheet):
    page = mission_page(sheet)
    assert "<script" not in page and "alert(1)&lt;/script&gt;" in page
    assert "http://" not in re.sub(r'xmlns="[^"]*"', "", page) and "https://" not in page


def test_what_is_withheld_leaves_no_trace(sheet):
    hidden = dataclasses.replace(sheet, restricted=frozenset({"ast_2"}))
    page = mission_page(hidden)
    assert "Site 2" not in page and "ast_2" not in page
    assert "Withheld" in page and "1A1" in page and "1A2" not in page
    shown = without_withheld(hidden)
    assert shown.plan and [one.order for one in shown.plan.legs if one.day == DAYS[0]] == [0]
    ranked = dataclasses.replace(
        hidden,
        priorities=tuple(
            dataclasses.replace(one, score=1 - n / 9, rank=n) for n, one in enumerate(hidden.priorities, 1)
        ),
    )
    assert [one.rank for one in without_withheld(ranked).priorities] == [1, 2, 3]
    # Not on the map either, nor the way to it.
    assert len(re.findall("<polyline", str(route_map(shown)))) == 3


def test_without_a_plan_it_shows_how_consulting_stands(sheet):
    page = mission_page(dataclasses.replace(sheet, plan=None, alternatives=()))
    assert "Who agreed to what" in page and "Routes, day by day" not in page


def test_teams_are_told_apart_without_colour(sheet):
    drawn = str(route_map(sheet))
    assert 'stroke-dasharray="9 4"' in drawn and 'stroke-dasharray=""' in drawn


def test_swapping_the_parties_swaps_their_names_on_the_page(sheet):
    def swapped(text: str) -> str:
        return text.replace("Party One", "?").replace("Party Two", "Party One").replace("?", "Party Two")

    other = dataclasses.replace(
        sheet,
        board=tuple(
            dataclasses.replace(
                one,
                party=swapped(one.party),
                consents=tuple(dataclasses.replace(given, party=swapped(given.party)) for given in one.consents),
            )
            for one in sheet.board
        ),
        missing=tuple((swapped(party), assets) for party, assets in sheet.missing),
        plan=dataclasses.replace(
            sheet.plan,
            left_out=tuple(
                dataclasses.replace(one, missing=tuple(map(swapped, one.missing))) for one in sheet.plan.left_out
            ),
        ),
    )
    assert mission_page(other) == swapped(mission_page(sheet))


def test_it_stands_in_a_browser_without_running_over(sheet, tmp_path):
    file = Path(tmp_path / "plan.html")
    file.write_text(mission_page(sheet), "utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for width in (400, 1300):
            page = browser.new_page(viewport={"width": width, "height": 900})
            asked: list[str] = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(file.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.locator("svg.map circle.site").count() == 3 + 2 + 1
            assert [url for url in asked if not url.startswith("file:")] == []
        browser.close()
