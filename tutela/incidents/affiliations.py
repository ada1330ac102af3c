"""Who belongs to whom: two voices of one owner or one party are not independent of each other."""

from collections.abc import Sequence

from tutela.language.names import fold
from tutela.model.documents import Publisher


def ties_of(publisher: Publisher | None) -> frozenset[str]:
    """The owner and the party of a publisher, folded; empty means unknown, never none."""
    if publisher is None:
        return frozenset()
    tied = {f"owner:{fold(publisher.owner)}", f"party:{fold(publisher.party)}"}
    return frozenset(tie for tie in tied if not tie.endswith(":"))


def one_house(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether the owner of the one is the owner or the party of the other; a party alone makes two offices no house."""
    owners, ties = (
        ({tie.partition(":")[2] for tie in one if tie.startswith("owner:")} for one in (ours, theirs)),
        ({tie.partition(":")[2] for tie in one} for one in (theirs, ours)),
    )
    return any(owner & tie for owner, tie in zip(owners, ties, strict=True))


def independent_groups(ties: Sequence[frozenset[str]]) -> list[list[int]]:
    """Indexes of voices together that share a tie, directly or through others; a voice without known ties stands
    alone."""
    groups: list[tuple[set[str], list[int]]] = []
    for index, own in enumerate(ties):
        touched = [group for group in groups if own & group[0]]
        joined = (set(own).union(*(group[0] for group in touched)), [i for g in touched for i in g[1]] + [index])
        groups = [group for group in groups if group not in touched] + [joined]
    return [sorted(members) for _, members in groups]
