"""Candidates for stops: assets with what planning needs to know of them."""

import functools
from collections.abc import Mapping, Sequence
from importlib import resources

import yaml

from tutela.model.claims import AssetType
from tutela.model.inventory import Asset
from tutela.model.missions import Mission, Permission, Site, Wish


@functools.cache
def _service() -> tuple[int, Mapping[str, int]]:
    table = yaml.safe_load(resources.files("tutela.missions").joinpath("service.yml").read_text("utf-8"))
    return int(table["default"]), table["kinds"]


def service_minutes(kind: AssetType) -> int:
    """How long a team needs at a site of this kind.

    >>> service_minutes(AssetType.MONASTERY) > service_minutes(AssetType.CARVED_STONE)
    True
    """
    default, kinds = _service()
    return kinds.get(kind.value, default)


def sites_of(
    mission: Mission,
    assets: Sequence[Asset],
    values: Mapping[str, float],
    permissions: Mapping[str, Sequence[Permission]],
) -> tuple[Site, ...]:
    """Every asset of known position as a candidate.

    Args:
        values: asset -> what seeing it is worth, 0 to 1; a wish of the brief outweighs it.
        permissions: asset -> one per team and day.
    """
    wishes = {wish.asset: wish for wish in mission.wishes}
    found = []
    for asset in assets:
        if asset.position is None:
            continue
        wish = wishes.get(asset.id, Wish(asset.id))
        value = values.get(asset.id, 0.0) if wish.value is None else wish.value
        minutes = service_minutes(asset.type) if wish.service_min is None else wish.service_min
        given = tuple(permissions.get(asset.id, ()))
        found.append(Site(asset.id, asset.label, asset.position, value, minutes, wish.must_see, given))
    return tuple(found)
