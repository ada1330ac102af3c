"""Words that name a party, and what stands in for them before a parser."""

import functools
from importlib import resources

import yaml


@functools.cache
def stand_ins(language: str = "en") -> dict[str, str]:
    """Party word (as written) -> the one stand-in of its kind."""
    text = resources.files("tutela.language").joinpath(f"packs/{language}/parties.yml").read_text("utf-8")
    table: dict[str, dict[str, object]] = yaml.safe_load(text)
    found: dict[str, str] = {}
    for kind in table.values():
        words = kind["words"]
        assert isinstance(words, list)
        found |= {str(word): str(kind["stand_in"]) for word in words}
    return found


def stand_in(word: str, language: str = "en") -> str | None:
    """What the parser is shown instead of a party's word; None for any other word."""
    return stand_ins(language).get(word)
