"""A place as the table of gazetteers keeps it, and rows of one place as one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tutela.model.geometry import Position
from tutela.model.inventory import Administration, Name, NameKind, Place


@dataclass(frozen=True, slots=True)
class Counted:
    """What a gazetteer's file came to."""

    places: int = 0
    names: int = 0
    aliases: int = 0
    """Rows that their publisher has replaced by others."""
    strangers: int = 0
    """Further names of places that no added file holds."""


@dataclass(frozen=True, slots=True)
class Row:
    """A place to write, and what its file says besides."""

    place: Place
    holders: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


def united(rows: Sequence[Place]) -> Place:
    """Rows of one place as one: all names and identifiers; the rest from the row most people are counted in."""
    if len(rows) == 1:
        return rows[0]
    first = max(rows, key=lambda row: (row.position is not None, row.population, len(row.names)))
    names = {(name.text, name.language): name for row in reversed(rows) for name in row.names}
    return replace(
        first,
        id=min(row.id for row in rows),
        names=tuple(dict.fromkeys(names[name.text, name.language] for row in rows for name in row.names)),
        within=tuple(dict.fromkeys(name for row in rows for name in row.within)),
        identifiers=tuple(dict.fromkeys(pair for row in rows for pair in row.identifiers)),
        administered=tuple(dict.fromkeys(said for row in rows for said in row.administered)),
    )


def body_of(place: Place) -> str:
    """A place as the table keeps it: a list, since 276,000 times the same field names would be half of the file."""
    at = [place.position.lat, place.position.lon] if place.position else None
    names = [[n.text, n.language, n.script, str(n.kind), n.used_by, n.start, n.end] for n in place.names]
    said = [[a.by, a.start, a.end, a.source, a.basis] for a in place.administered]
    fields = [place.id, place.kind, at, place.country, place.source, place.population, place.identifiers, names, said]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def place_of(body: str) -> Place:
    """The place that `body_of` wrote."""
    id_, kind, at, country, source, population, identifiers, names, said = json.loads(body)
    return Place(
        id_,
        tuple(Name(n[0], n[1], n[2], _KINDS[n[3]], n[4], n[5], n[6]) for n in names),
        kind,
        Position(*at) if at else None,
        (),
        country,
        source,
        population,
        tuple((scheme, value) for scheme, value in identifiers),
        tuple(Administration(*one) for one in said),
    )


_KINDS = {str(kind): kind for kind in NameKind}
