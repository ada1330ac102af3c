"""GeoNames: dumps of places and of alternate names.

Source of the columns: https://download.geonames.org/export/dump/readme.txt.
"""

from collections.abc import Iterator, Sequence

from tutela.language.names import script_of
from tutela.model.inventory import Name, NameKind, Place
from tutela.model.problems import Problem
from tutela.sources.gazetteers.rows import GazetteerItem, GazetteerRow, MoreNames, kind_of, position_of, whole

PLACE_COLUMNS = 19
NAME_COLUMNS = (8, 10)
"""Columns of alternateNames.txt and alternateNamesV2.txt, which adds the years."""
WIKIDATA, LINK = "wkdt", "link"
NO_NAMES = frozenset({LINK, "post", "iata", "icao", "faac", "unlc", "abbr", "phon", "piny", "tcid", "uicn"})
"""Codes of column 3 that mark links, postal and airport codes and spellings for machines: no names of a place."""
ADMINISTRATIVE = {"ADM1": 1, "ADM2": 2}


def place_row(cells: Sequence[str], file: str, row: int) -> GazetteerItem | None:
    """A row of a dump; None where it is no place to name an event by (a stream, a hotel)."""
    if len(cells) < PLACE_COLUMNS:
        message = f"has {len(cells)} columns, not {PLACE_COLUMNS}."
        return Problem(file, message, "Give a dump of GeoNames as it was downloaded.", row=row)
    id_, code, country = whole(cells[0]), cells[7], cells[8]
    if not id_:
        return Problem(file, f"{cells[0]!r} is no id of GeoNames.", "Ids are whole numbers.", row=row)
    population = whole(cells[14])
    kind = kind_of("geonames", code, population)
    if not kind:
        return None
    position = position_of(cells[4], cells[5])
    place = Place(
        f"geonames:{id_}", _names(cells, code), kind, position, (), country, "GeoNames", population=population,
        identifiers=(("geonames", str(id_)),),
    )  # fmt: skip
    levels = _levels(country, cells[10], cells[11])
    own = ADMINISTRATIVE.get(code, 0)
    aliases = (levels[own - 1],) if 0 < own <= len(levels) else ()
    return GazetteerRow(place, tuple(level for level in levels if level not in aliases), aliases)


def _levels(country: str, first: str, second: str) -> list[str]:
    """Ids by which rows speak of the first and second level they lie in; `00` stands for none."""
    if not first or first == "00":
        return []
    region = f"geonames-admin:{country}.{first}"
    return [region, f"{region}.{second}"] if second else [region]


def _names(cells: Sequence[str], code: str) -> tuple[Name, ...]:
    texts = dict.fromkeys(text.strip() for text in (cells[1], cells[2], *cells[3].split(",")))
    kind = NameKind.FORMER if code.endswith("H") and len(code) > 3 else NameKind.ALTERNATIVE
    return tuple(Name(text, "", script_of(text), kind) for text in texts if text)


def more_names(cells: Sequence[str], file: str, row: int) -> MoreNames | Problem | None:
    """A row of the table of alternate names; None where it is a link or a code."""
    if not NAME_COLUMNS[0] <= len(cells) <= NAME_COLUMNS[1]:
        message = f"has {len(cells)} columns, not {NAME_COLUMNS[0]} or {NAME_COLUMNS[1]}."
        return Problem(file, message, "Give alternateNames.txt or alternateNamesV2.txt as downloaded.", row=row)
    place, language, text = f"geonames:{whole(cells[1])}", cells[2], cells[3].strip()
    if language == WIKIDATA:
        return MoreNames(place, identifiers=(("wikidata", text),))
    if language in NO_NAMES or not text:
        return None
    historic = cells[7] == "1"
    start, end = (cells[8].strip(), cells[9].strip()) if len(cells) == NAME_COLUMNS[1] else ("", "")
    kind = NameKind.FORMER if historic or end else NameKind.ALTERNATIVE
    return MoreNames(place, (Name(text, language, script_of(text), kind, start=_day(start), end=_day(end)),))


def _day(text: str) -> str:
    """A date as GeoNames writes it (`1924`, `19240131`) in ISO 8601; what is no date is left out of the name."""
    if not text.isascii() or not text.isdigit():
        return ""
    if len(text) == 8:
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return text if len(text) == 4 else ""


def cells_of(lines: Iterator[str]) -> Iterator[list[str]]:
    """Rows of a dump: tabs between cells, no quotes."""
    return (line.rstrip("\r\n").split("\t") for line in lines)
