"""Who is named as having done it: named, dropped, or another."""

from collections.abc import Iterator, Sequence

from tutela.incidents.drift.accounts import Account, Told, changed, joined, once
from tutela.language.name_comparison import SAME_WORD, word_similarity
from tutela.language.names import fold
from tutela.model.claims import Certainty
from tutela.model.incidents import Drift, DriftKind, EdgeKind

NOBODY = "nobody"


def actor_drift(earlier: Account, later: Account, edge: EdgeKind) -> Iterator[Drift]:
    """Whom the later text names that the earlier does not, and the reverse; other forms of one name are one."""
    if not (earlier.blaming and later.blaming):
        return
    ours, theirs = list(once(_told(earlier))), list(once(_told(later)))
    new = [told for told in theirs if not any(_same(told, other) for other in ours)]
    lost = [told for told in ours if not any(_same(told, other) for other in theirs)]
    if not (new or lost) or (ours and theirs and earlier.document.tongue != later.document.tongue):
        # Names of two languages are not compared: a translation names nobody else.
        return
    before, after = _several(ours, earlier), _several(theirs, later)
    sentence = f"{joined(new or lost)} {_verb(new, lost)}; before: {before.said}"
    yield changed(DriftKind.ACTOR, sentence, _shown_by(before, lost), _shown_by(after, new), edge)


def _verb(new: Sequence[Told], lost: Sequence[Told]) -> str:
    if new and lost:
        return "came in"
    return f"{'was' if len(new or lost) == 1 else 'were'} {'added' if new else 'dropped'}"


def _told(account: Account) -> Iterator[Told]:
    for claim in account.blaming:
        if claim.actor:
            denied = claim.certainty is Certainty.DENIED
            said = f"“{claim.actor.exact}”" + (", denied" if denied else "")
            yield Told(fold(claim.actor.exact) + ("-" if denied else ""), said, claim, claim.actor)


def _several(told: Sequence[Told], account: Account) -> Told:
    """All that are named as one value, told by the first."""
    if not told:
        return Told("", NOBODY, account.blaming[0])
    return Told(" ".join(item.key for item in told), joined(told), told[0].claim, told[0].words)


def _shown_by(whole: Told, moved: Sequence[Told]) -> Told:
    """The value with the words that moved, where some did."""
    return Told(whole.key, whole.said, moved[0].claim, moved[0].words) if moved else whole


def _same(one: Told, other: Told) -> bool:
    """Whether two texts name one actor; a denial that it was one is no naming of it."""
    if one.key.endswith("-") != other.key.endswith("-"):
        return False
    fewer, more = sorted((_proper(one), _proper(other)), key=len)
    alike = all(any(word_similarity(a, b) >= SAME_WORD for b in more) for a in fewer)
    return one.key == other.key or (bool(fewer) and alike)


def _proper(told: Told) -> list[str]:
    """The words that name it: those with a capital where there are any, since all armies are armed forces."""
    words = told.words.exact.split() if told.words else []
    capitals = [word for word in words if word[:1].isupper()]
    return [token for word in capitals or words for token in fold(word).split() if len(token) > 1]
