"""Coordinates as people write them: decimal points and commas, degrees-minutes-seconds, hemispheres, WKT points."""

import functools
import re
import unicodedata
from collections.abc import Mapping
from importlib import resources

import yaml

from tutela.sources.grids import grid_reference

_MARKS = str.maketrans(
    {
        **dict.fromkeys("−–", "-"),
        **dict.fromkeys("′’‘ʹ`´", "'"),
        **dict.fromkeys("″”“ʺ", '"'),
        **dict.fromkeys("º˚", "°"),
        **dict.fromkeys("\u200e\u200f\ufeff", ""),
    }
)


@functools.cache
def _hemispheres() -> Mapping[str, str]:
    """Letters and words for the hemispheres -> N, S, E or W."""
    text = resources.files("tutela.sources").joinpath("hemispheres.yml").read_text("utf-8")
    data = yaml.load(text, yaml.BaseLoader)
    return {_BETWEEN.sub("", word).casefold(): letter for letter, words in data.items() for word in words}


_BETWEEN = re.compile(r"[.\s]")
_WORDS = re.compile(
    r"(?<=[\d\s])(?:degrees?|degr|deg|grad|град(?:ус(?:ов|а)?)?|աստիճան|dərəcə|derece|درجة|درجه|degrés?|grados?|stepeni|°)\.?|"
    r"(?P<minutes>(?<=[\d\s])(?:minutes?|min|минут[аы]?|мин|хвилин|хв|րոպե|dəqiqə|dakika|دقيقة|دقیقه|Minuten|minutos?)\.?)|"
    r"(?P<seconds>(?<=[\d\s])(?:seconds?|sec|secondes?|секунд[аы]?|сек|վայրկյան|saniyə|saniye|ثانية|ثانیه|Sekunden|segundos?)\.?)",
    re.IGNORECASE,
)
"""Degrees, minutes and seconds written out."""
_WKT = re.compile(r"(?:SRID=4326;)?\s*POINT\s*Z?\s*\(\s*(\S+)\s+(\S+?)(?:\s+\S+)?\s*\)", re.IGNORECASE)
_GEOJSON = re.compile(r'\{.*"coordinates"\s*:\s*\[\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)[^\[]*', re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:(?:lat|lon|long|lng)\b\.?|latitude|longitude|широта|долгота|довгота|(?:geografska\s+)?(?:širina|dužina)|širine|dužine|"
    r"enlem|boylam|breite|länge|latitud|longitud|լայնություն|երկայնություն)\s*[:=]?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{1,3})\s*d\s*(\d{1,2}(?:\.\d+)?)\s*m(?:\s*(\d{1,2}(?:\.\d+)?)\s*s)?", re.IGNORECASE)
"""`40d30m0s`: letters that would be hemispheres elsewhere."""
_RUN = re.compile(r"(\d{2,3})(\d{2})(\d{2}(?:\.\d+)?)")
"""`403000N`, as aeronautical lists write; only beside a hemisphere."""
_HEMISPHERE = re.compile(r"[^\W\d_]+(?:(?:\.\s?|\s)[^\W\d_]+)?\.?")


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


def decimal_point(lat: str, lon: str) -> tuple[float, float] | None:
    """Latitude and longitude in plain decimal degrees, as nearly all registers write them; None for all else."""
    if not (_DECIMAL(lat) and _DECIMAL(lon)):
        return None
    point = float(lat), float(lon)
    return point if -90 <= point[0] <= 90 and -180 <= point[1] <= 180 else None


_AXES = {"lat": "latitude", "lon": "longitude"}


def pair(text: str) -> tuple[float, float]:
    """Latitude and longitude written in one cell; latitude first unless the hemispheres (or WKT) say otherwise.

    Raises:
        NoCoordinate: not two angles, two of one axis, or out of range.
    """
    plain = _plain(text)
    if grid := grid_reference(plain):
        return grid
    if point := _WKT.fullmatch(plain):
        return angle(point[2], "lat"), angle(point[1], "lon")
    if point := _GEOJSON.fullmatch(plain):
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
    plain = unicodedata.normalize("NFKC", text.translate(_MARKS)).translate(_MARKS).strip()
    plain = _COMPACT.sub(lambda dms: f"{dms[1]}°{dms[2]}'" + (f'{dms[3]}"' if dms[3] else ""), plain)
    return _WORDS.sub(lambda word: "'" if word["minutes"] else '"' if word["seconds"] else "°", plain)


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
        return plain[:cut].strip(" ,;|/\n"), plain[cut:].strip(" ,;|/\n")
    for separator in _SPLITS:
        parts = [part for part in re.split(separator, plain.strip(" ,;()[]")) if part]
        if len(parts) == 2:
            return parts[0], parts[1]
    raise NoCoordinate(f"{text.strip()!r} is no pair of coordinates")


def _named(word: str) -> str:
    return _hemispheres().get(_BETWEEN.sub("", word).casefold(), "")


_NUMBER = r"\d+(?:[.,]\d+)?"
_ANGLE = re.compile(
    rf"([+-])?\s*({_NUMBER})\s*(?:[°d:]\s*|deg\s*|\s+|\Z)(?:({_NUMBER})\s*(?:[':m]|min|\s|\Z)\s*(?:({_NUMBER})\s*(?:\"|''|s|sec)?)?)?\s*",
    re.IGNORECASE,
)


def _angle(plain: str) -> tuple[float, str]:
    """Signed degrees and the hemisphere named, from one angle."""
    body, hemisphere = _without_hemisphere(plain)
    run = _RUN.fullmatch(body.strip()) if hemisphere else None
    match = _ANGLE.fullmatch(" ".join(run.groups()) if run else body.strip())
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
