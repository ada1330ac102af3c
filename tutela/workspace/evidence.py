"""What makes a workspace stand up to doubt: keys, checkpoints, timestamps on them, and proofs of single records."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutela.model.errors import InputError
from tutela.settings import Settings
from tutela.store.checkpoints import Sign, body_of, signed_checkpoint
from tutela.store.keys import Keyring, default_folder
from tutela.store.records import Checkpoint, PublicKey, Timestamp
from tutela.store.stamp import utc_now
from tutela.store.timestamps.authority import Ask, ask_authority
from tutela.store.timestamps.calendars import Call, caller, stamp, upgrade
from tutela.store.timestamps.checking import Checked, Standing, check_response
from tutela.store.timestamps.opentimestamps import check_proof, heights_of, is_proof
from tutela.store.timestamps.response import read_answer, request_for
from tutela.workspace.moment import told_first

if TYPE_CHECKING:
    from tutela.store.proofs import InclusionProof
    from tutela.workspace.workspace import Workspace


def keyring() -> Keyring:
    """The signing keys of whoever runs this program."""
    return Keyring(Settings.from_environment().keys or default_folder())


def make_checkpoint(workspace: "Workspace", key: PublicKey, sign: Sign, ruling: str = "") -> Checkpoint:
    """Sign how far the ledger has come, and keep that in the workspace, with the public key where it is new.

    What is signed are the entries so far; the checkpoint itself comes in with the next one.

    Args:
        ruling: id of a ruling that the holder of the key made, and signs with this.

    Raises:
        WorkspaceBusy: another process is writing.
        UnknownRecord: there is no such ruling.
    """
    store = workspace._store
    with store.writing():
        with store.reading() as reader:
            if ruling:
                reader.find(ruling)
            head = reader.head()
            body = body_of(told_first(reader, "workspace"), head.entries, head.head, utc_now(), ruling)
        checkpoint = signed_checkpoint(body, key, sign)
        with store.batch("", "checkpoint") as writer:
            writer.add_all([key])
            writer.add_all([checkpoint])
    return checkpoint


def checkpoints(workspace: "Workspace") -> tuple[Checkpoint, ...]:
    """The checkpoints kept in a workspace, in the order they came in."""
    with workspace._store.reading() as reader:
        return reader.all(Checkpoint)


def proof_of(workspace: "Workspace", record: str, checkpoint: Checkpoint) -> "InclusionProof":
    """The proof that a record stands in the ledger that a checkpoint signs; `tutela.store.proofs.disproof` checks it.

    Raises:
        UnknownRecord: there never was such a record.
        InputError: it came in after the checkpoint.
    """
    from tutela.store.proofs import prove

    with workspace._store.reading() as reader:
        return prove(reader, record, checkpoint.entry)


@dataclass(frozen=True, slots=True)
class Stamped:
    """A timestamp that was taken in, and how far it could be checked."""

    checkpoint: Checkpoint
    timestamp: Timestamp
    checked: Checked


def timestamp_request(checkpoint: Checkpoint) -> bytes:
    """What to send to a timestamp authority for a checkpoint; it holds a hash and nothing of the case."""
    return request_for(checkpoint.note.encode())


def ask_for_timestamp(
    workspace: "Workspace", checkpoint: Checkpoint, url: str, allow_private: bool = False, ask: Ask | None = None
) -> Stamped:
    """Have an authority stamp a checkpoint, and keep its answer.

    Args:
        ask: what sends the request; else HTTP.

    Raises:
        InputError: the authority cannot be asked, refused, or answered something else.
    """
    request = timestamp_request(checkpoint)
    answer = ask(url, request) if ask else ask_authority(url, request, allow_private)
    return take_timestamp(workspace, answer, url)


def stamper(url: str, allow_private: bool = False, ask: Ask | None = None) -> Callable[[bytes], bytes]:
    """What has an authority stamp a text, and gives its answer as it came.

    Args:
        ask: what sends the request; else HTTP.
    """

    def stamped(content: bytes) -> bytes:
        request = request_for(content)
        answer = ask(url, request) if ask else ask_authority(url, request, allow_private)
        checked = check_response(answer, content)
        if checked.standing is Standing.REFUSED:
            raise InputError(f"{url}: {checked.why}", "Ask again, or ask another authority.")
        return answer

    return stamped


def ask_calendar(
    workspace: "Workspace", checkpoint: Checkpoint, url: str, allow_private: bool = False, call: Call | None = None
) -> Stamped:
    """Have an OpenTimestamps calendar promise a block of Bitcoin for a checkpoint, and keep the promise as it came.

    Args:
        call: what asks the calendar; else HTTP.

    Raises:
        InputError: the calendar cannot be asked, or answered something else.
    """
    proof = stamp(url, checkpoint.note.encode(), call or caller(allow_private))
    return _keep_proof(workspace, checkpoint, url, proof)


def upgrade_promises(
    workspace: "Workspace", allow_private: bool = False, call: Call | None = None
) -> tuple[tuple[Stamped, ...], int]:
    """Ask each calendar once more whether its promise is kept; what is kept now, and how many promises still wait.

    The longer proofs come in beside the promises. Only the calendars that were asked at first are asked.
    """
    asked = call or caller(allow_private)
    with workspace._store.reading() as reader:
        over = {one.id: one for one in reader.all(Checkpoint)}
        stamps = [(one, b64decode(one.response)) for one in reader.all(Timestamp)]
    proofs = [(one, proof) for one, proof in stamps if is_proof(proof)]
    done = {(one.checkpoint, one.source) for one, proof in proofs if any(heights_of(proof))}
    kept, waiting = list[Stamped](), 0
    for one, proof in proofs:
        if (one.checkpoint, one.source) in done:
            continue
        longer = upgrade(proof, [one.source], asked)
        if longer is None:
            waiting += 1
        else:
            kept.append(_keep_proof(workspace, over[one.checkpoint], one.source, longer))
    return tuple(kept), waiting


def _keep_proof(workspace: "Workspace", checkpoint: Checkpoint, url: str, proof: bytes) -> Stamped:
    timestamp = Timestamp.of(checkpoint.id, utc_now(), url, b64encode(proof).decode("ascii"))
    with workspace._store.batch("", "timestamp") as writer:
        writer.add_all([timestamp])
    return Stamped(checkpoint, timestamp, check_proof(proof, checkpoint.note.encode(), {}))


def take_timestamp(workspace: "Workspace", response: bytes, source: str) -> Stamped:
    """Keep an authority's answer, whichever checkpoint of this workspace it is of.

    Raises:
        InputError: it is of none of them, or its signature does not hold.
    """
    imprint = read_answer(response).imprint
    for checkpoint in reversed(checkpoints(workspace)):
        checked = check_response(response, checkpoint.note.encode())
        if checked.answer is None or checked.answer.imprint != imprint or checked.standing is Standing.REFUSED:
            continue
        timestamp = Timestamp.of(checkpoint.id, utc_now(), source, b64encode(response).decode("ascii"))
        with workspace._store.batch("", "timestamp") as writer:
            writer.add_all([timestamp])
        return Stamped(checkpoint, timestamp, checked)
    raise InputError(f"{source}: the answer is of no checkpoint of this workspace.", "Give the answer to its request.")
