"""Many faults in few words, and hints at what columns mean."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from register_files import register

from tutela.model.errors import UnusableRegister
from tutela.model.problems import Problem
from tutela.sources.registers import bad_rows_csv
from tutela.sources.registers.faults import SINGLY, Faults, rows_in_words

HEADER = "id,name,type,lat,lon\n"


def test_a_fault_of_many_rows_is_told_once_with_the_rows(tmp_path: Path) -> None:
    good = [f"{n},Chapel {n},church,40.{n},46.{n}" for n in range(1, 30)]
    swapped = [f"s{n},Mill {n},mill,46.{n},40.{n}" for n in range(14)]
    nameless = [f"n{n},,church,40.5,46.5" for n in range(300)]
    reading = register(tmp_path, HEADER + "\n".join([*good, *swapped, *nameless]))
    first, second = reading.problems
    assert first.row == 31 and "look swapped" in first.message and "14 rows: 31-44." in first.message
    assert second.row == 45 and "300 rows: 45-344." in second.message
    assert len(reading.bad_rows) == 314 == bad_rows_csv(reading).count("\n") - 1
    assert "46.13, 40.13" in bad_rows_csv(reading)


def test_few_faults_are_told_row_by_row(tmp_path: Path) -> None:
    rows = [f"{n},Chapel {n},church,9{n},46" for n in range(1, SINGLY + 1)]
    reading = register(tmp_path, HEADER + "0,Chapel,church,40,46\n" + "\n".join(rows))
    assert [problem.row for problem in reading.problems] == list(range(3, 3 + SINGLY))


def test_types_that_are_not_known_are_told_word_by_word_the_most_used_first(tmp_path: Path) -> None:
    rows = [f"{n},Thing {n},{'thingamajig' if n % 2 else f'whatsit{n}'},," for n in range(200)]
    reading = register(tmp_path, HEADER + "\n".join(rows))
    assert len(reading.problems) == 31
    assert any("'thingamajig' is not known (also in 99 more rows)" in problem.message for problem in reading.problems)
    assert any("71 more words for types in 71 rows" in problem.message for problem in reading.problems)


@given(st.lists(st.integers(1, 60), min_size=1))
def test_rows_in_words_name_every_row(rows: list[int]) -> None:
    named: set[int] = set()
    for run in rows_in_words(rows).split(", "):
        first, _, last = run.partition("-")
        named |= set(range(int(first), int(last or first) + 1))
    assert named == set(rows)


@given(st.lists(st.tuples(st.integers(1, 1000), st.sampled_from(["a 'x' b", "a 'y' b", "c 1", "c 2", "d"]))))
def test_no_row_with_a_fault_goes_untold(faults: list[tuple[int, str]]) -> None:
    gathered = Faults()
    for row, message in faults:
        gathered.add(Problem("f", message, "r", row))
    told = list(gathered)
    assert len(told) <= 3 * SINGLY
    assert [problem.row or 0 for problem in told] == sorted(problem.row or 0 for problem in told)
    assert len(told) == len(faults) if len(faults) <= SINGLY else told


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("name,Широта объекта,Долгота объекта", {"Широта объекта": "latitude", "Долгота объекта": "longitude"}),
        ("name,lattitude,longtitude", {"lattitude": "latitude", "longtitude": "longitude"}),
        ("name,a,b", {"a": "latitude", "b": "longitude"}),
    ],
)
def test_columns_that_look_like_coordinates_are_named(tmp_path: Path, header: str, said: dict[str, str]) -> None:
    rows = [f"Chapel {n},40.{n}25,46.{n}75" for n in range(8)]
    reading = register(tmp_path, header + "\n" + "\n".join(rows))
    assert {problem.column: problem.message.split(" (")[0] for problem in reading.problems} == {
        column: f"looks like {meaning}" for column, meaning in said.items()
    }
    assert all("--map" in problem.remedy and not problem.dropped for problem in reading.problems)
    # A hint is no assumption.
    assert all(entry.position is None for entry in reading.entries)


def test_two_coordinates_in_one_cell_are_noticed(tmp_path: Path) -> None:
    rows = [f'Chapel {n};"40°3{n}′N 46°1{n}′E"' for n in range(5)]
    [problem] = register(tmp_path, "name;wo\n" + "\n".join(rows)).problems
    assert problem.column == "wo" and "looks like coordinates (cells such as" in problem.message


def test_numbers_that_are_no_coordinates_are_left_alone(tmp_path: Path) -> None:
    rows = [f"Chapel {n},{n},{n * 1000.5},{1900 + n}" for n in range(8)]
    assert not register(tmp_path, "name,storeys,area,when\n" + "\n".join(rows)).problems


def test_a_register_without_a_column_for_names_is_told_which_may_hold_them(tmp_path: Path) -> None:
    rows = [f"{n},http://x/{n},Chapel {n},church" for n in range(8)]
    with pytest.raises(UnusableRegister, match=r"'wie' looks like names .*--map wie=name"):
        register(tmp_path, "no,link to,wie,type\n" + "\n".join(rows))


def test_what_the_register_has_is_not_looked_for(tmp_path: Path) -> None:
    rows = [f"Chapel {n},40.5,46.5,40.25,46.25" for n in range(8)]
    assert not register(tmp_path, "name,lat,lon,lat of the gate,lon of the gate\n" + "\n".join(rows)).problems


def test_keys_that_stand_twice_far_apart_are_told_apart_in_the_stream_too(tmp_path: Path) -> None:
    rows = [
        "1,Chapel,church,40,46",
        *(f"x{n},Mill {n},mill,40,46" for n in range(50)),
        "1,Bridge,bridge,40,46",
        "1,Chapel,church,40,46",
    ]
    reading = register(tmp_path, HEADER + "\n".join(rows))
    assert [entry.key for entry in reading.entries if entry.key.startswith("1")] == ["1", "1-2"]
    assert reading.same == 1 and len(reading.problems) == 2
