"""What became of what: assets that people say are one, incidents that went by other ids."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import TypeVar

from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.rulings import Pair
from tutela.review.pairs import representatives

Item = TypeVar("Item")


def merge_assets(assets: Sequence[Asset], pairs: Iterable[Pair]) -> tuple[tuple[Asset, ...], dict[str, str]]:
    """Assets with those ruled the same made one, under the id of the first; and id -> that id."""
    lead = representatives([asset.id for asset in assets], pairs, "asset")
    merged: dict[str, Asset] = {}
    for asset in assets:
        first = merged.get(lead[asset.id])
        merged[lead[asset.id]] = asset if first is None else _join(first, asset)
    return tuple(merged.values()), lead


def _join(one: Asset, other: Asset) -> Asset:
    """Both assets as one: every name, identifier and row is kept; single values are the first's where it has any."""
    return dataclasses.replace(
        one,
        names=_union(one.names, other.names),
        position=one.position or other.position,
        settlements=_union(one.settlements, other.settlements),
        districts=_union(one.districts, other.districts),
        country=one.country or other.country,
        identifiers=_union(one.identifiers, other.identifiers),
        designations=_union(one.designations, other.designations),
        built=one.built or other.built,
        community=one.community or other.community,
        part_of=one.part_of or other.part_of,
        entries=_union(one.entries, other.entries),
        restricted=one.restricted or other.restricted,
        notes="\n".join(dict.fromkeys(note for note in (one.notes, other.notes) if note)),
        absorbed=_union(one.absorbed, (other.id, *other.absorbed)),
        stated=_union(one.stated, other.stated),
        kind_words=_union(one.kind_words, other.kind_words),
    )


def _union(one: tuple[Item, ...], other: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def with_aliases(incidents: Sequence[Incident], past: Iterable[Incident]) -> tuple[Incident, ...]:
    """Incidents with the ids of superseded ones whose claims they now hold."""
    current = {incident.id for incident in incidents}
    holders: dict[str, list[int]] = {}
    for index, incident in enumerate(incidents):
        for claim in incident.claims:
            holders.setdefault(claim, []).append(index)
    aliases: dict[int, list[str]] = {}
    for old in past:
        heir = _heir(old, holders)
        if old.id not in current and heir is not None:
            aliases.setdefault(heir, []).append(old.id)
    return tuple(
        dataclasses.replace(incident, aliases=_union(incident.aliases, tuple(aliases[index])))
        if index in aliases
        else incident
        for index, incident in enumerate(incidents)
    )


def _heir(old: Incident, holders: dict[str, list[int]]) -> int | None:
    """The incident that holds most of the old one's claims, the earlier in the input where two hold as many."""
    shares: dict[int, int] = {}
    for claim in old.claims:
        for index in holders.get(claim, ()):
            shares[index] = shares.get(index, 0) + 1
    return min(shares, key=lambda index: (-shares[index], index), default=None)
