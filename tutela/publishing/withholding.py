"""What has to stay hidden: which records are about a withheld asset, and which words give it or a person away."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tutela.model.casefile import CaseFile
from tutela.model.claims import Claim, Recording, Statement
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset, Place
from tutela.model.links import Link, LinkVerdict
from tutela.model.passages import Passage
from tutela.publishing.masking import TOKEN_FROM, Finder, words_of
from tutela.publishing.naming import Phrases, asset_phrases, is_plain, keys_of, ordinary_words, own_words, place_words

NEIGHBOUR_M = 2_000
"""Assets this near that share a telling word are taken to be one ground: registers place parts of a complex up to a
kilometre or two from its church."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """What of one case must not leave the house."""

    assets: frozenset[str]
    claims: frozenset[str]
    statements: frozenset[str]
    recordings: frozenset[str]
    incidents: frozenset[str]
    places: frozenset[str]
    sites: Finder
    """Finds withheld assets, places tied to nothing else, and their positions."""
    words: Finder
    """Finds all of these and withheld persons."""
    spans: Mapping[str, tuple[Passage, ...]]
    """Document id -> the words by which withheld claims call an asset there, and what else withheld records quote."""
    told: Mapping[str, tuple[Passage, ...]]
    """Document id -> the passages in which withheld claims are told."""

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to hide."""
        return not self.assets and not self.words.phrases


def withheld_in(case: CaseFile) -> Withheld:
    """What of this case must stay hidden."""
    restricted = case.restricted | {asset.id for asset in case.assets if asset.restricted}
    # Every text is gone through for them, which nothing asks for where nothing is restricted.
    ordinary = ordinary_words(case) if restricted else frozenset()
    assets = _with_kin(case, restricted, ordinary)
    names = _asset_finder(case, assets, ordinary)
    claims = _claims(case, assets, names)
    assets |= _told_with(case, assets, claims, names)
    claims = _claims(case, assets, names)
    place_names = _place_phrases(case, assets, claims)
    sites = replace(names, phrases=names.phrases | place_names)
    persons = frozenset(phrase for name in case.restricted_persons for phrase in _person_phrases(name))
    silent = _silenced(case, claims)
    statements = frozenset(item.id for item in case.statements if item.document in silent or _speaks_of(item, sites))
    recordings = frozenset(item.id for item in case.recordings if item.document in silent or _speaks_of(item, sites))
    return Withheld(
        assets,
        claims,
        statements,
        recordings,
        frozenset(item.id for item in case.incidents if _incident_goes(item, assets, claims)),
        frozenset(place.id for place in case.places if _gives_away(place, place_names, sites)),
        sites,
        replace(sites, phrases=sites.phrases | persons),
        _spans(case, claims, statements | recordings),
        _told(case, claims),
    )


def _told_with(case: CaseFile, assets: frozenset[str], claims: frozenset[str], names: Finder) -> frozenset[str]:
    """What a document that tells of a withheld site describes at the same place, or at none: parts of that site."""
    telling = {claim.document for claim in case.claims if claim.id in claims}
    telling |= {document.id for document in case.documents if names.spans(document.text)}
    where = {claim.id: claim for claim in case.claims if claim.document in telling}
    near = _spread(case, keys_of(n.text for asset in case.assets if asset.id in assets for n in asset.settlements))
    described = {asset.id: asset for asset in case.assets if asset.described}
    linked = [(described[link.asset], where[link.claim]) for link in case.links if _both(link, described, where)]
    return frozenset(asset.id for asset, claim in linked if _placed_at(asset, near) or not _places_itself(claim))


def _both(link: Link, assets: Mapping[str, Asset], claims: Mapping[str, Claim]) -> bool:
    return link.asset in assets and link.claim in claims


def _places_itself(claim: Claim) -> bool:
    """Whether a claim's own sentences name its place: a dateline tells where somebody wrote, not where a site lies."""
    return any(
        passage.start <= place.start and place.end <= passage.end
        for passage in (claim.quote, *claim.passages)
        for place in claim.places
    )


def _placed_at(asset: Asset, near: Phrases) -> bool:
    """Whether a described asset is said to stand in one of some places, or nowhere."""
    return not asset.settlements or bool(keys_of(name.text for name in asset.settlements) & near)


def _silenced(case: CaseFile, claims: frozenset[str]) -> frozenset[str]:
    """Documents all of whose claims are withheld: what else they say is about the same."""
    kept = {claim.document for claim in case.claims if claim.id not in claims}
    return frozenset(claim.document for claim in case.claims if claim.id in claims) - kept


def _told(case: CaseFile, claims: frozenset[str]) -> Mapping[str, tuple[Passage, ...]]:
    found: dict[str, list[Passage]] = defaultdict(list)
    for claim in case.claims:
        if claim.id in claims:
            found[claim.document] += [claim.quote, *claim.passages]
    return {document: tuple(passages) for document, passages in found.items()}


def _spans(case: CaseFile, claims: frozenset[str], others: frozenset[str]) -> Mapping[str, tuple[Passage, ...]]:
    found: dict[str, list[Passage]] = defaultdict(list)
    for claim in case.claims:
        if claim.id in claims:
            found[claim.document] += [words for words in (claim.asset, claim.mention) if words]
    told: tuple[Statement | Recording, ...] = (*case.statements, *case.recordings)
    for item in told:
        if item.id in others:
            found[item.document].append(item.quote)
    return {document: tuple(passages) for document, passages in found.items()}


def descriptions(words: Iterable[Passage]) -> Finder:
    """Finds the words for a withheld asset elsewhere in the same document: "the chapel up there", not "the chapel"."""
    return Finder(keys_of(passage.exact for passage in words if not is_plain(passage.exact)))


def _with_kin(case: CaseFile, restricted: frozenset[str], ordinary: frozenset[str]) -> frozenset[str]:
    """Restricted assets with their parts, assets of their name, and neighbours that share a telling word.

    A mention of one could not be told from a mention of the other, and one's position is the other's.
    """
    if not restricted:
        return restricted
    found = restricted
    common = ordinary | place_words(case)
    telling = {asset.id: own_words(asset, common) for asset in case.assets}
    while True:
        hidden = [asset for asset in case.assets if asset.id in found]
        finder = Finder(keys_of(name.text for asset in hidden for name in asset.names if not is_plain(name.text)))
        words = Finder(asset_phrases(case, hidden, ordinary))
        more = {asset.id for asset in case.assets if asset.part_of in found or _bears(asset, finder)}
        more |= {asset.id for asset in case.assets if asset.described and _is_called_by(asset, words)}
        more |= {
            asset.id
            for asset in case.assets
            for other in hidden
            if telling[asset.id] & telling[other.id] and _near(asset, other)
        }
        if more <= found:
            return found
        found |= more


def _bears(asset: Asset, finder: Finder) -> bool:
    return any(finder.spans(name.text) for name in asset.names)


def _is_called_by(asset: Asset, words: Finder) -> bool:
    """Whether a description or its place holds a withheld word: "gravestones of the Imarat cemetery"."""
    return any(words.spans(name.text) for name in (*asset.names, *asset.settlements))


def _near(asset: Asset, hidden: Asset) -> bool:
    """Whether two assets may stand on one ground; one described without a place may stand anywhere."""
    if asset.described and not asset.position and not asset.settlements:
        return True
    if asset.position and hidden.position and asset.position.distance_m(hidden.position) <= NEIGHBOUR_M:
        return True
    return bool(keys_of(n.text for n in asset.settlements) & keys_of(n.text for n in hidden.settlements))


def _asset_finder(case: CaseFile, withheld: frozenset[str], ordinary: frozenset[str]) -> Finder:
    hidden = [asset for asset in case.assets if asset.id in withheld]
    return Finder(asset_phrases(case, hidden, ordinary), tuple(asset.position for asset in hidden if asset.position))


def _person_phrases(name: str) -> Phrases:
    """A person's full name and each longer part of it."""
    parts = [word.group() for word in words_of(name) if len(word.group()) >= TOKEN_FROM]
    return keys_of([name, *parts])


def _claims(case: CaseFile, assets: frozenset[str], names: Finder) -> frozenset[str]:
    linked = {link.claim for link in case.links if link.asset in assets}
    doubtful = {
        link.claim
        for link in case.links
        if link.verdict is LinkVerdict.AMBIGUOUS and assets & {other for other, _ in link.others}
    }
    held = {claim for incident in case.incidents if incident.asset in assets for claim in incident.claims}
    named = {claim.id for claim in case.claims if _names_asset(claim, names)}
    return frozenset(linked | doubtful | held | named)


def _names_asset(claim: Claim, names: Finder) -> bool:
    return any(names.spans(words.exact) for words in (claim.asset, claim.mention) if words)


def _place_phrases(case: CaseFile, assets: frozenset[str], claims: frozenset[str]) -> Phrases:
    """Names of places that only withheld records speak of."""
    kept = _spread(case, keys_of(_places_of(case, assets, claims, hidden=False)))
    tied = _spread(case, keys_of(_places_of(case, assets, claims, hidden=True)) - kept)
    return tied - kept - _regions(case, claims, tied)


def _gives_away(place: Place, place_names: Phrases, sites: Finder) -> bool:
    """Whether any of a place's names is withheld: masked in one script alone, it would be told by the others."""
    return bool(keys_of(name.text for name in place.names) & place_names) or any(
        sites.spans(name.text) for name in place.names
    )


def _regions(case: CaseFile, claims: frozenset[str], tied: Phrases) -> Phrases:
    """Of some names those that no settlement bears and that documents about other things hold: regions, countries."""
    settlements = keys_of(name.text for place in case.places for name in place.names)
    settlements |= keys_of(name.text for asset in case.assets for name in asset.settlements)
    telling = {claim.document for claim in case.claims if claim.id in claims}
    open_ = tied - settlements
    anyone = Finder(open_)
    # One look for all of them, since few texts hold any; then each name in these.
    texts = [document.text for document in case.documents if document.id not in telling and anyone.spans(document.text)]
    return frozenset(
        name for name in open_ if (finder := Finder(frozenset({name}))) and any(finder.spans(text) for text in texts)
    )


def _places_of(case: CaseFile, assets: frozenset[str], claims: frozenset[str], hidden: bool) -> Iterable[str]:
    for asset in case.assets:
        if (asset.id in assets) == hidden:
            yield from (name.text for name in (*asset.settlements, *asset.districts))
    for claim in case.claims:
        if (claim.id in claims) == hidden:
            yield from (place.exact for place in claim.places)


def _spread(case: CaseFile, names: Phrases) -> Phrases:
    """The names with every other name of the places that bear one of them."""
    groups = [keys_of(name.text for name in place.names) for place in case.places]
    return names.union(*(group for group in groups if group & names))


def _speaks_of(item: Statement | Recording, sites: Finder) -> bool:
    quotes = [item.quote, *(item.about if isinstance(item, Statement) else ())]
    return any(sites.spans(quote.exact) for quote in quotes)


def _incident_goes(incident: Incident, assets: frozenset[str], claims: frozenset[str]) -> bool:
    return incident.asset in assets or set(incident.claims) <= claims
