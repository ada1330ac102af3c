"""What people ruled of assets, as constraints on the sightings of them."""

import itertools
from collections import defaultdict
from collections.abc import Sequence

from tutela.model.clusters import Pair as Places
from tutela.model.ids import record_id
from tutela.model.rulings import Pair


def described_id(smallest: str) -> str:
    """Id of a described asset, made of the smallest of its claims."""
    return record_id("ast", {"described_by": smallest})


def ruled_apart(sightings: Sequence[tuple[str, Sequence[str]]], pairs: Sequence[Pair]) -> list[Places]:
    """Places (judged, other) of sightings that people ruled to be of two assets: every tie between two is cut.

    Args:
        sightings: the inventory's asset of each, if any, and its claims.
        pairs: assets ruled to be two.
    """
    spoken = _sightings_of(sightings) if pairs else {}
    return [
        (a, b)
        for pair in pairs
        for a, b in itertools.product(spoken.get(pair.one, ()), spoken.get(pair.other, ()))
        if a != b
    ]


def _sightings_of(sightings: Sequence[tuple[str, Sequence[str]]]) -> dict[str, list[int]]:
    """Asset id -> places of its sightings: as the inventory has it, or by the claim an id is made of."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, (held, claims) in enumerate(sightings):
        if held:
            found[held].append(index)
        for claim in claims:
            found[described_id(claim)].append(index)
    return found
