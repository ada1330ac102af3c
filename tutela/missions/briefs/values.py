"""What people write in a brief (days, hours, positions, areas) as values; a ValueError says what is wrong with one."""

import datetime as dt
import functools
import re
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any

import yaml

from tutela.missions.areas import ring_from_text
from tutela.model.missions import LegalBasis
from tutela.model.records import to_json
from tutela.model.times import first_day, last_day

Plain = dict[str, Any]
"""A mapping as YAML gives it: texts, lists and mappings."""

LONGEST_DAYS = 366
"""Days of one mission; more is a slip of a year."""

CLOCK = re.compile(r"(\d{1,2}):(\d{2})\Z")
LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(h|hours?|min|minutes?)?\Z")


@functools.cache
def legal_bases() -> Mapping[str, LegalBasis]:
    """The packaged texts a mission may rest on, by their key.

    >>> legal_bases()["hague-1954"].reference
    '249 UNTS 240'
    """
    text = resources.files("tutela.missions").joinpath("legal_bases.yml").read_text("utf-8")
    return {row["id"]: LegalBasis(**row) for row in yaml.safe_load(text)}


Conversion = Callable[[Any], Any]
Fields = Mapping[str, tuple[str, Conversion]]
"""Field as written -> (field of the record, what makes its value; ValueError where it cannot)."""


def shaped(given: Mapping[str, Any], fields: Fields, faults: list[str], at: str = "") -> Plain:
    """The fields of a record; what cannot be used, or is not known, is added to `faults`."""
    shaped: Plain = {}
    for name, value in given.items():
        if name not in fields:
            faults.append(f"{at}{name}: is no field of it (known: {', '.join(fields)})")
            continue
        target, convert = fields[name]
        try:
            made = convert(value)
        except (ValueError, TypeError) as error:
            faults.append(f"{at}{name}: {error}")
            continue
        shaped.update(made if target == "*" else {target: made})
    return shaped


def text_of(value: object) -> str:
    """One text, without blanks around it."""
    if isinstance(value, dict | list):
        raise ValueError("should be a text")
    return str(value).strip()


def texts_of(value: object) -> list[str]:
    """A list, or a text with commas."""
    parts = value if isinstance(value, list) else str(value).split(",")
    return [text_of(part) for part in parts if str(part).strip()]


def day_of(value: object) -> str:
    """A day of the calendar."""
    text = text_of(value)
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no day; write it as 2026-05-04") from None
    return text


def partial_of(value: object) -> str:
    """A day, month or year; empty where nothing is said."""
    text = text_of(value)
    if text:
        first_day(text)
    return text


def days_of(value: object) -> list[str]:
    """Days one by one, or first and last as 2026-05-04/2026-05-08."""
    days: list[str] = []
    for part in texts_of(value):
        first, slash, last = part.partition("/")
        start, end = dt.date.fromisoformat(day_of(first)), dt.date.fromisoformat(day_of(last if slash else first))
        if end < start or (end - start).days > LONGEST_DAYS:
            raise ValueError(f"{part!r} ends before it starts, or is longer than a year")
        days += [(start + dt.timedelta(number)).isoformat() for number in range((end - start).days + 1)]
    return sorted(set(days))


def clock_of(text: str) -> int:
    """A time of day in minutes after midnight."""
    match = CLOCK.match(text.strip())
    minutes = int(match[1]) * 60 + int(match[2]) if match else -1
    if not 0 <= minutes <= 24 * 60:
        raise ValueError(f"{text.strip()!r} is no time of day; write it as 09:30")
    return minutes


def hours_of(value: object) -> Plain:
    """A stretch of a day, as in 09:00-17:00."""
    start, dash, end = text_of(value).partition("-")
    if not dash:
        raise ValueError(f"{start!r} is no stretch of a day; write it as 09:00-17:00")
    hours = {"start": clock_of(start), "end": clock_of(end)}
    if hours["end"] <= hours["start"]:
        raise ValueError(f"{value!r} ends before it starts")
    return hours


def minutes_of(value: object) -> int:
    """A length of time in minutes, from `90 min` or `10 h`."""
    match = LENGTH.match(text_of(value))
    if not match:
        raise ValueError(f"{value!r} is no length of time; write it as 90 min or 10 h")
    return round(float(match[1]) * (60 if (match[2] or "min").startswith("h") else 1))


def offset_of(value: object) -> int:
    """Minutes east of UTC, from `+04:00`, `+4` or `4.5`."""
    text = text_of(value).removeprefix("UTC")
    sign = -1 if text.startswith("-") else 1
    bare = text.lstrip("+-")
    minutes = clock_of(bare) if ":" in bare else round(float(bare) * 60)
    if minutes > 14 * 60:
        raise ValueError(f"{text!r} is no offset from UTC; write it as +04:00")
    return sign * minutes


def position_of(value: object) -> Plain:
    """`39.75, 46.75`: latitude, longitude."""
    lat, _, lon = text_of(value).partition(",")
    try:
        found = {"lat": float(lat), "lon": float(lon)}
    except ValueError:
        raise ValueError(f"{value!r} is no position; write latitude, longitude as 39.75, 46.75") from None
    if not (-90 <= found["lat"] <= 90 and -180 <= found["lon"] <= 180):
        raise ValueError(f"{value!r} is no position on the ground")
    return found


def each_with(fields: Fields, prepare: Callable[[Plain], Plain] = dict) -> Callable[[Any], list[Plain]]:
    """A list of mappings, each with these fields."""

    def convert(value: object) -> list[Plain]:
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise ValueError("should be a list of entries with fields")
        faults: list[str] = []
        made = [shaped(prepare(one), fields, faults, f"entry {number}, ") for number, one in enumerate(value, 1)]
        if faults:
            raise ValueError("; ".join(faults))
        return made

    return convert


def bases_of(value: object) -> list[Plain]:
    """Keys of packaged texts, or texts of the team's own with `title` and `reference`."""
    made: list[Plain] = []
    for one in value if isinstance(value, list) else texts_of(value):
        if isinstance(one, dict):
            made.append({"id": "own", **one})
        elif one in legal_bases():
            made.append(to_json(legal_bases()[one]))
        else:
            raise ValueError(f"{one!r} is none of {', '.join(legal_bases())}; or give title and reference")
    return made


def with_area(given: Plain) -> Plain:
    """`place`, `sites` and `polygon` of an entry as one area."""
    area = {"place": "name", "sites": "assets", "polygon": "ring"}
    found = {area[key]: value for key, value in given.items() if key in area}
    rest = {key: value for key, value in given.items() if key not in area}
    return {**rest, "area": found} if found else rest


def area_of(value: Any) -> Plain:
    """An area, its polygon read."""
    area: Plain = {}
    if "name" in value:
        area["name"] = text_of(value["name"])
    if "assets" in value:
        area["assets"] = texts_of(value["assets"])
    if "ring" in value:
        area["ring"] = ring_from_text(text_of(value["ring"]))
    return area


def ring_of(value: object) -> object:
    """A polygon."""
    return ring_from_text(text_of(value))


def truth_of(value: object) -> bool:
    """Yes or no."""
    text = text_of(value).casefold()
    if text not in ("yes", "true", "no", "false"):
        raise ValueError(f"{text!r} should be yes or no")
    return text in ("yes", "true")


def pairs_of(value: object) -> list[list[str]]:
    """Fields with any names, in their order."""
    if not isinstance(value, dict):
        raise ValueError("should be fields, one a line")
    return [[str(key), text_of(one)] for key, one in value.items()]


def party_languages_of(value: object) -> list[list[str]]:
    """In which languages a party is written to: (party, language)."""
    if not isinstance(value, dict):
        raise ValueError("should be `party: language`, one a line")
    return [[str(party), language] for party, languages in value.items() for language in texts_of(languages)]


def start_of(value: object) -> Plain:
    """Where a team starts."""
    return _from_to(value, "start")


def end_of(value: object) -> Plain:
    """Where a team ends."""
    return _from_to(value, "end")


def _from_to(value: object, side: str) -> Plain:
    """A position with an optional name before it: `Guest house, 39.75, 46.75`."""
    parts = text_of(value).rsplit(",", 2)
    return {side: position_of(",".join(parts[-2:])), f"{side}_name": parts[0].strip() if len(parts) == 3 else ""}


def working_hours_of(value: object) -> Plain:
    """Earliest departure and latest return."""
    hours = hours_of(value)
    return {"earliest": hours["start"], "latest": hours["end"]}


def opening_of(value: object) -> list[Plain]:
    """Stretches of a day when a site is open."""
    return [hours_of(part) for part in texts_of(value)]


def days_in_order(consent: Plain, faults: list[str]) -> None:
    """Add a fault where a consent ends before it starts."""
    if "start" in consent and "end" in consent and last_day(consent["end"]) < first_day(consent["start"]):
        faults.append(f"to: {consent['end']} lies before {consent['start']}")


def same_named(convert: Conversion, *names: str) -> dict[str, tuple[str, Conversion]]:
    """Fields written as the record has them."""
    return {name: (name, convert) for name in names}
