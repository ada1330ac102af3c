"""The state an asset is left in: destroyed or damaged, by the extent that the words around the harm word tell.

"Destroyed or damaged" counts both and is `damaged`; "partly destroyed" and "destroyed part of the mosque" leave
something standing; "burned to the ground" leaves nothing (the annotation guide, "Settled cases").
"""

from typing import TYPE_CHECKING

from tutela.language.vocabulary import Frame, Vocabulary
from tutela.model.claims import AssetType, Harm
from tutela.reading.tokens import forms, lowered_in

if TYPE_CHECKING:
    from tutela.reading.candidates import Mention
    from tutela.reading.parsed_words import Parse, Token
    from tutela.reading.triggers import Trigger

EITHER = frozenset({"or", "and/or"})
GRADES = frozenset({Harm.DESTROYED, Harm.DAMAGED})


def graded(parse: "Parse", trigger: "Trigger", mention: "Mention | None", harm: Harm, words: Vocabulary) -> Harm:
    """The harm as its extent makes it; only destroyed and damaged have grades."""
    if harm not in GRADES:
        return harm
    token = parse[trigger.token]
    if _impends(token, trigger, words):
        return Harm.THREATENED
    if mention is not None and mention.type is AssetType.GRAVE and _topples(token, words):
        return Harm.DESECRATED
    if harm is Harm.DESTROYED and (
        _either(token, words) or _in_part(token, words) or _of_a_part(parse, mention, words)
    ):
        return Harm.DAMAGED
    return Harm.DESTROYED if harm is Harm.DAMAGED and _wholly(parse, trigger, words) else harm


def _impends(token: "Token", trigger: "Trigger", words: Vocabulary) -> bool:
    """Whether it may yet come: "could collapse", but not "could have collapsed"."""
    auxiliaries = {child.lower_ for child in token.children if child.dep_ == "aux"}
    may = words.signs["impending"].firsts
    return trigger.word.frame in (Frame.SUBJECT, Frame.EITHER) and bool(auxiliaries & may) and "have" not in auxiliaries


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


def _in_part(token: "Token", words: Vocabulary) -> bool:
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
