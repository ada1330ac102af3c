"""What changed as an incident was told on, step by step, as it may be shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from tutela.model.incidents import Drift, EdgeKind, Incident
from tutela.publishing import wording
from tutela.publishing.contents import Contents


@dataclass(frozen=True, slots=True)
class Step:
    """All that changed from one document to one that rests on it; both are one for a change inside a text."""

    earlier: str
    later: str
    edge: EdgeKind | None
    drifts: tuple[Drift, ...]

    @property
    def inside(self) -> bool:
        """Whether all of it stands in one text."""
        return self.earlier == self.later

    @property
    def count(self) -> int:
        """How many changes."""
        return len(self.drifts)


def drift_shown(held: Contents, incident: Incident) -> tuple[Drift, ...]:
    """The changes between claims and documents that are shown."""
    return tuple(
        drift
        for drift in incident.drift
        if {drift.earlier, drift.later} <= held.claims.keys() and set(drift.documents) <= held.documents.keys()
    )


def drift_steps(held: Contents, incident: Incident) -> tuple[Step, ...]:
    """The changes by step, in the order the later texts appeared; what is odd in one text stands before the step to
    it."""
    steps: dict[tuple[str, str], list[Drift]] = {}
    for drift in drift_shown(held, incident):
        steps.setdefault(drift.documents, []).append(drift)
    place = {claim.document: index for index, claim in reversed(list(enumerate(held.told_in(incident))))}
    ordered = sorted(steps, key=lambda ends: (place[ends[1]], ends[0] != ends[1], place[ends[0]]))
    return tuple(Step(*ends, steps[ends][0].edge, tuple(steps[ends])) for ends in ordered)


def drift_in_words(held: Contents, incident: Incident) -> Iterator[str]:
    """Each change as a line: "D20 to D21 (names it as its source): at most 60 percent became at least 60 percent"."""
    for step in drift_steps(held, incident):
        way = f" ({wording.word('edge_way', step.edge)})" if step.edge else ""
        ends = dict.fromkeys(held.numbers[document] for document in (step.earlier, step.later))
        for drift in step.drifts:
            yield f"{' to '.join(ends)}{way}: {drift.sentence}"
