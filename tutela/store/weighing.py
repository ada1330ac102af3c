"""How far the ledger of a moment is vouched for: what can be said of it without checking every record."""

import hashlib
from dataclasses import replace

from tutela.model.casefile import LedgerSummary
from tutela.model.errors import InputError, SettingError
from tutela.store.checkpoints import check_signature, decoded, read_note
from tutela.store.extracts import entry_hash
from tutela.store.reader import Reader
from tutela.store.records import Checkpoint, PublicKey, Timestamp
from tutela.store.timestamps.opentimestamps import is_proof
from tutela.store.timestamps.response import read_answer


def weighed_head(reader: Reader) -> LedgerSummary:
    """The newest entry; `signed` where a checkpoint's signature holds, and when an authority stamped one.

    Whom to trust with timestamps is for its reader to say, so nothing here is `anchored`: that takes `tutela verify`.
    """
    head = reader.head()
    keys = {key.id: key for key in reader.all(PublicKey)}
    sound = [one for one in reader.all(Checkpoint) if one.key in keys and _holds(reader, one, keys[one.key])]
    if not sound:
        return head
    notes = {one.id: one.note for one in sound}
    stamps = [_stamped(one, notes[one.checkpoint]) for one in reader.all(Timestamp) if one.checkpoint in notes]
    return replace(head, strength="signed", stamped=max(stamps, default=""))


def _holds(reader: Reader, checkpoint: Checkpoint, key: PublicKey) -> bool:
    try:
        note = read_note(checkpoint.note)
        check_signature(note, key)
    except (InputError, SettingError):
        return False
    return entry_hash(reader, note.entry) == note.head


def _stamped(timestamp: Timestamp, note: str) -> str:
    """When an authority stamped a checkpoint; empty where it did not."""
    try:
        response = decoded(timestamp.response)
        answer = None if is_proof(response) else read_answer(response)
    except InputError:
        return ""
    return answer.at if answer and answer.imprint == hashlib.sha256(note.encode()).digest() else ""
