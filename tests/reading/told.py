"""Reads statements and recordings in a text, as a document that states nothing else."""

from pathlib import Path

from tutela.language.sentences import split
from tutela.model.claims import Recording, Statement, StatementKind
from tutela.model.documents import Document, Finding
from tutela.reading.recordings import read_recordings
from tutela.reading.statements import read_statements
from tutela.sources.publishers import known_publishers

RENDERINGS = Path(__file__).parent / "renderings"
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def document(text: str, language: str = "en") -> Document:
    return Document(Document.make_id("text", "0"), "text", text, "0", language=Finding(language, "stated"))


def statements(text: str, language: str = "en") -> tuple[Statement, ...]:
    read = document(text, language)
    return read_statements(read, split(text), {}, known_publishers())


def recordings(text: str, language: str = "en") -> tuple[Recording, ...]:
    read = document(text, language)
    return read_recordings(read, split(text), {}, known_publishers())


def of_kind(text: str, kind: StatementKind) -> Statement:
    """The one statement of a kind."""
    (found,) = [one for one in statements(text) if one.kind is kind]
    return found


def kinds(text: str) -> list[StatementKind]:
    return [one.kind for one in statements(text)]


def said_by(record: Statement) -> list[str]:
    return [speaker.words.exact for speaker in record.source]


def exact(passages: object) -> list[str]:
    assert isinstance(passages, tuple)
    return [passage.exact for passage in passages]
