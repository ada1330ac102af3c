"""The plan page: a mission on one page that stands alone, for those who have to agree to it and those who go.

Map and routes per team and day, where every party stands, what should be seen first and why, what is left out, and
alternatives side by side. The page asks nothing of the network and holds no script. Withheld assets are not on it.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from jinja2 import Environment
from markupsafe import Markup

from tutela.model.inventory import Asset, Name
from tutela.model.missions import LeftOut, MissionSheet, Plan, Priority, Stop, clock, outings
from tutela.model.ranks import shared_ranks
from tutela.publishing.dossier import label_language
from tutela.publishing.route_map import line_of, route_map, stop_number
from tutela.publishing.templating import page_environment, template_file
from tutela.publishing.wording import counted, direction, joined, position_said, shown_name, stated_day

SECTIONS = (
    ("plan", "Plan"),
    ("routes", "Routes, day by day"),
    ("consents", "Who agreed to what"),
    ("priorities", "What should be seen first"),
    ("alternatives", "Alternatives"),
    ("left-out", "Left out, and why"),
    ("method", "How to read this page"),
)


def mission_page(sheet: MissionSheet, software: str = "", withheld: bool = False) -> str:
    """The page of a mission; without a plan it shows how consulting stands and what should be seen first.

    Args:
        software: what it was made with.
        withheld: whether something was left out of the sheet before.
    """
    shown = without_withheld(sheet)
    page: str = (
        _environment()
        .get_template("mission.html")
        .render(
            sheet=shown,
            mission=shown.mission,
            plan=shown.plan,
            assets=shown.assets,
            withheld=withheld or bool(set(sheet.assets) & sheet.restricted),
            outings=outings(shown.plan) if shown.plan else (),
            sections=[
                (id_, label) for id_, label in SECTIONS if shown.plan or id_ in ("consents", "priorities", "method")
            ],
            css=Markup(template_file("dossier.css") + template_file("mission.css")),
            software=software,
            agreed_by=functools.partial(_agreed_by, _parties(shown)),
            comparisons=_comparisons(shown),
            left_out=_left_out(shown),
        )
    )
    return page


def without_withheld(sheet: MissionSheet) -> MissionSheet:
    """The sheet with nothing left of withheld assets: no stop, no way to one, no place in a list or a count."""
    hidden = sheet.restricted
    if not hidden & set(sheet.assets):
        return sheet
    missing = tuple((party, tuple(one for one in assets if one not in hidden)) for party, assets in sheet.missing)
    return replace(
        sheet,
        assets={id_: asset for id_, asset in sheet.assets.items() if id_ not in hidden},
        board=tuple(
            replace(
                one,
                sites=tuple(asset for asset in one.sites if asset not in hidden),
                agreed=tuple(asset for asset in one.agreed if asset not in hidden),
            )
            for one in sheet.board
        ),
        missing=tuple(one for one in missing if one[1]),
        priorities=_ranked_anew([one for one in sheet.priorities if one.asset not in hidden]),
        permissions={id_: given for id_, given in sheet.permissions.items() if id_ not in hidden},
        plan=_plan_without(sheet.plan, hidden) if sheet.plan else None,
        alternatives=tuple(
            replace(
                one,
                plan=_plan_without(one.plan, hidden),
                lost=tuple(asset for asset in one.lost if asset not in hidden),
                gained=tuple(asset for asset in one.gained if asset not in hidden),
            )
            for one in sheet.alternatives
        ),
        balance=(),
        mission=replace(sheet.mission, wishes=tuple(one for one in sheet.mission.wishes if one.asset not in hidden)),
        last_known={id_: said for id_, said in sheet.last_known.items() if id_ not in hidden},
    )


def _ranked_anew(priorities: Sequence[Priority]) -> tuple[Priority, ...]:
    """Ranks without gaps, which would tell where a withheld site stood; what tied still ties."""
    ranks = shared_ranks(one.score for one in priorities)
    return tuple(replace(one, rank=rank) for one, rank in zip(priorities, ranks, strict=True))


def _plan_without(plan: Plan, hidden: frozenset[str]) -> Plan:
    gone = {(one.team, one.day, one.order) for one in plan.stops if one.asset in hidden}
    return replace(
        plan,
        stops=tuple(one for one in plan.stops if one.asset not in hidden),
        legs=tuple(
            leg for leg in plan.legs if not {(leg.team, leg.day, leg.order), (leg.team, leg.day, leg.order + 1)} & gone
        ),
        left_out=tuple(one for one in plan.left_out if one.asset not in hidden),
    )


def _parties(sheet: MissionSheet) -> Mapping[str, str]:
    """Id of a consent -> who gave it."""
    return {consent.id: one.party for one in sheet.board for consent in one.consents}


def _agreed_by(parties: Mapping[str, str], stop: Stop) -> tuple[str, ...]:
    """The parties on whose consents a stop rests, each once."""
    return tuple(dict.fromkeys(parties[consent] for consent in stop.consents if consent in parties))


@dataclass(frozen=True, slots=True)
class Comparison:
    """One plan in a row beside the others."""

    name: str
    stops: int
    value: float
    minutes: int
    km: float
    lost: tuple[str, ...]
    gained: tuple[str, ...]


def _comparisons(sheet: MissionSheet) -> tuple[Comparison, ...]:
    if sheet.plan is None:
        return ()
    proposed = _comparison("as proposed", sheet.plan, (), ())
    return (proposed, *(_comparison(one.name, one.plan, one.lost, one.gained) for one in sheet.alternatives))


def _comparison(name: str, plan: Plan, lost: tuple[str, ...], gained: tuple[str, ...]) -> Comparison:
    minutes, km = sum(leg.minutes for leg in plan.legs), sum(leg.km for leg in plan.legs)
    return Comparison(name, len(plan.stops), plan.value, minutes, km, lost, gained)


def _left_out(sheet: MissionSheet) -> tuple[LeftOut, ...]:
    """What is left out, what should be seen first on top."""
    if sheet.plan is None:
        return ()
    rank = {one.asset: one.rank for one in sheet.priorities}
    return tuple(sorted(sheet.plan.left_out, key=lambda one: rank.get(one.asset, len(rank))))


def other_names(asset: Asset) -> tuple[Name, ...]:
    """Every name of an asset once, besides the one it is shown by."""
    return tuple({name.text: name for name in asset.names if name.text != shown_name(asset)}.values())


@functools.cache
def _environment() -> Environment:
    words: tuple[Callable[..., object], ...] = (
        route_map, line_of, stop_number, clock, other_names, shown_name, label_language, position_said, stated_day,
        counted, direction, joined,
    )  # fmt: skip
    return page_environment(words)
