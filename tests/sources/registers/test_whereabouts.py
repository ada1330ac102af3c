"""A register whose every row has latitude and longitude swapped."""

from pathlib import Path

import pytest

from tutela.sources.registers import read_register

TOWNS = [("Goris", 39.51, 46.34), ("Gyumri", 40.79, 43.85), ("Vanadzor", 40.81, 44.49), ("Kapan", 39.21, 46.41)]
HEAD = "id,name,place,country,Breite,Länge\n"


def told(folder: Path, lines: list[str], card: dict[str, object] | None = None) -> list[str]:
    path = folder / "churches.csv"
    path.write_text(HEAD + "\n".join(lines), "utf-8")
    problems = read_register(path, card=card).problems
    return [str(problem) for problem in problems if "whole register" in problem.message]


@pytest.mark.parametrize("words", ["{town},", ",AM", ",Armenia", ",ARM", "{town},AM"])
def test_rows_far_from_the_town_or_country_they_name_are_told_with_the_remedy(tmp_path: Path, words: str) -> None:
    lines = [f"{n},Church,{words.format(town=town)},{lon},{lat}" for n, (town, lat, lon) in enumerate(TOWNS)]
    [problem] = told(tmp_path, lines)
    assert "--map 'Breite=lon' --map 'Länge=lat'" in problem and "46.34, 39.51 for" in problem


def test_the_card_says_where_a_register_should_lie(tmp_path: Path) -> None:
    lines = [f"{n},Church,,,{lon},{lat}" for n, (_, lat, lon) in enumerate(TOWNS)]
    assert told(tmp_path, lines) == []
    assert len(told(tmp_path, lines, {"coverage": "listed churches of Armenia, without ruins"})) == 1


def test_what_lies_where_it_says_is_not_told(tmp_path: Path) -> None:
    right = [f"{n},Church,{town},AM,{lat},{lon}" for n, (town, lat, lon) in enumerate(TOWNS)]
    assert told(tmp_path, right) == []


def test_what_fits_neither_way_is_not_told(tmp_path: Path) -> None:
    elsewhere = [f"{n},Church,Goris,AM,{10 + n},{20 + n}" for n in range(5)]
    assert told(tmp_path, elsewhere) == []
