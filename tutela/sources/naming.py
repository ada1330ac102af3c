"""What a file yields becomes documents of the house: each with a name of its own, its date, publisher and language."""

import hashlib
from collections import Counter
from collections.abc import Iterator

from tutela.model.documents import Captured, Document, Hyperlink
from tutela.model.passages import Passage
from tutela.model.problems import Problem, one_line
from tutela.sources.drafts import Draft, Source, shown
from tutela.sources.findings import find
from tutela.sources.media import media_beside

MAX_NAME = 500
"""Longest name of a document, in letters: it is printed beside every claim. The longest of the corpus has 27."""


def captured(source: Source, draft: Draft, names: "Names") -> Iterator[Captured | Problem]:
    """The document a draft becomes, with what was wrong in it; nothing where it was there before.

    Args:
        source: where it was read, and what it is called where it states no name.
        draft: one publication as its file gives it.
        names: those given so far in this go; the document's own is added.
    """
    sha256 = hashlib.sha256(draft.content).hexdigest()
    asked = draft.stated_id or source.name
    wanted = one_line(asked)[:MAX_NAME]
    if wanted != asked and draft.stated_id:
        yield source.remark(
            f"its id holds {len(asked):,} letters, or some that cannot be shown; it is called {shown(wanted)!r}.",
            "Give it a short id of letters and digits.",
            line=draft.line,
            value=wanted,
        )
    name, known = names.admit(wanted, sha256)
    if known:
        yield source.remark(
            f"{shown(name)!r} stands here again, byte for byte; it is one document.",
            "Nothing needs doing.",
            line=draft.line,
        )
        return
    if name != wanted:
        yield source.remark(
            f"the id {shown(wanted)!r} is taken by another document; this one is called {shown(name)!r}.",
            "Give it an id of its own.",
            line=draft.line,
            value=wanted,
        )
    yield from _made(source, draft, name, sha256)


def _made(source: Source, draft: Draft, name: str, sha256: str) -> Iterator[Captured | Problem]:
    found = find(source, draft)
    yield from found.problems
    identity = Document.make_id(name, sha256)
    document = Document(
        id=identity,
        name=name,
        text=draft.text,
        sha256=sha256,
        media_type=draft.media_type,
        title=draft.title,
        publisher=found.publisher,
        published=found.published,
        language=found.language,
        url=draft.url,
        links=_links(identity, draft),
    )
    # Without a file of its own there is nothing beside it: what an archive shows comes with the archive.
    media = media_beside(source.file, draft.content, draft.media_type, alone=draft.line is None) if source.at else ()
    yield Captured(document, draft.content, source.path, media)


def _links(document: str, draft: Draft) -> tuple[Hyperlink, ...]:
    found = []
    for link in draft.links:
        words = Passage.of(document, draft.text, link.start, link.end)
        found.append(Hyperlink(link.url, words if words.exact else None))
    return tuple(found)


class Names:
    """Names given so far, so that each document has its own."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()
        self._tries: Counter[str] = Counter()

    def admit(self, wanted: str, sha256: str) -> tuple[str, bool]:
        """The name of a document that asks for `wanted`, and whether this very document was here before."""
        if known := self._given.get((wanted, sha256)):
            return known, True
        name = wanted
        while name in self._taken:
            self._tries[wanted] += 1
            name = f"{wanted}-{self._tries[wanted] + 1}"
        self._taken.add(name)
        self._given[wanted, sha256] = name
        return name, False
