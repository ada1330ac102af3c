"""Documents for the tests of reading."""

from tutela.model.documents import Document, Finding


def document(text: str, published: str | None = None, language: str = "en", name: str = "test") -> Document:
    return Document(
        Document.make_id(name, "0"),
        name,
        text,
        "0",
        published=Finding(published, "stated") if published else None,
        language=Finding(language, "stated"),
    )
