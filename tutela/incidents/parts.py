"""Harm to a part in the same act as the whole: "nine palaces" of an old town shelled on one day."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tutela.incidents.grouping import Telling, compare, likeness
from tutela.model.rulings import Pair

Act = tuple[str, list[Telling]]
"""(id of the asset, claims of one incident)."""


def with_parts(acts: Sequence[Act], wholes: Mapping[str, str], pairs: Sequence[Pair]) -> list[Act]:
    """The acts with those against parts put to the act against the whole that they belong to, where one stands out.

    `wholes` is part -> whole. A part follows only what harmed the whole in the same way on the same days.
    """
    of_whole: dict[str, list[int]] = defaultdict(list)
    for index, (asset, _) in enumerate(acts):
        of_whole[asset].append(index)
    home: dict[int, int] = {}
    for index, (asset, act) in enumerate(acts):
        found = _same_act(act, [(at, acts[at][1]) for at in of_whole.get(wholes.get(asset, ""), ())], pairs)
        if found is not None and found != index:
            home[index] = found
    members = {index: list(act) for index, (_, act) in enumerate(acts) if index not in home}
    for part, whole in home.items():
        if whole in members:
            members[whole] += acts[part][1]
        else:
            members[part] = acts[part][1]
    return [(acts[index][0], act) for index, act in members.items()]


def _same_act(act: Sequence[Telling], others: Sequence[tuple[int, list[Telling]]], pairs: Sequence[Pair]) -> int | None:
    """Place of the act that is likest; None where none is near or two are as like."""
    near = [(_mean(act, other), at) for at, other in others if _met(act, other) and not _parted(act, other, pairs)]
    best = max((score for score, _ in near), default=0.0)
    likest = [at for score, at in near if score == best]
    return likest[0] if len(likest) == 1 else None


def _met(act: Sequence[Telling], other: Sequence[Telling]) -> bool:
    """Whether some two of their claims tell of one harm on the same days."""
    signals = ({reason.signal for reason in compare(a, b)} for a in act for b in other)
    return any({"time_same_day", "same_family"} <= found for found in signals)


def _mean(act: Sequence[Telling], other: Sequence[Telling]) -> float:
    return sum(likeness(a, b) for a in act for b in other) / (len(act) * len(other))


def _parted(act: Sequence[Telling], other: Sequence[Telling], pairs: Sequence[Pair]) -> bool:
    ours, theirs = ({telling.claim.id for telling in told} for told in (act, other))
    return any(not pair.same and {pair.one, pair.other} & ours and {pair.one, pair.other} & theirs for pair in pairs)
