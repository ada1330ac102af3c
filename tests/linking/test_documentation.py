"""The worked examples of docs/linking.md and docs/incidents.md say what the program does."""

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("page", ["linking.md", "incidents.md"])
def test_every_example_of_the_page(page: str) -> None:
    results = doctest.testfile(str(DOCS / page), module_relative=False, encoding="utf-8")
    assert results.attempted > 8
    assert results.failed == 0
