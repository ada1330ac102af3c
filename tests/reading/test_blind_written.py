"""Documents kept back from those written for training: what reading them comes to (`blind_written/README.md`).

A floor lies a little below what was measured; it only goes up.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from corpus_documents import CORPUS, as_document, figure, in_guide_fields, scores_of

from tutela.reading.reader import Reader

TRAINING = Path(__file__).parents[2] / "scripts" / "training" / "documents"
HERE = Path(__file__).parent / "blind_written"
FLOORS: dict[str, float] = json.loads((CORPUS.parent / "floors.json").read_text("utf-8"))["blind_written"]
DOCUMENTS: list[dict[str, Any]] = [
    json.loads(line) for path in sorted(HERE.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def scores(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    read = {row["id"]: reader.read(as_document(row)).claims for row in DOCUMENTS}
    claims = {name: [in_guide_fields(claim) for claim in found] for name, found in read.items()}
    return scores_of(DOCUMENTS, claims, tmp_path_factory.mktemp("kept"))


def test_there_are_enough_of_them() -> None:
    assert len(DOCUMENTS) >= 170
    assert sum(len(row["claims"]) for row in DOCUMENTS) >= 700


def test_every_annotation_stands_in_its_text() -> None:
    for row in DOCUMENTS:
        words = row["title"] + "\n" + row["text"]
        for claim in row["claims"]:
            assert claim["quote"] in row["text"]
            assert claim["asset"] in row["text"]
            named = [*claim["places"], *claim["attribution"], claim["actor"] or ""]
            assert all(name in words for name in named), (row["id"], claim["asset"])


def test_no_document_is_learned_from() -> None:
    learned = "\n".join(path.read_text("utf-8") for path in TRAINING.glob("*.txt"))
    assert learned
    assert not [
        row["id"] for row in DOCUMENTS if f"=== {row['title']}\n" in learned and row["text"].split("\n")[2] in learned
    ]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_reading_unseen_documents_keeps_its_floor(scores: Mapping[str, object], name: str) -> None:
    assert figure(scores, name) >= FLOORS[name]
