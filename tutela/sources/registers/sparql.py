"""SPARQL 1.1 query results in JSON -> rows: a column for every variable, with its language where it has one."""

from collections.abc import Mapping

from tutela.sources.decoding import storable
from tutela.sources.registers.rows import Row, as_text


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
