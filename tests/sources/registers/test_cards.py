"""A register's card."""

from pathlib import Path

import pytest
from register_files import write_csv

from tutela.model.errors import InputError, UnreadableFile
from tutela.sources.registers import read_register, stream_register
from tutela.sources.registers.cards import FIELDS, card_for, packaged_card

CARD = (
    "publisher: Parish of the Hill\nside: the parish\nlicence: CC0\ndate: 2021-05\ncoverage: two chapels\nexpected: 2\n"
)


def test_a_card_beside_the_file_goes_onto_the_register(tmp_path: Path) -> None:
    path = write_csv(tmp_path)
    (tmp_path / "chapels.card.yml").write_text(CARD, "utf-8")
    reading = read_register(path)
    register = reading.register
    assert (register.publisher, register.side, register.licence) == ("Parish of the Hill", "the parish", "CC0")
    assert (register.date, register.coverage, register.expected) == ("2021-05", "two chapels", 2)
    assert not reading.problems
    # What is in a card does not change what the register's rows are.
    (tmp_path / "chapels.card.yml").unlink()
    assert read_register(path).entries == reading.entries


def test_a_count_that_differs_is_told(tmp_path: Path) -> None:
    path = write_csv(tmp_path)
    [problem] = read_register(path, card={"expected": 40}).problems
    assert "holds 40 assets; 2 were read" in problem.message and not problem.dropped
    stream = stream_register(path, card={"expected": "2"})
    assert len(list(stream)) == 2 and not stream.problems


def test_the_card_given_goes_before_the_one_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "list.card.yml").write_text(CARD, "utf-8")
    given = tmp_path / "other.yml"
    given.write_text("publisher: Somebody else\nlicence:\n", "utf-8")
    card = card_for(tmp_path / "list.csv.gz", given)
    assert card["publisher"] == "Somebody else" and card["licence"] == "CC0"


@pytest.mark.parametrize(
    "name", ["pleiades_places", "syriaca_places", "wof_admin_ua", "EAMENA_2024-01-01", "allCountries"]
)
def test_well_known_registers_have_packaged_cards(name: str) -> None:
    card = packaged_card(name)
    assert card["publisher"] and set(card) <= set(FIELDS)
    assert not packaged_card("monuments")


def test_a_card_that_is_not_there_is_no_card_left_out(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="nowhere"):
        read_register(write_csv(tmp_path), card=tmp_path / "nowhere.yml")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("- a\n", "holds no card"),
        ("a: [", "no YAML"),
        ("publishr: X\n", "publishr"),
        ("expected: many\n", "no number"),
        ("expected: -3\n", "no number"),
    ],
)
def test_a_card_that_is_none_says_so(tmp_path: Path, content: str, message: str) -> None:
    path = write_csv(tmp_path)
    (tmp_path / "chapels.card.yml").write_text(content, "utf-8")
    with pytest.raises(InputError, match=message) as error:
        read_register(path)
    assert error.value.remedy
