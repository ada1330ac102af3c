#!/usr/bin/env python3
"""Train the reader's decider on annotated documents and write its weights as plain numbers.

usage: scripts/train_reader.py CORPUS.jsonl... [--out FILE]     (needs scikit-learn; reading does not)

Every (mention, harm) pair of the grammar is labelled by the annotated claims and a logistic regression is fitted to the
grammar's signals. Scores are reported on held-out stories: no document is scored by weights that saw its story.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "corpus")]

import score_claims  # noqa: E402

from tutela.language.sentences import split  # noqa: E402
from tutela.language.places import default_gazetteer  # noqa: E402
from tutela.language.vocabulary import vocabulary  # noqa: E402
from tutela.reading.blocks import joined, topics  # noqa: E402
from tutela.reading.pairs import Pair, pairs
from tutela.reading.scanning import scan_all  # noqa: E402
from tutela.reading.parsing import parse  # noqa: E402
from tutela.reading.screen import screen  # noqa: E402

STRENGTH = 0.3
"""Inverse of the L2 penalty: 0.1 to 1 differ by less than 0.01 of claim F1 on held-out stories."""
RETOLD = 0.7
"""Weight of a pair that tells an annotated claim outside its quote: mostly a second telling of it."""
FOLDS = 8
DRAFT, NEAR = 0.3, 0.15


@dataclass(frozen=True)
class Read:
    """A document's pairs with the words, sentence and label of each."""

    story: str
    claims: Sequence[dict]
    pairs: Sequence[Pair]
    names: Sequence[tuple[str, str]]
    quotes: Sequence[str]
    labels: Sequence[int]


def read(document: dict) -> Read:
    text, words = document["text"], vocabulary("en")
    sentences = joined(text, split(text, "en"))
    admitted = screen(text, sentences)
    parsed = dict(zip(admitted, parse(text, [sentences[at] for at in admitted]), strict=True))
    places = [(place.start, place.end) for place in default_gazetteer().find(text)]
    scans, discourse = scan_all(parsed, words, places)
    by_index = {scanned.index: scanned for scanned in scans}

    def wording(index: int, position: int) -> str:
        mention = by_index[index].mentions[position]
        start, end = by_index[index].sentence.span(mention.first, mention.last)
        return text[start:end]

    found = pairs(scans, discourse, words, topics(text, sentences, scans, discourse))
    names, quotes, labels = [], [], []
    for pair in found:
        full = wording(pair.index, pair.position) if pair.thing is None else wording(*discourse.things[pair.thing].fullest)
        mention = full if pair.position is None else wording(pair.index, pair.position)
        names.append((mention, full))
        quotes.append(text[slice(*sentences[pair.index])])
        labels.append(label(document, pair, names[-1], sentences[pair.index]))
    return Read(document.get("story") or document["id"], document["claims"], found, names, quotes, labels)


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


def fit(signals: np.ndarray, labels: np.ndarray) -> LogisticRegression:
    weights = np.where(labels == 1, RETOLD, 1.0)
    return LogisticRegression(C=STRENGTH, max_iter=3000).fit(signals, labels > 0, sample_weight=weights)


def held_out(documents: Sequence[Read], signals: np.ndarray, labels: np.ndarray, owner: np.ndarray) -> np.ndarray:
    scores = np.zeros(len(labels))
    stories = [document.story for document in documents]
    for train, test in GroupKFold(FOLDS, shuffle=True, random_state=1).split(stories, groups=stories):
        seen, unseen = np.isin(owner, train), np.isin(owner, test)
        scores[unseen] = fit(signals[seen], labels[seen]).predict_proba(signals[unseen])[:, 1]
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "tutela" / "reading" / "weights" / "en.json")
    options = parser.parse_args()
    rows = [
        json.loads(line) for path in options.corpus for line in path.read_text("utf-8").splitlines() if line.strip()
    ]
    documents = [read(row) for row in rows if row["language"] == "en"]
    vectors = DictVectorizer(sparse=False)
    signals = vectors.fit_transform([pair.signals for document in documents for pair in document.pairs])
    labels = np.array([label for document in documents for label in document.labels])
    owner = np.array([at for at, document in enumerate(documents) for _ in document.pairs])
    scores = held_out(documents, signals, labels, owner)
    for low in np.arange(0.1, 1.0, 0.1):
        inside = (scores >= low) & (scores < low + 0.1)
        print(f"score {low:.1f}-{low + 0.1:.1f}: {inside.sum():5d} pairs, right {(labels[inside] > 0).mean():.2f}")
    model = fit(signals, labels)
    weights = {
        name: round(float(w), 4) for name, w in zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    }
    data = {"intercept": round(float(model.intercept_[0]), 4), "draft": DRAFT, "near": NEAR, "weights": weights}
    options.out.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    print(f"{len(labels)} pairs, {(labels > 0).sum()} told; {len(weights)} weights written to {options.out}")


if __name__ == "__main__":
    main()
