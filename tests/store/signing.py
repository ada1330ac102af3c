"""Keys and checkpoints for tests; the keys are the same each time."""

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tutela.store.checkpoints import body_of, signed_checkpoint
from tutela.store.records import Checkpoint, PublicKey, Timestamp
from tutela.store.timestamps.response import request_for

AT = "2020-12-01T09:30:00.000Z"


def private_key(seed: int = 1) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)


def public_key(seed: int = 1, name: str = "A. Reader") -> PublicKey:
    return PublicKey.of(name, base64.b64encode(private_key(seed).public_key().public_bytes_raw()).decode())


def checkpoint_of(store, ruling: str = "", seed: int = 1) -> Checkpoint:
    with store.reading() as reader:
        head, workspace = reader.head(), dict(next(reader.entries()).note)["workspace"]
    body = body_of(workspace, head.entries, head.head, AT, ruling)
    return signed_checkpoint(body, public_key(seed), private_key(seed).sign)


def keep(store, *records) -> None:
    with store.batch("", "checkpoint") as writer:
        for record in records:
            writer.add_all([record])


def stamped(checkpoint: Checkpoint, authority) -> Timestamp:
    response = authority.stamp(request_for(checkpoint.note.encode()))
    return Timestamp.of(checkpoint.id, AT, "http://tsa.example", base64.b64encode(response).decode())
