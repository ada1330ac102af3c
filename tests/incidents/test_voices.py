"""Speakers across spellings, scripts and offices."""

import pytest

from tutela.incidents.affiliations import independent_groups, ties_of
from tutela.incidents.voices import Directory, role_of
from tutela.model.documents import Publisher

KNOWN = Directory(
    [
        Publisher(id="reuters", name="Reuters", other_names=("رويترز", "Рейтер")),
        Publisher(id="office", name="Office of the Prosecutor General of Armenia", party="Armenia"),
    ]
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Reuters", "رويترز", True),
        ("Tigran Mkrtchyan", "Тигран Мкртчян", True),
        ("UNESCO", "Unesco", True),
        ("State Emergency Service", "SES", True),
        ("United Nations Development Programme", "UNDP", True),
        ("AP", "APA", False),
        ("Ministry of Defence", "Ministry of Culture", False),
    ],
)
def test_two_names_of_one_speaker(one: str, other: str, same: bool) -> None:
    assert KNOWN.voice(one).same(KNOWN.voice(other)) is same


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("prosecutors", "prosecutor"),
        ("прокуратуры", "prosecutor"),
        ("residents", "witness"),
        ("шаги", ""),
        ("وزارة", "ministry"),
    ],
)
def test_words_for_roles(word: str, role: str) -> None:
    assert role_of(word) == role


def test_an_office_beside_a_name() -> None:
    text = "Viktor Kovalenko, head of the Zolochiv hromada, wrote it."
    person = KNOWN.voice("Viktor Kovalenko", text, 0, 16)
    assert KNOWN.voice("Zolochiv hromada").stands_beside(person)
    assert not KNOWN.voice("Lviv council").stands_beside(person)


def test_ties_join_voices_and_unknown_ties_join_nothing() -> None:
    army, ministry, paper = frozenset({"party:a"}), frozenset({"party:a", "owner:b"}), frozenset({"owner:b"})
    assert independent_groups([army, frozenset(), ministry, frozenset(), paper]) == [[1], [3], [0, 2, 4]]
    assert ties_of(None) == ties_of(Publisher(id="x", name="X")) == frozenset()


@pytest.mark.parametrize("words", ["Its units", "His office", "их представитель"])
def test_words_that_point_back_name_nobody(words: str) -> None:
    assert not KNOWN.voice(words).named()
