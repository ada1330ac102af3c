"""Registers into a workspace, without anything else: the inventory's own way in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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
    progress: Progress = no_progress,
) -> Imported:
    """Read registers into a workspace, made where there is none; one given again replaces what it said before.

    Raises:
        InputError: none of the registers can be used, or the mapping of columns cannot.
        WorkspaceBusy: another process is writing.

    >>> done = import_registers("inventory-only", "sample/inventory.csv")
    >>> done.registers, done.assets
    ((('inventory', 65, 65),), 65)
    """
    readings, unusable = read_registers(paths_of(registers), columns)
    with Workspace.open_or_create(workspace) as opened:
        with opened.writing():
            progress("registers", 0, len(readings))
            problems = [*unusable, *keep_registers(opened, readings)]
            progress("registers", len(readings), len(readings))
        kept = tuple((one.register.name, one.register.rows, len(one.entries)) for one in readings)
        return Imported(kept, len(opened.effective().inventory), tuple(problems))
