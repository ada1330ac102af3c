"""Canonical JSON (RFC 8785): one text for one value, so that hashes mean the same everywhere."""

import json
import math
from collections.abc import Mapping


def canonical_json(value: object) -> bytes:
    """The RFC 8785 form of a JSON value, as UTF-8 bytes.

    Raises:
        TypeError: the value is no JSON value.
        ValueError: a number is NaN or infinite, or an integer is beyond 2**53, where JSON readers differ.
    """
    return "".join(_write(value)).encode("utf-8")


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
        if abs(value) > 2**53:
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
