"""Records as a notebook shows them: HTML that is escaped, says its direction and language, and brings no colours.

Without colours of its own it fits light and dark pages. What stands here is private: it has not passed the gate.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from itertools import islice

from tutela.model.passages import Passage
from tutela.model.problems import one_line
from tutela.model.reasons import Reason
from tutela.model.times import Period

SHOWN_ITEMS = 12
"""Values of one field of one record; more are counted."""
SHOWN_RECORDS = 20
LISTED_ITEMS = 6
"""Values of one field where many records are listed."""
LISTED_COLUMNS = 10
LISTED_LETTERS = 160
SHOWN_LETTERS = 1_500

LEFT_TO_ONE = {
    "passages", "sha256", "text", "raw", "fields", "chain", "drift", "claim_origins", "aliases", "entries", "links",
    "credit_patterns",
}  # fmt: skip
"""Fields a list of records leaves out: they are long; the record alone shows them."""

TOLD = {"title", "text"}
"""Fields whose words stand in the document's language; of others only passages do."""

START = "text-align:start;vertical-align:top"
"""Notebooks set table cells flush right, which makes sentences hard to read."""
ROOMY = f"{START};min-width:18em"
"""For sentences: many columns would squeeze them to a word a line."""
SENTENCE = 60
"""Letters from which a cell is taken for a sentence."""
HELD = "overflow-x:auto;max-width:100%"


def shown(record: object) -> str:
    """One record: a row for each field that holds something.

    >>> print(shown(Reason("name", "the names agree")))                                       # doctest: +ELLIPSIS
    <div ...<caption ...>Reason</caption>...<bdi>the names agree</bdi>...
    """
    tongue = _tongue(record, {})
    rows = "".join(
        f'<tr><th scope="row" style="{START}">{_label(name)}</th><td style="{START}">{cell}</td></tr>'
        for name, value in _fields(record)
        if (cell := _field(name, value, tongue, SHOWN_ITEMS, SHOWN_LETTERS))
    )
    return _table(type(record).__name__, "", rows)


def listed(records: Sequence[object], tongues: Mapping[str, str]) -> str:
    """Many records: a row for each of the first, a column for each field that one of them fills.

    Args:
        tongues: document id -> language code, for words that stand in documents.
    """
    if not records:
        return "<p>No records.</p>"
    rows = [_row(record, _tongue(record, tongues)) for record in records[:SHOWN_RECORDS]]
    columns = list(dict.fromkeys(name for row in rows for name, cell in row.items() if cell))[:LISTED_COLUMNS]
    head = "".join(f'<th scope="col" style="{START}">{_label(name)}</th>' for name in columns)
    body = "".join("<tr>" + "".join(_listed_cell(row.get(name, "")) for name in columns) + "</tr>" for row in rows)
    kinds = " or ".join(dict.fromkeys(type(record).__name__ for record in records))
    more = len(records) - len(rows)
    rest = f"<p>... and {more:,} more</p>" if more > 0 else ""
    return _table(f"{kinds}: {len(records):,}", head, body) + rest


def _listed_cell(cell: str) -> str:
    letters = max((len(line) for line in re.sub("<(?!br>)[^>]*>", "", cell).split("<br>")), default=0)
    return f'<td style="{ROOMY if letters > SENTENCE else START}">{cell}</td>'


def _table(caption: str, head: str, body: str) -> str:
    top = f"<thead><tr>{head}</tr></thead>" if head else ""
    return (
        f'<div style="{HELD}"><table lang="en" dir="ltr"><caption style="{START}">{html.escape(caption)}</caption>'
        f"{top}<tbody>{body}</tbody></table></div>"
    )


def _row(record: object, tongue: str) -> dict[str, str]:
    return {
        name: _field(name, value, tongue, LISTED_ITEMS, LISTED_LETTERS)
        for name, value in _fields(record)
        if name not in LEFT_TO_ONE
    }


def _fields(record: object) -> Iterator[tuple[str, object]]:
    if not is_dataclass(record):
        yield "value", record
        return
    for field in fields(record):
        value = getattr(record, field.name)
        # One passage that is the quote needs no row of its own.
        if field.repr and value != (getattr(record, "quote", None),):
            yield field.name, value


def _tongue(record: object, tongues: Mapping[str, str]) -> str:
    """The language of the words a record quotes: its document's, or its own where it is the document."""
    known = getattr(record, "tongue", "") or tongues.get(getattr(record, "document", ""), "")
    return "" if known == "und" else known


def _label(field: str) -> str:
    return html.escape(field.replace("_", " "))


def _field(name: str, value: object, tongue: str, items: int, letters: int) -> str:
    if name in TOLD and isinstance(value, str) and value:
        return _words(value, tongue, letters)
    return _cell(value, tongue, items, letters)


def _cell(value: object, tongue: str, items: int, letters: int) -> str:
    """A field's value; several stand under one another."""
    if isinstance(value, str | Passage) or not isinstance(value, Iterable):
        return _value(value, tongue, letters)
    parts = [_value(one, tongue, letters) for one in islice(_items(value), items)]
    count = len(value) if isinstance(value, Sequence | Mapping | frozenset) else len(parts)
    return "<br>".join(filter(None, [*parts, f"... and {count - items:,} more" if count > items else ""]))


def _items(values: Iterable[object]) -> Iterable[object]:
    return values.items() if isinstance(values, Mapping) else values


def _value(value: object, tongue: str, letters: int) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Passage):
        return f"{_words(value.exact, tongue, letters, 'q')} <small>{value.start}–{value.end}</small>"
    if isinstance(value, Reason):
        return _words(value.sentence, "", letters)
    if isinstance(value, Period):
        return f"{_words(value.edtf(), '', letters)}{_small(value.how)}"
    if type(value).__str__ is not object.__str__ and is_dataclass(value):
        return _words(str(value), "", letters) + _small("; ".join(getattr(value, "reasons", ())))
    if is_dataclass(value) and not isinstance(value, type):
        return _parts(value, tongue, letters)
    if isinstance(value, tuple):
        return " = ".join(filter(None, (_value(one, tongue, letters) for one in value)))
    return _words(str(value), "", letters)


def _parts(record: object, tongue: str, letters: int) -> str:
    """A record inside a record: its first filled field, the others smaller behind it."""
    own = getattr(record, "language", "")
    filled = [(name, value) for name, value in _fields(record) if value not in (None, "", ())]
    cells = [_field(name, value, own or tongue, LISTED_ITEMS, min(letters, LISTED_LETTERS)) for name, value in filled]
    others = ", ".join(filter(None, cells[1:]))
    return "".join(cells[:1]) + (f" <small>{others}</small>" if others else "")


def _words(text: str, tongue: str, letters: int, tag: str = "bdi") -> str:
    """Words in their own direction; orders that a page would obey instead of showing are written out."""
    line = one_line(" ".join(text.split()))
    cut = line if len(line) <= letters else f"{line[: letters - 1].rstrip()}…"
    lang = f' lang="{html.escape(tongue)}"' if tongue else ""
    direction = ' dir="auto"' if tag != "bdi" else ""
    return f"<{tag}{direction}{lang}>{html.escape(cut)}</{tag}>"


def _small(text: str) -> str:
    return f" <small>{html.escape(one_line(text))}</small>" if text else ""
