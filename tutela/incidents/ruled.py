"""What people ruled of claims, one incident or two, and what follows for assets and reasons."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from tutela.incidents.grouping import Telling
from tutela.model.reasons import Reason
from tutela.model.rulings import Pair


def ruled_together(assets: Iterable[str], linked: Mapping[str, str], pairs: Iterable[Pair]) -> dict[str, str]:
    """Asset -> the first of all whose claims must be grouped with its own, because a ruling joins some of them."""
    lead = {asset: asset for asset in assets}

    def first(asset: str) -> str:
        while lead[asset] != asset:
            asset = lead[asset]
        return asset

    for pair in pairs:
        if pair.same and linked.get(pair.one) in lead and linked.get(pair.other) in lead:
            lead[first(linked[pair.one])] = first(linked[pair.other])
    return {asset: first(asset) for asset in lead}


def asset_of(act: Sequence[Telling], pairs: Iterable[Pair]) -> str:
    """The asset most of the claims speak of; of equals that of the claim which another was ruled to be one with."""
    counts = Counter(telling.asset for telling in act)
    asset = {telling.claim.id: telling.asset for telling in act}
    most = max(counts.values())
    named = [asset[claim] for pair in pairs if pair.same for claim in (pair.other, pair.one) if claim in asset]
    return next(found for found in (*named, *counts) if counts[found] == most)


def reasons_ruled(claims: Collection[str], pairs: Iterable[Pair]) -> list[Reason]:
    """The rulings that an incident with these claims follows, and those that others forbid it to follow."""
    found = []
    for pair in pairs:
        inside = sum(claim in claims for claim in (pair.one, pair.other))
        if inside and (inside == 2) is pair.same:
            found.append(_followed(pair))
        elif inside == 1 and pair.same:
            found.append(Reason("ruling", f"ruling {pair.ruling} joins it to another; other rulings forbid that", 0.0))
    return list(dict.fromkeys(found))


def _followed(pair: Pair) -> Reason:
    what = "some of its claims are of one incident" if pair.same else "other claims are of another incident"
    return Reason("ruling", f"{what} by ruling {pair.ruling}", 1.0)
