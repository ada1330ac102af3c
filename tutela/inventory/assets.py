"""Register entries -> assets. Registers are not merged here: rows of one key in one register are one asset."""

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tutela.inventory.naming import asset_names, place_names, references
from tutela.inventory.statements import Cells, Told, told_of, value, values
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
    ids = {key: asset_id(group) for key, group in rows.items()}
    assets = []
    for key, group in rows.items():
        told = told_of(group)
        assets.append(_asset(register, group, told, ids[key], _part_of(told, key, ids)))
    return tuple(assets)


def assets_as_they_come(register: Register, entries: Iterable[RegisterEntry]) -> Iterator[Asset]:
    """The same assets one by one, for registers too large to hold; rows of one key must stand together.

    Only the ids of a register that says what is part of what are held (some 160 bytes a row), and its parts until the
    end, since their whole may come last: give the register as its stream has it before the first row.
    """
    making = AssetsMade(register)
    yield from making.of_groups(entries)
    yield from making.rest()


class AssetsMade:
    """Assets made of the rows of one register after the other; the parts of others last, since their whole may be."""

    def __init__(self, register: Register) -> None:
        self._register = register
        fields = {field.partition(":")[0] for _, field in register.columns}
        self.says_parts = not fields.isdisjoint(("part_of", "notes"))
        """Whether the register may say of an asset that it is part of another."""
        self._ids: dict[str, str] = {}
        self._waiting: list[list[RegisterEntry]] = []

    def made(self, rows: Sequence[RegisterEntry]) -> Asset | None:
        """The asset that these rows of one key make; None where they say that it is a part of another."""
        told = told_of(rows)
        if self.says_parts and _wholes(told):
            return None
        return _asset(self._register, rows, told, asset_id(rows), None)

    def of_groups(self, entries: Iterable[RegisterEntry]) -> Iterator[Asset]:
        """The assets of entries of which those of one key stand together, but for the parts, which wait."""
        for key, rows in itertools.groupby(entries, key=lambda entry: entry.key):
            group = list(rows)
            asset = self.made(group)
            if asset:
                self.stands(key, asset.id)
                yield asset
            else:
                self.waits(group)

    def stands(self, key: str, asset: str) -> None:
        """Note the id of the asset of a key: others may be parts of it."""
        if self.says_parts:
            self._ids[key] = asset

    def waits(self, rows: Sequence[RegisterEntry]) -> None:
        """Put a part by until all assets are known."""
        self._ids[rows[0].key] = asset_id(rows)
        self._waiting.append(list(rows))

    def rest(self) -> Iterator[Asset]:
        """The parts, now that all others are known."""
        for rows in self._waiting:
            told, key = told_of(rows), rows[0].key
            yield _asset(self._register, rows, told, self._ids[key], _part_of(told, key, self._ids))
        self._waiting = []


def asset_id(entries: Iterable[RegisterEntry]) -> str:
    """Id of the asset that all rows of one key of a register make."""
    return id_of_texts("ast", entries=sorted(entry.id for entry in entries))


def _asset(register: Register, entries: Sequence[RegisterEntry], told: Told, id_: str, whole: str | None) -> Asset:
    names = asset_names(told, register.name)
    return Asset(
        id=id_,
        names=names,
        type=_type(told.get("type", ()), names),
        position=_position(entries),
        settlements=place_names(told.get("place", ())),
        districts=place_names(told.get("district", ())),
        country=value(told, "country"),
        identifiers=_identifiers(told),
        designations=_parts(values(told, "designation")) if "designation" in told else (),
        built="; ".join(values(told, "built")) if "built" in told else "",
        community=value(told, "community"),
        part_of=whole,
        entries=tuple([entry.id for entry in entries]),
        restricted=any(cell.strip().casefold() not in NOT_RESTRICTED for cell in values(told, "restricted")),
        notes="\n".join(values(told, "notes")) if "notes" in told else "",
        kind_words=tuple(dict.fromkeys(cell for _, cell in told.get("type", ()))),
    )


def _parts(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for cell in cells for part in _SEVERAL.split(cell) if part.strip()))


def _position(entries: Sequence[RegisterEntry]) -> Position | None:
    """Of several the first whose uncertainty is known."""
    if len(entries) == 1:
        return entries[0].position
    places = [entry.position for entry in entries if entry.position]
    return next((place for place in places if place.uncertainty_m is not None), next(iter(places), None))


def _type(cells: Cells, names: Sequence[Name]) -> AssetType:
    """The most exact type the register states; where it states none, the one kind that the names speak of."""
    best = _stated_type(cells)
    if best is not AssetType.HERITAGE:
        return best
    kinds = set().union(*(type_words(name.text) for name in names))
    return AssetType(kinds.pop()) if len(kinds) == 1 else AssetType.HERITAGE


_PLACES_OF_WORSHIP = frozenset({("amenity", "place_of_worship"), ("building", "religious")})


@functools.lru_cache(maxsize=4096)
def _stated_type(cells: Cells) -> AssetType:
    worship = any(cell in _PLACES_OF_WORSHIP for cell in cells)
    # A religion says what building it is only of a place of worship: a memorial can be Christian too.
    stated = [asset_type(cell, key) for key, cell in cells if key != "religion" or worship]
    return most_exact(kind for kind in stated if kind)


def _identifiers(told: Told) -> tuple[tuple[str, str], ...]:
    found: dict[tuple[str, str], None] = {}
    for _, cell in told.get("id", ()):
        found["register", cell] = None
        if "://" in cell:
            found |= dict.fromkeys(identifier_of(cell))
    for scheme, cell in (*told.get("identifier", ()), *(("wikidata", cell) for cell in values(told, "wikidata"))):
        if scheme == "wikidata":
            found |= dict.fromkeys(("wikidata", item) for item in _WIKIDATA.findall(cell))
        elif scheme == "uri":
            found |= dict.fromkeys(identifier_of(cell))
        else:
            found[scheme, cell] = None
    if "name_kinds" in told:
        found |= dict.fromkeys(("reference", text) for text in references(told))
    return tuple(found)


def _wholes(told: Told) -> list[str]:
    """The keys that this asset is said to be part of: in a column, or as "Part of sc-001" in the notes."""
    if "part_of" not in told and "notes" not in told:
        return []
    noted = [key for cell in values(told, "notes") for key in _PART_OF.findall(cell)]
    return [key.strip() for key in (*values(told, "part_of"), *noted)]


def _part_of(told: Told, own: str, ids: Mapping[str, str]) -> str | None:
    return next((ids[key] for key in _wholes(told) if key in ids and key != own), None)
