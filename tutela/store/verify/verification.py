"""The checks together, and what they prove.

Strength `consistent`: nothing inside was altered. A cut tail or a chain recomputed from its start would agree with
itself as well; that shows only against something outside, such as the hash of the newest entry written down elsewhere.
Strength `signed`: besides, whoever holds the keys named signed the entries up to the one named. Strength `anchored`:
besides, a timestamp of a trusted authority or a checkpoint kept elsewhere holds the hash of the entry named.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tutela.model.errors import NotAWorkspace
from tutela.model.problems import Problem
from tutela.model.views import shown
from tutela.store.connection import DATABASE, FILES, Access, open_raw
from tutela.store.forms import check_no_older
from tutela.store.heads import FILE as HEAD_FILE
from tutela.store.heads import noted_head
from tutela.store.verify.branches import Branches, check_branches
from tutela.store.verify.captured import Files, FilesCheck
from tutela.store.verify.chain import Chain, check_chain
from tutela.store.verify.faults import fault, lenient_text, told
from tutela.store.verify.records import Records, check_records
from tutela.store.verify.schema import check_database, check_schema
from tutela.store.verify.signed import Anchor, Outside, Signature, Signed, SignedRuling
from tutela.store.verify.signed.anchors import check_signed

CONSISTENT, SIGNED, ANCHORED, BROKEN = "consistent", "signed", "anchored", "broken"
LIMIT = (
    "Chain, records and files agree with each other. That a tail was cut off, or that everything was recomputed from "
    "the start, would not show here: compare the newest hash with one written down elsewhere."
)
LIMIT_SIGNED = (
    "Chain, records and files agree with each other, and the signatures hold. That a tail was cut off, or that "
    "everything was recomputed and signed with other keys, would not show here: compare the keys with those their "
    "holders gave out, and the newest hash with one written down elsewhere."
)
LIMIT_ANCHORED = (
    "Chain, records and files agree with each other and with what holds their hash outside. Of entries after the last "
    "anchor nothing outside says that they were not altered or cut off."
)
LIMITS = {CONSISTENT: LIMIT, SIGNED: LIMIT_SIGNED, ANCHORED: LIMIT_ANCHORED}
RULINGS_SHOWN = 20
"""Signed rulings that the summary lists; all are in the result."""


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
    """`consistent`, `signed` or `anchored`; `broken` where there are faults."""
    faults: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    """Checkpoints whose signature holds."""
    signed_rulings: tuple[SignedRuling, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    """What outside holds a hash of the ledger."""

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
            lines += [f"Strength: {self.strength}. {LIMITS[self.strength]}", f"Newest hash: {self.head}"]
        lines += [*self._signed(), *(f"Anchored: {anchor}" for anchor in self.anchors)]
        return "\n".join((*lines, *(f"Note: {remark}" for remark in self.remarks)))

    def _signed(self) -> Iterator[str]:
        """The newest signature of each key, and the rulings that are signed."""
        newest = {one.key: one for one in sorted(self.signatures, key=lambda one: one.entry)}
        yield from (f"Signed: {one}" for one in newest.values())
        yield from (f"Signed ruling {one}" for one in self.signed_rulings[:RULINGS_SHOWN])
        if (more := len(self.signed_rulings) - RULINGS_SHOWN) > 0:
            yield f"Signed rulings besides: {more:,}"

    _repr_html_ = shown


def verify(path: Path | str, outside: Outside | None = None) -> Verification:
    """Check a workspace against its ledger. It may be in use meanwhile; nothing is written.

    Args:
        outside: checkpoints, public keys and certificates to compare with.

    Raises:
        NotAWorkspace: there is no workspace at `path`, or one of another form than this version reads.
        InputError: what was brought along is no public key.

    >>> verify("case/workspace").faults
    ()
    """
    path = Path(path)
    database = path / DATABASE
    if not database.is_file():
        raise NotAWorkspace(f"{path} holds no {DATABASE}.", "Name the folder that `tutela run` wrote as OUT/workspace.")
    with told([], DATABASE):
        check_no_older(database)
    chain, records, files, faults, signed = Chain(), Records(), Files(), list[Problem](), Signed()
    with told(faults, DATABASE), closing(open_raw(database, Access.INSPECT)) as connection:
        connection.text_factory = lenient_text
        connection.execute("BEGIN")
        if check_schema(connection, faults):
            _check(connection, path, chain, records, files, faults)
            branches = Branches()
            with told(faults, "ledger"):
                check_branches(connection, path / FILES, branches)
            faults += branches.faults
            with told(faults, "checkpoints"):
                check_signed(connection, outside or Outside(), signed, branches.attached)
    faults += [*chain.faults, *records.faults, *files.faults, *signed.faults]
    counts = (chain.entries, records.records, files.files, files.bytes)
    return Verification(
        str(path),
        *counts,
        chain.head,
        _strength(faults, signed),
        tuple(faults),
        (*files.remarks, *signed.remarks),
        tuple(signed.signatures),
        tuple(signed.rulings),
        tuple(signed.anchors),
    )


def _strength(faults: list[Problem], signed: Signed) -> str:
    if faults:
        return BROKEN
    if signed.anchors:
        return ANCHORED
    return SIGNED if signed.signatures else CONSISTENT


def _check(
    connection: sqlite3.Connection, path: Path, chain: Chain, records: Records, files: Files, faults: list[Problem]
) -> None:
    checked = None
    with told(faults, "captures"):
        checked = FilesCheck(connection, path / FILES, files)
    with told(faults, "ledger"):
        check_chain(connection, chain)
    check_database(connection, chain.at, faults)
    check_records(connection, chain.replay, records)
    if checked is not None:
        checked.finish()
    chain.faults += _cut_off(connection, path)
    if not (path / FILES).is_dir():
        faults.append(fault(FILES, "the folder of captured files is missing."))


def _cut_off(connection: sqlite3.Connection, path: Path) -> Iterator[Problem]:
    """What was acknowledged on this machine and is not there."""
    noted = noted_head(path)
    if noted is None:
        return
    entry, head = noted
    row = connection.execute("SELECT hash FROM ledger WHERE seq = ?", (entry,)).fetchone()
    if row is None or row[0] != head:
        what = "is gone: the tail was cut off" if row is None else "has another hash now"
        yield fault(f"ledger entry {entry}", f"was acknowledged here, as {HEAD_FILE} notes, and {what}.", head)
