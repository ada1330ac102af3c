"""The one gate: a case file goes in with its secrets, a released one comes out, and renderers take nothing else.

What is withheld, and why so much:

- A withheld asset goes with its parts, with assets of the same name, and with every claim, incident, statement and
  recording about it. Nothing says how many: register rows and ledger entries are counted only when nothing is withheld.
- Where a document tells of a withheld site, only the sentences that released records quote leave the house, the site's
  names masked in them; the rest would describe what the mask hides. Of a sentence that tells of the site as well, only
  the released claim's own words stay: its asset, speakers, places, time. A note or reason naming it is masked whole.
  A withheld person's name is masked, the text around it stays.
- Such a document is shown without title, file name, address and hash: they lead to the words, or prove a guess.
  Its publisher and date stay, since a claim without its source is worth nothing.
- A claim that no reader could tie to its asset (support `same_sentence`) is a guess until a person has accepted or
  corrected it: it waits in the review queue, and is published only then.
- A record that was changed gets a new id: ids are hashes of content and would prove a guess. Positions of its passages
  count in the text as released, where a mask counts ten characters: true positions would tell a name's length.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from tutela.language.sentences import split
from tutela.model.casefile import CaseFile
from tutela.model.claims import Claim, Recording, Statement
from tutela.model.documents import Document
from tutela.model.incidents import ChainEdge, Drift, DriftKind, Incident, OriginCount
from tutela.model.links import Link
from tutela.model.passages import Passage
from tutela.model.rulings import Ruling, Verdict
from tutela.publishing.drafts import as_of, borne_out, retold, unchecked, without_claims
from tutela.publishing.masking import MASK, Cut, Span, complement, cut
from tutela.publishing.recording_sheets import with_open_sheets
from tutela.publishing.rewriting import passages_in, rewritten
from tutela.publishing.side_by_side import side_by_side
from tutela.publishing.withholding import Withheld, descriptions, withheld_in

WITHHELD_SENTENCE = (
    "Something has been withheld from this dossier, to protect sites or persons; what, where and how much is not said."
)
TITLE = "Reported harm to cultural heritage"
"""Title of a dossier whose own would give something away."""
CUT_SENTENCE = "Part of what this rests on is withheld, so its state is not explained here."

RECORD_ID = re.compile(r"[A-Za-z]\w*_\w+")
"""What may be a record's id, alone or inside a sentence."""

NAME_FROM = 6
"""Shortest name of a document that is looked for in other strings: "7" or "note" stand everywhere."""

_SEAL = object()


@dataclass(frozen=True, slots=True)
class Released:
    """A case file that may leave the house. Only `release` can make one.

    Raises:
        TypeError: it was made by anything but `release`.

    >>> released = release(Workspace.open("case/workspace").case_file())
    >>> released.withheld
    True
    """

    case: CaseFile
    withheld: bool
    """Whether anything was withheld; how much is not kept."""
    masked: frozenset[str]
    """Ids of released documents shown with words masked."""
    seal: object = field(repr=False, compare=False)
    waiting: int = 0
    """Claims left out until a person has checked them; withheld ones are not counted."""

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise TypeError("only publishing.gate.release makes a Released; give it the case file")


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Thing = TypeVar("Thing")
Record = TypeVar("Record", bound=_Identified)


def release(case: CaseFile) -> Released:
    """The case without anything restricted, and without anything that would give it away.

    >>> case = Workspace.open("case/workspace").case_file()
    >>> shown = {asset.id for asset in release(case).case.assets}
    >>> len(case.restricted) > 0, case.restricted & shown
    (True, frozenset())
    """
    withheld = withheld_in(case)
    drafts = unchecked(case) - withheld.claims
    case = without_claims(case, drafts)
    if withheld.nothing:
        return Released(side_by_side(as_of(borne_out(with_open_sheets(case)))), False, frozenset(), _SEAL, len(drafts))
    kept = _without(case, withheld)
    cuts = {document.id: _cut(document, kept, withheld) for document in kept.documents}
    kept = replace(kept, documents=tuple(d for d in kept.documents if _worth_showing(d, cuts[d.id], kept, withheld)))
    shown = _consistent(kept, case)
    masking = _Masking(
        withheld, cuts, _ids(case) - _ids(shown), len(drafts), hidden_names=_hidden_names(case, shown, cuts)
    )
    whole = {document.id for document in shown.documents if not cuts[document.id].spans}
    return masking.of(as_of(borne_out(with_open_sheets(shown, whole))))


def _hidden_names(case: CaseFile, shown: CaseFile, cuts: Mapping[str, Cut]) -> frozenset[str]:
    """Names of documents that are not shown as they are."""
    whole = {document.id for document in shown.documents if not cuts[document.id].spans}
    return frozenset(d.name for d in case.documents if d.id not in whole and len(d.name) >= NAME_FROM)


def _ids(case: CaseFile) -> frozenset[str]:
    groups = (
        case.documents, case.assets, case.places, case.claims, case.statements, case.recordings, case.links,
        case.incidents, case.rulings,
    )  # fmt: skip
    return frozenset(record.id for group in groups for record in group)


def _without(case: CaseFile, withheld: Withheld) -> CaseFile:
    """The case without the records that are withheld whole."""
    return replace(
        case,
        assets=_but(case.assets, withheld.assets),
        places=_but(case.places, withheld.places),
        claims=_but(case.claims, withheld.claims),
        statements=_but(case.statements, withheld.statements),
        recordings=_but(case.recordings, withheld.recordings),
        incidents=_but(case.incidents, withheld.incidents),
        links=tuple(_open_link(link, withheld) for link in case.links if link.claim not in withheld.claims),
        registers=tuple(replace(register, rows=0) for register in case.registers),
        restricted=frozenset(),
        restricted_persons=frozenset(),
        ledger=replace(case.ledger, entries=0) if case.ledger else None,
    )


def _but(records: Iterable[Record], ids: frozenset[str]) -> tuple[Record, ...]:
    return tuple(record for record in records if record.id not in ids)


def _open_link(link: Link, withheld: Withheld) -> Link:
    others = tuple(other for other in link.others if other[0] not in withheld.assets)
    return replace(link, others=others, reasons=() if others != link.others else link.reasons)


def _records(case: CaseFile) -> Iterator[Claim | Statement | Recording]:
    yield from case.claims
    yield from case.statements
    yield from case.recordings


def _cut(document: Document, kept: CaseFile, withheld: Withheld) -> Cut:
    """The document's text as it may be shown."""
    hidden = withheld.words.spans(document.text)
    called = withheld.spans.get(document.id, ())
    hidden += [(words.start, words.end) for words in called]
    hidden += descriptions(called).spans(document.text)
    if _tells_of_site(document, withheld):
        hidden += complement(document.text, _quoted(document, kept, withheld.told.get(document.id, ())))
    return cut(document.text, hidden)


def _tells_of_site(document: Document, withheld: Withheld) -> bool:
    """Whether withheld records were read in a document, or it names what they are about."""
    if document.id in withheld.spans:
        return True
    stated = (document.title, document.url, document.name, *(link.url for link in document.links))
    return bool(withheld.sites.spans(document.text)) or any(map(withheld.sites.finds, stated))


def _quoted(document: Document, kept: CaseFile, told: Sequence[Passage]) -> Iterator[Span]:
    """The sentences released records quote from a document, and the single words they take from it.

    Of a sentence that tells of a withheld site too, only those words are kept: asset, speakers, places, time.
    """
    sentences = [
        span
        for span in split(document.text, document.tongue)
        if not any(span[0] < passage.end and passage.start < span[1] for passage in told)
    ]
    for record in _records(kept):
        if record.document != document.id:
            continue
        tellings = {record.quote, *(record.passages if isinstance(record, Claim) else ())}
        for telling in tellings:
            yield from (span for span in sentences if span[0] < telling.end and telling.start < span[1])
        yield from ((words.start, words.end) for words in passages_in(record) if words not in tellings)


def _worth_showing(document: Document, cut: Cut, kept: CaseFile, withheld: Withheld) -> bool:
    """A document that speaks of nothing but what is withheld is no part of the dossier."""
    if not _tells_of_site(document, withheld):
        return True
    return any(record.document == document.id for record in _records(kept))


def _consistent(kept: CaseFile, whole: CaseFile) -> CaseFile:
    """The case with every reference to what is gone taken out."""
    documents = {document.id for document in kept.documents}
    claims = {claim.id: claim for claim in kept.claims}
    incidents = tuple(_trimmed(incident, claims, documents) for incident in kept.incidents)
    cut_short = {new.id for new, old in zip(incidents, kept.incidents, strict=True) if new.claims != old.claims}
    told = {incident.id for incident in incidents}
    shown = {asset.id for asset in kept.assets} | {link.id for link in kept.links} | told
    shown |= {record.id for record in _records(kept)} | documents | {card.id for card in kept.publishers}
    return replace(
        kept,
        incidents=incidents,
        standings=tuple(
            replace(standing, sentence=CUT_SENTENCE) if standing.incident in cut_short else standing
            for standing in kept.standings
            if standing.incident in told
        ),
        rulings=tuple(_about(whole.rulings, shown)),
        assessments=tuple(item for item in kept.assessments if item.recording in shown),
        ratings=tuple(rating for rating in kept.ratings if rating.record in claims or rating.record in told),
        captured_at={key: value for key, value in kept.captured_at.items() if key in documents},
    )


def _about(rulings: Iterable[Ruling], shown: set[str]) -> Iterator[Ruling]:
    for ruling in rulings:
        known = ruling.record in shown and (not ruling.target or ruling.target in shown)
        if known and ruling.verdict is not Verdict.RESTRICT:
            shown.add(ruling.id)
            yield ruling


def _trimmed(incident: Incident, claims: Mapping[str, Claim], documents: set[str]) -> Incident:
    kept = tuple(claim for claim in incident.claims if claim in claims)
    traced = tuple(item for item in incident.claim_origins if item.claim in claims)
    named = {origin for item in traced for origin in item.origins}
    whole = kept == incident.claims
    incident = incident if whole else retold(incident, [claims[claim] for claim in kept])
    origins = incident.origins if whole else tuple(origin for origin in incident.origins if origin.id in named)
    ends = documents | {origin.id for origin in origins}
    return replace(
        incident,
        claims=kept,
        denials=tuple(claim for claim in incident.denials if claim in claims),
        origins=origins,
        claim_origins=traced,
        count=incident.count if whole else _clamped(incident.count, len(origins)),
        chain=tuple(_open_edge(edge, documents) for edge in incident.chain if {edge.source, edge.target} <= ends),
        drift=tuple(drift for drift in incident.drift if {drift.earlier, drift.later} <= claims.keys()),
        reasons=incident.reasons if whole else (),
        aliases=(),
        near=(),
        contradictions=(),
    )


def _clamped(count: OriginCount, most: int) -> OriginCount:
    return OriginCount(min(count.at_least, most), min(count.at_most, most))


def _open_edge(edge: ChainEdge, documents: set[str]) -> ChainEdge:
    return replace(edge, evidence=tuple(passage for passage in edge.evidence if passage.document in documents))


QUOTES_FREELY = frozenset({DriftKind.DISGUISE, DriftKind.HEADLINE})
"""Changes whose sentences hold words of a text that no claim quotes; a disguised name is found by no mask."""


def _is_masked(drift: Drift) -> bool:
    return any(
        MASK in words for words in (drift.sentence, drift.was, drift.became, drift.before.exact, drift.after.exact)
    )


@dataclass(slots=True)
class _Masking:
    """Masks every string of a case and moves every passage into the masked texts."""

    withheld: Withheld
    cuts: Mapping[str, Cut]
    gone: frozenset[str]
    """Ids of records that are not shown."""
    waiting: int
    renamed: dict[str, str] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    hidden_names: frozenset[str] = frozenset()
    """Names of documents that are masked or gone."""

    def of(self, case: CaseFile) -> Released:
        documents = self._all(case.documents, "doc", self._document)
        masked = frozenset(self.renamed.get(d.id, d.id) for d in case.documents if self.cuts[d.id].spans)
        masked |= {self.renamed[d.id] for d in case.documents if d.id in self.renamed}
        case = replace(
            case,
            documents=documents,
            publishers=tuple(map(self._plain, case.publishers)),
            registers=tuple(map(self._plain, case.registers)),
            assets=self._all(case.assets, "ast", self._plain),
            places=self._all(case.places, "plc", self._plain),
            claims=self._all(case.claims, "clm", self._plain),
            statements=self._all(case.statements, "stm", self._plain),
            recordings=self._all(case.recordings, "rec", self._plain),
            incidents=self._all(tuple(map(self._origins, case.incidents)), "inc", self._incident),
            links=self._all(case.links, "lnk", self._plain),
        )
        case = replace(
            case,
            standings=tuple(map(self._plain, case.standings)),
            assessments=tuple(map(self._plain, case.assessments)),
            ratings=tuple(map(self._plain, case.ratings)),
            sheets=tuple(map(self._plain, case.sheets)),
            rulings=self._all(case.rulings, "rul", self._plain),
            captured_at={self.renamed.get(key, key): value for key, value in case.captured_at.items()},
            title=TITLE if self._text(case.title) != case.title else case.title,
            made_with=tuple((setting, self._text(value)) for setting, value in case.made_with),
            notice=self._text(case.notice),
        )
        return Released(side_by_side(case), True, masked, _SEAL, self.waiting)

    def _all(self, records: Iterable[Record], prefix: str, see: Callable[[Record], Record]) -> tuple[Record, ...]:
        """The records as they may be shown; those that changed get an id that tells nothing."""
        found, numbers = [], itertools.count(1)
        for record in records:
            new = see(record)
            if new != record:
                self.renamed[record.id] = f"{prefix}_masked_{next(numbers)}"
                new = see(record)
            found.append(new)
        return tuple(found)

    def _plain(self, record: Thing) -> Thing:
        return rewritten(record, self._text, self._passage)

    def _incident(self, incident: Incident) -> Incident:
        """An incident without the changes whose words are masked, or whose text is: their sentences quote it."""
        whole = [drift for drift in incident.drift if drift.kind not in QUOTES_FREELY or not self._cut(drift)]
        shown = self._plain(replace(incident, drift=tuple(whole)))
        return replace(shown, drift=tuple(drift for drift in shown.drift if not _is_masked(drift)))

    def _cut(self, drift: Drift) -> bool:
        return any(self.cuts[document].spans for document in drift.documents if document in self.cuts)

    def _text(self, text: str) -> str:
        if text not in self.known:
            self.known[text] = self._masked(text)
        return RECORD_ID.sub(self._id, self.known[text])

    def _masked(self, text: str) -> str:
        """A string with persons masked; one that names a site goes whole, since the rest of it describes the site.

        So does one that holds the name of a masked document ("unnamed publisher of imarat-1").
        """
        if " " in text and self.withheld.sites.spans(text):
            return MASK
        if any(name in text for name in self.hidden_names):
            return MASK
        return self.withheld.words.mask(text)

    def _id(self, match: re.Match[str]) -> str:
        """A record's id wherever it stands: its new one, or the mask when the record is not shown."""
        record = match.group()
        return self.renamed.get(record, record if record not in self.gone else MASK)

    def _passage(self, passage: Passage) -> Passage:
        cut = self.cuts.get(passage.document)
        moved = cut.passage(passage) if cut and cut.spans else passage
        return replace(moved, document=self.renamed.get(moved.document, moved.document))

    def _origins(self, incident: Incident) -> Incident:
        """An origin's id may be made of its label."""
        for number, origin in enumerate(incident.origins, 1):
            if self._masked(origin.label) != origin.label or self.withheld.words.finds(origin.id):
                self.renamed.setdefault(origin.id, f"origin_masked_{len(self.renamed)}_{number}")
        return incident

    def _document(self, document: Document) -> Document:
        spans, words = self.cuts[document.id].spans, self.withheld.words
        stated = (document.title, document.url, document.name, *(link.url for link in document.links))
        if not spans and not any(map(words.finds, stated)):
            return document
        shown = rewritten(replace(document, text="", links=()), self._text, self._passage)
        return replace(
            shown,
            name=MASK,
            title=MASK,
            url="",
            sha256="",
            text=self.cuts[document.id].text,
        )
