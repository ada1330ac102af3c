"""What a language model is asked: the guide and one publication, or a stretch of a long one."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tutela.language.sentences import paragraphs
from tutela.model.documents import Document

LONGEST = 12_000
"""Letters of a publication in one prompt: about 3,000 tokens of Latin text, 8,000 of Armenian, within what small local
models hold beside the guide and their answer."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question to a model; the same words give the same key on every machine."""

    document: str
    """Id of the document asked about."""
    start: int
    """Where the stretch asked about begins in the document."""
    system: str
    user: str

    @property
    def key(self) -> str:
        """SHA-256 of what is sent: the name of the recorded prompt and of its cached reply."""
        return hashlib.sha256(json.dumps([self.system, self.user], ensure_ascii=False).encode()).hexdigest()

    def messages(self) -> list[dict[str, str]]:
        """The messages of a chat completion (OpenAI's form, which most servers speak)."""
        return [{"role": "system", "content": self.system}, {"role": "user", "content": self.user}]


@cache
def guide() -> str:
    """What the model is told to do."""
    return resources.files("tutela.reading.by_model").joinpath("guide.txt").read_text("utf-8")


def prompts(document: Document) -> Iterator[Prompt]:
    """The questions about a document: one, or one for each stretch of a long one.

    Publisher and date are told, since what a text means by "we" and "Thursday" hangs on them; where it was found and
    whose it is are not.
    """
    for start, end in stretches(document.text):
        published = document.published.value if document.published else "unknown"
        publisher = document.publisher.value if document.publisher else "unknown"
        head = f"Published: {published}\nPublisher: {publisher}\nLanguage: {document.tongue}\n"
        # A text cannot end the frame it stands in: its own marks lose their angle.
        text = document.text[start:end].replace("</publication>", "‹/publication>")
        yield Prompt(document.id, start, guide(), f"{head}<publication>\n{text}\n</publication>")


def stretches(text: str) -> list[tuple[int, int]]:
    """Offsets of the parts of a text that fit one prompt each, cut between paragraphs where that can be."""
    found: list[tuple[int, int]] = []
    for start, end in paragraphs(text):
        if found and end - found[-1][0] <= LONGEST:
            found[-1] = found[-1][0], end
        else:
            found += [(at, min(at + LONGEST, end)) for at in range(start, end, LONGEST)]
    return found
