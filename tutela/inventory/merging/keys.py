"""Assets -> columns that merging compares: made once, kept with the asset, enough to merge without reading it again."""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tutela.inventory.merging.kinds import UNTOLD, opposed_to, place_kind, set_apart, stated_kinds
from tutela.language.name_comparison import BRACKETS
from tutela.language.names import name_keys, spelling, tokens_of
from tutela.model.inventory import Asset

if TYPE_CHECKING:
    import pyarrow as pa

ENOUGH_SOUNDS = 2
"""Consonants from which a name's skeleton is a key; how many share it by chance is counted."""
ENOUGH_LETTERS = 3
"""Letters from which a levelled name is a key."""
LONG = 6
"""Letters from which a levelled name is as good as a name; a shorter one says no more than its consonants."""
OWN_SCHEMES = frozenset({"register", "reference"})
"""Schemes of numbers that each register gives itself: no two registers share one."""
MOST_NAMES = 60
"""Names of an asset compared; the longest list in the registers seen has 215, the forms of a name through all cases."""
_SLASH = re.compile(r"\s*/\s*")
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_NUMBER = re.compile(r"\d+|\b[IVX]+\b")
_YEAR = re.compile(r"\b(\d{3,4})\b")
_CENTURY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)


@dataclass(slots=True)
class AssetKeys:
    """One row of the columns."""

    asset: str
    register: str
    names: list[str] = field(default_factory=list)
    """Proper words and dedications of each name, folded and romanised, in alphabetical order."""
    sounds: list[str] = field(default_factory=list)
    """Consonants of each name."""
    folds: list[str] = field(default_factory=list)
    """Each name without its Greek or Latin ending and what such spellings vary in: Kilikia and Cilicia are one."""
    words: list[str] = field(default_factory=list)
    """The single words and dedications of all names, spelling habits levelled."""
    plain: list[str] = field(default_factory=list)
    """The same as they are."""
    spellings: list[str] = field(default_factory=list)
    """Each name's words and dedications run together, for likeness of letters."""
    qualities: list[str] = field(default_factory=list)
    """`upper`, `old`."""
    opposed: list[str] = field(default_factory=list)
    """Qualities that only another thing has."""
    numbers: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    lat: float | None = None
    lon: float | None = None
    uncertainty: float | None = None
    identifiers: list[str] = field(default_factory=list)
    """`scheme value`."""
    schemes: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    """Consonants of the settlements it is said to stand in."""
    districts: list[str] = field(default_factory=list)
    country: str = ""
    built_from: int | None = None
    built_to: int | None = None
    part_of: str = ""


def match_keys(assets: Iterable[Asset], registers: Mapping[str, str] | None = None) -> "pa.Table":
    """What merging needs of each asset, as an Arrow table: one row an asset, in their order.

    Args:
        registers: asset id -> id of the register it came with; where none is given, the user of its first name.
    """
    import pyarrow as pa

    rows = [asset_keys(asset, (registers or {}).get(asset.id) or register_of(asset)) for asset in assets]
    schema = key_schema()
    return pa.table({name: [getattr(row, name) for row in rows] for name in schema.names}, schema=schema)


def key_schema() -> "pa.Schema":
    """The columns of `match_keys`."""
    import pyarrow as pa

    lists = (
        "names",
        "sounds",
        "folds",
        "words",
        "plain",
        "spellings",
        "qualities",
        "opposed",
        "numbers",
        "kinds",
        "identifiers",
    )
    fields = [("asset", pa.string()), ("register", pa.string())]
    fields += [(name, pa.list_(pa.string())) for name in (*lists, "schemes", "places", "districts")]
    fields += [(name, pa.float64()) for name in ("lat", "lon", "uncertainty")]
    fields += [
        ("country", pa.string()),
        ("built_from", pa.int32()),
        ("built_to", pa.int32()),
        ("part_of", pa.string()),
    ]
    return pa.schema(fields)


def register_of(asset: Asset) -> str:
    """The register an asset of one register came with, as far as it says so itself."""
    return next((name.used_by for name in asset.names if name.used_by), "")


def asset_keys(asset: Asset, register: str) -> AssetKeys:
    """The row of one asset."""
    forms = [_form(text, language) for text, language in _texts(asset)]
    kinds = _kinds(asset, forms)
    qualities = sorted({quality for form in forms for quality in form.meanings if opposed_to((quality,))})
    identifiers = sorted({(scheme, value) for scheme, value in asset.identifiers if scheme not in OWN_SCHEMES})
    built_from, built_to = _built(asset.built)
    position = asset.position
    return AssetKeys(
        asset=asset.id,
        register=register,
        names=_distinct(form.name for form in forms),
        sounds=_distinct(sound for form in forms for sound in form.sounds),
        folds=_distinct(fold for form in forms for fold in form.folds),
        words=_distinct(word for form in forms for word in (*form.words, *form.meanings)),
        plain=_distinct(word for form in forms for word in form.name.replace(":", "").split()),
        spellings=_distinct("".join((*form.words, *form.meanings)) for form in forms),
        qualities=qualities,
        opposed=sorted(opposed_to(qualities)),
        numbers=_distinct(number for form in forms for number in form.numbers),
        kinds=sorted(kinds),
        lat=position.lat if position else None,
        lon=position.lon if position else None,
        uncertainty=(position.uncertainty_m or None) if position else None,
        identifiers=[f"{scheme} {value}" for scheme, value in identifiers],
        schemes=_distinct(scheme for scheme, _ in identifiers),
        places=_distinct(_place(name.text) for name in asset.settlements),
        districts=_distinct(_place(name.text) for name in asset.districts),
        country=asset.country.casefold(),
        built_from=built_from,
        built_to=built_to,
        part_of=asset.part_of or "",
    )


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


@dataclass(frozen=True, slots=True)
class _Form:
    """One form of a name, taken apart."""

    words: tuple[str, ...]
    """Proper words, levelled."""
    meanings: tuple[str, ...]
    kinds: frozenset[str]
    numbers: tuple[str, ...]
    name: str
    """Its words and marks in alphabetical order."""
    sounds: tuple[str, ...]
    folds: tuple[str, ...]


def _texts(asset: Asset) -> list[tuple[str, str]]:
    """The names with those they hold around a slash and without brackets."""
    found: dict[str, str] = {}
    for name in asset.names:
        for text in name_forms(name.text):
            found.setdefault(text, name.language)
    return list(found.items())[:MOST_NAMES]


def name_forms(text: str) -> Iterator[str]:
    """A name, and the names it holds: `Tyrus/Col. Septimia (town)` -> with and without brackets, each side."""
    yield text
    bare = BRACKETS.sub(" ", text).strip()
    if bare and bare != text:
        yield bare
    if any(mark in text for mark in "()[]"):
        yield re.sub(r"[()\[\]?]", "", text)
    sides = _SLASH.split(bare)
    if len(sides) > 1:
        yield from (side for side in sides if side)


def _form(text: str, language: str) -> _Form:
    bare, kind = set_apart(text)
    keys = name_keys(bare, language.partition("-")[0])
    numbers = tuple(_numbers(bare))
    tokens = [token for token in keys.tokens if token not in _ROMAN and not token.isdigit()]
    proper = [token for token in tokens if not place_kind(token)] or tokens
    told = {place_kind(token) for token in tokens} - {""} if proper != tokens else set()
    levelled = tuple(map(spelling, proper))
    words = tuple(proper)
    meanings = tuple(sorted(keys.meanings))
    parts = [*sorted(words), *(f":{meaning}" for meaning in meanings), *(f"#{number}" for number in numbers)]
    sounds = [sound for token, sound in zip(keys.tokens, keys.sounds, strict=True) if token in proper]
    said = [*(f":{meaning}" for meaning in meanings), *(f"#{number}" for number in numbers)]
    # In any order; and run together as they stand: Ali Abad is Aliabad.
    heard = dict.fromkeys((" ".join([*sorted(sounds), *said]), " ".join(["".join(sounds), *said])))
    enough = sum(map(len, sounds)) >= ENOUGH_SOUNDS
    kinds = keys.kinds | told | ({kind} if kind else set())
    marks = parts[len(words) :]
    folds = (
        {" ".join([*sorted(form), *marks]) for form in (levelled, tuple(map(classical, proper)))} if words else set()
    )
    named = bool(words or meanings)
    return _Form(
        levelled,
        meanings,
        frozenset(kinds),
        numbers,
        " ".join(parts) if named else "",
        (*(heard if enough else ()), *sorted(fold for fold in folds if ENOUGH_LETTERS <= len(fold) < LONG)),
        tuple(sorted(fold for fold in folds if len(fold) >= LONG)),
    )


_ENDING = re.compile(r"(?<=..)(?:eia|iae|aia|ios|ius|ion|ium|oi|ai|ae|os|us|on|um|is|es|as|ia|a|e|i|o|u)$")
_LEVELS = (
    ("ph", "f"), ("th", "t"), ("kh", "k"), ("ch", "k"), ("rh", "r"), ("gh", "g"), ("sh", "s"), ("ck", "k"), ("qu", "k"),
    ("ou", "u"), ("oe", "i"), ("ae", "i"), ("ai", "i"), ("ei", "i"), ("aw", "au"), ("ow", "au"), ("y", "i"), ("j", "i"),
    ("c", "k"), ("q", "k"), ("w", "u"), ("v", "u"), ("o", "u"), ("e", "i"), ("x", "ks"), ("z", "s"), ("h", ""),
)  # fmt: skip
"""What spellings of one ancient name vary in, in the order it is levelled."""
_TWICE = re.compile(r"(.)\1+")


@functools.lru_cache(maxsize=1 << 16)
def classical(word: str) -> str:
    """A romanised word as Greek, Latin and modern writers have it in common.

    >>> [classical(word) for word in ("kilikia", "cilicia", "joppa", "ioppe", "seleukeia", "seleucia")]
    ['kilik', 'kilik', 'iup', 'iup', 'siliuk', 'siliuk']
    """
    stem = _ENDING.sub("", word)
    for habit, plain in _LEVELS:
        stem = stem.replace(habit, plain)
    return _TWICE.sub(r"\1", stem)


def _numbers(text: str) -> Iterator[str]:
    for found in _NUMBER.findall(text):
        yield found if found.isdigit() else str(_ROMAN.get(found.lower(), found))


def _kinds(asset: Asset, forms: Sequence[_Form]) -> frozenset[str]:
    """The kinds its register states; where it states none, those its names speak of."""
    stated = frozenset[str]().union(*(stated_kinds(words) for words in asset.kind_words))
    stated |= {asset.type.value} - UNTOLD if not stated else frozenset()
    return stated or frozenset[str]().union(*(form.kinds for form in forms))


def _place(text: str) -> str:
    return "".join(sorted(name_keys(text).sounds)) or " ".join(tokens_of(text))


def _built(text: str) -> tuple[int | None, int | None]:
    """The span of years that a text about building names: years as they stand, centuries as a hundred years."""
    years = [int(year) for year in _YEAR.findall(text)]
    spans = [(year, year) for year in years] + [(100 * int(c) - 99, 100 * int(c)) for c in _CENTURY.findall(text)]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else (None, None)


def spelt_keys(asset: Asset) -> dict[str, str]:
    """Key of each name -> a form of it as the register writes it."""
    found: dict[str, str] = {}
    for text, language in _texts(asset):
        if key := _form(text, language).name:
            found.setdefault(key, text)
    return found
