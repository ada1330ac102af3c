"""claims.csv: one row per claim (RFC 4180), safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from tutela.model.claims import Claim
from tutela.model.credibility import Credibility, Reliability
from tutela.publishing.contents import Contents, contents
from tutela.publishing.gate import Released

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell starting so is run as a formula by spreadsheets (OWASP, CSV injection); an apostrophe in front stops that."""

COLUMNS = (
    "claim", "document", "document_name", "publisher", "published", "language", "url", "incident", "state", "asset",
    "asset_name", "asset_words", "asset_type", "places", "harm", "means", "start", "end", "actor", "attribution",
    "certainty", "evidence", "quote", "quote_start", "quote_end", "support", "link_verdict", "link_score", "origins",
    "source_reliability", "information_credibility",
)  # fmt: skip


def claims_csv(released: Released) -> str:
    """All claims as a table; lists are joined by `; `. A case's notice stands in a last column, in every row."""
    held, notice = contents(released), released.case.notice
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*COLUMNS, "notice") if notice else COLUMNS)
    for claim in held.claims.values():
        row = claim_row(held, claim)
        writer.writerow([guarded(cell) for cell in ((*row, notice) if notice else row)])
    return out.getvalue()


def guarded(cell: object) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def claim_row(held: Contents, claim: Claim) -> tuple[object, ...]:
    """The cells of one claim, in the order of `COLUMNS`."""
    document = held.documents[claim.document]
    link = held.link_of.get(claim.id)
    asset = held.assets.get(link.asset) if link else None
    incident = held.incident_of.get(claim.id, "")
    standing = held.standing_of.get(incident)
    traced = held.origins_of.get(claim.id)
    return (
        claim.id,
        document.id,
        document.name,
        document.publisher.value if document.publisher else "",
        document.published.value if document.published else "",
        document.tongue,
        document.url,
        incident,
        standing.state if standing else "",
        asset.id if asset else "",
        asset.label if asset else "",
        claim.asset.exact,
        claim.asset_type,
        _list(words.exact for words in claim.places),
        claim.harm,
        _list(cue.kind for cue in claim.means),
        claim.time.start if claim.time else None,
        claim.time.end if claim.time else None,
        claim.actor.exact if claim.actor else "",
        _list(speaker.words.exact for speaker in claim.attribution),
        claim.certainty,
        _list(cue.kind for cue in claim.evidence),
        claim.quote.exact,
        claim.quote.start,
        claim.quote.end,
        claim.support,
        link.verdict if link else "",
        f"{link.score:.3f}" if link else "",
        _list(traced.origins if traced else ()),
        graded(held, claim.id, Reliability.F),
        graded(held, incident, Credibility.UNJUDGED),
    )


def graded(held: Contents, record: str, unjudged: str) -> str:
    """The grade people gave an incident or the source of a claim; unjudged where nobody did."""
    rating = held.rating_of.get(record)
    return rating.grade if rating else str(unjudged)


def _list(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(map(str, values)))
