"""How a mission stands, in words for the screen."""

from collections.abc import Iterable, Sequence

from tutela.missions.areas import area_label
from tutela.model.missions import Consent, Consultation, MissionSheet, PartyStanding, Priority


def board_text(sheet: MissionSheet, first: int) -> str:
    """Where every party stands, whose consent is missing, and the first sites by priority."""
    parts = [_head(sheet), *(_party(column) for column in sheet.board), _missing(sheet), _first(sheet, first)]
    return "\n\n".join(part for part in parts if part)


def _head(sheet: MissionSheet) -> str:
    mission = sheet.mission
    bases = "; ".join(f"{basis.title} ({basis.reference})" for basis in mission.legal_bases)
    lines = [mission.title, f"Mandate: {mission.mandate}"]
    lines += [f"Given by {mission.given_by}"] if mission.given_by else []
    lines += [f"Legal bases: {bases}"] if bases else []
    lines += [f"{one.date}  {one.by} asked {one.asked}: {one.outcome} ({one.source})" for one in mission.attempts]
    return "\n".join(lines)


def _party(column: PartyStanding) -> str:
    role = "must agree" if column.must_agree else "is consulted"
    lines = [f"{column.party} {role}: agreed to {len(column.agreed)} of {len(column.sites)} sites"]
    lines += [f"  {ground}" for ground in column.grounds]
    lines += [f"  {_step(step)}" for step in sorted(column.steps, key=lambda step: step.date)]
    lines += [f"  {_consent(one)}" for one in column.consents]
    return "\n".join(lines)


def _step(step: Consultation) -> str:
    note = f": {step.note}" if step.note else ""
    return f"{step.date}  {step.standing.replace('_', ' ')}, {area_label(step.area)}{note}"


def _consent(consent: Consent) -> str:
    hours = f", {consent.hours}" if consent.hours else ""
    paper = f"signed copy {consent.copy_sha256[:12]}" if consent.copy_sha256 else "no signed copy captured"
    days = f"{consent.start} to {consent.end}{hours}"
    conditions = "".join(f"; {one}" for one in consent.conditions)
    return f"{consent.given}  consent of {consent.signed_by}, {area_label(consent.area)}, {days} ({paper}{conditions})"


def _missing(sheet: MissionSheet) -> str:
    lines = [
        f"Missing: {party} for {len(assets)} sites ({_some(sheet.assets[asset].label for asset in assets)})"
        for party, assets in sheet.missing
    ]
    return "\n".join(lines)


def _some(labels: Iterable[str], shown: int = 3) -> str:
    all_ = list(labels)
    return ", ".join(all_[:shown]) + (f" and {len(all_) - shown} more" if len(all_) > shown else "")


def _first(sheet: MissionSheet, first: int) -> str:
    lines = ["What should be seen first:"]
    lines += [_priority(one, sheet) for one in sheet.priorities[:first]]
    return "\n".join(lines) if sheet.priorities else ""


def _priority(one: Priority, sheet: MissionSheet) -> str:
    reasons: Sequence[str] = [f"{factor.sentence} ({factor.score:.2f})" for factor in one.factors]
    return f"{one.rank:4}. {one.score:.2f}  {sheet.assets[one.asset].label}: {'; '.join(reasons)}"
