"""The checks together, and what they prove.

Strength `consistent`: nothing inside was altered. A cut tail or a chain recomputed from its start would agree with
itself as well; that shows only against something outside, such as the hash of the newest entry written down elsewhere.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tutela.model.errors import NotAWorkspace
from tutela.model.problems import Problem
from tutela.model.views import shown
from tutela.store.connection import DATABASE, FILES, Access, open_raw
from tutela.store.forms import check_no_older
from tutela.store.verify.captured import Files, check_files
from tutela.store.verify.chain import Chain, check_chain
from tutela.store.verify.faults import fault, lenient_text, told
from tutela.store.verify.records import Records, check_records
from tutela.store.verify.schema import check_database

CONSISTENT, BROKEN = "consistent", "broken"
LIMIT = (
    "Chain, records and files agree with each other. That a tail was cut off, or that everything was recomputed from "
    "the start, would not show here: compare the newest hash with one written down elsewhere."
)


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked, and what was found wrong.

    >>> proved = Workspace.open("case/workspace").verify()
    >>> print(proved.summary())                                                                # doctest: +ELLIPSIS
    case/workspace: ... ledger entries, ... records, 11 files (... bytes) checked.
    Strength: consistent. ...
    Newest hash: ...
    """

    path: str
    entries: int
    records: int
    """Current and superseded ones."""
    files: int
    bytes: int
    """Of the files checked."""
    head: str
    """Hash of the newest ledger entry: written down elsewhere, it makes a cut tail show."""
    strength: str
    """`consistent`, or `broken` where there are faults."""
    faults: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()

    def summary(self) -> str:
        """The result in a few lines."""
        checked = (
            f"{self.path}: {self.entries:,} ledger entries, {self.records:,} records, "
            f"{self.files:,} files ({self.bytes:,} bytes) checked."
        )
        lines = [checked, *(f"FAULT {fault}" for fault in self.faults)]
        if self.faults:
            lines.append(f"Strength: {self.strength}. Faults found: {len(self.faults)}.")
        else:
            lines += [f"Strength: {self.strength}. {LIMIT}", f"Newest hash: {self.head}"]
        return "\n".join((*lines, *(f"Note: {remark}" for remark in self.remarks)))

    _repr_html_ = shown


def verify(path: Path | str) -> Verification:
    """Check a workspace against its ledger. It may be in use meanwhile; nothing is written.

    Raises:
        NotAWorkspace: there is no workspace at `path`, or one of another form than this version reads.

    >>> verify("case/workspace").faults
    ()
    """
    path = Path(path)
    database = path / DATABASE
    if not database.is_file():
        raise NotAWorkspace(f"{path} holds no {DATABASE}.", "Name the folder that `tutela run` wrote as OUT/workspace.")
    with told([], DATABASE):
        check_no_older(database)
    chain, records, files, faults = Chain(), Records(), Files(), list[Problem]()
    with told(faults, DATABASE), closing(open_raw(database, Access.INSPECT)) as connection:
        connection.text_factory = lenient_text
        connection.execute("BEGIN")
        _check(connection, path, chain, records, files, faults)
    faults += [*chain.faults, *records.faults, *files.faults]
    strength = BROKEN if faults else CONSISTENT
    counts = (chain.entries, records.records, files.files, files.bytes)
    return Verification(str(path), *counts, chain.head, strength, tuple(faults), tuple(files.remarks))


def _check(
    connection: sqlite3.Connection, path: Path, chain: Chain, records: Records, files: Files, faults: list[Problem]
) -> None:
    with told(faults, "ledger"):
        check_chain(connection, chain)
    check_database(connection, chain.at, faults)
    check_records(connection, chain.replay, records)
    with told(faults, "captures"):
        check_files(connection, path / FILES, files)
    if not (path / FILES).is_dir():
        faults.append(fault(FILES, "the folder of captured files is missing."))
