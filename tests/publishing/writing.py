"""Small case files written by hand: sentences about assets, told by publishers, for what the corpus cannot show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tutela.model.casefile import CaseFile, LedgerSummary, Standing
from tutela.model.claims import AssetType, Claim, Harm, Speaker, SpeakerKind
from tutela.model.documents import Document, Finding
from tutela.model.geometry import Position
from tutela.model.ids import record_id
from tutela.model.incidents import ChainEdge, ClaimOrigins, EdgeKind, Incident, Origin, OriginCount, OriginKind
from tutela.model.inventory import Asset, Name, Place, Register
from tutela.model.links import Link, LinkVerdict
from tutela.model.passages import Passage
from tutela.model.rulings import Ruling, State, Verdict
from tutela.model.times import Period


@dataclass(frozen=True)
class Told:
    """One sentence with a claim in it: which asset (by its place in the list), in which words, said by whom."""

    sentence: str
    asset: int
    words: str
    speaker: str = ""
    place: str = ""


def asset(
    *names: str,
    kind: AssetType = AssetType.CHURCH,
    at: tuple[float, float] | None = None,
    settlements: Sequence[str] = (),
    key: str = "",
    part_of: str | None = None,
    notes: str = "",
) -> Asset:
    return Asset(
        record_id("ast", {"names": list(names), "key": key}),
        tuple(Name(text) for text in names),
        kind,
        Position(*at, 100.0, "register") if at else None,
        tuple(Name(text) for text in settlements),
        identifiers=(("register", key),) if key else (),
        part_of=part_of,
        entries=("ent_1",),
        notes=notes,
    )


def document(name: str, sentences: Iterable[str | Told], title: str = "", url: str = "") -> Document:
    text = " ".join(item.sentence if isinstance(item, Told) else item for item in sentences)
    digest = record_id("sha", {"text": text})
    return Document(
        Document.make_id(name, digest),
        name,
        text,
        digest,
        title=title,
        publisher=Finding("A daily", "stated"),
        published=Finding("2023-05-04", "stated"),
        language=Finding("en", "stated"),
        url=url,
    )


def claim(source: Document, told: Told, number: int) -> Claim:
    start = source.text.index(told.sentence)
    quote = source.passage(start, start + len(told.sentence))

    def at(words: str) -> Passage:
        found = source.text.index(words, start)
        return source.passage(found, found + len(words))

    return Claim(
        record_id("clm", {"document": source.id, "quote": quote.exact, "number": number}),
        source.id,
        quote,
        (quote,),
        at(told.words),
        AssetType.CHURCH,
        Harm.DAMAGED,
        places=(at(told.place),) if told.place else (),
        time=Period("2023-05", "2023-05", "month given"),
        attribution=(Speaker(at(told.speaker), SpeakerKind.OFFICIAL),) if told.speaker else (),
    )


def case(
    assets: Sequence[Asset],
    sources: Sequence[tuple[Document, Sequence[Told]]],
    places: Sequence[Place] = (),
    restricted: Iterable[str] = (),
    persons: Iterable[str] = (),
) -> CaseFile:
    """The case in which every telling is read, linked and gathered into one incident per asset."""
    told = [(source, item, claim(source, item, n)) for source, items in sources for n, item in enumerate(items)]
    incidents = [_incident(asset, [(s, t, c) for s, t, c in told if assets[t.asset] is asset]) for asset in assets]
    kept = tuple(incident for incident in incidents if incident.claims)
    return CaseFile(
        "Case",
        "2026-01-15T10:00:00+00:00",
        "tutela 0.1.0",
        tuple(source for source, _ in sources),
        (),
        (Register("reg_1", "A register", "ab" * 32, rows=len(assets)),),
        tuple(assets),
        tuple(places),
        tuple(item for _, _, item in told),
        (),
        (),
        tuple(_link(item, assets[t.asset]) for _, t, item in told),
        kept,
        tuple(Standing(incident.id, State.REPORTED, "Nobody else tells of it.") for incident in kept),
        tuple(_ruling(item) for _, _, item in told[:3]),
        {source.id: "2026-01-10T08:00:00+00:00" for source, _ in sources},
        frozenset(restricted),
        frozenset(persons),
        LedgerSummary(40 + len(told), "cd" * 32, "consistent"),
    )


def _link(item: Claim, asset: Asset) -> Link:
    return Link(record_id("lnk", {"claim": item.id, "asset": asset.id}), item.id, asset.id, LinkVerdict.LINKED, 0.9)


def _ruling(item: Claim) -> Ruling:
    key = record_id("rul", {"claim": item.id})
    return Ruling(key, item.id, Verdict.ACCEPT, "reader", f"It says {item.asset.exact}.", "2026-01-12T09:30:00+00:00")


def _incident(asset: Asset, told: Sequence[tuple[Document, Told, Claim]]) -> Incident:
    origins = {
        item.speaker: Origin(record_id("ori", {"label": item.speaker}), item.speaker, OriginKind.OFFICIAL)
        for _, item, _ in told
        if item.speaker
    }
    return Incident(
        record_id("inc", {"claims": [item.id for _, _, item in told]}),
        asset.id,
        tuple(item.id for _, _, item in told),
        (),
        (Harm.DAMAGED,),
        Period("2023-05", "2023-05"),
        tuple(origins.values()),
        tuple(ClaimOrigins(c.id, (origins[t.speaker].id,), f"{t.speaker} says so") for _, t, c in told if t.speaker),
        OriginCount(min(1, len(origins)), len(told), ("counted by hand",)),
        tuple(
            ChainEdge(source.id, origins[t.speaker].id, EdgeKind.CITES, 0.9, f"names {t.speaker}")
            for source, t, _ in told
            if t.speaker
        ),
    )
