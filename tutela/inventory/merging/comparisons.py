"""What is compared of two assets: a table of comparisons, each a list of levels as SQL conditions on the columns."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import yaml

EARTH_M = 6_371_008.8
COPIED_M = 30
"""Metres within which two positions are one: twice what four decimals leave of a coordinate, and a datum's rounding."""
BEYOND = 5
"""How many times both stated uncertainties together a distance must be for positions to contradict each other."""
ALIKE, NEARLY_ALIKE = 0.93, 0.86
"""Jaro-Winkler likeness of two names' letters: one letter off in a name of eight, two in a name of nine."""
RARE, UNCOMMON, COMMON = 1, 3, 10
"""Assets that bear a name: one in each of two registers is the rarest."""
FREQUENT = 40
OWN_POINT = 2
SHORT = 5
"""Letters below which likeness says little."""


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison."""

    name: str
    condition: str
    """SQL on columns ending in _l and _r; `ELSE` for what fits no other level."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two assets say on one matter."""

    name: str
    unknown: str
    """SQL that is true where one of them says nothing."""
    levels: tuple[Level, ...]
    """Strongest first, the last is for what fits none."""
    taught: bool = True
    """Whether its odds are learnt; else they are the packaged ones."""


@dataclass(frozen=True, slots=True)
class Odds:
    """How often a level is met: among pairs that are one thing (m) and among all others (u)."""

    m: float
    u: float


@functools.cache
def packaged_odds() -> Mapping[str, Mapping[str, Odds]]:
    """Comparison -> level -> odds, of weights.yml."""
    data = yaml.safe_load(resources.files("tutela.inventory.merging").joinpath("weights.yml").read_text("utf-8"))
    return {name: {level: Odds(**odds) for level, odds in levels.items()} for name, levels in data.items()}


Ranks = Mapping[str, Mapping[int, int]]
"""Column (`names`) -> bearers -> the highest rank of a key that so few assets bear."""


UNTOLD_KIND = "(len(kinds_l) = 0 and tells_kind_r) or (len(kinds_r) = 0 and tells_kind_l)"
"""One gives no kind though the other is of a kind that is mostly told."""


def comparisons(ranks: Ranks) -> tuple[Comparison, ...]:
    """The comparisons, with the ranks up to which a name, sound or word counts as rare in these registers."""
    return (
        Comparison("name", _empty("spellings"), _name_levels(ranks)),
        Comparison("distance", VAGUE, _distance_levels()),
        Comparison(
            "kind",
            f"({_empty('kinds')}) and not ({UNTOLD_KIND})",
            _levels(untold=UNTOLD_KIND, same=_any("kinds", "kinds"), related=_any("kin", "kinds"), different="ELSE"),
            taught=False,
        ),
        Comparison(
            "identifier",
            "not list_has_any(schemes_l, schemes_r)",
            _levels(shared=_any("identifiers", "identifiers"), different="ELSE"),
        ),
        Comparison(
            "number",
            _empty("numbers"),
            _levels(same=_any("numbers", "numbers"), different="ELSE"),
            taught=False,
        ),
        Comparison(
            "quality",
            f"not {_any('qualities', 'opposed')}",
            _levels(same=_any("qualities", "qualities"), different="ELSE"),
            taught=False,
        ),
        Comparison(
            "place",
            "(len(places_l) = 0 or len(places_r) = 0) and (len(districts_l) = 0 or len(districts_r) = 0)",
            _levels(
                same_settlement=_any("places", "places"),
                same_district=_any("districts", "districts"),
                different="ELSE",
            ),
        ),
        Comparison(
            "country",
            "country_l = '' or country_r = ''",
            _levels(same="country_l = country_r", different="ELSE"),
        ),
        Comparison(
            "built",
            "built_from_l is null or built_from_r is null",
            _levels(
                overlapping="built_from_l <= built_to_r and built_from_r <= built_to_l",
                near="built_from_l <= built_to_r + 100 and built_from_r <= built_to_l + 100",
                different="ELSE",
            ),
        ),
    )


def _levels(**conditions: str) -> tuple[Level, ...]:
    return tuple(Level(name, condition) for name, condition in conditions.items())


def _empty(column: str) -> str:
    return f"len({column}_l) = 0 or len({column}_r) = 0"


def _any(one: str, other: str) -> str:
    return f"list_has_any({one}_l, {other}_r)"


def _name_levels(ranks: Ranks) -> tuple[Level, ...]:
    def shared(column: str, bearers: int) -> str:
        return f"list_min(list_intersect({column}_ranks_l, {column}_ranks_r)) <= {ranks[column].get(bearers, 0)}"

    return _levels(
        unshared_by_others=shared("names", RARE),
        rare=shared("names", UNCOMMON),
        uncommon=shared("names", COMMON),
        sounds_rare=shared("sounds", UNCOMMON),
        folds_rare=shared("folds", RARE),
        folds_uncommon=shared("folds", COMMON),
        common=shared("names", FREQUENT),
        sounds_uncommon=shared("sounds", COMMON),
        spelt_alike=f"{_likeness()} >= {ALIKE}",
        holds_other="holds_a_name(plain_l, names_r) or holds_a_name(plain_r, names_l)",
        word_rare=shared("words", UNCOMMON),
        frequent="list_has_any(names_ranks_l, names_ranks_r)",
        sounds_common="list_has_any(sounds_ranks_l, sounds_ranks_r)",
        spelt_nearly_alike=f"{_likeness()} >= {NEARLY_ALIKE}",
        word_common="list_has_any(words_ranks_l, words_ranks_r)",
        different="ELSE",
    )


def _likeness() -> str:
    return "name_likeness(spellings_l, spellings_r)"


MACROS = f"""
create or replace macro name_likeness(ours, theirs) as
  list_max(list_transform(ours, lambda a: list_max(list_transform(theirs, lambda b:
    case when least(len(a), len(b)) >= {SHORT} then jaro_winkler_similarity(least(a, b), greatest(a, b)) else 0 end))));
create or replace macro holds_a_name(ours, theirs) as
  len(list_filter(theirs, lambda a: list_has_all(ours, string_split(replace(a, ':', ''), ' ')))) > 0;
create or replace macro metres_apart(lat_a, lon_a, lat_b, lon_b) as
  2 * {EARTH_M} * asin(least(1, sqrt(pow(sin(radians(lat_b - lat_a) / 2), 2)
    + cos(radians(lat_a)) * cos(radians(lat_b)) * pow(sin(radians(lon_b - lon_a) / 2), 2))));
"""
"""SQL functions the conditions use."""

METRES = "metres_apart(lat_l, lon_l, lat_r, lon_r)"
KNOWN_WITHIN = f"greatest({METRES}, least(coalesce(uncertainty_l, 0), coalesce(uncertainty_r, 0)))"
"""How near two positions are, as far as can be told: no nearer than the better of them is known."""
VAGUE = f"""lat_l is null or lat_r is null or (
  greatest({METRES}, coalesce(uncertainty_l, 0), coalesce(uncertainty_r, 0)) > 100000
  and {METRES} <= coalesce(uncertainty_l, 0) + coalesce(uncertainty_r, 0))"""
"""One has no position, or one so vague (a sea, a province) that it agrees with everything around."""
DISTANCES: Sequence[tuple[str, int]] = (
    ("within_300_m", 300),
    ("within_1_km", 1_000),
    ("within_3_km", 3_000),
    ("within_10_km", 10_000),
    ("within_30_km", 30_000),
    ("within_100_km", 100_000),
)


def _distance_levels() -> tuple[Level, ...]:
    near = {name: f"{KNOWN_WITHIN} <= {metres}" for name, metres in DISTANCES}
    contradicting = f"{METRES} > 1000 + {BEYOND} * (uncertainty_l + uncertainty_r)"
    return _levels(
        own_point=f"{METRES} <= {COPIED_M} and bearers_of_point_l <= {OWN_POINT} and bearers_of_point_r <= {OWN_POINT}",
        same_point=f"{METRES} <= {COPIED_M}",
        within_300_m=near["within_300_m"],
        within_1_km=near["within_1_km"],
        within_3_km=near["within_3_km"],
        within_10_km=near["within_10_km"],
        contradicting=contradicting,
        within_30_km=near["within_30_km"],
        within_100_km=near["within_100_km"],
        far="ELSE",
    )
