"""Which rulings stand: one undone is kept and marked, and an undoing can itself be undone."""

from collections.abc import Iterable, Sequence

from tutela.model.rulings import Ruling, Verdict


def undone(rulings: Sequence[Ruling]) -> frozenset[str]:
    """Ids of the rulings that a standing later one undoes; `rulings` in the order they were made."""
    cancelled: set[str] = set()
    # From the newest back: whether an undoing stands is known before what it undoes is looked at.
    for ruling in reversed(rulings):
        if ruling.verdict is Verdict.UNDO and ruling.id not in cancelled:
            cancelled.add(ruling.record)
    return frozenset(cancelled)


def in_force(rulings: Sequence[Ruling]) -> tuple[Ruling, ...]:
    """The rulings that stand, in the order they were made; undoings have done their work and are left out."""
    cancelled = undone(rulings)
    return tuple(ruling for ruling in rulings if ruling.id not in cancelled and ruling.verdict is not Verdict.UNDO)


def moving(rulings: Sequence[Ruling]) -> tuple[Ruling, ...]:
    """The rulings in force that can move a claim from one asset or incident to another, or out of the case."""
    still = (Verdict.RESTRICT, Verdict.AUTHENTICATE, Verdict.ASSESS, Verdict.WEIGH, Verdict.RATE)
    visit = "vis_"
    only_state = (("state",),)
    return tuple(
        ruling
        for ruling in in_force(rulings)
        if ruling.verdict not in still
        and not ruling.record.startswith(visit)
        and tuple(field for field, _ in ruling.sets) not in only_state
    )


def by_record(rulings: Iterable[Ruling]) -> dict[str, list[Ruling]]:
    """Record id -> the rulings that judge it, in their order."""
    found: dict[str, list[Ruling]] = {}
    for ruling in rulings:
        found.setdefault(ruling.record, []).append(ruling)
    return found


def value_set(ruling: Ruling, field: str) -> str | None:
    """What a ruling sets a field to, None where it leaves it alone; of two settings the last counts."""
    return dict(ruling.sets).get(field)
