"""Case files to publish, made of the annotated corpus: its claims, assets, incidents and origins as its annotators gave them."""

import csv
import functools
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from tutela.model.casefile import CaseFile, LedgerSummary, Standing
from tutela.model.claims import (
    AssetType,
    Certainty,
    Claim,
    EvidenceCue,
    EvidenceKind,
    Harm,
    Means,
    MeansCue,
    Recording,
    Saying,
    Speaker,
    SpeakerKind,
    Statement,
    StatementKind,
)
from tutela.model.documents import Document, Finding, Publisher
from tutela.model.geometry import Position
from tutela.model.ids import record_id
from tutela.model.incidents import (
    ChainEdge,
    ClaimOrigins,
    EdgeKind,
    Incident,
    Origin,
    OriginCount,
    OriginKind,
)
from tutela.model.inventory import Asset, Name, Place, Register
from tutela.model.links import Link, LinkVerdict
from tutela.model.passages import Passage
from tutela.model.reasons import Reason
from tutela.model.rulings import Ruling, State, Verdict
from tutela.model.times import Period

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"
PARTS = ("dev2", "dev5", "dev6", "dev7")

Line = Mapping[str, Any]

SCRIPTS = {"hy": "Armn", "ru": "Cyrl", "uk": "Cyrl", "ar": "Arab", "fa": "Arab", "he": "Hebr", "syc": "Syrc"}

ORIGIN_KINDS = {"outlet_reporter": "reporter", "outlet": "reporter"}


def names(cell: str, community: str = "") -> tuple[Name, ...]:
    pairs = [part.rpartition("|") for part in cell.split(";") if part]
    return tuple(Name(text, language, SCRIPTS.get(language, "Latn"), used_by=community) for text, _, language in pairs)


def register() -> Register:
    return Register("reg_sample", "Sample register", "5e" * 32, "csv", 11, licence="CC0-1.0", date="2024-05")


@functools.cache
def inventory() -> dict[str, Asset]:
    with (HERE / "assets.csv").open(encoding="utf-8") as file:
        return {row["slug"]: _asset(row) for row in csv.DictReader(file)}


def _asset(row: Mapping[str, str]) -> Asset:
    return Asset(
        record_id("ast", {"slug": row["slug"]}),
        names(row["names"]),
        AssetType(row["type"]),
        Position(float(row["lat"]), float(row["lon"]), float(row["uncertainty_m"]), "sample register"),
        settlements=names(row["settlement"]),
        identifiers=(("register", row["slug"]),),
        entries=(record_id("ent", {"slug": row["slug"]}),),
    )


@functools.cache
def places() -> tuple[Place, ...]:
    with (HERE / "places.csv").open(encoding="utf-8") as file:
        return tuple(
            Place(f"plc_{row['id']}", names(row["names"]), row["kind"], Position(float(row["lat"]), float(row["lon"])))
            for row in csv.DictReader(file)
        )


@functools.cache
def corpus(folder: Path = CORPUS) -> tuple[Line, ...]:
    files = [folder / f"{part}.jsonl" for part in PARTS]
    return tuple(json.loads(line) for file in files if file.exists() for line in file.read_text("utf-8").splitlines())


def document_of(line: Line) -> Document:
    digest = hashlib.sha256(json.dumps(line, ensure_ascii=False).encode()).hexdigest()
    return Document(
        Document.make_id(line["id"], digest),
        line["id"],
        line["text"],
        digest,
        title=line["title"] or "",
        publisher=Finding(line["publisher"], "stated") if line.get("publisher") else None,
        published=Finding(line["published"], "stated") if line.get("published") else None,
        language=Finding(line["language"], "stated"),
        url=f"https://example.org/{line['id']}",
    )


def find(document: Document, words: str, within: Passage | None = None) -> Passage:
    start = document.text.find(words, within.start if within else 0)
    start = start if start >= 0 else document.text.index(words)
    return document.passage(start, start + len(words))


def claim_of(document: Document, data: Line, number: int) -> Claim:
    quote = find(document, data["quote"])
    at: Callable[[str], Passage] = lambda words: find(document, words, quote)  # noqa: E731
    whole = Passage(document.id, quote.start, quote.end, quote.exact)
    stated = data["start"] or data["end"]
    return Claim(
        record_id("clm", {"document": document.id, "number": number}),
        document.id,
        whole,
        (whole,),
        at(data["asset"]),
        AssetType(data["asset_type"]),
        Harm(data["harm"]),
        places=tuple(map(at, data["places"])),
        means=tuple(MeansCue(Means(kind), whole) for kind in data["means"]),
        time=Period(data["start"], data["end"], "as annotated") if stated else None,
        actor=at(data["actor"]) if data["actor"] else None,
        attribution=tuple(Speaker(at(words), SpeakerKind.UNKNOWN) for words in data["attribution"]),
        certainty=Certainty(data["certainty"]),
        evidence=tuple(EvidenceCue(EvidenceKind(kind), whole) for kind in data["evidence"]),
        reasons=(Reason("annotation", "given by an annotator"),),
        score=0.9,
    )


def described(slug: str, claims: Iterable[Claim]) -> Asset:
    words = Counter(claim.asset.exact for claim in claims)
    kinds = Counter(claim.asset_type for claim in claims)
    return Asset(record_id("ast", {"slug": slug}), tuple(Name(text) for text in words), kinds.most_common(1)[0][0])


def origin_of(label: str, kind: str) -> Origin:
    kind = ORIGIN_KINDS.get(kind, kind)
    known = kind in {item.value for item in OriginKind}
    return Origin(record_id("ori", {"label": label}), label.replace("-", " "), OriginKind(kind if known else "unknown"))


def chain_of(
    lines: Iterable[Line], ids: Mapping[str, str], origins: Iterable[tuple[str, str]]
) -> tuple[ChainEdge, ...]:
    edges = [
        ChainEdge(ids[line["id"]], ids[source], EdgeKind.REWRITES, 0.8, "named as its source by the annotators")
        for line in lines
        for source in line.get("derived_from") or ()
        if source in ids
    ]
    edges += [
        ChainEdge(document, origin, EdgeKind.CITES, 0.7, "attributed in the text") for document, origin in origins
    ]
    return tuple(edges)


def case_of(lines: Iterable[Line], title: str = "Sample case") -> CaseFile:
    """The case file a perfect reading of these lines would give."""
    lines = tuple(lines)
    documents = {line["id"]: document_of(line) for line in lines}
    ids = {name: document.id for name, document in documents.items()}
    read = {line["id"]: [claim_of(documents[line["id"]], c, i) for i, c in enumerate(line["claims"])] for line in lines}
    told = [(line, data, claim) for line in lines for data, claim in zip(line["claims"], read[line["id"]], strict=True)]
    slugs = list(dict.fromkeys(data["asset_id"] for _, data, _ in told))
    assets = {
        slug: inventory().get(slug) or described(slug, [claim for _, data, claim in told if data["asset_id"] == slug])
        for slug in slugs
    }
    origins = {
        (line["id"], index): (origin_of(entry["origin"], entry.get("kind", "")))
        for line in lines
        for entry in line.get("origins") or ()
        for index in (entry.get("claims") if entry.get("claims") is not None else range(len(line["claims"])))
    }
    incidents = []
    for incident in dict.fromkeys(data["incident_id"] for _, data, _ in told):
        members = [(line, data, claim) for line, data, claim in told if data["incident_id"] == incident]
        incidents.append(_incident(incident, members, assets, origins, ids, read))
    claims = tuple(claim for _, _, claim in told)
    return CaseFile(
        title=title,
        made_at="2026-01-15T10:00:00+00:00",
        software="tutela 0.1.0",
        documents=tuple(documents.values()),
        publishers=tuple(publishers(lines)),
        registers=(register(),),
        assets=tuple(assets.values()),
        places=places(),
        claims=claims,
        statements=statements(documents.values()),
        recordings=recordings(claims),
        links=tuple(_link(data, claim, assets) for _, data, claim in told),
        incidents=tuple(incidents),
        standings=tuple(map(_standing, incidents)),
        rulings=_rulings(claims),
        captured_at={document.id: "2026-01-10T08:00:00+00:00" for document in documents.values()},
        ledger=LedgerSummary(412, "9f" * 32, "consistent"),
    )


def publishers(lines: Iterable[Line]) -> Iterable[Publisher]:
    for name in dict.fromkeys(line["publisher"] for line in lines if line.get("publisher")):
        tie = "state_owned" if "state" in name.lower() else "unknown"
        yield Publisher(record_id("pub", {"name": name}), name, state_tie=tie)


def statements(documents: Iterable[Document]) -> tuple[Statement, ...]:
    """A stand-in: sentences that call for something, so that the dossier has statements to show."""
    found = []
    for document in documents:
        start = document.text.find("UNESCO")
        if start >= 0 and document.tongue == "en":
            stop = document.text.find("\n", start)
            quote = document.passage(start, min(stop if stop > 0 else len(document.text), start + 200))
            source = Speaker(document.passage(start, start + 6), SpeakerKind.ORGANISATION)
            found.append(
                Statement(record_id("stm", {"d": document.id}), document.id, StatementKind.DEMAND, quote, (source,))
            )
    return tuple(found[:4])


def recordings(claims: Iterable[Claim]) -> tuple[Recording, ...]:
    found = []
    for claim in claims:
        kinds = [
            cue.kind
            for cue in claim.evidence
            if cue.kind in (EvidenceKind.VIDEO, EvidenceKind.PHOTO, EvidenceKind.SATELLITE)
        ]
        for kind in kinds[:1]:
            said = Saying("shows", claim.quote, claim.attribution)
            key = record_id("rec", {"claim": claim.id})
            found.append(Recording(key, claim.document, kind, claim.quote, claim.attribution, (said,)))
    return tuple(found)


def _link(data: Line, claim: Claim, assets: Mapping[str, Asset]) -> Link:
    asset = assets[data["asset_id"]]
    verdict = LinkVerdict.NOT_IN_INVENTORY if asset.described else LinkVerdict.LINKED
    return Link(
        record_id("lnk", {"claim": claim.id}), claim.id, asset.id, verdict, 0.9, (Reason("annotation", "given"),)
    )


def _incident(
    key: str,
    members: list[tuple[Line, Line, Claim]],
    assets: Mapping[str, Asset],
    origins: Mapping[tuple[str, int], Origin],
    ids: Mapping[str, str],
    read: Mapping[str, list[Claim]],
) -> Incident:
    traced = {
        claim.id: origins[line["id"], read[line["id"]].index(claim)]
        for line, _, claim in members
        if (line["id"], read[line["id"]].index(claim)) in origins
    }
    distinct = {origin.id: origin for origin in traced.values()}
    loose = len({line["id"] for line, _, claim in members if claim.id not in traced})
    periods = [claim.time for _, _, claim in members if claim.time]
    lines = list({line["id"]: line for line, _, _ in members}.values())
    links = list(dict.fromkeys((claim.document, traced[claim.id].id) for _, _, claim in members if claim.id in traced))
    own = {line["id"]: ids[line["id"]] for line in lines}
    return Incident(
        record_id("inc", {"incident": key}),
        assets[members[0][1]["asset_id"]].id,
        tuple(claim.id for _, _, claim in members),
        tuple(claim.id for _, _, claim in members if claim.certainty is Certainty.DENIED or claim.harm is Harm.INTACT),
        tuple(harm for harm in Harm if any(claim.harm is harm for _, _, claim in members)),
        _hull(periods),
        tuple(distinct.values()),
        tuple(ClaimOrigins(claim, (origin.id,), "as annotated") for claim, origin in traced.items()),
        OriginCount(
            len(distinct),
            len(distinct) + loose,
            (
                f"{len(distinct)} first-hand sources are named by the texts",
                *([f"{loose} documents name none and may rest on any of these or on another"] if loose else []),
            ),
        ),
        chain_of(lines, own, links),
        (Reason("asset", "same asset"), Reason("time", "overlapping times")),
    )


def _hull(periods: list[Period]) -> Period | None:
    if not periods:
        return None
    starts = [period.start for period in periods if period.start]
    ends = [period.end for period in periods if period.end]
    return Period(min(starts, default=None), max(ends, default=None), "the hull of what the claims give")


def _standing(incident: Incident) -> Standing:
    if incident.denials:
        return Standing(incident.id, State.DISPUTED, f"{len(incident.denials)} of its claims deny it.", True)
    if incident.count.at_least >= 2:
        return Standing(incident.id, State.CORROBORATED, "Two or more independent origins; nobody denies it.")
    return Standing(incident.id, State.REPORTED, "Not two origins that are known to be independent.")


def _rulings(claims: tuple[Claim, ...]) -> tuple[Ruling, ...]:
    return tuple(
        Ruling(
            record_id("rul", {"claim": claim.id}),
            claim.id,
            Verdict.ACCEPT,
            "first reader",
            "The passage says so.",
            "2026-01-12T09:30:00+00:00",
        )
        for claim in claims[:2]
    )


def story(*wanted: str | None, folder: Path = CORPUS) -> CaseFile:
    """The case of some stories of the corpus."""
    return case_of([line for line in corpus(folder) if line["story"] in wanted], "Reported harm to heritage: sample")


def about(*slugs: str, folder: Path = CORPUS, title: str = "Reported harm to heritage: sample") -> CaseFile:
    """The case of all documents that speak of one of some assets."""
    lines = [line for line in corpus(folder) if any(claim["asset_id"].startswith(slugs) for claim in line["claims"])]
    return case_of(lines, title)
