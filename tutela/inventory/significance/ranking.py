"""The order of an inventory under given weights: a weighted sum anyone can redo by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tutela.model.inventory import Asset
from tutela.model.ranks import shared_ranks
from tutela.model.significance import Appraisal, Significance

EXACT = 9
"""Decimals to which scores are compared, so that the order of adding up decides no tie."""


def rank(
    assets: Sequence[Asset], appraisals: Sequence[Sequence[Appraisal]], weights: Mapping[str, float]
) -> list[Significance]:
    """Every asset with its score and rank, the most significant first; equal scores share a rank.

    Ties stand in the order of the inventory, which says nothing: they have one rank.
    """
    found = [_weighed(asset, known, weights) for asset, known in zip(assets, appraisals, strict=True)]
    ordered = sorted(found, key=lambda one: -one.score)
    ranks = shared_ranks(one.score for one in ordered)
    return [replace(one, rank=rank) for one, rank in zip(ordered, ranks, strict=True)]


def _weighed(asset: Asset, appraisals: Sequence[Appraisal], weights: Mapping[str, float]) -> Significance:
    whole = sum(weights.values())
    known = [(weights[one.criterion], one.value) for one in appraisals if one.value is not None]
    score = sum(weight * value for weight, value in known) / whole
    assessed = sum(weight for weight, _ in known) / whole
    return Significance(
        asset.id,
        tuple(appraisals),
        score=round(score, EXACT),
        highest=round(score + 1 - assessed, EXACT),
        assessed=round(assessed, EXACT),
    )
