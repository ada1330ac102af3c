"""Register entries -> assets. Registers are not merged here: rows of one key in one register are one asset."""

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tutela.inventory.naming import asset_names, distinct, place_names, references
from tutela.inventory.statements import Told, told_of
from tutela.inventory.uris import identifier_of
from tutela.language.asset_types import asset_type, most_exact
from tutela.language.names import type_words
from tutela.model.claims import AssetType
from tutela.model.geometry import Position
from tutela.model.ids import id_of_texts
from tutela.model.inventory import Asset, Name, Register, RegisterEntry

NOT_RESTRICTED = frozenset(
    {
        "",
        "no",
        "n",
        "false",
        "0",
        "none",
        "public",
        "open",
        "нет",
        "ні",
        "ոչ",
        "yox",
        "hayır",
        "لا",
        "non",
        "nein",
        "ne",
    }
)
"""Cells of a column "restricted" that release an asset. Anything else withholds it: a doubt must not publish a site."""

_SEVERAL = re.compile(r"[;\n]")
_PART_OF = re.compile(
    r"\b(?:part of|часть|частина|partie de|parte de|teil von|dio)\s+(?:the\s+)?([\w./-]+\w)", re.IGNORECASE
)
_WIKIDATA = re.compile(r"\bQ[1-9]\d*\b")


def assets_from_entries(register: Register, entries: Sequence[RegisterEntry]) -> tuple[Asset, ...]:
    """One asset for each row, or for the rows of one key, which complete each other; in the rows' order.

    The id is made of the entries, so the same rows give the same assets on every machine.
    """
    rows: dict[str, list[RegisterEntry]] = defaultdict(list)
    for entry in entries:
        rows[entry.key].append(entry)
    ids = {key: _asset_id(group) for key, group in rows.items()}
    return tuple(_asset(register, group, ids) for group in rows.values())


def assets_as_they_come(register: Register, entries: Iterable[RegisterEntry]) -> Iterator[Asset]:
    """The same assets one by one, for registers too large to hold; rows of one key must stand together.

    Only the ids of a register that says what is part of what are held (some 160 bytes a row), and its parts until the
    end, since their whole may come last: give the register as its stream has it before the first row.
    """
    says_parts = any(field.partition(":")[0] in ("part_of", "notes") for _, field in register.columns)
    ids: dict[str, str] = {}
    waiting: list[list[RegisterEntry]] = []
    for key, rows in itertools.groupby(entries, key=lambda entry: entry.key):
        group = list(rows)
        own = _asset_id(group)
        if says_parts:
            ids[key] = own
            if _wholes(told_of(group)):
                waiting.append(group)
                continue
        yield _asset(register, group, {key: own})
    for group in waiting:
        yield _asset(register, group, ids)


def _asset_id(entries: Iterable[RegisterEntry]) -> str:
    return id_of_texts("ast", entries=sorted(entry.id for entry in entries))


def _asset(register: Register, entries: Sequence[RegisterEntry], ids: Mapping[str, str]) -> Asset:
    first = entries[0]
    told = told_of(entries)
    names = distinct(asset_names(told, register.name))
    return Asset(
        id=ids[first.key],
        names=names,
        type=_type(told, names),
        position=_position(entries),
        settlements=distinct(place_names(told, "place")),
        districts=distinct(place_names(told, "district")),
        country=told.value("country"),
        identifiers=tuple(dict.fromkeys(_identifiers(told))),
        designations=tuple(dict.fromkeys(_parts(told.values("designation")))),
        built="; ".join(told.values("built")),
        community=told.value("community"),
        part_of=_part_of(told, first.key, ids),
        entries=tuple(entry.id for entry in entries),
        restricted=any(cell.casefold() not in NOT_RESTRICTED for cell in told.values("restricted")),
        notes="\n".join(told.values("notes")),
        kind_words=tuple(dict.fromkeys(cell for _, cell in told.cells("type"))),
    )


def _parts(cells: Iterable[str]) -> Iterator[str]:
    yield from (part.strip() for cell in cells for part in _SEVERAL.split(cell) if part.strip())


def _position(entries: Sequence[RegisterEntry]) -> Position | None:
    """Of several the first whose uncertainty is known."""
    if len(entries) == 1:
        return entries[0].position
    places = [entry.position for entry in entries if entry.position]
    return next((place for place in places if place.uncertainty_m is not None), next(iter(places), None))


def _type(told: Told, names: Sequence[Name]) -> AssetType:
    """The most exact type the register states; where it states none, the one kind that the names speak of."""
    cells = told.cells("type")
    # A religion says what building it is only of a place of worship: a memorial can be Christian too.
    if len(cells) > 1 and not any(cell in _PLACES_OF_WORSHIP for cell in cells):
        cells = tuple(cell for cell in cells if cell[0] != "religion")
    best = _stated_type(cells)
    if best is not AssetType.HERITAGE:
        return best
    kinds = set().union(*(type_words(name.text) for name in names))
    return AssetType(kinds.pop()) if len(kinds) == 1 else AssetType.HERITAGE


_PLACES_OF_WORSHIP = frozenset({("amenity", "place_of_worship"), ("building", "religious")})


@functools.lru_cache(maxsize=4096)
def _stated_type(cells: tuple[tuple[str, str], ...]) -> AssetType:
    stated = [asset_type(cell, key) for key, cell in cells]
    return most_exact(kind for kind in stated if kind)


def _identifiers(told: Told) -> Iterator[tuple[str, str]]:
    for base in ("id", "identifier", "wikidata"):
        for scheme, cell in told.cells(base):
            if base == "id":
                yield "register", cell
                yield from identifier_of(cell)
            elif base == "wikidata" or scheme == "wikidata":
                yield from (("wikidata", item) for item in _WIKIDATA.findall(cell))
            elif scheme == "uri":
                yield from identifier_of(cell)
            else:
                yield scheme, cell
    yield from (("reference", text) for text in references(told))


def _wholes(told: Told) -> list[str]:
    """The keys that this asset is said to be part of: in a column, or as "Part of sc-001" in the notes."""
    noted = [key for cell in told.values("notes") for key in _PART_OF.findall(cell)]
    return [key.strip() for key in (*told.values("part_of"), *noted)]


def _part_of(told: Told, own: str, ids: Mapping[str, str]) -> str | None:
    return next((ids[key] for key in _wholes(told) if key in ids and key != own), None)
