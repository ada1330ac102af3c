"""Word packs: what a language that nothing here can parse needs to be read by its words alone. Data only.

A pack is `packs/LANGUAGE/words.yml`; docs/language-packs.md lists its parts. A word ending in `*` stands for every word
that begins so; words of several parts match word by word.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from importlib.resources.abc import Traversable
from typing import cast

import yaml

MARKS = (
    r"\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4"
    r"\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u093c\u093e-\u094f"
)
"""Signs written over and under letters, which no class of regular expressions counts as letters: accents set apart,
Hebrew points, Arabic vowels, Devanagari vowels."""
LEADING_MARKS = re.compile(rf"^[{MARKS}]+")
LETTERS = rf"[^\W_](?:[^\W_]|[{MARKS}])*"
WORD = re.compile(rf"{LETTERS}(?:['’ʼ՚՛՜՞-]{LETTERS})*|[^\w\s]")
"""A word, or one mark of punctuation; Armenian sets its marks of stress, exclamation and question within the word."""
ENTRY_WORD = re.compile(rf"\*?{LETTERS}(?:['’ʼ՚-]{LETTERS})*\*?|[^\w\s]")
"""The same in an entry of a pack, a star kept with its word."""
SHORTEST_REST = 2
"""Letters that must remain of a word when a joined short word is taken off its front."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text as it is compared, and where it stands."""

    start: int
    end: int
    written: str
    forms: tuple[str, ...]
    """Folded; further forms are the word without the short words joined to its front (Arabic, Hebrew)."""

    @property
    def folded(self) -> str:
        """The form with nothing taken off."""
        return self.forms[0]


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a pack found in a text: tokens `first` to `last`, and what they mean there."""

    first: int
    last: int
    meaning: str
    """Path of the list that holds the words: `harm/destroyed/verbs`."""
    letters: int = 0
    """How much of the words the entry spells out."""


Part = tuple[str, bool]
"""(word, whether it is only the beginning of one)."""


@dataclass(frozen=True, slots=True)
class WordPack:
    """One language's words, compiled."""

    language: str
    folding: Mapping[int, str | None]
    joined: tuple[str, ...]
    """Short words written as one with the next, the longest first."""
    entries: Mapping[str, Sequence[tuple[Sequence[Part], str]]]
    """First word, its beginning (`zerstör*`) or its ending (`*kirche`) -> the words that follow and the list they stand
    in; the longest first."""
    order: Mapping[str, str]
    capitals: bool
    """Whether names are written with capitals."""
    article: tuple[str, ...] = ()
    """What a word with the article begins with, where the two are written as one (Arabic `ال`, `لل`)."""
    set_apart: tuple[str, ...] = ()
    """Joined short words that are words of their own before a word the pack knows (Arabic `و`): no name holds them."""

    def fold(self, text: str) -> str:
        """A word as it is compared."""
        return text.lower().translate(self.folding)

    def tokens(self, text: str, offset: int = 0) -> list[Token]:
        """The words and marks of a text; a short word joined by an apostrophe (l', dell') is a word of its own."""
        return [
            Token(start + offset, start + len(word) + offset, word, tuple(self._forms(word)))
            for match in WORD.finditer(text)
            for start, word in self.apart(match.group(), match.start())
        ]

    def apart(self, word: str, start: int = 0) -> Iterator[tuple[int, str]]:
        """(offset, word): a word, or the short word joined to its front and the rest, where the pack sets it apart.

        An apostrophe always sets apart; else the rest must be known, or have the article, and the whole be unknown.
        """
        folded = self.fold(word)
        short = next((one for one in self.joined if one.endswith("'") and folded.startswith(one)), "")
        cut = len(short) if 0 < len(short) < len(word) == len(folded) else 0
        while cut or (cut := self._set_apart(self.fold(word))):
            cut = len(word) - len(LEADING_MARKS.sub("", word[cut:]))
            yield start, word[:cut]
            start, word, cut = start + cut, word[cut:], 0
        yield start, word

    def _set_apart(self, folded: str) -> int:
        """Letters of the short word to take off a word's front; the marks over letters stand behind them."""
        short = next((one for one in self.set_apart if folded.startswith(one)), "")
        rest = folded[len(short) :]
        if not short or len(rest) < SHORTEST_REST or self._known(folded):
            return 0
        return len(short) if self._known(rest) or self._has_article(rest) or self._set_apart(rest) else 0

    def _has_article(self, folded: str) -> bool:
        return any(folded.startswith(one) and len(folded) - len(one) >= SHORTEST_REST for one in self.article)

    def _forms(self, word: str) -> Iterator[str]:
        folded = self.fold(word)
        yield folded
        for short in self.joined:
            if folded.startswith(short) and len(folded) - len(short) >= SHORTEST_REST:
                yield folded[len(short) :]

    def find(self, tokens: Sequence[Token]) -> list[Hit]:
        """Every place where words of the pack stand; several meanings of one place are several hits."""
        return [hit for at in range(len(tokens)) for hit in self._at(tokens, at)]

    def _at(self, tokens: Sequence[Token], at: int) -> Iterator[Hit]:
        said: set[str] = set()
        for spelled, (rest, meaning) in self._beginning(tokens[at]):
            if meaning not in said and _follow(tokens, at + 1, rest):
                said.add(meaning)
                yield Hit(at, at + len(rest), meaning, spelled + sum(len(word) for word, _ in rest))

    def definite(self, token: Token) -> bool:
        """Whether a word is written with the article; one that the pack knows as it stands (آلاف) only looks so."""
        return self._has_article(token.folded) and not self._known(token.folded)

    def _known(self, word: str) -> bool:
        return word in self.entries or any(f"{word[:length]}*" in self.entries for length in range(1, len(word) + 1))

    def _beginning(self, token: Token) -> Iterator[tuple[int, tuple[Sequence[Part], str]]]:
        """(letters of the word that it spells out, entry)."""
        for form in token.forms:
            yield from ((len(form), entry) for entry in self.entries.get(form, ()))
            for length in range(len(form), 0, -1):
                yield from ((length, entry) for entry in self.entries.get(f"{form[:length]}*", ()))
            for start in range(1, len(form)):
                yield from ((len(form) - start, entry) for entry in self.entries.get(f"*{form[start:]}", ()))


def _follow(tokens: Sequence[Token], at: int, rest: Sequence[Part]) -> bool:
    return at + len(rest) <= len(tokens) and all(
        any(form.startswith(word) if beginning else form == word for form in tokens[at + n].forms)
        for n, (word, beginning) in enumerate(rest)
    )


@functools.cache
def word_pack(language: str) -> WordPack | None:
    """The word pack of a language; None where it has none."""
    file = resources.files("tutela.language").joinpath("packs", language, "words.yml")
    return _compiled(language, file) if language.isalpha() and file.is_file() else None


@functools.cache
def word_languages() -> tuple[str, ...]:
    """The languages that have a word pack, in the order of their codes."""
    folder = resources.files("tutela.language").joinpath("packs")
    return tuple(sorted(one.name for one in folder.iterdir() if one.joinpath("words.yml").is_file()))


@functools.cache
def party_adjectives(language: str) -> Mapping[str, Sequence[str]]:
    """Party -> the stems or words of its adjective in a language; the same parties in every language that has any."""
    text = resources.files("tutela.language").joinpath("packs", "parties.yml").read_text("utf-8")
    every = cast(Mapping[str, Mapping[str, Sequence[str]]], yaml.load(text, yaml.BaseLoader))
    return every.get(language, {})


def _compiled(language: str, file: Traversable) -> WordPack:
    data = cast(Mapping[str, object], yaml.load(file.read_text("utf-8"), yaml.BaseLoader))
    letters = cast(Mapping[str, str], data.get("letters") or {})
    folding: dict[int, str | None] = {ord(letter): plain for letter, plain in letters.items()}
    folding |= dict.fromkeys(map(ord, cast(str, data.get("drop") or "")))
    empty = WordPack(language, folding, (), {}, {}, True)
    joined = tuple(sorted(map(empty.fold, cast(Iterable[str], data.get("joined") or ())), key=len, reverse=True))
    empty = replace(empty, joined=joined)
    words = dict(cast(Mapping[str, object], data["words"]))
    named = (one for words_of_one in party_adjectives(language).values() for one in words_of_one)
    words["adjectives"] = [*cast(Iterable[str], words.get("adjectives") or ()), *named]
    return WordPack(
        language,
        folding,
        joined,
        _entries(empty, words),
        cast(Mapping[str, str], data["order"]),
        data.get("capitals", "yes") == "yes",
        tuple(map(empty.fold, cast(Iterable[str], data.get("article") or ()))),
        tuple(map(empty.fold, cast(Iterable[str], data.get("set_apart") or ()))),
    )


def _entries(pack: WordPack, words: Mapping[str, object]) -> dict[str, Sequence[tuple[Sequence[Part], str]]]:
    table: dict[str, list[tuple[Sequence[Part], str]]] = {}
    for meaning, phrase in _lists(words, ""):
        first, *rest = (_part(pack, word) for token in _spelled(phrase, pack) for _, word in pack.apart(token))
        ending = "*" if phrase.startswith("*") else ""
        table.setdefault(f"{ending}{first[0]}{'*' * first[1]}", []).append((tuple(rest), meaning))
    for found in table.values():
        found.sort(key=lambda entry: -len(entry[0]))
    return {key: tuple(found) for key, found in table.items()}


def _lists(words: Mapping[str, object], path: str) -> Iterator[tuple[str, str]]:
    for name, inner in words.items():
        if isinstance(inner, Mapping):
            yield from _lists(inner, f"{path}{name}/")
        else:
            yield from ((f"{path}{name}", str(phrase)) for phrase in cast(Iterable[object], inner))


def _spelled(phrase: str, pack: WordPack) -> list[str]:
    """The tokens of an entry, a star kept with its word."""
    if pack.fold(phrase) in pack.joined:
        return [phrase]
    return ENTRY_WORD.findall(phrase)


def _part(pack: WordPack, token: str) -> Part:
    return pack.fold(token.strip("*")), token.endswith("*")
