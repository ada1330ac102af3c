"""Denials of what an asset is: that it ever existed, that it is theirs whose it is said to be, that it is genuine.

"There was never a mosque here", "the church was not Greek but Albanian", "they pass the abbey off as their own", "the
ministry disputes the origin of the gravestones". No single word tells it, so each is a construction with words of a
class (`signs` of `harm.yml`) in its places. A people is known as a party of the gazetteer or by its capital letter.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutela.language.vocabulary import Frame, HarmWord, Strength, Vocabulary, WordClass
from tutela.model.claims import Harm
from tutela.reading.tokens import forms, is_party
from tutela.reading.triggers.arguments import places
from tutela.reading.triggers.trigger import Trigger

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse, Token


def _construction(*words: str, strength: Strength = Strength.STRONG) -> HarmWord:
    return HarmWord(words, Harm.DENIED, WordClass.VERB, Frame.OBJECT, strength)


NEVER_WAS = _construction("never", "existed")
NOT_THEIRS = _construction("not", "theirs")
RENAMED = _construction("called", "another's")
RETOLD = _construction("described", "as", "another's", strength=Strength.MILD)
DISPUTED = _construction("disputed", "origin")
FORGED = _construction("is", "forgery")
UNLINKED = _construction("nothing", "to", "do", "with", "them")
ASCRIBED = _construction("ascribed", "to", "others")
BUILT = _construction("built", "by", "others", strength=Strength.MILD)
BUILT_NOT = _construction("built", "by", "others", "not", "them")
SUBJECTS = ("nsubj", "nsubjpass")
OWNERS = frozenset({"its", "their", "our", "his", "her", "my", "your"})
OBJECT_BEHIND = {"refer": "to", "pass": "off"}
"""Verbs of naming whose object a preposition governs."""
BESIDE = 4
"""Words within which "not" or "rather than" contrasts one people with another."""
CONTRAST = frozenset({"not", "never", "n't", "rather", "instead"})


def denials(parse: "Parse", words: Vocabulary) -> Iterator[Trigger]:
    """The constructions of one sentence that deny what an asset is."""
    for token in parse:
        if token.pos_ in ("VERB", "AUX"):
            yield from _existence(token, words)
            yield from _identity(token, words)
            yield from _naming(token, words)
            yield from _building(token, words)
            yield from _nobody_there(token, words)
        elif token.pos_ == "NOUN":
            yield from _disputing(token, words)


def _told(token: "Token", word: HarmWord, *patients: "Token") -> Trigger:
    return Trigger(token.i, token.i, word, tuple(patient.i for patient in patients))


def _child(token: "Token", *deps: str) -> "Token | None":
    return next((child for child in token.children if child.dep_ in deps), None)


def _existence(token: "Token", words: Vocabulary) -> Iterator[Trigger]:
    """ "There was never a mosque here", "no such cemetery ever existed", "denied that it had existed"."""
    is_there = token.lemma_ == "be" and _child(token, "expl") is not None
    if not is_there and token.lemma_ not in ("exist", "stand"):
        return
    thing = _child(token, "attr", *SUBJECTS) if is_there else _child(token, *SUBJECTS)
    if thing is None or any(child.lower_ == "as" for child in token.children):
        return
    if token.lemma_ == "stand" and not any(child.lower_ in ("a", "an", "no", "any") for child in thing.children):
        return
    if _never(token, thing) or (token.dep_ == "ccomp" and _denies(token.head, words) and _ever(token)):
        yield _told(token, NEVER_WAS, thing)


def _never(token: "Token", thing: "Token") -> bool:
    none = {child.lower_ for child in thing.children if child.dep_ in ("det", "amod", "neg")}
    if "no" in none and ("such" in none or _ever(token)):
        return True
    return any(child.lower_ == "never" for child in token.children)


def _ever(token: "Token") -> bool:
    return any(child.lower_ in ("ever", "once") for child in token.children)


def _denies(token: "Token", words: Vocabulary) -> bool:
    return bool(forms(token) & words.signs["disputing"].firsts)


def _identity(token: "Token", words: Vocabulary) -> Iterator[Trigger]:
    """ "The cathedral was never Greek", "it is not an Armenian church", "had nothing to do with the Greeks"."""
    thing = _child(token, "nsubj")
    if thing is None:
        return
    if token.lemma_ == "be":
        said = _child(token, "acomp", "attr")
        negated = any(child.dep_ == "neg" for child in token.children)
        theirs = said is not None and _peoples(said, words)
        if said is not None and (
            (negated and (theirs or _never_a(said, words))) or (theirs and _not_theirs(said, words))
        ):
            named = [said] if said.dep_ == "attr" and thing.pos_ == "PRON" else []
            yield _told(token, NOT_THEIRS, *named, thing)
        elif said is not None and not negated and forms(said) & words.signs["forged"].firsts:
            yield _told(token, FORGED, thing)
    elif token.lemma_ == "have":
        nothing = _child(token, "dobj")
        if nothing is not None and nothing.lower_ == "nothing" and _to_do_with_a_people(nothing, words):
            yield _told(token, UNLINKED, thing)


def _never_a(said: "Token", words: Vocabulary) -> bool:
    """ "It was never a mosque": what it is taken for."""
    kind = said.dep_ == "attr" and not forms(said).isdisjoint(words.assets)
    indefinite = any(child.lower_ in ("a", "an") for child in said.children)
    return kind and indefinite and any(child.lower_ == "never" for child in said.head.children)


def _not_theirs(said: "Token", words: Vocabulary) -> bool:
    """ "Albanian, not Armenian", "Greek rather than Roman": another people behind a word of contrast."""
    around = said.doc[said.head.i + 1 : said.i + 1 + BESIDE]
    peoples = [
        token for token in around if is_party(token) or (token.pos_ in ("ADJ", "PROPN") and token.text[:1].isupper())
    ]
    return len(peoples) > 1 and any(token.lower_ in CONTRAST for token in around)


def _to_do_with_a_people(nothing: "Token", words: Vocabulary) -> bool:
    return any(noun.dep_ == "pobj" and noun.head.lower_ == "with" and _peoples(noun, words) for noun in nothing.subtree)


def _peoples(said: "Token", words: Vocabulary) -> bool:
    """Whether a predicate says whose a thing is: "Greek", "an Armenian church", "their own heritage"."""
    return any(_is_people(one, words) for one in (said, *said.children)) or _is_own(said)


def _is_people(token: "Token", words: Vocabulary) -> bool:
    if token.dep_ not in ("acomp", "attr", "oprd", "pobj", "amod", "compound", "nmod", "conj"):
        return False
    proper = token.pos_ in ("ADJ", "PROPN") and token.text[:1].isupper()
    return is_party(token) or (proper and token.lower_ not in words.heritage_adjectives)


def _is_own(said: "Token") -> bool:
    """ "Its own heritage", "a monument of their own people"."""
    below = [said, *(noun for of in said.children if of.lower_ == "of" for noun in of.children)]
    return any(
        any(child.lower_ == "own" for child in one.children) or one.lower_ == "own"
        for one in below
        if any(child.lower_ in OWNERS for child in one.children)
    )


def _naming(token: "Token", words: Vocabulary) -> Iterator[Trigger]:
    """ "Called the church Albanian", "passes it off as its own", "dismissed the crosses as fakes"."""
    known = forms(token)
    if known & words.signs["naming"].firsts:
        said = _child(token, "oprd")
        if said is not None:
            # "Called the cathedral Greek": the parse may take the two words for one name.
            thing = _child(token, "dobj", "nsubjpass") or _child(said, "compound", "nsubj", "amod")
            yield from _named(token, thing, said, words, surely=said.pos_ == "ADJ" or is_party(said))
    if known & words.signs["naming_as"].firsts:
        for thing in _objects(token):
            for said in _said_as(token, thing):
                yield from _named(token, thing, said, words, surely=_child(token, "nsubj") is not None)
    if known & words.signs["ascribing"].firsts:
        peoples = (noun for to in token.children if to.lower_ == "to" for noun in to.children)
        if any(is_party(noun) or noun.tag_ in ("NNPS", "NNS") or _is_another(noun) for noun in peoples):
            yield from (_told(token, ASCRIBED, thing) for thing in _objects(token))


def _is_another(noun: "Token") -> bool:
    return any(child.lower_ in ("another", "other", "different") for child in noun.children)


def _named(verb: "Token", thing: "Token | None", said: "Token", words: Vocabulary, surely: bool) -> Iterator[Trigger]:
    if thing is None:
        return
    if forms(said) & words.signs["forged"].firsts:
        yield _told(verb, RENAMED, thing)
    elif _peoples(said, words):
        yield _told(verb, RENAMED if surely or _is_own(said) or _contrasted(said) else RETOLD, thing)


def _objects(verb: "Token") -> list["Token"]:
    """What a verb of naming names: its object, its passive subject, what "to" or "off" governs."""
    found = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    found += [
        noun
        for child in verb.children
        if child.dep_ == "prep" and child.lower_ == OBJECT_BEHIND.get(verb.lemma_)
        for noun in child.children
        if noun.dep_ == "pobj"
    ]
    return found


def _said_as(verb: "Token", thing: "Token") -> list["Token"]:
    preps = (child for over in (verb, thing) for child in over.children if child.lower_ == "as")
    return [noun for prep in preps for noun in prep.children if noun.dep_ in ("pobj", "amod", "acomp")]


def _contrasted(said: "Token") -> bool:
    around = said.doc[max(0, said.left_edge.i - BESIDE) : said.right_edge.i + BESIDE]
    return any(token.lower_ in CONTRAST for token in around)


def _nobody_there(token: "Token", words: Vocabulary) -> Iterator[Trigger]:
    """ "No Greeks had ever been buried in the cemetery"."""
    whom = _child(token, *SUBJECTS)
    if whom is None or not _ever(token) or not any(child.lower_ == "no" for child in whom.children):
        return
    if is_party(whom) or any(_is_people(child, words) for child in whom.children):
        yield from (_told(token, NEVER_WAS, place) for place in places(token))


def _disputing(token: "Token", words: Vocabulary) -> Iterator[Trigger]:
    """ "Denies the Greek origin of the temple", "rejects any link between the abbey and the minority"."""
    if not forms(token) & words.signs["origin"].firsts or token.dep_ not in ("dobj", "nsubjpass", "conj"):
        return
    verb = token.head
    if not (_denies(verb, words) or _refuses(verb, words)):
        return
    for child in token.children:
        if child.dep_ == "poss":
            yield _told(token, DISPUTED, child)
        elif child.dep_ == "prep" and child.lower_ in ("of", "between", "with", "to"):
            yield from (_told(token, DISPUTED, noun) for noun in child.children if noun.dep_ == "pobj")


def _refuses(verb: "Token", words: Vocabulary) -> bool:
    """ "Refuses to acknowledge", "does not recognise"."""
    grants = verb.lemma_.casefold() in words.signs["granting"].firsts
    refused = verb.dep_ == "xcomp" and verb.head.lemma_.casefold() in ("refuse", "decline", "fail")
    return grants and (refused or any(child.dep_ == "neg" for child in verb.children))


def _building(token: "Token", words: Vocabulary) -> Iterator[Trigger]:
    """ "Said that it had been built by the Velians, not the Orlans", "the stones were brought there by settlers"."""
    if not forms(token) & words.signs["making"].firsts:
        return
    thing = _child(token, "nsubjpass") or (_child(token.head, *SUBJECTS) if token.dep_ == "xcomp" else None)
    if thing is None:
        return
    claimed = any(over.lemma_.casefold() in words.signs["contending"].firsts for over in token.ancestors)
    for by in (child for child in token.children if child.dep_ == "agent"):
        if any(noun.dep_ == "pobj" and _is_maker(noun, words) for noun in by.children):
            if _contrasted(by):
                yield _told(token, BUILT_NOT, thing)
            elif claimed:
                yield _told(token, BUILT, thing)


def _is_maker(maker: "Token", words: Vocabulary) -> bool:
    settlers = maker.lemma_.casefold() in words.signs["newcomers"].firsts
    return settlers or is_party(maker) or maker.pos_ == "PROPN"
