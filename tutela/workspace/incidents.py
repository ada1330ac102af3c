"""Looking through incidents: those that fit a choice as a table, and one by its id or its number in the dossier."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tutela.language.names import fold
from tutela.model.casefile import CaseFile
from tutela.model.claims import Claim
from tutela.model.credibility import Credibility
from tutela.model.errors import UnknownRecord
from tutela.model.incidents import Incident
from tutela.model.times import Period
from tutela.workspace.tables import Table
from tutela.workspace.workspace import Workspace

NUMBER = re.compile(r"I\d+\Z")
COLUMNS = (
    "id", "asset", "state", "disputed", "credibility", "at_least", "at_most", "time", "harms", "documents", "claims",
    "denials", "changes", "withheld",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an incident must be to be listed; what is empty does not matter."""

    asset: str = ""
    """Id of its asset, or words of one of its names, in any spelling of one script."""
    state: str = ""
    harm: str = ""
    denied: bool = False
    at_least: int = 0
    """Independent origins shown."""
    period: Period | None = None
    """Days it may have happened in; undated ones are left out."""


def listed_incidents(workspace: Workspace, wanted: Chosen) -> Table:
    """The incidents that fit, rulings laid over, the best founded first; private, withheld ones are marked.

    >>> found = listed_incidents(Workspace.open("case/workspace"), Chosen(denied=True))
    >>> len(found) > 0, set(found.column("disputed"))
    (True, {True})
    """
    from tutela.publishing.contents import by_founding

    case = workspace.case_file()
    standing_of = {standing.incident: standing for standing in case.standings}
    ordered = by_founding(case.incidents, standing_of, {claim.id: claim for claim in case.claims})
    rows = _Rows(case)
    return Table("incidents", COLUMNS, tuple(rows.of(one) for one in ordered if rows.fits(one, wanted)))


class _Rows:
    """Rows of one case."""

    def __init__(self, case: CaseFile) -> None:
        self._asset = {asset.id: asset for asset in case.assets}
        self._standing = {standing.incident: standing for standing in case.standings}
        self._grade = {rating.record: rating.grade for rating in case.ratings}
        self._document = {claim.id: claim.document for claim in case.claims}
        self._restricted = case.restricted

    def of(self, incident: Incident) -> tuple[str | int | bool | None, ...]:
        asset, standing = self._asset.get(incident.asset), self._standing.get(incident.id)
        return (
            incident.id,
            asset.label if asset else None,
            standing.state.value if standing else None,
            bool(standing and standing.disputed),
            str(self._grade.get(incident.id, Credibility.UNJUDGED)),
            incident.count.at_least,
            incident.count.at_most,
            incident.period.edtf() if incident.period else None,
            "; ".join(incident.harms),
            len({self._document[claim] for claim in incident.claims if claim in self._document}),
            len(incident.claims),
            len(incident.denials),
            len(incident.drift),
            incident.asset in self._restricted,
        )

    def fits(self, incident: Incident, wanted: Chosen) -> bool:
        standing = self._standing.get(incident.id)
        return (
            (not wanted.asset or self._is_about(incident, wanted.asset))
            and wanted.state in ("", standing.state.value if standing else "")
            and (not wanted.harm or wanted.harm in incident.harms)
            and (not wanted.denied or bool(incident.denials))
            and incident.count.at_least >= wanted.at_least
            and (wanted.period is None or bool(incident.period and incident.period.overlaps(wanted.period)))
        )

    def _is_about(self, incident: Incident, words: str) -> bool:
        asset = self._asset.get(incident.asset)
        if asset is None or incident.asset == words:
            return asset is not None
        sought = fold(words)
        return any(sought in fold(name.text) for name in (*asset.names, *asset.settlements))


def incident_named(case: CaseFile, name: str) -> Incident:
    """An incident by its id, one it had before regrouping, or its number in the dossier (`I7`).

    Raises:
        UnknownRecord: there is none.

    >>> case = Workspace.open("case/workspace").case_file()
    >>> incident_named(case, "I1").id in {incident.id for incident in case.incidents}
    True
    """
    numbered = _numbered(case, name) if NUMBER.match(name) else frozenset()
    for incident in case.incidents:
        if name in (incident.id, *incident.aliases) or not numbered.isdisjoint(incident.claims):
            return incident
    raise UnknownRecord(f"There is no incident {name!r}.", "Find it with: tutela incidents list.")


def _numbered(case: CaseFile, number: str) -> frozenset[str]:
    """Claims of the incident with a number of the dossier, which counts only what may leave the house.

    Its id may be another there, where some of its claims are withheld.
    """
    from tutela.publishing.contents import contents
    from tutela.publishing.gate import release

    held = contents(release(case))
    shown = (incident for incident in held.incidents if held.numbers[incident.id] == number)
    return frozenset(claim for incident in shown for claim in incident.claims)


def told_in_time(case: CaseFile, claims: Iterable[Claim]) -> list[Claim]:
    """Claims by the day of publication (undated last), those of one document beside one another, as in its text."""
    day = {document.id: document.day or "9999" for document in case.documents}
    place = {document.id: index for index, document in enumerate(case.documents)}
    return sorted(claims, key=lambda claim: (day[claim.document], place[claim.document], claim.quote.start))
