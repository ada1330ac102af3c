"""Places named in a text, and whether two names are of one place."""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import ahocorasick

from tutela.language import gazetteer_files
from tutela.language.names import fold
from tutela.model.inventory import Place

APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʻ`´′ʹ", "'") | dict.fromkeys("‐‑–", "-"))
CAPITALISED_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place name in a text; several places when several bear the name."""

    start: int
    end: int
    text: str
    places: tuple[Place, ...]
    """Every place of that name: of known areas first, then by population."""
    within_name: bool = False
    """It stands inside a larger capitalised name ("Mosul Museum")."""


class Gazetteer:
    """Places and all their names; none of the names is preferred."""

    def __init__(self, places: Iterable[Place], held_back: Mapping[str, str] | None = None) -> None:
        self._held_back = dict(held_back or {})
        self._by_key: dict[str, list[Place]] = defaultdict(list)
        self._automaton = ahocorasick.Automaton()
        for place in places:
            self._add(place)
        if self._by_key:
            self._automaton.make_automaton()

    def _add(self, place: Place) -> None:
        for name in place.names:
            bearers = self._by_key[fold(name.text)]
            if place not in bearers[-1:]:
                bearers.append(place)
            written = matched_form(name.text)
            self._automaton.add_word(written, (len(written), name.text))

    def lookup(self, name: str) -> tuple[Place, ...]:
        """All places of this name, case and diacritics apart."""
        return tuple(self._by_key.get(fold(name), ()))

    def same(self, a: str, b: str) -> bool:
        """Whether some place bears both names."""
        ids = {place.id for place in self.lookup(a)}
        return fold(a) == fold(b) or any(place.id in ids for place in self.lookup(b))

    def find(self, text: str, offset: int = 0) -> list[FoundPlace]:
        """The place names of a text, longest first where they overlap, in order; `offset` is added to all offsets."""
        found: list[FoundPlace] = []
        if not self._by_key:
            return found
        reached = 0
        for start, end, name in self._longest(matched_form(text)):
            if start >= reached and _is_word(text, start, end) and text[start:end] not in self._held_back:
                found.append(self._found(text, start, end, name, offset))
                reached = end
        return found

    def _longest(self, text: str) -> Iterator[tuple[int, int, str]]:
        hits = [(at - size + 1, at + 1, name) for at, (size, name) in self._automaton.iter(text)]
        return iter(sorted(hits, key=lambda hit: (hit[0], -hit[1])))

    def _found(self, text: str, start: int, end: int, name: str, offset: int) -> FoundPlace:
        places = tuple(sorted(self.lookup(name), key=lambda place: -place.population))
        return FoundPlace(start + offset, end + offset, text[start:end], places, _inside_name(text, start, end))


def matched_form(text: str) -> str:
    """The text in small letters with one kind of apostrophe and hyphen, every character at its place."""
    low = text.translate(APOSTROPHES).lower()
    return low if len(low) == len(text) else "".join(c.lower()[0] for c in text.translate(APOSTROPHES))


def _is_word(text: str, start: int, end: int) -> bool:
    if text[start].islower():
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum())


def _inside_name(text: str, start: int, end: int) -> bool:
    """Whether capitalised words of a larger name stand beside it."""
    after = re.match(r"(?:['’]s)? ([^\W\d_]\w*)", text[end:])
    before = re.search(r"([^\W\d_]\w*) (?:of )?$", text[:start])
    return bool(
        (after and after[1][0].isupper()) or (before and before[1][0].isupper() and " of " in text[:start][-4:])
    )


@functools.cache
def default_gazetteer() -> Gazetteer:
    """The packaged places: South Caucasus sample, regions, countries and cities of the world."""
    files = gazetteer_files
    places = [*files.south_caucasus(), *files.regions(), *files.countries(), *files.cities()]
    return Gazetteer(places, files.held_back())
