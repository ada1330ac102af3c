"""Harm words and the assets they may befall: every pair with the signals that speak for and against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tutela.language.word_packs import Hit, WordPack
from tutela.model.claims import Harm
from tutela.reading.by_words.mentions import Mention
from tutela.reading.by_words.sentences import Worded

FAR = 12
"""Words apart from which distance says nothing more."""
NEGATED = 3
"""Words before (or, where negation follows the verb, behind) a harm word within which a negation is its own."""
RECALLED = 2
"""Sentences back from which a harm without an asset of its own may take one."""

Signals = dict[str, float]


@dataclass(frozen=True, slots=True)
class Tie:
    """One mention, one harm word, and what speaks for the one having befallen the other."""

    mention: Mention
    hit: Hit
    sentence: int
    """Of the harm word."""
    harm: Harm
    signals: Signals
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence can be tied with: its own mentions, and those of the sentences before it."""

    worded: Worded
    own: Sequence[Mention]
    before: Sequence[Mention]
    """The nearest last."""
    lead: bool
    """It is the title or stands in the first paragraph."""
    old: bool
    """It dates itself before the conflicts that count."""


def ties(scene: Scene, pack: WordPack) -> list[Tie]:
    """Every pair of a harm word and an asset of the sentence; of those before where it has none of its own."""
    hits = [*_harms(scene.worded)]
    found = [
        _tie(scene, pack, hit, mention, hits) for hit in hits for mention in scene.own if not _inside(hit, mention)
    ]
    whole = [mention for mention in scene.own if not mention.part]
    if not whole and scene.before:
        found += [_recalled(scene, pack, hit, scene.before[-1], hits) for hit in hits]
    return _ranked(found)


def _harms(worded: Worded) -> Iterator[Hit]:
    """Harm words, the longest where they overlap; two harms that the same words tell are two."""
    taken: set[tuple[int, str]] = set()
    found = sorted(worded.meaning("harm"), key=lambda one: one.first - one.last)
    for hit in found:
        if any(_longer(one, hit) for one in found):
            continue
        harm = hit.meaning.split("/")[1]
        tokens = {(at, harm) for at in range(hit.first, hit.last + 1)}
        if not tokens & taken:
            taken |= tokens
            yield hit


def _longer(one: Hit, hit: Hit) -> bool:
    """Whether one says more than the other with the same words: "partly destroyed" and "destroyed", or in one word
    "yıkılmadı" (was not torn down) and "yıkıl-".
    """
    size, other = ((found.last - found.first, found.letters) for found in (one, hit))
    return one.first <= hit.first and hit.last <= one.last and size > other


def _inside(hit: Hit, mention: Mention) -> bool:
    return mention.head <= hit.first <= mention.head


def _tie(scene: Scene, pack: WordPack, hit: Hit, mention: Mention, hits: Sequence[Hit]) -> Tie:
    harm, how = hit.meaning.split("/")[1:3]
    worded = scene.worded
    after = mention.head > hit.first
    gap = mention.first - hit.last - 1 if after else hit.first - mention.last - 1
    low, high = (hit.last, mention.first) if after else (mention.last, hit.first)
    expected = pack.order.get(how, "either")
    signals: Signals = {
        "near": 1 - min(max(gap, 0), FAR) / FAR,
        "beside": float(gap <= 0),
        f"{how}": 1.0,
        f"{how}, on its side": float(expected == ("after" if after else "before")),
        f"{how}, on the other side": float(expected == ("before" if after else "after")),
        "clauses between": min(worded.clauses_between(low, high), 3),
        "assets between": min(sum(low < one.head < high for one in scene.own if one is not mention), 3),
        "harms between": min(sum(low < one.first < high for one in hits if one is not hit), 3),
        "joined to one nearer": float(_listed(scene, hit, mention)),
        f"harm {harm}": 1.0,
    }
    signals |= _of_mention(mention) | _of_sentence(scene, hit)
    return Tie(mention, hit, worded.index, Harm(harm), signals, _negated(worded, hit))


def _recalled(scene: Scene, pack: WordPack, hit: Hit, mention: Mention, hits: Sequence[Hit]) -> Tie:
    harm, how = hit.meaning.split("/")[1:3]
    signals: Signals = {
        "spoken of before": 1.0,
        "spoken of just before": float(scene.worded.index - mention.sentence == 1),
        f"{how}": 1.0,
        f"harm {harm}": 1.0,
        "a part stands here": float(any(one.part for one in scene.own)),
    }
    signals |= _of_mention(mention) | _of_sentence(scene, hit)
    return Tie(mention, hit, scene.worded.index, Harm(harm), signals, _negated(scene.worded, hit))


def _of_mention(mention: Mention) -> Signals:
    return {
        "named": float(mention.named),
        "weak noun": float(mention.weak),
        "part": float(mention.part),
        "group": float(mention.group),
        f"type {mention.type.value}": 1.0,
    }


def _of_sentence(scene: Scene, hit: Hit) -> Signals:
    worded = scene.worded
    return {
        "norm": float(any(True for _ in worded.meaning("norms"))),
        "nature": float(any(True for _ in worded.meaning("nature"))),
        "past": float(any(True for _ in worded.meaning("past"))),
        "restoring": float(any(True for _ in worded.meaning("restoring"))),
        "people": float(any(abs(one.first - hit.first) <= 3 for one in worded.meaning("people"))),
        "conflict": float(any(True for _ in worded.meaning("means")) or any(True for _ in worded.meaning("actors"))),
        "lead": float(scene.lead),
        "old": float(scene.old),
        "negated": float(_negated(worded, hit)),
        "many harms": float(len({one.meaning.split("/")[1] for one in worded.meaning("harm")}) > 2),
    }


def _listed(scene: Scene, hit: Hit, mention: Mention) -> bool:
    """Whether it stands in a list with one nearer to the harm word: "the church, the school and the museum"."""
    after = mention.head > hit.first
    between = [
        one
        for one in scene.own
        if one is not mention
        and (hit.first < one.head < mention.head) == after
        and (mention.head < one.head < hit.first) == (not after)
    ]
    joints = {one.first for one in scene.worded.meaning("and")} | set(scene.worded.edges)
    neighbours = [one for one in between if _gap_is_joint(one, mention, joints)]
    return bool(neighbours)


def _gap_is_joint(one: Mention, other: Mention, joints: set[int]) -> bool:
    low, high = (one.last, other.first) if one.last < other.first else (other.last, one.first)
    return 0 < high - low <= 4 and any(at in joints for at in range(low + 1, high))


def _negated(worded: Worded, hit: Hit) -> bool:
    return any(
        (-1 <= hit.first - one.last - 1 < NEGATED and not worded.clauses_between(one.last, hit.first))
        or 0 <= one.first - hit.last <= 1
        for one in worded.meaning("negation")
        # "Did not survive" is a harm of its own, not one that is negated.
        if not _longer(hit, one)
    )


def _ranked(found: Sequence[Tie]) -> list[Tie]:
    """The ties with the signals that show only side by side: which mention is nearest, which harm."""
    return [replace(tie, signals={**tie.signals, **_standing(tie, found)}) for tie in found]


def _standing(tie: Tie, found: Sequence[Tie]) -> Signals:
    mine = tie.signals.get("near", 0.0) - 0.3 * tie.signals.get("clauses between", 0.0)
    rivals = [
        one.signals.get("near", 0.0) - 0.3 * one.signals.get("clauses between", 0.0)
        for one in found
        if one.hit is tie.hit
    ]
    harms = [
        one.signals.get("near", 0.0) - 0.3 * one.signals.get("clauses between", 0.0)
        for one in found
        if one.mention is tie.mention
    ]
    return {
        "nearest asset": float(mine >= max(rivals)),
        "nearest harm": float(mine >= max(harms)),
        "rival assets": float(min(len(rivals) - 1, 3)),
    }
