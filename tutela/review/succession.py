"""Rows change and assets get new ids: rulings follow the row, and what is withheld stays withheld."""

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence

from tutela.model.inventory import Asset
from tutela.model.links import Link
from tutela.model.rulings import Ruling

ROW = "register"
"""Scheme of the identifier that a register gives its own rows."""


def row_keys(asset: Asset) -> frozenset[str]:
    """The identifiers of the rows an asset was made of, as its register gives them."""
    return frozenset(value for scheme, value in asset.identifiers if scheme == ROW)


def succeeded(old: Iterable[Asset], new: Iterable[Asset]) -> frozenset[str]:
    """Ids of the old assets of a register whose row stands in the new version under another id."""
    new = tuple(new)
    ids = {asset.id for asset in new}
    keys = frozenset().union(*(row_keys(asset) for asset in new))
    return frozenset(asset.id for asset in old if asset.id not in ids and row_keys(asset) & keys)


def heirs(past: Iterable[Asset], current: Sequence[Asset], scopes: Mapping[str, str]) -> dict[str, str]:
    """Superseded asset -> the asset that its row of the same register makes today; `scopes` is asset id -> register."""
    here = {asset.id for asset in current}
    by_row = {(scopes.get(asset.id), key): asset.id for asset in reversed(current) for key in row_keys(asset)}
    found = {}
    for old in past:
        rows = [by_row.get((scopes.get(old.id), key)) for key in sorted(row_keys(old))]
        today = next((row for row in rows if row), None)
        if old.id not in here and today:
            found[old.id] = today
    return found


def following(rulings: Iterable[Ruling], renamed: Mapping[str, str]) -> tuple[Ruling, ...]:
    """Rulings as they apply today: on the heirs of what they judged."""
    return tuple(
        dataclasses.replace(
            ruling, record=renamed.get(ruling.record, ruling.record), target=renamed.get(ruling.target, ruling.target)
        )
        if ruling.record in renamed or ruling.target in renamed
        else ruling
        for ruling in rulings
    )


def sharing_claims(withheld: Collection[str], links: Sequence[Link], past_links: Iterable[Link]) -> frozenset[str]:
    """Assets that claims speak of today which once were linked to a withheld one: the same thing under another id.

    It may withhold too much, when a claim was linked wrongly before; a person can lift that, and nobody a publication.
    """
    claims = {link.claim for link in (*links, *past_links) if link.asset in withheld}
    return frozenset(link.asset for link in links if link.claim in claims)
