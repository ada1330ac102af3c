"""Objects as Python prints them, read without running anything: what a program wrote with `str` into a table's cell."""

import ast
import datetime as dt

MOST_LETTERS = 2_000_000
"""Longest cell looked at; the parser takes some hundred bytes for each letter."""


class NotPrinted(ValueError):
    """A text that is no object as Python prints it."""


def printed_value(text: str) -> object:
    """The object a text shows: lists, dictionaries, sets, texts, numbers, moments (which become ISO 8601).

    >>> printed_value("{'at': datetime.datetime(2021, 5, 3, 9, 0, tzinfo=datetime.timezone.utc), 'media': []}")
    {'at': '2021-05-03T09:00:00+00:00', 'media': []}

    Raises:
        NotPrinted: it is none, or too long.
    """
    if len(text) > MOST_LETTERS:
        raise NotPrinted(f"it has {len(text):,} letters; at most {MOST_LETTERS:,} are read")
    try:
        return _value(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError, TypeError) as error:
        raise NotPrinted("it is no object as Python prints it") from error


def _value(node: ast.expr) -> object:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | int | float | bool | None):
        return node.value
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return [_value(item) for item in node.elts]
    if isinstance(node, ast.Dict):
        keys = (str(_value(key)) if key else "" for key in node.keys)
        return dict(zip(keys, map(_value, node.values), strict=True))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        number = node.operand.value
        return -number if isinstance(number, int | float) else None
    if isinstance(node, ast.Call):
        return _moment(node)
    raise NotPrinted("it is no object as Python prints it")


def _moment(call: ast.Call) -> object:
    """`datetime.datetime(2021, 5, 3, 9, 0, tzinfo=datetime.timezone.utc)` as ISO 8601; other calls are refused."""
    if ast.unparse(call.func) not in ("datetime.datetime", "datetime.date", "set"):
        raise NotPrinted("it is no object as Python prints it")
    parts = [part for part in map(_value, call.args) if isinstance(part, int)]
    if ast.unparse(call.func) == "set":
        return []
    if ast.unparse(call.func) == "datetime.date":
        return dt.date(*parts[:3]).isoformat()
    zone = next((ast.unparse(word.value) for word in call.keywords if word.arg == "tzinfo"), "")
    utc = dt.UTC if zone in ("datetime.timezone.utc", "tzutc()", "datetime.UTC") else None
    moment = dt.datetime(*parts[:3], *parts[3:7], tzinfo=utc).isoformat()  # type: ignore[arg-type, misc]
    # A zone that is told in other words stays with the time: without it the time would mean another moment.
    return f"{moment} {zone}" if zone and utc is None and zone != "None" else moment
