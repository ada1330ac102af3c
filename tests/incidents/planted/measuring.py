"""What gathering makes of planted stories, beside comparing word runs alone and counting outlets."""

import itertools
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from tests.incidents.planted.planting import Planted, PlantedEdge
from tutela.incidents import gather_incidents
from tutela.model.documents import Document
from tutela.model.incidents import EdgeKind, Incident

WORD = re.compile(r"\w+")
DERIVING = frozenset({EdgeKind.COPIES, EdgeKind.REWRITES, EdgeKind.TRANSLATES})
SHARES = (0.1, 0.2, 0.3, 0.5, 0.8, 1.01)
"""Upper bounds of the shares of common runs of three words by which copies are told apart."""
NEAR = 0.5
"""Estimated likeness from which MinHash calls two texts near-duplicates, as is usual."""
HASHES = 128


@dataclass(slots=True)
class Tally:
    """Right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @classmethod
    def of(cls, found: set[PlantedEdge], known: set[PlantedEdge]) -> "Tally":
        return cls(len(found & known), len(found - known), len(known - found))

    @property
    def figures(self) -> tuple[float, float, float]:
        """Precision, recall, F1."""
        precision, recall = self.right / max(self.right + self.wrong, 1), self.right / max(self.right + self.missed, 1)
        return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


@dataclass(slots=True)
class Scores:
    """What was measured; each tally by what it is of."""

    edges: dict[str, Tally] = field(default_factory=dict)
    """By kind, and `all`."""
    copies: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Share of common runs of three words -> (found, planted) of copies, rewrites and translations."""
    missed: Counter[str] = field(default_factory=Counter)
    """Kind of text -> planted edges of it that were not found."""
    incidents: Tally = field(default_factory=Tally)
    origins: Tally = field(default_factory=Tally)
    count_error: float = 0.0
    outlets_error: float = 0.0
    """The same where outlets are counted."""
    inside: float = 0.0
    width: float = 0.0


def gathered(planted: Planted) -> tuple[Incident, ...]:
    """The incidents, with the assets given."""
    return gather_incidents(planted.documents, planted.claims, planted.links, planted.assets, planted.publishers)


def measured(planted: Planted, incidents: Sequence[Incident]) -> Scores:
    """All that can be said of a gathering."""
    scores = Scores()
    found = _edges(planted, incidents)
    _score_edges(scores, found, planted)
    _score_pairs(scores, planted, incidents)
    _score_counts(scores, planted, incidents)
    return scores


def near_duplicates(planted: Planted) -> Scores:
    """The same edges by MinHash over runs of three words alone: the later of two near-duplicates copies the earlier."""
    scores = Scores()
    signatures = {document.id: _signature(document.text) for document in planted.documents}
    found = set()
    for told in _by_incident(planted).values():
        for one, other in itertools.combinations(told, 2):
            if float(np.mean(signatures[one.id] == signatures[other.id])) >= NEAR:
                earlier, later = sorted((one, other), key=lambda document: document.day or "")
                found.add(PlantedEdge(later.id, earlier.id, EdgeKind.COPIES))
    _score_edges(scores, found, planted)
    return scores


# -- edges ------------------------------------------------------------------------------------------------------------


def _edges(planted: Planted, incidents: Iterable[Incident]) -> set[PlantedEdge]:
    """The edges drawn, those to origins by the name most of the origin's claims have in the key."""
    return set(itertools.chain.from_iterable(_drawn(planted, incident) for incident in incidents))


def _drawn(planted: Planted, incident: Incident) -> Iterator[PlantedEdge]:
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for one in incident.claim_origins:
        for origin in one.origins:
            told[origin][planted.origin[one.claim]] += 1
    for edge in incident.chain:
        if edge.target not in told:
            yield PlantedEdge(edge.source, edge.target, edge.kind)
        elif edge.source not in planted.naming:
            # Whom a text names that has it from another paper is that paper; which origin stands behind it is open.
            yield PlantedEdge(edge.source, told[edge.target].most_common(1)[0][0], edge.kind)


def _score_edges(scores: Scores, found: set[PlantedEdge], planted: Planted) -> None:
    for kind in EdgeKind:
        ours, known = ({edge for edge in edges if edge.kind is kind} for edges in (found, planted.edges))
        scores.edges[kind.value] = Tally.of(ours, known)
    scores.edges["all"] = Tally.of(found, planted.edges)
    scores.missed = Counter(f"{planted.style[edge.later]}: {edge.kind}" for edge in planted.edges - found)
    texts = {document.id: document.text for document in planted.documents}
    drawn = {(edge.later, edge.earlier) for edge in found if edge.kind in DERIVING}
    counts: dict[str, list[int]] = {}
    for edge in sorted(planted.edges, key=lambda edge: (edge.later, edge.earlier)):
        if edge.kind in DERIVING:
            bound = next(bound for bound in SHARES if _share(texts[edge.later], texts[edge.earlier]) < bound)
            counts.setdefault(f"under {min(bound, 1):.0%}", []).append((edge.later, edge.earlier) in drawn)
    scores.copies = {bound: (sum(counts[bound]), len(counts[bound])) for bound in sorted(counts, key=_percent)}


def _percent(bound: str) -> int:
    return int(re.sub(r"\D", "", bound))


def _runs(text: str) -> set[str]:
    words = WORD.findall(text.casefold())
    return {" ".join(words[at : at + 3]) for at in range(max(len(words) - 2, 1))}


def _share(later: str, earlier: str) -> float:
    """Share of the later text's runs of three words that stand in the earlier one."""
    ours = _runs(later)
    return len(ours & _runs(earlier)) / len(ours)


def _signature(text: str) -> "np.ndarray[tuple[int], np.dtype[np.uint64]]":
    """MinHash (Broder 1997): under each of many hash functions the smallest value of the text's runs."""
    runs = np.array([zlib.crc32(run.encode()) for run in _runs(text)], np.uint64)
    dice = np.random.default_rng(7)
    prime = np.uint64((1 << 31) - 1)
    factors, offsets = (dice.integers(1, (1 << 31) - 1, (HASHES, 1), np.uint64) for _ in range(2))
    smallest: np.ndarray[tuple[int], np.dtype[np.uint64]] = ((runs % prime * factors + offsets) % prime).min(axis=1)
    return smallest


# -- incidents, origins, counts ---------------------------------------------------------------------------------------


def _by_incident(planted: Planted) -> dict[str, list[Document]]:
    papers = {document.id: document for document in planted.documents}
    told: dict[str, list[Document]] = defaultdict(list)
    for claim in planted.claims:
        told[planted.incident[claim.id]].append(papers[claim.document])
    return told


def _score_pairs(scores: Scores, planted: Planted, incidents: Sequence[Incident]) -> None:
    home = {claim: incident.id for incident in incidents for claim in incident.claims}
    rests = {one.claim: one.origins for incident in incidents for one in incident.claim_origins}
    about: dict[str, list[str]] = defaultdict(list)
    for link in planted.links:
        about[link.asset].append(link.claim)
    for claims in about.values():
        for one, other in itertools.combinations(claims, 2):
            same = planted.incident[one] == planted.incident[other]
            _tally(scores.incidents, home[one] == home[other], same)
            if same:
                shared = bool(set(rests[one]) & set(rests[other]))
                _tally(scores.origins, shared, planted.origin[one] == planted.origin[other])


def _tally(tally: Tally, found: bool, known: bool) -> None:
    tally.right += found and known
    tally.wrong += found and not known
    tally.missed += known and not found


def _score_counts(scores: Scores, planted: Planted, incidents: Sequence[Incident]) -> None:
    """Of the incident that holds most claims of the planted one."""
    home = {claim: incident for incident in incidents for claim in incident.claims}
    claims = {claim.id: claim for claim in planted.claims}
    papers = {document.id: document for document in planted.documents}
    planted_claims: dict[str, list[str]] = defaultdict(list)
    for claim, incident in planted.incident.items():
        planted_claims[incident].append(claim)
    for told in planted_claims.values():
        number = len({planted.origin[claim] for claim in told})
        standing = Counter(home[claim] for claim in told if claim in home).most_common(1)[0][0]
        scores.count_error += abs(number - len(standing.origins))
        scores.outlets_error += abs(number - len({_paper(papers[claims[claim].document]) for claim in told}))
        scores.inside += standing.count.at_least <= number <= standing.count.at_most
        scores.width += standing.count.at_most - standing.count.at_least
    for name in ("count_error", "outlets_error", "inside", "width"):
        setattr(scores, name, getattr(scores, name) / len(planted_claims))


def _paper(document: Document) -> str:
    return document.publisher.value if document.publisher else document.id


def lines(scores: Scores, beside: Scores) -> Iterator[str]:
    """The figures as a table."""
    yield f"{'edges':12s}{'precision':>10s}{'recall':>8s}{'F1':>7s}{'missed':>8s}{'MinHash F1':>12s}"
    for kind, tally in scores.edges.items():
        precision, recall, f1 = tally.figures
        yield f"{kind:12s}{precision:10.3f}{recall:8.3f}{f1:7.3f}{tally.missed:8d}{beside.edges[kind].figures[2]:12.3f}"
    yield "copies, rewrites and translations found, by share of common runs of three words:"
    for bound, (found, known) in scores.copies.items():
        yield f"  {bound:10s} {_ratio((found, known))}   MinHash {_ratio(beside.copies[bound])}"
    yield "missed: " + ", ".join(f"{what} {number}" for what, number in scores.missed.most_common(8))
    yield f"same incident F1 {scores.incidents.figures[2]:.3f}, same origin F1 {scores.origins.figures[2]:.3f}"
    yield f"error of the number of origins {scores.count_error:.2f}; counting outlets {scores.outlets_error:.2f}"
    yield f"inside the interval {scores.inside:.0%}, mean width {scores.width:.1f}"


def _ratio(counts: tuple[int, int]) -> str:
    return f"{counts[0] / max(counts[1], 1):5.0%} of {counts[1]:4d}"


def origins_told(planted: Planted, incidents: Sequence[Incident]) -> Mapping[str, int]:
    """Kind of text -> how many of its claims were put to an origin that is mostly another's."""
    wrong: Counter[str] = Counter()
    styles = {claim.id: planted.style[claim.document] for claim in planted.claims}
    for incident in incidents:
        told: dict[str, Counter[str]] = defaultdict(Counter)
        for one in incident.claim_origins:
            told[one.origins[0]][planted.origin[one.claim]] += 1
        for one in incident.claim_origins:
            wrong[styles[one.claim]] += told[one.origins[0]].most_common(1)[0][0] != planted.origin[one.claim]
    return wrong
