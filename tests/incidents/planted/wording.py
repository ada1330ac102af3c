"""Sentences of a planted story in several languages, varied by a seed."""

import functools
import random
import re
from collections.abc import Mapping
from pathlib import Path

import yaml

CHOICE = re.compile(r"\[([^\[\]]*)\]")
LATIN = ("ka", "ve", "sho", "ri", "tal", "mir", "gor", "den", "lu", "zan", "bek", "os", "ner", "ham", "ill", "dar")
CYRILLIC = ("ка", "ве", "шо", "ри", "тал", "мир", "гор", "ден", "лу", "зан", "бек", "ос", "нер", "хам", "илл", "дар")
Words = dict[str, object]


@functools.cache
def sentences() -> Mapping[str, Words]:
    """Language -> kind of sentence -> its forms."""
    found: Mapping[str, Words] = yaml.safe_load(Path(__file__).with_name("sentences.yml").read_text("utf-8"))
    return found


LANGUAGES = ("en", "de", "fr", "es", "ru", "tr")


def name_of(syllables: tuple[int, ...], language: str = "en") -> str:
    """An invented name in the letters of a language."""
    letters = CYRILLIC if language == "ru" else LATIN
    return "".join(letters[number] for number in syllables).capitalize()


def forms(language: str, kind: str) -> list[str]:
    """The forms of a kind of sentence."""
    found = sentences()[language].get(kind, [])
    return [str(form) for form in found] if isinstance(found, list) else [str(found)]


def table(language: str, kind: str) -> Mapping[str, object]:
    """A table of words of a language."""
    found = sentences()[language][kind]
    assert isinstance(found, dict)
    return found


def told(language: str, kind: str, slots: Mapping[str, str], dice: random.Random) -> str:
    """One sentence of a kind with its slots filled, one of its forms by chance."""
    form = dice.choice(forms(language, kind))
    form = CHOICE.sub(lambda match: dice.choice(match[1].split("|")), form)
    filled = form.format(**slots)
    return filled[:1].upper() + filled[1:]


def day_in(language: str, month: int, day: int) -> str:
    """A day of a month in words."""
    return forms(language, "day")[0].format(d=day, month=forms(language, "months")[month - 1])
