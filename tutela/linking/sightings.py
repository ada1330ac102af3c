"""What one document calls one asset: its claims gathered, later mentions and parts put to the thing they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tutela.language.name_comparison import SAME_WORD, word_similarity
from tutela.language.names import tokens_of
from tutela.linking.descriptions import Description, describe
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
    T.GRAVE: (T.CEMETERY, T.GRAVE, T.MOSQUE, T.CHURCH, T.SHRINE),
    T.CEMETERY: (T.CHURCH, T.MONASTERY),
    T.SHRINE: (T.MOSQUE, T.MONASTERY),
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
    claims: list[Claim] = field(default_factory=list)
    told: list[Description] = field(default_factory=list)
    """Descriptions of the asset itself."""
    parts: list[Description] = field(default_factory=list)
    where: Whereabouts = field(default_factory=Whereabouts)

    @property
    def name(self) -> frozenset[str]:
        """Proper words used of it in the document, place names left out."""
        places = frozenset(token for spot in self.where.spots for token in _place_tokens(spot.words))
        words = frozenset(token for description in self.told for token in description.name)
        return frozenset(word for word in words if not any(same_word(word, place) for place in places))

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

    def add(self, claim: Claim, description: Description, where: Whereabouts, part: bool = False) -> None:
        """Take a claim in."""
        self.claims.append(claim)
        (self.parts if part else self.told).append(description)
        if not part:
            self.where = self.where.joined(where)


def _place_tokens(words: str) -> frozenset[str]:
    return frozenset(tokens_of(words))


def same_word(a: str, b: str) -> bool:
    """Whether two romanised words are spellings of one."""
    return a == b or word_similarity(a, b) >= SAME_WORD


def kin(a: AssetType, b: AssetType) -> bool:
    """Whether two kinds may be given to one thing."""
    return a == b or any(a in group and b in group for group in KIN)


def sightings_in(document: Document, claims: Sequence[Claim], resolver: Resolver) -> list[Sighting]:
    """The assets one document tells of, each with its claims, in the order of the text."""
    ordered = sorted(claims, key=lambda claim: (claim.quote.start, claim.asset.start, claim.quote.end, claim.id))
    told = [
        (
            claim,
            describe(claim.asset.exact, claim.asset_type, document.text, document.tongue),
            resolver.whereabouts(place.exact for place in claim.places),
        )
        for claim in ordered
    ]
    reader = _Folder(document.id)
    for item in told:
        reader.name(*item)
    for item in told:
        reader.rest(*item)
    return reader.found


class _Folder:
    """Puts the claims of a document to the assets it tells of: first those with a name, then the rest."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._home: dict[str, Sighting] = {}
        self.found: list[Sighting] = []

    def name(self, claim: Claim, told: Description, where: Whereabouts) -> None:
        """First round: descriptions that name or place an asset of their own."""
        if told.many or told.part or not told.name or _movable(told):
            return
        home = next((s for s in self.found if not s.many and _same_name(s, told, where)), None)
        self._put(home or self._new(), claim, told, where)

    def rest(self, claim: Claim, told: Description, where: Whereabouts) -> None:
        """Second round: later mentions, parts, groups."""
        if claim.id in self._home:
            return
        if told.many and not _movable(told):
            home = next((s for s in self.found if s.many and _same_group(s, claim, told, where)), None)
            whole = None if home or told.type not in _INNER else self._whole(claim, told, where, close=True)
        else:
            whole = self._whole(claim, told, where) if told.part or _movable(told) else None
            home = None if whole else self._antecedent(claim, told, where)
            whole = whole or (None if home else self._whole(claim, told, where))
        if whole:
            self._put(whole, claim, told, where, part=True)
        else:
            self._put(home or self._new(), claim, told, where)

    def _new(self) -> Sighting:
        self.found.append(Sighting(self._document))
        return self.found[-1]

    def _put(self, home: Sighting, claim: Claim, told: Description, where: Whereabouts, part: bool = False) -> None:
        home.add(claim, told, where, part)
        self._home[claim.id] = home

    def _antecedent(self, claim: Claim, told: Description, where: Whereabouts) -> Sighting | None:
        """What "the church" goes back to: the one of its kind, else the one told of last before it."""
        open_to = [s for s in self.found if not s.many and not s.where.apart(where)]
        same = [s for s in open_to if told.type in s.types]
        fitting = same or [s for s in open_to if any(kin(told.type, kind) for kind in s.types)]
        return _nearest(fitting, claim) if fitting else None

    def _whole(self, claim: Claim, told: Description, where: Whereabouts, close: bool = False) -> Sighting | None:
        """What a part belongs to: the whole its words or quote name, else the likeliest kind nearest before it.

        `close` asks for a settlement in common, which things in the plural need: they may lie all over a region.
        """
        fitting = [s for s in self.found if not s.many and s.told and not s.where.apart(where)]
        named = [s for s in fitting if _named_in(s, claim)]
        if close or (where.spots and not where.near()):
            fitting = [s for s in fitting if s.where.meets(where)]
        for kind in (told.type, *WHOLES.get(told.type, ())):
            for pool in (named, fitting):
                right = [s for s in pool if kind in s.types and kind not in _NO_WHOLE]
                if right:
                    return _nearest(right, claim)
        return None


_INNER = frozenset({T.COLLECTION, T.ARTWORK, T.CARVED_STONE, T.GRAVE, T.MONUMENT, T.SHRINE})
_NO_WHOLE = frozenset({T.COLLECTION, T.ARTWORK, T.HERITAGE})


def _movable(told: Description) -> bool:
    return told.type in (T.COLLECTION, T.ARTWORK, T.ARCHIVE) and (says("holdings", told.words) or not told.name)


def _same_name(sighting: Sighting, told: Description, where: Whereabouts) -> bool:
    if not any(kin(told.type, kind) for kind in sighting.types) or sighting.where.apart(where):
        return False
    ours = frozenset(token for description in sighting.told for token in description.name)
    small, large = sorted((ours, told.name), key=len)
    return bool(small) and all(any(same_word(word, other) for other in large) for word in small)


def _same_group(sighting: Sighting, claim: Claim, told: Description, where: Whereabouts) -> bool:
    if told.type not in sighting.types or sighting.where.apart(where):
        return False
    spared = {other.harm == Harm.INTACT for other in sighting.claims}
    if spared != {claim.harm == Harm.INTACT}:
        return False
    numbers = {description.number for description in sighting.told} - {None}
    return told.number is None or not numbers or told.number in numbers


def _named_in(sighting: Sighting, claim: Claim) -> bool:
    words = _place_tokens(claim.quote.exact) | {t for p in claim.places for t in _place_tokens(p.exact)}
    return any(any(same_word(name, word) for word in words) for name in sighting.name)


def _nearest(sightings: Sequence[Sighting], claim: Claim) -> Sighting:
    """The one told of last before the claim, else the first after it."""

    def distance(sighting: Sighting) -> tuple[bool, int]:
        gaps = [claim.quote.start - other.quote.start for other in sighting.claims]
        before = [gap for gap in gaps if gap >= 0]
        return (not before, min(before) if before else min(-gap for gap in gaps))

    return min(sightings, key=distance)
