"""An item in the making: files, documents, steps and facts are added as they come, and handed over together."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from tutela.model.documents import Captured
from tutela.model.items import CapturedItem, CaptureStep, Done, Fact, FileRole, KeptFile, PageArea
from tutela.model.media import Medium
from tutela.model.problems import Problem
from tutela.sources.capture.drafts import CapturedDraft, Content, kept_bytes
from tutela.sources.media import Description

NAMED = 20
"""Faults of one kind that get a step each; more are told as a number."""


@dataclass(slots=True)
class Making:
    """What one capture has come to so far."""

    item: CapturedItem
    contents: list[Content] = field(default_factory=list)
    files: list[KeptFile] = field(default_factory=list)
    documents: list[Captured] = field(default_factory=list)
    media: list[Medium] = field(default_factory=list)
    steps: list[CaptureStep] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    areas: list[PageArea] = field(default_factory=list)

    def keep(self, made: tuple[KeptFile, Content]) -> KeptFile:
        """Add a file as `kept_bytes` and `kept_path` make it."""
        self.files.append(made[0])
        self.contents.append(made[1])
        return made[0]

    def keep_bytes(self, data: bytes, media_type: str, role: FileRole, name: str, made_of: str = "") -> KeptFile:
        """Add a file from bytes in memory."""
        return self.keep(kept_bytes(data, media_type, role, name, made_of=made_of))

    def done(self, name: str, sentence: str = "") -> None:
        """A step that succeeded."""
        self.steps.append(CaptureStep(name, Done.DONE, sentence))

    def failed(self, name: str, sentence: str) -> None:
        """A step that did not."""
        self.steps.append(CaptureStep(name, Done.FAILED, sentence))

    def left_out(self, name: str, sentence: str) -> None:
        """A step that was not tried, and why."""
        self.steps.append(CaptureStep(name, Done.LEFT_OUT, sentence))

    def medium(self, medium: Medium, description: Description) -> None:
        """Add a picture or video: what it is recognised by, and what it says of itself."""
        if medium.problem:
            self.failed("fingerprint", f"{medium.name}: {medium.problem}")
        else:
            self.done("fingerprint", f"Pictures fingerprinted: {len(medium.frames)}.")
        self.media.append(medium)
        self.facts += description.facts
        self.steps += description.steps

    def shown(self, medium: Medium, description: Description) -> None:
        """The same of one that a page or text shows; of its steps only what did not succeed."""
        if medium.problem:
            self.failed("fingerprint", f"{medium.name}: {medium.problem}")
        self.media.append(medium)
        self.facts += description.facts
        for step in description.steps:
            if step.outcome is not Done.DONE:
                self.steps.append(replace(step, sentence=f"{medium.name}: {step.sentence}"))

    def failed_each(self, name: str, sentences: Iterable[str]) -> None:
        """A step for each of the first faults, and one that counts the others."""
        told = list(sentences)
        for sentence in told[:NAMED]:
            self.failed(name, sentence)
        if len(told) > NAMED:
            self.failed(name, f"{len(told) - NAMED:,} more could not be had.")

    def fact(self, name: str, value: str, origin: str, file: str = "") -> None:
        """Something the item says of itself; nothing where it says nothing."""
        if value:
            self.facts.append(Fact(name, value, origin, file))

    def add(self, found: Iterable[Captured | Problem]) -> None:
        """Documents read out of it, and what was wrong with them, as readers of publications yield both."""
        told = False
        for one in found:
            if isinstance(one, Captured):
                self.documents.append(one)
                continue
            told = True
            where = f"row {one.row}: " if one.row is not None else ""
            outcome = Done.FAILED if one.dropped else Done.DONE
            self.steps.append(CaptureStep("read", outcome, f"{where}{one.message} {one.remedy}".strip()))
        if self.documents and not told:
            self.done("read")

    def finish(self) -> CapturedDraft:
        """Everything, with the item's record."""
        item = replace(
            self.item,
            files=tuple(self.files),
            documents=tuple(dict.fromkeys(captured.document.id for captured in self.documents)),
            media=tuple(dict.fromkeys(medium.id for medium in self.media)),
            steps=tuple(self.steps),
            facts=tuple(self.facts),
            areas=tuple(self.areas),
        )
        return CapturedDraft(item, tuple(self.contents), tuple(self.documents), tuple(self.media))
