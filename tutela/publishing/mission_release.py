"""A mission's sheet as it may leave the house: nothing withheld in it, and no word that gives it away."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from tutela.model.casefile import CaseFile
from tutela.model.missions import Area, Consent, MissionSheet, PartyStanding
from tutela.model.passages import Passage
from tutela.publishing.masking import MASK
from tutela.publishing.mission_page import without_withheld
from tutela.publishing.rewriting import rewritten
from tutela.publishing.withholding import Withheld, withheld_in

PRIVATE = "Private copy of the team: it holds withheld sites. Do not pass it on."


def released_sheet(sheet: MissionSheet, case: CaseFile) -> MissionSheet:
    """The sheet without withheld assets, their parts and namesakes, and with their names masked in every text.

    Hazards stay where they are: nobody is kept safe by hiding one.
    """
    withheld = withheld_in(case)
    hidden = withheld.assets | sheet.restricted
    shown = without_withheld(replace(sheet, restricted=hidden))
    shown = replace(shown, board=tuple(_without(one, hidden) for one in shown.board))
    return shown if withheld.nothing else _masked(shown, withheld)


def private_sheet(sheet: MissionSheet) -> MissionSheet:
    """The team's own copy, with withheld sites, and saying so before everything else."""
    notice = f"{PRIVATE} {sheet.notice}".strip() if sheet.restricted else sheet.notice
    return replace(sheet, restricted=frozenset(), notice=notice)


def unrestricted(case: CaseFile) -> CaseFile:
    """The case as the team itself may read it; persons stay withheld."""
    assets = tuple(replace(asset, restricted=False) for asset in case.assets)
    return replace(case, assets=assets, restricted=frozenset())


def _without(one: PartyStanding, hidden: frozenset[str]) -> PartyStanding:
    return replace(
        one,
        consents=tuple(_consent_without(consent, hidden) for consent in one.consents),
        steps=tuple(replace(step, area=_area_without(step.area, hidden)) for step in one.steps),
    )


def _consent_without(consent: Consent, hidden: frozenset[str]) -> Consent:
    return replace(consent, area=_area_without(consent.area, hidden))


def _area_without(area: Area, hidden: frozenset[str]) -> Area:
    kept = tuple(asset for asset in area.assets if asset not in hidden)
    if kept == area.assets:
        return area
    # An area that named nothing else must not turn into one without limits.
    return replace(area, assets=kept, name=area.name if area.name or area.ring or kept else MASK)


def _masked(sheet: MissionSheet, withheld: Withheld) -> MissionSheet:
    def text(words: str) -> str:
        return MASK if " " in words and withheld.sites.spans(words) else withheld.words.mask(words)

    def same(passage: Passage) -> Passage:
        return passage

    return replace(
        sheet,
        mission=rewritten(sheet.mission, text, same),
        assets={id_: rewritten(asset, text, same) for id_, asset in sheet.assets.items()},
        board=rewritten(sheet.board, text, same),
        priorities=rewritten(sheet.priorities, text, same),
        permissions={},
        plan=rewritten(sheet.plan, text, same),
        alternatives=rewritten(sheet.alternatives, text, same),
        last_known=_each(sheet.last_known, text),
        views={id_: tuple(text(view) for view in views) for id_, views in sheet.views.items()},
        notice=text(sheet.notice),
    )


def _each(told: Mapping[str, str], text: Callable[[str], str]) -> dict[str, str]:
    return {id_: text(said) for id_, said in told.items()}
