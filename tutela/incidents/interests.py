"""Whether an origin speaks against the interest of its own side.

Told from who speaks, whom the claim names as having done it, and which sides the incident concerns; from nothing else.
What a side gains by a report is not weighed: only who blames whom, and who denies what.
"""

from collections.abc import Iterable, Sequence

from tutela.incidents.sides import sides_of
from tutela.incidents.sourcing import Source
from tutela.incidents.voices import OFFICIAL, PLAIN, Voice
from tutela.model.claims import Certainty, Claim, Harm
from tutela.model.incidents import Interest
from tutela.model.passages import quoted
from tutela.model.reasons import Reason

SIGNAL = "interest"
"""Signal of the reason that tells it."""
NO_OFFICE = frozenset({"role:expert", "role:ngo", "role:media", "role:video", "role:church"})
"""Roles of those who belong to a country without speaking for it ("experts of Armenia's culture fund")."""


def interest_of(told: Sequence[Source], incident: Iterable[Claim]) -> tuple[Interest, tuple[Reason, ...]]:
    """How what an origin says stands to its own side's interest, and why; no reason where that is unknown for want of
    words. `told` are the claims that go back to it, `incident` all claims about the act."""
    claims = list(incident)
    found = [(reading, source) for source in told if (reading := _reading(source, claims))]
    kinds = {kind for (kind, _), _ in found}
    if len(kinds) > 1:
        return Interest.UNKNOWN, (Reason(SIGNAL, "some of what it says is against its own side's interest, some not"),)
    if not found:
        return Interest.UNKNOWN, ()
    does = sorted({sentence for (_, sentence), _ in found}, key=_ORDER.index)
    actors = {actor.exact for _, source in found if (actor := source.claim.actor)}
    named = f" ({quoted(actors.pop())})" if len(actors) == 1 else ""
    (kind,) = kinds
    return kind, (Reason(SIGNAL, f"{_SAID[kind]}: it {' and '.join(does)}{named}"),)


BLAMES_OWN = "says that its own side did it"
BLAMES_OTHER = "says that another side did it"
CLEARS_OWN = "denies what its own side is said to have done"
CLEARS_OTHER = "denies what another side is said to have done"
_ORDER = (BLAMES_OWN, CLEARS_OTHER, BLAMES_OTHER, CLEARS_OWN)
_SAID = {
    Interest.AGAINST: "speaks against its own side's interest",
    Interest.WITH: "speaks in line with its own side's interest",
}


def _reading(source: Source, claims: Sequence[Claim]) -> tuple[Interest, str] | None:
    own = side_of(source.nearest or source.publisher)
    if not own:
        return None
    blamed = _blamed(source.claim, own, claims)
    if not blamed or (own not in blamed and own not in _concerned(claims)):
        return None
    if own in blamed and len(blamed) > 1:
        return None
    if _clears(source.claim):
        return (Interest.WITH, CLEARS_OWN) if own in blamed else (Interest.AGAINST, CLEARS_OTHER)
    return (Interest.AGAINST, BLAMES_OWN) if own in blamed else (Interest.WITH, BLAMES_OTHER)


def side_of(voice: Voice) -> str:
    """The side a voice speaks for: of the party it is tied to, else of the words for its office; empty when neither
    tells, or tells of several."""
    tied = frozenset(side for tie in voice.tied if tie.startswith("party:") for side in sides_of(tie[6:]))
    roles = voice.roles - {PLAIN}
    office = (voice.offices or roles & OFFICIAL or not (voice.names or roles)) and not roles & NO_OFFICE
    sides = tied or (voice.sides if office else frozenset())
    return next(iter(sides)) if len(sides) == 1 else ""


def _clears(claim: Claim) -> bool:
    return claim.certainty == Certainty.DENIED or claim.harm == Harm.INTACT


def _blamed(claim: Claim, own: str, claims: Sequence[Claim]) -> frozenset[str]:
    """Who did it, as the claim tells or denies. A denial that names nobody may deny the harm or who did it: it clears
    the own side where others blame that; of another side's guilt it tells nothing. What is intact nobody harmed."""
    if claim.actor and claim.harm != Harm.INTACT:
        return sides_of(claim.actor.exact)
    if not _clears(claim) or (claim.harm == Harm.INTACT and claim.certainty == Certainty.DENIED):
        return frozenset()
    others = frozenset(side for one in claims if one.actor and not _clears(one) for side in sides_of(one.actor.exact))
    return others if claim.harm == Harm.INTACT else others & {own}


def _concerned(claims: Sequence[Claim]) -> frozenset[str]:
    """The sides named as having done it, or by the words for the asset and its places: a third state that blames
    somebody speaks neither for nor against itself."""
    words = (w for one in claims for w in (one.actor, one.asset, *one.places) if w)
    return frozenset(side for passage in words for side in sides_of(passage.exact))
