"""Canonical JSON (RFC 8785): one text for one value, so that hashes mean the same everywhere.

Two ways to the same bytes: Python's own encoder, written in C, for values it writes as RFC 8785 prescribes, which are
nearly all; and `written_out`, letter by letter, for the rest (numbers with an exponent, names outside ASCII).
"""

import json
import math
from collections.abc import Mapping

LARGEST = 2**53
"""Integers beyond it are not exact in every JSON reader."""
LEAST_PLAIN = 1e-4
"""Python writes numbers nearer to zero with an exponent, ECMAScript only those below 1e-6."""

_ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)
_AS_IT_IS = frozenset({str, bool, type(None)})


def canonical_json(value: object) -> bytes:
    """The RFC 8785 form of a JSON value, as UTF-8 bytes.

    Raises:
        TypeError: the value is no JSON value.
        ValueError: a number is NaN or infinite, or an integer is beyond 2**53, where JSON readers differ.

    >>> canonical_json({"lon": 46.5, "lat": 40.0, "names": ["Շուշի"]}).decode()
    '{"lat":40,"lon":46.5,"names":["Շուշի"]}'
    """
    try:
        return _ENCODER.encode(_ready(value)).encode("utf-8")
    except NotPlain:
        return written_out(value)


def written_out(value: object) -> bytes:
    """The same as `canonical_json`, by the rules themselves, for any value."""
    return "".join(_write(value)).encode("utf-8")


class NotPlain(Exception):
    """A value that the quick encoder writes otherwise than RFC 8785, or not at all."""


def _ready(value: object) -> object:
    """The value as the quick encoder writes it canonically: itself, or a copy with whole numbers as integers."""
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is tuple or kind is list:
        return _ready_items(value)  # type: ignore[arg-type]  # its type has just been asked
    if kind is dict:
        return _ready_object(value)  # type: ignore[arg-type]
    if kind is float or kind is int:
        return plain_number(value)  # type: ignore[arg-type]
    raise NotPlain


def _ready_items(items: list[object] | tuple[object, ...]) -> object:
    for index, item in enumerate(items):
        if type(item) is not str:
            ready = _ready(item)
            if ready is not item:
                return [*items[:index], ready, *(_ready(rest) for rest in items[index + 1 :])]
    return items


def _ready_object(items: dict[object, object]) -> object:
    changed: dict[object, object] = {}
    for name, item in items.items():
        # Code points and UTF-16 code units order ASCII names alike.
        if type(name) is not str or not name.isascii():
            raise NotPlain
        if type(item) is not str:
            ready = _ready(item)
            if ready is not item:
                changed[name] = ready
    return {**items, **changed} if changed else items


def plain_number(number: int | float) -> int | float:
    """A number that Python and ECMAScript write alike: an integer where it is whole.

    Raises:
        NotPlain: they write it differently, or it has no JSON form.
    """
    if not -LARGEST <= number <= LARGEST:
        raise NotPlain
    whole = int(number)
    if whole == number:
        return whole
    if -LEAST_PLAIN < number < LEAST_PLAIN:
        raise NotPlain
    return number


def _write(value: object) -> list[str]:
    if value is None:
        return ["null"]
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, str):
        return [_string(value)]
    if isinstance(value, int | float):
        return [_number(value)]
    if isinstance(value, Mapping):
        return _object(value)
    if isinstance(value, list | tuple):
        parts = ["["]
        for index, item in enumerate(value):
            parts += [","] * bool(index) + _write(item)
        return [*parts, "]"]
    raise TypeError(f"{type(value).__name__} is not a JSON value")


def _object(value: Mapping[object, object]) -> list[str]:
    if not all(isinstance(key, str) for key in value):
        raise TypeError("object keys must be strings")
    # RFC 8785 orders names by their UTF-16 code units.
    keys = sorted((str(key) for key in value), key=lambda key: key.encode("utf-16-be", "surrogatepass"))
    parts = ["{"]
    for index, key in enumerate(keys):
        parts += [","] * bool(index) + [_string(key), ":"] + _write(value[key])
    return [*parts, "}"]


def _string(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _number(value: int | float) -> str:
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise ValueError(f"integer {value} is beyond 2**53; write it as a string")
        return str(value)
    if not math.isfinite(value):
        raise ValueError(f"{value} has no JSON form")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    digits, point = _shortest_digits(abs(value))
    return sign + _ecmascript(digits, point)


def _shortest_digits(value: float) -> tuple[str, int]:
    """The fewest digits that read back as `value`, and where the decimal point stands among them."""
    mantissa, _, exponent = repr(value).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    lost = len(whole + fraction) - len(digits)
    return digits.rstrip("0"), len(whole) - lost + int(exponent or 0)


def _ecmascript(digits: str, point: int) -> str:
    """Digits as ECMAScript's Number::toString writes them, which RFC 8785 prescribes."""
    if len(digits) <= point <= 21:
        return digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    return f"{digits[0]}{'.' * (len(digits) > 1)}{digits[1:]}e{point - 1:+d}"
