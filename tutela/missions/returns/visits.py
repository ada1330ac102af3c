"""A submission -> the visit it tells of, and what of it cannot be used, in plain words."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tutela.missions.consenting import Agreements
from tutela.missions.crosswalk import GRADES
from tutela.missions.returns.permissions import Publishable, publishable
from tutela.missions.returns.photos import in_zone
from tutela.model.geometry import Position
from tutela.model.ids import id_of_texts
from tutela.model.inventory import Asset
from tutela.model.missions import Mission, Outcome, Plan, Submission, Visit
from tutela.model.problems import Problem

MANY = ("effects", "causes", "threats", "urgent")
NONE_CHOSEN = "none"
CODE = re.compile(r"\w+")
"""One of several answers: ODK writes `cracks holes`, QField `{cracks,holes}`."""
REPEATED_STOP = re.compile(r"\.\d+\Z")
"""What a stop bears where a plan goes to its site again."""
NOT_KEPT = "(not kept: the witness did not agree to be quoted)"
NAME_NOT_KEPT = "(not kept: the witness did not agree to be named)"
SPOKEN = ("statement",)
NAMED = ("witness",)


@dataclass(frozen=True, slots=True)
class Ground:
    """What submissions are read against."""

    mission: Mission
    assets: Mapping[str, Asset]
    """By id."""
    ids: Mapping[str, str]
    """What people may call an asset by -> its id."""
    agreements: Agreements
    by: str = ""
    """Who takes them in."""


def read_visit(submission: Submission, ground: Ground) -> tuple[Visit | None, tuple[Problem, ...]]:
    """The visit a submission tells of; None where it cannot be told which site it is, when it was, or what came of it.

    Photos are added by who holds their bytes.
    """
    reader = _Reader(submission, ground)
    visit = reader.visit()
    return visit, tuple(reader.problems)


def local_day(at: str, mission: Mission) -> str:
    """The day of a time where the mission is, ISO 8601.

    >>> local_day("2026-05-04T22:30:00Z", Mission("mis_1", "M", "to see", utc_offset_min=240))
    '2026-05-05'
    """
    zone = dt.timezone(dt.timedelta(minutes=mission.utc_offset_min))
    return in_zone(at, mission.utc_offset_min).astimezone(zone).date().isoformat()


def not_reached(plan: Plan | None, visits: Iterable[Visit]) -> tuple[tuple[str, str], ...]:
    """(asset, why) of planned stops that nobody saw: as the team told it, or that nothing came back."""
    told = {visit.asset: visit for visit in visits}
    seen = {visit.asset for visit in visits if visit.outcome in (Outcome.VISITED, Outcome.PARTLY)}
    stops = plan.stops if plan else ()
    planned = dict.fromkeys([*(stop.asset for stop in stops), *told])
    return tuple((asset, _why(told.get(asset))) for asset in planned if asset not in seen)


def _why(visit: Visit | None) -> str:
    if visit is None:
        return "it was planned, and no form about it came back"
    outcome = "access was refused" if visit.outcome is Outcome.REFUSED else "it was not reached"
    reason = f": “{visit.reason}”" if visit.reason else "; no reason was given"
    who = f"{visit.observer or 'an observer not named'} ({visit.team or 'team not named'})"
    return f"{who} writes of {visit.at[:10]} that {outcome}{reason}"


class _Reader:
    """Reads one submission and notes what is wrong with it."""

    def __init__(self, submission: Submission, ground: Ground) -> None:
        self._form = submission
        self._ground = ground
        self.problems: list[Problem] = []

    def visit(self) -> Visit | None:
        """The visit, or None where it cannot be used."""
        asset, outcome, at = self._asset(), self._outcome(), self._at()
        if asset is None or outcome is None or not at:
            return None
        form, mission = self._form, self._ground.mission
        open_ = publishable(mission, asset, local_day(at, mission), self._ground.agreements)
        grade = self._grade() if outcome in (Outcome.VISITED, Outcome.PARTLY) else None
        several = {name: self._several(name) for name in MANY}
        position, statements = self._position(), self._statements()
        self._check(at, outcome)
        return Visit(
            id_of_texts("vis", form=form.id, mission=mission.id),
            mission.id,
            asset.id,
            form.field("team"),
            at,
            form.field("observer"),
            outcome,
            grade,
            form.field("extent"),
            effects=several["effects"],
            causes=several["causes"],
            threats=several["threats"],
            urgent=several["urgent"],
            statements=statements,
            position=position,
            notes=form.field("notes"),
            reason=form.field("reason"),
            submission=form.id,
            source=form.sha256,
            answers=kept_answers(form.answers),
            may_publish=tuple(sorted(open_.allowed)),
            not_published=_said(open_),
            remarks=tuple(problem.message for problem in self.problems),
            by=self._ground.by,
        )

    def _asset(self) -> Asset | None:
        called = self._form.field("asset") or self._form.field("stop")
        known = self._ground.ids
        asset = self._ground.assets.get(known.get(called) or known.get(REPEATED_STOP.sub("", called), ""))
        if asset is None:
            fault = f"stop {called!r} is no site of the inventory." if called else "it names no stop."
            self._note(fault, "Write the asset's id (tutela inventory list).", "stop", called, dropped=True)
        return asset

    def _outcome(self) -> Outcome | None:
        text = self._form.field("outcome")
        if text not in list(Outcome):
            listed = ", ".join(Outcome)
            self._note(
                f"outcome {text!r} is none of those there are.", f"Write one of: {listed}.", "outcome", text, True
            )
            return None
        return Outcome(text)

    def _at(self) -> str:
        text = self._form.field("at")
        try:
            in_zone(text, 0)
        except ValueError:
            fault = f"at {text!r} is no time." if text else "it says no time."
            self._note(fault, "Write it as 2026-05-04T10:30:00+04:00.", "at", text, dropped=True)
            return ""
        return text

    def _grade(self) -> int | None:
        text = self._form.field("grade")
        if text in ("", "unknown"):
            return None
        if text not in [str(grade) for grade in GRADES]:
            self._note(f"grade {text!r} is none of 0 to 5.", "The visit is kept without a grade.", "grade", text)
            return None
        return int(text)

    def _several(self, name: str) -> tuple[str, ...]:
        other = self._form.field(f"{name}_other")
        chosen = [one for one in CODE.findall(self._form.field(name)) if one != NONE_CHOSEN]
        return tuple(f"other: {other}" if one == "other" and other else one for one in dict.fromkeys(chosen))

    def _position(self) -> Position | None:
        text = self._form.field("position")
        if not text:
            return None
        try:
            numbers = [float(one) for one in text.replace(",", " ").split()]
            return Position(numbers[0], numbers[1], numbers[3] if len(numbers) > 3 else None, "as the form gives it")
        except (ValueError, IndexError):
            self._note(f"position {text!r} is none.", "The visit is kept without it.", "position", text)
            return None

    def _statements(self) -> tuple[str, ...]:
        silent = [said for may, said in self._form.witnesses if may != "yes"]
        if silent:
            self._note(
                f"what {len(silent)} of the witnesses said is not kept: the form does not say they may be quoted.",
                "Ask them, and answer the question with yes.",
                "may_quote",
                "",
            )
        return tuple(said for may, said in self._form.witnesses if may == "yes")

    def _check(self, at: str, outcome: Outcome) -> None:
        mission, form = self._ground.mission, self._form
        day = local_day(at, mission)
        if mission.days and day not in mission.days:
            said = f"{mission.days[0]} to {mission.days[-1]}"
            self._note(f"the visit of {at} lies outside the mission ({said}).", "Check the time.", "at", at)
        if not form.field("observer"):
            self._note("nobody is named as having observed it.", "Write who did.", "observer", "")
        teams = [team.name for team in mission.teams]
        if form.field("team") not in teams:
            listed = ", ".join(teams) or "none"
            self._note(
                f"team {form.field('team')!r} is none of the mission's ({listed}).", "", "team", form.field("team")
            )
        if outcome in (Outcome.NOT_REACHED, Outcome.REFUSED) and not form.field("reason"):
            self._note("it does not say why the site was not seen.", "Write the reason.", "reason", "")

    def _note(self, message: str, remedy: str, column: str, value: str, dropped: bool = False) -> None:
        told = f"submission {self._form.id}: {message}"
        self.problems.append(Problem(self._form.file, told, remedy, self._form.row, column, value, dropped))


def _said(open_: Publishable) -> tuple[str, ...]:
    return tuple(f"{kind}: {'; '.join(why)}" for kind, why in open_.reasons.items())


def kept_answers(answers: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Answers as they came, without the words of witnesses who did not agree to be quoted, or names not to be given.

    >>> kept_answers([("witnesses[1]/may_quote", "no"), ("witnesses[1]/statement", "seen from afar")])[1]
    ('witnesses[1]/statement', '(not kept: the witness did not agree to be quoted)')
    """
    given: dict[tuple[str, str], str] = {}
    for path, answer in answers:
        round_, name = _split(path)
        given[round_, name] = answer
    kept = []
    for path, answer in answers:
        round_, name = _split(path)
        quoted = "yes" in (given.get((round_, "may_quote")), given.get((round_, "quoted")))
        if name in SPOKEN and not quoted:
            answer = NOT_KEPT
        elif name in NAMED and not (quoted and given.get((round_, "named"), "yes") == "yes"):
            answer = NAME_NOT_KEPT
        kept.append((path, answer))
    return tuple(kept)


def _split(path: str) -> tuple[str, str]:
    """The round of a repeat an answer stands in, and the question."""
    end = path.rfind("]") + 1
    return path[:end], path.replace("-", "/").rsplit("/", 1)[-1]
