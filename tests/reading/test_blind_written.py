"""Documents kept back from those written for training: what reading them comes to (`blind_written/README.md`).

A floor lies a little below what was measured; it only goes up.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest
from corpus_documents import figure
from unseen_documents import floors_of, rows_of, scores_of_reading, strays

from tutela.reading.reader import Reader

TRAINING = Path(__file__).parents[2] / "scripts" / "training" / "documents"
FLOORS = floors_of("blind_written")
DOCUMENTS = rows_of("blind_written")


@pytest.fixture(scope="module")
def scores(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    return scores_of_reading(reader, DOCUMENTS, tmp_path_factory.mktemp("kept"))


def test_there_are_enough_of_them() -> None:
    assert len(DOCUMENTS) >= 170
    assert sum(len(row["claims"]) for row in DOCUMENTS) >= 700


def test_every_annotation_stands_in_its_text() -> None:
    for row in DOCUMENTS:
        assert not list(strays(row)), row["id"]


def test_no_document_is_learned_from() -> None:
    learned = "\n".join(path.read_text("utf-8") for path in TRAINING.glob("*.txt"))
    assert learned
    assert not [
        row["id"] for row in DOCUMENTS if f"=== {row['title']}\n" in learned and row["text"].split("\n")[2] in learned
    ]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_reading_unseen_documents_keeps_its_floor(scores: Mapping[str, object], name: str) -> None:
    assert figure(scores, name) >= FLOORS[name]
