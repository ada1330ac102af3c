"""Rows of gazetteers that are one place: Stepanakert and Xankəndi of one file, a village of two.

Nothing is deleted: pairs are proposed with reasons, and whoever asks for one row gets all names of its group.
"""

import functools
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources

import yaml

from tutela.language.names import fold, skeleton
from tutela.language.places import matched_form
from tutela.model.gazetteer import SamePlace
from tutela.model.geometry import EARTH_RADIUS_M, Position
from tutela.model.inventory import Place
from tutela.model.reasons import Reason

REACH_M = 12_000
"""Rows farther apart are compared only by a shared identifier: beyond it twin villages outnumber true pairs."""
ID_REACH_M = 30_000
"""Rows that share an identifier and lie farther apart than this were most likely matched wrongly by whoever gave it:
of 1,843 such pairs in Ukraine 557 lie more than 50 km apart, all of them twin names."""
SHORTEST_SOUND = 3
"""Fewer consonants meet by chance."""
WIDE = frozenset({"district", "region", "country", "area"})
MANY_NAMES = 15
"""Names alike in so many languages were copied from one article, not given to two villages."""
ARTICLES = frozenset(
    {"al", "ar", "as", "at", "ad", "an", "az", "ash", "adh", "ath", "el", "er", "es", "et", "ez", "esh"}
)
ARTICLE = re.compile(r"^ال(?=\w{3})")
SHARED_SCHEMES = ("geonames", "wikidata")


@dataclass(frozen=True, slots=True)
class _Brief:
    """What is compared of a row."""

    id: str
    lat: float
    lon: float
    kind: str
    country: str
    people: int
    keys: frozenset[str]
    sounds: frozenset[str]
    tongues: dict[str, frozenset[str]]
    """Language -> consonants of its names."""
    marks: frozenset[str]
    """What the words among them mean that tell neighbours apart."""
    identifiers: dict[str, str]
    label: str


@functools.cache
def _weights() -> dict[str, float]:
    text = resources.files("tutela.language").joinpath("same_places.yml").read_text("utf-8")
    weights: dict[str, float] = yaml.safe_load(text)["weights"]
    return weights


@functools.cache
def _qualifiers() -> dict[str, str]:
    """Words that tell two neighbours of one name apart -> what they mean: upper and lower, old and new."""
    text = resources.files("tutela.language").joinpath("same_places.yml").read_text("utf-8")
    meanings: dict[str, list[str]] = yaml.load(text, yaml.BaseLoader)["qualifiers"]
    return {fold(word): meaning for meaning, words in meanings.items() for word in words}


def place_keys(place: Place) -> frozenset[str]:
    """What a row is found by in a table: its names in small letters and folded, their consonants behind `~`, the
    identifiers that other lists share behind `#`.

    >>> from tutela.model.inventory import Name
    >>> sorted(place_keys(Place("p", (Name("Şuşa"),), identifiers=(("wikidata", "Q192515"),))))
    ['#wikidata:Q192515', 'susa', 'şuşa', '~ss']
    """
    texts = {name.text for name in place.names}
    folded = {fold(text) for text in texts}
    sounds = {f"~{_sound(key)}" for key in folded if key}
    marks = {f"#{scheme}:{value}" for scheme, value in place.identifiers if scheme in SHARED_SCHEMES}
    return frozenset({matched_form(text) for text in texts} | folded | sounds | marks) - {"", "~"}


def reaches() -> dict[str, float]:
    """First letter of a key -> degrees of latitude within which rows that share it are worth comparing."""
    return {"~": math.degrees(REACH_M / EARTH_RADIUS_M), "#": math.degrees(ID_REACH_M / EARTH_RADIUS_M)}


def same_places(pairs: Iterable[tuple[Place, Place]], use_identifiers: bool = True) -> Iterator[SamePlace]:
    """Of pairs of rows those taken to be one place.

    Args:
        pairs: rows that share a name's consonants or an identifier, and lie near each other.
        use_identifiers: whether identifiers count; measuring leaves them out.
    """
    briefs: dict[str, _Brief] = {}
    for one, other in pairs:
        ours, theirs = (briefs.get(row.id) or briefs.setdefault(row.id, _brief(row)) for row in (one, other))
        pair = compared(ours, theirs, use_identifiers)
        if pair is not None and pair.score > 0:
            yield pair


def _brief(place: Place) -> _Brief:
    folded = {name: fold(name.text) for name in place.names}
    words = {word for key in folded.values() for word in key.split()}
    tongues: dict[str, set[str]] = defaultdict(set)
    for name, key in folded.items():
        tongues[name.language].add(_sound(key))
    position = place.position or Position(0, 0)
    return _Brief(
        place.id,
        position.lat,
        position.lon,
        place.kind,
        place.country,
        place.population,
        frozenset(folded.values()) - {""},
        frozenset(bones for spoken in tongues.values() for bones in spoken if len(bones) >= SHORTEST_SOUND),
        {language: frozenset(spoken) for language, spoken in tongues.items() if language},
        frozenset(_qualifiers()[word] for word in words & _qualifiers().keys()),
        {scheme: value for scheme, value in place.identifiers if scheme in SHARED_SCHEMES},
        next((name.text for name in place.names if not name.language), _first_name(place)),
    )


def _first_name(place: Place) -> str:
    return place.names[0].text if place.names else place.id


def _sound(folded: str) -> str:
    """The consonants of a name without the words that tell neighbours apart and the Arabic article."""
    words = folded.split()
    told = [word for word in words if word not in _qualifiers()] or words
    bare = [word for word in told if word not in ARTICLES] or told
    return "".join(map(_word_sound, bare))


@functools.lru_cache(maxsize=1 << 17)
def _word_sound(word: str) -> str:
    return skeleton(ARTICLE.sub("", word)).replace(" ", "")


def compared(a: _Brief, b: _Brief, use_identifiers: bool = True) -> SamePlace | None:
    """The comparison of two rows; None where their kinds rule it out."""
    if (a.kind in WIDE) != (b.kind in WIDE) or (a.kind in WIDE and a.kind != b.kind):
        return None
    reasons = [*_identifiers(a, b, use_identifiers), *_names(a, b), _distance(a, b), *_others(a, b)]
    weighed = [Reason(r.signal, r.sentence, round(r.score * _weights()[r.signal], 3)) for r in reasons]
    score = _weights()["prior"] + sum(reason.score for reason in weighed)
    one, other = sorted((a.id, b.id))
    return SamePlace(one, other, round(score, 3), tuple(sorted(weighed, key=lambda r: -abs(r.score))))


def _identifiers(a: _Brief, b: _Brief, used: bool) -> Iterator[Reason]:
    for scheme in SHARED_SCHEMES if used else ():
        ours, theirs = a.identifiers.get(scheme), b.identifiers.get(scheme)
        if ours and theirs and ours == theirs:
            yield Reason("same_identifier", f"both bear the {scheme} identifier {ours}", 1.0)
        elif ours and theirs:
            yield Reason("other_identifier", f"their {scheme} identifiers differ ({ours}, {theirs})", 1.0)


def _names(a: _Brief, b: _Brief) -> Iterator[Reason]:
    shared, fewer = a.keys & b.keys, min(len(a.keys), len(b.keys))
    if shared:
        told = f"{len(shared)} of {fewer} names are the same ({min(shared, key=lambda key: (len(key), key))})"
        yield Reason("same_name", told, round(0.5 + 0.5 * len(shared) / fewer, 3))
    elif a.sounds & b.sounds:
        yield Reason("same_sound", f"“{a.label}” and “{b.label}” have the same consonants", 1.0)
    else:
        yield Reason("no_name", "no name of the one is a name of the other", 1.0)
    if len(shared) >= MANY_NAMES:
        yield Reason("many_names", f"{len(shared)} names agree, too many for two places of one name", 1.0)
    apart = sorted(
        tongue for tongue in a.tongues.keys() & b.tongues.keys() if not a.tongues[tongue] & b.tongues[tongue]
    )
    if apart and len(shared) < MANY_NAMES:
        yield Reason("other_name", f"their names differ in language {', '.join(apart[:3])}", 1.0)
    elif len(shared) == 1 and _sound(fold(a.label)) != _sound(fold(b.label)):
        yield Reason("other_label", f"one is listed as “{a.label}”, the other as “{b.label}”", 1.0)


def _distance(a: _Brief, b: _Brief) -> Reason:
    metres = _metres(a, b)
    told = f"they lie {metres / 1000:.1f} km apart"
    for signal, limit in (("beside", 600), ("near", 1_500), ("walk", 3_000), ("ride", 6_000), ("reach", REACH_M)):
        if metres <= limit:
            return Reason(signal, told, 1.0)
    return Reason("id_reach" if metres <= ID_REACH_M else "far", told, 1.0)


def _metres(a: _Brief, b: _Brief) -> float:
    north = math.radians(a.lat - b.lat)
    east = math.radians(a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return EARTH_RADIUS_M * math.hypot(north, east)


def _others(a: _Brief, b: _Brief) -> Iterator[Reason]:
    if a.marks != b.marks:
        told = ", ".join(sorted(a.marks ^ b.marks))
        one_sided = not (a.marks and b.marks)
        signal = "one_qualifier" if one_sided else "other_qualifier"
        yield Reason(signal, f"a word that tells neighbours apart is not in both: {told}", 1.0)
    if a.people and b.people:
        ratio = max(a.people, b.people) / min(a.people, b.people)
        told = f"{a.people:,} and {b.people:,} people"
        yield Reason("same_people" if ratio < 1.05 else "other_people", told, 1.0 if ratio < 1.05 or ratio > 5 else 0.0)
    if a.country and b.country and a.country != b.country:
        yield Reason("other_country", f"one file says {a.country}, the other {b.country}", 1.0)
    if "quarter" in (a.kind, b.kind) and a.kind != b.kind:
        yield Reason("quarter", "one of them is a quarter", 1.0)
