"""Matches and people's rulings -> assets of the inventory: nothing of an entry is lost, who says what is kept."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from tutela.language.asset_types import most_exact
from tutela.model.clusters import clusters, components
from tutela.model.geometry import Position
from tutela.model.inventory import Asset, Match, MatchVerdict, Stated
from tutela.model.rulings import Pair

Item = TypeVar("Item")
SINGLE = ("type", "position", "country", "built", "community")
"""Fields of which an asset has one value."""
LEAST_LIKENESS, MOST_LIKENESS = 0.1, 8.0
"""Bits a pair that is one thing counts for in a group: one very sure pair must not outweigh several doubts."""
NOT_COMPARED = -2.0
"""Likeness of two assets that nothing brought together."""


def merged(assets: Sequence[Asset], matches: Iterable[Match], pairs: Iterable[Pair] = ()) -> tuple[Asset, ...]:
    """The assets of the inventory: those that are one thing made one, in the order of their first members.

    The id is the smallest of the members' ids, the others are in `absorbed`. What people ruled holds first: two assets
    ruled different never stand in one, whatever joins others to them, and two ruled the same do unless that would break
    the former. A part points to the asset that its whole has become.
    """
    found = list(matches)
    groups = grouped([asset.id for asset in assets], found, pairs)
    known = {asset.id: asset for asset in assets}
    lead = {member: min(group) for group in groups for member in group}
    order: dict[str, list[Asset]] = {}
    for asset in assets:
        order.setdefault(lead[asset.id], []).append(asset)
    wholes = _wholes(found, pairs, known)
    return tuple(_one(sorted(group, key=_order), lead, wholes) for group in order.values())


def grouped(ids: Sequence[str], matches: Iterable[Match], pairs: Iterable[Pair] = ()) -> list[list[str]]:
    """Groups of ids that are one thing, by the matches and the rulings laid over them; each in alphabetical order."""
    known = sorted(set(ids))
    place = {id_: at for at, id_ in enumerate(known)}
    together, apart = _ruled(pairs, place)
    same = (match for match in matches if match.verdict is MatchVerdict.SAME)
    found = ((match.one, match.other, match.weight) for match in same if match.one in place and match.other in place)
    likeness = _likeness(found, place)
    groups = _groups(len(known), likeness, set(map(_ordered, together)), set(map(_ordered, apart)))
    return [[known[item] for item in group] for group in groups]


def groups_of(found: Sequence[tuple[str, str, float]], apart: Iterable[tuple[str, str]] = ()) -> list[list[str]]:
    """Groups of two and more ids, by weighed pairs that are one thing and pairs that people part."""
    known = sorted({id_ for one, other, _ in found for id_ in (one, other)})
    place = {id_: at for at, id_ in enumerate(known)}
    barred = {_ordered((place[one], place[other])) for one, other in apart if one in place and other in place}
    groups = _groups(len(known), _likeness(found, place), set(), barred)
    return [[known[item] for item in group] for group in groups if len(group) > 1]


def _likeness(found: Iterable[tuple[str, str, float]], place: Mapping[str, int]) -> dict[tuple[int, int], float]:
    return {
        _ordered((place[one], place[other])): min(MOST_LIKENESS, max(LEAST_LIKENESS, weight))
        for one, other, weight in found
    }


def _ordered(pair: tuple[int, int]) -> tuple[int, int]:
    return min(pair), max(pair)


def _groups(
    count: int,
    likeness: Mapping[tuple[int, int], float],
    bound: Collection[tuple[int, int]],
    barred: Collection[tuple[int, int]],
) -> list[list[int]]:
    """Groups of the items 0..count-1, component by component."""
    found: list[list[int]] = []
    members_of = components(count, (*likeness, *bound))
    home = {item: number for number, members in enumerate(members_of) if len(members) > 1 for item in members}
    inside: list[dict[tuple[int, int], float]] = [{} for _ in members_of]
    for pair, score in likeness.items():
        inside[home[pair[0]]][pair] = score
    ties: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in bound:
        ties[home[pair[0]]].append(pair)
    cuts: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one, other in barred:
        if one in home and home[one] == home.get(other):
            cuts[home[one]].append((one, other))
    for number, members in enumerate(members_of):
        found += _split(members, inside[number], ties[number], cuts[number]) if len(members) > 1 else [members]
    return found


def _ruled(pairs: Iterable[Pair], place: Mapping[str, int]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    together: list[tuple[int, int]] = []
    apart: list[tuple[int, int]] = []
    for pair in pairs:
        if pair.kind == "asset" and pair.one in place and pair.other in place and pair.one != pair.other:
            (together if pair.same else apart).append((place[pair.one], place[pair.other]))
    return together, apart


def _split(
    members: list[int],
    likeness: Mapping[tuple[int, int], float],
    bound: Sequence[tuple[int, int]],
    barred: Sequence[tuple[int, int]],
) -> list[list[int]]:
    """The groups of one component: all of it where there are but two and nothing is barred, else by likeness."""
    if len(members) == 2 and not barred:
        return [members]
    at = {member: number for number, member in enumerate(members)}

    def inside(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        return [(at[one], at[other]) for one, other in pairs]

    scores = dict(zip(inside(likeness), likeness.values(), strict=True))
    groups = clusters(len(members), scores, NOT_COMPARED, inside(bound), inside(barred))
    return [[members[item] for item in group] for group in groups]


def _order(asset: Asset) -> tuple[bool, float, int, str]:
    """The order in which members' values are taken: see `chosen`."""
    known = asset.position.uncertainty_m if asset.position else None
    return (known is None, known or 0.0, -len(asset.names), asset.id)


def _wholes(matches: Iterable[Match], pairs: Iterable[Pair], known: Mapping[str, Asset]) -> dict[str, str]:
    """Part -> whole, of those pairs that nobody ruled on and no register says itself."""
    ruled = {frozenset((pair.one, pair.other)) for pair in pairs if pair.kind == "asset"}
    found: dict[str, list[Match]] = defaultdict(list)
    for match in matches:
        if match.verdict is MatchVerdict.PART and frozenset((match.one, match.other)) not in ruled:
            found[match.one].append(match)
    best = {part: sorted(given, key=lambda match: -match.weight) for part, given in found.items() if part in known}
    clear = {part: given[0] for part, given in best.items() if len(given) == 1 or given[0].weight > given[1].weight}
    return {part: match.other for part, match in clear.items()}


def _one(group: Sequence[Asset], lead: Mapping[str, str], wholes: Mapping[str, str]) -> Asset:
    """The asset that a group of register assets is."""
    first = min(group, key=lambda asset: asset.id)
    whole = next((asset.part_of for asset in group if asset.part_of), None)
    whole = whole or next((wholes[asset.id] for asset in group if asset.id in wholes), None)
    whole = lead.get(whole, whole) if whole else None
    whole = None if whole == first.id else whole
    if len(group) == 1:
        return first if first.part_of == whole else dataclasses.replace(first, part_of=whole)
    return dataclasses.replace(
        first,
        names=_union(asset.names for asset in group),
        type=most_exact(_by_support(asset.type for asset in group)),
        position=chosen_position(group),
        settlements=_union(asset.settlements for asset in group),
        districts=_union(asset.districts for asset in group),
        country=_supported(asset.country for asset in group),
        identifiers=_union(asset.identifiers for asset in group),
        designations=_union(asset.designations for asset in group),
        built=_longest(asset.built for asset in group),
        community=_supported(asset.community for asset in group),
        part_of=whole,
        entries=_union(asset.entries for asset in group),
        restricted=any(asset.restricted for asset in group),
        notes="\n".join(dict.fromkeys(asset.notes for asset in group if asset.notes)),
        absorbed=tuple(sorted({id_ for asset in group for id_ in (asset.id, *asset.absorbed)} - {first.id})),
        stated=_union((*asset.stated, *stated_by(asset)) for asset in group),
        kind_words=_union(asset.kind_words for asset in group),
    )


def _union(parts: Iterable[Iterable[Item]]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(item for part in parts for item in part))


def _by_support(values: Iterable[Item]) -> list[Item]:
    """The values, those that most registers give first; of equally many the order given."""
    return [value for value, _ in Counter(values).most_common()]


def _supported(values: Iterable[str]) -> str:
    return next(iter(_by_support(value for value in values if value)), "")


def _longest(values: Iterable[str]) -> str:
    """The fullest account: of dates the one that tells most."""
    return max((value for value in values if value), key=lambda value: (len(value), value), default="")


def chosen_position(group: Iterable[Asset]) -> Position | None:
    """The position with the smallest stated uncertainty; where nobody states one, that of the entry with most names."""
    return next((asset.position for asset in sorted(group, key=_order) if asset.position), None)


def stated_by(asset: Asset) -> tuple[Stated, ...]:
    """What one register asset says in the fields of which the merged one has a single value."""
    entry = asset.entries[0] if asset.entries else ""
    register = next((name.used_by for name in asset.names if name.used_by), "")
    values = {
        "type": " / ".join(asset.kind_words) or asset.type.value,
        "position": _written(asset.position),
        "country": asset.country,
        "built": asset.built,
        "community": asset.community,
        "part_of": asset.part_of or "",
    }
    return tuple(Stated(field, value, entry, register) for field, value in values.items() if value)


def _written(position: Position | None) -> str:
    if position is None:
        return ""
    within = f" within {position.uncertainty_m:g} m" if position.uncertainty_m is not None else ""
    return f"{position.lat:g}, {position.lon:g}{within}"


def conflicts(asset: Asset) -> dict[str, tuple[Stated, ...]]:
    """The fields on which the registers of an asset disagree, and what each says."""
    by_field: dict[str, list[Stated]] = defaultdict(list)
    for stated in asset.stated:
        by_field[stated.field].append(stated)
    return {field: tuple(given) for field, given in by_field.items() if len({one.value for one in given}) > 1}


def conflicts_told(asset: Asset) -> dict[str, str]:
    """The same in words: field -> "1216 (north, city) / 1238 (south)"."""
    return {field: " / ".join(_values_told(given)) for field, given in conflicts(asset).items()}


def _values_told(given: Iterable[Stated]) -> Iterator[str]:
    who: dict[str, dict[str, None]] = {}
    for one in given:
        who.setdefault(one.value, {})[one.register] = None
    yield from (f"{value} ({', '.join(registers)})" for value, registers in who.items())
