"""The worked examples of docs/language.md say what the program does."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "language.md"


def test_every_example_of_the_page() -> None:
    results = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert results.attempted > 20
    assert results.failed == 0
