"""From a noun to the whole of the words that name or describe the asset."""

from typing import TYPE_CHECKING

from tutela.language.vocabulary import Vocabulary, Weight
from tutela.model.claims import AssetType
from tutela.reading.candidates.mention import Mention, MentionKind
from tutela.reading.tokens import forms, is_party

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse, Token

DEFINITE = frozenset({"the", "this", "that", "these", "its", "their", "his"})
OF_LIKE = frozenset({"of", "to", "for", "over", "devoted", "dedicated"})
"""Prepositions that carry a name on: "palace of Ashurnasirpal", "memorial to the victims"."""
LEADING = frozenset({"other", "such", "least", "than", "more", "as", "many", "'s", "’s"})
QUOTES = frozenset("\"“”'‘’«»")
TITLED = frozenset({AssetType.ARTWORK, AssetType.COLLECTION, AssetType.MONUMENT, AssetType.CARVED_STONE})
"""What bears a title in quotation marks."""
TITLE = 8
"""Words that a title has at most."""
NONE = frozenset({"none", "neither", "any"})
NAME_BEHIND = frozenset({"appos", "nummod", "flat", "nmod"})
SAINTS = frozenset({"st", "st.", "saint", "surb", "surp"})
TO_WHOM = frozenset({"devoted", "dedicated", "belonging"})
DROPPED = frozenset({"DET", "PRON", "ADV", "PUNCT", "ADP", "CCONJ", "SCONJ", "AUX", "PART", "SYM", "INTJ", "SPACE"})


def spanned(
    parse: "Parse", head: "Token", kind: MentionKind, type_: AssetType | None, words: Vocabulary, modifier: bool = False
) -> Mention:
    """The mention that a noun heads, with all the words that belong to it."""
    top = head if modifier else _group_top(head, words)
    first = min(_left(parse, head, modifier), _left(parse, top, False) if top != head else head.i)
    if top.lower_ in NONE or (top.lower_ == "one" and top.i > 0 and parse[top.i - 1].lower_ == "not"):
        first = _left(parse, head, modifier)
    while first < head.i and parse[first].tag_ == "VBN" and forms(parse[first]) & words.harms.keys():
        first += 1
    last = head.i if modifier else _quoted(parse, _with_epithet(parse, _to_word_end(parse, _right(parse, head))), type_)
    if type_ is None and kind is MentionKind.PART:
        type_ = _type_of_whole(parse, head, words)
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
        counted=any(token.pos_ == "NUM" or forms(token) & words.groups for token in span if token.i != head.i),
        heritage=any(token.lower_ in words.heritage_adjectives or token.lower_.endswith("-century") for token in span),
        modifier=modifier,
        part=bool(forms(head) & words.parts),
    )


def _type_of_whole(parse: "Parse", head: "Token", words: Vocabulary) -> AssetType | None:
    """What type of asset a part is of: "the yard of the theatre"."""
    wholes = [noun for of in head.children if of.lower_ == "of" for noun in _objects(parse, of)]
    wholes += [child for child in head.children if child.dep_ in ("poss", "compound")]
    found = (word for whole in wholes for form in sorted(forms(whole)) for word in words.assets.get(form, ()))
    return next((word.type for word in found if len(word.words) == 1 and word.weight is not Weight.WEAK), None)


def _name_like(token: "Token") -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and not is_party(token)


def _left(parse: "Parse", head: "Token", modifier: bool) -> int:
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


def _right(parse: "Parse", head: "Token") -> int:
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


def _to_word_end(parse: "Parse", last: int) -> int:
    """To the end of a name that the tokeniser cuts at its hyphen: "resting place of Abdul al-Asmar"."""
    while last + 2 < len(parse) and parse[last + 1].text == "-" and parse[last + 2].text[:1].isupper():
        if parse[last].whitespace_ or parse[last + 1].whitespace_:
            break
        last += 2
    return last


def _with_epithet(parse: "Parse", last: int) -> int:
    """To the end of a saint's epithet, which a parse takes for an apposition: "church of St John the Baptist"."""
    saint = last > 0 and parse[last - 1].lower_ in SAINTS
    behind = parse[last + 1 : last + 3]
    epithet = len(behind) == 2 and behind[0].lower_ == "the" and behind[1].text[:1].isupper()
    return last + 2 if saint and epithet else last


def _quoted(parse: "Parse", last: int, type_: AssetType | None) -> int:
    """To the end of a title in quotation marks: "the painting 'Night over Sarvan'"."""
    if type_ not in TITLED or last + 2 >= len(parse) or parse[last + 1].text not in QUOTES:
        return last
    if not parse[last + 2].text[:1].isupper():
        return last
    ends = (at for at in range(last + 3, min(last + 3 + TITLE, len(parse))) if parse[at].text in QUOTES)
    return next(ends, last)


def _objects(parse: "Parse", preposition: "Token") -> list["Token"]:
    """What a preposition governs, unless a comma parts them ("Church of St Ana, 14th century").

    What is the asset's own is no part of its name ("stripped the monastery of its books").
    """
    found = (noun for noun in preposition.children if noun.dep_ == "pobj" and not _own(noun))
    return [noun for noun in found if all(parse[at].text != "," for at in range(preposition.i, noun.i))]


def _own(noun: "Token") -> bool:
    return any(child.dep_ == "poss" and child.lower_ in ("its", "their") for child in noun.children)


def _name_tail(parse: "Parse", noun: "Token", last: int) -> int:
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
