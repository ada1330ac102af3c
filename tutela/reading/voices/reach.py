"""How far the words of a voice reach: which harm words are told by it, and how near to them it stands."""

from typing import TYPE_CHECKING

from tutela.reading.cues import cues
from tutela.reading.voices.voice import Manner, Voice

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

TAIL = 8
"""Words that may follow a voice at the end of its sentence ("..., X said on Monday in a statement")."""
CONTRASTS = frozenset({"but", "while"})
FIRST = 2
"""Words before which an "according to" opens its sentence."""
TURNS = frozenset({"after", "when", "before", "while", "since", "until", "although", "though", "once", "if"})
"""Conjunctions whose clause is told by whoever tells the sentence, not by the verb it hangs on."""


def reaches(voice: Voice, trigger: "Token") -> bool:
    """Whether the words of a voice take in the harm word."""
    verb = trigger.doc[voice.verb]
    if verb.pos_ == "NOUN" and verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == "that":
        return trigger.i > verb.i
    if verb.lower_ == "according" and verb.i < FIRST:
        return True
    if any(token.text == ";" for token in trigger.doc[min(verb.i, trigger.i) : max(verb.i, trigger.i)]):
        return False
    if voice.closes is not None and trigger.i < voice.closes:
        between = trigger.doc[trigger.i : voice.closes]
        if not any(token.lower_ in CONTRASTS for token in between):
            return True
    if verb.lower_ == "according" and _ends(verb):
        return trigger.i < verb.i
    if verb.lemma_.casefold() in cues("reporting")["tallies"]:
        return verb.is_ancestor(trigger) or (verb.dep_ == "nsubj" and verb.head in (trigger, *trigger.ancestors))
    if verb == trigger:
        return voice.manner is not Manner.SAYS
    if opening(verb) is not None:
        return trigger.i > verb.i
    if verb.is_ancestor(trigger):
        return not _outside(verb, trigger, voice)
    if verb.dep_ == "acl" and verb.lemma_ in cues("reporting")["handing_on"]:
        clause = next((token for token in verb.ancestors if token.pos_ in {"VERB", "AUX"}), verb)
        return clause == trigger or clause.is_ancestor(trigger)
    above = trigger
    while True:
        if verb.head == above and _beside(verb, above):
            return True
        if above.head == above:
            break
        above = above.head
    return _closes(verb, voice, trigger)


def _ends(according: "Token") -> bool:
    """Whether ", according to X" with what is told of X ends the sentence."""
    if not according.i or according.nbor(-1).text not in {",", "—", "–", "-"}:
        return False
    marks = [
        token for token in according.doc[according.i :] if token.text in {",", ";", ":"} or token.lower_ == "which"
    ]
    return not marks


def opening(verb: "Token") -> "Token | None":
    """The name that opens a sentence of which the parser makes one long name: "X Watch, a group, found that .."."""
    if verb.dep_ != "acl" or verb.tag_ not in {"VBD", "VBN"} or verb.nbor(-1).text != ",":
        return None
    name = next((token for token in verb.ancestors if token.dep_ == "ROOT"), verb)
    if name.pos_ != "PROPN":
        return None
    goes_on = any(token.lower_ == "that" for token in verb.doc[verb.i + 1 : verb.i + 1 + TAIL])
    return name if goes_on else None


def _outside(verb: "Token", trigger: "Token", voice: Voice) -> bool:
    """Whether the harm word hangs under the verb without being part of what is said."""
    branch = trigger
    while branch.head != verb:
        branch = branch.head
    if branch.dep_ in {"nsubj", "nsubjpass"}:
        return True
    if branch.dep_ == "advcl":
        mark = next((child for child in branch.children if child.dep_ in {"mark", "advmod"}), None)
        return mark is not None and mark.lower_ in TURNS
    # "has denied that .. and has accused X of it": what X did is no part of the denial.
    pack = cues("reporting")
    tells = branch.lemma_ in pack["accusing"] or branch.lemma_ in pack["denying"]
    return branch.dep_ == "conj" and (tells or any(c.dep_ in {"nsubj", "nsubjpass"} for c in branch.children))


def _beside(verb: "Token", above: "Token") -> bool:
    if verb.lower_ in {"according", "by", "in", "per"}:
        return True
    if verb.dep_ == "advcl":
        return verb.lemma_ in {"cite", "quote", "say", "add", "refer"} or any(
            child.lower_ == "as" for child in verb.children
        )
    return verb.dep_ in {"parataxis", "ccomp", "dep", "intj"}


def _closes(verb: "Token", voice: Voice, trigger: "Token") -> bool:
    """A voice at the end of the sentence takes in what stands before it: "..., X said."""
    rest = [token for token in trigger.doc[max(verb.i, voice.head) + 1 :] if token.is_alpha]
    between = trigger.doc[trigger.i : min(verb.i, voice.head)]
    return (
        trigger.i < min(verb.i, voice.head)
        and voice.manner is Manner.SAYS
        and (verb.dep_ != "relcl" or verb.head.i + 1 == voice.head)
        and len(rest) <= TAIL
        and any(token.text in {",", "”", '"'} for token in between)
        and not any(token.text == ";" for token in between)
        and not any(token.lower_ in CONTRASTS for token in between)
    )


def depth(voice: Voice, trigger: "Token") -> int:
    """How many steps up from the harm word its reporting verb stands: nearest speaker first."""
    steps, above = 0, trigger
    verb = trigger.doc[voice.verb]
    while above != verb and above.head != above:
        if verb.head == above:
            return 2 * steps + 1
        above, steps = above.head, steps + 1
    return 2 * steps + (0 if above == verb else 100 + abs(voice.verb - trigger.i))
