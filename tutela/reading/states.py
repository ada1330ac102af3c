"""The state an asset is left in: destroyed or damaged, by the extent that the words around the harm word tell.

"Destroyed or damaged" counts both and is `damaged`; "partly destroyed" and "destroyed part of the mosque" leave
something standing; "burned to the ground" leaves nothing (the annotation guide, "Settled cases").
"""

from typing import TYPE_CHECKING

from tutela.language.vocabulary import Frame, Vocabulary, WordClass
from tutela.model.claims import AssetType, Harm
from tutela.reading.tokens import forms, lowered_in

if TYPE_CHECKING:
    from tutela.reading.candidates import Mention
    from tutela.reading.parsed_words import Parse, Token
    from tutela.reading.triggers import Trigger

EITHER = frozenset({"or", "and/or"})
MOVABLE = frozenset({AssetType.ARTWORK, AssetType.COLLECTION})
CARRIED = MOVABLE | {
    AssetType.MONUMENT, AssetType.CARVED_STONE, AssetType.GRAVE, AssetType.HERITAGE, AssetType.LIBRARY,
    AssetType.ARCHIVE, AssetType.ARCHAEOLOGICAL_SITE,
}  # fmt: skip
"""What can be carried off and sold: things, statues and stones, and what is found at a site or kept in a library."""
PROSPECTIVE = frozenset({"of", "to", "for", "with"})
AHEAD = frozenset({Harm.DESTROYED, Harm.DAMAGED, Harm.ALTERED})
"""Harms that are a threat while they are but planned or ordered."""
GRADES = frozenset({Harm.DESTROYED, Harm.DAMAGED})


def graded(parse: "Parse", trigger: "Trigger", mention: "Mention | None", harm: Harm, words: Vocabulary) -> Harm:
    """The harm as its extent makes it; only destroyed and damaged have grades."""
    token = parse[trigger.token]
    if harm in AHEAD and _impends(token, trigger, words):
        return Harm.THREATENED
    if harm is Harm.INTACT and mention is not None and mention.part and _only(parse, mention):
        return Harm.DESTROYED
    if harm not in GRADES:
        return harm
    if mention is not None and mention.type is AssetType.GRAVE and _topples(token, words):
        return Harm.DESECRATED
    if harm is Harm.DESTROYED and (
        _either(token, words) or _in_part(token, words) or _of_a_part(parse, mention, words)
    ):
        return Harm.DAMAGED
    return Harm.DESTROYED if harm is Harm.DAMAGED and _wholly(parse, trigger, words) else harm


def can_befall(harm: Harm, mention: "Mention") -> bool:
    """Whether a harm can befall assets of a type: nobody deals in churches, nor lives in an icon."""
    if mention.type is None or mention.part:
        return True
    if harm is Harm.TRAFFICKED:
        return mention.type in CARRIED
    return harm is not Harm.OCCUPIED or mention.type not in MOVABLE


def _impends(token: "Token", trigger: "Trigger", words: Vocabulary) -> bool:
    """Whether it may yet come: "could collapse", "is to be razed", "plans to raze it", "approved its demolition"."""
    auxiliaries = {child.lower_ for child in token.children if child.dep_ == "aux"}
    if "have" in auxiliaries:
        return False
    falls = trigger.word.frame in (Frame.SUBJECT, Frame.EITHER)
    if auxiliaries & words.signs["impending" if falls else "coming"].firsts:
        return True
    if trigger.word.kind is WordClass.NOUN:
        return _in_prospect(token, words)
    if (
        token.dep_ == "ccomp"
        and not auxiliaries
        and any(c.lower_ == "be" for c in token.children if c.dep_ == "auxpass")
    ):
        return _intends(token.head, words)
    marked = any(child.dep_ in ("mark", "aux", "auxpass", "dobj") for child in token.children)
    if token.tag_ in ("VBN", "VBD") and token.dep_ in ("ccomp", "xcomp", "oprd") and not marked:
        # "Wants it pulled down", "ordered it burned".
        return bool(forms(token.head) & words.signs["wanting"].firsts)
    verb = _first_of(token)
    to = any(child.lower_ == "to" for child in verb.children if child.dep_ == "aux")
    return to and verb.dep_ == "xcomp" and _intends(verb.head, words)


def _first_of(verb: "Token") -> "Token":
    """The first of the verbs that share what stands before them: "vowed to come back and raze it"."""
    while verb.dep_ == "conj" and verb.tag_ == "VB" and verb.head.tag_ == "VB":
        verb = verb.head
    return verb


def _intends(over: "Token", words: Vocabulary) -> bool:
    return bool(forms(over) & words.signs["intending"].firsts)


def _in_prospect(token: "Token", words: Vocabulary) -> bool:
    """Whether a noun of harm names what is planned, allowed, feared or warded off: "the risk of destruction"."""
    if token.dep_ in ("dobj", "nsubjpass"):
        return bool(forms(token.head) & words.signs["allowing"].firsts)
    over = token.head.head
    return (
        token.dep_ == "pobj" and token.head.lower_ in PROSPECTIVE and bool(forms(over) & words.signs["risking"].firsts)
    )


def _topples(token: "Token", words: Vocabulary) -> bool:
    """Whether a gravestone is kicked, smashed or toppled: that profanes a grave, whatever is left of the stone."""
    return bool(forms(token) & words.signs["toppling"].firsts)


def _either(token: "Token", words: Vocabulary) -> bool:
    """Whether the harm word is one of two grades: "destroyed or damaged"."""
    others = [other for other in token.conjuncts if other.pos_ == token.pos_ or other.tag_ == token.tag_]
    return any(_or_between(token, other) and _grade(other, words) is Harm.DAMAGED for other in others)


def _or_between(one: "Token", other: "Token") -> bool:
    low, high = sorted((one.i, other.i))
    return any(token.lower_ in EITHER for token in one.doc[low:high])


def _grade(token: "Token", words: Vocabulary) -> Harm | None:
    found = {word.harm for form in forms(token) for word in words.harms.get(form, ()) if len(word.words) == 1}
    return Harm.DAMAGED if Harm.DAMAGED in found and Harm.DESTROYED not in found else None


def _only(parse: "Parse", mention: "Mention") -> bool:
    """Whether a part is all that is left: "only the apse still stands"."""
    return any(token.lower_ in ("only", "just") for token in parse[max(0, mention.first - 2) : mention.first])


def _in_part(token: "Token", words: Vocabulary) -> bool:
    wholly = words.signs["wholly"].firsts
    if any(child.dep_ == "neg" for child in token.children) and any(c.lower_ in wholly for c in token.children):
        return True
    partly = words.signs["in_part"].firsts
    told = [child for child in token.children if child.lower_ in partly]
    # "fully or partially destroyed" counts what is gone.
    return bool(told) and not any(child.lower_ in EITHER for one in told for child in one.children)


def _of_a_part(parse: "Parse", mention: "Mention | None", words: Vocabulary) -> bool:
    """Whether what suffers is a share of the asset: "part of the mosque"."""
    if mention is None or mention.top == mention.head:
        return False
    shares = words.signs["share"].firsts
    return parse[mention.top].lemma_.casefold() in shares and not mention.plural


def _wholly(parse: "Parse", trigger: "Trigger", words: Vocabulary) -> bool:
    return bool(extent(parse, trigger, words))


def extent(parse: "Parse", trigger: "Trigger", words: Vocabulary) -> range:
    """The tokens behind a harm word that say how far it went, leaving nothing: "to the ground", "to its walls"."""
    behind = lowered_in(parse)[trigger.token : trigger.last + 5]
    for phrase in words.signs["to_nothing"].phrases:
        for at in range(len(behind) - len(phrase) + 1):
            if tuple(behind[at : at + len(phrase)]) == phrase:
                return range(trigger.token + at, trigger.token + at + len(phrase))
    return range(0)
