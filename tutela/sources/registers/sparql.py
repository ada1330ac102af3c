"""SPARQL query results, in JSON or as a table -> rows: a column for every variable, with its language if it has one."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tutela.sources.decoding import storable
from tutela.sources.registers.rows import BrokenRow, Cells, Row, Table, as_text

VALUE, LANGUAGE = ".value", ".xml:lang"
"""How tables of results call the columns of a variable."""


def binding_row(number: int, binding: Mapping[str, object]) -> Row:
    """One result: `{"itemLabel": {"type": "literal", "xml:lang": "uk", "value": "..."}}`.

    A language stands with the variable, `itemLabel:uk`, so that its text becomes a name in that language.
    """
    cells = []
    for variable, bound in binding.items():
        name = storable(str(variable))
        if not isinstance(bound, Mapping):
            cells.append((name, as_text(bound)))
            continue
        language = bound.get("xml:lang")
        column = f"{name}:{storable(language)}" if isinstance(language, str) and language else name
        cells.append((column, as_text(bound.get("value"))))
    return Row(number, tuple(cells))


def query_results(table: Table) -> Table:
    """A table of query results (`itemLabel.value`, `itemLabel.xml:lang`) as such: rows of one item are joined."""

    def rows() -> Iterator[Row | BrokenRow]:
        for item in table.rows():
            yield item if isinstance(item, BrokenRow) else item._replace(unfolded=_by_language(item.cells))

    return replace(table, rows=rows, columns=(), joined=True)


def _by_language(cells: Cells) -> Cells:
    said = dict(cells)
    texts = ((column.removesuffix(VALUE), cell) for column, cell in cells if column.endswith(VALUE))
    tagged = (
        ((f"{name}:{said[name + LANGUAGE]}" if said.get(name + LANGUAGE) else name), cell) for name, cell in texts
    )
    return (*tagged, *((column, cell) for column, cell in cells if not column.endswith((VALUE, LANGUAGE))))
