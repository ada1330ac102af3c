#!/usr/bin/env python3
"""Train the decider of the word reader on annotated documents and write its weights as plain numbers.

usage: scripts/train_word_reader.py CORPUS.jsonl... [--out FILE] [--language CODE]  (needs scikit-learn)

One decider serves all languages: its signals are the same in all. Scores are of held-out stories, by language, and once
more with each language left out of training altogether.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "corpus"), str(ROOT / "scripts")]

import reliability  # noqa: E402
import score_claims  # noqa: E402

from tutela.language.places import default_gazetteer  # noqa: E402
from tutela.model.claims import Harm  # noqa: E402
from tutela.model.documents import Document, Finding  # noqa: E402
from tutela.publishing.guide import claim_as_json  # noqa: E402
from tutela.reading.by_words.reader import Seen, WordReader  # noqa: E402
from tutela.reading.by_words.ties import Tie  # noqa: E402
from tutela.reading.decider import Decider  # noqa: E402

STRENGTH = 0.3
FOLDS = 5
DRAFT, NEAR = 0.3, 0.15


@dataclass
class Read:
    """A document, what is seen in it, and whether each pair tells an annotated claim."""

    raw: dict
    reader: WordReader
    seen: Seen
    labels: list[int]


def document_of(raw: dict) -> Document:
    text = raw["text"]
    published = Finding(raw["published"], "given") if raw.get("published") else None
    return Document(
        id="doc_" + raw["id"], name=raw["id"], text=text, sha256="", title=raw.get("title", ""),
        published=published, language=Finding(raw["language"], "given"),
    )  # fmt: skip


def read(raw: dict) -> Read | None:
    reader = WordReader.of(raw["language"], default_gazetteer())
    if reader is None:
        return None
    seen = reader.see(document_of(raw))
    return Read(raw, reader, seen, [label(raw, seen, tie) for tie in seen.ties])


def label(raw: dict, seen: Seen, tie: Tie) -> int:
    names = [seen.words(one).exact for one in (tie.mention, seen.spoken.fullest(tie.mention))]
    quote = seen.document.text[slice(*seen.sentences[tie.sentence].whole)]
    harm = Harm.INTACT if tie.negated and tie.hit.meaning.split("/")[2] != "active" else tie.harm
    return int(any(_tells(claim, names, quote, harm) for claim in raw["claims"]))


def _tells(claim: dict, names: Sequence[str], quote: str, harm: Harm) -> bool:
    if claim["harm"] != harm.value:
        return False
    beside = score_claims.tok_f1(claim["quote"], quote) >= 0.4 or claim["quote"] in quote or quote in claim["quote"]
    return any(score_claims.asset_likeness(claim, {"asset": name, "quote": quote}) >= 0.5 for name in names) and beside


def fitted(reads: Sequence[Read]) -> Decider:
    signals = [tie.signals for one in reads for tie in one.seen.ties]
    told = [label for one in reads for label in one.labels]
    vectors = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(vectors.fit_transform(signals), told)
    weights = dict(zip(vectors.get_feature_names_out(), np.round(model.coef_[0], 4).tolist(), strict=True))
    return Decider(float(round(model.intercept_[0], 4)), weights, DRAFT, NEAR)


def scored(reads: Sequence[Read], judge: Decider, threshold: float) -> list[tuple[dict, list[dict]]]:
    return [(one.raw, claims_of(one, judge, threshold)) for one in reads]


def claims_of(one: Read, judge: Decider, threshold: float) -> list[dict]:
    return [claim_as_json(claim) for claim in one.reader.drafted(one.seen, judge, threshold)]


def figures(pairs: Sequence[tuple[dict, list[dict]]]) -> dict[str, tuple[float, float, float]]:
    tally = defaultdict(lambda: [0, 0, 0])
    for raw, claims in pairs:
        matched = score_claims.assign(raw["claims"], claims)
        both = sum(raw["claims"][i]["harm"] == claims[j]["harm"] for i, j in matched)
        for name, hit in (("claim", both), ("mention", len(matched))):
            tally[name][0] += hit
            tally[name][1] += len(claims)
            tally[name][2] += len(raw["claims"])
        for slot in ("certainty",):
            for i, j in matched:
                tally[slot][0] += raw["claims"][i][slot] == claims[j][slot]
                tally[slot][1] += 1
                tally[slot][2] += 1
        relevant = [bool(raw["claims"]), bool(claims)]
        tally["relevance"][0] += all(relevant)
        tally["relevance"][1] += relevant[1]
        tally["relevance"][2] += relevant[0]
    return {name: score_claims.prf(*counts) for name, counts in tally.items()}


def told(name: str, pairs: Sequence[tuple[dict, list[dict]]]) -> None:
    found = figures(pairs)
    gold = sum(len(raw["claims"]) for raw, _ in pairs)
    line = "  ".join(f"{slot} {p:.3f}/{r:.3f}/{f:.3f}" for slot, (p, r, f) in found.items())
    print(f"{name:<12} {len(pairs):>3} docs {gold:>4} claims  {line}")


def main() -> None:
    told_of = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told_of.add_argument("corpus", nargs="+", type=Path)
    told_of.add_argument("--out", type=Path)
    told_of.add_argument("--language", help="print figures and errors of this language only")
    told_of.add_argument("--errors", action="store_true", help="print what is missed and what is wrong")
    told_of.add_argument("--plot", type=Path, help="draw the reliability diagram there")
    given = told_of.parse_args()
    raws = [json.loads(line) for path in given.corpus for line in path.read_text("utf-8").splitlines() if line.strip()]
    reads = [one for raw in raws if raw["language"] != "en" and (one := read(raw))]
    unread = [
        raw for raw in raws if raw["language"] != "en" and not WordReader.of(raw["language"], default_gazetteer())
    ]
    print(
        f"{len(reads)} documents read, {len(unread)} in languages without a pack; "
        f"{sum(map(len, (one.seen.ties for one in reads)))} ties, {sum(sum(one.labels) for one in reads)} tell a claim"
    )
    said: list[float] = []
    right: list[bool] = []
    held: dict[str, tuple[dict, list[dict]]] = {}
    folds = GroupKFold(min(FOLDS, len({str(one.raw["story"]) for one in reads})))
    for train, test in folds.split(reads, groups=[str(one.raw["story"]) for one in reads]):
        judge = fitted([reads[at] for at in train])
        for raw, claims in scored([reads[at] for at in test], judge, DRAFT):
            held[raw["id"]] = raw, claims
        for raw, claims in scored([reads[at] for at in test], judge, NEAR):
            hits = {
                j
                for i, j in score_claims.assign(raw["claims"], claims)
                if raw["claims"][i]["harm"] == claims[j]["harm"]
            }
            said += [claim["score"] for claim in claims]
            right += [n in hits for n in range(len(claims))]
    languages = sorted({one.raw["language"] for one in reads})
    for language in languages:
        told(language, [pair for pair in held.values() if pair[0]["language"] == language])
    told("packs", list(held.values()))
    told("all others", [*held.values(), *((raw, []) for raw in unread)])
    if given.errors:
        errors([pair for pair in held.values() if given.language in (None, pair[0]["language"])])
    points = reliability.calibration(said, right)
    reliability.told("Other languages", said, right, points)
    if given.plot:
        reliability.draw(given.plot, "Other languages: does a score keep its word?", said, right, points)
    if given.out:
        judge = fitted(reads)
        data = {
            "intercept": judge.intercept,
            "draft": DRAFT,
            "near": NEAR,
            "calibration": points,
            "weights": dict(sorted(judge.weights.items())),
        }
        given.out.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")


def errors(pairs: Sequence[tuple[dict, list[dict]]]) -> None:
    for raw, claims in pairs:
        matched = score_claims.assign(raw["claims"], claims)
        print(f"--- {raw['id']}")
        hit = dict(matched)
        for i, claim in enumerate(raw["claims"]):
            got = claims[hit[i]] if i in hit else None
            mark = "ok   " if got and got["harm"] == claim["harm"] else "harm " if got else "miss "
            print(
                f"  {mark}{claim['asset']} | {claim['harm']} | {claim['certainty']} | {claim['quote'][:140]}"
                + (f"   << {got['asset']} | {got['harm']}" if got and mark != "ok   " else "")
            )
        for j, claim in enumerate(claims):
            if j not in hit.values():
                print(f"  extra {claim['asset']} | {claim['harm']} | {claim['quote'][:140]}")


if __name__ == "__main__":
    main()
