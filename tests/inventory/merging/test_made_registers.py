"""The registers that merging is measured on: the same each time, and in letters a reader of the first cannot match."""

import importlib.util
import itertools
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.language.names import script_of

SCRIPTS = Path(__file__).parents[3] / "scripts"


def script(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A measuring script as a module, with its neighbours at hand."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return script("bench_letters", monkeypatch)


@pytest.fixture
def linkage(letters: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    assert letters
    return script("bench_linkage", monkeypatch)


PLACES = [
    ("Tulkarm", ("طولكرم",), 32.31, 35.03),
    ("Dashkənd", (), 40.4, 46.1),
    ("Chernyakhiv", (), 50.4, 28.6),
    ("Sheikh Miskin", ("الشيخ مسكين",), 32.8, 36.1),
    ("Shchastia", (), 48.7, 39.2),
]


def rows(linkage: ModuleType, register: str, count: int) -> list[tuple[str, str, str, float, float]]:
    """What a made register holds: thing, id, name, where."""
    return [
        (thing, one.id, one.names[0].text, one.position.lat, one.position.lon)
        for thing, one in linkage.made_register(PLACES, register, count)
    ]


def test_the_same_rows_every_time_whatever_was_drawn_before(linkage: ModuleType) -> None:
    before = rows(linkage, "b", 60)
    random.seed(3)
    random.random()
    assert rows(linkage, "b", 60) == before
    assert len({id_ for _, id_, *_ in before}) == len(before) == 60


def test_no_name_of_the_second_register_is_in_latin_letters(linkage: ModuleType) -> None:
    twice = [[*group] for _, group in itertools.groupby(rows(linkage, "b", 200), key=lambda row: row[0])]
    firsts = [group[0][2] for group in twice]
    assert {script_of(name) for name in firsts} == {"Cyrl", "Armn", "Arab"}
    assert {script_of(row[2]) for group in twice for row in group[1:]} == {"Latn"}, (
        "who stands twice, in another script"
    )


def test_as_many_are_shared_and_stand_twice_as_is_said(linkage: ModuleType) -> None:
    a, b = rows(linkage, "a", 2_000), rows(linkage, "b", 2_000)
    things_a, things_b = {row[0] for row in a}, {row[0] for row in b}
    assert len(things_a & things_b) / len(things_b) == pytest.approx(1 - linkage.NEW, abs=0.05)
    assert 1 - len(things_a) / len(a) == pytest.approx(linkage.TWICE / (1 + linkage.TWICE), abs=0.03)


def test_shared_things_stand_as_far_off_as_is_said(linkage: ModuleType) -> None:
    given_a = {thing: one for thing, one in linkage.made_register(PLACES, "a", 400) if script_of(one.label) == "Latn"}
    for thing, one in linkage.made_register(PLACES, "b", 400):
        if thing in given_a and script_of(one.label) != "Latn":
            metres = one.position.distance_m(given_a[thing].position)
            assert 0.95 * linkage.NEAREST_M <= metres <= 1.05 * linkage.FARTHEST_M


@given(
    name=st.text("abcdefghijklmnopqrstuvwxyzABCDEəışçğöüžščáíł' -", min_size=1),
    letters_of=st.sampled_from(("Cyrl", "Armn", "Arab")),
)
def test_every_latin_letter_becomes_one_of_the_other_script(name: str, letters_of: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        written = script("bench_letters", patch).written(name, letters_of)
    assert not [letter for letter in written if letter.isalpha() and script_of(letter) == "Latn"]


def test_spelling_loses_what_these_scripts_lose(letters: ModuleType) -> None:
    assert letters.written("Tulkarm", "Arab") == letters.written("Tulkrm", "Arab"), "short vowels are not written"
    assert letters.written("Pola", "Arab") == letters.written("Bola", "Arab")
    assert letters.written("Wahran", "Cyrl") == letters.written("Vakhran", "Cyrl")
