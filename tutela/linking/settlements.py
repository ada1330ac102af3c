"""The settlements that claims and assets name, for maps: those that can be told apart, with all their names."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tutela.linking.whereabouts import WIDE_KINDS, Gazetteer
from tutela.model.claims import Claim
from tutela.model.inventory import Asset, Place


def named_settlements(claims: Sequence[Claim], assets: Sequence[Asset], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Settlements named by claims or assets, each once, in the order of their ids.

    A name that several settlements bear is settled by the countries that the same document's (or asset's) other names
    lie in; where that leaves more than one, it is left out rather than guessed.
    """
    named: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        named[claim.document] += [place.exact for place in claim.places]
    for asset in assets:
        named[asset.id] += [name.text for name in (*asset.settlements, *asset.districts)]
    found: dict[str, Place] = {}
    for names in named.values():
        found |= {place.id: place for place in _told_apart([gazetteer.lookup(name) for name in dict.fromkeys(names)])}
    return tuple(found[place] for place in sorted(found))


def _told_apart(bearers: Sequence[tuple[Place, ...]]) -> Iterable[Place]:
    countries = Counter(country for places in bearers if (country := _one_country(places)))
    for places in bearers:
        near = [place for place in places if place.country in countries] or list(places)
        if len(near) == 1 and near[0].kind not in WIDE_KINDS and near[0].position:
            yield near[0]


def _one_country(places: Iterable[Place]) -> str:
    """The country that every bearer of a name lies in; empty when they lie in several."""
    found = {place.country for place in places if place.country}
    return found.pop() if len(found) == 1 else ""
