"""Wikidata entities (Special:EntityData, dumps) -> rows: labels, aliases and the statements that say something here."""

import functools
from collections.abc import Iterator, Mapping
from importlib import resources

import yaml

from tutela.sources.decoding import storable
from tutela.sources.registers.nested import cells_of
from tutela.sources.registers.rows import Row, as_text

EARTH = "http://www.wikidata.org/entity/Q2"
METRES_PER_DEGREE = 111_320
"""On the equator; Wikidata states the precision of coordinates in degrees."""


@functools.cache
def _kinds() -> Mapping[str, str]:
    text = resources.files("tutela.sources.registers").joinpath("wikidata.yml").read_text("utf-8")
    kinds: dict[str, str] = yaml.load(text, yaml.BaseLoader)["kinds"]
    return kinds


def _fields() -> dict[str, str]:
    text = resources.files("tutela.sources.registers").joinpath("wikidata.yml").read_text("utf-8")
    properties: dict[str, str] = yaml.load(text, yaml.BaseLoader)["properties"]
    return properties


FIELDS: Mapping[str, str] = _fields()
"""Property -> Tutela's field."""


def is_entity(item: object) -> bool:
    """Whether an object is an entity of a Wikibase."""
    return isinstance(item, Mapping) and "labels" in item and ("claims" in item or "statements" in item)


def entity_row(number: int, entity: Mapping[str, object]) -> Row:
    """One entity; its columns are `label:uk`, `alias:uk`, `description:uk` and the properties (`P625`)."""
    key = as_text(entity.get("id"))
    unfolded = (("id", key), ("wikidata", key), *_texts(entity), *_statements(entity))
    return Row(number, cells_of(entity), feature_id=key, unfolded=unfolded)


def _texts(entity: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for member, column in (("labels", "label"), ("aliases", "alias"), ("descriptions", "description")):
        texts = entity.get(member)
        for language, found in texts.items() if isinstance(texts, Mapping) else ():
            for one in found if isinstance(found, list) else [found]:
                if isinstance(one, Mapping) and isinstance(one.get("value"), str):
                    yield storable(f"{column}:{language}"), storable(one["value"])


def _statements(entity: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    claims = entity.get("claims") or entity.get("statements")
    for name, statements in claims.items() if isinstance(claims, Mapping) else ():
        best = [one for one in statements if _rank(one) == "preferred"] if isinstance(statements, list) else []
        for statement in best or (statements if isinstance(statements, list) else ()):
            if _rank(statement) != "deprecated":
                yield from _value(storable(str(name)), statement)


def _rank(statement: object) -> str:
    return str(statement.get("rank", "")) if isinstance(statement, Mapping) else "deprecated"


def _value(name: str, statement: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    snak = statement.get("mainsnak")
    given = snak.get("datavalue") if isinstance(snak, Mapping) else None
    value = given.get("value") if isinstance(given, Mapping) else None
    if isinstance(value, str):
        yield name, storable(value)
    elif isinstance(value, Mapping):
        yield from _structured(name, value)


def _structured(name: str, value: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """An item, a text in a language, a time, an amount, or a point on Earth with its precision."""
    if "latitude" in value and value.get("globe", EARTH) == EARTH:
        yield name, f"{as_text(value['latitude'])}, {as_text(value.get('longitude'))}"
        precision = value.get("precision")
        if isinstance(precision, int | float) and precision > 0:
            yield f"{name} precision", f"{precision * METRES_PER_DEGREE:.0f} m"
    elif "numeric-id" in value or "id" in value:
        key = as_text(value.get("id")) or f"Q{as_text(value.get('numeric-id'))}"
        kind = _kinds().get(key) if FIELDS.get(name) == "type" else None
        yield (name, kind) if kind else (f"{name} item" if FIELDS.get(name) == "type" else name, key)
    elif "text" in value:
        language = as_text(value.get("language"))
        yield (f"{name}:{language}" if language else name), as_text(value["text"])
    else:
        yield name, as_text(value.get("time") or value.get("amount"))
