#!/usr/bin/env python3
"""Where the English reader errs on stories it was not trained on: a table of causes, with examples.

usage: scripts/reading_errors.py CORPUS.jsonl... [--examples N] [--read FILE]     (needs scikit-learn)

Every document is read by weights that saw no document of its story (`train_reader.folds`), then scored as
`tests/corpus/score_claims.py` scores. False claims and missed ones are counted by what the annotation holds instead.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts"), str(ROOT / "tests" / "corpus"), str(ROOT / "tests" / "reading")]

import score_claims  # noqa: E402
import train_reader  # noqa: E402
import written_documents  # noqa: E402
from corpus_documents import as_document, in_guide_fields  # noqa: E402

from tutela.language.places import default_gazetteer  # noqa: E402
from tutela.reading.decider import Decider  # noqa: E402
from tutela.reading.reader import Reader  # noqa: E402
from tutela.sources.publishers import known_publishers  # noqa: E402

SHOWN = 160
"""Characters of a quotation that an example shows."""


def read_unseen(rows: Sequence[dict], documents: Sequence[train_reader.Read]) -> dict[str, list[dict]]:
    """Document id -> its claims in the fields of the guide, read by weights that saw none of its story."""
    table, written, vectors = train_reader.tables(documents)
    found = {}
    for model, together, test in train_reader.folds(documents, table, written):
        weights = train_reader.weights_of(model, vectors)
        judge = Decider(float(model.intercept_[0]), weights, train_reader.DRAFT, train_reader.NEAR, together)
        reader = Reader((), default_gazetteer(), known_publishers(), judge=judge)
        for at in test:
            claims = reader.read(as_document(rows[at])).claims
            found[rows[at]["id"]] = [in_guide_fields(claim) for claim in claims]
    return found


def false_claims(annotated: Sequence[dict], read: Sequence[dict]) -> Iterator[tuple[str, dict]]:
    """Each claim that no annotated one of its harm matches, and why."""
    pairs = {j: i for i, j in score_claims.assign(annotated, read)}
    for j, claim in enumerate(read):
        if j in pairs and annotated[pairs[j]]["harm"] == claim["harm"]:
            continue
        yield _why_false(annotated, claim, j in pairs), claim


def _why_false(annotated: Sequence[dict], claim: dict, matched: bool) -> str:
    if not annotated:
        return "the document holds no claim"
    if matched:
        return "right asset, wrong harm"
    alike = [one for one in annotated if score_claims.asset_likeness(one, claim) >= 0.5]
    if any(one["harm"] == claim["harm"] for one in alike):
        return "told already"
    if alike:
        return "another harm of an annotated asset"
    beside = [one for one in annotated if one["quote"] in claim["quote"] or claim["quote"] in one["quote"]]
    if any(one["harm"] == claim["harm"] for one in beside):
        return "annotated sentence and harm, other asset words"
    return "annotated sentence, other asset and harm" if beside else "sentence without annotated claim"


def missed_claims(document: train_reader.Read, read: Sequence[dict]) -> Iterator[tuple[str, dict]]:
    """Each annotated claim that no claim of its harm matches, and why."""
    pairs = dict(score_claims.assign(document.claims, read))
    for i, claim in enumerate(document.claims):
        if i in pairs and claim["harm"] == read[pairs[i]]["harm"]:
            continue
        near = [n for n in range(len(document.pairs)) if _names_it(document, n, claim)]
        if i in pairs:
            yield "right asset, wrong harm", claim
        elif any(document.pairs[n].harm.value == claim["harm"] for n in near):
            yield "weighed and left out", claim
        else:
            yield ("asset found, no word for its harm" if near else "asset not found with any harm"), claim


def _names_it(document: train_reader.Read, n: int, claim: dict) -> bool:
    quote = document.quotes[n]
    names = ({"asset": name, "quote": quote} for name in document.names[n])
    return any(score_claims.asset_likeness(claim, name) >= 0.5 for name in names)


def scores(rows: Sequence[dict], found: dict[str, list[dict]], target: Path) -> None:
    """Print what the corpus scorer says of the claims; they are written to `target`."""
    target.write_text("".join(json.dumps({"id": name, "claims": c}) + "\n" for name, c in found.items()), "utf-8")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as gold:
        gold.write("".join(json.dumps(row) + "\n" for row in rows))
        gold.flush()
        sys.argv = ["score_claims.py", gold.name, str(target)]
        score_claims.main()


def told(title: str, causes: Sequence[tuple[str, str, dict]], examples: int) -> None:
    """Print a table of causes, the commonest first, with examples of each."""
    print(f"\n{title}: {len(causes)}")
    shown: dict[str, list[tuple[str, dict]]] = defaultdict(list)
    for cause, name, claim in causes:
        shown[cause].append((name, claim))
    for cause, count in Counter(cause for cause, *_ in causes).most_common():
        print(f"{count:5d}  {cause}")
        for name, claim in shown[cause][:examples]:
            quote = " ".join(claim["quote"].split())[:SHOWN]
            print(f"         {name}: {claim['harm']} | {claim['asset']} | {quote}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--examples", type=int, default=0, help="of each cause")
    parser.add_argument("--read", type=Path, help="write the claims there")
    options = parser.parse_args()
    rows = train_reader.english(options.corpus)
    documents = [train_reader.read(row) for row in rows]
    written = [train_reader.read(row) for row in written_documents.written_documents()]
    found = read_unseen(rows, [*documents, *written])
    with tempfile.TemporaryDirectory() as folder:
        scores(rows, found, options.read or Path(folder) / "read.jsonl")
    false = [(why, row["id"], one) for row in rows for why, one in false_claims(row["claims"], found[row["id"]])]
    missed = [
        (why, row["id"], one)
        for row, document in zip(rows, documents, strict=True)
        for why, one in missed_claims(document, found[row["id"]])
    ]
    told("False claims", false, options.examples)
    told("Missed claims", missed, options.examples)
    print("\nHarm taken for another (annotated, read):", Counter(_confused(rows, found)).most_common(12))


def _confused(rows: Sequence[dict], found: dict[str, list[dict]]) -> Iterator[tuple[str, str]]:
    for row in rows:
        for i, j in score_claims.assign(row["claims"], found[row["id"]]):
            harms = (row["claims"][i]["harm"], found[row["id"]][j]["harm"])
            if harms[0] != harms[1]:
                yield harms


if __name__ == "__main__":
    main()
