"""Registers into a workspace, without anything else: the inventory's own way in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tutela.model.errors import InputError
from tutela.model.problems import Problem
from tutela.workspace.taking_in import Paths, Progress, keep_registers, no_progress, paths_of, read_registers
from tutela.workspace.workspace import Workspace


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
    progress: Progress = no_progress,
) -> Imported:
    """Read registers into a workspace, made where there is none; one given again replaces what it said before.

    A register's card is the file NAME.card.yml beside it, or `card` where one register is given.

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
    readings, unusable = read_registers(paths, columns, card)
    with Workspace.open_or_create(workspace) as opened:
        with opened.writing():
            progress("registers", 0, len(readings))
            problems = [*unusable, *keep_registers(opened, readings)]
            progress("registers", len(readings), len(readings))
        kept = tuple((one.register.name, one.register.rows, len(one.entries)) for one in readings)
        return Imported(kept, len(opened.effective().inventory), tuple(problems))
