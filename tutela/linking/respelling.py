"""Foreign names as English papers spell them, read from the spelling of other languages."""

import functools
import re
from importlib import resources

import yaml


@functools.lru_cache(maxsize=65536)
def respelt(word: str, language: str) -> str:
    """A word in small Latin letters with the sounds written as in English.

    >>> respelt("chouchi", "fr"), respelt("dschuma", "de"), respelt("church", "en")
    ('shushi', 'juma', 'church')
    """
    if not respells(language):
        return word
    pattern, plain = _table()[language]
    return pattern.sub(lambda found: plain[found.group()], word)


def respells(language: str) -> bool:
    """Whether a language spells foreign names in its own way."""
    return language in _table()


@functools.cache
def _table() -> dict[str, tuple[re.Pattern[str], dict[str, str]]]:
    """Language -> a pattern of all its spellings, longest first, and what each is in English."""
    text = resources.files("tutela.linking").joinpath("respelling.yml").read_text("utf-8")
    data: dict[str, list[list[str]]] = yaml.safe_load(text)
    return {
        language: (
            re.compile("|".join(sorted((re.escape(one) for one, _ in pairs), key=len, reverse=True))),
            {pair[0]: pair[1] for pair in pairs},
        )
        for language, pairs in data.items()
    }
