"""Register entries -> assets. Registers are not merged here: rows of one key in one register are one asset."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tutela.inventory.naming import asset_names, distinct, place_names, references
from tutela.language.asset_types import asset_type, most_exact
from tutela.language.names import type_words
from tutela.model.claims import AssetType
from tutela.model.geometry import Position
from tutela.model.ids import record_id
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
    """One asset for each row, or for the rows of one key that draw the same thing several times; in the rows' order.

    The id is made of the entries, so the same rows give the same assets on every machine.
    """
    rows: dict[str, list[RegisterEntry]] = defaultdict(list)
    for entry in entries:
        rows[entry.key].append(entry)
    ids = {key: _asset_id(group) for key, group in rows.items()}
    return tuple(_asset(register, group, ids) for group in rows.values())


def _asset_id(entries: Iterable[RegisterEntry]) -> str:
    return record_id("ast", {"entries": sorted(entry.id for entry in entries)})


def _asset(register: Register, entries: Sequence[RegisterEntry], ids: Mapping[str, str]) -> Asset:
    first = entries[0]
    names = distinct(asset_names(first, register.name))
    return Asset(
        id=ids[first.key],
        names=names,
        type=_type(first, names),
        position=_position(entries),
        settlements=distinct(place_names(first, "place")),
        districts=distinct(place_names(first, "district")),
        country=first.value("country"),
        identifiers=tuple(dict.fromkeys(_identifiers(first))),
        designations=tuple(_parts(first.values("designation"))),
        built="; ".join(first.values("built")),
        community=first.value("community"),
        part_of=_part_of(first, ids),
        entries=tuple(entry.id for entry in entries),
        restricted=any(cell.strip().casefold() not in NOT_RESTRICTED for cell in first.values("restricted")),
        notes="\n".join(first.values("notes")),
        kind_words=tuple(dict.fromkeys(cell for _, cell in _type_cells(first))),
    )


def _parts(cells: Iterable[str]) -> Iterator[str]:
    yield from (part.strip() for cell in cells for part in _SEVERAL.split(cell) if part.strip())


def _position(entries: Sequence[RegisterEntry]) -> Position | None:
    """Of several the first whose uncertainty is known."""
    places = [entry.position for entry in entries if entry.position]
    return next((place for place in places if place.uncertainty_m is not None), next(iter(places), None))


def _type(entry: RegisterEntry, names: Sequence[Name]) -> AssetType:
    """The most exact type the register states; where it states none, the one kind that the names speak of."""
    stated = [asset_type(cell, key) for key, cell in _type_cells(entry)]
    best = most_exact(kind for kind in stated if kind)
    if best is not AssetType.HERITAGE:
        return best
    kinds = set().union(*(type_words(name.text) for name in names))
    return AssetType(kinds.pop()) if len(kinds) == 1 else AssetType.HERITAGE


_PLACES_OF_WORSHIP = frozenset({("amenity", "place_of_worship"), ("building", "religious")})


def _type_cells(entry: RegisterEntry) -> Iterator[tuple[str, str]]:
    cells = [(field.partition(":")[2], cell) for field, cell in entry.fields if field.partition(":")[0] == "type"]
    worship = any(cell in _PLACES_OF_WORSHIP for cell in cells)
    # A religion says what building it is only of a place of worship: a memorial can be Christian too.
    return ((key, cell) for key, cell in cells if key != "religion" or worship)


def _identifiers(entry: RegisterEntry) -> Iterator[tuple[str, str]]:
    for field, cell in entry.fields:
        base, _, scheme = field.partition(":")
        if base == "id":
            yield "register", cell
        elif base == "identifier":
            yield scheme, cell
        elif base == "wikidata":
            yield from (("wikidata", item) for item in _WIKIDATA.findall(cell))
    yield from (("reference", text) for text in references(entry))


def _part_of(entry: RegisterEntry, ids: Mapping[str, str]) -> str | None:
    """The asset that the register says this one belongs to: in a column, or as "Part of sc-001" in the notes."""
    stated = [*entry.values("part_of"), *(key for cell in entry.values("notes") for key in _PART_OF.findall(cell))]
    return next((ids[key.strip()] for key in stated if key.strip() in ids and key.strip() != entry.key), None)
