"""English documents written apart from the reader, on events that the corpus does not hold: what reading them comes to.

Nothing is tuned on them (`blind_english/README.md`). A floor lies a little below what was measured; it only goes up.
"""

import json
from collections.abc import Mapping

import pytest
from corpus_documents import CORPUS, figure
from unseen_documents import floors_of, rows_of, scores_of_reading, strays

from tutela.reading.reader import Reader

FLOORS = floors_of("blind_english")
DOCUMENTS = rows_of("blind_english")


@pytest.fixture(scope="module")
def scores(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    return scores_of_reading(reader, DOCUMENTS, tmp_path_factory.mktemp("blind"))


def test_there_are_enough_of_them() -> None:
    assert len(DOCUMENTS) >= 45
    assert sum(len(row["claims"]) for row in DOCUMENTS) >= 200


def test_every_annotation_stands_in_its_text() -> None:
    for row in DOCUMENTS:
        assert not list(strays(row)), row["id"]


def test_no_document_is_of_the_corpus() -> None:
    corpus = {
        json.loads(line)["text"] for path in CORPUS.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()
    }
    assert not corpus & {row["text"] for row in DOCUMENTS}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_reading_unseen_documents_keeps_its_floor(scores: Mapping[str, object], name: str) -> None:
    assert figure(scores, name) >= FLOORS[name]
