"""The grammar's own verdict on a pair: floor of the decider, its fallback, and the judge of what excludes what."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tutela.language.vocabulary import Strength, WordClass
from tutela.model.claims import Harm, Support
from tutela.reading.candidates import MentionKind
from tutela.reading.frames import PATIENT, Role, Via
from tutela.reading.pairs import Pair

ACCEPTED = {Strength.STRONG: 0.6, Strength.MILD: 0.4}
"""Score of a pair that the grammar accepts where there is no decider."""
MARGIN = 0.1
"""What a pair must reach beyond the threshold where its sentence does not name the asset (held out: +0.01 claim F1), or
where it is the asset's second harm (+0.006); parts that lose to their whole give 0.005 more."""
DOUBT = 0.1
"""What the surest claim of a document must reach beyond the draft threshold: with less, the document mostly tells of an
earthquake, of antiquity or of nothing (held out: relevance F1 0.942 to 0.958, claim F1 the same)."""
GUARDS = (
    "negated",
    "near modal",
    "near norm",
    "near future",
    "modifier",
    "closer rival",
    "sign antiquity",
    "sign nature",
)
"""Signals that hold the grammar back."""
AHEAD = frozenset({"near modal", "near future"})
"""Guards that hold nothing back where the harm itself is one to come."""
FLOOR_HARMS = frozenset({Harm.LOOTED, Harm.INTACT, Harm.THREATENED, Harm.DESECRATED})
"""Rare harms, of which there is too little to learn from: here the grammar lifts a pair over the threshold.

On held-out stories it costs nothing (claim F1 0.468 with and without) and finds one in ten more of them; lifting
`destroyed` and `damaged` too costs 0.01, lifting `occupied`, `trafficked`, `altered` finds none.
"""
BESIDE = frozenset({Role.PLACE, Role.CLAUSE, Role.SENTENCE, Role.AGENT, Role.UPON, Role.LOST_FROM})
"""Roles of what stands by where something else suffers."""
NO_PATIENTS = frozenset({MentionKind.PRONOUN, MentionKind.TOPIC})
STATES = frozenset({Harm.DESTROYED, Harm.DAMAGED, Harm.INTACT})
"""What one sentence says only one of: the state an asset is left in."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair and how surely the text says it."""

    pair: Pair
    score: float
    floored: bool = False
    """Only the grammar lifted it over the threshold."""


def grammar_score(pair: Pair) -> float:
    """What the grammar alone makes of a pair: a patient of a harm word that no guard holds back."""
    guards = (name for name in GUARDS if not (pair.harm is Harm.THREATENED and name in AHEAD))
    if pair.tie.role not in PATIENT or any(pair.signals.get(name) for name in guards):
        return 0.0
    return 0.0 if pair.mention.kind in NO_PATIENTS else ACCEPTED[pair.trigger.word.strength]


def judge(pairs: Iterable[Pair], score: Callable[[Pair], float], threshold: float, doubt: float = 0.0) -> list[Scored]:
    """The pairs that reach a threshold, without those that a surer one excludes; surest first.

    Args:
        doubt: what the surest must reach beyond the threshold for the document to tell anything at all.
    """
    scored = (_scored(pair, score(pair), threshold) for pair in pairs if not is_law(pair))
    told = compete(found for found in scored if found.score >= _needed(found.pair, threshold))
    kept = list(_one_harm(_wholes(_patients(told)), threshold + MARGIN))
    return kept if any(one.score >= threshold + doubt for one in kept) else []


def _needed(pair: Pair, threshold: float) -> float:
    """What a pair must reach; the heading of an entry or row names its asset as well as the sentence would."""
    unnamed = pair.mention.kind in NO_PATIENTS and not pair.signals.get("heading")
    return threshold + MARGIN if unnamed else threshold


def _wholes(told: Sequence[Scored]) -> list[Scored]:
    """Without parts of what suffers by the same harm word: "the mosque and its minaret" is told of the mosque."""
    whole = {_word(one.pair) for one in told if not one.pair.mention.part}
    return [one for one in told if not (_is_part(one.pair) and _word(one.pair) in whole)]


def _patients(told: Sequence[Scored]) -> list[Scored]:
    """One patient to a harm word, with those it shares its fate with: hosts, places and bystanders lose to it."""
    surest: dict[tuple[int, int], float] = {}
    for one in told:
        if _suffers(one.pair):
            surest[_word(one.pair)] = max(surest.get(_word(one.pair), 0.0), one.score)
    return [one for one in told if not (_stands_by(one.pair) and one.score < surest.get(_word(one.pair), 0.0))]


def _suffers(pair: Pair) -> bool:
    """Whether an asset itself fills the frame of the harm word, or is coordinated with what does."""
    mention = pair.mention
    asset = mention.type is not None and mention.kind not in NO_PATIENTS and not mention.part
    return (
        (asset or (mention.part and mention.named))
        and pair.tie.via in (Via.DIRECT, Via.CONJUNCT)
        and pair.tie.role in PATIENT - BESIDE
    )


def _stands_by(pair: Pair) -> bool:
    return not _suffers(pair) and (pair.tie.via is Via.WITHIN or pair.tie.role in BESIDE)


def _word(pair: Pair) -> tuple[int, int]:
    return pair.index, pair.trigger.token


def _is_part(pair: Pair) -> bool:
    """Whether a mention names but a part; many cross-stones or bells are assets of their own."""
    mention = pair.mention
    return mention.kind is MentionKind.PART or (mention.part and not mention.plural)


def _one_harm(told: Iterable[Scored], threshold: float) -> Iterator[Scored]:
    """Each asset with its surest harm, and with a second one only where that is surer than a first needs to be."""
    first: dict[tuple[object, ...], Harm] = {}
    for one in told:
        if (
            first.setdefault(asset_of(one.pair), one.pair.harm) is one.pair.harm
            or one.score >= threshold
            or one.floored
        ):
            yield one


def _scored(pair: Pair, score: float, threshold: float) -> Scored:
    if score < threshold and _floor(pair):
        return Scored(pair, threshold, floored=True)
    return Scored(pair, score)


def is_law(pair: Pair) -> bool:
    """Whether a resolution, a treaty or a statute speaks of harm in general: "the destruction of cultural heritage"."""
    general = not pair.signals.get("it has a name") and not pair.mention.counted and not pair.mention.definite
    return bool(pair.signals.get("sign law")) and general and pair.trigger.word.kind is WordClass.NOUN


def _floor(pair: Pair) -> bool:
    if pair.tie.role is Role.LISTED:
        return pair.harm is pair.trigger.word.harm
    if pair.trigger.patients:
        strong = pair.trigger.word.strength is Strength.STRONG
        return strong and pair.tie.via is Via.DIRECT and pair.tie.role in PATIENT and pair.thing is not None
    if pair.tie.via is not Via.DIRECT or not grammar_score(pair):
        return False
    # A deed that somebody denies is told of nowhere so plainly as in the denial.
    denied = bool(pair.signals.get("disowned"))
    typed = bool(pair.signals.get("it has a type"))
    surely = pair.harm in FLOOR_HARMS or (pair.trigger.word.bound and typed)
    return denied or (pair.trigger.word.strength is Strength.STRONG and surely)


def compete(found: Iterable[Scored]) -> list[Scored]:
    """One harm to a harm word, and one state in a sentence, for each asset: the surest stays.

    Worth 0.01 of claim F1 on held-out stories.
    """
    kept: list[Scored] = []
    by_word: dict[tuple[object, ...], Harm] = {}
    states: dict[tuple[object, ...], Harm] = {}
    for one in sorted(
        found, key=lambda one: (-one.score, one.pair.index, one.pair.trigger.token, one.pair.mention.first)
    ):
        pair = one.pair
        asset = asset_of(pair)
        word, sentence = (*asset, pair.index, pair.trigger.token), (*asset, pair.index)
        if by_word.get(word, pair.harm) is not pair.harm:
            continue
        if pair.harm in STATES and states.get(sentence, pair.harm) is not pair.harm:
            continue
        by_word[word] = pair.harm
        if pair.harm in STATES:
            states[sentence] = pair.harm
        kept.append(one)
    return kept


def asset_of(pair: Pair) -> tuple[object, ...]:
    """What a pair is about: a thing of the document, or a mention that nothing else goes back to."""
    return ("thing", pair.thing) if pair.thing is not None else ("mention", pair.index, pair.position)


def support(pair: Pair) -> Support:
    """Which readers tie the asset to the harm word: frames over the parse, patterns over the words."""
    framed, patterned = pair.tie.role in PATIENT, bool(pair.signals.get("pattern"))
    if framed and patterned:
        return Support.BOTH
    return Support.ONE if framed or patterned or pair.signals.get("heading") else Support.SAME_SENTENCE
