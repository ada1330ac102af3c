"""What a mission report says, in its order: urgent measures, the inventory, each site, what was refused, conditions.

Every sentence says who says it. What was seen is told as the observer's form tells it, what had been claimed as its
source told it, and the report draws no conclusion from both.
"""

from collections.abc import Iterable, Sequence

from tutela.model.inventory import Asset
from tutela.model.missions import Attempt, Comparison, Consultation, Mission, Outcome, PartyStanding, Standing
from tutela.model.rulings import State
from tutela.publishing.mission_report.blocks import Block, Grid, Heading, Picture, Points, Text
from tutela.publishing.mission_report.sheet import ReportSheet, Seen
from tutela.publishing.wording import counted, isolated, joined, position_said, quoted, shown_name, stated_day, word

SEEN_STATES = {
    State.FIELD_CONFIRMED: "confirmed on site: accepted by two persons",
    State.REPORTED: "told by the observer; two persons have not accepted it",
}
STEPS = {Standing.REFUSED: "refused", Standing.WITHDRAWN: "withdrew its consent"}
ORDER = (Comparison.NOT_SEEN, Comparison.GRAVER, Comparison.LIGHTER, Comparison.AGREES, Comparison.NOT_COMPARABLE)
COMPARED = {
    Comparison.NOT_SEEN: "not seen",
    Comparison.GRAVER: "graver",
    Comparison.LIGHTER: "lighter",
    Comparison.AGREES: "agrees",
    Comparison.NOT_COMPARABLE: "not comparable",
}
METHOD = (
    "A grade tells the state on the day of the visit; it does not tell when, how or by whom that state came about.",
    "A site may have been harmed again or repaired between a claim and a visit: that a visit finds less, or more, than "
    "was claimed does not make the claim false.",
    "A claim may tell of a part of a site, in the words quoted; a grade is that of the whole.",
    "Claims are told as their sources tell them and nobody's word is weighed here. They are read by a program unless "
    "somebody checked them, and their number is no number of independent sources.",
    "Confirmed on site means that two persons, one of whom may be the observer, have accepted what the form says.",
    "Names stand in the order of the inventory and none is preferred. Terms of other scales are paired with the grades "
    "by us.",
)


def report_blocks(report: ReportSheet) -> tuple[Block, ...]:
    """The whole report."""
    parts = (_front, _urgent, _inventory, _sites, _unseen, _refusals, _conditions, _balance, _method)
    return tuple(block for part in parts for block in part(report))


def _front(report: ReportSheet) -> Iterable[Block]:
    mission = report.sheet.mission
    yield Heading(mission.title, 1)
    yield Text("Report of the mission")
    yield Text(f"Mandate{f', given by {mission.given_by}' if mission.given_by else ''}: {mission.mandate}")
    if mission.legal_bases:
        yield Points(tuple(f"{one.title} ({one.reference})" for one in mission.legal_bases))
    yield from _parties(mission)
    states = [one.observation.state for one in report.seen if one.observation]
    confirmed = states.count(State.FIELD_CONFIRMED)
    days = f"{stated_day(mission.days[0])} to {stated_day(mission.days[-1])}" if mission.days else "days not stated"
    yield Text(
        f"Days of the mission: {days}. Teams: {joined([team.name for team in mission.teams]) or 'none named'}. "
        f"{counted(len(report.seen), 'visit')} to {counted(len(_assets(report)), 'site')} brought forms back; "
        f"{confirmed} of them two persons have accepted. {counted(len(report.not_seen), 'site')} planned or tried "
        f"{'was' if len(report.not_seen) == 1 else 'were'} not seen."
    )
    if report.rejected:
        left = "is left out" if report.rejected == 1 else "are left out"
        yield Text(f"{counted(report.rejected, 'visit')} that a ruling rejected {left}.")


def _parties(mission: Mission) -> Iterable[Block]:
    said = {
        one.party: f"{one.party}: {one.ground.value.replace('_', ' ')}"
        + (f" ({one.area.name})" if one.area.name else "")
        + (f", as stated by: {one.source}" if one.source else ", source not stated")
        for one in reversed(mission.concerns)
    }
    if said:
        yield Text("Parties concerned, in the order of the brief:")
        yield Points(tuple(reversed(said.values())))


def _assets(report: ReportSheet) -> list[str]:
    return list(dict.fromkeys(one.visit.asset for one in report.seen))


def _label(report: ReportSheet, asset: str) -> str:
    return shown_name(report.sheet.assets.get(asset))


def _by(one: Seen) -> str:
    who = one.visit.observer or "an observer not named"
    team = f", {one.visit.team}" if one.visit.team else ""
    return f"{who}{team}, on {stated_day(one.visit.at[:10])}"


def _said(report: ReportSheet, kind: str, codes: Sequence[str]) -> str:
    words = report.words.get(kind, {})
    return joined(
        [
            one.removeprefix("other: ") if one.startswith("other: ") else words.get(one, one.replace("_", " "))
            for one in codes
        ]
    )


def _urgent(report: ReportSheet) -> Iterable[Block]:
    yield Heading("Urgent measures")
    asking = [one for one in report.seen if one.visit.urgent]
    if not asking:
        yield Text("No form that may be published asks for an urgent measure.")
        return
    yield Text("What the observers ask for, the gravest grades first; of one grade in the order of the visits.")
    asking.sort(key=lambda one: -1 if one.visit.grade is None else one.visit.grade, reverse=True)
    rows = [
        (_label(report, one.visit.asset), _said(report, "urgent", one.visit.urgent), _grade(one), _by(one))
        for one in asking
    ]
    yield Grid(("Site", "Asked for", "Grade", "By"), tuple(rows), (28, 36, 10, 26))


def _grade(one: Seen) -> str:
    if "condition" not in one.allowed:
        return "not published"
    return "not graded" if one.visit.grade is None else str(one.visit.grade)


def _inventory(report: ReportSheet) -> Iterable[Block]:
    yield Heading("The inventory drawn up")
    if not report.seen:
        yield Text("No visit may be told of.")
        return
    yield Text(
        "Sites in the order in which they were seen. “Before” is what publications claim or an earlier visit graded, "
        "“seen” what the observer graded from 0 (no damage) to 5 (destroyed); the scales stand at the end."
    )
    yield Grid(("", "Site", "Kind", "Before", "Seen", "Standing"), tuple(_rows(report)), (5, 31, 14, 22, 9, 19))


def _rows(report: ReportSheet) -> Iterable[tuple[str, ...]]:
    for number, one in enumerate(report.seen, 1):
        asset = report.sheet.assets[one.visit.asset]
        kind = word("asset_type", asset.type)
        standing = SEEN_STATES[one.observation.state] if one.observation else "not published"
        yield str(number), _names(asset), kind, one.before, _grade(one), standing


def _names(asset: Asset) -> str:
    return " · ".join(dict.fromkeys(isolated(name.text) for name in asset.names))


def _sites(report: ReportSheet) -> Iterable[Block]:
    yield Heading("Site by site")
    for number, one in enumerate(report.seen, 1):
        yield from _site(report, number, one)


def _site(report: ReportSheet, number: int, one: Seen) -> Iterable[Block]:
    visit, asset = one.visit, report.sheet.assets[one.visit.asset]
    yield Heading(f"{number}. {shown_name(asset)}", 3)
    yield Text(f"Names, in the order of the inventory: {_names(asset)}.{_whose(asset)}")
    part = ", in part" if visit.outcome is Outcome.PARTLY else ""
    why = f"; reason given: {quoted(visit.reason)}" if visit.reason else ""
    yield Text(f"Seen{part} by {_by(one)}{why}.{_standing(one)}")
    if visit.position:
        yield Text(f"Position as the form gives it: {position_said(visit.position)}.")
    if lines := tuple(_condition(report, one)):
        yield Points(lines)
    yield from _compared(one)
    yield from _photos(report, one)
    for said in visit.statements:
        yield Text(f"A witness who agreed to be quoted, as the observer wrote it down: {quoted(said)}")
    if visit.notes:
        yield Text(f"Notes of the observer: {quoted(visit.notes)}")
    if one.withheld:
        yield Text(f"Not published: {'; '.join(one.withheld)}.")


def _whose(asset: Asset) -> str:
    return f" Heritage of, as its register states: {asset.community}." if asset.community else ""


def _standing(one: Seen) -> str:
    if one.observation is None:
        return ""
    names = f" Accepted by {joined(list(one.accepted))}." if one.accepted else ""
    return f" {one.observation.sentence[:1].upper()}{one.observation.sentence[1:]}.{names}"


def _condition(report: ReportSheet, one: Seen) -> Iterable[str]:
    visit = one.visit
    if "condition" not in one.allowed:
        return
    told = {grade: f"{grade}, {meaning} ({elsewhere})" for grade, meaning, elsewhere in report.grades}
    yield f"Grade seen: {told.get(str(visit.grade), 'the observer gave none')}"
    yield f"Before: {one.before}"
    if visit.extent:
        yield f"Extent: {_said(report, 'extents', [visit.extent])}"
    for label, kind in (
        ("Effects seen", "effects"),
        ("What the traces point to, in the observer's view", "causes"),
        ("Threats, in the observer's view", "threats"),
        ("Urgent measures asked for", "urgent"),
    ):
        if codes := getattr(visit, kind):
            yield f"{label}: {_said(report, kind, codes)}"


def _compared(one: Seen) -> Iterable[Block]:
    if not one.differences:
        return
    yield Text("What had been claimed, claim by claim, beside what was seen:")
    ordered = sorted(one.differences, key=lambda item: ORDER.index(item.comparison))
    yield Grid(("", "Claim and visit"), tuple((COMPARED[item.comparison], item.sentence) for item in ordered), (18, 82))


def _photos(report: ReportSheet, one: Seen) -> Iterable[Block]:
    for picture in one.visit.pictures:
        shows = f"{quoted(picture.shows)}, as the observer says" if picture.shows else "what it shows is not said"
        taken = f"; taken {picture.taken} by its own record" if picture.taken else "; its own record gives no time"
        notes = f"; {'; '.join(_open_notes(picture.notes, one))}" if _open_notes(picture.notes, one) else ""
        caption = f"{shows}{taken}{notes}. SHA-256 of the original: {picture.sha256}"
        yield Picture(picture.sha256, caption) if picture.sha256 in report.photos else Text(f"Photo: {caption}")


def _open_notes(notes: Sequence[str], one: Seen) -> list[str]:
    return [note for note in notes if "position" in one.allowed or "a place" not in note]


def _unseen(report: ReportSheet) -> Iterable[Block]:
    yield Heading("Sites that were not seen, and why")
    if not report.not_seen:
        yield Text("Every site that was planned was seen.")
        return
    rows = tuple((_label(report, asset), f"{why[:1].upper()}{why[1:]}") for asset, why in report.not_seen)
    yield Grid(("Site", "Why"), rows, (35, 65))


def _refusals(report: ReportSheet) -> Iterable[Block]:
    yield Heading("What was refused, and by whom")
    steps = [step for column in report.sheet.board for step in column.steps if step.standing in STEPS]
    told = [_step(step) for step in sorted(steps, key=lambda step: step.date)]
    told += [_attempt(one) for one in report.sheet.mission.attempts]
    told += [f"{_label(report, asset)}: {why}." for asset, why in report.turned_away]
    yield Points(tuple(told)) if told else Text("No refusal and no past attempt is recorded.")


def _step(step: Consultation) -> str:
    where = step.area.name or _area(step.area.everywhere)
    note = f", in the words recorded: {quoted(step.note)}" if step.note else ""
    by = f"; recorded by {step.by}" if step.by else ""
    return f"{stated_day(step.date)}: {step.party} {STEPS[step.standing]} for {where}{note}{by}."


def _attempt(one: Attempt) -> str:
    told = f"outcome as told by {one.source or 'a source not stated'}: {one.outcome}"
    return f"{stated_day(one.date)}: {one.by} asked {one.asked}; {told}."


def _area(everywhere: bool) -> str:
    return "every site that concerns it" if everywhere else "a part of the sites"


def _conditions(report: ReportSheet) -> Iterable[Block]:
    yield Heading("What the parties agreed to, and on what conditions")
    for column in report.sheet.board:
        yield Heading(f"{column.party} ({'must agree' if column.must_agree else 'is consulted'})", 3)
        lines = tuple(_consents(column))
        yield Points(lines) if lines else Text(f"No consent of {column.party} is recorded.")
    kept = report.hours_kept or ("Every visit told of here lies within days and hours that the consents name.",)
    yield Points(kept)
    yield Text(
        "Nothing of a visit is published that the consent of every party that must agree does not name: condition, "
        "photos, position, notes and statements, each for itself. What stays out is said at each site."
    )


def _consents(column: PartyStanding) -> Iterable[str]:
    for one in column.consents:
        where = one.area.name or _area(one.area.everywhere)
        hours = f", {one.hours}" if one.hours else ""
        paper = f"signed copy kept, SHA-256 {one.copy_sha256}" if one.copy_sha256 else "no signed copy is kept"
        parts = [
            f"given on {stated_day(one.given)} by {one.signed_by}, for {where}, "
            f"{stated_day(one.start)} to {stated_day(one.end)}{hours}",
            f"equipment: {joined(list(one.equipment)) or 'none'}",
            f"may be published: {joined(list(one.may_publish)) or 'nothing'}",
            f"conditions: {'; '.join(map(quoted, one.conditions))}" if one.conditions else "no conditions",
        ]
        yield f"Consent {'; '.join(parts)} ({paper})."


def _balance(report: ReportSheet) -> Iterable[Block]:
    yield Heading("Balance between communities")
    yield Text(
        "How the sites that were seen divide between communities' heritage, as the registers state it; it is a tag of "
        "the registers and no judgement."
    )
    rows = tuple((one.community or "not stated", str(one.chosen), str(one.candidates)) for one in report.sheet.balance)
    yield Grid(("Community, as registers state it", "Sites seen", "Candidates"), rows, (60, 20, 20))


def _method(report: ReportSheet) -> Iterable[Block]:
    yield Heading("How to read this report")
    withheld = ("Something is withheld from this report to protect sites or persons.",)
    yield Points((*METHOD, *(withheld if report.sheet.restricted else ())))
    yield Grid(("Grade", "Meaning", "In other scales"), report.grades, (10, 25, 65))
    state = f", state of the ledger {report.state}" if report.state else ""
    yield Text(f"Made with {report.software} from the records as of {report.state_at}{state}.")
