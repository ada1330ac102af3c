"""The signals of a pair: what the grammar, the patterns, the guards and the document say for and against it.

Each has a name that stays, so that weights, reasons and tests can speak of it. None depends on a name or a party.
"""

from collections.abc import Sequence

from tutela.language.vocabulary import Strength, Vocabulary, WordClass
from tutela.model.claims import Harm
from tutela.reading import guards
from tutela.reading.candidates import Mention, MentionKind
from tutela.reading.frames import PATIENT, Role, Tie, Via
from tutela.reading.polarity import Polarity, polarity
from tutela.reading.scanning import Scanned, closeness
from tutela.reading.triggers import Trigger

Signals = dict[str, float]

MENTION_SIGNALS = ("named", "plural", "definite", "counted", "heritage", "modifier", "part")
NEAR_SIGNS = ("modal", "future", "whole", "partial", "norm", "negation")


def signals_of(
    scanned: Scanned, position: int, harm: Harm, which: int, tied: Sequence[Sequence[Tie]], words: Vocabulary
) -> Signals:
    """The signals of a mention and a harm within its sentence.

    Args:
        position: of the mention in the sentence.
        which: the harm word that ties them best.
        tied: for each mention, its tie to each harm word.
    """
    mention, trigger, tie = scanned.mentions[position], scanned.triggers[which], tied[position][which]
    found: dict[str, float] = {}
    found |= of_mention(mention)
    found |= of_tie(trigger, tie, harm, scanned.negated[which])
    found |= _of_rivals(scanned, position, which, tied)
    found |= of_sentence(scanned, trigger, words)
    found["pattern"] = (mention.head, trigger.token) in scanned.patterned
    found["both readers"] = bool(found["pattern"]) and tie.role in PATIENT
    if harm is Harm.THREATENED:
        found |= _to_come(found)
    found["place name"] = mention.kind is MentionKind.NAME and mention.head in scanned.places
    return {name: float(value) for name, value in found.items() if value}


def _to_come(found: Signals) -> Signals:
    """What speaks against a harm that has happened speaks for one to come: "would be razed", "plans to raze it"."""
    ahead = any(found[f"near {sign}"] for sign in ("future", "modal"))
    return {"near future": 0.0, "near modal": 0.0, "to come": float(ahead)}


def of_mention(mention: Mention) -> Signals:
    """What the words of the mention tell."""
    found: Signals = {f"mention {mention.kind.value}": 1.0}
    found |= {name: float(getattr(mention, name)) for name in MENTION_SIGNALS}
    if mention.type:
        found[f"type {mention.type.value}"] = 1.0
    return found


def of_tie(trigger: Trigger, tie: Tie, harm: Harm, negated: bool) -> Signals:
    """What the harm word and the construction tell."""
    word = trigger.word
    strong = word.strength is Strength.STRONG
    patient = tie.role in PATIENT
    turned = harm is Harm.INTACT and word.harm is not Harm.INTACT
    return {
        f"harm {harm.value}": 1.0,
        f"role {tie.role.value}": 1.0,
        f"via {tie.via.value}": 1.0,
        f"word {word.kind.value}": 1.0,
        f"lemma {' '.join(word.words)} {harm.value}": 1.0,
        "shared": tie.shared,
        "strong": strong,
        "second meaning": harm is word.other,
        "complement": bool(word.complements),
        "negated": negated and not turned,
        "spared by negation": turned,
        "spared patient": turned and patient,
        "patient": patient,
        "patient of strong": patient and strong and tie.via is Via.DIRECT,
        "verb patient": patient and word.kind is WordClass.VERB,
        "topic of strong": tie.role is Role.TOPIC and strong,
    }


def _of_rivals(scanned: Scanned, position: int, which: int, tied: Sequence[Sequence[Tie]]) -> Signals:
    """One patient to a harm word: who else could be it, and what else the mention could suffer."""
    mention, trigger, tie = scanned.mentions[position], scanned.triggers[which], tied[position][which]
    gap = mention.first - trigger.last if mention.first > trigger.token else trigger.token - mention.last
    low, high = sorted((mention.head, trigger.token))
    between = sum(low < other.head < high for other in scanned.mentions)
    rivals = [
        tied[at][which]
        for at, other in enumerate(scanned.mentions)
        if at != position and other.kind is not MentionKind.PRONOUN
    ]
    mine = closeness(tie)
    others = [
        (closeness(other), scanned.triggers[at].word)
        for at, other in enumerate(tied[position])
        if scanned.triggers[at].word.harm is not trigger.word.harm
    ]
    return {
        "distance": min(max(gap, 0), 20) / 10,
        "before": mention.first < trigger.token,
        "between": min(between, 4),
        "closer rival": any(closeness(rival) < mine for rival in rivals),
        "rivals": min(len(rivals), 6) / 3,
        "only patient": tie.role in PATIENT and not any(rival.role in PATIENT for rival in rivals),
        "other harm closer": any(rank < mine for rank, _ in others),
        "other strong patient": any(rank <= 2 and word.strength is Strength.STRONG for rank, word in others),
        "told twice": _told_twice(scanned, which, tied[position]),
        "harm words": min(len({other.token for other in scanned.triggers}), 6) / 3,
    }


def _told_twice(scanned: Scanned, which: int, tied: Sequence[Tie]) -> bool:
    """Whether a second word tells the same harm of the mention: "still standing" beside "stand"."""
    word = scanned.triggers[which].word
    return any(
        other.word.harm is word.harm and other.word.words != word.words and tie.role in PATIENT
        for other, tie in zip(scanned.triggers, tied, strict=True)
    )


def of_sentence(scanned: Scanned, trigger: Trigger, words: Vocabulary) -> Signals:
    """What the words around tell."""
    parse = scanned.sentence.parse
    found: Signals = {f"sign {sign}": holds for sign, holds in scanned.signs.items()}
    found |= {f"near {sign}": near for sign, near in guards.near_signs(parse, trigger, words, NEAR_SIGNS).items()}
    found["disowned"] = polarity(parse, trigger, words) is Polarity.DISOWNED
    found["near negation"] = found["near negation"] and not found["disowned"]
    found["question"] = bool(len(parse)) and parse[-1].text == "?"
    found["long sentence"] = min(len(parse), 80) / 40
    found["agent named"] = guards.has_agent(parse, trigger)
    return found
