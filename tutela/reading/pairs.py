"""Pairs of a mention and a harm, and the signals that tell whether the text says the one of the other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutela.language.vocabulary import Strength, Vocabulary, WordClass
from tutela.model.claims import Harm
from tutela.reading import guards
from tutela.reading.candidates import Mention, MentionKind, mentions
from tutela.reading.discourse import Discourse, Thing, follow
from tutela.reading.frames import PATIENT, Role, Tie, Via, loose, ties
from tutela.reading.parsing import ParsedSentence
from tutela.reading.triggers import Trigger, triggers

Signals = dict[str, float]

RANK = {
    Role.OBJECT: 0, Role.PASSIVE: 0, Role.RELATIVE: 1, Role.PARTICIPLE: 1, Role.SUBJECT: 1, Role.OF: 1, Role.COPULA: 2,
    Role.MODIFIED: 2, Role.POSSESSOR: 2, Role.UPON: 3, Role.LOST_FROM: 3, Role.COMPOUND: 3, Role.CLAUSE: 5,
    Role.PLACE: 4, Role.SENTENCE: 6, Role.AGENT: 5,
}  # fmt: skip
"""How closely a role ties an asset to a harm word, closest first."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """One sentence with its mentions, harm words and their ties."""

    index: int
    sentence: ParsedSentence
    mentions: Sequence[Mention]
    triggers: Sequence[Trigger]
    ties: Sequence[Mapping[int, Tie]]
    signs: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Pair:
    """A mention, a harm, and the harm word that ties them best."""

    index: int
    """Sentence."""
    position: int
    """Of the mention in its sentence."""
    mention: Mention
    harm: Harm
    trigger: Trigger
    tie: Tie
    thing: int | None
    signals: Signals
    negated: bool = False


def scan(index: int, sentence: ParsedSentence, words: Vocabulary) -> Scanned:
    """Find mentions, harm words and frames in one sentence."""
    found = triggers(sentence.parse, words)
    return Scanned(
        index,
        sentence,
        mentions(sentence.parse, words),
        found,
        [ties(sentence.parse, trigger) for trigger in found],
        guards.sentence_signs(sentence.parse, words),
    )


def tie_of(scanned: Scanned, which: int, mention: Mention) -> Tie:
    """How a mention is tied to a harm word of its sentence."""
    by_token = scanned.ties[which]
    found = [by_token[at] for at in (mention.top, mention.head) if at in by_token]
    found += [
        by_token[at]
        for at in range(mention.first, mention.last + 1)
        if at in by_token and mention.kind is MentionKind.NAME
    ]
    if found and not mention.first <= scanned.triggers[which].token <= mention.head:
        return min(found, key=lambda tie: RANK[tie.role])
    if found:
        return found[0]
    return loose(scanned.sentence.parse, scanned.triggers[which], mention.top)


def pairs(scans: Sequence[Scanned], discourse: Discourse, words: Vocabulary) -> list[Pair]:
    """All pairs of a document's scanned sentences, each with its signals."""
    found = [pair for scanned in scans for pair in _of_sentence(scanned, discourse, words)]
    _add_document_signals(found, scans, discourse)
    return found


def _of_sentence(scanned: Scanned, discourse: Discourse, words: Vocabulary) -> Iterator[Pair]:
    tied = [[tie_of(scanned, which, mention) for which in range(len(scanned.triggers))] for mention in scanned.mentions]
    for position, mention in enumerate(scanned.mentions):
        thing = discourse.of.get((scanned.index, position))
        if mention.kind is MentionKind.PRONOUN and thing is None:
            continue
        for harm, which in _best_triggers(scanned, tied[position]).items():
            trigger, tie = scanned.triggers[which], tied[position][which]
            if mention.kind is MentionKind.OPEN and tie.role not in PATIENT:
                continue
            negated = guards.negated(scanned.sentence.parse, trigger, words)
            signals = _signals(scanned, position, harm, which, tied, negated, words)
            yield Pair(scanned.index, position, mention, harm, trigger, tie, thing, signals, negated)


def _best_triggers(scanned: Scanned, tied: Sequence[Tie]) -> dict[Harm, int]:
    best: dict[Harm, tuple[tuple[int, int, int, int], int]] = {}
    for which, (trigger, tie) in enumerate(zip(scanned.triggers, tied, strict=True)):
        word = trigger.word
        rank = RANK[tie.role] + (tie.via is not Via.DIRECT)
        for harm in (word.harm, word.other):
            if harm is None:
                continue
            key = (rank, word.strength is Strength.MILD, harm is not word.harm, trigger.token)
            if harm not in best or key < best[harm][0]:
                best[harm] = (key, which)
    return {harm: which for harm, (_, which) in best.items()}


def _signals(
    scanned: Scanned,
    position: int,
    harm: Harm,
    which: int,
    tied: Sequence[Sequence[Tie]],
    negated: bool,
    words: Vocabulary,
) -> Signals:
    mention, trigger, tie = scanned.mentions[position], scanned.triggers[which], tied[position][which]
    parse = scanned.sentence.parse
    signals: Signals = {}
    _mention_signals(signals, mention)
    _tie_signals(signals, trigger, tie, harm)
    _order_signals(signals, scanned, position, which, tied)
    signals["negated"] = negated
    for sign, holds in scanned.signs.items():
        signals[f"sign {sign}"] = holds
    for sign in ("modal", "future", "whole", "partial", "norm"):
        signals[f"near {sign}"] = guards.near(parse, trigger, words, sign)
    signals["long sentence"] = min(len(parse), 80) / 40
    signals[f"harm {harm.value}"] = 1.0
    return {name: float(value) for name, value in signals.items() if value}


def _mention_signals(signals: Signals, mention: Mention) -> None:
    signals[f"mention {mention.kind.value}"] = True
    for name in ("named", "plural", "definite", "counted", "heritage", "modifier", "part"):
        signals[name] = getattr(mention, name)
    if mention.type:
        signals[f"type {mention.type.value}"] = True


def _tie_signals(signals: Signals, trigger: Trigger, tie: Tie, harm: Harm) -> None:
    word = trigger.word
    strong = word.strength is Strength.STRONG
    signals[f"role {tie.role.value}"] = True
    signals[f"via {tie.via.value}"] = True
    signals["shared"] = tie.shared
    signals["strong"] = strong
    signals[f"word {word.kind.value}"] = True
    signals["second meaning"] = harm is not word.harm
    signals["complement"] = bool(word.complements)
    patient = tie.role in PATIENT
    signals["patient"] = patient
    signals["patient of strong"] = patient and strong and tie.via is Via.DIRECT
    signals["verb patient"] = patient and word.kind is WordClass.VERB


def _order_signals(
    signals: Signals, scanned: Scanned, position: int, which: int, tied: Sequence[Sequence[Tie]]
) -> None:
    mention, trigger, tie = scanned.mentions[position], scanned.triggers[which], tied[position][which]
    gap = mention.first - trigger.last if mention.first > trigger.token else trigger.token - mention.last
    signals["distance"] = min(max(gap, 0), 20) / 10
    signals["before"] = mention.first < trigger.token
    low, high = sorted((mention.head, trigger.token))
    assets = [m for m in scanned.mentions if m.kind is not MentionKind.OPEN]
    signals["between"] = min(sum(low < m.head < high for m in assets), 4)
    rivals = [
        tied[at][which]
        for at, m in enumerate(scanned.mentions)
        if at != position and m.kind not in (MentionKind.OPEN, MentionKind.PRONOUN)
    ]
    signals["closer rival"] = any(
        RANK[r.role] + (r.via is not Via.DIRECT) < RANK[tie.role] + (tie.via is not Via.DIRECT) for r in rivals
    )
    signals["rivals"] = min(len(rivals), 6) / 3
    signals["only patient"] = tie.role in PATIENT and not any(r.role in PATIENT for r in rivals)
    # A harm word of another class with a closer tie speaks for that class.
    others = [
        (RANK[t.role] + (t.via is not Via.DIRECT), scanned.triggers[at].word)
        for at, t in enumerate(tied[position])
        if scanned.triggers[at].word.harm is not trigger.word.harm
    ]
    mine = RANK[tie.role] + (tie.via is not Via.DIRECT)
    signals["other harm closer"] = any(rank < mine for rank, _ in others)
    signals["other strong patient"] = any(rank <= 2 and word.strength is Strength.STRONG for rank, word in others)
    signals["triggers"] = min(len({t.token for t in scanned.triggers}), 6) / 3


def _add_document_signals(found: Sequence[Pair], scans: Sequence[Scanned], discourse: Discourse) -> None:
    strong: dict[tuple[int, Harm], set[int]] = {}
    for pair in found:
        if pair.thing is not None and pair.tie.role in PATIENT and pair.trigger.word.strength is Strength.STRONG:
            strong.setdefault((pair.thing, pair.harm), set()).add(pair.index)
    total = sum(1 for scanned in scans for t in scanned.triggers if t.word.strength is Strength.STRONG)
    things = [thing for thing in discourse.things if thing.type is not None]
    for pair in found:
        signals = pair.signals
        signals["document harm"] = min(total, 20) / 10
        signals["document things"] = min(len(things), 30) / 15
        signals["early"] = float(pair.index < 3)
        if pair.thing is None:
            continue
        thing = discourse.things[pair.thing]
        signals["mentions of it"] = min(len(thing.mentions), 10) / 5
        signals["it has a name"] = float(bool(thing.names))
        signals["it has a type"] = float(thing.type is not None)
        signals["first mention"] = float(thing.mentions[0][0] == pair.index)
        elsewhere = {harm: bool(strong.get((pair.thing, harm), set()) - {pair.index}) for harm in Harm}
        signals["same harm elsewhere"] = float(elsewhere[pair.harm])
        signals["other harm elsewhere"] = float(any(told for harm, told in elsewhere.items() if harm is not pair.harm))
        signals["destroyed elsewhere"] = float(elsewhere[Harm.DESTROYED])


def thing_of(discourse: Discourse, pair: Pair) -> Thing | None:
    """The thing a pair speaks of."""
    return None if pair.thing is None else discourse.things[pair.thing]


def read_scans(parsed: Mapping[int, ParsedSentence], words: Vocabulary) -> tuple[list[Scanned], Discourse]:
    """Scan the parsed sentences of a document in order and follow its mentions."""
    scans = [scan(index, parsed[index], words) for index in sorted(parsed)]
    return scans, follow(((s.index, s.sentence, s.mentions) for s in scans), words)
