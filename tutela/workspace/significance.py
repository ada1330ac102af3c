"""The order of a workspace's inventory: its assets as rulings left them, under the weights its people set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutela.inventory.significance import (
    appraise,
    balance,
    criteria,
    kept_weights,
    rank,
    steadiness,
    sways,
    unsure,
    weights_from,
)
from tutela.model.inventory import Asset
from tutela.model.rulings import Ruling
from tutela.model.significance import Significance, Steadiness, Sway
from tutela.workspace.workspace import Workspace

TOP = 50
"""How many stand first unless somebody asks for more."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """An inventory in order, and how much the order owes to the weights."""

    assets: Mapping[str, Asset]
    ranked: tuple[Significance, ...]
    weights: Mapping[str, float]
    kept_by: str
    """Who set the weights and why; empty where they are the packaged ones or given for this once."""
    top: int
    steady: tuple[Steadiness, ...]
    sways: tuple[Sway, ...]
    balance: Mapping[str, tuple[int, int]]
    """Community as registers state it -> (among the first, in all)."""
    unsure: tuple[Significance, ...]
    """Those below that could stand among the first if what nobody assessed turned out exceptional."""


def ranking(workspace: Workspace, changes: Mapping[str, float] | None = None, top: int = TOP) -> Ranking:
    """The inventory in order of significance.

    Args:
        changes: criterion -> weight, in place of the weights the workspace keeps.
        top: how many stand first.

    Raises:
        InputError: there is no such criterion, or a weight is none.

    >>> found = ranking(Workspace.open("case/workspace"), top=3)
    >>> [one.rank for one in found.ranked[:2]], 0 < found.ranked[0].score < 1
    ([1, 2], True)
    """
    effective = workspace.effective()
    return _ranking(effective.inventory, effective.rulings, changes, top)


def in_order(assets: Sequence[Asset], rulings: Sequence[Ruling]) -> list[Significance]:
    """The order alone, under the weights people keep; how it depends on them takes hundreds of orders more."""
    return rank(assets, appraise(assets, rulings), weights_from(kept_weights(rulings)[0]))


def _ranking(
    assets: Sequence[Asset], rulings: Sequence[Ruling], changes: Mapping[str, float] | None, top: int
) -> Ranking:
    kept, said = kept_weights(rulings)
    weights = weights_from({**kept, **(changes or {})})
    ranked = rank(assets, appraise(assets, rulings), weights)
    communities = {asset.id: asset.community for asset in assets}
    return Ranking(
        {asset.id: asset for asset in assets},
        tuple(ranked),
        weights,
        "" if changes else said,
        top,
        tuple(steadiness(ranked, weights, top)),
        tuple(sways(ranked, weights, top)),
        balance(ranked, communities, top),
        tuple(unsure(ranked, top)),
    )


def label_of(criterion: str) -> str:
    """A criterion's name as people read it."""
    return next(one.label for one in criteria() if one.id == criterion)
