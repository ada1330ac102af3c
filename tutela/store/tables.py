"""The tables of a workspace and what stands in each column: one kind of record, one table.

This is form 5 of the file; `forms` brings older ones up to date. Form 1 held a table of names with an index of their
letters, and an R*Tree for every kind that has positions; form 2 lacked missions, form 3 keys and what is signed, form 4
captured items.

Every kind's table holds the current records: the canonical JSON, its SHA-256, the envelope (run, scope, the ledger
entry it came in with) and the columns that are asked for. Superseded records move to `history`, never away.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, Column, Double, Index, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

from tutela.model.claims import Claim, Recording, Statement
from tutela.model.documents import Document, Publisher
from tutela.model.geometry import Position
from tutela.model.ids import record_id
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset, Match, Place, Register, RegisterEntry
from tutela.model.items import CapturedItem
from tutela.model.links import Link
from tutela.model.media import Medium
from tutela.model.missions import Consent, Consultation, Mission, Plan, Visit
from tutela.model.problems import Problem
from tutela.model.records import to_json
from tutela.model.rulings import Ruling
from tutela.model.times import Period
from tutela.store.records import Capture, Checkpoint, PublicKey, Run, Step, Timestamp
from tutela.store.spatial import Geom, point_wkb

FORM = 5
"""Number of the form of the tables; a file says its own in `workspace_form`."""

METADATA = MetaData()

Value = str | int | float | bool | bytes | None
Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: its table, its class, and how a record fills the columns."""

    name: str
    record: type
    table: Table
    fill: Callable[[object], Row]
    spatial: bool = False
    """Whether it is a layer of points."""
    indexed: bool = False
    """Whether an R*Tree finds its points by a box."""

    def columns(self, record: object) -> Row:
        """What the record's own columns hold, in an order that is the same for all of a kind."""
        return self.fill(record)


def _table(name: str, *columns: Column[Any], spatial: bool = False) -> Table:
    """A kind's table: the envelope every kind has, then its own columns."""
    bounds = [Column(side, Double) for side in ("west", "south", "east", "north")] if spatial else []
    return Table(
        name,
        METADATA,
        Column("fid", Integer, primary_key=True, autoincrement=False),
        *([Column("geom", Geom)] if spatial else []),
        Column("id", Text, nullable=False, unique=True),
        *columns,
        *bounds,
        Column("run", Text, nullable=False),
        Column("scope", Text, nullable=False, index=True),
        Column("entered", Integer, nullable=False),
        Column("sha256", Text, nullable=False),
        Column("json", Text, nullable=False),
    )


def _text(*names: str) -> list[Column[Any]]:
    return [Column(name, Text, nullable=False) for name in names]


def _place(position: Position | None) -> Row:
    """Geometry and bounds of a position."""
    if position is None:
        return dict.fromkeys(("geom", "west", "south", "east", "north"))
    lon, lat = position.lon, position.lat
    return {"geom": point_wkb(lon, lat), "west": lon, "south": lat, "east": lon, "north": lat}


def _span(period: Period | None) -> Row:
    return {"begins": period.start if period else None, "ends": period.end if period else None}


def _document(record: Document) -> Row:
    found = {"publisher": record.publisher, "published": record.published, "language": record.language}
    return {
        "name": record.name,
        "title": record.title,
        "url": record.url,
        "content": record.sha256,
        **{name: finding.value if finding else None for name, finding in found.items()},
    }


def _claim(record: Claim) -> Row:
    return {
        "document": record.document,
        "harm": str(record.harm),
        "asset": record.asset.exact,
        "asset_type": str(record.asset_type),
        "certainty": str(record.certainty),
        "support": str(record.support),
        "score": record.score,
        "quote": record.quote.exact,
        **_span(record.time),
    }


def _incident(record: Incident) -> Row:
    count = record.count
    return {"asset": record.asset, "at_least": count.at_least, "at_most": count.at_most, **_span(record.period)}


def _asset(record: Asset) -> Row:
    return {
        "label": record.label,
        "type": str(record.type),
        "country": record.country,
        "restricted": record.restricted,
        "described": record.described,
        **_place(record.position),
    }


def _place_row(record: Place) -> Row:
    label = record.names[0].text if record.names else record.id
    return {"label": label, "kind": record.kind, "country": record.country, **_place(record.position)}


def _entry(record: RegisterEntry) -> Row:
    return {"register": record.register, "key": record.key, "row": record.row, **_place(record.position)}


def _named(*names: str) -> Callable[[object], Row]:
    """Columns that hold the record's fields of the same names."""
    return lambda record: {name: _plain(getattr(record, name)) for name in names}


def _plain(value: object) -> Value:
    """A field as a column holds it: an enumeration's value, a passage's words."""
    exact = getattr(value, "exact", None)
    if isinstance(exact, str):
        return exact
    if value is None or isinstance(value, bool | int | float | bytes):
        return value
    return str(value)


def _kind(
    name: str,
    record: type,
    columns: list[Column[Any]],
    fill: Callable[..., Row],
    spatial: bool = False,
    indexed: bool = False,
) -> Kind:
    return Kind(name, record, _table(name, *columns, spatial=spatial), fill, spatial, indexed)


def _simple(name: str, record: type, *fields: str, numbers: tuple[str, ...] = ()) -> Kind:
    """A kind whose columns are fields of the record: texts, then whole numbers."""
    columns = [*_text(*fields), *(Column(field, Integer) for field in numbers)]
    return _kind(name, record, columns, _named(*fields, *numbers))


def _columns(kind: type[TypeEngine[Any]], *names: str) -> list[Column[Any]]:
    return [Column(name, kind) for name in names]


KINDS: tuple[Kind, ...] = (
    _kind(
        "documents",
        Document,
        [*_text("name", "title", "url", "content"), *_columns(Text, "publisher", "published", "language")],
        _document,
    ),
    _simple("captures", Capture, "of", "at", "path", numbers=("size",)),
    _simple("items", CapturedItem, "item", "how", "by", "at"),
    _simple("publishers", Publisher, "name", "party", "state_tie"),
    _simple("registers", Register, "name", "format"),
    _kind("register_entries", RegisterEntry, [*_text("register", "key"), Column("row", Integer)], _entry, spatial=True),
    _kind(
        "assets",
        Asset,
        [*_text("label", "type", "country"), *_columns(Boolean, "restricted", "described")],
        _asset,
        spatial=True,
        indexed=True,
    ),
    _kind(
        "matches",
        Match,
        [*_text("one", "other", "verdict"), *_columns(Double, "weight")],
        _named("one", "other", "verdict", "weight"),
    ),
    _kind("places", Place, _text("label", "kind", "country"), _place_row, spatial=True),
    _kind(
        "claims",
        Claim,
        [
            *_text("document", "harm", "asset", "asset_type", "certainty", "support", "quote"),
            Column("score", Double),
            *_columns(Text, "begins", "ends"),
        ],
        _claim,
    ),
    _simple("statements", Statement, "document", "kind", "quote"),
    _simple("recordings", Recording, "document", "kind", "quote"),
    _simple("media", Medium, "document", "name", "media_type", "problem"),
    _kind(
        "links",
        Link,
        [*_text("claim", "asset", "verdict"), *_columns(Double, "score")],
        _named("claim", "asset", "verdict", "score"),
    ),
    _kind(
        "incidents",
        Incident,
        [*_text("asset"), *_columns(Integer, "at_least", "at_most"), *_columns(Text, "begins", "ends")],
        _incident,
    ),
    _simple("missions", Mission, "title"),
    _simple("consultations", Consultation, "mission", "party", "standing", "date"),
    _simple("consents", Consent, "mission", "party", "signed_by", "given", "start", "end"),
    _simple("plans", Plan, "mission", "name", "made"),
    _simple("visits", Visit, "mission", "asset", "team", "at", "observer", "outcome", numbers=("grade",)),
    _simple("rulings", Ruling, "record", "verdict", "by", "reason", "at", "target"),
    _simple("runs", Run, "software", "packs"),
    _simple("steps", Step, "step", "subject", "inputs"),
    _simple("problems", Problem, "file", "message", "remedy"),
    _simple("public_keys", PublicKey, "name", "public"),
    _simple("checkpoints", Checkpoint, "key", "at", "ruling", numbers=("entry",)),
    _simple("timestamps", Timestamp, "checkpoint", "received", "source"),
)

BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
BY_RECORD: Mapping[type, Kind] = {kind.record: kind for kind in KINDS}

HISTORY = Table(
    "history",
    METADATA,
    Column("fid", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("was", Integer, nullable=False),
    Column("id", Text, nullable=False, index=True),
    Column("run", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("entered", Integer, nullable=False),
    Column("withdrawn", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("json", Text, nullable=False),
    Index("history_by_kind", "kind", "was"),
)
"""Superseded records; `was` is the fid they had."""

LEDGER = Table(
    "ledger",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("entry", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

LEAVES = Table(
    "ledger_leaves",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False, index=True),
    *_text("act", "kind", "id", "run", "scope", "sha256"),
)

WORKSPACE_FORM = Table(
    "workspace_form",
    METADATA,
    Column("fid", Integer, primary_key=True, autoincrement=False),
    Column("form", Integer, nullable=False),
)
"""One row: which form of tables this file has."""


def key_of(record: object) -> str:
    """The id of a record; a problem, which has none, gets one from its content."""
    if isinstance(record, Problem):
        return record_id("prb", to_json(record))
    return str(getattr(record, "id"))  # noqa: B009 (records share no base class)
