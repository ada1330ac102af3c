"""What the rows of one asset say, field by field."""

from collections.abc import Mapping, Sequence

from tutela.model.inventory import RegisterEntry

Cells = tuple[tuple[str, str], ...]
"""(what stands behind the field's colon: a language, a scheme, an OSM key; the cell)."""
Told = Mapping[str, Cells]
"""Field -> its cells, in the order of the columns, each once."""


def told_of(entries: Sequence[RegisterEntry]) -> Told:
    """What these rows say: those of the first, then what the others add."""
    told: dict[str, Cells] = {}
    for entry in entries:
        for field, cell in entry.fields:
            base, tag = _PARTED[field]
            before = told.get(base)
            if before is None:
                told[base] = ((tag, cell),)
            elif (tag, cell) not in before:
                told[base] = (*before, (tag, cell))
    return told


def values(told: Told, field: str) -> list[str]:
    """All cells of a field."""
    return [cell for _, cell in told.get(field, ())]


def value(told: Told, field: str) -> str:
    """The first cell of a field, or empty."""
    cells = told.get(field)
    return cells[0][1] if cells else ""


class _Parted(dict[str, tuple[str, str]]):
    """Field -> what stands before its colon and behind it. Fields are few, their uses are millions."""

    def __missing__(self, field: str) -> tuple[str, str]:
        base, _, tag = field.partition(":")
        self[field] = base, tag
        return base, tag


_PARTED = _Parted()
