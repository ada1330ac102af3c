"""Registers, their entries, the assets made of them, and the places of the gazetteer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from tutela.model.claims import AssetType
from tutela.model.geometry import Position
from tutela.model.ids import id_of_texts
from tutela.model.reasons import Reason
from tutela.model.views import shown


class NameKind(StrEnum):
    """What a name is to the thing it names."""

    OFFICIAL = "official"
    FORMER = "former"
    ALTERNATIVE = "alternative"
    TRANSLITERATION = "transliteration"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an asset or place; none is the name.

    >>> Name("Շուշիի բերդ", "hy", "Armn", NameKind.OFFICIAL).language
    'hy'
    """

    text: str
    language: str = ""
    """ISO 639-1 code, a script after a hyphen where it is not the usual one (`hy-Latn`); empty when unknown."""
    script: str = ""
    """ISO 15924 code (`Armn`, `Latn`), from the letters."""
    kind: NameKind = NameKind.ALTERNATIVE
    used_by: str = ""
    """The community or register that uses it, as that source puts it."""
    start: str = ""
    """When it came into use, as far as it is known: year, month or day (ISO 8601); empty when nobody says."""
    end: str = ""
    """When it went out of use; empty while it is in use or when nobody says."""


@dataclass(frozen=True, slots=True)
class Register:
    """The card of a list somebody keeps.

    >>> [register] = Workspace.open("case/workspace").registers()
    >>> register.name, register.rows
    ('inventory', 65)
    """

    id: str
    name: str
    sha256: str
    """Hash of the file it was read from."""
    format: str = ""
    rows: int = 0
    columns: tuple[tuple[str, str], ...] = ()
    """(column as written, Tutela's field for it or empty)."""
    publisher: str = ""
    licence: str = ""
    date: str = ""
    side: str = ""
    """The party or community that keeps it or that it speaks for, as its publisher puts it; empty when unknown."""
    coverage: str = ""
    """What area, kinds and time it covers, in words."""
    expected: int | None = None
    """How many assets its publisher says it holds; None when nobody says."""
    reference: str = ""
    """Where it was obtained."""

    _repr_html_ = shown


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One row of a register: as it came, and with the columns Tutela understood.

    >>> entry = RegisterEntry("ent_1", "reg_1", "7", 2, (("Nom", "Tour"), ("Lat", "39,7")), (("name", "Tour"),))
    >>> entry.value("name"), entry.value("country"), dict(entry.raw)["Lat"]
    ('Tour', '', '39,7')
    """

    id: str
    register: str
    """Id of the register."""
    key: str
    """The row's own identifier; its row number where it has none."""
    row: int
    """Row or feature number as an editor shows it (the header of a table is row 1)."""
    raw: tuple[tuple[str, str], ...]
    """(column, cell) exactly as they stand."""
    fields: tuple[tuple[str, str], ...] = ()
    """(Tutela field, cell) for the columns that were understood, in the order of the columns."""
    position: Position | None = None

    def values(self, field: str) -> list[str]:
        """All cells of one field."""
        return [value for name, value in self.fields if name == field]

    def value(self, field: str) -> str:
        """The first cell of a field, or empty."""
        return next(iter(self.values(field)), "")

    _repr_html_ = shown


@dataclass(frozen=True, slots=True)
class Stated:
    """What one register entry says in one field: kept beside what others say, never averaged with it."""

    field: str
    """Name of the asset's field: `type`, `position`, `built`, `community`..."""
    value: str
    entry: str
    """Id of the register entry."""
    register: str
    """Name of the register."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A cultural asset of the inventory, or one that publications describe and no register holds.

    >>> asset = Asset("ast_1", (Name("Şuşa qalası", "az"), Name("Shusha Fortress", "en")), AssetType.FORTIFICATION)
    >>> asset
    <Asset ast_1: Shusha Fortress; fortification, 2 names>
    """

    id: str
    names: tuple[Name, ...]
    type: AssetType
    position: Position | None = None
    settlements: tuple[Name, ...] = ()
    """Names of the settlement it stands in, in all forms given."""
    districts: tuple[Name, ...] = ()
    country: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    """(scheme, value): `("register", "sc-001")`, `("wikidata", "Q...")`."""
    designations: tuple[str, ...] = ()
    built: str = ""
    community: str = ""
    """Whose heritage the register says it is: a tag for balance, no judgement."""
    part_of: str | None = None
    entries: tuple[str, ...] = ()
    """Ids of the register entries it was made of; empty for a described asset."""
    restricted: bool = False
    """The register asks to withhold it."""
    notes: str = ""
    absorbed: tuple[str, ...] = ()
    """Ids of the assets that were found to be this one: they remain as aliases."""
    stated: tuple[Stated, ...] = ()
    """Who says what, where several entries made it; empty where one entry says everything."""
    kind_words: tuple[str, ...] = ()
    """What its registers call its kind, in their own words (`mausoleum`, `settlement`)."""

    def __repr__(self) -> str:
        where = f", {self.settlements[0].text}" if self.settlements else ""
        names = f"{len(self.names)} name{'s' * (len(self.names) != 1)}"
        return f"<Asset {self.id}: {self.label}{where}; {self.type}, {names}>"

    @property
    def label(self) -> str:
        """The name to show first: an English one if given, else the first."""
        english = next((name.text for name in self.names if name.language == "en"), "")
        return english or (self.names[0].text if self.names else self.id)

    @property
    def described(self) -> bool:
        """Whether it is known from publications only."""
        return not self.entries

    _repr_html_ = shown


@dataclass(frozen=True, slots=True)
class Hit:
    """An asset that a search found, and why."""

    asset: Asset
    name: str
    """The name of it that answers best."""
    reason: Reason
    """Its score, 0 to 1, and a sentence on how every word was answered."""

    def __repr__(self) -> str:
        return f"<Hit {self.reason.score:.2f} {self.asset!r}>"


class MatchVerdict(StrEnum):
    """What comparing two assets of registers came to."""

    SAME = "same"
    PART = "part"
    """`one` is a part of `other`: a church of a monastery, a carved stone in a churchyard."""
    POSSIBLE = "possible"
    """Near enough to ask a person, too far to decide."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two assets, as single registers give them, compared: a proposal about a pair, never about a group.

    A person's ruling on the pair (`same`, `different`) outweighs it; a later entry changes neither.
    """

    id: str
    one: str
    """Id of an asset made of the rows of one key in one register."""
    other: str
    verdict: MatchVerdict
    weight: float
    """Sum of the comparisons' weights and the prior, in bits: log2 of the odds that both are one."""
    probability: float
    """The same as a probability, 0 to 1."""
    reasons: tuple[Reason, ...]
    """One sentence and weight (in bits) per comparison, the weightiest first."""


@dataclass(frozen=True, slots=True)
class Administration:
    """Who administered a place in an interval of time, and who says so: a sourced statement, no judgement on title."""

    by: str
    start: str = ""
    """ISO 8601 year, month or day; empty when unknown."""
    end: str = ""
    """Empty while it lasts or when unknown."""
    source: str = ""
    basis: str = ""
    """What the source says it did, in its words or ours: `in control`, `claims`, `under its law`; empty when unsaid."""


@dataclass(frozen=True, slots=True)
class Place:
    """A populated place or area with all its names; none of them is preferred.

    >>> place = Place("plc_1", (Name("Shushi", "hy-Latn"), Name("Şuşa", "az")), kind="town")
    >>> [name.text for name in place.names]
    ['Shushi', 'Şuşa']
    """

    id: str
    names: tuple[Name, ...]
    kind: str = ""
    """`town`, `village`, `district`, `region`, `country`, `area`."""
    position: Position | None = None
    within: tuple[str, ...] = ()
    """Names of larger places said to hold it (every side's, where they differ)."""
    country: str = ""
    """ISO 3166-1 alpha-2 as the source gives it."""
    source: str = ""
    population: int = 0
    identifiers: tuple[tuple[str, str], ...] = ()
    """(scheme, value): `("wikidata", "Q...")`, `("geonames", "...")`, `("wof", "...")`."""
    administered: tuple[Administration, ...] = ()
    """Who administered it when; statements of different sources may overlap and contradict each other."""

    _repr_html_ = shown


def entry_id(register: str, key: str, raw: Sequence[tuple[str, str]]) -> str:
    """Id of a register entry: same row of the same register, same id."""
    return id_of_texts("ent", key=key, raw=raw, register=register)


class AssetIndex(Protocol):
    """An inventory too large to hand over: what linking may ask of it."""

    def candidates(self, words: str, places: Sequence[str]) -> Iterable[Asset]:
        """Assets that may be meant by `words`, near any of `places` (names as written)."""
        ...

    def get(self, asset: str) -> Asset | None:
        """The asset with this id."""
        ...
