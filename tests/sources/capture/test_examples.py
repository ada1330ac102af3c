"""Examples in the docstrings of fetching and capturing do as they say."""

import doctest
import importlib
import pkgutil

import pytest

from tutela.model import addresses
from tutela.sources import capture, fetching

ROOMS = [
    f"{room.__name__}.{module.name}" for room in (capture, fetching) for module in pkgutil.iter_modules(room.__path__)
]


@pytest.mark.parametrize("name", [addresses.__name__, *ROOMS])
def test_examples(name):
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0


def test_there_are_examples():
    finder = doctest.DocTestFinder(exclude_empty=True)
    modules = [importlib.import_module(name) for name in ROOMS]
    assert sum(bool(found.examples) for module in modules for found in finder.find(module)) >= 4
