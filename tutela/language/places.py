"""Places named in a text, and whether two names are of one place."""

import copy
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tutela.language import place_resolving
from tutela.language.gazetteer_files import (
    City,
    administrations,
    cities,
    countries,
    endings,
    held_back,
    locating_words,
    name_heads,
    regions,
    south_caucasus,
)
from tutela.language.names import fold, romanise, script_of, type_words
from tutela.language.parties import stand_in
from tutela.language.place_rows import beside, joined, one_place
from tutela.model.gazetteer import PlaceContext, PlaceIndex, Resolution
from tutela.model.inventory import Administration, Name, Place

PIECE = re.compile(r"[^\W_]+")
ONE_SIGN = str.maketrans(dict.fromkeys("’‘ʼʻ`´′ʹ", "'") | dict.fromkeys("‐‑–", "-"))
HYPHENED_ON = re.compile(r"[-‐‑](?=[^\W\d_])")
"""Behind a hyphened name: it goes on (Saint-Jean-Baptiste)."""
LOCATING = re.compile(r"\b(?:in|at|near|from|around|outside|to|of|city of|town of)\s+(?:the\s+)?$", re.IGNORECASE)
HEAD_OF = re.compile(r"([^\W\d_]\w*) of (?:the )?$")
MID_SENTENCE = re.compile(r"[\w,;:’'\"”“)(-]\s*$")
"""Before a capital: it is more than the beginning of a sentence."""
WORD_BEFORE = re.compile(r"[a-z,] ([^\W\d_]\w+) $")
ACRONYM_LENGTH = 4
"""Capitals of up to this length are acronyms (CHW, PACE), unless the place is a country, large, or packaged by us."""
TOWN_FROM = 15_000
LANGUAGES = 20
"""A place of a larger gazetteer with this many people, or names in this many languages, needs no word beside it that
says place; the world list of cities begins at as many people."""
LANGUAGES_OF_NAME = 3
ARTICLE_BEFORE = re.compile(r"\b(?:the|an?) $", re.IGNORECASE)
WOF_ROW = re.compile(r"\bwof:(\d+)")
LARGE_CITY = 500_000
CASED = frozenset({"Latn", "Cyrl", "Armn", "Grek"})
SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place name in a text; several places when several bear the name."""

    start: int
    end: int
    text: str
    places: tuple[Place, ...]
    """Every place of that name: those packaged by us first, then countries, then cities, the most people first."""
    within_name: bool = False
    """It stands inside a larger capitalised name ("Mosul Museum", "University of Aleppo", "Paris Hilton")."""


class Gazetteer:
    """Places and all their names; none of the names is preferred.

    A plain table of names tried at every capitalised word: loads in a fraction of the time a word automaton takes to
    build, and is as fast to search, since few words are capitalised.
    """

    def __init__(
        self,
        places: Iterable[Place],
        cities: Iterable[City] = (),
        held_back: Mapping[str, str] | None = None,
        index: PlaceIndex | None = None,
        administered: Mapping[str, tuple[Administration, ...]] | None = None,
    ) -> None:
        self._own: dict[str, list[Place]] = {}
        self._cities: dict[str, list[City]] = {}
        self._words_after: dict[str, int] = {}
        """First word of a name -> how many words the longest such name has."""
        self._held_back = {matched_form(name): reason for name, reason in (held_back or {}).items()}
        self._index = index
        self._administered = dict(administered or {})
        self._rows_of: dict[str, Place] = {}
        """Id of a row of a larger gazetteer -> the place of ours that its identifier says it is."""
        self._by_id: dict[str, Place] = {}
        self._cities_by_id: dict[int, City] = {}
        for place in places:
            self._add(self._ruled(place))
        for city in cities:
            self._add_city(city)

    def with_index(
        self, index: PlaceIndex | None, administered: Mapping[str, tuple[Administration, ...]] | None = None
    ) -> "Gazetteer":
        """The same gazetteer over a larger one as well; what ours holds is not told twice."""
        larger = copy.copy(self)
        larger._index = index
        larger._administered = {**self._administered, **(administered or {})}
        return larger

    def with_names(self, more: Mapping[str, tuple[Name, ...]]) -> "Gazetteer":
        """The same gazetteer where places, by their ids, are known by further names too; unknown ids are passed over.

        >>> place = default_gazetteer().lookup("Shushi")[0]
        >>> known = default_gazetteer().with_names({place.id: (Name("Karkhana"),)})
        >>> [found.id for found in known.lookup("Karkhana")] == [place.id], default_gazetteer().knows("Karkhana")
        (True, False)
        """
        larger = copy.copy(self)
        larger._own = {written: list(bearers) for written, bearers in self._own.items()}
        larger._by_id, larger._rows_of = dict(self._by_id), dict(self._rows_of)
        larger._words_after = dict(self._words_after)
        for place, names in more.items():
            for row in self.with_id(place):
                larger._forget(row)
                larger._add(replace(row, names=tuple(dict.fromkeys((*row.names, *names)))))
        return larger

    def _forget(self, place: Place) -> None:
        for written in [written for written, bearers in self._own.items() if place in bearers]:
            self._own[written] = [bearer for bearer in self._own[written] if bearer != place]

    def _ruled(self, place: Place) -> Place:
        """The place with what is known of who administered it."""
        keys = (place.id, *(f"{scheme}:{value}" for scheme, value in place.identifiers))
        said = tuple(dict.fromkeys(one for key in keys for one in self._administered.get(key, ())))
        return replace(place, administered=tuple(dict.fromkeys((*place.administered, *said)))) if said else place

    def _add(self, place: Place) -> None:
        self._by_id[place.id] = place
        for row in WOF_ROW.findall(place.source):
            self._rows_of[row] = place
        for name in place.names:
            for written in {matched_form(name.text), fold(name.text)} - {""}:
                bearers = self._own.setdefault(written, [])
                if place not in bearers:
                    bearers.append(place)
                self._count_words(written)

    def _add_city(self, city: City) -> None:
        self._cities_by_id[city.id] = city
        for name in city.matched:
            self._cities.setdefault(name, []).append(city)
            if not name.isalpha():  # of one word, as most are: nothing to count
                self._count_words(name)

    def _count_words(self, written: str) -> None:
        pieces = PIECE.findall(written)
        if pieces:
            self._words_after[pieces[0]] = max(len(pieces), self._words_after.get(pieces[0], 1))

    def lookup(self, name: str) -> tuple[Place, ...]:
        """All places of this name, whatever its case and, for names in Latin letters, its diacritics."""
        found = self._bearers(matched_form(name.strip())) or self._bearers(fold(name))
        return tuple(found)

    def _bearers(self, written: str) -> list[Place]:
        own = self._own.get(written, [])
        cities = sorted(self._cities.get(written, []), key=lambda city: -city.population)
        found = [*own, *(place for place in map(self._of_city, cities) if not beside(place, own))]
        if self._index is None:
            return found
        held = {place.id: place for place in found}
        for row in self._index.named(written):
            ours = self._ours(row, found)
            held[ours.id] = joined(ours, row) if ours is not row else self._ruled(row)
        return list(held.values())

    def with_id(self, place: str) -> tuple[Place, ...]:
        """The place of an id, with all rows that are the same; none where no list holds it."""
        scheme, _, value = place.partition(":")
        if scheme == "wof" and value in self._rows_of:
            return (self._rows_of[value],)
        if scheme == "geonames" and value.isdigit() and int(value) in self._cities_by_id:
            return (self._of_city(self._cities_by_id[int(value)]),)
        if place in self._by_id:
            return (self._by_id[place],)
        row = self._index.get(place) if self._index is not None else None
        return (self._ruled(row),) if row is not None else ()

    def _of_city(self, city: City) -> Place:
        return self._ruled(city.place())

    def _ours(self, row: Place, found: Iterable[Place]) -> Place:
        """The place of ours that a row of the larger gazetteer is: by identifier, else of a shared name and near."""
        for scheme, value in row.identifiers:
            if scheme == "wof" and value in self._rows_of:
                return self._rows_of[value]
            if scheme == "geonames" and value.isdigit() and int(value) in self._cities_by_id:
                city = self._of_city(self._cities_by_id[int(value)])
                held = (*self._of_its_names(city), *self._of_its_names(row))
                return next((place for place in held if one_place(place, city)), city)
        return next((place for place in (*found, *self._of_its_names(row)) if one_place(place, row)), row)

    def _of_its_names(self, row: Place) -> list[Place]:
        """Places of our own lists that bear one of its names."""
        forms = {form: None for name in row.names for form in (matched_form(name.text), fold(name.text))}
        return [place for form in forms for place in self._own.get(form, ())]

    def same(self, a: str, b: str) -> bool:
        """Whether some place bears both names."""
        if fold(a) == fold(b):
            return True
        ids = {place.id for place in self.lookup(a)}
        return any(place.id in ids for place in self.lookup(b))

    def knows(self, name: str) -> bool:
        """Whether any place bears the name."""
        written = matched_form(name)
        return self._listed(written) or (self._index is not None and self._index.knows(written))

    def _listed(self, written: str) -> bool:
        return written in self._own or written in self._cities

    def resolve(self, name: str, context: PlaceContext | None = None) -> Resolution:
        """Which of the places of this name is meant where it stands, with reasons; several where that stays open.

        >>> gazetteer = default_gazetteer()
        >>> gazetteer.resolve("Tripoli", PlaceContext(beside=("Beirut", "Sidon"))).place.country
        'LB'
        >>> gazetteer.resolve("Tripoli", PlaceContext(beside=("Libya",))).place.country
        'LY'
        """
        return place_resolving.resolve(name, self._meant(name), context or PlaceContext(), self._meant, self._by_id)

    def _meant(self, name: str) -> tuple[Place, ...]:
        """Places of the name as written, else of the name without its case ending."""
        found = self.lookup(name)
        if found or not name:
            return found
        bare = next(filter(self.knows, self._bent(matched_form(name))), "")
        return tuple(self._bearers(bare)) if bare else ()

    def find(self, text: str, offset: int = 0) -> list[FoundPlace]:
        """The place names of a text, the longest where they overlap, in order; `offset` is added to all offsets.

        Names of cased scripts must be capitalised. Names that are usually other words are found only where the words
        beside them say place ("Split, Croatia"; "in Nice").
        """
        found: list[FoundPlace] = []
        reached = 0
        low = matched_form(text)
        pieces = [match.span() for match in PIECE.finditer(text)]
        for index, (start, _) in enumerate(pieces):
            if start < reached or text[start].islower() or text[start].isdigit():
                continue
            end, name = self._longest(text, low, pieces, index)
            if name and self._stands(text, start, end, name):
                reached = end
                found.append(self._found(text, start, end, name, offset))
        return found

    def _longest(self, text: str, low: str, pieces: list[tuple[int, int]], index: int) -> tuple[int, str]:
        """End and listed form of the longest name that begins at a word; no form where there is none."""
        start, first_end = pieces[index]
        first = low[start:first_end]
        most = max(self._words_after.get(first, 1), self._index.longest(first) if self._index else 1)
        for _, end in reversed(pieces[index : index + most]):
            if self.knows(low[start:end]):
                return end, low[start:end]
        return first_end, next(filter(self.knows, self._bent(low[start:first_end])), "")

    def _bent(self, word: str) -> Iterator[str]:
        """The names a word with a case ending or a joined short word can stand for, in its script or romanised."""
        script = script_of(word)
        forms = [word, *_without_ending(word, script), *_without_prefix(word, script)]
        if script == "Latn":
            return filter(self._own.__contains__, forms)
        return itertools.chain(forms, filter(self._own.__contains__, map(_romanised, forms)))

    def _stands(self, text: str, start: int, end: int, name: str) -> bool:
        """Whether the words around let the name be a place."""
        word = text[start:end]
        if HYPHENED_ON.match(text, end) and "-" in word:
            return False
        if word.isupper() and len(word) <= ACRONYM_LENGTH and script_of(word) in CASED and not self._well_known(name):
            return False
        if not self._listed(name) and not self._told_to_be_place(text, start, end):
            return False
        reason = self._held_back.get(name)
        return reason is None or self._place_beside(text, start, end, reason)

    def _told_to_be_place(self, text: str, start: int, end: int) -> bool:
        """Whether the words beside a name that only the larger gazetteer holds tell it to be a place."""
        word, script = text[start:end], script_of(text[start:end])
        if end - start < SHORTEST_STEM or (script in CASED and _also_small(text, word)):
            return False
        before, after = locating_words(script)
        if after and after.match(text, end):
            return True
        if stand_in(word):  # of a people or party: "in Armenian hands"
            return False
        if before and before.search(text[max(0, start - 25) : start]):
            return True
        if self._widely_named(matched_form(word)) and not ARTICLE_BEFORE.search(text[max(0, start - 5) : start]):
            return True
        holder = re.match(r",\s+(\w+)", text[end:])
        return holder is not None and script in CASED and matched_form(holder[1]) in self._own

    def _well_known(self, name: str) -> bool:
        return name in self._own or any(city.population >= LARGE_CITY for city in self._cities.get(name, []))

    def _widely_named(self, name: str) -> bool:
        """Whether a larger gazetteer knows a place by this name that many people or languages speak of."""
        rows = self._index.named(name) if self._index and len(name) > SHORTEST_STEM else ()
        return any(_widely_named(row, name) for row in rows)

    def _place_beside(self, text: str, start: int, end: int, reason: str) -> bool:
        """Whether "in" stands before it or its country after it; common words need their country."""
        following = re.match(r",\s+(\w+)", text[end:])
        if following and self._holds(matched_form(text[start:end]), matched_form(following[1])):
            return True
        next_capital = re.match(r"\s+(\w)", text[end:])
        alone = not (next_capital and next_capital[1].isupper())
        return reason == "first name" and alone and bool(LOCATING.search(text[max(0, start - 20) : start]))

    def _holds(self, name: str, country: str) -> bool:
        isos = {place.country for place in self._own.get(country, []) if place.kind == "country"}
        return any(city.country in isos for city in self._cities.get(name, []))

    def _found(self, text: str, start: int, end: int, name: str, offset: int) -> FoundPlace:
        places = tuple(self._bearers(name))
        return FoundPlace(start + offset, end + offset, text[start:end], places, inside_name(text, start, end))


def _widely_named(row: Place, name: str) -> bool:
    """Whether a place is widely known, and by this very name: in some language its name is also that of a people."""
    languages = [one.language for one in row.names if name in (matched_form(one.text), fold(one.text))]
    spoken = len(set(languages)) >= LANGUAGES_OF_NAME or "" in languages
    return spoken and (row.population >= TOWN_FROM or len({one.language for one in row.names}) >= LANGUAGES)


def _also_small(text: str, word: str) -> bool:
    """Whether the text writes the word small somewhere: then it is a word."""
    return re.search(rf"\b{re.escape(word.lower())}\b", text) is not None


def _without_ending(word: str, script: str) -> Iterator[str]:
    for ending, stems in endings().endings.get(script, ()):
        if word.endswith(ending) and len(word) >= len(ending) + SHORTEST_STEM:
            yield from (word.removesuffix(ending) + stem for stem in stems)


def _without_prefix(word: str, script: str) -> Iterator[str]:
    for prefix in endings().prefixes.get(script, ()):
        if word.startswith(prefix) and len(word) >= len(prefix) + SHORTEST_STEM:
            yield word.removeprefix(prefix)


def _romanised(word: str) -> str:
    return romanise(word).lower()


def matched_form(text: str) -> str:
    """The text in small letters with one kind of apostrophe and hyphen, every character at its place."""
    plain = text.translate(ONE_SIGN)
    low = plain.lower()
    return low if len(low) == len(text) else "".join(letter.lower()[0] for letter in plain)


def inside_name(text: str, start: int, end: int) -> bool:
    """Whether the words beside it make a larger capitalised name of it."""
    after = re.match(r" (\w)", text[end : end + 3])
    if after and after[1].isupper() and not text[start:end].isupper():
        return True
    before = text[max(0, start - 40) : start]
    head = HEAD_OF.search(before)
    if head and head[1][0].isupper():
        return (
            head[1].lower() in name_heads()
            or bool(type_words(head[1]))
            or bool(MID_SENTENCE.search(before[: head.start()]))
        )
    direct = WORD_BEFORE.search(before)
    return bool(direct and direct[1][0].isupper() and not direct[1].isupper())


@functools.cache
def default_gazetteer() -> Gazetteer:
    """The packaged places: South Caucasus sample, regions, countries and cities of the world."""
    places = [*south_caucasus(), *regions(), *countries()]
    return Gazetteer(places, cities(), held_back(), administered=administrations())
