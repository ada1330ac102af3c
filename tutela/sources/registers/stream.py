"""A register gone through row by row: its entries as they come, its faults once all have come."""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tutela.language.asset_types import nearest_type
from tutela.model.geometry import Position
from tutela.model.ids import record_id
from tutela.model.inventory import Register, RegisterEntry
from tutela.model.problems import Problem, one_line
from tutela.sources.drafts import shown, shown_path
from tutela.sources.registers.cards import Card, with_card
from tutela.sources.registers.entries import BadRow, EntriesRead, EntryReader, Meaning
from tutela.sources.registers.faults import Faults, Words
from tutela.sources.registers.files import RegisterFile, register_name
from tutela.sources.registers.rows import BrokenRow, Row, Table, remark
from tutela.sources.registers.survey import Fields, Survey

CHUNK = 1_000
"""Rows read at a time."""
MAX_BAD_ROWS = 100_000
"""Rows left out that are kept for mending; further ones are counted."""
UNKNOWN_TYPES_TOLD = 30
"""Words for types that are not known, told one by one; the others are counted."""


class RegisterStream:
    """A register whose entries come one by one; its card, faults and bad rows are whole once all have come.

    Rows come in their order, but for those whose key stands more than once: these come last, together.
    """

    def __init__(self, file: RegisterFile, table: Table, fields: Fields, found: Survey, card: Card) -> None:
        self._file, self._table, self._fields, self._found, self._card = file, table, fields, found, card
        # The name without the folder: the same register keeps its ids wherever it lies and when rows are added.
        self._name = one_line(shown_path(register_name(file.path)))
        self._id = record_id("reg", {"name": self._name})
        self._faults = Faults()
        for problem in (*file.problems, *table.problems):
            self._faults.add(problem)
        self.reader = EntryReader(Meaning(file.shown, self._id, fields, found.middle, table.joined))
        """Reads its rows, here or in another process."""
        self._bad: list[BadRow] = []
        self._types = Words()
        self._without_number = self._more_bad = 0
        self._held: list[RegisterEntry] = []
        self._keys = 0
        self.rows = 0
        """How many have come."""
        self.same = 0
        self.noted_swapped = False
        """Whether latitude and longitude were noted to look swapped in all rows."""

    def fault(self, problem: Problem) -> None:
        """Note a fault."""
        self._faults.add(problem)

    @property
    def middle(self) -> Position | None:
        """Where most rows lie; None where too few say."""
        return self._found.middle

    def looks_swapped(self, why: str) -> None:
        """Note that latitude and longitude look swapped in all rows."""
        self.noted_swapped = True
        lat, lon = self.reader.column("lat"), self.reader.column("lon")
        remedy = f"If so, say it with --map '{lat}=lon' --map '{lon}=lat'." if lat and lon else "If so, swap the two."
        column = lat or self.reader.column("coordinates")
        message = f"latitude and longitude look swapped in the whole register: {why}; they were used as they stand."
        self._faults.add(Problem(self._file.shown, message, remedy, column=column, dropped=False), alone=True)

    @property
    def register(self) -> Register:
        """The card, with as many rows as have come."""
        columns = tuple((column, self._fields[column]) for column in self._found.columns)
        register = Register(self._id, self._name, "", self._table.format, self.rows, columns)
        return with_card(register, self._card)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every fault so far."""
        return tuple(self._faults)

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Columns that mean nothing to Tutela."""
        return tuple(column for column in self._found.columns if not self._fields[column])

    @property
    def bad_rows(self) -> tuple[BadRow, ...]:
        """The rows left out so far."""
        return tuple(sorted(self._bad, key=lambda bad: bad.row))

    @property
    def expected_rows(self) -> int:
        """How many there are."""
        return self._found.rows

    def __iter__(self) -> Iterator[RegisterEntry]:
        for rows in self.chunks():
            yield from self.take(self.reader.read(rows))
        yield from self.rest()

    def chunks(self) -> Iterator[list[Row | BrokenRow]]:
        """The rows, many at a time, for the reader; `take` wants what it made of them, `rest` ends it."""
        rows = self._table.rows()
        while chunk := list(itertools.islice(rows, CHUNK)):
            self.rows += len(chunk)
            yield chunk

    def stands_again(self, entry: RegisterEntry) -> bool:
        """Whether the key of an entry stands more than once, so that it is told apart at the end."""
        return hash(entry.key) in self._found.repeated

    def take(self, read: EntriesRead, taken: int = 0) -> list[RegisterEntry]:
        """Note what rows came to; their entries, but for those whose key stands more than once.

        Args:
            taken: entries of these rows that whoever read them kept, their keys standing once.
        """
        for problem in read.faults:
            self._faults.add(problem)
        for words, row in read.unknown_types:
            self._types.add(words, row)
        self._without_number += read.without_number
        room = MAX_BAD_ROWS - len(self._bad)
        self._bad += read.bad[:room]
        self._more_bad += len(read.bad[room:])
        if not self._found.repeated:
            once = read.entries
        else:
            once = [entry for entry in read.entries if not self.stands_again(entry)]
            self._held += [entry for entry in read.entries if self.stands_again(entry)]
        self._keys += len(once) + taken
        return once

    def rest(self) -> list[RegisterEntry]:
        """The entries whose key stands more than once; the remarks that show at the end are made."""
        entries, self._held = self._apart(self._held), []
        self._close()
        return entries

    def _apart(self, entries: Sequence[RegisterEntry]) -> list[RegisterEntry]:
        """Entries with a key and an id each: the same row twice is one entry, a key twice is told apart by a number."""
        firsts: dict[str, RegisterEntry] = {}
        kept: dict[str, RegisterEntry] = {}
        uses: Counter[str] = Counter()
        for entry in entries:
            if entry.id in kept:
                message = f"is the same as row {kept[entry.id].row}; it was read once."
                self.fault(self.reader.fault(entry.row, message, "Remove one of them.", None, entry.key, False))
                self.same += 1
                continue
            first = firsts.get(entry.key)
            if first and not self._table.joined:
                entry = self._told_apart(entry, first, uses)
            firsts.setdefault(entry.key, entry)
            kept[entry.id] = entry
        self._keys += len(firsts)
        return sorted(kept.values(), key=lambda entry: (firsts[entry.key].row, entry.row))

    def _told_apart(self, entry: RegisterEntry, first: RegisterEntry, uses: "Counter[str]") -> RegisterEntry:
        if first.fields == entry.fields:
            # One asset drawn twice (EAMENA gives a point and an outline): same cells, further geometry.
            message = f"is row {first.row} again with another geometry; both belong to {entry.key!r}."
            self.fault(self.reader.fault(entry.row, message, "Nothing needs doing.", None, entry.key, False))
            return entry
        uses[entry.key] += 1
        key = f"{entry.key}-{uses[entry.key] + 1}"
        message = f"has the id {entry.key!r} of row {first.row}; it goes by {key!r}."
        column = self.reader.column("id")
        self.fault(self.reader.fault(entry.row, message, "Give each row an id of its own.", column, entry.key, False))
        return replace(entry, key=key)

    def _close(self) -> None:
        """Note what shows only at the end."""
        for problem in (*self._type_remarks(), *self._count_remarks()):
            self._faults.add(problem, alone=True)

    def _type_remarks(self) -> Iterator[Problem]:
        for words, row, uses in self._types.most_used(UNKNOWN_TYPES_TOLD):
            near = nearest_type(words)
            also = f" (also in {uses - 1} more rows)" if uses > 1 else ""
            meant = f"Perhaps {near[0]!r} ({near[1].value}) is meant." if near else "Use a type word Tutela knows."
            message = f"the type {shown(words)!r} is not known{also}; heritage was taken."
            yield self.reader.fault(row, message, meant, self.reader.column("type"), words, False)
        words_left, rows = self._types.rest(UNKNOWN_TYPES_TOLD)
        if words_left:
            message = f"{words_left:,} more words for types in {rows:,} rows are not known; heritage was taken."
            yield remark(self._file.path, message, "Use type words Tutela knows.")

    def _count_remarks(self) -> Iterator[Problem]:
        if self._without_number:
            rows = f"{self._without_number} rows give" if self._without_number > 1 else "one row gives"
            message = f"{rows} NaN for a coordinate, which was taken for none."
            yield remark(self._file.path, message, "Nothing needs doing if their place is unknown.")
        if self._more_bad:
            message = f"{self._more_bad:,} more rows were left out for such faults and are not listed."
            yield replace(remark(self._file.path, message, "Mend the listed ones first."), dropped=True)
        expected = self.register.expected
        if expected is not None and expected != self._keys:
            message = f"its card says that it holds {expected:,} assets; {self._keys:,} were read."
            yield remark(self._file.path, message, "See whether the file is whole and the card is right.")
