"""Briefs, consents and consultations as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.missions.areas import inside, ring_from_text
from tutela.missions.briefs import consent_from_text, consultation_from_text, mission_from_brief
from tutela.model.errors import InputError
from tutela.model.geometry import Position
from tutela.model.missions import Area, Ground, Hours, Standing

BRIEF = """
title: Exercise in two valleys
mandate: To draw up a preliminary inventory of the most significant cultural assets
given_by: The exercise's organisers
legal_bases: [hague-1954, {title: Joint statement, reference: document 7}]
concerns:
  - {party: Party One, ground: administers, place: Upper Village, from: 2021, source: report 3}
  - {party: Party Two, ground: claims, sites: [sc-001, sc-002]}
  - {party: Peacekeepers, ground: keeps_peace, polygon: "46.7 39.7, 46.9 39.7, 46.9 39.9", consents: yes}
attempts:
  - {by: UNESCO, asked: Party One, date: 2020-12, outcome: no answer, source: statement}
teams:
  - name: North
    members: [Team leader, {name: Architect, role: conservation}]
    start: Guest house, 39.75, 46.70
    equipment: camera, drone
days: 2026-05-04/2026-05-06, 2026-05-09
hours: 07:00-19:00
day_length: 10 h
utc_offset: +04:00
hazards:
  - {name: Field 7, kind: mines, polygon: "POLYGON ((46.7 39.7, 46.8 39.7, 46.8 39.8, 46.7 39.7))", source: survey}
sites:
  - {site: sc-001, must_see: yes, opening: "09:00-12:00, 14:00-17:00", closed: friday, service: 90 min}
languages: [en, fr]
party_languages: {Party One: hy, Party Two: az}
weights: {significance: 2}
emergency: {Ambulance: 112}
"""


def test_a_brief_becomes_a_mission() -> None:
    mission = mission_from_brief(BRIEF)
    one, two, peace = mission.concerns
    assert (one.ground, one.area, one.start, one.must_agree) == (
        Ground.ADMINISTERS,
        Area("Upper Village"),
        "2021",
        True,
    )
    assert two.area.assets == ("sc-001", "sc-002") and peace.must_agree and len(peace.area.ring) == 4
    assert mission.legal_bases[0].reference == "249 UNTS 240" and mission.legal_bases[1].title == "Joint statement"
    [team] = mission.teams
    assert (team.start_name, team.start, team.end) == ("Guest house", Position(39.75, 46.7), Position(39.75, 46.7))
    assert [member.name for member in team.members] == ["Team leader", "Architect"]
    assert mission.days == ("2026-05-04", "2026-05-05", "2026-05-06", "2026-05-09")
    assert (mission.earliest, mission.latest, mission.day_length_min, mission.utc_offset_min) == (420, 1140, 600, 240)
    [wish] = mission.wishes
    assert wish.must_see and wish.opening == (Hours(540, 720), Hours(840, 1020)) and wish.service_min == 90
    assert mission.weights == (("significance", 2.0),) and mission.emergency == (("Ambulance", "112"),)


def test_the_same_title_is_the_same_mission() -> None:
    other = mission_from_brief(BRIEF.replace("2026-05-09", "2026-05-10"))
    assert other.id == mission_from_brief(BRIEF).id and other != mission_from_brief(BRIEF)


def test_all_faults_are_told_at_once_in_plain_words() -> None:
    brief = """
title: T
days: 2026-05-32
hours: 7 to 19
teams:
  - {name: North, start: "somewhere"}
concerns:
  - {party: A, ground: owns}
colour: red
"""
    with pytest.raises(InputError) as told:
        mission_from_brief(brief, "brief.yml")
    for said in (
        "'2026-05-32' is no day; write it as 2026-05-04",
        "write it as 09:00-17:00",
        "teams: entry 1, start: 'somewhere' is no position",
        "concerns 1 ground: should be 'administers'",
        "mandate: is missing",
        "colour: is no field of it",
    ):
        assert said in str(told.value)


@pytest.mark.parametrize("text", ["", "- a\n- b", "a: [", "just words", "title: [x"])
def test_what_is_no_brief_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        mission_from_brief(text)


CONSENT = """
party: Party One
signed_by: Ministry of Culture
given: 2026-04-01
from: 2026-05-01
to: 2026-05-31
place: Upper Village
hours: 08:00-18:00
persons: [Team leader, Architect]
equipment: [camera]
publish: [photos, condition]
conditions: [An officer comes along, "No photos of checkpoints, bridges"]
"""


def test_a_consent_is_read_as_written() -> None:
    consent = consent_from_text(CONSENT, "mis_1", by="A. Reader")
    assert (consent.start, consent.end, consent.hours) == ("2026-05-01", "2026-05-31", Hours(480, 1080))
    assert consent.conditions == ("An officer comes along", "No photos of checkpoints, bridges")
    assert consent.may_publish == ("photos", "condition") and consent.by == "A. Reader"
    assert consent.id != consent_from_text(CONSENT.replace("Upper", "Lower"), "mis_1").id


def test_a_consent_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(InputError, match="2026-04-30 lies before 2026-05-01"):
        consent_from_text(CONSENT.replace("2026-05-31", "2026-04-30"), "mis_1")


def test_a_consultation_is_read_as_written() -> None:
    step = consultation_from_text("party: A\nstanding: refused\ndate: 2026-03-02\nnote: by letter", "mis_1")
    assert (step.standing, step.note, step.area) == (Standing.REFUSED, "by letter", Area())
    with pytest.raises(InputError, match="standing: should be 'proposed'"):
        consultation_from_text("party: A\nstanding: maybe\ndate: 2026-03-02", "mis_1")


@given(st.text(alphabet="titlemandys:[]{}- \n0123456789/,", max_size=200))
def test_any_text_is_a_mission_or_is_refused_in_plain_words(text: str) -> None:
    try:
        mission_from_brief(f"title: T\nmandate: m\n{text}")
    except InputError as error:
        assert "Traceback" not in str(error)


corners = st.tuples(st.floats(-170, 170), st.floats(-80, 80), st.floats(0.01, 5), st.floats(0.01, 5))


@given(corners, st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_a_drawn_rectangle_holds_what_lies_between_its_corners(
    corner: tuple[float, float, float, float], x: float, y: float
) -> None:
    west, south, wide, high = corner
    ring = ring_from_text(f"{west} {south}, {west + wide} {south}, {west + wide} {south + high}, {west} {south + high}")
    assert inside(ring, Position(south + y * high, west + x * wide))
    assert not inside(ring, Position(south - 0.01, west + x * wide))
