"""What of a recording's sheet may leave the house: no place a file tells, nothing of documents that are not shown."""

from collections.abc import Collection
from dataclasses import replace

from tutela.model.casefile import CaseFile
from tutela.model.recordings import RecordingSheet


def with_open_sheets(case: CaseFile, shown: Collection[str] | None = None) -> CaseFile:
    """The case with the sheets of its recordings cut down to what may be published.

    Args:
        case: with the recordings that are released.
        shown: documents that are shown whole; None where nothing is withheld and all are.

    Where something is withheld, captures that belong to no shown document are left out: which site they show is not
    known, and their names and accounts may tell.
    """
    recordings = {recording.id for recording in case.recordings}
    sheets = tuple(_open(sheet, shown) for sheet in case.sheets if sheet.recording in recordings)
    return replace(case, sheets=sheets)


def _open(sheet: RecordingSheet, shown: Collection[str] | None) -> RecordingSheet:
    def may(document: str) -> bool:
        return shown is None or document in shown

    return replace(
        sheet,
        matches=tuple(match for match in sheet.matches if may(match.document)),
        appearances=tuple(one for one in sheet.appearances if may(one.document)),
        indications=tuple(one for one in sheet.indications if not one.private and may(one.document)),
    )
