"""How surely it is told: a reserve lost or gained."""

from collections.abc import Iterator

from tutela.incidents.drift.accounts import Account, Told, changed
from tutela.model.claims import Certainty
from tutela.model.incidents import Drift, DriftKind, EdgeKind
from tutela.model.tellings import surest

ASSERTED = "stated as fact"


def hedge_drift(earlier: Account, later: Account, edge: EdgeKind) -> Iterator[Drift]:
    """Whether a text states as fact what the other says with reserve, or the reverse."""
    if not (earlier.telling and later.telling):
        return
    before, after = _told(earlier), _told(later)
    if before.key == after.key:
        return
    lost = after.key == Certainty.ASSERTED
    verb = "lost its reserve and is" if lost else "gained a reserve and is"
    yield changed(DriftKind.HEDGE, f"what was {before.said} {verb} {after.said}", before, after, edge)


def _told(account: Account) -> Told:
    """How surely a text speaks where it speaks most surely."""
    claim = surest(account.telling)
    if claim.certainty is Certainty.ASSERTED:
        return Told(claim.certainty.value, ASSERTED, claim)
    cue = f" (“{claim.certainty_cue.exact}”)" if claim.certainty_cue else ""
    return Told(claim.certainty.value, f"said with reserve{cue}", claim, claim.certainty_cue)
