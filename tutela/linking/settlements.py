"""The settlements that claims and assets name, for maps: those that can be told apart, with all their names."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from tutela.linking.whereabouts import WIDE_KINDS
from tutela.model.claims import Claim
from tutela.model.gazetteer import PlaceContext, Resolution
from tutela.model.inventory import Asset, Place


class ResolvingGazetteer(Protocol):
    """A gazetteer that weighs the places of a name against each other."""

    def resolve(self, name: str, context: PlaceContext | None = None) -> Resolution:
        """Which place a name means in its context."""
        ...


def named_settlements(
    claims: Sequence[Claim], assets: Sequence[Asset], gazetteer: ResolvingGazetteer
) -> tuple[Place, ...]:
    """Settlements named by claims or assets, each once, in the order of their ids.

    A name that several settlements bear is settled by the other places of the same document, or by the asset's
    districts and position; where that leaves more than one, it is left out rather than guessed.
    """
    found = {place.id: place for several in settlements_by(claims, assets, gazetteer).values() for place in several}
    return tuple(found[place] for place in sorted(found))


def settlements_by(
    claims: Iterable[Claim], assets: Iterable[Asset], gazetteer: ResolvingGazetteer
) -> dict[str, tuple[Place, ...]]:
    """The same for each document and asset that names any."""
    named: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        named[claim.document] += [place.exact for place in claim.places]
    contexts = {
        document: (dict.fromkeys(names), PlaceContext(beside=tuple(dict.fromkeys(names))))
        for document, names in named.items()
    }
    contexts |= {asset.id: _of_asset(asset) for asset in assets}
    found = {source: tuple(_meant(names, context, gazetteer)) for source, (names, context) in contexts.items()}
    return {source: places for source, places in found.items() if places}


def _of_asset(asset: Asset) -> tuple[dict[str, None], PlaceContext]:
    """The names of an asset's settlements and what stands around them."""
    settlements, districts = ([name.text for name in names] for names in (asset.settlements, asset.districts))
    near = (asset.position,) if asset.position else ()
    context = PlaceContext(beside=tuple(settlements), within=tuple(districts), near=near)
    return dict.fromkeys((*settlements, *districts)), context


def _meant(names: Iterable[str], context: PlaceContext, gazetteer: ResolvingGazetteer) -> Iterable[Place]:
    for name in names:
        place = gazetteer.resolve(name, context).place
        if place is not None and place.kind not in WIDE_KINDS and place.position:
            yield place
