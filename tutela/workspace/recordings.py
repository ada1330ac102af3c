"""Recordings of a workspace: what was captured of them, where they were seen, what speaks for and against them."""

import re
from dataclasses import replace

from tutela.incidents.authenticity import Evidence, sheets_of
from tutela.model.casefile import Assessment, CaseFile
from tutela.model.claims import Recording
from tutela.model.documents import Document
from tutela.model.errors import UnknownRecord
from tutela.model.passages import quoted
from tutela.model.recordings import Appearance, Bearing, RecordingSheet
from tutela.model.rulings import Ruling, Verdict
from tutela.workspace.tables import Table
from tutela.workspace.workspace import Workspace

NUMBER = re.compile(r"R([1-9]\d*)\Z")
COLUMNS = (
    "number", "id", "kind", "document", "quote", "media", "first_seen", "first_where", "for", "against", "authenticity",
)  # fmt: skip


def with_sheets(workspace: Workspace, case: CaseFile) -> CaseFile:
    """The case with a sheet for each of its recordings, for a dossier."""
    return replace(case, sheets=recording_sheets(workspace, case))


def recording_sheets(workspace: Workspace, case: CaseFile | None = None) -> tuple[RecordingSheet, ...]:
    """What is known of every recording, in the order of the input; private.

    >>> workspace = Workspace.open("case/workspace")
    >>> len(recording_sheets(workspace)) == len(workspace.recordings())
    True
    """
    case = case or workspace.case_file()
    if not case.recordings:
        return ()
    documents = {document.id: document for document in case.documents}
    return sheets_of(Evidence(case.recordings, documents, case.claims, workspace.media(), workspace.items()))


def listed_recordings(workspace: Workspace) -> Table:
    """One row for each recording; private."""
    case = workspace.case_file()
    names = {document.id: document.name for document in case.documents}
    assessed = {one.recording: one.value.replace("_", " ") for one in case.assessments}
    sheets = recording_sheets(workspace, case)
    rows = []
    for number, (recording, sheet) in enumerate(zip(case.recordings, sheets, strict=True), 1):
        first = sheet.first
        ways = [one.bearing for one in sheet.indications]
        rows.append(
            (
                f"R{number}",
                recording.id,
                recording.kind.value,
                names.get(recording.document, ""),
                recording.quote.exact,
                len(sheet.matches),
                first.at if first else "",
                first.where if first else "",
                ways.count(Bearing.FOR),
                ways.count(Bearing.AGAINST),
                assessed.get(recording.id, ""),
            )
        )
    return Table("recordings", COLUMNS, tuple(rows))


def found_recording(workspace: Workspace, named: str) -> tuple[Recording, RecordingSheet, CaseFile]:
    """One recording by its id or its number (`R3`), with its sheet and the case it stands in.

    Raises:
        UnknownRecord: there is none.
    """
    case = workspace.case_file()
    match = NUMBER.match(named)
    for number, recording in enumerate(case.recordings, 1):
        if recording.id == named or (match and number == int(match[1])):
            (sheet,) = recording_sheets(workspace, replace(case, recordings=(recording,)))
            return recording, sheet, case
    raise UnknownRecord(f"There is no recording {named!r}.", "`tutela recordings list` names them.")


def recording_in_words(workspace: Workspace, named: str) -> str:
    """All that is known of one recording, for people; private.

    Raises:
        UnknownRecord: there is none.
    """
    recording, sheet, case = found_recording(workspace, named)
    documents = {document.id: document for document in case.documents}
    assessment = next((one for one in case.assessments if one.recording == recording.id), None)
    lines = [f"{recording.id}  {recording.kind}, in {_named(documents, recording.document)}"]
    lines += [f"  {quoted(recording.quote.exact)}", ""]
    lines += _authenticity(recording, assessment, case.rulings)
    lines += ["", f"Captured media taken for it: {len(sheet.matches) or 'none'}"]
    for match in sheet.matches:
        lines.append(f"  {match.score:.2f}  {match.name}  {match.medium}")
        lines += [f"        {reason.sentence}" for reason in match.reasons]
    lines += ["", "Where it was seen, the earliest first (the first known here; the world may hold earlier ones):"]
    lines += [f"  {_seen(one)}" for one in sheet.appearances] or ["  nowhere among what was captured"]
    if recording.relays:
        lines.append(f"  as the document tells it: {' -> '.join(relay.words.exact for relay in recording.relays)}")
    for way, title in (("against", "Speaks against it:"), ("for", "Speaks for it:"), ("open", "To be known:")):
        told = [one for one in sheet.indications if one.bearing == way]
        lines += ["", title] if told else []
        for one in told:
            lines.append(f"  {one.sentence}{' [private]' if one.private else ''}")
            lines += [f"    {quoted(one.words.exact)}"] if one.words else []
    return "\n".join(lines)


def _named(documents: dict[str, Document], document: str) -> str:
    return documents[document].name if document in documents else document


def _authenticity(recording: Recording, assessment: Assessment | None, rulings: tuple[Ruling, ...]) -> list[str]:
    value = assessment.value.replace("_", " ") if assessment else "not assessed"
    lines = [f"Authenticity: {value}. {assessment.sentence if assessment else ''}".rstrip()]
    for ruling in rulings:
        if ruling.record == recording.id and ruling.verdict is Verdict.AUTHENTICATE:
            said = dict(ruling.sets).get("authenticity", "authentic").replace("_", " ")
            lines.append(f"  {ruling.at[:10]} {ruling.by}: {said}. {ruling.reason}")
    values = "authentic|not_authentic|inconclusive"
    lines.append(f"  Two people rule: tutela rule {recording.id} authenticate --set authenticity={values}")
    return lines


def _seen(one: Appearance) -> str:
    relays = f", relayed from {one.relays}" if one.relays else ""
    return f"{one.at or 'time not stated'}  {one.what}: {one.where}{relays}  {one.document or one.item}"
