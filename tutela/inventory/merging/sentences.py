"""Why two assets are said to be one: a plain sentence for every comparison that said anything."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from tutela.inventory.merging.comparisons import Comparison
from tutela.inventory.merging.keys import AssetKeys, asset_keys, spelt_keys
from tutela.language.names import similarity
from tutela.model.inventory import Asset, MatchVerdict
from tutela.model.reasons import Reason

LEAST_BITS = 0.05
"""A comparison that moved less is not told."""


class Rarity(Protocol):
    """How common names are in what is merged."""

    assets: int

    def of_name(self, key: str) -> int:
        """Assets that bear the name with this key."""
        ...

    def of_word(self, key: str) -> int:
        """Assets in whose names the word stands."""
        ...


def reasons(
    row: Mapping[str, object],
    found: Sequence[Comparison],
    one: Asset,
    other: Asset,
    verdict: MatchVerdict,
    rarity: Rarity,
) -> tuple[Reason, ...]:
    """One sentence and weight for each comparison, the weightiest first; a part's begin with what makes it one."""
    told = []
    for comparison in found:
        at, bits = int(str(row[f"at_{comparison.name}"])), float(str(row[f"mw_{comparison.name}"] or 0))
        if at >= 0 and abs(bits) >= LEAST_BITS and comparison.name in SENTENCES:
            sentence = SENTENCES[comparison.name](comparison.levels[at].name, one, other, rarity)
            told.append(Reason(comparison.name, sentence, round(bits, 2)))
    told.sort(key=lambda reason: (-abs(reason.score), reason.signal))
    if verdict is MatchVerdict.PART:
        told.insert(0, Reason("part", _part(one, other)))
    return tuple(told)


def _part(one: Asset, other: Asset) -> str:
    if one.part_of == other.id:
        return f"the register says that “{one.label}” is a part of “{other.label}”"
    return f"{_kind(one)} may be a part of {_kind(other)}, and both stand in one register as two"


def _kind(asset: Asset) -> str:
    words = next(iter(asset.kind_words), "") or asset.type.value.replace("_", " ")
    return f"“{asset.label}” ({words})"


def _name(level: str, one: Asset, other: Asset, rarity: Rarity) -> str:
    ours, theirs = spelt_keys(one), spelt_keys(other)
    shared = sorted(ours.keys() & theirs.keys(), key=lambda key: (rarity.of_name(key), -len(key), key))
    if shared:
        key = shared[0]
        a, b = ours[key], theirs[key]
        called = f"both are called “{a}”" if a == b else f"“{a}” and “{b}” are one name, spelling habits apart"
        others = rarity.of_name(key) - 2
        borne = (
            f"{others:,} other{'s' * (others != 1)} of {rarity.assets:,} bear{'s' * (others == 1)} it"
            if others > 0
            else "nothing else here bears it"
        )
        more = f"; they share {len(shared):,} forms" if len(shared) > 1 else ""
        return f"{called} ({borne}{more})"
    a, b = _nearest(one, other)
    if level.startswith("folds"):
        return f"“{a}” and “{b}” are one name but for its ending and what Greek, Latin and modern spellings vary in"
    if level == "holds_other":
        return f"of “{a}” and “{b}” one holds all of the other"
    if level == "bones_nearly_same":
        return f"“{a}” and “{b}” have nearly the same consonants, short vowels and what stands for them apart"
    if level.startswith(("sounds", "bones")):
        return f"“{a}” and “{b}” have the same consonants"
    if level.startswith("word"):
        return f"“{a}” and “{b}” share a word{_shared_word(one, other, rarity)}"
    if level.startswith("spelt"):
        return f"“{a}” and “{b}” are spelt {'' if level == 'spelt_alike' else 'nearly '}alike"
    return f"“{a}” and “{b}” are different names"


MOST_COMPARED = 12
"""Names of each side looked through for the nearest two to quote."""


def _nearest(one: Asset, other: Asset) -> tuple[str, str]:
    pairs = ((a.text, b.text) for a in one.names[:MOST_COMPARED] for b in other.names[:MOST_COMPARED])
    return max(
        pairs,
        key=lambda pair: (similarity(*pair), -len(pair[0]) - len(pair[1]), pair),
        default=(one.label, other.label),
    )


def _shared_word(one: Asset, other: Asset, rarity: Rarity) -> str:
    words = set(_keys(one).words) & set(_keys(other).words)
    if not words:
        return ""
    word = min(words, key=lambda word: (rarity.of_word(word), -len(word), word))
    return f", “{word}” ({rarity.of_word(word):,} of {rarity.assets:,} assets have it)"


def _keys(asset: Asset) -> AssetKeys:
    return asset_keys(asset, "")


def _distance(level: str, one: Asset, other: Asset, _: Rarity) -> str:
    a, b = one.position, other.position
    if not a or not b:
        return "one of them has no position"
    metres = a.distance_m(b)
    told = [place.uncertainty_m for place in (a, b) if place.uncertainty_m]
    if level in ("own_point", "same_point"):
        lone = ", where nothing else stands" if level == "own_point" else ""
        return f"both stand at one point{lone} ({_far(metres)} apart)"
    if not told:
        return f"{_far(metres)} apart"
    if level == "contradicting":
        return f"{_far(metres)} apart, though both positions are said to be within {_far(max(told))}"
    vague = f"; the vaguer position is said to be within {_far(max(told))}" if max(told) > metres else ""
    return f"{_far(metres)} apart{vague}"


def _far(metres: float) -> str:
    return (
        f"{metres:,.0f} m"
        if metres < 1_000
        else f"{metres / 1_000:,.1f} km"
        if metres < 10_000
        else f"{metres / 1_000:,.0f} km"
    )


def _kinds(level: str, one: Asset, other: Asset, _: Rarity) -> str:
    a, b = _kind_names(one), _kind_names(other)
    if level == "untold":
        told = a if _keys(one).kinds else b
        return f"one is {told}, which the other would mostly say too and does not"
    if level == "same":
        return f"both are {a}" if a == b else f"{a} and {b} are one kind"
    return f"{a} and {b} are {'neighbouring' if level == 'related' else 'different'} kinds"


def _kind_names(asset: Asset) -> str:
    return " or ".join(kind.replace("_", " ") for kind in _keys(asset).kinds) or "of unknown kind"


def _identifier(level: str, one: Asset, other: Asset, _: Rarity) -> str:
    ours, theirs = set(_keys(one).identifiers), set(_keys(other).identifiers)
    if level == "shared":
        return f"both give the identifier {min(ours & theirs, default='')}"
    return "they give different identifiers in one scheme"


def _number(level: str, one: Asset, other: Asset, _: Rarity) -> str:
    a, b = (", ".join(_keys(asset).numbers) for asset in (one, other))
    return f"numbered differently: {a} and {b}"


def _quality(level: str, one: Asset, other: Asset, _: Rarity) -> str:
    a, b = (", ".join(_keys(asset).qualities) for asset in (one, other))
    return f"one is {a}, the other {b}"


def _place(level: str, one: Asset, other: Asset, _: Rarity) -> str:
    fields = ("districts", "district") if level == "same_district" else ("settlements", "settlement")
    a, b = ([name.text for name in getattr(asset, fields[0])] for asset in (one, other))
    if level == "different":
        return "they are said to stand in different places"
    pairs = [(x, y) for x in a for y in b]
    x, y = max(pairs, key=lambda pair: (similarity(*pair), pair), default=("", ""))
    return f"both are said to stand in {x}" if x == y else f"said to stand in {x} and {y}, one {fields[1]}"


def _country(level: str, one: Asset, other: Asset, _: Rarity) -> str:
    return (
        f"both in {one.country}" if level == "same" else f"one register says {one.country}, the other {other.country}"
    )


def _built(level: str, one: Asset, other: Asset, _: Rarity) -> str:
    fits = {"overlapping": "fit", "near": "are within a century", "different": "do not fit"}[level]
    return f"the dates {fits}: {one.built} and {other.built}"


SENTENCES: Mapping[str, Callable[[str, Asset, Asset, Rarity], str]] = {
    "name": _name,
    "distance": _distance,
    "kind": _kinds,
    "identifier": _identifier,
    "number": _number,
    "quality": _quality,
    "place": _place,
    "country": _country,
    "built": _built,
}
"""Comparison -> its sentence: (level, one, other, rarity) -> words."""


def lines(given: Iterable[Reason]) -> list[str]:
    """Sentences with their bits, for people: `+12.3  both are called ...`."""
    return [
        f"{reason.score:+.1f}  {reason.sentence}" if reason.score else f"      {reason.sentence}" for reason in given
    ]
