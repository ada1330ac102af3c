"""Who is who in a document: later mentions ("the church", "it") go back to the fullest name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tutela.language.vocabulary import Vocabulary
from tutela.model.claims import AssetType
from tutela.reading.candidates import Mention, MentionKind
from tutela.reading.parsing import ParsedSentence
from tutela.reading.tokens import forms, is_party

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

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

PROPER = 4
"""What a proper name is worth against another word that tells an asset from others ("the city's largest church")."""
NAMED_REACH = 6
"""Sentences back in which an asset of that name is meant before one that is only described."""

PART_REACH = 1
"""Sentences back in which the building of a bare part is sought."""

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
    proper: bool = False
    """The document gives it a proper name."""
    heritage: bool = False
    """The document calls it old, listed or the like."""
    subject: int = -1
    """The last sentence it was the subject of."""

    @property
    def ordinary(self) -> bool:
        """Whether nothing says that it is heritage: houses, shops, a school."""
        return self.weak and not self.proper and not self.heritage


@dataclass(frozen=True, slots=True)
class Discourse:
    """The things of a document and which mention speaks of which."""

    things: Sequence[Thing]
    of: Mapping[Place, int]
    parts: frozenset[Place] = frozenset()
    """Mentions of a part of what was told of before: "the windows", "its roof"."""


def follow(sentences: Iterable[tuple[int, ParsedSentence, Sequence[Mention]]], words: Vocabulary) -> Discourse:
    """Tie every mention to the thing it speaks of, in the order of the text."""
    things: list[Thing] = []
    of: dict[Place, int] = {}
    parts: set[Place] = set()
    for index, sentence, found in sentences:
        for position, mention in enumerate(found):
            place = (index, position)
            whole = _whole_of(things, sentence, mention, index)
            if whole is not None:
                of[place] = whole
                parts.add(place)
                things[whole].mentions.append(place)
                continue
            thing = _same_as(sentence, found, position, index, of)
            if thing is None and position and _restates(sentence, found[position - 1], mention, words):
                thing = of.get((index, position - 1))
            if thing is None:
                thing = _antecedent(things, sentence, mention, words, index)
            if thing is not None and mention.kind is MentionKind.PRONOUN and mention.counted:
                # "hundreds more": as many others of the kind that was told of.
                like = things[thing]
                things.append(Thing(like.type, set(like.heads), frozenset(), True, fullest=place))
                thing = len(things) - 1
            if thing is None:
                if mention.kind is MentionKind.PRONOUN:
                    continue
                things.append(_new(sentence, mention, words))
                thing = len(things) - 1
            of[place] = thing
            _add(things[thing], place, sentence, mention, words)
    return Discourse(things, of, frozenset(parts))


def _whole_of(things: Sequence[Thing], sentence: ParsedSentence, mention: Mention, index: int) -> int | None:
    """The building told of just before, of which a bare part is a part: "the church was hit; its roof burned"."""
    own = any(child.lower_ in ("its", "their") for child in sentence.parse[mention.head].children)
    bare = mention.part and mention.last == mention.head and not (mention.named or mention.counted or mention.modifier)
    if not bare or not (own or (mention.definite and mention.kind is not MentionKind.NOUN)):
        return None
    return _latest(
        things, lambda thing: thing.type in BUILDINGS and not thing.plural and _recent(thing, index, PART_REACH)
    )


def _same_as(
    sentence: ParsedSentence, found: Sequence[Mention], position: int, index: int, of: Mapping[Place, int]
) -> int | None:
    """The thing that an apposition or a copula says the mention is: "Wukro, one of the oldest mosques"."""
    mention = found[position]
    top = sentence.parse[mention.top]
    other = _other_name(top)
    if other is None or mention.kind in (MentionKind.PRONOUN, MentionKind.NAME, MentionKind.PART):
        return None
    one = not mention.plural or top.lower_ == "one"
    for at, earlier in enumerate(found):
        fits = earlier.first <= other.i <= earlier.last and earlier.top == other.i
        if at != position and fits and not (earlier.part or earlier.plural) and one:
            return of.get((index, at))
    return None


def _restates(sentence: ParsedSentence, before: Mention, mention: Mention, words: Vocabulary) -> bool:
    """Whether a general phrase only says once more what was named: "monuments, objects of special cultural value"."""
    parse = sentence.parse
    if not (mention.first == before.last + 2 and parse[before.last + 1].text == "," and mention.plural):
        return False
    general = words.signs["general"].firsts
    worth = words.signs["worth"].firsts
    said = {token.lower_ for token in parse[mention.head + 1 : mention.last + 1]}
    return before.plural and parse[mention.head].lemma_.casefold() in general and bool(said & worth)


def _other_name(top: "Token") -> "Token | None":
    if top.dep_ == "appos":
        return top.head
    if top.dep_ == "attr" and top.head.lemma_ == "be":
        return next((child for child in top.head.children if child.dep_ == "nsubj"), None)
    return None


def names_of(sentence: ParsedSentence, mention: Mention, words: Vocabulary) -> frozenset[str]:
    """The words of a mention that tell it from others of its kind; party words tell nothing."""
    found = set()
    for token in sentence.parse[mention.first : mention.last + 1]:
        if token.i == mention.head and mention.kind is not MentionKind.NAME:
            continue
        if (
            token.is_punct
            or token.lower_ in STOP
            or token.pos_ in ("ADP", "DET", "CCONJ", "PRON", "PUNCT", "VERB", "ADV")
        ):
            continue
        if (
            is_party(token)
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
    return Thing(
        mention.type, heads, names_of(sentence, mention, words), mention.plural, weak=mention.kind is MentionKind.WEAK
    )


def _add(thing: Thing, place: Place, sentence: ParsedSentence, mention: Mention, words: Vocabulary) -> None:
    thing.mentions.append(place)
    if sentence.parse[mention.top].dep_ in ("nsubj", "nsubjpass"):
        thing.subject = place[0]
    if mention.kind is MentionKind.PRONOUN:
        return
    names = names_of(sentence, mention, words)
    proper = sum(_is_proper(token) for token in sentence.parse[mention.first : mention.last + 1])
    weight = (
        (PROPER * min(proper, 3) + len(names)) * (mention.kind is not MentionKind.PART)
        + 2 * (mention.kind is MentionKind.NOUN)
        + mention.heritage
    )
    thing.proper = thing.proper or (bool(names) and proper > 0)
    thing.heritage = thing.heritage or mention.heritage
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
        fits = [
            at
            for at, thing in enumerate(things)
            if thing.plural == mention.plural and _recent(thing, index, 1) and thing.type is not None
        ]
        return max(fits, key=lambda at: _salience(things[at]), default=None)
    names = names_of(sentence, mention, words)
    heads = forms(sentence.parse[mention.head])
    if names:
        shared = _latest(
            things,
            lambda thing: (
                bool(thing.names) and (names <= thing.names or thing.names <= names) and _alike(thing, mention, heads)
            ),
        )
        if shared is not None or not _only_described(sentence, mention):
            return shared
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
    named = _latest(
        things,
        lambda thing: (
            thing.proper
            and thing.plural == mention.plural
            and _recent(thing, index, NAMED_REACH)
            and bool(thing.heads & heads)
        ),
    )
    if named is not None:
        return named
    return _latest(things, lambda thing: thing.plural == mention.plural and _same_kind(thing, mention, heads))


def _only_described(sentence: ParsedSentence, mention: Mention) -> bool:
    """Whether what tells the asset from others is a description of it: "the battered cathedral", "the same mosque"."""
    own = sentence.parse[mention.first : mention.last + 1]
    one = mention.definite and not mention.plural and mention.kind is MentionKind.NOUN and not mention.part
    return one and not any(token.pos_ in ("PROPN", "NUM") for token in own if token.i != mention.head)


def _salience(thing: Thing) -> tuple[int, bool, int]:
    """A pronoun goes back to the latest sentence, and there to its subject."""
    sentence, position = thing.mentions[-1]
    return sentence, thing.subject == sentence, position


def _is_proper(token: "Token") -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and not is_party(token)


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
