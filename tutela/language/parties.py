"""Words that name a party, and what stands in for them before a parser."""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class BlindToken:
    """What a parser is shown for one or several tokens of a sentence."""

    first: int
    """Index of the first token it stands for."""
    last: int
    """Index of the last one."""
    word: str


@functools.cache
def stand_ins(language: str = "en") -> dict[str, str]:
    """Party name (as written) -> the one stand-in of its kind."""
    text = resources.files("tutela.language").joinpath(f"packs/{language}/parties.yml").read_text("utf-8")
    table: dict[str, dict[str, object]] = yaml.safe_load(text)
    found: dict[str, str] = {}
    for kind in table.values():
        words = kind["words"]
        assert isinstance(words, list)
        found |= {str(word): str(kind["stand_in"]) for word in words}
    return found


def stand_in(word: str, language: str = "en") -> str | None:
    """What the parser is shown instead of a party's one-word name; None for any other word. Capitals stay capitals."""
    table = stand_ins(language)
    if word in table:
        return table[word]
    capitals = _in_capitals(language).get(word)
    return capitals.upper() if capitals else None


def blind(words: Sequence[str], language: str = "en") -> list[BlindToken]:
    """The tokens of a sentence as the parser may see them: each party's name, of however many tokens, as one stand-in.

    Swapping two parties of one kind leaves the words the same, also where one name has more tokens than the other
    (Sudan, Saudi Arabia) and where the article follows the sound ("a Turkish", "an Armenian").
    """
    shown = list(_replaced(words, language))
    for index, token in enumerate(shown[:-1]):
        following = shown[index + 1]
        if token.word.lower() == "an" and _stands_in(words, following):
            shown[index] = BlindToken(token.first, token.last, token.word[0])
    return shown


def _stands_in(words: Sequence[str], token: BlindToken) -> bool:
    return token.last > token.first or words[token.first] != token.word


def _replaced(words: Sequence[str], language: str) -> Iterator[BlindToken]:
    at = 0
    while at < len(words):
        size, word = _longest(words, at, language)
        yield BlindToken(at, at + size - 1, word)
        at += size


def _longest(words: Sequence[str], at: int, language: str) -> tuple[int, str]:
    """How many tokens the longest party name here has, and what is shown; one token as it is where there is none."""
    for name, shown in _names(language).get(words[at].lower(), ()):
        here = tuple(words[at : at + len(name)])
        if here == name:
            return len(name), shown
        if here == tuple(part.upper() for part in name):
            return len(name), shown.upper()
    return 1, words[at]


@functools.cache
def _names(language: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First token in small letters -> (tokens of the name, stand-in), longest name first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, shown in stand_ins(language).items():
        tokens = tuple(name.replace("-", " - ").split())
        table.setdefault(tokens[0].lower(), []).append((tokens, shown))
    for names in table.values():
        names.sort(key=lambda entry: -len(entry[0]))
    return table


@functools.cache
def _in_capitals(language: str) -> dict[str, str]:
    return {name.upper(): shown for name, shown in stand_ins(language).items() if len(name) > 2}


@functools.cache
def party_words(kind: str, language: str = "en") -> tuple[str, ...]:
    """The party words of one kind of the pack (`country`, `adjective`, `people`), in its order."""
    text = resources.files("tutela.language").joinpath(f"packs/{language}/parties.yml").read_text("utf-8")
    return tuple(str(word) for word in yaml.safe_load(text)[kind]["words"])
