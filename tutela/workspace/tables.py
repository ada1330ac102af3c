"""Records as tables, for notebooks and other programs. A table is private: it has not passed the gate."""

import html
import importlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from tutela.model.casefile import CaseFile, Standing
from tutela.model.claims import Claim
from tutela.model.credibility import Credibility, Rating
from tutela.model.documents import Document
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.links import Link
from tutela.model.problems import one_line
from tutela.model.views import HELD, ROOMY, SENTENCE, START

SHOWN_ROWS = 20
"""More are counted, not shown: a notebook's page stays readable."""
SHOWN_LETTERS = 60
HTML_LETTERS = 160
TOLD = frozenset({"asset", "places", "speaker", "quote", "title"})
"""Columns that hold words of a document, in the language that the row's `language` names."""

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; iterating gives each row as a dict.

    >>> table = Table("pairs", ("letter", "number"), (("a", 1), ("b", 2)))
    >>> table
    pairs: 2 rows
    letter  number
    a       1
    b       2
    >>> [row["number"] for row in table]
    [1, 2]
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def column(self, name: str) -> tuple[Cell, ...]:
        """All cells of one column.

        Raises:
            KeyError: there is no such column.

        >>> Table("pairs", ("letter", "number"), (("a", 1), ("b", 2))).column("letter")
        ('a', 'b')
        """
        if name not in self.columns:
            raise KeyError(f"{self.name} has no column {name!r}; it has {', '.join(self.columns)}")
        at = self.columns.index(name)
        return tuple(row[at] for row in self.rows)

    def to_pandas(self) -> Any:
        """The table as a pandas `DataFrame`.

        Raises:
            ImportError: pandas is not installed; the message says how to get it.
        """
        return _optional("pandas").DataFrame([list(row) for row in self.rows], columns=list(self.columns))

    def to_arrow(self) -> Any:
        """The table as a pyarrow `Table`.

        Raises:
            ImportError: pyarrow is not installed; the message says how to get it.
        """
        return _optional("pyarrow").table({name: list(self.column(name)) for name in self.columns})

    def __repr__(self) -> str:
        shown = [self.columns, *([_short(cell) for cell in row] for row in self.rows[:SHOWN_ROWS])]
        widths = [max(len(row[at]) for row in shown) for at in range(len(self.columns))]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown
        ]
        return "\n".join([f"{self.name}: {_rows(len(self))}", *lines, *self._rest()])

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col" style="{START}">{html.escape(name)}</th>' for name in self.columns)
        body = "".join(f"<tr>{self._html_row(row)}</tr>" for row in self.rows[:SHOWN_ROWS])
        rest = "".join(f"<p>{line}</p>" for line in self._rest())
        caption = f'<caption style="{START}">{html.escape(self.name)}: {_rows(len(self))}</caption>'
        table = f'<table lang="en" dir="ltr">{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        return f'<div style="{HELD}">{table}</div>{rest}'

    def _html_row(self, row: tuple[Cell, ...]) -> str:
        tongue = dict(zip(self.columns, row, strict=True)).get("language")
        cells = zip(self.columns, row, strict=True)
        return "".join(_html_cell(cell, tongue if name in TOLD else None) for name, cell in cells)

    def _rest(self) -> list[str]:
        more = len(self) - SHOWN_ROWS
        return [f"... and {more} more"] if more > 0 else []


def tables() -> tuple[str, ...]:
    """Names of the tables a workspace gives."""
    return tuple(_TABLES)


def table_of(case: CaseFile, name: str) -> Table:
    """One table of a case.

    Raises:
        ValueError: there is no table of that name.
    """
    if name not in _TABLES:
        raise ValueError(f"there is no table {name!r}; there are {', '.join(_TABLES)}")
    return _TABLES[name](case)


def claims_table(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    links: Sequence[Link] = (),
    assets: Sequence[Asset] = (),
    incidents: Sequence[Incident] = (),
) -> Table:
    """One row for each claim: who says what of which asset, in which words."""
    document_of = {document.id: document for document in documents}
    label = {asset.id: asset.label for asset in assets}
    link_of = {link.claim: link for link in links}
    incident_of = {claim: incident.id for incident in incidents for claim in incident.claims}
    rows = [
        (
            *_claim_cells(claim, document_of[claim.document]),
            *_place_of(claim, link_of, label),
            incident_of.get(claim.id),
        )
        for claim in claims
    ]
    return Table("claims", (*_CLAIM_COLUMNS, "link", "linked_asset", "incident"), tuple(rows))


_CLAIM_COLUMNS = (
    "id", "document", "publisher", "published", "asset", "asset_type", "harm", "certainty", "time", "places", "speaker",
    "quote", "language", "support",
)  # fmt: skip


def _claim_cells(claim: Claim, document: Document) -> tuple[Cell, ...]:
    return (
        claim.id,
        document.name,
        document.publisher.value if document.publisher else None,
        document.day,
        claim.asset.exact,
        claim.asset_type.value,
        claim.harm.value,
        claim.certainty.value,
        claim.time.edtf() if claim.time else None,
        "; ".join(place.exact for place in claim.places),
        claim.attribution[0].words.exact if claim.attribution else None,
        claim.quote.exact,
        document.tongue,
        claim.support.value,
    )


def _place_of(claim: Claim, link_of: Mapping[str, Link], label: Mapping[str, str]) -> tuple[Cell, Cell]:
    link = link_of.get(claim.id)
    return (link.verdict.value, label.get(link.asset)) if link else (None, None)


def incidents_table(
    claims: Sequence[Claim],
    assets: Sequence[Asset],
    incidents: Sequence[Incident],
    standings: Sequence[Standing] = (),
    ratings: Sequence[Rating] = (),
) -> Table:
    """One row for each incident: what is said of which asset, by how many documents, on how many origins."""
    document = {claim.id: claim.document for claim in claims}
    label = {asset.id: asset.label for asset in assets}
    standing = {standing.incident: standing for standing in standings}
    grade = {rating.record: rating.grade for rating in ratings}
    rows = []
    for incident in incidents:
        stands = standing.get(incident.id)
        rows.append(
            (
                incident.id,
                label.get(incident.asset),
                "; ".join(incident.harms),
                incident.period.edtf() if incident.period else None,
                len({document[claim] for claim in incident.claims if claim in document}),
                len(incident.claims),
                len(incident.denials),
                incident.count.at_least,
                incident.count.at_most,
                stands.state.value if stands else None,
                grade.get(incident.id, Credibility.UNJUDGED),
            )
        )
    columns = (
        "id",
        "asset",
        "harms",
        "time",
        "documents",
        "claims",
        "denials",
        "at_least",
        "at_most",
        "state",
        "credibility",
    )
    return Table("incidents", columns, tuple(rows))


def _claims(case: CaseFile) -> Table:
    return claims_table(case.documents, case.claims, case.links, case.assets, case.incidents)


def _incidents(case: CaseFile) -> Table:
    return incidents_table(case.claims, case.assets, case.incidents, case.standings, case.ratings)


def _assets(case: CaseFile) -> Table:
    columns = ("id", "name", "type", "lat", "lon", "settlement", "country", "names", "described", "restricted")
    return Table("assets", columns, tuple(_asset_cells(asset, asset.id in case.restricted) for asset in case.assets))


def _asset_cells(asset: Asset, restricted: bool) -> tuple[Cell, ...]:
    return (
        asset.id,
        asset.label,
        asset.type.value,
        asset.position.lat if asset.position else None,
        asset.position.lon if asset.position else None,
        asset.settlements[0].text if asset.settlements else None,
        asset.country or None,
        "; ".join(name.text for name in asset.names),
        asset.described,
        restricted,
    )


def _documents(case: CaseFile) -> Table:
    told = Counter(claim.document for claim in case.claims)
    rows = tuple(
        (one.id, one.name, one.publisher.value if one.publisher else None, one.day, one.tongue, one.title, told[one.id])
        for one in case.documents
    )
    return Table("documents", ("id", "name", "publisher", "published", "language", "title", "claims"), rows)


def _statements(case: CaseFile) -> Table:
    name = {document.id: document.name for document in case.documents}
    rows = tuple(
        (one.id, name[one.document], one.kind.value, one.source[0].words.exact if one.source else None, one.quote.exact)
        for one in case.statements
    )
    return Table("statements", ("id", "document", "kind", "speaker", "quote"), rows)


def _recordings(case: CaseFile) -> Table:
    name = {document.id: document.name for document in case.documents}
    found = {assessment.recording: assessment.value for assessment in case.assessments}
    rows = tuple(
        (one.id, name[one.document], one.kind.value, found.get(one.id), one.quote.exact) for one in case.recordings
    )
    return Table("recordings", ("id", "document", "kind", "authenticity", "quote"), rows)


def _rulings(case: CaseFile) -> Table:
    rows = tuple((one.id, one.record, one.verdict.value, one.by, one.at, one.reason) for one in case.rulings)
    return Table("rulings", ("id", "record", "verdict", "by", "at", "reason"), rows)


_TABLES: Mapping[str, Callable[[CaseFile], Table]] = {
    "claims": _claims,
    "incidents": _incidents,
    "assets": _assets,
    "documents": _documents,
    "statements": _statements,
    "recordings": _recordings,
    "rulings": _rulings,
}


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _html_cell(cell: Cell, tongue: Cell) -> str:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f'<td style="text-align:end;vertical-align:top">{cell}</td>'
    lang = f' lang="{html.escape(str(tongue))}"' if tongue and tongue != "und" else ""
    shown = one_line(_short(cell, HTML_LETTERS))
    room = ROOMY if len(shown) > SENTENCE else START if " " in shown else f"{START};white-space:nowrap"
    return f'<td style="{room}" dir="auto"{lang}>{html.escape(shown)}</td>'


def _short(cell: Cell, letters: int = SHOWN_LETTERS) -> str:
    text = " ".join(_text(cell).split())
    return text if len(text) <= letters else f"{text[: letters - 3]}..."


def _rows(count: int) -> str:
    return f"{count:,} row{'s' * (count != 1)}"


def _optional(package: str) -> ModuleType:
    try:
        return importlib.import_module(package)
    except ModuleNotFoundError as error:
        raise ImportError(f"{package} is not installed; run: pip install {package}") from error
