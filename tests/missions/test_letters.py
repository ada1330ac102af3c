"""Letters to parties: every language whole, every name there, no position taken."""

import string
from dataclasses import replace
from importlib import resources

import pytest
import yaml
from small_mission import NORTH, SITES, SOUTH, mission

from tutela.missions.briefs import legal_bases
from tutela.missions.letters import letter_languages, letters_to
from tutela.model.inventory import Name

WORDINGS = yaml.safe_load(resources.files("tutela.missions").joinpath("letters.yml").read_text("utf-8"))

MISSION = mission(
    given_by="An organisation",
    legal_bases=(legal_bases()["hague-1954"],),
    party_languages=((NORTH, "hy"), (SOUTH, "az"), (SOUTH, "ru")),
)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", letter_languages())
def test_every_language_says_the_same_things(language: str) -> None:
    english, other = WORDINGS["en"], WORDINGS[language]
    assert {part: fields(text) for part, text in other.items()} == {
        part: fields(text) for part, text in english.items()
    }


@pytest.mark.parametrize("language", letter_languages())
def test_a_letter_names_what_is_asked_for(language: str) -> None:
    asked = replace(MISSION, party_languages=((NORTH, language),))
    [letter] = letters_to(asked, NORTH, SITES[:2])
    for said in ("to see", "249 UNTS 240", "An organisation", "Site 1 (Upper Village)", "2026-05-05", "drone", NORTH):
        assert said in letter.text
    assert "{" not in letter.text + letter.subject


def test_each_party_is_written_to_in_its_languages_and_in_english_where_none_is_known() -> None:
    assert [one.language for one in letters_to(MISSION, SOUTH, SITES)] == ["az", "ru"]
    assert [one.language for one in letters_to(MISSION, "Another", SITES)] == ["en"]
    odd = replace(MISSION, party_languages=((NORTH, "xx"),))
    assert [one.language for one in letters_to(odd, NORTH, SITES)] == ["en"]


def test_all_names_are_written_in_an_order_no_party_made() -> None:
    names = (Name("Şuşa", "az"), Name("Shushi", "hy"))
    for order in (names, names[::-1]):
        site = replace(SITES[0], settlements=order)
        assert "Site 1 (Shushi / Şuşa)" in letters_to(MISSION, NORTH, [site])[0].text


def test_two_parties_get_the_same_letter() -> None:
    plain = replace(MISSION, party_languages=())
    [one], [other] = letters_to(plain, NORTH, SITES), letters_to(plain, SOUTH, SITES)
    assert one.text.replace(NORTH, SOUTH) == other.text


def test_what_the_brief_leaves_open_is_left_out() -> None:
    [letter] = letters_to(replace(mission(), teams=()), NORTH, SITES)
    assert "Persons" not in letter.text and "rests on" not in letter.text
