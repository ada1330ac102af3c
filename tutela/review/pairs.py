"""Same and different: what people said of two records, as constraints for linking and grouping."""

from collections.abc import Iterable, Mapping, Sequence

from tutela.model.incidents import Incident
from tutela.model.rulings import Pair, Ruling, Verdict


def pairs_of(
    rulings: Iterable[Ruling], kinds: Mapping[str, str], incidents: Mapping[str, Incident]
) -> tuple[Pair, ...]:
    """Constraints from the rulings in force; of two on the same pair the later counts.

    `kinds` is record id -> kind. Incidents are clusters, which change: a ruling on two of them becomes rulings on
    their claims.
    """
    found: dict[frozenset[str], Pair] = {}
    for ruling in rulings:
        if ruling.verdict not in (Verdict.SAME, Verdict.DIFFERENT):
            continue
        for pair in _expand(ruling, kinds, incidents):
            both = frozenset((pair.one, pair.other))
            found.pop(both, None)
            found[both] = pair
    return tuple(found.values())


def _expand(ruling: Ruling, kinds: Mapping[str, str], incidents: Mapping[str, Incident]) -> list[Pair]:
    same = ruling.verdict is Verdict.SAME
    one, other = incidents.get(ruling.record), incidents.get(ruling.target)
    if one and other:
        # One tie joins two groups; to keep them apart every tie between them must be cut.
        ours, theirs = (one.claims[:1], other.claims[:1]) if same else (one.claims, other.claims)
        return [Pair("claim", a, b, same, ruling.id) for a in ours for b in theirs if a != b]
    kind = kinds.get(ruling.record)
    if kind is None or kinds.get(ruling.target) != kind:
        return []
    return [Pair(kind, ruling.record, ruling.target, same, ruling.id)]


def representatives(ids: Sequence[str], pairs: Iterable[Pair], kind: str) -> dict[str, str]:
    """Id -> the first id, in the order of `ids`, of all that are the same."""
    position = {id_: index for index, id_ in enumerate(ids)}
    lead = {id_: id_ for id_ in ids}

    def first(id_: str) -> str:
        while lead[id_] != id_:
            id_ = lead[id_]
        return id_

    for pair in pairs:
        if pair.kind == kind and pair.same and pair.one in lead and pair.other in lead:
            ends = sorted((first(pair.one), first(pair.other)), key=position.__getitem__)
            lead[ends[1]] = ends[0]
    return {id_: first(id_) for id_ in ids}
