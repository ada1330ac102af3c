"""How much and how many: another number, a number lost or added, "up to" turned "at least"."""

from collections.abc import Iterator

from tutela.incidents.drift.accounts import Account, Told, changed, once
from tutela.language.names import fold
from tutela.model.claims import Claim, Quantity
from tutela.model.incidents import Drift, DriftKind, EdgeKind
from tutela.model.tellings import quantities

UNITS = (("percent", DriftKind.SHARE, "no share"), ("count", DriftKind.NUMBER, "no number"))
"""Unit, what a change of it is called, and how silence is called."""


def number_drift(earlier: Account, later: Account, edge: EdgeKind) -> Iterator[Drift]:
    """What became of shares and of numbers; a number is compared with one of the same kind of thing."""
    for unit, kind, silence in UNITS:
        ours, theirs = list(once(_told(earlier, unit))), list(once(_told(later, unit)))
        known = {told.key for told in ours} & {told.key for told in theirs}
        lost = [told for told in ours if told.key not in known]
        new = [told for told in theirs if told.key not in known]
        if ours and theirs:
            yield from _turned(kind, lost, new, edge)
        elif lost and (claim := _counterpart(lost[0].claim, later, unit)):
            yield changed(kind, f"{lost[0].said}, then {silence}", lost[0], Told("", silence, claim), edge)
        elif new and (claim := _counterpart(new[0].claim, earlier, unit)):
            yield changed(kind, f"first {silence}, then {new[0].said}", Told("", silence, claim), new[0], edge)


def _turned(kind: DriftKind, lost: list[Told], new: list[Told], edge: EdgeKind) -> Iterator[Drift]:
    """Numbers that took the place of others, in the order of the texts."""
    left = list(new)
    for before in lost:
        after = next((told for told in left if _comparable(before.claim, told.claim, kind)), None)
        if after is None:
            continue
        left.remove(after)
        same = _bound_turned(before, after)
        note = ": the number stayed, its bound turned" if same else ""
        sentence = f"{before.said} became {after.said}{note}"
        yield changed(DriftKind.BOUND if same else kind, sentence, before, after, edge)


def _told(account: Account, unit: str) -> Iterator[Told]:
    for claim, quantity in quantities(account.telling, unit):
        # A number of churches is not a number of graves.
        about = "" if unit == "percent" else f" {claim.asset_type}"
        said = quantity.in_words() or f"“{quantity.words.exact}”"
        yield Told(f"{_key(quantity)}{about}", said, claim, quantity.words)


def _key(quantity: Quantity) -> str:
    bounds = (quantity.at_least, quantity.at_most)
    return fold(quantity.words.exact) if bounds == (None, None) else f"{bounds[0]}..{bounds[1]}"


def _comparable(ours: Claim, theirs: Claim, kind: DriftKind) -> bool:
    return kind is DriftKind.SHARE or ours.asset_type is theirs.asset_type


def _counterpart(claim: Claim, account: Account, unit: str) -> Claim | None:
    """The claim of an account that could have told the number and does not."""
    alike = (other for other in account.telling if unit == "percent" or other.asset_type is claim.asset_type)
    return next(alike, None)


def _bound_turned(before: Told, after: Told) -> bool:
    """Whether one number is told with another bound: at most 60, then 60 or at least 60."""
    ours, theirs = (told.key.split(" ")[0].split("..") for told in (before, after))
    numbers = [{number for number in bounds if number != "None"} for bounds in (ours, theirs)]
    return len(ours) == len(theirs) == 2 and len(numbers[0]) == 1 and numbers[0] == numbers[1]
