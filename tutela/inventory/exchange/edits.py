"""What people changed in an exported copy: field by field, against how it went out and how things stand now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tutela.inventory.exchange.columns import differing, editable, parts
from tutela.model.inventory import Asset

NAMED = {"names": "name", "settlement": "settlement", "district": "district"}
"""Columns that hold names -> the field a ruling adds one under."""
YES = frozenset({"yes", "y", "true", "1"})


@dataclass(frozen=True, slots=True)
class EditedRow:
    """One row of the edited copy."""

    row: int
    asset: str
    """The asset's id as it stands there; empty where somebody drew a new one."""
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EditedCopy:
    """An edited copy as it was read."""

    about: Mapping[str, str]
    """What the export noted of itself."""
    exported: Mapping[str, Mapping[str, str]]
    """Asset id -> its cells as they went out."""
    rows: tuple[EditedRow, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a copy changes in one asset: fields to set as a ruling sets them."""

    asset: str
    sets: tuple[tuple[str, str], ...]
    restrict: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """What of a row was not taken over, and why."""

    row: int
    asset: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Edits:
    """All that a copy changes."""

    changes: tuple[Change, ...]
    added: tuple[EditedRow, ...]
    """Rows without an id of ours: new assets."""
    remarks: tuple[Remark, ...]
    unchanged: int = 0


@dataclass(slots=True)
class _Found:
    changes: list[Change] = field(default_factory=list)
    added: list[EditedRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    unchanged: int = 0


def edits_in(copy: EditedCopy, assets: Sequence[Asset]) -> Edits:
    """The edits of a copy, against the assets as they stand now.

    A cell changed in the copy and here since is a conflict: neither is preferred, a person rules. Names are added,
    never removed; a row deleted from the copy deletes nothing.
    """
    current = {id_: asset for asset in assets for id_ in (asset.id, *asset.absorbed)}
    found, seen = _Found(), set[str]()
    for row in copy.rows:
        if not row.asset:
            found.added.append(row)
        elif row.asset in seen:
            found.remarks.append(
                _remark(row, "stands in the copy twice; the first was read.", "Empty the id of a new asset.")
            )
        elif row.asset not in current:
            found.remarks.append(_remark(row, "is no asset of this workspace.", "Empty the id if it is a new one."))
        else:
            _compare(row, copy.exported.get(row.asset), current[row.asset], found)
        seen.add(row.asset)
    found.remarks += _deleted(copy, seen)
    return Edits(tuple(found.changes), tuple(found.added), tuple(found.remarks), found.unchanged)


def _remark(row: EditedRow, message: str, remedy: str) -> Remark:
    return Remark(row.row, row.asset, message, remedy)


def _deleted(copy: EditedCopy, seen: set[str]) -> Iterator[Remark]:
    for asset in copy.exported:
        if asset not in seen:
            yield Remark(
                0, asset, f"{asset} was deleted from the copy; it stays in the inventory.", "Rule on it, if it must go."
            )


def _compare(row: EditedRow, before: Mapping[str, str] | None, asset: Asset, found: _Found) -> None:
    now = editable(asset)
    base = before if before is not None else now
    sets: list[tuple[str, str]] = []
    restrict = False
    for column in differing(base, row.cells):
        wanted = row.cells.get(column, "").strip()
        if wanted == now[column].strip():
            continue
        if column not in NAMED and now[column].strip() != base.get(column, "").strip():
            message = f"{column} was changed in the copy ({wanted!r}) and here since ({now[column]!r})."
            found.remarks.append(_remark(row, message, f"Rule: tutela rule {row.asset} correct --set {column}=..."))
        elif column == "restricted":
            restrict = _restriction(row, wanted, found)
        elif column == "position" and not wanted:
            found.remarks.append(
                _remark(row, "its point was removed; it keeps its position.", "Move the point instead.")
            )
        elif column in NAMED:
            sets += _names(row, column, wanted, base, now, found)
        else:
            sets.append((column, wanted))
    if sets or restrict:
        found.changes.append(Change(asset.id, tuple(sets), restrict))
    else:
        found.unchanged += 1


def _restriction(row: EditedRow, wanted: str, found: _Found) -> bool:
    if wanted.casefold() in YES:
        return True
    message = "is withheld here and released in the copy; it stays withheld."
    found.remarks.append(_remark(row, message, "Undo the ruling that withholds it, or correct the register."))
    return False


def _names(
    row: EditedRow, column: str, wanted: str, base: Mapping[str, str], now: Mapping[str, str], found: _Found
) -> list[tuple[str, str]]:
    there, given = parts(base.get(column, "")), parts(wanted)
    gone = [name for name in there if name not in given]
    if gone:
        message = f"{column} lost {', '.join(map(repr, gone))}; what a register says is kept."
        found.remarks.append(_remark(row, message, "Nothing needs doing; names are added, never removed."))
    known = {*there, *parts(now[column])}
    return [(NAMED[column], name) for name in given if name not in known]
