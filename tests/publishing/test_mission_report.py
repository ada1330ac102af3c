"""The mission report: every sentence attributed, nothing published that a consent does not name, swapped parties alike."""

import dataclasses
import io
import re
import zipfile

import pytest
from filled_forms import photo
from small_mission import NORTH, SITES, SOUTH, agreements, consent, mission

from tutela.missions.consenting import consent_board
from tutela.model.geometry import Position
from tutela.model.missions import (
    Comparison,
    Consultation,
    Difference,
    MissionSheet,
    Observation,
    Outcome,
    Photo,
    Share,
    Standing,
    Visit,
)
from tutela.model.rulings import State
from tutela.publishing.mission_report import ReportSheet, Seen, as_docx, as_pdf, opened, report_blocks
from tutela.publishing.mission_report.blocks import Grid, Heading, Picture, Points, Text

OPEN = frozenset({"condition", "photos", "position", "report"})
SHA = "ab" * 32
VISIT = Visit(
    "vis_1",
    "mis_1",
    "ast_1",
    "Team A",
    "2026-05-04T10:00:00+04:00",
    "Team leader",
    Outcome.VISITED,
    3,
    effects=("cracks",),
    urgent=("cover_roof",),
    photos=(SHA,),
    pictures=(Photo(SHA, "a.jpg", "west wall", notes=("its own record gives a place 9.0 km from that of the visit",)),),
    statements=("The roof fell in.",),
    position=Position(39.76, 46.75, 5.0, "as the form gives it"),
    notes="Seen from the road.",
)
SAID = Difference(
    "vis_1", "inc_1", "clm_1", Comparison.LIGHTER, (5,), f"Said by {NORTH}: it is said to be gone; lighter."
)


def seen(allowed=OPEN) -> Seen:
    condition = "condition" in allowed
    told = Observation("vis_1", "ast_1", VISIT.at, 3, State.FIELD_CONFIRMED, "two persons have accepted what was seen")
    return Seen(
        opened(VISIT, frozenset(allowed), lambda text: text),
        frozenset(allowed),
        tuple(f"{kind} (the consent of {SOUTH} does not name it)" for kind in sorted(OPEN - set(allowed))),
        told if condition else None,
        ("Ann Lee", "Bo Ek") if condition else (),
        (SAID,) if condition else (),
        "claimed 5 (1 claim)",
    )


def report(*visits: Seen, swap=lambda text: text) -> ReportSheet:
    one, two = swap(NORTH), swap(SOUTH)
    concerns = tuple(dataclasses.replace(concern, party=swap(concern.party)) for concern in mission().concerns)
    journey = mission(concerns)
    step = Consultation("cst_1", "mis_1", two, Standing.REFUSED, "2026-03-20", note="not this year", by="A. Reader")
    consents = [consent(one, conditions=("An officer comes along",)), consent(two)]
    board = consent_board(journey, list(SITES), agreements(*consents, steps=[step]))
    sheet = MissionSheet(
        journey, {asset.id: asset for asset in SITES}, board, (), (), {}, balance=(Share("one", 1, 2), Share("", 0, 2))
    )
    return ReportSheet(
        sheet,
        visits,
        (("ast_2", "Team leader (Team A) writes of 2026-05-04 that access was refused: “not today”"),),
        (("ast_2", "Team leader (Team A) writes of 2026-05-04 that access was refused: “not today”"),),
        1,
        (("3", "heavy damage", "EMS-98: 3"),),
        {"urgent": {"cover_roof": "cover the roof"}},
        {SHA: photo()},
        "tutela",
        "00ff",
        "2026-05-08T00:00:00+00:00",
    )


def words(blocks) -> str:
    said = []
    for block in blocks:
        match block:
            case Heading(text, _) | Text(text):
                said.append(text)
            case Points(items):
                said += items
            case Grid(columns, rows, _):
                said += [*columns, *(cell for row in rows for cell in row)]
            case Picture(_, caption):
                said.append(caption)
    return "\n".join(said)


def test_urgent_measures_come_first_and_everything_is_told_of_somebody():
    blocks = report_blocks(report(seen()))
    headings = [block.text for block in blocks if isinstance(block, Heading) and block.level == 2]
    assert headings[:3] == ["Urgent measures", "The inventory drawn up", "Site by site"]
    said = words(blocks)
    for told in (
        "cover the roof",
        "Team leader, Team A, on 4 May 2026",
        "Accepted by Ann Lee and Bo Ek.",
        "3, heavy damage (EMS-98: 3)",
        "claimed 5 (1 claim)",
        SAID.sentence,
        "“The roof fell in.”",
        f"20 March 2026: {SOUTH} refused for every site that concerns it, in the words recorded: “not this year”; "
        "recorded by A. Reader.",
        "“An officer comes along”",
        "1 visit that a ruling rejected is left out.",
    ):
        assert told in said, told


@pytest.mark.parametrize(
    ("kept", "hidden"),
    [
        (OPEN - {"condition"}, ["cover the roof", "heavy damage (", SAID.sentence, "Accepted by"]),
        (OPEN - {"photos"}, ["west wall", SHA]),
        (OPEN - {"position"}, ["39.76", "9.0 km"]),
        (OPEN - {"report"}, ["The roof fell in.", "Seen from the road."]),
    ],
)
def test_what_a_consent_does_not_name_is_not_there_and_that_is_said(kept, hidden):
    whole, said = words(report_blocks(report(seen()))), words(report_blocks(report(seen(kept))))
    [kind] = OPEN - kept
    assert f"Not published: {kind} (the consent of {SOUTH} does not name it)." in said
    for told in hidden:
        assert told not in said and told in whole, told


def swapped(text: str) -> str:
    return text.replace(NORTH, "?").replace(SOUTH, NORTH).replace("?", SOUTH)


def test_swapping_the_parties_swaps_their_names_and_nothing_else():
    def turned(one: Seen) -> Seen:
        differences = tuple(dataclasses.replace(item, sentence=swapped(item.sentence)) for item in one.differences)
        return dataclasses.replace(one, withheld=tuple(map(swapped, one.withheld)), differences=differences)

    for allowed in (OPEN, OPEN - {"photos"}):
        plain = words(report_blocks(report(seen(allowed))))
        other = words(report_blocks(report(turned(seen(allowed)), swap=swapped)))
        assert other == swapped(plain) != plain


JUDGING = re.compile(
    r"\b(false(?!\.)|lied?|lying|wrong|true|guilty|crime|occup\w+|liberat\w+|enemy|terror\w*|so-called)\b"
)


def test_the_report_itself_judges_nothing():
    assert not JUDGING.findall(words(report_blocks(report(seen()))))


def test_pdf_and_docx_are_the_same_for_the_same_state_and_bear_the_notice_on_every_page():
    blocks, photos, at = report_blocks(report(seen())), {SHA: photo()}, "2026-05-08T00:00:00+00:00"
    arguments = (blocks, photos, "A mission: report", "Training material.", at)
    assert as_pdf(*arguments) == as_pdf(*arguments)
    docx = as_docx(*arguments)
    assert docx == as_docx(*arguments)
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        header = next(archive.read(name).decode() for name in archive.namelist() if "header" in name)
        body = archive.read("word/document.xml").decode()
        assert "Training material." in header and SAID.sentence in body
        assert any(name.startswith("word/media/") for name in archive.namelist())
