"""The leaves that one batch adds to the ledger, written as they come and summed up in its Merkle root."""

import sqlite3
from collections.abc import Sequence

from tutela.store.drafts import Draft
from tutela.store.ledger import DIGEST_BYTES, Act, leaf_digest, merkle_root_of

INSERTION = "INSERT INTO ledger_leaves (number, seq, act, kind, id, run, scope, sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


class Leaves:
    """Leaves of the entry `seq`, in their order."""

    def __init__(self, connection: sqlite3.Connection, seq: int, run: str) -> None:
        self._connection = connection
        self._seq = seq
        self._run = run
        self._number = 0
        # One after the other in one piece: a list of four million would take three times the room.
        self._digests = bytearray()

    def __len__(self) -> int:
        return len(self._digests) // DIGEST_BYTES

    def add(self, kind: str, drafts: Sequence[Draft]) -> None:
        """Records that come in."""
        self._digests += b"".join([draft.digest for draft in drafts])
        # The first of a draft's values are the run and the scope.
        self._write(Act.ADD, kind, [(draft.id, draft.values[0], draft.values[1], draft.sha256) for draft in drafts])

    def withdraw(self, kind: str, gone: Sequence[tuple[str, str, str]]) -> None:
        """Records that are superseded, as (id, scope, sha256)."""
        for id_, scope, sha256 in gone:
            self._digests += leaf_digest(Act.WITHDRAW, kind, id_, sha256, self._run, scope)
        self._write(Act.WITHDRAW, kind, [(id_, self._run, scope, sha256) for id_, scope, sha256 in gone])

    def _write(self, act: Act, kind: str, leaves: Sequence[tuple[object, ...]]) -> None:
        first = (self._number or self._last()) + 1
        rows = [(number, self._seq, str(act), kind, *leaf) for number, leaf in enumerate(leaves, first)]
        self._connection.executemany(INSERTION, rows)
        self._number = first + len(rows) - 1

    def _last(self) -> int:
        return int(self._connection.execute("SELECT max(number) FROM ledger_leaves").fetchone()[0] or 0)

    def root(self) -> str:
        """Merkle root over all of them."""
        return merkle_root_of(self._digests)
