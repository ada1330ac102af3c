"""The words of a language pack: which words name cultural assets, and which tell harm, in what construction."""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import resources
from typing import TypeVar, cast

import yaml

from tutela.model.claims import AssetType, Harm

Words = tuple[str, ...]
"""A word or several, in lower case, as the tokens of a text."""

PackData = Mapping[str, object]


class Weight(StrEnum):
    """How surely a noun names heritage."""

    WHOLE = "whole"
    WEAK = "weak"


class Strength(StrEnum):
    """How surely a word tells harm."""

    STRONG = "strong"
    MILD = "mild"


class Frame(StrEnum):
    """Which argument of a harm word is its patient."""

    OBJECT = "object"
    SUBJECT = "subject"
    EITHER = "either"
    OF = "of"
    STATE = "state"
    PLACE = "place"


class WordClass(StrEnum):
    """Part of speech of a harm word."""

    VERB = "verbs"
    NOUN = "nouns"
    ADJECTIVE = "adjectives"
    PHRASE = "phrases"


@dataclass(frozen=True, slots=True)
class AssetWord:
    """A noun and the type of asset it names."""

    words: Words
    type: AssetType
    weight: Weight


@dataclass(frozen=True, slots=True)
class HarmWord:
    """A word that tells harm."""

    words: Words
    harm: Harm
    kind: WordClass
    frame: Frame
    strength: Strength
    other: Harm | None = None
    """The other class it can mean."""
    complements: frozenset[str] = frozenset()
    """It tells this harm only beside one of these ("reduce .. to rubble")."""
    prepositions: frozenset[str] = frozenset()
    """The complement must hang on one of these ("convert .. into a hotel"), or the patient of the frame `place`."""
    doers: frozenset[str] = frozenset()
    """It tells this harm only where one of these does it, or is who is there ("troops live in the monastery")."""
    objects: frozenset[str] = frozenset()
    """It tells this harm only where it is done to one of these ("the cross was removed")."""

    @property
    def bound(self) -> bool:
        """Whether it tells harm only of certain doers or things, or only of where it is done."""
        return bool(self.doers or self.objects) or self.frame is Frame.PLACE


Word = TypeVar("Word", AssetWord, HarmWord)


@dataclass(frozen=True, slots=True)
class Sign:
    """The words that one guard or result state goes by, in the forms they are looked for in, made once."""

    phrases: tuple[Words, ...]
    firsts: frozenset[str]
    """The first word of each phrase."""
    singles: frozenset[str]
    """The phrases of one word."""
    spaced: tuple[str, ...]
    """Each phrase as text with a blank on either side, to be found in text of that kind."""

    @classmethod
    def of(cls, phrases: tuple[Words, ...]) -> "Sign":
        """The sign that goes by these phrases.

        >>> Sign.of((("must",), ("has", "to"))).spaced
        (' must ', ' has to ')
        """
        singles = frozenset(phrase[0] for phrase in phrases if len(phrase) == 1)
        spaced = tuple(f" {' '.join(phrase)} " for phrase in phrases)
        return cls(phrases, frozenset(phrase[0] for phrase in phrases), singles, spaced)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of one language."""

    assets: Mapping[str, Sequence[AssetWord]]
    """By their first word, longest first."""
    harms: Mapping[str, Sequence[HarmWord]]
    """By their first word, longest first."""
    parts: frozenset[str]
    groups: frozenset[str]
    heritage_adjectives: frozenset[str]
    people: frozenset[str]
    things: frozenset[str]
    irregular: Mapping[str, str] = field(default_factory=dict)
    """Word forms that no rule leads back to their base: `taken` -> `take`."""
    signs: Mapping[str, Sign] = field(default_factory=dict)
    """Words that a guard or the result state goes by, under the guard's name."""


@functools.cache
def vocabulary(language: str = "en") -> Vocabulary | None:
    """The vocabulary of a language; None where it has no pack."""
    folder = resources.files("tutela.language").joinpath("packs", language)
    if not folder.joinpath("harm.yml").is_file():
        return None
    assets, harms = (_load(folder.joinpath(name).read_text("utf-8")) for name in ("assets.yml", "harm.yml"))
    others = cast(Mapping[str, Sequence[str]], assets["not_assets"])
    return Vocabulary(
        assets=_by_first(_asset_words(assets)),
        harms=_by_first(_harm_words(harms)),
        parts=_set(assets["part"]),
        groups=_set(assets["group"]),
        heritage_adjectives=_set(assets["heritage_adjective"]),
        people=_set(others["people"]),
        things=_set(others["things"]),
        irregular=cast(Mapping[str, str], harms.get("irregular", {})),
        signs=_signs(cast(Mapping[str, Sequence[str]], harms["signs"])),
    )


def _load(text: str) -> PackData:
    return cast(PackData, yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)))


def _set(words: object) -> frozenset[str]:
    return frozenset(cast(Iterable[str], words))


def _signs(table: Mapping[str, Sequence[str]]) -> dict[str, Sign]:
    return {name: Sign.of(tuple(_split(word) for word in words)) for name, words in table.items()}


def _split(word: str) -> Words:
    return tuple(word.casefold().replace("-", " - ").split())


def _asset_words(pack: PackData) -> Iterator[AssetWord]:
    for kind in AssetType:
        table = cast(Mapping[str, Sequence[str]], pack.get(kind.value, {}))
        for weight in Weight:
            for word in table.get(weight.value, ()):
                yield AssetWord(_split(word), kind, weight)


def _harm_words(pack: PackData) -> Iterator[HarmWord]:
    classes = cast(Mapping[str, Sequence[str]], pack.get("classes", {}))
    for harm in Harm:
        table = cast(Mapping[str, Sequence[Mapping[str, object]]], pack.get(harm.value, {}))
        for kind in WordClass:
            for entry in table.get(kind.value, ()):
                yield from _entry(harm, kind, entry, classes)


def _entry(
    harm: Harm, kind: WordClass, entry: Mapping[str, object], classes: Mapping[str, Sequence[str]]
) -> Iterator[HarmWord]:
    other = entry.get("or")
    doers, objects = (
        frozenset(word for name in cast(Sequence[str], entry.get(key, ())) for word in classes[name])
        for key in ("who", "what")
    )
    for word in cast(Sequence[str], entry["words"]):
        yield HarmWord(
            words=_split(word),
            harm=harm,
            kind=kind,
            frame=Frame(str(entry["frame"])),
            strength=Strength(str(entry["strength"])),
            other=Harm(str(other)) if other else None,
            complements=_set(entry.get("with", ())),
            prepositions=_set(entry.get("by", ())),
            doers=doers,
            objects=objects,
        )


def _by_first(words: Iterable[Word]) -> Mapping[str, Sequence[Word]]:
    table: dict[str, list[Word]] = {}
    for word in words:
        table.setdefault(word.words[0], []).append(word)
    # A longer word, and one with a complement, says more than a shorter one: try it first.
    for found in table.values():
        found.sort(key=lambda word: (-len(word.words), not getattr(word, "complements", None)))
    return table
