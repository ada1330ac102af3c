"""Corrections of an asset's fields by people; registers' own words stay in the entries."""

import dataclasses
from collections.abc import Callable, Mapping

from tutela.model.claims import AssetType
from tutela.model.geometry import Position
from tutela.model.inventory import Asset, Name
from tutela.review.corrections import Setting


def _type(asset: Asset, to: Setting) -> Asset:
    return dataclasses.replace(asset, type=to.listed(AssetType))


def _name(asset: Asset, to: Setting) -> Asset:
    """One more name, with its language after `@` where that is known: `Holy Savior Cathedral@en`."""
    return dataclasses.replace(asset, names=(*asset.names, _named(to)))


def _named(to: Setting) -> Name:
    words, _, language = to.value.partition("@")
    if not words.strip():
        raise to.refused("Give a name.")
    return Name(words.strip(), language.strip(), used_by=f"ruling {to.ruling}")


def _position(asset: Asset, to: Setting) -> Asset:
    """`latitude,longitude` or `latitude,longitude,metres of uncertainty`."""
    numbers = [to.number(part) for part in to.value.split(",")]
    if len(numbers) not in (2, 3):
        raise to.refused("Give latitude,longitude in degrees, then the uncertainty in metres if known.")
    uncertainty = numbers[2] if len(numbers) == 3 else None
    try:
        position = Position(numbers[0], numbers[1], uncertainty, f"set by ruling {to.ruling}")
    except ValueError:
        raise to.refused("Latitude lies between -90 and 90, longitude between -180 and 180.") from None
    return dataclasses.replace(asset, position=position)


def _settlement(asset: Asset, to: Setting) -> Asset:
    """One more name of the settlement it stands in, with its language after `@`."""
    return dataclasses.replace(asset, settlements=(*asset.settlements, _named(to)))


def _district(asset: Asset, to: Setting) -> Asset:
    return dataclasses.replace(asset, districts=(*asset.districts, _named(to)))


def _designation(asset: Asset, to: Setting) -> Asset:
    """All designations, `|` between; nothing where there is none."""
    return dataclasses.replace(asset, designations=tuple(part.value for part in to.several()))


def _built(asset: Asset, to: Setting) -> Asset:
    return dataclasses.replace(asset, built=to.value)


def _community(asset: Asset, to: Setting) -> Asset:
    return dataclasses.replace(asset, community=to.value)


def _part_of(asset: Asset, to: Setting) -> Asset:
    """The id of the asset it belongs to, or nothing."""
    if to.value == asset.id or (to.value and not to.value.startswith("ast_")):
        raise to.refused("Give the id of another asset (ast_...), or nothing.")
    return dataclasses.replace(asset, part_of=to.value or None)


def _notes(asset: Asset, to: Setting) -> Asset:
    return dataclasses.replace(asset, notes=to.value)


ASSET_FIELDS: Mapping[str, Callable[[Asset, Setting], Asset]] = {
    "type": _type,
    "name": _name,
    "position": _position,
    "settlement": _settlement,
    "district": _district,
    "designation": _designation,
    "built": _built,
    "community": _community,
    "part_of": _part_of,
    "notes": _notes,
}
