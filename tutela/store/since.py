"""What came into a workspace, and went out of it, since a moment that is known by the numbers of its records."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from tutela.store.reader import Reader
from tutela.store.tables import KINDS

PAST = "history"


@dataclass(frozen=True, slots=True)
class Moved:
    """A record that came, or went."""

    kind: str
    id: str
    scope: str
    number: int
    """In its table; of one that went, in the history."""
    gone: bool


def highest(reader: Reader) -> dict[str, int]:
    """The highest number in each table: numbers rise, and none is given twice."""
    ask = reader.database.execute
    return {
        name: int(ask(f"SELECT coalesce(max(fid), 0) FROM {name}").fetchone()[0])
        for name in (PAST, *(kind.name for kind in KINDS))
    }


def since(reader: Reader, marks: Mapping[str, int], kinds: Collection[str] | None = None) -> Iterator[Moved]:
    """The records that came after the numbers of a moment, by kind, and then those that went."""
    ask = reader.database.execute
    for kind in KINDS:
        if kinds is None or kind.name in kinds:
            query = f"SELECT fid, id, scope FROM {kind.name} WHERE fid > ? ORDER BY fid"
            for number, id_, scope in ask(query, (marks.get(kind.name, 0),)):
                yield Moved(kind.name, id_, scope, number, False)
    query = "SELECT kind, fid, id, scope FROM history WHERE fid > ? ORDER BY fid"
    for name, number, id_, scope in ask(query, (marks.get(PAST, 0),)):
        if kinds is None or name in kinds:
            yield Moved(name, id_, scope, number, True)


def ledger_hash(reader: Reader, entry: int) -> str | None:
    """The hash of a ledger entry; None where there is none."""
    row = reader.database.execute("SELECT hash FROM ledger WHERE seq = ?", (entry,)).fetchone()
    return None if row is None else str(row[0])
