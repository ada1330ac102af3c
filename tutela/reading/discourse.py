"""Who is who in a document: later mentions ("the church", "it") go back to the fullest name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tutela.language.parties import stand_in
from tutela.language.vocabulary import Vocabulary
from tutela.model.claims import AssetType
from tutela.reading.candidates import Mention, MentionKind
from tutela.reading.parsing import ParsedSentence
from tutela.reading.tokens import forms

BUILDINGS = frozenset(
    {AssetType.CHURCH, AssetType.MONASTERY, AssetType.MOSQUE, AssetType.SYNAGOGUE, AssetType.TEMPLE, AssetType.SHRINE,
     AssetType.MUSEUM, AssetType.LIBRARY, AssetType.ARCHIVE, AssetType.HISTORIC_BUILDING, AssetType.FORTIFICATION,
     AssetType.THEATRE, AssetType.SCHOOL, AssetType.BRIDGE}
)  # fmt: skip
ANY_BUILDING = frozenset(
    {
        "building",
        "structure",
        "edifice",
        "complex",
        "compound",
        "landmark",
        "institution",
        "sanctuary",
        "house",
        "place",
        "premises",
        "site",
        "monument",
        "property",
    }
)
"""Nouns under which any building may be meant again ("the 17th-century building")."""
STOP = frozenset(
    {"the", "a", "an", "of", "and", "in", "at", "to", "its", "their", "his", "'s", "’s", "st", "saint", "old", "-"}
)

Place = tuple[int, int]
"""(sentence, position in the sentence's list of mentions)."""


@dataclass(slots=True)
class Thing:
    """One asset, or described group, as the document speaks of it."""

    type: AssetType | None
    heads: set[str]
    names: frozenset[str]
    """Words that tell it from others of its kind."""
    plural: bool
    mentions: list[Place] = field(default_factory=list)
    fullest: Place = (0, 0)
    weight: int = -1
    """How telling the fullest mention is."""
    weak: bool = False
    """Its type comes from a word like "building", which a better one replaces."""


@dataclass(frozen=True, slots=True)
class Discourse:
    """The things of a document and which mention speaks of which."""

    things: Sequence[Thing]
    of: Mapping[Place, int]


def follow(sentences: Iterable[tuple[int, ParsedSentence, Sequence[Mention]]], words: Vocabulary) -> Discourse:
    """Tie every mention to the thing it speaks of, in the order of the text."""
    things: list[Thing] = []
    of: dict[Place, int] = {}
    for index, sentence, found in sentences:
        for position, mention in enumerate(found):
            place = (index, position)
            thing = _antecedent(things, sentence, mention, words, index)
            if thing is None:
                if mention.kind is MentionKind.PRONOUN:
                    continue
                things.append(_new(sentence, mention, words))
                thing = len(things) - 1
            of[place] = thing
            _add(things[thing], place, sentence, mention, words)
    return Discourse(things, of)


def names_of(sentence: ParsedSentence, mention: Mention, words: Vocabulary) -> frozenset[str]:
    """The words of a mention that tell it from others of its kind; party words tell nothing."""
    found = set()
    for token in sentence.parse[mention.first : mention.last + 1]:
        if token.i == mention.head and mention.kind is not MentionKind.NAME:
            continue
        if token.is_punct or token.lower_ in STOP or token.pos_ in ("ADP", "DET", "CCONJ", "PRON", "PUNCT", "VERB", "ADV"):
            continue
        if (
            stand_in(token.text)
            or forms(token) & (words.groups | words.heritage_adjectives)
            or _asset_word(token.lower_, words)
        ):
            continue
        found.add(token.lower_)
    return frozenset(found)


def _asset_word(lower: str, words: Vocabulary) -> bool:
    return any(len(word.words) == 1 for word in words.assets.get(lower, ()))


def _new(sentence: ParsedSentence, mention: Mention, words: Vocabulary) -> Thing:
    heads = set(forms(sentence.parse[mention.head]))
    return Thing(mention.type, heads, names_of(sentence, mention, words), mention.plural, weak=mention.kind is MentionKind.WEAK)


def _add(thing: Thing, place: Place, sentence: ParsedSentence, mention: Mention, words: Vocabulary) -> None:
    thing.mentions.append(place)
    if mention.kind is MentionKind.PRONOUN:
        return
    names = names_of(sentence, mention, words)
    weight = (
        4 * len(names) * (mention.kind is not MentionKind.PART)
        + 2 * (mention.kind is MentionKind.NOUN)
        + mention.heritage
    )
    if weight > thing.weight and mention.last - mention.first < 12:
        thing.weight, thing.fullest = weight, place
    thing.names |= names
    thing.heads |= forms(sentence.parse[mention.head])
    if mention.type and (thing.type is None or (thing.weak and mention.kind is not MentionKind.WEAK)):
        thing.type, thing.weak = mention.type, mention.kind is MentionKind.WEAK


def _antecedent(
    things: Sequence[Thing], sentence: ParsedSentence, mention: Mention, words: Vocabulary, index: int
) -> int | None:
    if mention.kind is MentionKind.PRONOUN:
        return _latest(
            things, lambda thing: thing.plural == mention.plural and _recent(thing, index, 1) and thing.type is not None
        )
    names = names_of(sentence, mention, words)
    heads = forms(sentence.parse[mention.head])
    if names:
        return _latest(
            things,
            lambda thing: (
                bool(thing.names) and (names <= thing.names or thing.names <= names) and _alike(thing, mention, heads)
            ),
        )
    if mention.last > mention.head:
        # "the monuments devoted to them" says which ones it means: nothing earlier is meant again.
        return None
    if not mention.definite or mention.counted:
        return (
            _latest(
                things, lambda thing: not thing.names and thing.plural == mention.plural and bool(thing.heads & heads)
            )
            if mention.counted or mention.plural
            else None
        )
    if heads & ANY_BUILDING and not mention.plural:
        return _latest(
            things,
            lambda thing: thing.type in BUILDINGS and thing.plural == mention.plural and _recent(thing, index, 4),
        )
    return _latest(things, lambda thing: thing.plural == mention.plural and _same_kind(thing, mention, heads))


def _alike(thing: Thing, mention: Mention, heads: frozenset[str]) -> bool:
    return thing.type is None or mention.type is None or thing.type is mention.type or bool(thing.heads & heads)


def _same_kind(thing: Thing, mention: Mention, heads: frozenset[str]) -> bool:
    return bool(thing.heads & heads) or (
        mention.kind is MentionKind.NOUN and not mention.part and thing.type is mention.type
    )


def _recent(thing: Thing, index: int, reach: int) -> bool:
    return bool(thing.mentions) and index - thing.mentions[-1][0] <= reach


def _latest(things: Sequence[Thing], fits: Callable[[Thing], bool]) -> int | None:
    found = (at for at, thing in enumerate(things) if fits(thing))
    return max(found, key=lambda at: things[at].mentions[-1], default=None)
