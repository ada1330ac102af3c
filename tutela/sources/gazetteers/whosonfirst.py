"""Who's On First: JSON Lines of places, GeoJSON records and collections, meta tables.

Source of the fields: https://whosonfirst.org/docs/properties/ and https://whosonfirst.org/docs/placetypes/.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tutela.language.names import script_of
from tutela.model.inventory import Name, NameKind, Place
from tutela.model.problems import Problem
from tutela.sources.gazetteers.rows import (
    Alias,
    GazetteerItem,
    GazetteerRow,
    kind_of,
    language_of_code,
    position_of,
    whole,
)

NAME_KEY = re.compile(r"(?:name:)?([a-z]{3})(?:_([a-z]{4}))?(?:_[a-z0-9]+)*_x_([a-z]+)")
"""`eng_x_preferred`, `srp_latn_x_variant`: language, script where it is stated, what the name is."""
SCHEMES = {"wd:id": "wikidata", "gn:id": "geonames", "loc:id": "loc"}
"""Identifiers that other sources share; all others are kept under the name the source gives them."""
GONE = frozenset({"deprecated", "edtf:deprecated"})
NOT_GONE = frozenset({"", "None", "u", "uuuu"})

Record = Mapping[str, Any]


def place_row(record: Record, file: str, row: int) -> GazetteerItem | None:
    """A record in the plain form (`id`, `names`, `concordances`...); None where its publisher has withdrawn it."""
    id_ = whole(record.get("id"))
    if not id_:
        return Problem(file, "a record has no id.", "Records of Who's On First carry one.", row=row)
    successor = _first(record.get("superseded_by"))
    if successor:
        return Alias(f"wof:{id_}", f"wof:{successor}")
    if str(record.get("deprecated")) not in NOT_GONE:
        return None
    population = whole(record.get("population"))
    kind = kind_of("whosonfirst", str(record.get("placetype") or ""), population)
    names = tuple(_names(record))
    if not kind or not names:
        return None
    position = position_of(record.get("lat"), record.get("lon"))
    identifiers = (("wof", str(id_)), *_identifiers(record.get("concordances") or {}))
    country = str(record.get("country") or "")
    place = Place(
        f"wof:{id_}", names, kind, position, (), country, "Who's On First", population=population,
        identifiers=identifiers,
    )  # fmt: skip
    return GazetteerRow(place, tuple(_holders(record.get("hierarchy") or (), id_)))


def from_properties(properties: Record) -> Record:
    """The plain form of the properties of a GeoJSON record or a row of a meta table."""
    return {
        "id": properties.get("wof:id") or properties.get("id"),
        "name": properties.get("wof:name") or properties.get("name"),
        "placetype": properties.get("wof:placetype") or properties.get("placetype"),
        "country": properties.get("wof:country") or properties.get("iso:country") or properties.get("iso"),
        "lat": _given(properties, "lbl:latitude", "geom:latitude", "lbl_latitude", "geom_latitude"),
        "lon": _given(properties, "lbl:longitude", "geom:longitude", "lbl_longitude", "geom_longitude"),
        "deprecated": properties.get("edtf:deprecated") or properties.get("deprecated"),
        "superseded_by": properties.get("wof:superseded_by") or properties.get("superseded_by"),
        "concordances": properties.get("wof:concordances"),
        "names": {key: value for key, value in properties.items() if key.startswith("name:")},
        "hierarchy": properties.get("wof:hierarchy"),
        "population": properties.get("wof:population") or properties.get("gn:population"),
    }


def _given(properties: Record, *keys: str) -> object:
    return next((properties[key] for key in keys if properties.get(key) not in (None, "", 0, "0")), None)


def _first(value: object) -> int:
    """The first id of a list, or of a text that holds them with commas between."""
    if isinstance(value, list | tuple):
        value = value[0] if value else ""
    return whole(str(value or "").split(",")[0])


def _names(record: Record) -> Iterator[Name]:
    seen: set[str] = set()
    for key, texts in (record.get("names") or {}).items():
        found = NAME_KEY.fullmatch(key)
        if not found or not isinstance(texts, list):
            continue
        language = language_of_code(found[1])
        kind = NameKind.FORMER if found[3] == "historical" else NameKind.ALTERNATIVE
        for text in texts:
            if isinstance(text, str) and text.strip():
                seen.add(text)
                yield _name(text.strip(), language, kind)
    bare = record.get("name")
    if isinstance(bare, str) and bare.strip() and bare not in seen:
        yield _name(bare.strip(), "", NameKind.ALTERNATIVE)


def _name(text: str, language: str, kind: NameKind) -> Name:
    return Name(text, language, "Latn" if text.isascii() else script_of(text), kind)


def _identifiers(concordances: Record) -> Iterator[tuple[str, str]]:
    for scheme, value in concordances.items():
        if isinstance(value, str | int) and str(value) not in ("", "0", "-1"):
            yield SCHEMES.get(scheme, scheme), str(value)


def _holders(hierarchies: object, own: int) -> Iterator[str]:
    """What holds it in any hierarchy: a place that two states claim has two."""
    if not isinstance(hierarchies, list):
        return
    held = (value for one in hierarchies if isinstance(one, dict) for value in one.values())
    known = (value for value in held if isinstance(value, int) and value > 0 and value != own)
    yield from (f"wof:{value}" for value in dict.fromkeys(known))
