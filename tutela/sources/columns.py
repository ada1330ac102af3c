"""Columns of a register -> Tutela's fields, by their names in several languages."""

import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import yaml

from tutela.model.errors import InputError

NAME_FIELDS = ("name", "official_name", "former_name", "other_names", "transliteration")
"""Fields that hold names of the asset."""
TAGGED_FIELDS = (*NAME_FIELDS, "place", "district")
"""Fields that may carry a language: `name:hy`."""
SPOKEN_FIELDS = frozenset({*TAGGED_FIELDS, "notes", "designation", "address", "built", "type", "country", "source"})
"""Fields of words, so that a column in any language is one: `description:uk`. Numbers of things are not (`ref:nl`)."""


@dataclass(frozen=True, slots=True)
class _Table:
    fields: Mapping[str, str]
    """Column name as compared -> field."""
    languages: Mapping[str, str]
    """Language word or code -> code."""
    kinds: Mapping[str, str]
    """Who's On First's kinds of names -> field."""
    never: frozenset[str]


@functools.cache
def _table() -> _Table:
    data = yaml.load(resources.files("tutela.sources").joinpath("columns.yml").read_text("utf-8"), yaml.BaseLoader)
    fields = {plain(word): field for field, words in data["fields"].items() for word in words}
    fields |= {plain(column): f"identifier:{scheme}" for column, scheme in data["identifiers"].items()}
    fields |= {plain(key): f"type:{key}" for key in data["osm_types"]}
    languages = {plain(word): code for code, words in data["languages"].items() for word in words}
    languages |= {code: code for code in data["codes"]}
    languages |= {three: two for two, three in (pair.split() for pair in data["three_letters"])}
    return _Table(fields, languages, data["name_kinds"], frozenset(map(plain, data["never"])))


def known_words() -> Mapping[str, str]:
    """Every column name that is known, as it is compared, and its field."""
    return _table().fields


def plain(column: str) -> str:
    """A column name as it is compared: no case, camelCase parted, one space for all that is no letter or digit."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", column))
    return " ".join(re.sub(r"[^\w@]+|_", " ", parted.casefold().replace("i\u0307", "i")).split())


def check_overrides(overrides: Mapping[str, str], columns: Sequence[str]) -> None:
    """See that what a person says of columns (column -> field) can be.

    Raises:
        InputError: an override names a column that is not there or a field that is none.
    """
    for column, field in overrides.items():
        _check(column, field, columns)


def _check(column: str, field: str, columns: Sequence[str]) -> None:
    if plain(column) not in map(plain, columns):
        raise InputError(f"There is no column {column!r}.", f"The columns are: {', '.join(columns)}.")
    base, _, tag = field.partition(":")
    known = set(_table().fields.values())
    valid = not field or field in known or (base in TAGGED_FIELDS and tag) or base in ("identifier", "type")
    if not valid:
        names = ", ".join(sorted(name for name in known if ":" not in name))
        raise InputError(
            f"{field!r} is no field of a register.", f"Fields are: {names}; a name takes a language, name:hy."
        )


@functools.lru_cache(maxsize=65_536)
def field_of(column: str) -> str:
    """Tutela's field for a column, with its language where it carries one; empty when it is not known.

    >>> field_of("Широта"), field_of("name:sr-Latn"), field_of("names.eng_x_historical"), field_of("colour")
    ('lat', 'name:sr-Latn', 'former_name:en', '')
    """
    words, table = plain(column), _table()
    if words in table.never:
        return ""
    return table.fields.get(words) or _who_s_on_first(words, table) or _tagged(words.split(), table)


_WHO_S_ON_FIRST = re.compile(r"names? (\w{2,3}(?: \w+)?) x (\w+)")


def _who_s_on_first(words: str, table: _Table) -> str:
    """The field of a name in Who's On First's way, `name:eng_x_preferred`."""
    found = _WHO_S_ON_FIRST.fullmatch(words)
    field = table.kinds.get(found[2], "") if found else ""
    if not found or not field:
        return ""
    language = found[1].split()
    return f"{field}:{_language(language, table) or language[0]}" if language[0] not in _NO_LANGUAGE else field


_NO_LANGUAGE = frozenset({"und", "unk", "mul", "mis", "zxx"})
"""ISO 639's codes for "undetermined" and the like."""


def _tagged(words: Sequence[str], table: _Table) -> str:
    """The field of a column that says its language: last (`name_en`, `name:sr-Latn`) or first (`English name`)."""
    for rest, tag in ((words[:-1], words[-1:]), (words[:-2], words[-2:]), (words[1:], words[:1])):
        field = table.fields.get(" ".join(rest), "")
        language = _language(tag, table)
        if field in SPOKEN_FIELDS and language:
            return f"{field}:{language}" if field in TAGGED_FIELDS else field
    return _private(words, table)


def _private(words: Sequence[str], table: _Table) -> str:
    """The field of a name in the register's own way of writing, `names:en-x-srp1` (BCP 47): its language counts."""
    if len(words) > 3 and words[-2] == "x" and table.fields.get(" ".join(words[:-3])) in NAME_FIELDS:
        language = _language(words[-3:-2], table)
        return f"transliteration:{language}" if language else ""
    return ""


def language_code(word: str) -> str:
    """The code of a language given by code, three-letter code or name (`en-GB`, `eng`, `English`); empty if unknown.

    Any two letters pass for a code: there are more languages than this table holds.
    """
    first = next(iter(plain(word).split()), "")
    return _table().languages.get(first, first if re.fullmatch("[a-z]{2}", first) else "")


def _language(words: Sequence[str], table: _Table) -> str:
    code = table.languages.get(words[0], "") if words else ""
    if len(words) == 2:
        if code and re.fullmatch("[a-z]{2}", words[1]):
            return code  # a country's use of it, `pt-BR`
        return f"{code}-{words[1].title()}" if code and re.fullmatch("[a-z]{4}", words[1]) else ""
    return code
