"""Records made ready for their tables: what can be worked out before it is known which row they become.

Pure, so that another process may do it while this one writes.
"""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from tutela.model.records import canonical_record
from tutela.store.ledger import Act, leaf_digest
from tutela.store.spatial import blob_of
from tutela.store.tables import KINDS, Kind, Row, Value, key_of

ENVELOPE = ("fid", "entered", "run", "scope", "id", "sha256", "json")
"""The columns that every table has, in the order in which rows are inserted; the kind's own follow."""
OWN = {kind.name: tuple(name for name in kind.table.columns.keys() if name not in ENVELOPE) for kind in KINDS}  # noqa: SIM118
"""Kind -> its own columns, in the order of the table."""
INSERTIONS = {
    name: f"INSERT INTO {name} ({', '.join(f'[{column}]' for column in (*ENVELOPE, *own))}) "
    f"VALUES ({', '.join('?' * (len(ENVELOPE) + len(own)))})"
    for name, own in OWN.items()
}
"""Kind -> the statement that inserts a row of it."""


class Draft(NamedTuple):
    """One record as a row without its number, and its leaf of the ledger. A tuple, since millions are made."""

    id: str
    sha256: str
    digest: bytes
    values: tuple[Value, ...]
    """From `run` on."""

    @property
    def body(self) -> str:
        """The record's canonical JSON."""
        return str(self.values[ENVELOPE.index("json") - 2])


Packed = tuple[list[bytes], list[tuple[Value, ...]]]
"""Digests and values of drafts: how they travel from one process to another."""


def packed(drafts: Sequence[Draft]) -> Packed:
    """Drafts for the way: plain tuples take half the time of named ones."""
    return [draft.digest for draft in drafts], [draft.values for draft in drafts]


def unpacked(drafts: Packed) -> list[Draft]:
    """Drafts that have arrived."""
    # The third and fourth of a draft's values are its id and its hash.
    return [Draft(str(values[2]), str(values[3]), digest, values) for digest, values in zip(*drafts, strict=True)]


def drafted(kind: Kind, record: object, run: str, scope: str) -> Draft:
    """A record as its table and the ledger will hold it."""
    id_, body = key_of(record), canonical_record(record)
    sha256 = hashlib.sha256(body).hexdigest()
    own = map(stored_columns(kind, record).__getitem__, OWN[kind.name])
    digest = leaf_digest(Act.ADD, kind.name, id_, sha256, run, scope)
    return Draft(id_, sha256, digest, (run, scope, id_, sha256, body.decode(), *own))


def stored_columns(kind: Kind, record: object) -> Row:
    """What the columns of a kind hold, as SQLite keeps it."""
    columns = kind.columns(record)
    shape = columns.get("geom")
    if isinstance(shape, bytes):
        columns["geom"] = blob_of(shape)
    return columns
