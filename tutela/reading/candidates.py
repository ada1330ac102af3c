"""Mentions of assets in a parsed sentence: generous, since what is no candidate can be no claim."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tutela.language.parties import stand_ins
from tutela.language.vocabulary import AssetWord, Vocabulary, Weight
from tutela.model.claims import AssetType
from tutela.reading.tokens import forms, match_at, top_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class MentionKind(StrEnum):
    """How the text refers to the asset."""

    NOUN = "noun"
    WEAK = "weak"
    PART = "part"
    NAME = "name"
    OPEN = "open"
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
LEFT = frozenset(
    {
        "compound",
        "amod",
        "nummod",
        "poss",
        "nmod",
        "quantmod",
        "case",
        "punct",
        "advmod",
        "npadvmod",
        "det",
        "npmod",
        "cc",
        "conj",
        "predet",
        "prt",
        "pobj",
        "prep",
        "acl",
        "dep",
        "neg",
        "appos",
    }
)
OF_LIKE = frozenset({"of", "to", "for", "over", "devoted", "dedicated"})
"""Prepositions that carry a name on: "palace of Ashurnasirpal", "memorial to the victims"."""
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


def mentions(parse: "Doc", words: Vocabulary) -> list[Mention]:
    """All mentions of one sentence, in the order of the text."""
    taken: set[int] = set()
    found: list[Mention] = []
    for mention in _lexical(parse, words):
        if mention.head not in taken:
            found.append(mention)
            taken.update(range(mention.first, mention.last + 1))
    for mention in _others(parse, words, taken):
        found.append(mention)
    return sorted(_lumped(parse, found), key=lambda mention: (mention.first, mention.head))


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
            yield mention
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
        outer_forms = forms(outer)
        if outer_forms & (words.people | words.groups):
            break
        if any(f in words.assets for f in outer_forms) or outer_forms & words.parts:
            # "museum collection": the collection is the asset, and has a mention of its own.
            return None
    modifier = outer != head
    end = head
    kind = MentionKind.PART if word is None else MentionKind.WEAK if word.weight is Weight.WEAK else MentionKind.NOUN
    return _mention(parse, head, end, kind, word.type if word else None, words, modifier)


def _mention(
    parse: "Doc",
    head: "Token",
    end: "Token",
    kind: MentionKind,
    type_: AssetType | None,
    words: Vocabulary,
    modifier: bool,
) -> Mention:
    first = _left(parse, head, modifier)
    last = end.i if modifier else _right(parse, head)
    top = head if modifier else _group_top(head, words)
    if top != head:
        first = min(first, _left(parse, top, False))
    span = parse[first : last + 1]
    lowered = {token.lower_ for token in span}
    return Mention(
        first,
        last,
        head.i,
        top.i,
        kind,
        type_,
        named=any(_name_like(token) for token in span if token.i != head.i)
        or (head.pos_ == "PROPN" and first < head.i),
        plural=head.tag_ in ("NNS", "NNPS"),
        definite=any(
            c.lower_ in ("the", "this", "that", "these", "its", "their", "his")
            for c in head.children
            if c.dep_ in ("det", "poss")
        ),
        counted=any(token.pos_ == "NUM" or forms(token) & words.groups for token in span),
        heritage=bool(lowered & words.heritage_adjectives) or any(token.lower_.endswith("-century") for token in span),
        modifier=modifier,
        part=bool(forms(head) & words.parts),
    )


def _name_like(token: "Token") -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and token.text not in STAND_INS


STAND_INS = frozenset(stand_ins().values())


def _left(parse: "Doc", head: "Token", modifier: bool) -> int:
    first = head.i
    for at in range(head.i - 1, -1, -1):
        token = parse[at]
        inside = token.head == head or any(ancestor == head for ancestor in token.ancestors)
        stops = token.dep_ in ("relcl", "det", "predet") or token.text in ",;:()[]–—" or token.is_space
        if not inside or (stops and not (token.dep_ == "det" and token.head != head)):
            break
        first = at
    while first < head.i and (
        parse[first].pos_ in DROPPED or parse[first].lower_ in ("other", "such", "least", "than", "more", "'s", "’s")
    ):
        first += 1
    return first


def _right(parse: "Doc", head: "Token") -> int:
    last = head.i
    for child in head.children:
        if child.i <= head.i:
            continue
        if child.dep_ == "prep" and child.lower_ in OF_LIKE and child.i <= last + 1:
            for noun in child.children:
                if noun.dep_ == "pobj":
                    last = max(last, _right(parse, noun))
                    last = max(last, _name_tail(parse, noun, last))
        elif (
            child.dep_ in ("appos", "nummod", "flat", "nmod") and child.i == last + 1 and child.pos_ in ("PROPN", "NUM")
        ):
            last = child.i
    return last


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


def _others(parse: "Doc", words: Vocabulary, taken: set[int]) -> Iterator[Mention]:
    for token in parse:
        if token.i in taken:
            continue
        if token.lower_ in PRONOUNS and token.pos_ in ("PRON", "DET", "NOUN", "NUM", "ADV"):
            yield Mention(
                token.i,
                token.i,
                token.i,
                token.i,
                MentionKind.PRONOUN,
                plural=token.lower_ in ("they", "them", "these", "those", "both"),
            )
        elif token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "nmod", "npadvmod"):
            kind = MentionKind.NAME if token.pos_ == "PROPN" else MentionKind.OPEN
            lowered = forms(token)
            if (
                lowered & (words.people | words.things | words.groups | NOT_NAMES)
                or lowered & words.harms.keys()
                or not token.text[0].isalpha()
                or token.text in STAND_INS
            ):
                continue
            yield _mention(parse, token, token, kind, None, words, False)


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
            grown[mention.head] = _until(mention, max(other.last for other in rest))
    return [grown.get(mention.head, mention) for mention in found if mention.head not in swallowed]


def _bare_plural(parse: "Doc", mention: Mention) -> bool:
    return (
        mention.plural and mention.kind is MentionKind.NOUN and mention.last - mention.first <= 1 and not mention.named
    )


def _until(mention: Mention, last: int) -> Mention:
    return Mention(
        mention.first,
        last,
        mention.head,
        mention.top,
        mention.kind,
        mention.type,
        mention.named,
        mention.plural,
        mention.definite,
        mention.counted,
        mention.heritage,
        mention.modifier,
        mention.part,
    )
