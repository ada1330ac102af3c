"""A sheet for every recording."""

from tutela.incidents.authenticity.appearing import appearances_of
from tutela.incidents.authenticity.evidence import Evidence
from tutela.incidents.authenticity.indications import indications_of
from tutela.incidents.authenticity.matching import matches_of
from tutela.model.claims import Recording
from tutela.model.recordings import RecordingSheet


def sheets_of(evidence: Evidence) -> tuple[RecordingSheet, ...]:
    """What is known of each recording, in their order.

    >>> sheets_of(Evidence((), {}))
    ()
    """
    return tuple(_sheet(recording, evidence) for recording in evidence.recordings)


def _sheet(recording: Recording, evidence: Evidence) -> RecordingSheet:
    matches = matches_of(recording, evidence)
    seen = appearances_of(matches, evidence)
    return RecordingSheet(recording.id, matches, seen, indications_of(recording, matches, seen, evidence))
