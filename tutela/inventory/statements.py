"""What the rows of one asset say, field by field."""

import functools
from collections.abc import Sequence

from tutela.model.inventory import RegisterEntry

Cells = tuple[tuple[str, str], ...]
"""(what stands behind the field's colon: a language, a scheme, an OSM key; the cell)."""


class Told:
    """The cells of an asset's rows by their field, in the order of the columns, each once."""

    __slots__ = ("_cells",)

    def __init__(self, cells: dict[str, Cells]) -> None:
        self._cells = cells

    def cells(self, field: str) -> Cells:
        """All cells of a field, with what stands behind its colon."""
        return self._cells.get(field, ())

    def values(self, field: str) -> list[str]:
        """All cells of a field."""
        return [cell for _, cell in self._cells.get(field, ())]

    def value(self, field: str) -> str:
        """The first cell of a field, or empty."""
        cells = self._cells.get(field)
        return cells[0][1] if cells else ""

    def fields(self) -> dict[str, Cells]:
        """Every field with its cells."""
        return self._cells


def told_of(entries: Sequence[RegisterEntry]) -> Told:
    """What these rows say: those of the first, then what the others add."""
    cells: dict[str, Cells] = {}
    for entry in entries:
        for field, cell in entry.fields:
            base, tag = _parted(field)
            before = cells.get(base)
            if before is None:
                cells[base] = ((tag, cell),)
            elif (tag, cell) not in before:
                cells[base] = (*before, (tag, cell))
    return Told(cells)


@functools.lru_cache(maxsize=4096)
def _parted(field: str) -> tuple[str, str]:
    base, _, tag = field.partition(":")
    return base, tag
