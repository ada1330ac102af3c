"""A plan in words for the screen."""

from collections.abc import Iterable

from tutela.model.missions import Alternative, LeftOut, Leg, MissionSheet, Outing, Plan, Stop, clock, outings

SHOWN_LEFT_OUT = 30


def plan_text(sheet: MissionSheet) -> str:
    """Stops by day and team, what is left out and why, what another plan would lose, and the balance."""
    plan = sheet.plan
    if plan is None:
        return ""
    parts = [
        _head(plan, sheet),
        *(_outing(outing, sheet) for outing in outings(plan)),
        _left_out(plan, sheet),
        _others(sheet),
        "\n".join(["Communities, as registers state them:", *(f"  {share.sentence}" for share in sheet.balance)]),
    ]
    return "\n\n".join(part for part in parts if part)


def _head(plan: Plan, sheet: MissionSheet) -> str:
    stops = f"{len(plan.stops)} of {len(sheet.assets)} sites"
    return "\n".join([f"{plan.id}  {stops}, worth {plan.value:.2f}", *plan.warnings])


def _outing(outing: Outing, sheet: MissionSheet) -> str:
    lines = [f"{outing.day}, {outing.team}"]
    for leg, stop in outing.steps:
        lines += [*_way(leg), _stop(stop, sheet)]
    return "\n".join([*lines, *_way(outing.back, "back: ")])


def _way(leg: Leg | None, before: str = "") -> list[str]:
    if leg is None:
        return []
    return [f"    {before}{leg.minutes} min, {leg.km:.0f} km", *(f"    ! {warning}" for warning in leg.warnings)]


def _stop(stop: Stop, sheet: MissionSheet) -> str:
    return f"  {clock(stop.arrive)}-{clock(stop.leave)}  {sheet.assets[stop.asset].label}: {'; '.join(stop.reasons)}"


def _left_out(plan: Plan, sheet: MissionSheet) -> str:
    shown = [f"  {sheet.assets[one.asset].label}: {one.reason}" for one in _by_need(plan.left_out, sheet)]
    more = len(shown) - SHOWN_LEFT_OUT
    lines = ["Left out:", *shown[:SHOWN_LEFT_OUT], *([f"  and {more} more"] if more > 0 else [])]
    return "\n".join(lines) if shown else ""


def _by_need(left_out: Iterable[LeftOut], sheet: MissionSheet) -> list[LeftOut]:
    rank = {one.asset: one.rank for one in sheet.priorities}
    return sorted(left_out, key=lambda one: rank.get(one.asset, 0))


def _others(sheet: MissionSheet) -> str:
    return "\n".join(_other(one, sheet) for one in sheet.alternatives)


def _other(one: Alternative, sheet: MissionSheet) -> str:
    lost = ", ".join(sheet.assets[asset].label for asset in one.lost) or "nothing"
    gained = f"; instead: {', '.join(sheet.assets[asset].label for asset in one.gained)}" if one.gained else ""
    return f"{one.name[:1].upper()}{one.name[1:]} (worth {one.plan.value:.2f}) would lose {lost}{gained}"
