"""What people ruled of assets, as constraints on the sightings of them."""

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence

from tutela.linking.sightings import Sighting
from tutela.model.clusters import Pair as Places
from tutela.model.ids import record_id
from tutela.model.rulings import Pair


def described_id(smallest: str) -> str:
    """Id of a described asset, made of the smallest of its claims."""
    return record_id("ast", {"described_by": smallest})


def ruled_apart(sightings: Sequence[Sighting], held: Mapping[int, str], pairs: Sequence[Pair]) -> list[Places]:
    """Places (judged, other) of sightings that people ruled to be of two assets: every tie between two is cut.

    `held` names the inventory's asset of some sightings, by their `id()`.
    """
    parted = [pair for pair in pairs if pair.kind == "asset" and not pair.same]
    spoken = _sightings_of(sightings, held) if parted else {}
    return [
        (a, b)
        for pair in parted
        for a, b in itertools.product(spoken.get(pair.one, ()), spoken.get(pair.other, ()))
        if a != b
    ]


def _sightings_of(sightings: Sequence[Sighting], held: Mapping[int, str]) -> dict[str, list[int]]:
    """Asset id -> places of its sightings: as the inventory has it, or by the claim an id is made of."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, sighting in enumerate(sightings):
        if id(sighting) in held:
            found[held[id(sighting)]].append(index)
        for claim in sighting.claims:
            found[described_id(claim.id)].append(index)
    return found
