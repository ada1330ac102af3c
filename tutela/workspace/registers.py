"""Registers into a workspace, without anything else: the inventory's own way in, however long they are."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tutela.engine import Helpers
from tutela.model.errors import InputError, UnreadableFile, UnusableRegister
from tutela.model.inventory import Asset, Register, RegisterEntry
from tutela.model.problems import Problem
from tutela.sources.drafts import shown_path
from tutela.sources.registers import RegisterStream, stream_register
from tutela.workspace.batch import Batch
from tutela.workspace.register_rows import RowMaker, RowsMade
from tutela.workspace.runs import run_card
from tutela.workspace.taking_in import Paths, Progress, left_out, no_progress, not_understood, paths_of
from tutela.workspace.workspace import Workspace

if TYPE_CHECKING:
    from tutela.store.drafts import Draft

LOOKING, IMPORTING, INDEXING = "looking through", "importing", "search index"
"""Stages of an import that its progress names."""
WORTH_HELP = 20_000
"""Rows from which other processes are begun: two take 0.1 s to begin, and as long as 2,000 rows to warm up."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What importing registers came to."""

    registers: tuple[tuple[str, int, int], ...]
    """(name, rows in the file, entries kept) of each register."""
    assets: int
    """How many assets the inventory holds now."""
    problems: tuple[Problem, ...]

    def summary(self) -> str:
        """What was read, in lines."""
        lines = [f"{name}: {kept:,} of {rows:,} rows" for name, rows, kept in self.registers]
        return "\n".join([*lines, f"{self.assets:,} assets in the inventory."])


def import_registers(
    workspace: Path | str,
    registers: Paths,
    columns: Mapping[str, str] | None = None,
    *,
    card: Path | None = None,
    processes: int | None = None,
    progress: Progress = no_progress,
) -> Imported:
    """Read registers into a workspace, made where there is none; one given again replaces what it said before.

    A register's card is the file NAME.card.yml beside it, or `card` where one register is given. Each register is
    written whole or not at all. A register of 20,000 rows or more is read by `processes` (without it, as many as there
    are cores) while this one writes, and never held whole.

    Raises:
        InputError: none of the registers can be used, or the mapping of columns cannot.
        WorkspaceBusy: another process is writing.

    >>> done = import_registers("inventory-only", "sample/inventory.csv")
    >>> done.registers, done.assets
    ((('inventory', 65, 65),), 65)
    """
    paths = paths_of(registers)
    if card is not None and len(paths) != 1:
        raise InputError("One card is given for several registers.", "Write each one's beside it, as NAME.card.yml.")
    opened, problems = _opened(paths, columns, card, progress)
    taken: list[_Taken] = []
    with Workspace.open_or_create(workspace) as into, into.writing():
        for number, one in enumerate(opened):
            try:
                taken.append(_take_in(into, one, processes or os.cpu_count() or 1, progress))
            except UnusableRegister as error:
                if len(paths) == 1:
                    raise
                problems.append(left_out(one.path, error.message, error.remedy))
                if not taken and number == len(opened) - 1:
                    raise _none_usable(problems) from error
        progress(INDEXING, 0, 1)
        into.index_assets()
        progress(INDEXING, 1, 1)
        problems += [problem for one in taken for problem in one.problems]
        kept = tuple((one.register.name, one.register.rows, one.entries) for one in taken)
        return Imported(kept, into.inventory_size(), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Opened:
    """A register that was looked through and can be used."""

    path: Path
    sha256: str
    stream: RegisterStream


@dataclass(frozen=True, slots=True)
class _Taken:
    """A register that was taken in."""

    register: Register
    entries: int
    problems: tuple[Problem, ...]


def _opened(
    paths: Iterable[Path], columns: Mapping[str, str] | None, card: Path | None, progress: Progress
) -> tuple[list[_Opened], list[Problem]]:
    """The registers that can be used, and a problem for each of the others."""
    paths = list(paths)
    opened: dict[str, _Opened] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            one = _Opened(path, *_looked_through(path, columns, card, progress))
        except (UnreadableFile, UnusableRegister) as error:
            if len(paths) == 1:
                raise
            problems.append(left_out(path, error.message, error.remedy))
            continue
        first = opened.setdefault(one.stream.register.id, one)
        if first is not one:
            # Rows go by the register's name: the second of that name would take the place of the first.
            message = f"was left out: a register of that name is read already ({shown_path(first.path)})."
            problems.append(left_out(path, message, "Give it another file name."))
        elif one.stream.unmapped:
            problems.append(not_understood(path, one.stream.unmapped))
    if not opened:
        raise _none_usable(problems)
    return list(opened.values()), problems


def _none_usable(problems: Iterable[Problem]) -> InputError:
    return InputError("None of the registers can be used: " + "; ".join(map(str, problems)))


def _looked_through(
    path: Path, columns: Mapping[str, str] | None, card: Path | None, progress: Progress
) -> tuple[str, RegisterStream]:
    """The hash of a register's file and its stream, after a first look at all rows."""
    stream = stream_register(path, columns, card, lambda rows: progress(LOOKING, rows, rows))
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), stream


def _take_in(workspace: Workspace, opened: _Opened, processes: int, progress: Progress) -> _Taken:
    """Write one register, its rows and their assets."""
    from tutela.store.writer import uncollected

    stream, card = opened.stream, run_card({})
    if stream.middle and not stream.noted_swapped and workspace.lies_swapped(stream.register.id, stream.middle):
        stream.looks_swapped("once swapped it lies among the workspace's other assets, and as it stands far from them")
    again = replace(stream.register, sha256=opened.sha256, rows=stream.expected_rows)
    if known := workspace.taken_before(again, card.id, shown_path(opened.path)):
        return _Taken(again, *known)
    maker = RowMaker(stream, card.id)
    helping = processes if stream.expected_rows >= WORTH_HELP else 1
    with Helpers(maker.make, helping) as helpers, workspace.batch(card, "inventory") as batch:
        taking = _Taking(batch, stream, maker)
        with uncollected():
            for made in helpers.each(stream.chunks()):
                taking.take(made)
                progress(IMPORTING, min(stream.rows, stream.expected_rows), stream.expected_rows)
        taking.finish(shown_path(opened.path))
        register = replace(stream.register, sha256=opened.sha256)
        batch.keep_file(opened.path, opened.sha256, of=register.id, path=shown_path(opened.path))
        batch.add(register)
        batch.replace(Problem, stream.problems, scope=register.id)
    return _Taken(register, taking.entries, stream.problems)


class _Taking:
    """One register on its way into a batch."""

    def __init__(self, batch: Batch, stream: RegisterStream, maker: RowMaker) -> None:
        self._batch, self._stream, self._maker = batch, stream, maker
        scope = stream.register.id
        self._entries = batch.replacing(RegisterEntry, scope)
        self._assets = batch.replacing(Asset, scope)
        self._rivals: list[Asset] = []
        """Assets that share a row with one that people have ruled on."""
        self._looked_for = batch.judged_rows
        self.entries = 0

    def take(self, made: RowsMade) -> None:
        """Write what some rows came to."""
        from tutela.store.drafts import unpacked

        entries, assets = unpacked(made.entries), unpacked(made.assets)
        self._stream.take(made.read, taken=len(entries))
        for part in made.parts:
            self._maker.assets.waits((part,))
        for key, asset in zip(made.keys, assets, strict=False):
            self._maker.assets.stands(key, asset.id)
        self._write(entries, assets)

    def _write(self, entries: "list[Draft]", assets: "list[Draft]") -> None:
        self._entries.add(entries)
        self._assets.add(assets)
        self.entries += len(entries)
        if self._looked_for:
            from tutela.model.records import from_text

            told = (from_text(Asset, draft.body) for draft in assets)
            self._rivals += [asset for asset in told if self._looked_for(asset)]

    def finish(self, file: str) -> None:
        """Write what waited for the end, and supersede what the register said before and says no more.

        Raises:
            UnusableRegister: no row could be used.
        """
        entries = self._stream.rest()
        making = self._maker.assets
        made = list(making.of_groups(entries))
        self._write(self._maker.drafts(entries), self._maker.drafts([*made, *making.rest()]))
        if not self.entries:
            first = "; ".join(map(str, self._stream.problems[:3])) or "it has no rows"
            raise UnusableRegister(f"{file} has no row that can be used: {first}.", "Correct the rows.")
        self._entries.finish()
        self._assets.finish(self._batch.standing_against(Asset, self._rivals))
