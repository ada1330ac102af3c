#!/usr/bin/env python3
"""Train the reader's decider on annotated documents and write its weights as plain numbers.

usage: scripts/train_reader.py CORPUS.jsonl... [--out FILE]     (needs scikit-learn; reading does not)

Every (mention, harm) pair of the grammar is labelled by the annotated claims and a logistic regression is fitted to the
grammar's signals. A second, small one weighs the pairs of each asset and harm by what else the document tells
(`tutela.reading.together`); it learns from scores that the first gives to stories it has not seen. Scores are reported
on held-out stories: no document is scored by weights that saw its story, in either look.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "corpus")]

import score_claims  # noqa: E402

from tutela.language.places import default_gazetteer  # noqa: E402
from tutela.language.sentences import split  # noqa: E402
from tutela.language.vocabulary import vocabulary  # noqa: E402
from tutela.model.documents import Document, Finding  # noqa: E402
from tutela.reading.blocks import joined, topics  # noqa: E402
from tutela.reading.decider import Decider  # noqa: E402
from tutela.reading.grammar import ACCEPTED, DOUBT, grammar_score, judge  # noqa: E402
from tutela.reading.pairs import Pair, pairs  # noqa: E402
from tutela.reading.parsing import parse  # noqa: E402
from tutela.reading.place_names import names_of_places  # noqa: E402
from tutela.reading.scanning import scan_all  # noqa: E402
from tutela.reading.screen import screen  # noqa: E402
from tutela.reading.surroundings import KINDS  # noqa: E402
from tutela.reading.together import Group, groups, second_look, signals_together  # noqa: E402
from tutela.reading.uniting import united  # noqa: E402

sys.path.insert(0, str(ROOT / "scripts"))

import reliability  # noqa: E402
import written_documents  # noqa: E402

STRENGTH = 0.3
"""Inverse of the L2 penalty: 0.1 to 1 differ by less than 0.01 of claim F1 on held-out stories."""
RETOLD = 0.7
"""Weight of a pair that tells an annotated claim outside its quote: mostly a second telling of it."""
WRITTEN = 1.0
"""Weight of a pair of `training/minimal_pairs.txt`: 0.7 to 1.2 differ by 0.005 of claim F1 on held-out stories."""
SURROUNDING = 0.5
"""How much of a signal of the surroundings is shown to the fit: there are thousands, each must earn its weight (1 loses
0.01 of claim F1 on held-out stories)."""
OFTEN = 6
"""Pairs that a signal of the surroundings must stand beside to be learned from."""
FOLDS = 4
INNER = 4
"""Folds within the training stories, to score them for the second look."""
SECOND_STRENGTH = 0.003
"""Inverse of the L2 penalty of the second look, its signals of unit variance: 0.001 to 0.006 differ by 0.004."""
LEAST = 0.01
"""A weight below it moves no score that matters and is not kept."""
DRAFT, NEAR = 0.225, 0.12
MINIMAL_PAIRS = ROOT / "scripts" / "training" / "minimal_pairs.txt"


@dataclass(frozen=True)
class Read:
    """A document's pairs with the words, sentence and label of each."""

    story: str
    claims: Sequence[dict]
    pairs: Sequence[Pair]
    names: Sequence[tuple[str, str]]
    quotes: Sequence[str]
    labels: Sequence[int]
    written: bool = False
    """Written for training: learned from in every fold, never scored."""


def read(document: dict) -> Read:
    text, words = document["text"], vocabulary("en")
    sentences = joined(text, split(text, "en"))
    admitted = screen(text, sentences)
    parsed = dict(zip(admitted, parse(text, [sentences[at] for at in admitted]), strict=True))
    named = Document("", "", text, "0", language=Finding("en", "stated"))
    places = [(place.start, place.end) for place in names_of_places(named, default_gazetteer())]
    scans, discourse = scan_all(parsed, words, places)
    discourse = united(text, sentences, scans, discourse)
    by_index = {scanned.index: scanned for scanned in scans}

    def wording(index: int, position: int) -> str:
        mention = by_index[index].mentions[position]
        start, end = by_index[index].sentence.span(mention.first, mention.last)
        return text[start:end]

    found = pairs(scans, discourse, words, topics(text, sentences, scans, discourse))
    names, quotes, labels = [], [], []
    for pair in found:
        full = (
            wording(pair.index, pair.position) if pair.thing is None else wording(*discourse.things[pair.thing].fullest)
        )
        mention = full if pair.position is None else wording(pair.index, pair.position)
        names.append((mention, full))
        quotes.append(text[slice(*sentences[pair.index])])
        labels.append(label(document, pair, names[-1], sentences[pair.index]))
    story = document.get("story") or document["id"]
    return Read(story, document["claims"], found, names, quotes, labels, document.get("kind") == written_documents.KIND)


def label(document: dict, pair: Pair, names: tuple[str, str], sentence: tuple[int, int]) -> int:
    """2: an annotated claim of this harm and asset is quoted here; 1: it stands elsewhere; 0: there is none."""
    best = 0
    for claim in document["claims"]:
        if claim["harm"] != pair.harm.value:
            continue
        at = document["text"].find(claim["quote"])
        here = at >= 0 and sentence[0] < at + len(claim["quote"]) and at < sentence[1]
        quote = claim["quote"] if here else document["text"][slice(*sentence)]
        if any(score_claims.asset_likeness(claim, {"asset": name, "quote": quote}) >= 0.5 for name in names):
            best = max(best, 2 if here else 1)
    return best


def minimal_pairs() -> list[dict]:
    """The sentences written for training, as documents of one sentence."""
    found = []
    for number, line in enumerate(MINIMAL_PAIRS.read_text("utf-8").splitlines()):
        sentence, bars, claims = written_documents.annotated_line(line)
        if bars and not line.startswith("#"):
            found.append({"id": f"minimal-{number}", "story": None, "text": sentence, "claims": claims})
    return found


@dataclass(frozen=True)
class Table:
    """Signals, labels and weights of all pairs, and the document each belongs to."""

    signals: sparse.csr_matrix
    labels: np.ndarray
    weights: np.ndarray
    owner: np.ndarray

    @classmethod
    def of(cls, documents: Sequence[Read], vectors: DictVectorizer, weight: float | None = None) -> "Table":
        labels = np.array([label for document in documents for label in document.labels])
        return cls(
            vectors.transform(_shown(documents)),
            labels,
            np.full(len(labels), weight) if weight else np.where(labels == 1, RETOLD, 1.0),
            np.array([at for at, document in enumerate(documents) for _ in document.pairs]),
        )


def english(corpus: Sequence[Path]) -> list[dict]:
    """The English documents of corpus files."""
    rows = [json.loads(line) for path in corpus for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [row for row in rows if row["language"] == "en"]


def tables(documents: Sequence[Read]) -> tuple[Table, Table, DictVectorizer]:
    """The signals of the documents and of the written sentences, and the names of their columns."""
    sentences = [read(row) for row in minimal_pairs()]
    found = Counter(name for document in (*documents, *sentences) for pair in document.pairs for name in pair.signals)
    vectors = DictVectorizer()
    vectors.fit([{name: 1.0 for name in found if found[name] >= OFTEN or not name.startswith(KINDS)}])
    return Table.of(documents, vectors), Table.of(sentences, vectors, WRITTEN), vectors


def _shown(documents: Sequence[Read]) -> list[dict[str, float]]:
    """The signals of all pairs as the fit is shown them."""
    return [
        {name: value * SURROUNDING if name.startswith(KINDS) else value for name, value in pair.signals.items()}
        for document in documents
        for pair in document.pairs
    ]


def weights_of(model: LogisticRegression, vectors: DictVectorizer) -> dict[str, float]:
    """What each signal adds, as it stands in a pair."""
    names = vectors.get_feature_names_out()
    return {
        name: float(weight) * (SURROUNDING if name.startswith(KINDS) else 1.0)
        for name, weight in zip(names, model.coef_[0], strict=True)
    }


def fit(table: Table, rows: np.ndarray, written: Table) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=400).fit(
        sparse.vstack([table.signals[rows], written.signals]),
        np.concatenate([table.labels[rows], written.labels]) > 0,
        sample_weight=np.concatenate([table.weights[rows], written.weights]),
    )


def held_out(documents: Sequence[Read], table: Table, written: Table) -> np.ndarray:
    """A score for each pair after both looks, from weights that saw no document of its story."""
    scores = np.zeros(len(table.labels))
    for model, together, test in folds(documents, table, written):
        first = model.predict_proba(table.signals)[:, 1]
        for at in test:
            scores[table.owner == at] = look_again(documents[at], first[table.owner == at], together)
    return scores


def folds(
    documents: Sequence[Read], table: Table, written: Table
) -> Iterator[tuple[LogisticRegression, dict[str, float], np.ndarray]]:
    """For each fold the model of the first look, the weights of the second, and the documents neither has seen."""
    written_at = np.array([at for at, document in enumerate(documents) if document.written], dtype=int)
    annotated = np.setdiff1d(np.arange(len(documents)), written_at)
    for part, test in parted(documents, annotated, FOLDS):
        train = np.concatenate([part, written_at])
        model = fit(table, np.isin(table.owner, train), written)
        yield model, second(documents, table, train, unseen_scores(documents, table, written, train)), test


def parted(documents: Sequence[Read], chosen: np.ndarray, folds: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """(documents to learn from, documents to score) of each fold; no story is in both."""
    stories = [documents[at].story for at in chosen]
    for train, test in GroupKFold(folds, shuffle=True, random_state=1).split(stories, groups=stories):
        yield chosen[train], chosen[test]


def unseen_scores(documents: Sequence[Read], table: Table, written: Table, chosen: np.ndarray) -> np.ndarray:
    """First scores of the chosen documents' pairs, each from weights that saw no document of its story."""
    scores = np.zeros(len(table.labels))
    for train, test in parted(documents, chosen, INNER):
        unseen = np.isin(table.owner, test)
        scores[unseen] = fit(table, np.isin(table.owner, train), written).predict_proba(table.signals[unseen])[:, 1]
    return scores


def second(documents: Sequence[Read], table: Table, chosen: np.ndarray, scores: np.ndarray) -> dict[str, float]:
    """Weights of the second look, learned from the chosen documents; the intercept under ""."""
    signals, right = [], []
    for at in chosen:
        found = grouped(documents[at], scores[table.owner == at])
        signals += list(signals_together(found))
        right += matched(documents[at], found)
    vectors, scaler = DictVectorizer(sparse=False), StandardScaler()
    model = LogisticRegression(C=SECOND_STRENGTH, max_iter=1000)
    model.fit(scaler.fit_transform(vectors.fit_transform(signals)), right)
    weights = model.coef_[0] / scaler.scale_
    named = {name: float(w) for name, w in zip(vectors.get_feature_names_out(), weights, strict=True)}
    return {"": float(model.intercept_[0] - weights @ scaler.mean_), **named}


def grouped(document: Read, scores: np.ndarray) -> list[Group]:
    known = dict(zip(map(id, document.pairs), map(float, scores), strict=True))
    return groups(document.pairs, lambda pair: known[id(pair)])


def matched(document: Read, found: Sequence[Group]) -> list[bool]:
    """Whether each claim-to-be is the one that an annotated claim is matched with."""
    where = {id(pair): n for n, pair in enumerate(document.pairs)}
    claims = [
        {"asset": document.names[n][1], "harm": one.harm.value, "quote": document.quotes[n]}
        for one in found
        for n in [where[id(one.best)]]
    ]
    hits = score_claims.assign(document.claims, claims)
    right = {j for i, j in hits if document.claims[i]["harm"] == claims[j]["harm"]}
    return [n in right for n in range(len(claims))]


def look_again(document: Read, scores: np.ndarray, together: dict[str, float]) -> np.ndarray:
    """Scores of a document's pairs after the second look."""
    known = dict(zip(map(id, document.pairs), map(float, scores), strict=True))
    judge_ = Decider(0.0, {}, 0.0, 0.0, together)
    after = second_look(document.pairs, lambda pair: known[id(pair)], judge_.score_together)
    return np.array([after.get(id(pair), 0.0) for pair in document.pairs])


def figures(documents: Sequence[Read], table: Table, scores: np.ndarray, threshold: float) -> tuple[int, int, int, int]:
    """(right claims, right mentions, read, annotated): one claim to each thing and harm, slots left out of account."""
    right = mentions = read_claims = annotated = 0
    for at, document in enumerate(documents):
        if document.written:
            continue
        by_pair = dict(zip(map(id, document.pairs), scores[table.owner == at], strict=True))
        told = judge(document.pairs, lambda pair, known=by_pair: known[id(pair)], threshold, DOUBT)
        where = {id(pair): n for n, pair in enumerate(document.pairs)}
        claims: dict[tuple[object, str], dict] = {}
        for one in told:
            n = where[id(one.pair)]
            key = (("mention", n) if one.pair.thing is None else one.pair.thing, one.pair.harm.value)
            claims.setdefault(key, {"asset": document.names[n][1], "harm": key[1], "quote": document.quotes[n]})
        found = list(claims.values())
        matched = score_claims.assign(document.claims, found)
        right += sum(document.claims[i]["harm"] == found[j]["harm"] for i, j in matched)
        mentions, read_claims, annotated = (
            mentions + len(matched),
            read_claims + len(found),
            annotated + len(document.claims),
        )
    return right, mentions, read_claims, annotated


def outcomes(
    documents: Sequence[Read], table: Table, scores: np.ndarray, threshold: float
) -> tuple[list[float], list[bool]]:
    """Score of every held-out claim from a threshold on, and whether an annotated claim of its harm matches it."""
    said: list[float] = []
    right: list[bool] = []
    for at, document in enumerate(documents):
        if document.written:
            continue
        by_pair = dict(zip(map(id, document.pairs), scores[table.owner == at], strict=True))
        told = judge(document.pairs, lambda pair, known=by_pair: known[id(pair)], threshold)
        where = {id(pair): n for n, pair in enumerate(document.pairs)}
        claims: dict[tuple[object, str], dict] = {}
        for one in sorted(told, key=lambda one: -one.score):
            n = where[id(one.pair)]
            key = (("mention", n) if one.pair.thing is None else one.pair.thing, one.pair.harm.value)
            claim = {"asset": document.names[n][1], "harm": key[1], "quote": document.quotes[n], "score": one.score}
            claims.setdefault(key, claim)
        found = list(claims.values())
        hits = {
            j for i, j in score_claims.assign(document.claims, found) if document.claims[i]["harm"] == found[j]["harm"]
        }
        said += [claim["score"] for claim in found]
        right += [n in hits for n in range(len(found))]
    return said, right


def report(title: str, counts: tuple[int, int, int, int]) -> None:
    right, mentions, read_claims, annotated = counts
    total = max(read_claims + annotated, 1)
    print(
        f"{title}: claim P {right / max(read_claims, 1):.3f} R {right / annotated:.3f} F1 {2 * right / total:.3f},"
        f" mention F1 {2 * mentions / total:.3f}, {read_claims} read, {annotated} annotated"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "tutela" / "reading" / "weights" / "en.json")
    parser.add_argument("--plot", type=Path, help="draw the reliability diagram there")
    options = parser.parse_args()
    documents = [read(row) for row in (*english(options.corpus), *written_documents.written_documents())]
    table, written, vectors = tables(documents)
    scores = held_out(documents, table, written)
    of_written = np.array([documents[at].written for at in table.owner])
    for low in np.arange(0.1, 1.0, 0.1):
        inside = (scores >= low) & (scores < low + 0.1) & ~of_written
        print(
            f"score {low:.1f}-{low + 0.1:.1f}: {inside.sum():5d} pairs, right {(table.labels[inside] > 0).mean():.2f}"
        )
    for threshold in sorted({0.2, DRAFT, 0.225, 0.25, 0.275, 0.3, 0.4, 0.5}):
        report(f"held-out stories, from {threshold:.3f}", figures(documents, table, scores, threshold))
    grammar = np.array([grammar_score(pair) for document in documents for pair in document.pairs])
    report("grammar alone", figures(documents, table, grammar, min(ACCEPTED.values())))
    said, right = outcomes(documents, table, scores, NEAR)
    points = reliability.calibration(said, right)
    reliability.told("English", said, right, points)
    if options.plot:
        reliability.draw(options.plot, "English: does a score keep its word?", said, right, points)
    model = fit(table, np.ones(len(table.labels), dtype=bool), written)
    everything = np.arange(len(documents))
    together = second(documents, table, everything, unseen_scores(documents, table, written, everything))
    weights = {name: round(weight, 3) for name, weight in weights_of(model, vectors).items() if abs(weight) >= LEAST}
    data = {
        "intercept": round(float(model.intercept_[0]), 4),
        "draft": DRAFT,
        "near": NEAR,
        "calibration": points,
        "together": {name: round(weight, 4) for name, weight in together.items()},
        "weights": weights,
    }
    options.out.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    print(
        f"{len(table.labels)} pairs, {(table.labels > 0).sum()} told; {len(weights)} weights written to {options.out}"
    )


if __name__ == "__main__":
    main()
