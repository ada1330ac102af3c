import pytest
from parsed import patients, scanned

from tutela.reading.frames import Role
from tutela.reading.scanning import tie_of


@pytest.mark.parametrize(
    ("text", "asset", "harm"),
    [
        ("The army destroyed the church.", "church", "destroyed"),
        ("The church was destroyed.", "church", "destroyed"),
        ("The church destroyed in May was old.", "church", "destroyed"),
        ("The church that they destroyed was old.", "church", "destroyed"),
        ("The church, which was destroyed in May, was old.", "church", "destroyed"),
        ("The church is said to have been destroyed.", "church", "destroyed"),
        ("The church was looted and burned.", "church", "looted"),
        ("Soldiers shelled and destroyed the church.", "church", "destroyed"),
        ("They witnessed the destruction of the church.", "church", "destroyed"),
        ("The museum suffered damage.", "museum", "damaged"),
        ("The blast caused damage to the museum.", "museum", "damaged"),
        ("The shells reduced the library to rubble.", "library", "destroyed"),
        ("The mosque collapsed.", "mosque", "destroyed"),
        ("The mosque is intact.", "mosque", "intact"),
        ("Thieves stripped the treasury of its books and looted the archive.", "archive", "looted"),
        ("The shrine became a victim of the war.", "shrine", "damaged"),
        ("The vandalism that soldiers committed against the chapel shocked them.", "chapel", "desecrated"),
        ("Two sites were hit, among them the old fortress.", "old fortress", "damaged"),
    ],
)
def test_a_construction_gives_its_patient(text: str, asset: str, harm: str) -> None:
    assert (asset, harm) in patients(text)


def test_the_subject_of_an_active_perfect_suffers_nothing() -> None:
    assert ("museum", "damaged") not in patients("The museum said that it had fired on the castle.")
    assert ("castle", "damaged") in patients("The museum said that it had fired on the castle.")


@pytest.mark.parametrize("verb", ["gutted", "robbed", "stripped"])
def test_a_doubled_letter_hides_no_harm_word(verb: str) -> None:
    assert "palace" in {asset for asset, _ in patients(f"The palace was {verb} bare.")}


def test_every_member_of_a_list_is_a_patient() -> None:
    found = patients("St Mary's Church, the Khan Mosque and the Old Bridge were destroyed.")
    assert {asset for asset, harm in found if harm == "destroyed"} == {"St Mary's Church", "Khan Mosque", "Old Bridge"}


def test_an_agent_is_no_patient() -> None:
    one = scanned("The museum destroyed the copies.")
    assert tie_of(one, 0, one.mentions[0]).role is Role.AGENT
