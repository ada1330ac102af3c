"""What outside a workspace holds a hash of its ledger: timestamps, and checkpoints kept elsewhere."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from tutela.model.errors import InputError, SettingError
from tutela.store.checkpoints import Note, check_signature, decoded, hint_of, label_of, read_note, read_verifier_key
from tutela.store.records import Checkpoint, PublicKey, Timestamp
from tutela.store.timestamps.checking import Checked, Standing, check_response
from tutela.store.timestamps.clocks import clock_said
from tutela.store.timestamps.opentimestamps import check_proof, is_proof, read_headers
from tutela.store.timestamps.response import Answer
from tutela.store.verify.branches import Attached
from tutela.store.verify.faults import fault
from tutela.store.verify.signed.checkpoints import NOT_CHECKED, Ledger, check_checkpoints, check_keys, kept
from tutela.store.verify.signed.findings import Anchor, Outside, Signed, entries_said


def check_signed(
    connection: sqlite3.Connection, outside: Outside, found: Signed, branches: Sequence[Attached] = ()
) -> None:
    """Check all that is signed in a workspace, and what was brought along; chain and branches are checked elsewhere."""
    ledger = Ledger(connection, branches)
    given = [read_verifier_key(line) for line in outside.public_keys]
    keys = check_keys(connection, found)
    check_checkpoints(ledger, keys, {key.public for key in given}, found)
    _check_timestamps(connection, outside, found)
    for path in outside.checkpoints:
        _check_outside(ledger, path, [*keys.values(), *given], found)


def _check_timestamps(connection: sqlite3.Connection, outside: Outside, found: Signed) -> None:
    headers = read_headers(outside.headers)
    notes = {one.id: one for one, _ in kept(connection, "checkpoints", Checkpoint)}
    sound = {signature.checkpoint: signature.forked for signature in found.signatures}
    for timestamp, _ in kept(connection, "timestamps", Timestamp):
        where, checkpoint = f"timestamps {timestamp.id}", notes.get(timestamp.checkpoint)
        if checkpoint is None:
            found.faults.append(fault(where, f"is of {timestamp.checkpoint}, which this workspace does not hold."))
            continue
        checked = _checked(timestamp, checkpoint, outside.trust, headers)
        if checked.standing is Standing.REFUSED:
            found.faults.append(fault(where, f"does not hold: {checked.why}"))
        elif checked.answer is not None and checkpoint.id in sound:
            _add_timestamp(timestamp, checkpoint, checked, checked.answer, sound[checkpoint.id], found)


def _checked(timestamp: Timestamp, checkpoint: Checkpoint, trust: bytes, headers: Mapping[int, bytes]) -> Checked:
    try:
        response = decoded(timestamp.response)
    except InputError as error:
        return Checked(Standing.REFUSED, None, error.message)
    if is_proof(response):
        return check_proof(response, checkpoint.note.encode(), headers)
    return check_response(response, checkpoint.note.encode(), trust)


def _add_timestamp(
    timestamp: Timestamp, checkpoint: Checkpoint, checked: Checked, answer: Answer, forked: int, found: Signed
) -> None:
    told = f"timestamp {timestamp.id} of {said_of(answer)}"
    clock = clock_said(checkpoint.at, answer.at, timestamp.received)
    if checked.standing is Standing.TRUSTED:
        vouched = "the block header was given" if not answer.certificate else "its issuer is in the trusted list"
        found.anchors.append(Anchor(checkpoint.entry, answer.at, f"{told}; {vouched}. {clock}".rstrip(), forked))
    else:
        over = f"{entries_said(checkpoint.entry, forked)}, {answer.at}"
        found.remarks.append(f"{told} on {over}, does not count as an anchor. {checked.why} {clock}".rstrip())


def said_of(answer: Answer) -> str:
    """Who stamped, under which policy, and how exactly."""
    accuracy = f"±{answer.accuracy}" if answer.accuracy else "not stated"
    return f"{answer.authority or 'an unnamed authority'} (policy {answer.policy}, accuracy {accuracy})"


def _check_outside(ledger: Ledger, path: Path, keys: Sequence[PublicKey], found: Signed) -> None:
    """Compare the ledger with a checkpoint kept elsewhere."""
    try:
        note = read_note(path.read_bytes().decode("utf-8"))
    except (InputError, UnicodeDecodeError) as error:
        found.faults.append(fault(str(path), f"is no checkpoint as it was written: {error}"))
        return
    if differs := ledger.differs(note):
        found.faults.append(fault(str(path), differs))
    try:
        key = _signer(note, keys)
    except InputError as error:
        found.faults.append(fault(str(path), error.message))
        return
    except SettingError as error:
        found.remarks.append(f"{path}: {NOT_CHECKED}{error}")
        return
    if not differs:
        by = f"the checkpoint {path}, signed by {key.name} ({key.id}); the time is by that person's clock"
        branch = ledger.branch_of(note)
        found.anchors.append(Anchor(note.entry, note.at, by, branch.branch.forked if branch else 0))


def _signer(note: Note, keys: Sequence[PublicKey]) -> PublicKey:
    """The key that signed a note.

    Raises:
        InputError: none of these did.
        SettingError: the package that checks signatures is not installed.
    """
    for key in keys:
        if note.label == label_of(key.name) and note.hint == hint_of(note.label, key.public):
            check_signature(note, key)
            return key
    raise InputError(f"is signed with a key of {note.label} that is not known here; --public-key FILE gives it.")
