"""What has to stay hidden: which records are about a withheld asset, and which words give it or a person away."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tutela.language.names import fold
from tutela.model.casefile import CaseFile
from tutela.model.claims import Claim, Recording, Statement
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.links import LinkVerdict
from tutela.model.passages import Passage
from tutela.publishing.masking import TOKEN_FROM, Finder, is_plain, phrase_keys, words_of

Phrases = frozenset[tuple[str, ...]]

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

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to hide."""
        return not self.assets and not self.words.phrases


def withheld_in(case: CaseFile) -> Withheld:
    """What of this case must stay hidden."""
    assets = _with_kin(case, case.restricted | {asset.id for asset in case.assets if asset.restricted})
    names = _asset_finder(case, assets)
    claims = _claims(case, assets, names)
    place_names = _place_phrases(case, assets, claims)
    sites = replace(names, phrases=names.phrases | place_names)
    persons = frozenset(phrase for name in case.restricted_persons for phrase in _person_phrases(name))
    statements = frozenset(item.id for item in case.statements if _speaks_of(item, sites))
    recordings = frozenset(item.id for item in case.recordings if _speaks_of(item, sites))
    return Withheld(
        assets,
        claims,
        statements,
        recordings,
        frozenset(item.id for item in case.incidents if _incident_goes(item, assets, claims)),
        frozenset(place.id for place in case.places if _keys_of(name.text for name in place.names) & place_names),
        sites,
        replace(sites, phrases=sites.phrases | persons),
        _spans(case, claims, statements | recordings),
    )


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
    return Finder(_keys_of(passage.exact for passage in words if not is_plain(passage.exact)))


def _keys_of(names: Iterable[str]) -> Phrases:
    return frozenset(phrase for name in names for phrase in phrase_keys(name))


def _with_kin(case: CaseFile, restricted: frozenset[str]) -> frozenset[str]:
    """Restricted assets with their parts, assets of their name, and neighbours that share a telling word.

    A mention of one could not be told from a mention of the other, and one's position is the other's.
    """
    found = restricted
    common = _ordinary_words(case) | _place_words(case)
    while True:
        hidden = [asset for asset in case.assets if asset.id in found]
        finder = Finder(_keys_of(name.text for asset in hidden for name in asset.names if not is_plain(name.text)))
        more = {asset.id for asset in case.assets if asset.part_of in found or _bears(asset, finder)}
        more |= {asset.id for asset in case.assets for other in hidden if _neighbours(asset, other, common)}
        if more <= found:
            return found
        found |= more


def _bears(asset: Asset, finder: Finder) -> bool:
    return any(finder.spans(name.text) for name in asset.names)


def _neighbours(asset: Asset, hidden: Asset, common: frozenset[str]) -> bool:
    """Whether two assets share a telling word and a place: a church and the cross-stones at its door."""
    if not _near(asset, hidden):
        return False
    return bool(_own_words(asset, common) & _own_words(hidden, common))


def _near(asset: Asset, hidden: Asset) -> bool:
    if asset.position and hidden.position and asset.position.distance_m(hidden.position) <= NEIGHBOUR_M:
        return True
    return bool(_keys_of(n.text for n in asset.settlements) & _keys_of(n.text for n in hidden.settlements))


def _own_words(asset: Asset, common: frozenset[str]) -> Phrases:
    words = [word.group() for name in asset.names for word in words_of(name.text)]
    return _keys_of(word for word in words if _telling(word) and fold(word) not in common)


def _telling(word: str) -> bool:
    return len(word) >= TOKEN_FROM and not is_plain(word)


def _place_words(case: CaseFile) -> frozenset[str]:
    names = [name.text for place in case.places for name in place.names]
    names += [name.text for asset in case.assets for name in (*asset.settlements, *asset.districts)]
    return frozenset(fold(word.group()) for name in names for word in words_of(name))


def _asset_finder(case: CaseFile, withheld: frozenset[str]) -> Finder:
    hidden = [asset for asset in case.assets if asset.id in withheld]
    names = [name.text for asset in hidden for name in asset.names if not is_plain(name.text)]
    keys = [value for asset in hidden for _, value in asset.identifiers if len(value) >= TOKEN_FROM]
    phrases = _keys_of([*names, *keys]) | _telling_words(case, names, withheld)
    return Finder(phrases, tuple(asset.position for asset in hidden if asset.position))


def _telling_words(case: CaseFile, names: Iterable[str], withheld: frozenset[str]) -> Phrases:
    """Single words that give a name away: no kind or saint, no ordinary word, in no other asset's or place's name."""
    shared = {word for phrase in _other_names(case, withheld) for word in phrase}
    ordinary = _ordinary_words(case)
    return frozenset(
        phrase
        for name in names
        for word in words_of(name)
        for phrase in phrase_keys(word.group())
        if _telling(word.group()) and phrase[0] not in shared and fold(word.group()) not in ordinary
    )


def _other_names(case: CaseFile, withheld: frozenset[str]) -> Phrases:
    assets = [name.text for asset in case.assets if asset.id not in withheld for name in asset.names]
    return _keys_of([*assets, *(name.text for place in case.places for name in place.names)])


def _ordinary_words(case: CaseFile) -> frozenset[str]:
    """Words written small more often than with a capital: "mountains" of a name is no secret, "Omari" is."""
    counts: Counter[str] = Counter()
    for document in case.documents:
        for word in words_of(document.text):
            counts[fold(word.group())] += 1 if word.group().islower() else -1
    return frozenset(word for word, balance in counts.items() if balance > 0)


def _person_phrases(name: str) -> Phrases:
    """A person's full name and each longer part of it."""
    parts = [word.group() for word in words_of(name) if len(word.group()) >= TOKEN_FROM]
    return _keys_of([name, *parts])


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
    kept = _spread(case, _keys_of(_places_of(case, assets, claims, hidden=False)))
    tied = _spread(case, _keys_of(_places_of(case, assets, claims, hidden=True)) - kept)
    return tied - kept


def _places_of(case: CaseFile, assets: frozenset[str], claims: frozenset[str], hidden: bool) -> Iterable[str]:
    for asset in case.assets:
        if (asset.id in assets) == hidden:
            yield from (name.text for name in (*asset.settlements, *asset.districts))
    for claim in case.claims:
        if (claim.id in claims) == hidden:
            yield from (place.exact for place in claim.places)


def _spread(case: CaseFile, names: Phrases) -> Phrases:
    """The names with every other name of the places that bear one of them."""
    groups = [_keys_of(name.text for name in place.names) for place in case.places]
    return names.union(*(group for group in groups if group & names))


def _speaks_of(item: Statement | Recording, sites: Finder) -> bool:
    quotes = [item.quote, *(item.about if isinstance(item, Statement) else ())]
    return any(sites.spans(quote.exact) for quote in quotes)


def _incident_goes(incident: Incident, assets: frozenset[str], claims: frozenset[str]) -> bool:
    return incident.asset in assets or set(incident.claims) <= claims
