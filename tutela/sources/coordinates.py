"""Coordinates as people write them: decimal points and commas, degrees-minutes-seconds, hemispheres, WKT points."""

import functools
import re
import unicodedata

_MARKS = str.maketrans(
    {
        **dict.fromkeys("−–", "-"),
        **dict.fromkeys("′’‘ʹ`´", "'"),
        **dict.fromkeys("″”“ʺ", '"'),
        **dict.fromkeys("º˚", "°"),
        **dict.fromkeys("\u200e\u200f\ufeff", ""),
    }
)

HEMISPHERES = {
    "n": "N", "north": "N", "s": "S", "south": "S", "e": "E", "east": "E", "w": "W", "west": "W",
    "с": "N", "сш": "N", "ю": "S", "юш": "S", "в": "E", "вд": "E", "з": "W", "зд": "W",
    "пнш": "N", "пдш": "S", "схд": "E", "зхд": "W", "пн": "N", "пд": "S", "сх": "E", "зх": "W",
    # Turkish kuzey, güney, doğu, batı.
    "k": "N", "kuzey": "N", "g": "S", "güney": "S", "d": "E", "doğu": "E", "b": "W", "batı": "W",
    "nord": "N", "sud": "S", "est": "E", "ouest": "W", "oeste": "W", "ost": "E",
}  # fmt: skip
"""Letters and words for the hemispheres. Left out on purpose: "O" (west in French, east in German) and the Bosnian "S"
(sjever, north), which reads as south everywhere else."""

_WKT = re.compile(r"(?:SRID=4326;)?\s*POINT\s*Z?\s*\(\s*(\S+)\s+(\S+?)(?:\s+\S+)?\s*\)", re.IGNORECASE)
_LABEL = re.compile(r"\b(?:lat|latitude|lon|lng|long|longitude)\b\s*[:=]?", re.IGNORECASE)
_HEMISPHERE = re.compile(r"[^\W\d_]+(?:\.\s?[^\W\d_]+)?\.?")


LONGEST = 200
"""A longer cell is no coordinate; two in degrees, minutes and seconds with words have 70 letters."""


_DECIMAL = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,30})?(?:e-[0-9]{2})?").fullmatch
"""What nearly all registers write, read without further ado; programs write what is next to nothing as `4.4e-05`."""


class NoCoordinate(ValueError):
    """Words that are no coordinate; the message says why."""


def angle(text: str, axis: str) -> float:
    """Decimal degrees of one latitude (`axis` "lat") or longitude ("lon").

    Raises:
        NoCoordinate: no angle, not on this axis, or out of range.
    """
    if _DECIMAL(text):
        return _within(float(text), axis, text)
    value, hemisphere = _angle(_plain(text))
    if hemisphere and (hemisphere in "NS") != (axis == "lat"):
        raise NoCoordinate(f"{text.strip()!r} names {hemisphere}, which is no {_AXES[axis]}")
    return _within(value, axis, text)


_AXES = {"lat": "latitude", "lon": "longitude"}


def pair(text: str) -> tuple[float, float]:
    """Latitude and longitude written in one cell; latitude first unless the hemispheres (or WKT) say otherwise.

    Raises:
        NoCoordinate: not two angles, two of one axis, or out of range.
    """
    plain = _plain(text)
    if point := _WKT.fullmatch(plain):
        return angle(point[2], "lat"), angle(point[1], "lon")
    first, second = (_angle(half) for half in _halves(_LABEL.sub(" ", plain).removeprefix("geo:"), text))
    if first[1] and second[1] and (first[1] in "NS") == (second[1] in "NS"):
        raise NoCoordinate(f"{text.strip()!r} gives {first[1]} and {second[1]}, both of one axis")
    if first[1] in ("E", "W") or second[1] in ("N", "S"):
        first, second = second, first
    return _within(first[0], "lat", text), _within(second[0], "lon", text)


def _plain(text: str) -> str:
    if len(text) > LONGEST:
        raise NoCoordinate(f"{text[:40]!r}... ({len(text):,} letters) is no coordinate")
    return unicodedata.normalize("NFKC", text.translate(_MARKS)).translate(_MARKS).strip()


def _within(value: float, axis: str, text: str) -> float:
    limit = 90 if axis == "lat" else 180
    if not -limit <= value <= limit:
        raise NoCoordinate(f"{_AXES[axis]} {value:g} (of {text.strip()!r}) is out of range, -{limit} to {limit}")
    return value


_SPLITS = (r"\s*[;|/\n]\s*", r",\s+", r"\s*,\s*", r"\s+")


def _halves(plain: str, text: str) -> tuple[str, str]:
    """The two angles of a cell: cut at the hemispheres, else at the first separator that yields two parts."""
    marks = [match for match in _HEMISPHERE.finditer(plain) if _named(match[0])]
    if len(marks) == 2:
        cut = marks[1].start() if not plain[: marks[0].start()].strip() else marks[0].end()
        return plain[:cut].strip(" ,;\n"), plain[cut:].strip(" ,;\n")
    for separator in _SPLITS:
        parts = [part for part in re.split(separator, plain.strip(" ,;()[]")) if part]
        if len(parts) == 2:
            return parts[0], parts[1]
    raise NoCoordinate(f"{text.strip()!r} is no pair of coordinates")


def _named(word: str) -> str:
    return HEMISPHERES.get(re.sub(r"[.\s]", "", word).casefold(), "")


_NUMBER = r"\d+(?:[.,]\d+)?"
_ANGLE = re.compile(
    rf"([+-])?\s*({_NUMBER})\s*(?:[°d:]\s*|deg\s*|\s+|\Z)(?:({_NUMBER})\s*(?:[':m]|min|\s|\Z)\s*(?:({_NUMBER})\s*(?:\"|''|s|sec)?)?)?\s*",
    re.IGNORECASE,
)


def _angle(plain: str) -> tuple[float, str]:
    """Signed degrees and the hemisphere named, from one angle."""
    body, hemisphere = _without_hemisphere(plain)
    match = _ANGLE.fullmatch(body.strip())
    if not match:
        raise NoCoordinate(f"{plain!r} is no coordinate")
    sign, *parts = match.groups()
    degrees, minutes, seconds = (float(part.replace(",", ".")) if part else 0.0 for part in parts)
    if minutes >= 60 or seconds >= 60 or (match[3] and degrees % 1) or (match[4] and minutes % 1):
        raise NoCoordinate(f"{plain!r} is no coordinate in degrees, minutes and seconds")
    value = degrees + minutes / 60 + seconds / 3600
    if sign == "-" and hemisphere in ("S", "W"):
        raise NoCoordinate(f"{plain!r} says south or west twice, by sign and letter")
    return (-value if sign == "-" or hemisphere in ("S", "W") else value), hemisphere


def _without_hemisphere(plain: str) -> tuple[str, str]:
    for match in (*_HEMISPHERE.finditer(plain),):
        at_end = not plain[match.end() :].strip()
        if (at_end or not plain[: match.start()].strip()) and (named := _named(match[0])):
            return plain[: match.start()] + plain[match.end() :], named
    return plain, ""


_LENGTH = re.compile(
    r"(?:±|\+/-|ca?\.?|~|<)?\s*(\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?)\s*(m|м|metres?|meters?|km|км)?\.?", re.IGNORECASE
)


@functools.lru_cache(maxsize=4096)
def metres(text: str) -> float:
    """A length in metres: `50`, `50 m`, `1.5 km`.

    Raises:
        NoCoordinate: no length above nought.
    """
    match = _LENGTH.fullmatch(_plain(text))
    value = float(re.sub(r"[ \u00a0]", "", match[1]).replace(",", ".")) if match else 0.0
    if not match or value <= 0:
        raise NoCoordinate(f"{text.strip()!r} is no length in metres")
    return value * (1000 if (match[2] or "").casefold() in ("km", "км") else 1)
