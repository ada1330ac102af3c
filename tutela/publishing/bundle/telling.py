"""What a bundle says of itself: the readable index, as blocks for a page and for print."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutela.model.casefile import CaseFile
from tutela.model.claims import Claim, Recording, Statement
from tutela.model.documents import Document
from tutela.model.incidents import Incident
from tutela.model.rulings import Ruling
from tutela.publishing import wording
from tutela.publishing.gate import WITHHELD_SENTENCE
from tutela.publishing.mission_report.blocks import Grid, Heading, Points, Text
from tutela.publishing.report_pages import PageBlock, Shown, Verbatim

PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
"""What the page shows as a picture; a drawing that is code (SVG) is not among them."""
TO_CHECK = (
    "Unpack the zip and run, in its folder: python3 -I -S verify.py. It needs Python 3.8 or newer and nothing else, "
    "and no network. It says what was proved, how strongly, and names every byte that was changed.",
    "Rather than the verify.py in here take one from somebody you trust: one that was changed could say anything. "
    "`tutela verify` checks a bundle with the same code.",
    "documents.wacz opens in replayweb.page, also without a network. It is a copy to read; what is proved is files/.",
)
LIMITS = (
    "That a record stands in the ledger says that it was there then, not that what it tells is true, nor that no later "
    "record superseded it.",
    "Consistent means that all in here agrees with itself. Whoever makes a whole ledger anew can make such a bundle; "
    "that shows only against keys, checkpoints or timestamps from elsewhere.",
    "Times are those of the clock of whoever wrote them, unless a timestamp authority's is named.",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that lies in the bundle, or was captured and is withheld from it."""

    sha256: str
    size: int
    at: str
    of: str
    """Id of the document, item or register whose bytes they are."""
    path: str
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class BundleSheet:
    """All that the index of a bundle tells."""

    case: CaseFile
    """What it is about and no more: rulings laid over; in a redacted bundle, as the gate released it."""
    of: str
    """The incident it was made for, or ALL."""
    files: tuple[Kept, ...] = ()
    entries: Mapping[str, int] | None = None
    """Id of a record -> the ledger entry it came in with; None where nothing is proved of the ledger."""
    signed: tuple[str, ...] = ()
    """Who signed, and what was stamped, in sentences."""
    redacted: bool = False
    withheld: bool = False
    counts: tuple[tuple[str, int], ...] = ()
    """Kind of record -> how many lie in the bundle."""

    @property
    def title(self) -> str:
        """What the index is called."""
        told = f"incident {self.of}" if self.of != "ALL" else "all of it"
        return f"Evidence bundle: {self.case.title or 'a case without a title'} ({told})"


def blocks_of(sheet: BundleSheet) -> tuple[PageBlock, ...]:
    """The index as blocks."""
    parts = (_summary, _incidents, _documents, _others, _files, _rulings, _checking)
    return tuple(block for part in parts for block in part(sheet))


def _summary(sheet: BundleSheet) -> Iterator[PageBlock]:
    case = sheet.case
    yield Heading("What this is")
    yield Text(
        "Publications on harm to cultural heritage as they were captured, what was read in them, what people ruled, "
        "and what proves that none of it was changed since. Nothing here is said in the bundle's own voice: no finding "
        "of fact, no finding of guilt."
    )
    if sheet.redacted:
        yield Text("Redacted: it holds what the gate of publishing releases, and no captured bytes.")
    if sheet.withheld:
        yield Text(WITHHELD_SENTENCE.replace("this dossier", "this bundle"))
    rows = [("As of", case.made_at), ("Made with", case.software), *case.made_with]
    rows += [(f"{kind.replace('_', ' ')} in records/", f"{count:,}") for kind, count in sheet.counts]
    yield Grid(("", "said"), tuple(rows), (30, 70))
    yield Points(sheet.signed or ("Nobody signed, and no timestamp is here: it proves that all agrees with itself.",))


def _incidents(sheet: BundleSheet) -> Iterator[PageBlock]:
    case = sheet.case
    claims = {claim.id: claim for claim in case.claims}
    documents = {document.id: document for document in case.documents}
    assets = {asset.id: asset for asset in case.assets}
    standings = {standing.incident: standing for standing in case.standings}
    for number, incident in enumerate(case.incidents, 1):
        yield Heading(f"Incident {number}: {wording.shown_name(assets.get(incident.asset))}")
        rows = [("Record", _entered(sheet, incident.id)), ("When, as told", wording.period(incident.period))]
        rows.append(("Rests on", wording.origins_said(incident.count)))
        if standing := standings.get(incident.id):
            rows.append(("State", f"{wording.word('state', standing.state)}: {standing.sentence}"))
        yield Grid(("", "said"), tuple(rows), (30, 70))
        if incident.count.reasons:
            yield Heading("How the origins were counted", 3)
            yield Points(incident.count.reasons)
        yield Heading("What is said, and denied", 3)
        told = [claims[claim] for claim in incident.claims if claim in claims]
        yield _claims(sheet, incident, told, documents)
        if incident.chain:
            yield Heading("What rests on what", 3)
            yield Points(tuple(_chain(incident, documents)))
        if incident.drift:
            yield Heading("What changed on the way", 3)
            yield Points(tuple(drift.sentence for drift in incident.drift))


def _claims(
    sheet: BundleSheet, incident: Incident, told: Sequence[Claim], documents: Mapping[str, Document]
) -> PageBlock:
    rows = []
    for claim in told:
        document = documents.get(claim.document)
        publisher = wording.publisher_name(document) if document else wording.NO_PUBLISHER
        denied = " This denies it, or says the asset stands unharmed." if claim.id in incident.denials else ""
        said = f"{wording.quoted(claim.asset.exact)} {wording.harm_said(claim)}. {wording.said_surely(claim)}{denied}"
        who = f"{wording.chain_said(claim.attribution, publisher)}, {wording.published(document)}" if document else ""
        where = f"{wording.quoted(claim.quote.exact)}, letters {claim.quote.start} to {claim.quote.end}"
        rows.append((said, who, where, _entered(sheet, claim.id)))
    return Grid(("Said", "By whom", "Passage", "Record"), tuple(rows), (28, 24, 28, 20))


def _chain(incident: Incident, documents: Mapping[str, Document]) -> Iterator[str]:
    labels = {origin.id: origin.label for origin in incident.origins}
    labels |= {document.id: document.name for document in documents.values()}
    for edge in incident.chain:
        ends = (labels.get(edge.source, edge.source), labels.get(edge.target, edge.target))
        yield f"{ends[0]} {wording.word('edge', edge.kind)} {ends[1]}: {edge.reason}"


def _documents(sheet: BundleSheet) -> Iterator[PageBlock]:
    files = {kept.of: kept for kept in sheet.files}
    yield Heading("Documents")
    for document in sheet.case.documents:
        yield Heading(document.title or document.name, 3)
        rows = [
            ("Name", document.name),
            ("Publisher, as found", wording.publisher_name(document)),
            ("Published, as stated", document.published.value if document.published else "not stated"),
            ("Address", document.url or "not stated"),
            ("Record", _entered(sheet, document.id)),
        ]
        if kept := files.get(document.id):
            rows += [
                ("Captured", f"{kept.at}, by this machine's clock"),
                ("Bytes", f"{kept.size:,} in files/{kept.sha256}"),
            ]
        yield Grid(("", "said"), tuple(rows), (30, 70))
        yield Verbatim("Its text, as read", document.text)


def _others(sheet: BundleSheet) -> Iterator[PageBlock]:
    told: tuple[tuple[str, Sequence[Statement | Recording]], ...] = (
        ("Statements", sheet.case.statements),
        ("Recordings", sheet.case.recordings),
    )
    for label, records in told:
        if records:
            yield Heading(label)
            rows = tuple((str(one.kind), wording.quoted(one.quote.exact), _entered(sheet, one.id)) for one in records)
            yield Grid(("Kind", "Passage", "Record"), rows, (20, 55, 25))


def _files(sheet: BundleSheet) -> Iterator[PageBlock]:
    if not sheet.files:
        return
    yield Heading("Captured files")
    yield Text("Each lies in files/ under its SHA-256. Pages and scripts among them are not opened from here.")
    rows = tuple((kept.path or "not stated", kept.at, f"{kept.size:,}", kept.sha256) for kept in sheet.files)
    yield Grid(("As given", "Captured", "Bytes", "SHA-256"), rows, (28, 20, 10, 42))
    for kept in sheet.files:
        if kept.media_type in PICTURES:
            yield Shown(f"files/{kept.sha256}", f"{kept.path}, captured {kept.at}")


def _rulings(sheet: BundleSheet) -> Iterator[PageBlock]:
    if not sheet.case.rulings:
        return
    yield Heading("Rulings")
    rows = tuple((one.at, one.by, _ruled(one), one.reason, _entered(sheet, one.id)) for one in sheet.case.rulings)
    yield Grid(("When", "By", "Ruled", "Why", "Record"), rows, (18, 14, 26, 24, 18))


def _ruled(ruling: Ruling) -> str:
    sets = "".join(f"; {field} = {value}" for field, value in ruling.sets)
    target = f", {ruling.target}" if ruling.target else ""
    return f"{ruling.verdict} of {ruling.record}{target}{sets}"


def _checking(_: BundleSheet) -> Iterator[PageBlock]:
    yield Heading("How to check it")
    yield Points(TO_CHECK)
    yield Heading("What it does not prove")
    yield Points(LIMITS)


def _entered(sheet: BundleSheet, record: str) -> str:
    if sheet.entries is None:
        return record
    entry = sheet.entries.get(record)
    return f"{record}, ledger entry {entry:,}" if entry else f"{record}, worked out of records in here"
