"""Addresses that identify a thing in a well-known register -> scheme and value, so that registers meet through them."""

import functools
import re
from collections.abc import Iterator
from importlib import resources

import yaml


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = resources.files("tutela.inventory").joinpath("uris.yml").read_text("utf-8")
    data: dict[str, str] = yaml.load(text, yaml.BaseLoader)
    return tuple(
        (scheme, re.compile(rf"https?://(?:www\.)?{pattern}", re.IGNORECASE)) for scheme, pattern in data.items()
    )


def identifier_of(cell: str) -> Iterator[tuple[str, str]]:
    """The identifiers that the addresses in a cell stand for.

    >>> list(identifier_of("https://pleiades.stoa.org/places/658381 https://example.org/7"))
    [('pleiades', '658381')]
    """
    if "://" not in cell:
        return
    for scheme, pattern in _patterns():
        yield from ((scheme, found) for found in pattern.findall(cell))
