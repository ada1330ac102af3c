"""What one document calls one asset: its claims gathered, later mentions and parts put to the thing they belong to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tutela.language.name_comparison import SAME_WORD, word_similarity
from tutela.language.names import name_key, tokens_of
from tutela.linking.descriptions import Description, describe, without_article
from tutela.linking.whereabouts import Resolver, Whereabouts
from tutela.linking.words import says
from tutela.model.claims import AssetType, Claim, Harm
from tutela.model.documents import Document

T = AssetType
WHOLES: dict[AssetType, tuple[AssetType, ...]] = {
    T.COLLECTION: (T.MUSEUM, T.LIBRARY, T.ARCHIVE, T.CHURCH, T.MONASTERY, T.MOSQUE, T.HISTORIC_BUILDING),
    T.ARTWORK: (T.MUSEUM, T.CHURCH, T.MONASTERY, T.MOSQUE, T.TEMPLE, T.SHRINE),
    T.ARCHIVE: (T.MUSEUM, T.LIBRARY, T.HISTORIC_BUILDING),
    T.LIBRARY: (T.MUSEUM, T.MOSQUE, T.MONASTERY),
    T.CARVED_STONE: (T.CEMETERY, T.CHURCH, T.MONASTERY, T.ARCHAEOLOGICAL_SITE),
    T.GRAVE: (T.CEMETERY, T.GRAVE, T.ARCHAEOLOGICAL_SITE, T.MOSQUE, T.CHURCH, T.SHRINE),
    T.CEMETERY: (T.CHURCH, T.MONASTERY),
    T.SHRINE: (T.MOSQUE, T.MONASTERY, T.CEMETERY),
    T.MONUMENT: (T.MUSEUM,),
    T.TEMPLE: (T.MUSEUM, T.ARCHAEOLOGICAL_SITE),
    T.CHURCH: (T.MONASTERY,),
    T.MUSEUM: (T.MUSEUM,),
    T.HISTORIC_BUILDING: (T.HISTORIC_DISTRICT, T.MOSQUE, T.CHURCH),
}
"""What a thing of this kind may be a part of, likeliest first."""
KIN: tuple[frozenset[AssetType], ...] = (
    frozenset({T.CHURCH, T.MONASTERY}),
    frozenset({T.MOSQUE, T.SHRINE}),
    frozenset({T.SHRINE, T.GRAVE, T.CEMETERY}),
    frozenset({T.CEMETERY, T.CARVED_STONE}),
    frozenset({T.TEMPLE, T.ARCHAEOLOGICAL_SITE, T.FORTIFICATION, T.MONUMENT}),
    frozenset({T.HISTORIC_BUILDING, T.MUSEUM, T.FORTIFICATION, T.THEATRE}),
    frozenset({T.LIBRARY, T.ARCHIVE, T.COLLECTION}),
    frozenset({T.MONUMENT, T.CARVED_STONE, T.ARTWORK}),
    frozenset({T.COLLECTION, T.ARTWORK}),
    frozenset({T.HISTORIC_DISTRICT, T.ARCHAEOLOGICAL_SITE}),
)
"""Kinds that two writers may give to one thing."""


@dataclass(slots=True)
class Sighting:
    """One asset as one document tells of it."""

    document: str
    text: str = ""
    """The document's text, where names that the claims leave out may stand."""
    claims: list[Claim] = field(default_factory=list)
    told: list[Description] = field(default_factory=list)
    """Descriptions of the asset itself."""
    parts: list[Description] = field(default_factory=list)
    where: Whereabouts = field(default_factory=Whereabouts)
    around: Whereabouts = field(default_factory=Whereabouts)
    """Where it is given no place: the countries and regions that its text speaks of most."""
    beside: list["Sighting"] = field(default_factory=list)
    """The other assets of the document."""
    final_name: frozenset[str] | None = None
    """Its name once the whole document is read."""

    @property
    def name(self) -> frozenset[str]:
        """Proper words used of it in the document, place names left out."""
        if self.final_name is not None:
            return self.final_name
        return without_places({token for description in self.told for token in description.name}, self.where)

    @property
    def types(self) -> frozenset[AssetType]:
        """Kinds it is given."""
        return frozenset(description.type for description in self.told)

    @property
    def many(self) -> bool:
        """Whether it is a described group."""
        return self.told[0].many

    @property
    def sure(self) -> bool:
        """Whether the script shows which words are names."""
        return all(description.sure for description in self.told)

    def akin(self, kind: AssetType) -> bool:
        """Whether a kind may be given to it."""
        return any(kin(kind, own) for own in self.types)

    def add(self, claim: Claim, description: Description, where: Whereabouts, part: bool = False) -> None:
        """Take a claim in."""
        self.claims.append(claim)
        (self.parts if part else self.told).append(description)
        if not part:
            self.where = self.where.joined(where)


def same_word(a: str, b: str) -> bool:
    """Whether two romanised words are spellings of one."""
    return a == b or word_similarity(a, b) >= SAME_WORD


def kin(a: AssetType, b: AssetType) -> bool:
    """Whether two kinds may be given to one thing."""
    return a == b or any(a in group and b in group for group in KIN)


_GENERAL = frozenset({T.HISTORIC_BUILDING, T.ARTWORK, T.COLLECTION, T.MONUMENT, T.CARVED_STONE, T.ARCHAEOLOGICAL_SITE})
"""Kinds so general that two nameless descriptions of them are seldom of one thing."""
_INNER = frozenset({T.COLLECTION, T.ARTWORK, T.CARVED_STONE, T.GRAVE, T.MONUMENT, T.SHRINE})
"""Kinds that may lie inside another asset."""
_BUILT = frozenset({T.CHURCH, T.MONASTERY, T.MOSQUE, T.SYNAGOGUE, T.TEMPLE, T.SHRINE, T.MUSEUM, T.LIBRARY, T.THEATRE})
"""Kinds that have roofs, walls and doors."""
_NO_WHOLE = frozenset({T.COLLECTION, T.ARTWORK, T.HERITAGE})
"""Kinds that hold no parts."""


PART_WORDS = 3
"""Words of a description of many things among which the word for a part stands, if they are parts."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim and what its words say."""

    claim: Claim
    description: Description
    where: Whereabouts
    own: frozenset[str]
    """Its name without the names of the places it is in."""

    @property
    def named(self) -> bool:
        """Whether it surely has a name of its own."""
        return bool(self.own) and self.description.sure


def sightings_in(document: Document, claims: Sequence[Claim], resolver: Resolver) -> list[Sighting]:
    """The assets one document tells of, each with its claims, in the order of the text."""
    ordered = sorted(claims, key=lambda claim: (claim.quote.start, claim.asset.start, claim.quote.end, claim.id))
    told = [_told(claim, document, resolver) for claim in ordered]
    folder = _Folder(document, resolver)
    for step in (folder.name, folder.locate, folder.rest):
        for item in told:
            step(item)
    for sighting in folder.found:
        sighting.final_name = sighting.name
        sighting.around = Whereabouts() if sighting.where.spots else resolver.surroundings(document.text)
        sighting.beside = [other for other in folder.found if other is not sighting]
    return folder.found


def _told(claim: Claim, document: Document, resolver: Resolver) -> _Told:
    description = describe(claim.asset.exact, claim.asset_type, document.text, document.tongue, claim.asset.start)
    where = resolver.whereabouts((place.exact for place in claim.places), document.tongue)
    if not where.near():
        where = (
            where.joined(resolver.settlements_in(claim.asset.exact, description.name)) if description.sure else where
        )
    return _Told(claim, description, where, without_places(description.name, where))


def without_places(name: Iterable[str], where: Whereabouts) -> frozenset[str]:
    """The words of a name that are not names of the places."""
    places = {token for spot in where.spots for token in tokens_of(spot.words)}
    return frozenset(word for word in name if not any(same_word(word, place) for place in places))


class _Folder:
    """Puts the claims of a document to the assets it tells of: first those with a name, then the rest."""

    def __init__(self, document: Document, resolver: Resolver) -> None:
        self._document = document
        self._resolver = resolver
        self._home: dict[str, Sighting] = {}
        self.found: list[Sighting] = []

    def name(self, told: _Told) -> None:
        """First round: descriptions that name an asset of their own."""
        if told.own and _whole_thing(told):
            home = next((s for s in self.found if not s.many and _same_name(s, told)), None)
            self._put(home or self._new(), told)

    def locate(self, told: _Told) -> None:
        """Second round: descriptions that hold no name but the place's ("the mosque of Gaza")."""
        if told.claim.id in self._home or not (told.description.name and _whole_thing(told)):
            return
        same = next((s for s in self.found if not s.many and _same_name(s, told)), None)
        there = [
            s for s in self.found if not s.many and told.description.type in s.types and s.where.touches(told.where)
        ]
        only = there[0] if len(there) == 1 and told.description.type not in _GENERAL else None
        self._put(same or only or self._new(), told)

    def rest(self, told: _Told) -> None:
        """Third round: later mentions, parts, groups."""
        if told.claim.id in self._home:
            return
        if told.description.many and not _movable(told):
            self._put_group(told)
            return
        whole = self._whole(told) if told.description.part or _movable(told) else None
        home = None if whole else self._antecedent(told)
        whole = whole or (None if home or told.named else self._whole(told))
        self._put(whole or home or self._new(), told, part=whole is not None)

    def _put_group(self, told: _Told) -> None:
        home = next((s for s in self.found if s.many and _same_group(s, told)), None)
        inner = told.description.type in _INNER or _are_parts(told)
        whole = self._whole(told, close=True) if inner and not home else None
        self._put(whole or home or self._new(), told, part=whole is not None)

    def _new(self) -> Sighting:
        self.found.append(Sighting(self._document.id, self._document.text))
        return self.found[-1]

    def _put(self, home: Sighting, told: _Told, part: bool = False) -> None:
        home.add(told.claim, told.description, told.where, part)
        self._home[told.claim.id] = home

    def _antecedent(self, told: _Told) -> Sighting | None:
        """What "the church" goes back to: the one of its kind in its place, the one told of last before it first."""
        open_to = [s for s in self.found if not s.many and s.told and not s.where.apart(told.where)]
        same = [s for s in open_to if told.description.type in s.types and _may_be(s, told)]
        close = [s for s in same if s.where.touches(told.where)]
        kindred = [s for s in open_to if s.akin(told.description.type) and _may_be(s, told)]
        fitting = close or same or ([] if told.description.core() else kindred)
        fitting = [s for s in fitting if not all(description.part for description in s.told)] or fitting
        return _nearest(fitting, told.claim) if fitting else None

    def _whole(self, told: _Told, close: bool = False) -> Sighting | None:
        """What a part belongs to: the whole its words, places or quote name, else the likeliest kind nearest before it.

        `close` asks for a settlement in common, which things in the plural need: they may lie all over a region.
        """
        holder = self._holder(told)
        if holder:
            return holder
        fitting = [s for s in self.found if not s.many and s.told and not s.where.apart(told.where)]
        named = [s for s in fitting if _named_in(s, told)]
        # "Inscriptions in South Arabian letters" name a language; parts in the plural have no name of their own.
        if told.named and not _movable(told) and not _are_parts(told):
            fitting = named or self._annexed(fitting, told)
        alike = [s for s in fitting if _shares_words(s, told)]
        if close and not told.where.spots:
            fitting = fitting if len(fitting) == 1 else []
        elif close or (told.where.spots and not (told.where.near() or told.description.part)):
            fitting = [s for s in fitting if _same_spot(s.where, told.where)]
        for kind in (told.description.type, *WHOLES.get(told.description.type, ())):
            for pool in (named, alike, fitting):
                right = [s for s in pool if kind in s.types and kind not in _NO_WHOLE]
                if right:
                    return _nearest(right, told.claim)
        return self._standing(fitting, told)

    def _annexed(self, fitting: Sequence[Sighting], told: _Told) -> list[Sighting]:
        """What a part with a name of its own belongs to: the only thing of its kind in its place ("X Laboratory")."""
        alike = [s for s in fitting if told.description.type in s.types and s.where.touches(told.where)]
        return alike if told.description.part and len(alike) == 1 else []

    def _standing(self, fitting: Sequence[Sighting], told: _Told) -> Sighting | None:
        """The only building a text tells of, which a part is of whatever its kind ("part of the vault")."""
        built = [s for s in fitting if s.types & _BUILT]
        return built[0] if told.description.part and len(built) == 1 else None

    def _holder(self, told: _Told) -> Sighting | None:
        """The building that its own words or its places name: "shelves of the Mosul Museum", "in the Mosul Museum"."""
        inside = WHOLES.get(told.description.type, (told.description.type,))
        for words in (told.description.words, *(place.exact for place in told.claim.places)):
            kinds = [kind for kind in inside if kind in _kinds(words)]
            if kinds and without_kinds(words):
                found = self._held_by(words, kinds[0], told)
                if found:
                    return found
        return None

    def _held_by(self, words: str, kind: AssetType, told: _Told) -> Sighting | None:
        """The whole that some words name, a new one where the document tells of none."""
        own_words = words == told.description.words
        start = told.claim.asset.start if own_words else None
        whole = describe(_without_contents(words), kind, self._document.text, self._document.tongue, start)
        if not whole.name:
            return None
        rest = Whereabouts(tuple(spot for spot in told.where.spots if spot.words != words))
        where = (
            rest
            if own_words
            else self._resolver.whereabouts([without_kinds(words)], self._document.tongue).joined(rest)
        )
        item = _Told(told.claim, whole, where, without_places(whole.name, where))
        home = next((s for s in self.found if not s.many and s.told and _same_name(s, item)), None)
        if home is None:
            home = self._new()
            home.told.append(whole)
            home.where = where
        return home


def _without_contents(words: str) -> str:
    """The words without those for what a whole holds: "collections of the Mosul Museum"."""
    kept = [word for word in words.split() if not (says("holdings", word) or says("parts", word))]
    return " ".join(kept)


def _same_spot(a: Whereabouts, b: Whereabouts) -> bool:
    """Whether the most specific place of both is one."""
    return bool(a.spots and b.spots) and a.spots[0].same(b.spots[0])


def _kinds(words: str) -> frozenset[AssetType]:
    key = name_key(without_article(words))
    return frozenset(AssetType(token[5:]) for token in key if token.startswith("type:"))


def without_kinds(words: str) -> str:
    """The words without those for a kind of asset: "Mosul Museum" -> "Mosul"."""
    return " ".join(word for word in words.split() if not _kinds(word))


def _whole_thing(told: _Told) -> bool:
    """Whether the words are of one thing that stands by itself."""
    return not (told.description.many or told.description.part or _movable(told))


def _are_parts(told: _Told) -> bool:
    """Whether they are several parts of one thing: "three altars", not "six buildings within the walls"."""
    begin = " ".join(told.description.words.split()[:PART_WORDS])
    return told.description.many and says("parts", begin)


def _movable(told: _Told) -> bool:
    kind = told.description.type in (T.COLLECTION, T.ARTWORK, T.ARCHIVE)
    return kind and (says("holdings", told.description.words) or not told.named)


def _same_name(sighting: Sighting, told: _Told) -> bool:
    """Whether the words name the same: one name within the other, and no two different qualities ("Maritime", "Fine
    Arts")."""
    if not sighting.akin(told.description.type) or sighting.where.apart(told.where):
        return False
    return any(_one_within_other(description.content, told.description.content) for description in sighting.told)


def _one_within_other(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    small, large = sorted((ours, theirs), key=len)
    return bool(small) and all(any(same_word(word, other) for other in large) for word in small)


def _may_be(sighting: Sighting, told: _Told) -> bool:
    """Whether a description without a matching name may still be a later word for it."""
    if told.own and sighting.name:
        return _shares(told.own, sighting.name)
    if (told.own or told.description.type in _GENERAL) and told.description.core():
        return any(_shares(told.description.core(), description.core()) for description in sighting.told)
    return True


def _shares(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    theirs = list(theirs)
    return any(same_word(word, other) for word in ours for other in theirs)


def _same_group(sighting: Sighting, told: _Told) -> bool:
    """Whether two descriptions of many things in one text are of the same many."""
    if told.description.type not in sighting.types or sighting.where.apart(told.where):
        return False
    spared = {other.harm == Harm.INTACT for other in sighting.claims}
    if spared != {told.claim.harm == Harm.INTACT}:
        return False
    return any(_one_count(description, told.description) for description in sighting.told)


def _one_count(a: Description, b: Description) -> bool:
    if a.number is not None and b.number is not None:
        return a.number == b.number
    return a.content == b.content or (bool(a.core() and b.core()) and _one_within_other(a.core(), b.core()))


def _shares_words(sighting: Sighting, told: _Told) -> bool:
    """Whether a group is described by a word of the whole: "tombs of the khans", "cemetery of the khans"."""
    ours = told.description.core() - told.description.name
    return any(_shares(ours, description.core() - description.name) for description in sighting.told)


def _named_in(sighting: Sighting, told: _Told) -> bool:
    words = {*tokens_of(told.claim.quote.exact)} | {t for p in told.claim.places for t in tokens_of(p.exact)}
    return _shares(sighting.name, words)


def _nearest(sightings: Sequence[Sighting], claim: Claim) -> Sighting:
    """The one told of last before the claim, else the first after it."""

    def distance(sighting: Sighting) -> tuple[bool, int]:
        gaps = [claim.quote.start - other.quote.start for other in sighting.claims]
        before = [gap for gap in gaps if gap >= 0]
        return (not before, min(before) if before else min((-gap for gap in gaps), default=0))

    return min(sightings, key=distance)
