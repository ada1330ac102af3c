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
SHORT = 5
"""Letters below which likeness says little."""
BONES, ONE_BONE_OFF = 2, 0.75
"""Bare consonants of a name (`bare` in `MACROS`) from which they say anything, and the share of them that agrees where
names are nearly the same: one of four is off."""


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


UNTOLD_KIND = "(kind_l = 0 and tells_kind_r or kind_r = 0 and tells_kind_l)"
"""One gives no kind though the other is of a kind that is mostly told."""
KNOWN_WITHIN = "greatest(metres, least(coalesce(uncertainty_l, 0), coalesce(uncertainty_r, 0)))"
"""How near two positions are, as far as can be told: no nearer than the better of them is known."""
VAGUE = """metres is null or (greatest(metres, coalesce(uncertainty_l, 0), coalesce(uncertainty_r, 0)) > 100000
  and metres <= coalesce(uncertainty_l, 0) + coalesce(uncertainty_r, 0))"""
"""One has no position, or one so vague (a sea, a province) that it agrees with everything around."""


def comparisons() -> tuple[Comparison, ...]:
    """The comparisons, on the columns of `scoring.pair_columns`."""
    return (
        Comparison("name", "not named_l or not named_r", _name_levels()),
        Comparison("distance", VAGUE, _distance_levels()),
        Comparison(
            "kind",
            f"(kind_l = 0 or kind_r = 0) and not {UNTOLD_KIND}",
            _levels(untold=UNTOLD_KIND, same="kind_l & kind_r <> 0", related="kin_l & kind_r <> 0", different="ELSE"),
            taught=False,
        ),
        Comparison(
            "identifier",
            f"not identified and not {_any('schemes', 'schemes')}",
            _levels(shared="identified", different="ELSE"),
        ),
        Comparison(
            "number", _unsaid("numbers"), _levels(same=_any("numbers", "numbers"), different="ELSE"), taught=False
        ),
        Comparison(
            "quality",
            f"not {_any('qualities', 'opposed')}",
            _levels(same=_any("qualities", "qualities"), different="ELSE"),
            taught=False,
        ),
        Comparison(
            "place",
            f"({_unsaid('places')}) and ({_unsaid('districts')})",
            _levels(
                same_settlement=_any("places", "places"),
                same_district=_any("districts", "districts"),
                different="ELSE",
            ),
        ),
        Comparison("country", _unsaid("country"), _levels(same="country_l = country_r", different="ELSE")),
        Comparison(
            "built",
            _unsaid("built_from"),
            _levels(
                overlapping="built_from_l <= built_to_r and built_from_r <= built_to_l",
                near="built_from_l <= built_to_r + 100 and built_from_r <= built_to_l + 100",
                different="ELSE",
            ),
        ),
    )


def _levels(**conditions: str) -> tuple[Level, ...]:
    return tuple(Level(name, condition) for name, condition in conditions.items())


def _unsaid(column: str) -> str:
    return f"{column}_l is null or {column}_r is null"


def _any(one: str, other: str) -> str:
    return f"coalesce(list_has_any({one}_l, {other}_r), false)"


def _name_levels() -> tuple[Level, ...]:
    return _levels(
        unshared_by_others=f"names <= {RARE}",
        rare=f"names <= {UNCOMMON}",
        uncommon=f"names <= {COMMON}",
        sounds_rare=f"sounds <= {UNCOMMON}",
        folds_rare=f"folds <= {RARE}",
        folds_uncommon=f"folds <= {COMMON}",
        common=f"names <= {FREQUENT}",
        sounds_uncommon=f"sounds <= {COMMON}",
        spelt_alike=f"likeness >= {ALIKE}",
        holds_other="holds_l or holds_r",
        word_rare=f"words <= {UNCOMMON}",
        frequent="names is not null",
        sounds_common="sounds is not null",
        spelt_nearly_alike=f"likeness >= {NEARLY_ALIKE}",
        bones_same="bones_alike >= 1",
        bones_nearly_same=f"bones_alike >= {ONE_BONE_OFF}",
        word_common="words is not null",
        different="ELSE",
    )


MACROS = f"""
create or replace macro letters_alike(a, b) as
  case when least(len(a), len(b)) >= {SHORT} then jaro_winkler_similarity(least(a, b), greatest(a, b)) else 0 end;
create or replace macro name_likeness(ours, theirs) as
  case when len(ours) = 1 and len(theirs) = 1 then letters_alike(ours[1], theirs[1])
  else list_max(list_transform(ours, lambda a: list_max(list_transform(theirs, lambda b: letters_alike(a, b))))) end;
create or replace macro bare(name) as
  translate(regexp_replace(replace(name, 'C', 'tS'), '[aeiouvwyh]', '', 'g'), 'cqp', 'kkb');
create or replace macro bones_agree(a, b) as
  case when least(len(a), len(b)) >= {BONES} then 1 - levenshtein(a, b) / greatest(len(a), len(b)) else 0 end;
create or replace macro bones_likeness(ours, theirs) as
  list_max(list_transform(ours, lambda a: list_max(list_transform(theirs, lambda b: bones_agree(a, b)))));
create or replace macro holds_a_name(ours, theirs) as
  len(list_filter(theirs, lambda a: list_has_all(ours, string_split(replace(a, ':', ''), ' ')))) > 0;
create or replace macro metres_apart(lat_a, lon_a, lat_b, lon_b) as
  case when lat_a is not null and lat_b is not null then
  2 * {EARTH_M} * asin(least(1, sqrt(pow(sin(radians(lat_b - lat_a) / 2), 2)
    + cos(radians(lat_a)) * cos(radians(lat_b)) * pow(sin(radians(lon_b - lon_a) / 2), 2)))) end;
"""
"""SQL functions the conditions use. `bare`: what Arabic script and its romanisations keep of a name; it writes no short
vowels, v and w as a vowel, p as b, ch as two letters, and drops h."""

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
    contradicting = f"metres > 1000 + {BEYOND} * (uncertainty_l + uncertainty_r)"
    return _levels(
        own_point=f"metres <= {COPIED_M} and lone_l and lone_r",
        same_point=f"metres <= {COPIED_M}",
        within_300_m=near["within_300_m"],
        within_1_km=near["within_1_km"],
        within_3_km=near["within_3_km"],
        within_10_km=near["within_10_km"],
        contradicting=contradicting,
        within_30_km=near["within_30_km"],
        within_100_km=near["within_100_km"],
        far="ELSE",
    )
