"""The terms under which an asset stands in the search index, made of its names, kind and places."""

import functools
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from pydantic_core import from_json

from tutela.language.asset_keys import place_keys, sound_of
from tutela.language.name_words import name_words
from tutela.language.romanising import tokens_of

WORD = "w:"
"""Before a word of a name, romanised and folded."""
TYPE = "type:"
"""Before the kind an asset is of."""
ALIAS = "alias:"
"""Before the id of an asset that was found to be this one."""
DESCRIBED = "described"
"""The term of assets that no register holds: they are searched, and not offered to linking."""
ALIAS_FORM = re.compile("[a-z0-9_]+")
"""Ids as Tutela makes them."""
NAMES_KEPT = 1 << 14
"""Names whose terms are remembered while hits are ranked."""
PAIRS_KEPT = 1 << 16
"""Kinds at places, and rows of place names, that are remembered: registers repeat them from row to row."""
LONGEST = 255
"""Words of a name that are counted at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """What the index holds of one asset."""

    number: int
    terms: set[str]
    titles: str
    """The words of its names, romanised and folded: one name a line, in the order of the record."""
    fewest: int
    """Different words of its shortest name."""
    restricted: bool


def line_of(number: int, body: str) -> Line:
    """What the index holds of an asset, from its record as canonical JSON.

    >>> line = line_of(7, '{"names": [{"text": "Şuşa məscidi"}], "type": "mosque", "entries": ["ent_1"]}')
    >>> line.titles, sorted(line.terms), line.fewest
    ('shusha masjidi', ['name:SS', 'name:SSMSJT', 'type:mosque', 'w:masjidi', 'w:shusha'], 2)
    """
    asset = from_json(body)
    titles = [tokens_of(name["text"]) for name in asset["names"]]
    terms = {TYPE + asset["type"]}
    for words in titles:
        terms.update(_terms(words))
    places = [name["text"] for part in ("settlements", "districts") for name in asset.get(part, ())]
    if places:
        where = _place_terms(tuple(places))
        kinds = [term for term in terms if term.startswith(TYPE)]
        terms.update(where, *(_kind_at(kind, where) for kind in kinds))
    if not asset.get("entries"):
        terms.add(DESCRIBED)
    terms.update([ALIAS + id_ for id_ in asset.get("absorbed", ())])
    fewest = min((len(set(words)) for words in titles), default=0)
    return Line(number, terms, "\n".join(map(" ".join, titles)), min(fewest, LONGEST), bool(asset.get("restricted")))


def _terms(words: tuple[str, ...]) -> list[str]:
    """The terms of a name, some perhaps twice: its words, what they mean, and the keys of `asset_keys.name_keys_of`."""
    proper, meant = name_words().sorted(words)
    terms = [WORD + word for word in words]
    if meant:
        terms += meant
    if proper:
        terms += ["name:" + sound_of(word) for word in proper]
        if len(words) > 1:
            terms.append("name:" + sound_of("".join(words)))
            if 1 < len(proper) < len(words):
                known = set(proper)
                terms.append("name:" + sound_of("".join([word for word in words if word in known])))
    return terms


@functools.lru_cache(maxsize=PAIRS_KEPT)
def _place_terms(places: Sequence[str]) -> frozenset[str]:
    return frozenset(place_keys(places))


@functools.lru_cache(maxsize=PAIRS_KEPT)
def _kind_at(kind: str, places: frozenset[str]) -> tuple[str, ...]:
    return tuple(f"kind:{kind.removeprefix(TYPE)}@{place}" for place in places)


@functools.lru_cache(maxsize=NAMES_KEPT)
def terms_of_title(title: str) -> tuple[frozenset[str], int]:
    """The terms that one name gives, of its words as the index holds them, and how many words it has."""
    words = tuple(title.split())
    return frozenset(_terms(words)), len(set(words))


@functools.cache
def vocabulary_mark() -> str:
    """Hash of the tables that say how names are folded and understood: where they change, the index is built anew.

    What is known of texts (language packs, places) has no say in it.
    """
    with resources.as_file(resources.files("tutela.language")) as folder:
        tables = sorted([folder / "letters.yml", folder / "asset_types.yml", *(folder / "words").glob("*.yml")])
        content = b"\0".join(table.name.encode() + table.read_bytes() for table in tables)
    return hashlib.sha256(content).hexdigest()
