"""Pairs of a mention and a harm: all that the text might say, each with the signals for and against it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tutela.language.vocabulary import Strength, Vocabulary
from tutela.model.claims import Harm
from tutela.reading.candidates import SILENT, Mention, MentionKind
from tutela.reading.discourse import Discourse
from tutela.reading.frames import PATIENT, Role, Tie, Via
from tutela.reading.lists import Item, beside_counted, items, row
from tutela.reading.scanning import Scanned, closeness, tie_of
from tutela.reading.signals import Signals, of_mention, of_sentence, of_tie, signals_of
from tutela.reading.states import can_befall, extent, graded
from tutela.reading.surroundings import Surroundings, around_harm
from tutela.reading.tokens import forms
from tutela.reading.triggers import Trigger
from tutela.reading.voices import Manner, voices

PHYSICAL = frozenset({Harm.DESTROYED, Harm.DAMAGED, Harm.LOOTED, Harm.DESECRATED})
"""Harms whose negation says that the asset was spared."""

TELLING = frozenset({Manner.SAYS, Manner.DENIES})
"""A museum that says or denies something tells of other things than itself."""
OUTLASTING = frozenset(
    {
        "save",
        "rescue",
        "salvage",
        "survive",
        "survival",
        "outlast",
        "outlive",
        "withstand",
        "stand",
        "remain",
        "hold",
        "last",
        "exist",
    }
)
"""Words of being spared whose negation says that the asset is gone; of the others it says that it was hit."""

Topics = Mapping[int, tuple[int, bool]]
"""Sentence -> the thing spoken of before it, and whether the heading of an entry names it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A mention, a harm, and the harm word that ties them best."""

    index: int
    """Sentence."""
    position: int | None
    """Of the mention in its sentence; None where the sentence does not name the asset at all."""
    mention: Mention
    harm: Harm
    trigger: Trigger
    tie: Tie
    thing: int | None
    signals: Signals
    negated: bool = False


def pairs(
    scans: Sequence[Scanned], discourse: Discourse, words: Vocabulary, topics: Topics | None = None
) -> list[Pair]:
    """All pairs of a document's scanned sentences."""
    found = [pair for scanned in scans for pair in _of_sentence(scanned, discourse, words)]
    found += [pair for scanned in scans for pair in _of_topic(scanned, words, topics or {}, discourse)]
    found += [pair for item in items(scans) for pair in _of_item(item, discourse, words)]
    _add_document_signals(found, scans, discourse)
    return found


def _of_sentence(scanned: Scanned, discourse: Discourse, words: Vocabulary) -> Iterator[Pair]:
    tied = [[tie_of(scanned, which, mention) for which in range(len(scanned.triggers))] for mention in scanned.mentions]
    around = Surroundings.of(scanned.sentence.parse, scanned.mentions, scanned.triggers)
    speakers = {voice.head for voice in voices(scanned.sentence.parse) if voice.manner in TELLING}
    untyped = {at for at, thing in enumerate(discourse.things) if thing.type is None}
    line = row(scanned)
    for position, mention in enumerate(scanned.mentions):
        thing = discourse.of.get((scanned.index, position))
        if (mention.kind is MentionKind.PRONOUN and thing is None) or (
            mention.top in speakers and mention.type not in SILENT
        ):
            continue
        kind = mention.type if thing is None else discourse.things[thing].type
        of_whole = (scanned.index, position) in discourse.parts
        for harm, which in _best_triggers(
            scanned, replace(mention, type=kind), tied[position], words, of_whole
        ).items():
            trigger, tie = scanned.triggers[which], tied[position][which]
            if _is_complement(scanned, mention, trigger, words) or _is_doer(scanned, trigger, tie):
                continue
            if line is not None and line.tells(trigger) and position == line.position and tie.role not in PATIENT:
                # Told of the row's thing as its topic.
                continue
            if thing in untyped and _is_place(scanned, mention, tie):
                continue
            signals = signals_of(scanned, position, harm, which, tied, words)
            if of_whole:
                signals = _by_a_part(signals, trigger, harm)
            signals |= around.between(position, which, trigger, tie.role.value)
            signals["beside counted"] = float(beside_counted(scanned, position, which))
            yield Pair(scanned.index, position, mention, harm, trigger, tie, thing, signals, scanned.negated[which])


def _is_complement(scanned: Scanned, mention: Mention, trigger: Trigger, words: Vocabulary) -> bool:
    """Whether the mention is the very word that makes the harm: the "ruins" of "left the mosque in ruins"."""
    if mention.head in extent(scanned.sentence.parse, trigger, words):
        return True
    behind = mention.head > trigger.token
    return behind and bool(forms(scanned.sentence.parse[mention.head]) & trigger.word.complements)


def _is_doer(scanned: Scanned, trigger: Trigger, tie: Tie) -> bool:
    """Whether the mention does the harm to something else: "the khans destroyed their rivals"."""
    children = scanned.sentence.parse[trigger.token].children
    return tie.role is Role.AGENT and any(child.dep_ == "dobj" for child in children)


def _is_place(scanned: Scanned, mention: Mention, tie: Tie) -> bool:
    """Whether a name that nothing says is an asset names a settlement, or stands where no patient stands."""
    return mention.kind is MentionKind.NAME and (mention.head in scanned.places or tie.role not in PATIENT)


def _best_triggers(
    scanned: Scanned, mention: Mention, tied: Sequence[Tie], words: Vocabulary, of_whole: bool = False
) -> dict[Harm, int]:
    """For each harm the sentence may tell of a mention, the harm word with the closest tie.

    Args:
        of_whole: whether the mention is a part told for its whole, which is damaged where the part is destroyed.
    """
    best: dict[Harm, tuple[tuple[int, int, int, int], int]] = {}
    for which, (trigger, tie) in enumerate(zip(scanned.triggers, tied, strict=True)):
        told = harms_of(trigger, scanned.negated[which])
        if of_whole:
            told = _of_its_whole(told)
        for harm in dict.fromkeys(graded(scanned.sentence.parse, trigger, mention, one, words) for one in told):
            exact = trigger.patients or trigger.word.bound
            if not can_befall(harm, mention) or (exact and tie.role not in PATIENT):
                continue
            second = harm is trigger.word.other
            key = (closeness(tie), trigger.word.strength is Strength.MILD, second, trigger.token)
            if harm not in best or key < best[harm][0]:
                best[harm] = (key, which)
    return {harm: which for harm, (_, which) in best.items()}


def harms_of(trigger: Trigger, negated: bool) -> list[Harm]:
    """The harms a harm word may tell: its class and its other class; the opposite where it is negated."""
    if negated and trigger.word.harm in PHYSICAL:
        return [Harm.INTACT]
    if negated and trigger.word.harm is Harm.INTACT:
        # "did not survive" tells that it is gone, "was not spared" that it was hit.
        return [Harm.DESTROYED if trigger.word.words[0] in OUTLASTING else Harm.DAMAGED]
    return [harm for harm in (trigger.word.harm, trigger.word.other) if harm]


def _of_its_whole(told: Sequence[Harm]) -> list[Harm]:
    """What harms of a part tell of its whole: that it stands, damaged."""
    return [Harm.DAMAGED if one is Harm.DESTROYED else one for one in told if one is not Harm.INTACT]


def _by_a_part(signals: Signals, trigger: Trigger, harm: Harm) -> Signals:
    """The signals of a whole damaged by what destroyed a part, of which the word says what it always says."""
    word = " ".join(trigger.word.words)
    if harm is not Harm.DAMAGED or Harm.DESTROYED not in (trigger.word.harm, trigger.word.other):
        return signals
    own = {f"lemma {word} {Harm.DESTROYED.value}": 1.0}
    return {name: value for name, value in signals.items() if name != f"lemma {word} {harm.value}"} | own


def _of_topic(scanned: Scanned, words: Vocabulary, topics: Topics, discourse: Discourse) -> Iterator[Pair]:
    """Harm told of what was spoken of before: "Al-Bara. Burned to the walls.", "It lost .. The roof has fallen in."."""
    line = row(scanned)
    names = scanned.mentions[line.position] if line else None
    others = [mention for mention in scanned.mentions if mention is not names]
    topic = topics.get(scanned.index)
    if line is not None and (scanned.index, line.position) in discourse.of:
        topic = discourse.of[scanned.index, line.position], True
    if topic is None or (line is None and any(m.kind is MentionKind.NOUN and m.named and not m.part for m in others)):
        return
    thing, by_heading = topic
    for which, trigger in enumerate(scanned.triggers):
        if line is not None and (
            not line.tells(trigger) or _is_patient(scanned, which, scanned.mentions[line.position])
        ):
            continue
        if any(_is_patient(scanned, which, mention) for mention in others):
            continue
        at = trigger.token
        mention = Mention(at, at, at, at, MentionKind.TOPIC)
        tie = Tie(Role.TOPIC, Via.DIRECT)
        told = harms_of(trigger, scanned.negated[which])
        by_part = any(mention.part and tie_of(scanned, which, mention).role in PATIENT for mention in others)
        if by_part:
            # "Roof burned." tells of the whole that it is damaged.
            told = _of_its_whole(told)
        for harm in dict.fromkeys(graded(scanned.sentence.parse, trigger, None, one, words) for one in told):
            signals = {"mention topic": 1.0, "heading": float(by_heading)}
            signals |= of_tie(trigger, tie, harm, scanned.negated[which]) | of_sentence(scanned, trigger, words)
            signals |= around_harm(scanned.sentence.parse, trigger)
            signals["named in sentence"] = any(m.type for m in others)
            signals["short"] = len(scanned.sentence.parse) < 12
            kept = {name: float(value) for name, value in signals.items() if value}
            if by_part:
                kept = _by_a_part(kept, trigger, harm)
            yield Pair(scanned.index, None, mention, harm, trigger, tie, thing, kept, scanned.negated[which])


def _of_item(item: Item, discourse: Discourse, words: Vocabulary) -> Iterator[Pair]:
    """An item of a list suffers what the list's intro tells."""
    scanned, mention = item.scanned, item.scanned.mentions[item.position]
    trigger, tie = Trigger(mention.head, mention.head, item.intro.word), Tie(Role.LISTED, Via.DIRECT)
    thing = discourse.of.get((scanned.index, item.position))
    for harm in harms_of(trigger, negated=False):
        signals = of_mention(mention) | of_tie(trigger, tie, harm, negated=False) | of_sentence(scanned, trigger, words)
        kept = {name: float(value) for name, value in signals.items() if value}
        yield Pair(scanned.index, item.position, mention, harm, trigger, tie, thing, kept)


def _is_patient(scanned: Scanned, which: int, mention: Mention) -> bool:
    return mention.type is not None and not mention.part and tie_of(scanned, which, mention).role in PATIENT


def _add_document_signals(found: Sequence[Pair], scans: Sequence[Scanned], discourse: Discourse) -> None:
    told: dict[tuple[int, Harm], set[int]] = {}
    for pair in found:
        if pair.thing is not None and pair.tie.role in PATIENT and pair.trigger.word.strength is Strength.STRONG:
            told.setdefault((pair.thing, pair.harm), set()).add(pair.index)
    strong = sum(t.word.strength is Strength.STRONG for scanned in scans for t in scanned.triggers)
    things = sum(thing.type is not None for thing in discourse.things)
    about = dict(_share(scans, sign) for sign in DOCUMENT_SIGNS)
    about |= {f"top {sign}": float(any(one.signs[sign] for one in scans if one.index < TOP)) for sign in DOCUMENT_SIGNS}
    about |= {"document harm": min(strong, 20) / 10, "document things": min(things, 30) / 15}
    if len(scans) < SHORT and any(_is_heritage(mention) for scanned in scans for mention in scanned.mentions):
        about |= {name: max(value, about[name]) for name, value in TYPICAL.items()}
    for pair in found:
        signals = pair.signals
        signals |= about
        signals["early"] = float(pair.index < 3)
        if pair.thing is not None:
            _add_thing_signals(pair, discourse, told)


DOCUMENT_SIGNS = ("nature", "antiquity", "conflict", "restoration")
"""What a whole document may be about, so that its sentences need not say it again."""
TOP = 2
"""Sentences that say what a document is about: the headline, and what stands under it."""
SHORT = 4
"""Sentences without which a text is too short to tell what it is about: it is taken for a report like most."""
TYPICAL = {"document harm": 0.7, "document things": 0.9, "document conflict": 0.4}
"""What the documents of the corpus have (medians)."""
A_FEW = 5
"""Sentences that share a sign: with so many of them the document is about it."""


def _is_heritage(mention: Mention) -> bool:
    return mention.kind is MentionKind.NOUN or mention.heritage or mention.named


def _share(scans: Sequence[Scanned], sign: str) -> tuple[str, float]:
    return f"document {sign}", min(sum(scanned.signs[sign] for scanned in scans), A_FEW) / A_FEW


def _add_thing_signals(pair: Pair, discourse: Discourse, told: Mapping[tuple[int, Harm], set[int]]) -> None:
    assert pair.thing is not None
    thing, signals = discourse.things[pair.thing], pair.signals
    elsewhere = {harm: bool(told.get((pair.thing, harm), set()) - {pair.index}) for harm in Harm}
    signals["mentions of it"] = min(len(thing.mentions), 10) / 5
    signals["it has a name"] = float(bool(thing.names))
    signals["it has a type"] = float(thing.type is not None)
    signals["ordinary"] = float(thing.ordinary)
    signals["first mention"] = float(thing.mentions[0][0] == pair.index)
    signals["same harm elsewhere"] = float(elsewhere[pair.harm])
    signals["other harm elsewhere"] = float(any(held for harm, held in elsewhere.items() if harm is not pair.harm))
    signals["destroyed elsewhere"] = float(elsewhere[Harm.DESTROYED])
