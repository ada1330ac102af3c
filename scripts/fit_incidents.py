"""Fit the weights that join sightings, claims and origins on annotated stories, and measure them on stories not fitted.

    scripts/fit_incidents.py [--corpus FOLDER] [--folds N] [--write]

For each fold of whole stories the weights are fitted on the others and the fold is gathered with them, claims given
and no inventory; then all is gathered with the weights as packaged. `--write` fits on all stories and writes both
weights.yml.
"""

import argparse
import contextlib
import hashlib
import itertools
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import yaml

from tutela.incidents import gather_incidents, grouping, origins, sourcing
from tutela.incidents import weights as incident_weights
from tutela.incidents.alignment import aligned_claims
from tutela.incidents.attributions import sources_of
from tutela.incidents.copies import copied_passages
from tutela.incidents.counting import denies
from tutela.incidents.sharing import with_shared
from tutela.language.places import default_gazetteer
from tutela.linking import comparisons, described, described_assets, link_claims
from tutela.linking import weights as linking_weights
from tutela.linking.sightings import sightings_in
from tutela.linking.whereabouts import Resolver
from tutela.model.claims import Claim
from tutela.model.documents import Document, Finding
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.reasons import Reason
from tutela.sources.given_claims import claims_from_json
from tutela.sources.publishers import known_publishers

HOUSE = Path(__file__).resolve().parent.parent
SHARED, SHIPPED = HOUSE.parent / "shared" / "corpus", HOUSE / "tests" / "corpus"
FIELDS = ["quote", "asset", "asset_type", "places", "harm", "means", "start", "end",
          "actor", "attribution", "certainty", "evidence"]  # fmt: skip
LIFT = {"assets": 0.6, "incident": 0.4, "origin": 1.2}
"""Added to each fitted bias: groups are joined by means over pairs, many of which say little."""
FIXED = {
    "two_names_in_document": -12.0,
    "time_far": -9.0,
    "time_two_days": -7.0,
    "time_other_year": -1.0,
    "time_slip": 0.0,
    "time_apart": -3.0,
    "time_before": -4.0,
    "own_voice_of_speaker": 1.0,
    "office_beside": 2.0,
    "same_speaker_later": -1.0,
    "speaker_relays": 1.5,
}
"""Rules rather than weights: names, times far apart, who says a thing is the source others name for it, a person speaks
for its office, and an office says another thing months later."""
SILENT = frozenset({"no_shared_error", "not_quoted", "not_shown"})
"""What nearly every pair of claims is, so that it says nothing: a column of its own would take from the bias."""
PRIOR = {
    "copied": 1.0,
    "office_beside": 1.5,
    "one_publisher": 1.0,
    "one_side": 1.0,
    "own_translation": 2.5,
    "own_voice_credits_speaker": 0.5,
    "own_voices_one_source": 0.5,
    "posted_video": 3.0,
    "relay_shared": 0.5,
    "same_court": 2.0,
    "same_quotation": 1.5,
    "same_satellite": 2.0,
    "same_speaker": 2.0,
    "same_speaker_later": -0.5,
    "same_video": 2.0,
    "shared_error": 1.5,
    "shown_medium": 4.0,
    "speaker_published": 1.5,
    "speaker_relays": 1.5,
    "translated": 2.5,
}
"""Where the ridge pulls the weights of origins: what these signals mean, where stories hold few of them. All others
are pulled to nothing."""
RIDGE = 5.0
"""Of 1, 5, 20 and 60 the one that did best on stories left out."""
LONGEST_STEP = 1.0
"""Newton's method runs away from a far start unless its steps are bounded."""
STRANGERS = 0.3
"""Weight of a pair from two stories: annotators named the assets of each story for themselves."""
SCORES = ("assets", "incidents", "origins", "count_error")


class NoInventory:
    """An inventory that holds nothing."""

    def candidates(self, words: str, places: Sequence[str]) -> Sequence[Asset]:
        return ()

    def get(self, asset: str) -> Asset | None:
        return None


@dataclass(frozen=True, slots=True)
class Told:
    """What is annotated of one claim."""

    story: str
    asset: str
    incident: str
    origins: frozenset[str]


@dataclass(slots=True)
class Stories:
    """Documents with their claims and what is annotated of them."""

    rows: list[dict[str, object]]
    documents: list[Document] = field(default_factory=list)
    claims: dict[str, tuple[Claim, ...]] = field(default_factory=dict)
    """By document id."""
    told: dict[str, Told] = field(default_factory=dict)
    """By claim id."""

    def __post_init__(self) -> None:
        for row in self.rows:
            self._take(json.loads(json.dumps(row)))

    def _take(self, row: dict[str, list[dict[str, object]]]) -> None:
        document = _document(row)
        claims = claims_from_json(document, [{key: claim.get(key) for key in FIELDS} for claim in row["claims"]])
        labels: dict[int, set[str]] = defaultdict(set)
        for origin in row["origins"]:
            for index in list(origin["claims"]):  # type: ignore[call-overload]
                labels[index].add(str(origin["origin"]))
        self.documents.append(document)
        self.claims[document.id] = claims
        for index, (claim, given) in enumerate(zip(claims, row["claims"], strict=True)):
            asset, incident = str(given["asset_id"]).split("/")[0], str(given["incident_id"])
            self.told[claim.id] = Told(story_of(row), asset, incident, frozenset(labels[index]))

    def parted(self, fold: int, folds: int) -> tuple["Stories", "Stories"]:
        """The stories of one fold, and all others."""
        homes = self._together()
        numbers = [int(hashlib.md5(homes[story_of(row)].encode()).hexdigest(), 16) % folds for row in self.rows]
        kept = [row for row, number in zip(self.rows, numbers, strict=True) if number == fold]
        return Stories(kept), Stories([row for row, number in zip(self.rows, numbers, strict=True) if number != fold])

    def _together(self) -> dict[str, str]:
        """Story -> the first of those it shares incidents with: none of them may be fitted on while it is measured."""
        homes: dict[str, str] = {story_of(row): story_of(row) for row in self.rows}
        seen: dict[str, str] = {}
        for told in self.told.values():
            one, other = homes[told.story], homes[seen.setdefault(told.incident, told.story)]
            homes = {story: min(one, other) if home in (one, other) else home for story, home in homes.items()}
        return homes

    def all_claims(self) -> list[Claim]:
        return [claim for document in self.documents for claim in self.claims[document.id]]


def story_of(row: Mapping[str, object]) -> str:
    return str(row.get("story") or row["id"])


def _document(row: Mapping[str, object]) -> Document:
    def stated(name: str) -> Finding | None:
        return Finding(str(row[name]), "stated") if row.get(name) else None

    name, text = str(row["id"]), str(row["text"])
    sha = hashlib.sha256((name + text).encode()).hexdigest()
    return Document(
        id=Document.make_id(name, sha),
        name=name,
        text=text,
        sha256=sha,
        publisher=stated("publisher"),
        published=stated("published"),
        language=stated("language"),
    )


@dataclass(slots=True)
class Pairs:
    """Pairs of things with what the comparisons said of them, and whether they are one."""

    signals: list[dict[str, float]] = field(default_factory=list)
    same: list[bool] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(self, reasons: Iterable[Reason], same: bool, weight: float, scored: bool = False) -> None:
        told = [reason for reason in reasons if reason.signal not in SILENT]
        self.signals.append({reason.signal: reason.score if scored else 1.0 for reason in told})
        self.same.append(same)
        self.weights.append(weight)


def asset_pairs(stories: Stories) -> Pairs:
    resolver, found = Resolver(default_gazetteer()), Pairs()
    sightings = [s for told in stories.documents for s in sightings_in(told, stories.claims[told.id], resolver)]
    names = [Counter(stories.told[claim.id].asset for claim in s.claims).most_common(1)[0][0] for s in sightings]
    homes = [stories.told[s.claims[0].id].story for s in sightings]
    for a, b in sorted(described.candidate_pairs(sightings)):
        same, near = names[a] == names[b], homes[a] == homes[b]
        claims = min(len(sightings[a].claims) * len(sightings[b].claims), 6)
        weight = (1.0 if same or near else STRANGERS) * claims**0.5
        found.add(comparisons.compared(sightings[a], sightings[b]), same, weight, scored=True)
    return found


def incident_pairs(stories: Stories) -> Pairs:
    claims, found = stories.all_claims(), Pairs()
    aligned = aligned_claims(claims, copied_passages(stories.documents))
    days = {document.id: sourcing.day_of(document) for document in stories.documents}
    by_asset: dict[str, list[grouping.Telling]] = defaultdict(list)
    for claim in claims:
        telling = grouping.Telling(claim, days[claim.document], aligned.get(claim.id, frozenset()))
        by_asset[stories.told[claim.id].asset].append(telling)
    for tellings in by_asset.values():
        for a, b in itertools.combinations(tellings, 2):
            ours, theirs = stories.told[a.claim.id], stories.told[b.claim.id]
            if ours.story == theirs.story or ours.incident == theirs.incident:
                found.add(grouping.compare(a, b), ours.incident == theirs.incident, 40 / max(len(tellings), 40))
    return found


def origin_pairs(stories: Stories) -> Pairs:
    claims, found = stories.all_claims(), Pairs()
    aligned = aligned_claims(claims, copied_passages(stories.documents))
    sources = sources_of(claims, stories.documents, aligned, known_publishers())
    sources |= shared_in_incidents(stories, sources)
    by_asset: dict[str, list[sourcing.Source]] = defaultdict(list)
    for claim in claims:
        if stories.told[claim.id].origins:
            by_asset[stories.told[claim.id].asset].append(sources[claim.id])
    for told in by_asset.values():
        for a, b in itertools.combinations(told, 2):
            same = bool(stories.told[a.claim.id].origins & stories.told[b.claim.id].origins)
            found.add(origins.compare(a, b), same, 20 / max(len(told), 20))
    return found


def shared_in_incidents(stories: Stories, sources: Mapping[str, sourcing.Source]) -> dict[str, sourcing.Source]:
    """The sources with what the texts on each annotated incident share."""
    told: dict[str, list[sourcing.Source]] = defaultdict(list)
    for claim, source in sources.items():
        told[stories.told[claim].incident].append(source)
    copies = copied_passages(stories.documents)
    return {claim: source for one in told.values() for claim, source in with_shared(one, copies).items()}


def fit(pairs: Pairs, prior: Mapping[str, float] = {}) -> dict[str, float]:
    """Log-odds per signal and the `bias`: logistic regression with a ridge, by Newton's method."""
    names = sorted({name for signals in pairs.signals for name in signals})
    column = {name: index + 1 for index, name in enumerate(names)}
    table = np.zeros((len(pairs.same), len(names) + 1))
    table[:, 0] = 1.0
    for row, signals in enumerate(pairs.signals):
        for name, score in signals.items():
            table[row, column[name]] = score
    same, weights = np.array(pairs.same, float), np.array(pairs.weights)
    aim = np.array([0.0, *(prior.get(name, 0.0) for name in names)])
    odds = aim.copy()
    for _ in range(100):
        chance = 1 / (1 + np.exp(-table @ odds))
        slope = table.T @ (weights * (chance - same)) + RIDGE * (odds - aim)
        bend = (table * (weights * chance * (1 - chance))[:, None]).T @ table + RIDGE * np.eye(len(odds))
        step = np.linalg.solve(bend, slope)
        odds -= step * min(1.0, LONGEST_STEP / np.abs(step).max())
        if np.abs(step).max() < 1e-6:
            break
    return {"bias": float(odds[0])} | {name: float(odds[index]) for name, index in column.items()}


def fitted(stories: Stories) -> dict[str, dict[str, float]]:
    """The three tables, fitted and ready for use."""
    found = {"assets": asset_pairs(stories), "incident": incident_pairs(stories), "origin": origin_pairs(stories)}
    tables = {name: fit(pairs, PRIOR if name == "origin" else {}) for name, pairs in found.items()}
    tables["origin"] = PRIOR | tables["origin"]
    for name, table in tables.items():
        table["bias"] += LIFT[name]
        table |= {signal: value for signal, value in FIXED.items() if signal in table}
    return {name: {signal: round(value, 2) for signal, value in table.items()} for name, table in tables.items()}


def in_file_shape(table: Mapping[str, float], standing: Mapping[str, object]) -> dict[str, object]:
    """A table as weights.yml holds it: pairs of families apart; what was not fitted stays as it stands."""
    shaped: dict[str, object] = {name: value for name, value in table.items() if "+" not in name}
    if "pairs" in standing:
        shaped["default_pair"] = standing["default_pair"]
        shaped["pairs"] = {name: value for name, value in table.items() if "+" in name}
    return shaped


@contextlib.contextmanager
def in_use(tables: Mapping[str, Mapping[str, float]]) -> Iterator[None]:
    """Gather with these weights instead of the packaged ones."""
    linking, incidents = linking_weights.table(), incident_weights.tables()
    before = dict(linking), dict(incidents)
    linking |= tables["assets"]
    for name in ("incident", "origin"):
        incidents[name] = in_file_shape(tables[name], incidents[name])  # type: ignore[assignment]
    try:
        yield
    finally:
        linking |= before[0]
        incidents |= before[1]


def gathered(stories: Stories) -> tuple[dict[str, str], tuple[Incident, ...]]:
    """Claim -> asset, and the incidents."""
    claims = stories.all_claims()
    links = link_claims(claims, stories.documents, NoInventory(), default_gazetteer())
    assets = described_assets(claims, links, stories.documents, default_gazetteer())
    incidents = gather_incidents(stories.documents, claims, links, assets, known_publishers())
    return {link.claim: link.asset for link in links}, incidents


def _guide_fields(claim: Claim) -> dict[str, object]:
    """What the scorer pairs claims by."""
    attribution = [speaker.words.exact for speaker in claim.attribution]
    return {
        "asset": claim.asset.exact,
        "harm": claim.harm.value,
        "quote": claim.quote.exact,
        "attribution": attribution,
    }


def scored(stories: Stories, assets: Mapping[str, str], incidents: Sequence[Incident]) -> dict[str, object]:
    """What score_origins.py of the corpus says."""
    home = {claim: incident.id for incident in incidents for claim in incident.claims}
    rests = {one.claim: list(one.origins) for incident in incidents for one in incident.claim_origins}
    with tempfile.TemporaryDirectory() as folder:
        gold, read = Path(folder, "gold.jsonl"), Path(folder, "read.jsonl")
        gold.write_text("".join(json.dumps(row) + "\n" for row in stories.rows), "utf-8")
        with read.open("w", encoding="utf-8") as out:
            for row, document in zip(stories.rows, stories.documents, strict=True):
                claims = [
                    _guide_fields(claim)
                    | {"asset_id": assets[claim.id], "incident": home[claim.id], "origin": rests[claim.id]}
                    for claim in stories.claims[document.id]
                ]
                out.write(json.dumps({"id": row["id"], "claims": claims}) + "\n")
        command = [sys.executable, str(SHIPPED / "score_origins.py"), "--json", str(gold), str(read)]
        found: dict[str, object] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


def intervals(stories: Stories, incidents: Sequence[Incident]) -> tuple[int, int, int]:
    """Over annotated incidents told by two documents or more: their number, how many annotated counts of origins lie in
    the interval of the incident that holds most of their claims, and the sum of the widths."""
    home = {claim: incident for incident in incidents for claim in incident.claims}
    annotated: dict[str, list[Claim]] = defaultdict(list)
    for claim in stories.all_claims():
        if stories.told[claim.id].origins:
            annotated[stories.told[claim.id].incident].append(claim)
    several = [claims for claims in annotated.values() if len({claim.document for claim in claims}) > 1]
    asserting = [kept for claims in several if (kept := [claim for claim in claims if not denies(claim)])]
    inside = width = 0
    for claims in asserting:
        number = len(frozenset().union(*(stories.told[claim.id].origins for claim in claims)))
        count = Counter(home[claim.id] for claim in claims).most_common(1)[0][0].count
        inside += count.at_least <= number <= count.at_most
        width += count.at_most - count.at_least
    return len(asserting), inside, width


def report(title: str, stories: Stories, assets: Mapping[str, str], incidents: Sequence[Incident]) -> None:
    scores = scored(stories, assets, incidents)
    number, inside, width = intervals(stories, incidents)
    figures = {name: _figure(scores[name]) for name in SCORES}
    figures |= {"inside": inside / max(number, 1), "width": width / max(number, 1)}
    print(f"{title:12s}{len(stories.documents):4d} documents  ", "  ".join(f"{k} {v:.3f}" for k, v in figures.items()))


def _figure(value: object) -> float:
    """F1 of (precision, recall, F1); any other figure as it is."""
    return float(value[2]) if isinstance(value, list) else float(str(value or 0))


def cross_validate(stories: Stories, folds: int) -> None:
    """Each fold gathered with weights fitted on the others, scored alone and all of them in one."""
    assets: dict[str, str] = {}
    incidents: list[Incident] = []
    for fold in range(folds):
        kept, rest = stories.parted(fold, folds)
        with in_use(fitted(rest)):
            found = gathered(kept)
        report(f"held out {fold}", kept, *found)
        assets |= found[0]
        incidents += found[1]
    report("held out", stories, assets, incidents)


def write(tables: Mapping[str, Mapping[str, float]]) -> None:
    """Put the fitted numbers into both weights.yml; their head and what is set by hand stay."""
    linking = HOUSE / "tutela" / "linking" / "weights.yml"
    head, rest = linking.read_text("utf-8").split("bias:", 1)
    tail = rest[rest.index("\n# The same against") :]
    lines = "".join(f"{name}: {value:.2f}\n" for name, value in tables["assets"].items())
    linking.write_text(head + lines + tail, "utf-8")
    path = HOUSE / "tutela" / "incidents" / "weights.yml"
    text = path.read_text("utf-8")
    standing = yaml.safe_load(text)
    out = text[: text.index("incident:")]
    for name in ("incident", "origin"):
        out += ("# Two claims of one incident go back to one origin.\n" if name == "origin" else "") + f"{name}:\n"
        out += _lines(in_file_shape(tables[name], standing[name]), "  ")
    path.write_text(out, "utf-8")


def _lines(table: Mapping[str, object], indent: str) -> str:
    text = ""
    for name, value in table.items():
        text += (
            f"{indent}{name}:\n" + _lines(value, indent * 2)
            if isinstance(value, dict)
            else f"{indent}{name}: {value:.2f}\n"
        )
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--corpus", type=Path, default=SHARED if SHARED.is_dir() else SHIPPED, help="folder of dev*.jsonl"
    )
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--write", action="store_true", help="fit on all stories and write the weights")
    options = parser.parse_args()
    parts = sorted(options.corpus.glob("dev*.jsonl"))
    if not parts:
        sys.exit(f"{options.corpus} holds no dev*.jsonl")
    stories = Stories([json.loads(line) for part in parts for line in part.read_text("utf-8").split("\n") if line])
    if options.write:
        write(fitted(stories))
        incident_weights.tables.cache_clear()
        linking_weights.table.cache_clear()
    cross_validate(stories, options.folds)
    report("packaged", stories, *gathered(stories))


if __name__ == "__main__":
    main()
