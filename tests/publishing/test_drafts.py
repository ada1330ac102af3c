"""A guess is published only after a person has checked it."""

import dataclasses

from publishing.writing import Told, asset, case, document

from tutela.model.casefile import CaseFile
from tutela.model.claims import Harm, Support
from tutela.model.incidents import OriginCount
from tutela.model.reasons import Reason
from tutela.model.rulings import State
from tutela.model.times import Period
from tutela.publishing.dossier import page
from tutela.publishing.drafts import WAITS_SENTENCE
from tutela.publishing.gate import Released, release

GUESS = Support.SAME_SENTENCE


def two_tellings(*supports: Support, checked: bool = False) -> CaseFile:
    told = [
        Told(f"{speaker} said that Site was hit.", 0, "Site", speaker) for speaker in ("The prosecutor", "A driver")
    ]
    sources = [document(f"text-{number}", [item]) for number, item in enumerate(told)]
    made = case([asset("Site")], [(source, [item]) for source, item in zip(sources, told, strict=True)])
    reasons = (Reason("ruling", "accepted by ruling rul_1"),) if checked else ()
    claims = tuple(
        dataclasses.replace(claim, support=support, reasons=reasons)
        for claim, support in zip(made.claims, supports, strict=True)
    )
    incident = dataclasses.replace(made.incidents[0], count=OriginCount(2, 2))
    standing = dataclasses.replace(made.standings[0], state=State.CORROBORATED, sentence="Two origins.")
    return dataclasses.replace(made, claims=claims, incidents=(incident,), standings=(standing,))


def supports(released: Released) -> list[Support]:
    return [claim.support for claim in released.case.claims]


def test_a_guess_waits_and_the_method_section_says_so() -> None:
    released = release(two_tellings(Support.ONE, GUESS))
    assert supports(released) == [Support.ONE] and released.waiting == 1
    assert "1 such claim waits for that." in page(released)
    assert "None waits for that here." in page(release(two_tellings(Support.ONE, Support.BOTH)))


def test_a_guess_that_a_person_checked_is_published() -> None:
    released = release(two_tellings(Support.ONE, GUESS, checked=True))
    assert supports(released) == [Support.ONE, GUESS] and released.waiting == 0
    assert "checked by a person" in page(released) or "checked by reader" in page(released)


def test_an_incident_of_nothing_but_guesses_is_not_shown() -> None:
    released = release(two_tellings(GUESS, GUESS))
    assert (released.case.incidents, released.case.standings, released.waiting) == ((), (), 2)


def test_guesses_support_no_origin_and_no_state() -> None:
    released = release(two_tellings(Support.ONE, GUESS)).case
    assert [origin.label for origin in released.incidents[0].origins] == ["The prosecutor"]
    assert released.incidents[0].count.at_least == 1
    assert [(item.state, item.sentence) for item in released.standings] == [(State.REPORTED, WAITS_SENTENCE)]


def test_neither_harm_nor_time_of_a_guess_is_told_of_its_incident() -> None:
    made = two_tellings(Support.ONE, GUESS)
    guess = dataclasses.replace(made.claims[1], harm=Harm.LOOTED, time=Period("2019", "2019"))
    incident = dataclasses.replace(
        made.incidents[0], harms=(Harm.DAMAGED, Harm.LOOTED), period=Period("2019", "2023-05")
    )
    shown = release(dataclasses.replace(made, claims=(made.claims[0], guess), incidents=(incident,))).case.incidents[0]
    assert shown.harms == (Harm.DAMAGED,)
    assert shown.period and (shown.period.start, shown.period.end) == ("2023-05", "2023-05")


def test_the_case_is_dated_by_its_newest_record() -> None:
    made = two_tellings(Support.ONE, Support.ONE)
    assert release(dataclasses.replace(made, rulings=())).case.made_at == "2026-01-10T08:00:00+00:00"
    assert release(dataclasses.replace(made, rulings=(), captured_at={})).case.made_at == made.made_at
