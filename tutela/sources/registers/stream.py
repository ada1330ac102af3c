"""A register gone through row by row: its entries as they come, its faults once all have come."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tutela.language.asset_types import asset_type, nearest_type
from tutela.model.ids import record_id
from tutela.model.inventory import Register, RegisterEntry, entry_id
from tutela.model.problems import Problem, one_line
from tutela.sources.drafts import shown, shown_path
from tutela.sources.positions import position_of
from tutela.sources.registers.cards import Card, with_card
from tutela.sources.registers.faults import Faults, Words
from tutela.sources.registers.files import RegisterFile, register_name
from tutela.sources.registers.rows import BrokenRow, Row, Table, remark
from tutela.sources.registers.survey import Fields, Pairs, Survey, key_of
from tutela.sources.registers.suspicions import looks_swapped

MAX_NAME = 2_000
"""Longest name of an asset in letters; a longer one is a text in the wrong column or lines run together by an open
quotation mark. The longest of fourteen registers has 216, several names in one cell."""
MAX_BAD_ROWS = 100_000
"""Rows left out that are kept for mending; further ones are counted."""
UNKNOWN_TYPES_TOLD = 30
"""Words for types that are not known, told one by one; the others are counted."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out, as it stands, and why."""

    row: int
    cells: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


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
        self._bad: list[BadRow] = []
        self._columns: dict[str, str | None] = {}
        self._types = Words()
        self._rows = self._without_number = self._more_bad = 0
        self._keys = 0
        self.same = 0

    def fault(self, problem: Problem) -> None:
        """Note a fault."""
        self._faults.add(problem)

    @property
    def register(self) -> Register:
        """The card, with as many rows as have come."""
        columns = tuple((column, self._fields[column]) for column in self._found.columns)
        register = Register(self._id, self._name, "", self._table.format, self._rows, columns)
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

    def __iter__(self) -> Iterator[RegisterEntry]:
        repeated = self._found.repeated
        held: list[RegisterEntry] = []
        for item in self._table.rows():
            self._rows += 1
            if isinstance(item, BrokenRow):
                self._leave_out(item.row.number, item.row.cells, [item.problem])
            elif entry := self._entry(item):
                if hash(entry.key) in repeated:
                    held.append(entry)
                else:
                    self._keys += 1
                    yield entry
        for entry in self._apart(held):
            yield entry
        self._close()

    def _leave_out(self, number: int, cells: tuple[tuple[str, str], ...], faults: Sequence[Problem]) -> None:
        for problem in faults:
            self._faults.add(problem)
        if len(self._bad) < MAX_BAD_ROWS:
            self._bad.append(BadRow(number, cells, tuple(faults)))
        else:
            self._more_bad += 1

    def _entry(self, row: Row) -> RegisterEntry | None:
        """The entry of a row; None where it was left out."""
        pairs = self._fields.of(row.unfolded or row.cells)
        raw = row.cells if row.geometry is None else (*row.cells, ("geometry", row.geometry.wkt))
        position, remarks = position_of(pairs, row.geometry, self._column)
        faults = self._name_faults(row.number, pairs)
        if remarks:
            placed = [replace(problem, file=self._file.shown, row=row.number) for problem in remarks]
            faults += [problem for problem in placed if problem.dropped]
            for problem in placed:
                if not problem.dropped:
                    self._faults.add(problem)
        middle = self._found.middle
        if not faults and position and middle and looks_swapped(position, middle):
            value = f"{position.lat:g}, {position.lon:g}"
            message = f"latitude and longitude look swapped: {value} lies far from every other row."
            column = self._column("lat") or self._column("coordinates")
            faults = [self._fault(row.number, message, "Swap the two.", column, value)]
        if faults:
            self._leave_out(row.number, raw, faults)
            return None
        self._note(row.number, pairs)
        key = key_of(self._fields, row, self._table.joined)
        return RegisterEntry(
            entry_id(self._id, _own_key(pairs, row), raw), self._id, key, row.number, raw, tuple(pairs), position
        )

    def _name_faults(self, number: int, pairs: Pairs) -> list[Problem]:
        names = self._fields.names
        named = False
        faults = []
        for field, cell in pairs:
            if field in names:
                named = True
                if len(cell) > MAX_NAME:
                    message = f"has a name of {len(cell):,} letters; a name has at most {MAX_NAME:,}."
                    remedy = "See whether a quotation mark is left open, or whether this is a description."
                    faults.append(self._fault(number, message, remedy, self._column(field.partition(":")[0]), cell))
        if not named:
            faults.append(self._fault(number, "has no name.", "Give a name.", self._column("name"), ""))
        return faults

    def _column(self, field: str) -> str | None:
        """The column a field was read from, as written."""
        if field not in self._columns:
            of_field = (column for column, found in self._fields.items() if found.partition(":")[0] == field)
            self._columns[field] = next(of_field, None)
        return self._columns[field]

    def _fault(
        self, row: int, message: str, remedy: str, column: str | None, value: str | None, dropped: bool = True
    ) -> Problem:
        return Problem(self._file.shown, message, remedy, row, column, shown(value), dropped)

    def _note(self, row: int, pairs: Pairs) -> None:
        """Note types that are not known, and coordinates that are NaN."""
        without = False
        for field, cell in pairs:
            # OSM keys beside the chief ones hold much that is no kind of asset (landuse=meadow).
            if field in ("type", "type:historic"):
                if asset_type(cell, field[5:]) is None:
                    self._types.add(cell, row)
            elif field in ("lat", "lon"):
                without |= cell.casefold() == "nan"
        self._without_number += without

    def _apart(self, entries: Sequence[RegisterEntry]) -> list[RegisterEntry]:
        """Entries with a key and an id each: the same row twice is one entry, a key twice is told apart by a number."""
        firsts: dict[str, RegisterEntry] = {}
        kept: dict[str, RegisterEntry] = {}
        uses: Counter[str] = Counter()
        for entry in entries:
            if entry.id in kept:
                message = f"is the same as row {kept[entry.id].row}; it was read once."
                self.fault(self._fault(entry.row, message, "Remove one of them.", None, entry.key, False))
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
            self.fault(self._fault(entry.row, message, "Nothing needs doing.", None, entry.key, False))
            return entry
        uses[entry.key] += 1
        key = f"{entry.key}-{uses[entry.key] + 1}"
        message = f"has the id {entry.key!r} of row {first.row}; it goes by {key!r}."
        column = self._column("id")
        self.fault(self._fault(entry.row, message, "Give each row an id of its own.", column, entry.key, False))
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
            yield self._fault(row, message, meant, self._column("type"), words, False)
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


def _own_key(pairs: Pairs, row: Row) -> str:
    """The key that a row's id is made of: only what it states itself, so that no other row's coming changes it."""
    return next((cell for field, cell in pairs if field == "id"), row.feature_id)
