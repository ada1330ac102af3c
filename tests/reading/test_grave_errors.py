"""Errors that must not ship: each sentence is read by the whole reader, as a user would have it read."""

import pytest
from reading_documents import document

from tutela.model.claims import Certainty, Claim, Harm
from tutela.reading.reader import Reader

PUBLISHED = "2020-11-27"


def read(reader: Reader, text: str, published: str = PUBLISHED) -> tuple[Claim, ...]:
    return reader.read(document(text, published)).claims


def affirmed(claims: tuple[Claim, ...]) -> list[tuple[str, str]]:
    """Harm that the text is taken to affirm."""
    return [
        (claim.asset.exact, claim.harm.value)
        for claim in claims
        if claim.harm not in (Harm.INTACT, Harm.THREATENED) and claim.certainty is not Certainty.DENIED
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The cathedral in the old town was not damaged.",
        "The cathedral had not been damaged, the priest said.",
        "No church in the town was damaged.",
        "The army did not shell the monastery of Saint Thomas.",
        "Israel did not bomb the Great Omari Mosque.",
        "The museum has not been looted.",
        "If the mosque were destroyed, the town would lose its heart.",
        "Neither the mosque nor the library was hit.",
        "The earthquake damaged the cathedral.",
        "We call on both sides to spare churches, mosques and cemeteries.",
        "Churches must not be damaged in any circumstances, the charter says.",
    ],
)
def test_what_is_no_harm_is_not_read_as_harm(reader: Reader, text: str) -> None:
    assert affirmed(read(reader, text)) == []


def test_a_call_to_spare_says_nothing_of_what_happened(reader: Reader) -> None:
    assert read(reader, "We call on both sides to spare churches, mosques and cemeteries.") == ()


def test_not_even_spared_is_no_sparing(reader: Reader) -> None:
    claims = read(reader, "The aggressor did not spare even the old church of the village.")
    assert Harm.INTACT not in {claim.harm for claim in claims}


def test_people_who_come_out_unharmed_are_no_asset(reader: Reader) -> None:
    text = "A shell hit the cathedral. People sheltering underneath the church came out unharmed."
    assert Harm.INTACT not in {claim.harm for claim in read(reader, text)}


def test_injured_people_are_no_damaged_cathedral(reader: Reader) -> None:
    text = "The Holy Savior Cathedral stands on the hill. Several people were injured, according to the ministry of health."
    assert affirmed(read(reader, text)) == []


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("In December 2005 soldiers broke up the old cemetery of the village.", "2005-12"),
        ("On 5 May 2019 soldiers destroyed the mosque.", "2019-05-05"),
    ],
)
def test_a_stated_year_stands(reader: Reader, text: str, start: str) -> None:
    claims = read(reader, text)
    assert [claim.time.start for claim in claims if claim.time] == [start]


@pytest.mark.parametrize("country", ["Azerbaijan", "Armenia", "Ukraine"])
@pytest.mark.parametrize("body", ["Ministry of Culture", "Ministry of Defence", "Prosecutor General's Office"])
def test_a_body_speaks_under_its_whole_name(reader: Reader, body: str, country: str) -> None:
    claims = read(reader, f"The {body} of {country} said that the Juma Mosque was damaged by shelling.")
    assert [[one.words.exact for one in claim.attribution] for claim in claims] == [[f"{body} of {country}"]]


def test_a_speaker_is_not_the_actor_of_what_it_reports(reader: Reader) -> None:
    text = "The Office of the Prosecutor General of Armenia said that artillery had damaged the cathedral."
    claims = read(reader, text)
    assert claims
    assert {claim.actor.exact if claim.actor else None for claim in claims} == {None}


def test_a_site_of_news_a_town_and_a_person_are_no_assets(reader: Reader) -> None:
    text = (
        "The Armenian news site Panorama.am published the damaged pictures. Shushi was shelled again on Sunday. "
        "The khans destroyed their rivals."
    )
    assert affirmed(read(reader, text)) == []


def test_where_an_asset_stands_suffers_nothing(reader: Reader) -> None:
    text = "A shell destroyed the library of the seminary in the old town of Orva, the head of the city council said."
    assert affirmed(read(reader, text)) == [("library of the seminary", "destroyed")]


def test_a_named_part_suffers_where_its_whole_is_not_told(reader: Reader) -> None:
    text = "Militants stripped the monastery of its books and dynamited the dome of St Blaise."
    assert affirmed(read(reader, text)) == [("monastery", "looted"), ("dome of St Blaise", "destroyed")]


def test_a_deed_denied_is_the_harm_denied(reader: Reader) -> None:
    text = "Residents said a bomb had destroyed the library. No plane of ours struck the mosque, the colonel said."
    said = {(claim.asset.exact, claim.harm, claim.certainty) for claim in read(reader, text)}
    assert ("mosque", Harm.DAMAGED, Certainty.DENIED) in said
