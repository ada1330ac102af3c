"""A noun of the vocabulary, and whether it is meant as an asset where it stands."""

from typing import TYPE_CHECKING

from tutela.language.vocabulary import AssetWord, Vocabulary, Weight
from tutela.reading.candidates.mention import Mention, MentionKind
from tutela.reading.candidates.spans import spanned
from tutela.reading.tokens import forms, is_party

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse, Token


LISTS = frozenset({"list", "register", "registry", "inventory", "catalogue"})


def noun_mention(parse: "Parse", head: "Token", word: AssetWord | None, words: Vocabulary) -> Mention | None:
    """The mention that a noun heads, a part of something where no asset word stands; None where it means otherwise."""
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
    if word is not None and head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_.lower() in LISTS:
        # "The List of World Heritage": no asset, but what counts them.
        return None
    if word is not None and _other_sense(head, words):
        return None
    kind = MentionKind.PART if word is None else MentionKind.WEAK if word.weight is Weight.WEAK else MentionKind.NOUN
    return spanned(parse, head, kind, word.type if word else None, words, modifier=outer != head)


def _other_site(head: "Token", words: Vocabulary) -> bool:
    others = words.signs["other_site"].firsts
    return head.lemma_ == "site" and any(child.lower_ in others for child in head.children)


def _other_sense(head: "Token", words: Vocabulary) -> bool:
    """Whether an ambiguous noun is meant otherwise: the head of a council, a picture that shows what happened."""
    looked_up = forms(head)
    if looked_up & words.people:
        over = [noun for child in head.children if child.lower_ == "of" for noun in child.children]
        over += [child for child in head.children if child.dep_ in ("appos", "compound")]
        return any(is_party(one) or forms(one) & (words.people | words.things) for one in over) or _named_person(head)
    if not looked_up & words.signs["recording"].firsts:
        return False
    shown = words.signs["showing"].firsts
    told_by = head.dep_ == "pobj" and head.head.lower_ in ("in", "by", "from", "on", "with")
    return told_by or head.head.lemma_ in shown or any(child.lower_ in shown for child in head.children)


def _named_person(head: "Token") -> bool:
    return any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in head.children)
