"""One batch of a workspace: what the store writes, less what people's rulings hold."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tutela.model.claims import Claim, Reading, Recording, Statement
from tutela.model.documents import Captured, Document
from tutela.model.inventory import Asset, Match, RegisterEntry
from tutela.model.rulings import Ruling
from tutela.review.following import Held
from tutela.review.force import moving
from tutela.review.succession import row_keys
from tutela.store.ledger import sha256_hex

if TYPE_CHECKING:
    from tutela.store.reader import Reader
    from tutela.store.writer import Outcome, Replaced, Replacing, Writer

READING, INCIDENTS = "reading", "incidents"
"""Names of steps that a workspace looks for."""
DESCRIBED = "described"
"""Scope of the assets that publications describe and no register holds."""


def gathered_from(reader: "Reader") -> str:
    """What incidents rest on: the newest ledger entries of each kind, and the rulings that move claims."""
    parts = [f"{kind.__name__.lower()}:{reader.newest(kind)}" for kind in (Document, RegisterEntry, Claim, Match)]
    ruled = " ".join(ruling.id for ruling in moving(reader.all(Ruling)))
    return " ".join([*parts, f"rulings:{sha256_hex(ruled)}"])


class Batch:
    """Writes to a workspace: all of it lasts when the `with` block ends, none of it if an exception leaves it."""

    def __init__(self, writer: "Writer", held: Held) -> None:
        self._writer = writer
        self._held = held

    def capture(self, captured: Captured) -> "Outcome":
        """Keep a document and the bytes it came from; known ones are left as they are.

        Raises:
            InputError: the document's hash is not that of the bytes.
        """
        return self._writer.capture(captured)

    def keep(self, content: bytes, of: str, path: str = "") -> str:
        """Keep bytes that belong to a record (a register's file); their SHA-256."""
        return self._writer.keep(content, of, path)

    def add(self, record: object, scope: str = "") -> "Outcome":
        """Add one record of any kind."""
        return self.add_all([record], scope)[0]

    def add_all(self, records: Iterable[object], scope: str = "") -> "list[Outcome]":
        """Add records in their order."""
        return self._writer.add_all(records, scope, self._held.ids)

    def replace(self, kind: type, records: Iterable[object], scope: str = "") -> "Replaced":
        """Make `records` all that a scope holds of a kind: what it held besides is superseded, unless ruled on."""
        given = tuple(records)
        return self._writer.replace(kind, given, scope, self._held.against(kind, given))

    def exchange(self, kind: type, old: Iterable[str], records: Iterable[object], scope: str = "") -> None:
        """Put records in the place of those with the ids `old`: those not given again are superseded, unless ruled on.

        To replace the records of a scope by itself and some others comes to the same.
        """
        from tutela.store.writer import kind_of

        given = tuple(records)
        again = {getattr(record, "id") for record in given}  # noqa: B009
        held = self._held.against(kind, given)
        self._writer.add_all(given, scope, held)
        self._writer.withdraw(kind_of(kind), sorted(id_ for id_ in old if id_ not in again | held))

    def replacing(self, kind: type, scope: str) -> "Replacing":
        """The same, chunk by chunk, of records that were made ready; finish it with what `standing_against` gives."""
        from tutela.store.tables import BY_RECORD

        return self._writer.replacing(BY_RECORD[kind], scope, self._held.ids)

    def standing_against(self, kind: type, records: Iterable[object]) -> frozenset[str]:
        """Ids that must stand against a register's new version; its records that share a row with them are enough."""
        return self._held.against(kind, records)

    @property
    def judged_rows(self) -> "Callable[[Asset], bool] | None":
        """Tells whether an asset shares a row of its register with one that people have ruled on; None without any."""
        rows = frozenset().union(*map(row_keys, self._held.assets))
        return (lambda asset: not rows.isdisjoint(row_keys(asset))) if rows else None

    def keep_file(self, file: Path, sha256: str, of: str, path: str = "") -> None:
        """Keep a file that belongs to a record, however long, whose SHA-256 was taken when it was read.

        Raises:
            InputError: it was changed since.
        """
        self._writer.keep_file(file, sha256, of, path)

    def replace_reading(self, reading: Reading) -> "Replaced":
        """What was read in a document, instead of what was read in it before; and that this run has read it.

        A record that a person has ruled on stays, and takes the place of its successor: rulings follow the passage.
        """
        from tutela.store.writer import Replaced

        scope, held = reading.document, self._held
        counts = [
            self.replace(Claim, held.without_successors(reading.claims), scope),
            self.replace(Statement, held.without_successors(reading.statements), scope),
            self.replace(Recording, held.without_successors(reading.recordings), scope),
        ]
        self.done(READING, scope)
        return Replaced(*(sum(getattr(count, name) for count in counts) for name in Replaced.__slots__))

    def done(self, step: str, subject: str = "", inputs: str = "") -> None:
        """Note that this run did a step, on a subject or on all, and on which inputs."""
        if step == INCIDENTS and not inputs:
            inputs = gathered_from(self._writer.reader)
        self._writer.done(step, subject, inputs)

    @property
    def held(self) -> Collection[str]:
        """Ids of records that people have ruled on; no run supersedes them."""
        return self._held.ids
