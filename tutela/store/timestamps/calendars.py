"""Asking OpenTimestamps calendars: they take a digest now, and have it in a block of Bitcoin some hours later."""

import hashlib
from collections.abc import Callable, Collection

from tutela.model.errors import InputError
from tutela.store.timestamps.authority import exchange
from tutela.store.timestamps.opentimestamps import OPENING, attested, calendars_of, proof_of, stamped_digest

ACCEPT = "application/vnd.opentimestamps.v1"
ANSWER_BYTES = 10_000
"""What the reference implementation takes; real answers have a few hundred bytes."""

Call = Callable[[str, bytes | None], bytes]
"""Send bytes to an address, or without any fetch what is there."""


def caller(allow_private: bool = False) -> Call:
    """What asks calendars over HTTP."""

    def call(url: str, content: bytes | None) -> bytes:
        return exchange(url, content, {"Accept": ACCEPT}, allow_private, ANSWER_BYTES)

    return call


def stamp(calendar: str, content: bytes, call: Call) -> bytes:
    """A calendar's promise for the SHA-256 of `content`, as an `.ots` file.

    Raises:
        InputError: it gave no answer, or one that cannot be read.
    """
    digest = hashlib.sha256(content).digest()
    return proof_of(digest, call(f"{calendar.rstrip('/')}/digest", digest))


def upgrade(proof: bytes, calendars: Collection[str], call: Call) -> bytes | None:
    """The proof with a promise kept: the way on from a calendar into a block; None where none is kept yet.

    Args:
        calendars: addresses that may be asked. A proof may name any, and nobody is led where they did not choose.

    Raises:
        InputError: the proof, or what a calendar answered, cannot be read.
    """
    known = {calendar.rstrip("/") for calendar in calendars}
    for address, promise in calendars_of(proof):
        if address.rstrip("/") not in known:
            continue
        try:
            answer = call(f"{address.rstrip('/')}/timestamp/{promise.message.hex()}", None)
        except InputError:
            # A calendar that has nothing yet answers with status 404.
            continue
        longer = OPENING + stamped_digest(proof) + promise.way + answer
        attested(longer)
        return longer
    return None
