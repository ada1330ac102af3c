"""Where an asset is said to be: places resolved so that two spellings, or two communities' names, are one place."""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz.fuzz import ratio

from tutela.language.names import fold, romanise, skeleton, tokens_of
from tutela.language.places import FoundPlace
from tutela.linking.respelling import respells, respelt
from tutela.linking.words import says, without
from tutela.model.geometry import Position
from tutela.model.inventory import Place

WIDE_KINDS = frozenset({"country", "region", "area", "district"})
"""Kinds of places too wide to single out one asset."""
ALIKE = 84
"""Consonants this alike (rapidfuzz ratio) are one place, where the gazetteer does not know one of the names."""
LONG_ENOUGH = 3
"""Fewer consonants than this must be equal."""
ENDING = 2
"""An inflected name may be longer by this many consonants (Иванковом, Iwankowie)."""
SURROUNDINGS = 2
"""Countries and regions that stand for the place of what is given none."""
NEIGHBOURS_M = 15_000
"""Metres within which two settlements may be given for one asset: a village and its town (Negash, Wukro: 9 km)."""
SOFT_G = re.compile(r"(?<![^\W\d_])gi(?=[aou])")
"""Italian and its kin write the sound of j so: Giulfa is Julfa."""
WRITTEN = re.compile(r"[^\W\d_]+")
BLOCK = 3
"""Consonants that names of one place share at their beginning: the key they are looked up by."""


class Gazetteer(Protocol):
    """What linking asks of the gazetteer."""

    def lookup(self, name: str) -> tuple[Place, ...]:
        """The places that bear a name."""
        ...

    def find(self, text: str) -> list[FoundPlace]:
        """The place names in some words, inflected ones too."""
        ...


@dataclass(frozen=True, slots=True)
class Spot:
    """One place name resolved."""

    words: str
    places: frozenset[str]
    """Ids of the places it may be; empty when the gazetteer does not know the name."""
    bones: frozenset[str]
    """Consonants of every name of these places, or of the words as they stand."""
    wide: bool
    positions: tuple[Position, ...] = ()
    """Where these places lie, as far as the gazetteer knows."""

    def same(self, other: "Spot") -> bool:
        """Whether both can be one place."""
        if self.places and other.places:
            return bool(self.places & other.places)
        return bool(self.bones & other.bones) or any(_alike(a, b) for a in self.bones for b in other.bones)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The places of one asset, most specific first."""

    spots: tuple[Spot, ...] = ()

    def near(self) -> list[Spot]:
        """Settlements and smaller places."""
        return [spot for spot in self.spots if not spot.wide]

    def wide(self) -> list[Spot]:
        """Regions and countries."""
        return [spot for spot in self.spots if spot.wide]

    def joined(self, other: "Whereabouts") -> "Whereabouts":
        """The places of both."""
        return Whereabouts(tuple(dict.fromkeys((*self.spots, *other.spots))))

    def meets(self, other: "Whereabouts") -> Spot | None:
        """A settlement both name."""
        return common(self.near(), other.near())

    def touches(self, other: "Whereabouts") -> bool:
        """Whether both name one settlement, or one begins with a place of the other where settlements are not told."""
        if self.near() and other.near():
            return self.meets(other) is not None
        return bool(self.spots and other.spots) and self.spots[0].same(other.spots[0])

    def neighbours(self, other: "Whereabouts") -> bool:
        """Whether a settlement of the one lies so near to one of the other that writers name either."""
        ours, theirs = ([at for spot in where.near() for at in spot.positions] for where in (self, other))
        return any(a.distance_m(b) <= NEIGHBOURS_M for a in ours for b in theirs)

    def apart(self, other: "Whereabouts") -> bool:
        """Whether both name settlements and none is common."""
        return bool(self.near() and other.near()) and self.meets(other) is None


def common(ours: Iterable[Spot], theirs: Iterable[Spot]) -> Spot | None:
    """The first of our places that is one of theirs."""
    theirs = list(theirs)
    return next((spot for spot in ours if any(spot.same(other) for other in theirs)), None)


class Resolver:
    """Resolves place names, each once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._spots: dict[tuple[str, str], Spot] = {}

    def whereabouts(self, names: Iterable[str], language: str = "") -> Whereabouts:
        """The places of these names, as a text of this language spells them; "old quarter" tells none."""
        telling = [name for name in names if without("around", name)]
        return Whereabouts(tuple(dict.fromkeys(self.spot(name, language) for name in telling)))

    def settlements_in(self, words: str, names: frozenset[str]) -> Whereabouts:
        """The settlements among the names in a description: "old cemetery of Tartar"."""
        named = [
            word for word in WRITTEN.findall(words) if names.issuperset(tokens_of(word)) and len(word) > LONG_ENOUGH
        ]
        spots = [self.spot(word) for word in named]
        return Whereabouts(tuple(spot for spot in spots if spot.places and not spot.wide))

    def surroundings(self, text: str) -> Whereabouts:
        """The countries and regions that a text names most, at most `SURROUNDINGS` of them."""
        named = Counter(one.text for one in self._gazetteer.find(text))
        spots = {word: self.spot(word) for word in named}
        wide = sorted((word for word in named if spots[word].wide), key=lambda word: (-named[word], word))
        return Whereabouts(tuple(spots[word] for word in wide[:SURROUNDINGS]))

    def spot(self, name: str, language: str = "") -> Spot:
        """One name resolved."""
        key = name, language
        if key not in self._spots:
            self._spots[key] = self._resolve(name, language)
        return self._spots[key]

    def _resolve(self, name: str, language: str) -> Spot:
        core = without("around", name) or name
        english = respelt(romanise(core, language).lower(), language) if respells(language) else core
        places = self._bearers(name, core, english) or self._inside(name)
        wide = says("wide", name) or (bool(places) and all(place.kind in WIDE_KINDS for place in places))
        names = [title.text for place in places for title in place.names] or [without("wide", english) or english]
        bones = frozenset(filter(None, map(bones_of, names)))
        positions = tuple(place.position for place in places if place.position and place.kind not in WIDE_KINDS)
        return Spot(name, frozenset(place.id for place in places), bones, wide, positions)

    def _bearers(self, *names: str) -> Sequence[Place]:
        """The places of the first of the names that any bears."""
        return next(filter(None, map(self._gazetteer.lookup, dict.fromkeys(names))), ())

    def _inside(self, name: str) -> Sequence[Place]:
        """The places that inflected or longer words name: "Նախիջևանի", "western Mosul", "Gaza's old city"."""
        found = self._gazetteer.find(name)
        near = [one for one in found if not all(place.kind in WIDE_KINDS for place in one.places)]
        return (near or found)[0].places if found else ()


@functools.lru_cache(maxsize=65536)
def bones_of(name: str) -> str:
    """The consonants of a name without the Arabic article."""
    tokens = [token.removeprefix("al") if len(token) > LONG_ENOUGH + 2 else token for token in tokens_of(fold(name))]
    return skeleton(SOFT_G.sub("j", " ".join(tokens))).replace(" ", "")


@functools.lru_cache(maxsize=262144)
def _alike(a: str, b: str) -> bool:
    if min(len(a), len(b)) < LONG_ENOUGH:
        return a == b
    if a.startswith(b) or b.startswith(a):
        return abs(len(a) - len(b)) <= ENDING
    return a[:BLOCK] == b[:BLOCK] and ratio(a, b) >= ALIKE
