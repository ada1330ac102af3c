"""Which form an asset is described with, and which lists of answers it offers (`kinds.yml`)."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from tutela.model.claims import AssetType


@dataclass(frozen=True, slots=True)
class FormKind:
    """Kinds of assets that are described in the same way."""

    id: str
    types: tuple[AssetType, ...]
    scale: str
    """Which meanings its damage grades have."""
    asks: tuple[tuple[str, str], ...]
    """(question, answered by `element`, `count` or `yes_no_unknown`) beside what every form asks."""


@functools.cache
def _table() -> Mapping[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(resources.files("tutela.missions.forms").joinpath("kinds.yml").read_bytes())
    return loaded


@functools.cache
def form_kinds() -> Mapping[str, FormKind]:
    """Every form, by id.

    >>> list(form_kinds())
    ['religious_building', 'building', 'burial_and_stone', 'archaeological_site', 'collection']
    """
    return {
        id_: FormKind(id_, tuple(AssetType(one) for one in row["types"]), row["scale"], tuple(row["asks"].items()))
        for id_, row in _table()["kinds"].items()
    }


def form_kind(type_: AssetType) -> FormKind:
    """The form for an asset of this type.

    >>> form_kind(AssetType.MOSQUE) is form_kind(AssetType.CHURCH)
    True
    """
    return next(kind for kind in form_kinds().values() if type_ in kind.types)


@functools.cache
def answer_lists() -> Mapping[str, tuple[str, ...]]:
    """Every list of answers with its codes, in the order they are offered.

    >>> answer_lists()["outcomes"]
    ('visited', 'partly', 'not_reached', 'refused')
    """
    return {name: tuple(codes) for name, codes in _table()["lists"].items()}
