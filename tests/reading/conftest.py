from collections.abc import Mapping

import pytest
from corpus_documents import annotated, as_document

from tutela.model.claims import Reading
from tutela.reading.reader import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="session")
def corpus_readings(reader: Reader) -> Mapping[str, Reading]:
    """The English documents of the shipped corpus, each read once for all tests."""
    return {row["id"]: reader.read(as_document(row)) for row in annotated()}
