"""Assets known from publications only: sightings of one thing in several documents."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tutela.language.names import script_of
from tutela.linking.comparisons import compared
from tutela.linking.sightings import KIN, Sighting, sightings_in
from tutela.linking.weights import weight
from tutela.linking.whereabouts import BLOCK, Gazetteer, Resolver, Whereabouts, bones_of
from tutela.model.claims import AssetType, Claim
from tutela.model.clusters import Pair
from tutela.model.documents import Document
from tutela.model.inventory import Asset, Name
from tutela.model.links import Link, LinkVerdict
from tutela.model.reasons import Reason

CROWD = 400
"""A key more sightings share than this tells nothing apart and is left out."""


def likeness(a: Sighting, b: Sighting) -> float:
    """How surely two sightings are of one asset: above 0 rather yes than no (log-odds)."""
    return weight("bias") + sum(reason.score for reason in compare(a, b))


def compare(a: Sighting, b: Sighting) -> list[Reason]:
    """What every comparison says, its score weighed."""
    return [Reason(r.signal, r.sentence, r.score * weight(r.signal)) for r in compared(a, b)]


def candidate_pairs(sightings: Sequence[Sighting]) -> set[Pair]:
    """Places (i < j) of the sightings that share a key and so are worth comparing."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, sighting in enumerate(sightings):
        for key in keys_of(sighting):
            blocks[key].append(index)
    return {
        (a, b)
        for block in blocks.values()
        if len(block) <= CROWD
        for at, a in enumerate(block)
        for b in block[at + 1 :]
    }


def keys_of(sighting: Sighting) -> set[str]:
    """What a sighting shares with others that may be of the same asset."""
    return {" ".join(key) for key in (*_name_keys(sighting), *_place_keys(sighting))}


def _name_keys(sighting: Sighting) -> Iterator[tuple[str, ...]]:
    for word in sighting.name:
        bones = word if word.startswith("word:") else bones_of(word)[:BLOCK]
        if len(bones) >= 2:
            yield ("name", bones)


def _place_keys(sighting: Sighting) -> Iterator[tuple[str, ...]]:
    families = {str(number) for kind in sighting.types for number, group in enumerate(KIN) if kind in group}
    families |= {kind.value for kind in sighting.types}
    spots = sighting.where.near() or sighting.where.spots
    spots = sighting.where.spots if sighting.many else spots
    spots = spots or sighting.around.spots
    for spot in spots:
        for place in (*spot.places, *(bones[:BLOCK] for bones in spot.bones)):
            yield from (("place", family, place) for family in families)


def described_assets(
    claims: Sequence[Claim], links: Sequence[Link], documents: Sequence[Document], gazetteer: Gazetteer
) -> tuple[Asset, ...]:
    """The assets that links point to and no inventory holds, made of what the publications say of them.

    A group told of beside the only district it can stand in is a part of that district.
    """
    by_id = {claim.id: claim for claim in claims}
    groups: dict[str, list[Claim]] = defaultdict(list)
    for link in links:
        if link.verdict == LinkVerdict.NOT_IN_INVENTORY and link.claim in by_id:
            groups[link.asset].append(by_id[link.claim])
    texts = {document.id: document for document in documents}
    resolver = Resolver(gazetteer)
    told = [(by_id[link.claim], link.asset) for link in links if link.claim in by_id]
    districts = _districts([one for one in told if one[0].document in texts], texts, resolver)
    return tuple(_asset(asset, members, texts, resolver, districts) for asset, members in sorted(groups.items()))


def _districts(
    linked: Iterable[tuple[Claim, str]], texts: Mapping[str, Document], resolver: Resolver
) -> dict[str, list[tuple[str, str, Whereabouts]]]:
    """Document -> (asset, its words, its places) of each district it tells of."""
    found: dict[str, list[tuple[str, str, Whereabouts]]] = defaultdict(list)
    for claim, asset in linked:
        if claim.asset_type == AssetType.HISTORIC_DISTRICT:
            where = resolver.whereabouts((place.exact for place in claim.places), texts[claim.document].tongue)
            found[claim.document].append((asset, claim.asset.exact, where))
    return found


def _whole(
    asset: str, told: Sequence[Sighting], districts: Mapping[str, Sequence[tuple[str, str, Whereabouts]]]
) -> str | None:
    """The only district that a group can stand in."""
    inside = {
        district
        for sighting in told
        for district, words, where in districts.get(sighting.document, ())
        if sighting.where.touches(where) or words in {spot.words for spot in sighting.where.spots}
    }
    many = bool(told) and all(sighting.many for sighting in told)
    return next(iter(inside)) if many and len(inside) == 1 and asset not in inside else None


def _asset(
    asset: str,
    members: Sequence[Claim],
    texts: Mapping[str, Document],
    resolver: Resolver,
    districts: Mapping[str, Sequence[tuple[str, str, Whereabouts]]],
) -> Asset:
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in members:
        by_document[claim.document].append(claim)
    told = [
        s for key in sorted(by_document) if key in texts for s in sightings_in(texts[key], by_document[key], resolver)
    ]
    main = [sighting for sighting in told if sighting.told]
    names = {description.words: texts[s.document].tongue for s in main for description in s.told}
    spots = {spot.words: spot for s in main for spot in s.where.spots}
    kinds = Counter(description.type for s in main for description in s.told)
    return Asset(
        id=asset,
        names=tuple(_name(words, names[words]) for words in sorted(names, key=lambda words: (-len(words), words))),
        type=max(sorted(kinds), key=kinds.__getitem__),
        settlements=tuple(_name(words) for words, spot in spots.items() if not spot.wide),
        districts=tuple(_name(words) for words, spot in spots.items() if spot.wide),
        part_of=_whole(asset, main, districts),
        notes="described in publications; in no register",
    )


def _name(words: str, language: str = "") -> Name:
    return Name(words, "" if language == "und" else language, script_of(words))
