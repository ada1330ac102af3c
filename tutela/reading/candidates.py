"""Mentions of assets in a parsed sentence: generous, since what is no candidate can be no claim."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from tutela.language.names import fold
from tutela.language.vocabulary import AssetWord, Vocabulary, Weight
from tutela.model.claims import AssetType
from tutela.model.inventory import Asset
from tutela.reading.tokens import forms, is_party, match_at, top_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class MentionKind(StrEnum):
    """How the text refers to the asset."""

    NOUN = "noun"
    WEAK = "weak"
    PART = "part"
    NAME = "name"
    PRONOUN = "pronoun"
    TOPIC = "topic"
    """Not named in the sentence at all."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that may name an asset, as tokens of one parsed sentence."""

    first: int
    last: int
    head: int
    """The noun that names what it is."""
    top: int
    """The word through which it takes part in the clause: `dozens` in "dozens of churches"."""
    kind: MentionKind
    type: AssetType | None = None
    named: bool = False
    """Holds a proper name."""
    plural: bool = False
    definite: bool = False
    counted: bool = False
    heritage: bool = False
    """A word of it tells that it is heritage ("19th-century", "historic")."""
    modifier: bool = False
    """It only modifies another noun ("museum director")."""
    part: bool = False
    """Names a part of something ("the dome of ..")."""


PRONOUNS = frozenset({"it", "they", "them", "itself", "themselves", "this", "both", "one", "these", "those", "there"})
PLURAL_PRONOUNS = frozenset({"they", "them", "these", "those", "both"})
DEFINITE = frozenset({"the", "this", "that", "these", "its", "their", "his"})
OF_LIKE = frozenset({"of", "to", "for", "over", "devoted", "dedicated"})
"""Prepositions that carry a name on: "palace of Ashurnasirpal", "memorial to the victims"."""
OBJECTS = frozenset({AssetType.ARTWORK, AssetType.COLLECTION, AssetType.MONUMENT, AssetType.CARVED_STONE})
LEADING = frozenset({"other", "such", "least", "than", "more", "as", "many", "'s", "’s"})
NONE = frozenset({"none", "neither", "any"})
NAME_BEHIND = frozenset({"appos", "nummod", "flat", "nmod"})
TO_WHOM = frozenset({"devoted", "dedicated"})
DROPPED = frozenset({"DET", "PRON", "ADV", "PUNCT", "ADP", "CCONJ", "SCONJ", "AUX", "PART", "SYM", "INTJ", "SPACE"})
NOT_NAMES = frozenset(
    {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "mr",
        "mrs",
        "president",
        "unesco",
        "photo",
    }
)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names of an inventory's assets, by the folded first word, longest first."""

    names: Mapping[str, Sequence[tuple[tuple[str, ...], AssetType]]] = field(default_factory=dict)

    @classmethod
    def of(cls, assets: Iterable[Asset]) -> "KnownNames":
        """The names of all assets; a name of one common word would match everywhere and is left out."""
        found: dict[str, list[tuple[tuple[str, ...], AssetType]]] = {}
        for asset in assets:
            for name in asset.names:
                key = tuple(fold(name.text).split())
                if len(key) > 1 or (key and not key[0].isascii()):
                    found.setdefault(key[0], []).append((key, asset.type))
        return cls({first: sorted(names, key=lambda name: (-len(name[0]), name[0])) for first, names in found.items()})

    def at(self, folded: Sequence[str], at: int) -> tuple[int, AssetType] | None:
        """How many words from `at` are the name of an asset, and its type."""
        for name, kind in self.names.get(folded[at], ()):
            if tuple(folded[at : at + len(name)]) == name:
                return len(name), kind
        return None


def mentions(
    parse: "Doc", words: Vocabulary, known: KnownNames | None = None, spoken: Sequence[str] = ()
) -> list[Mention]:
    """All mentions of one sentence, in the order of the text.

    Args:
        spoken: the document's words behind the stand-ins.
    """
    taken: set[int] = set()
    found: list[Mention] = []
    for source in (_inventory(parse, known, words, spoken), _lexical(parse, words), _others(parse, words)):
        for mention in source:
            if not taken.intersection((mention.head, mention.first) if mention.named else (mention.head,)):
                found.append(mention)
        taken.update(at for mention in found for at in range(mention.first, mention.last + 1))
    return sorted(_lumped(parse, _once(found)), key=lambda mention: (mention.first, mention.head))


def _once(found: Sequence[Mention]) -> list[Mention]:
    """Without mentions whose noun lies inside one found before it."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for mention in found:
        if mention.head not in taken:
            kept.append(mention)
            taken.update(range(mention.first, mention.last + 1))
    return kept


def _inventory(parse: "Doc", known: KnownNames | None, words: Vocabulary, spoken: Sequence[str]) -> Iterator[Mention]:
    """Names of the inventory, compared with the words of the document: a party's name in them counts as it stands."""
    if known is None or not known.names:
        return
    heard = spoken or [token.text for token in parse]
    folded = [(word, at) for at, text in enumerate(heard) for word in fold(text).split()]
    only = [word for word, _ in folded]
    at = 0
    while at < len(folded):
        match = known.at(only, at)
        if match:
            first, last = folded[at][1], folded[at + match[0] - 1][1]
            head = top_of(parse, first, last)
            yield replace(_mention(parse, head, MentionKind.NOUN, match[1], words), first=first, last=last, named=True)
        at += match[0] if match else 1


def _lexical(parse: "Doc", words: Vocabulary) -> Iterator[Mention]:
    at = 0
    while at < len(parse):
        match = next((w for w in _asset_words_at(parse, at, words)), None)
        part = match is None and bool(forms(parse[at]) & words.parts) and parse[at].pos_ in ("NOUN", "PROPN")
        if match is None and not part:
            at += 1
            continue
        length = len(match.words) if match else 1
        mention = _noun_mention(parse, top_of(parse, at, at + length - 1), match, words)
        if mention:
            yield replace(mention, first=min(mention.first, at))
        at += length


def _asset_words_at(parse: "Doc", at: int, words: Vocabulary) -> Iterator[AssetWord]:
    for form in sorted(forms(parse[at])):
        for word in words.assets.get(form, ()):
            if match_at(parse, at, word.words):
                yield word


def _noun_mention(parse: "Doc", head: "Token", word: AssetWord | None, words: Vocabulary) -> Mention | None:
    if head.pos_ in ("VERB", "AUX", "ADV", "ADP", "PRON", "DET") and not (head.tag_ == "VBG" and head.dep_ == "pobj"):
        return None
    outer = head
    while outer.dep_ in ("compound", "nmod") and outer.head.i > outer.i and outer.head.pos_ in ("NOUN", "PROPN"):
        outer = outer.head
        over = forms(outer)
        if over & (words.people | words.groups):
            break
        if over & words.parts or any(form in words.assets for form in over):
            # "museum collection": the collection is the asset, and has a mention of its own.
            return None
    if (
        outer != head
        and outer.pos_ == "PROPN"
        and head.pos_ == "PROPN"
        and not forms(outer) & (words.people | words.groups)
    ):
        # "Heritage Watch": the name of something else.
        return None
    if word is not None and word.weight is Weight.WEAK and _other_site(head, words):
        return None
    if word is not None and _other_sense(head, words):
        return None
    kind = MentionKind.PART if word is None else MentionKind.WEAK if word.weight is Weight.WEAK else MentionKind.NOUN
    return _mention(parse, head, kind, word.type if word else None, words, modifier=outer != head)


def _other_site(head: "Token", words: Vocabulary) -> bool:
    others = {phrase[0] for phrase in words.signs["other_site"]}
    return head.lemma_ == "site" and any(child.lower_ in others for child in head.children)


def _other_sense(head: "Token", words: Vocabulary) -> bool:
    """Whether an ambiguous noun is meant otherwise: the head of a council, a picture that shows what happened."""
    looked_up = forms(head)
    if looked_up & words.people:
        over = [noun for child in head.children if child.lower_ == "of" for noun in child.children]
        over += [child for child in head.children if child.dep_ in ("appos", "compound")]
        return any(is_party(one) or forms(one) & (words.people | words.things) for one in over) or _named_person(head)
    if not looked_up & {phrase[0] for phrase in words.signs["recording"]}:
        return False
    shown = {phrase[0] for phrase in words.signs["showing"]}
    told_by = head.dep_ == "pobj" and head.head.lower_ in ("in", "by", "from", "on", "with")
    return told_by or head.head.lemma_ in shown or any(child.lower_ in shown for child in head.children)


def _named_person(head: "Token") -> bool:
    return any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in head.children)


def _mention(
    parse: "Doc", head: "Token", kind: MentionKind, type_: AssetType | None, words: Vocabulary, modifier: bool = False
) -> Mention:
    top = head if modifier else _group_top(head, words)
    first = min(_left(parse, head, modifier), _left(parse, top, False) if top != head else head.i)
    if top.lower_ in NONE:
        first = _left(parse, head, modifier)
    while first < head.i and parse[first].tag_ == "VBN" and forms(parse[first]) & words.harms.keys():
        first += 1
    last = head.i if modifier else _right(parse, head)
    span = parse[first : last + 1]
    named = any(_name_like(token) for token in span if token.i != head.i)
    plural = head.tag_ in ("NNS", "NNPS")
    if type_ is AssetType.ARTWORK and plural:
        # "thousands of icons" are a body of objects.
        type_ = AssetType.COLLECTION
    return Mention(
        first,
        last,
        head.i,
        top.i,
        kind,
        type_,
        named=named or (head.pos_ == "PROPN" and first < head.i),
        plural=plural,
        definite=any(child.lower_ in DEFINITE for child in head.children if child.dep_ in ("det", "poss")),
        counted=any(token.pos_ == "NUM" or forms(token) & words.groups for token in span),
        heritage=any(token.lower_ in words.heritage_adjectives or token.lower_.endswith("-century") for token in span),
        modifier=modifier,
        part=bool(forms(head) & words.parts),
    )


def _name_like(token: "Token") -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and not is_party(token)


def _left(parse: "Doc", head: "Token", modifier: bool) -> int:
    first = head.i
    for at in range(head.i - 1, -1, -1):
        token = parse[at]
        inside = token.head == head or any(ancestor == head for ancestor in token.ancestors)
        stops = token.dep_ in ("relcl", "det", "predet", "meta") or token.text in ",;:()[]–—" or token.is_space
        if not inside or (stops and not (token.dep_ == "det" and token.head != head)):
            break
        first = at
    while first < head.i and (
        parse[first].pos_ in DROPPED or parse[first].lower_ in LEADING or not parse[first].text[0].isalnum()
    ):
        first += 1
    return first


def _right(parse: "Doc", head: "Token") -> int:
    """The last word of a name or description: of-phrases, whom a monument is devoted to, a name set behind."""
    last = head.i
    for child in (child for child in head.children if child.i > head.i):
        if child.dep_ == "prep" and child.lower_ in OF_LIKE and child.i <= last + 1:
            for noun in _objects(parse, child):
                last = max(last, _right(parse, noun))
                last = max(last, _name_tail(parse, noun, last))
        elif child.dep_ == "acl" and child.lower_ in TO_WHOM and child.i <= last + 1:
            to_whom = [to for to in child.children if to.lower_ == "to"]
            last = max([last, *(_right(parse, noun) for to in to_whom for noun in _objects(parse, to))])
        elif child.dep_ in NAME_BEHIND and child.i == last + 1 and child.pos_ in ("PROPN", "NUM"):
            last = child.i
    return last


def _objects(parse: "Doc", preposition: "Token") -> list["Token"]:
    """What a preposition governs, unless a comma parts them ("Church of St Ana, 14th century")."""
    found = (noun for noun in preposition.children if noun.dep_ == "pobj")
    return [noun for noun in found if all(parse[at].text != "," for at in range(preposition.i, noun.i))]


def _name_tail(parse: "Doc", noun: "Token", last: int) -> int:
    """The rest of a coordinated name: "church of Saints Peter and Paul"."""
    for child in noun.conjuncts:
        if child.i > last and child.i <= last + 2 and child.pos_ == "PROPN" and noun.pos_ == "PROPN":
            last = child.i
    return last


def _group_top(head: "Token", words: Vocabulary) -> "Token":
    """The counting word that a noun hangs on: "dozens" of "dozens of churches"."""
    if head.dep_ == "pobj" and head.head.lower_ == "of":
        over = head.head.head
        if (over.pos_ == "NUM" or forms(over) & words.groups) and over.i < head.i:
            return over
    return head


def _others(parse: "Doc", words: Vocabulary) -> Iterator[Mention]:
    """Pronouns, and proper names that no asset word stands with: "Palmyra"."""
    for token in parse:
        if token.lower_ in PRONOUNS and _stands_alone(token):
            yield Mention(
                token.i, token.i, token.i, token.i, MentionKind.PRONOUN, plural=token.lower_ in PLURAL_PRONOUNS
            )
        elif token.pos_ == "PROPN" and token.dep_ not in ("compound", "nmod", "npadvmod") and _may_name(token, words):
            yield _mention(parse, token, MentionKind.NAME, None, words)


def _stands_alone(token: "Token") -> bool:
    """Whether a pronoun stands for something, and does not only count or point at a noun ("one night")."""
    points = token.dep_ in ("expl", "det", "predet", "nummod", "quantmod")
    return not points and token.pos_ in ("PRON", "DET", "NOUN", "NUM", "ADV")


def _may_name(token: "Token", words: Vocabulary) -> bool:
    looked_up = forms(token)
    other = words.people | words.things | words.groups | NOT_NAMES
    return token.text[0].isalpha() and not is_party(token) and not looked_up & (other | words.harms.keys())


def _lumped(parse: "Doc", found: Sequence[Mention]) -> list[Mention]:
    """Bare plurals in one coordination are one described group: "hundreds of monasteries, churches and khachkars"."""
    by_head = {mention.head: mention for mention in found}
    swallowed: set[int] = set()
    grown: dict[int, Mention] = {}
    for mention in found:
        if not _bare_plural(parse, mention) and not mention.counted:
            continue
        if mention.head in swallowed or not mention.plural or mention.kind is not MentionKind.NOUN:
            continue
        rest = [
            by_head[token.i] for token in parse[mention.head].conjuncts if token.i in by_head and token.i > mention.head
        ]
        if rest and all(_bare_plural(parse, other) and not other.counted for other in rest):
            swallowed.update(other.head for other in rest)
            kinds = {other.type for other in (mention, *rest)}
            grown[mention.head] = replace(mention, last=max(other.last for other in rest), type=_type_of_group(kinds))
    return [grown.get(mention.head, mention) for mention in found if mention.head not in swallowed]


def _type_of_group(kinds: set[AssetType | None]) -> AssetType | None:
    """One type for a group of several: objects make a collection, buildings of several kinds are heritage."""
    if len(kinds) == 1:
        return next(iter(kinds))
    return AssetType.COLLECTION if kinds <= OBJECTS else AssetType.HERITAGE


def _bare_plural(parse: "Doc", mention: Mention) -> bool:
    return (
        mention.plural and mention.kind is MentionKind.NOUN and mention.last - mention.first <= 1 and not mention.named
    )
