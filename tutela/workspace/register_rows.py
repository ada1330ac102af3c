"""Rows of a register made ready for the store, many at a time: entries and assets as drafts of their tables' rows.

Pure, so that other processes may do it while this one writes; what rows of one key and parts of others come to is left
to the end, when all rows are known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutela.inventory.assets import AssetsMade
from tutela.model.inventory import Asset, RegisterEntry
from tutela.sources.registers import EntriesRead, RegisterStream
from tutela.sources.registers.rows import BrokenRow, Row

if TYPE_CHECKING:
    from tutela.store.drafts import Draft, Packed


@dataclass(frozen=True, slots=True)
class RowsMade:
    """What some rows came to."""

    read: EntriesRead
    """With those entries only whose key stands more than once, and which are told apart at the end."""
    entries: "Packed"
    assets: "Packed"
    keys: list[str]
    """Of the assets, in their order, where the register says what is part of what."""
    parts: list[RegisterEntry]
    """Entries whose asset is part of another, and waits for it."""


class RowMaker:
    """Makes rows of one register ready, for one run of the software."""

    def __init__(self, stream: RegisterStream, run: str) -> None:
        self._stream, self._run = stream, run
        self._scope = stream.register.id
        self.assets = AssetsMade(stream.register)

    def make(self, rows: Sequence[Row | BrokenRow]) -> RowsMade:
        """Entries and assets of some rows."""
        from tutela.store.writer import uncollected

        with uncollected():
            return self._make(rows)

    def _make(self, rows: Sequence[Row | BrokenRow]) -> RowsMade:
        from tutela.store.drafts import packed

        read = self._stream.reader.read(rows)
        once = [entry for entry in read.entries if not self._stream.stands_again(entry)]
        read.entries = [entry for entry in read.entries if self._stream.stands_again(entry)]
        assets, keys, parts = [], [], []
        for entry in once:
            asset = self.assets.made((entry,))
            if asset is None:
                parts.append(entry)
            else:
                assets.append(asset)
                keys.append(entry.key)
        known = keys if self.assets.says_parts else []
        return RowsMade(read, packed(self.drafts(once)), packed(self.drafts(assets)), known, parts)

    def drafts(self, records: Iterable[RegisterEntry | Asset]) -> "list[Draft]":
        """Records as their tables and the ledger will hold them."""
        from tutela.store.drafts import drafted
        from tutela.store.tables import BY_RECORD

        return [drafted(BY_RECORD[type(record)], record, self._run, self._scope) for record in records]
