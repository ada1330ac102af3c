"""How grave the harm is told to be."""

from collections.abc import Iterator

from tutela.incidents.drift.accounts import Account, Told, changed
from tutela.model.claims import Harm
from tutela.model.incidents import Drift, DriftKind, EdgeKind
from tutela.model.tellings import gravest

GRADES = (Harm.DESTROYED, Harm.DAMAGED, Harm.THREATENED)
"""Harms that are one course, gravest first; between others no grade is told, only another harm."""


def harm_drift(earlier: Account, later: Account, edge: EdgeKind) -> Iterator[Drift]:
    """What became of the gravest harm told."""
    if not (earlier.telling and later.telling):
        return
    before, after = (_told(account) for account in (earlier, later))
    if before.key != after.key:
        yield changed(DriftKind.HARM, f"{before.said} became {after.said}{_step(before, after)}", before, after, edge)


def _told(account: Account) -> Told:
    claim = gravest(account.telling)
    return Told(claim.harm.value, claim.harm.value, claim, claim.harm_words)


def _step(before: Told, after: Told) -> str:
    if not {before.claim.harm, after.claim.harm} <= set(GRADES):
        return ""
    graver = GRADES.index(after.claim.harm) < GRADES.index(before.claim.harm)
    return ", which is graver" if graver else ", which is less grave"
