"""What a capture came to: how it was asked for, what was kept, what failed."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tutela.model.items import CapturedItem, CaptureStep, Done
from tutela.model.problems import Problem
from tutela.model.views import shown
from tutela.sources.fetching import Limits
from tutela.sources.fetching.client import PAUSE_S


@dataclass(frozen=True, slots=True)
class CaptureOptions:
    """How web addresses are captured; files need none of it."""

    rendered: bool = False
    """Also as a browser shows it."""
    resources: bool = False
    """Also what a page shows: pictures, styles, fonts."""
    allow_private: bool = False
    """Whether addresses of this machine and its network may be asked."""
    limits: Limits = field(default_factory=Limits)
    user_agent: str = ""
    """What the server is told of who asks; else Tutela and its version."""
    chromium: str = ""
    """The browser's program; else where systems put it."""
    pause_s: float = PAUSE_S
    """Between two pages of one host."""
    missing: bool = False
    """Whether what was captured before, without a failure, is left alone: so that a long list can be gone on with."""


@dataclass(frozen=True, slots=True)
class CaptureReport:
    """What a capture came to.

    >>> with Workspace.open("case/workspace") as workspace:
    ...     report = capture(workspace, ["sample/inventory.csv"], by="A. Reader")
    >>> print(report.summary())                                                                # doctest: +ELLIPSIS
    1 item captured: 1 file of ... bytes, 0 documents, 0 pictures and videos.
    """

    items: int = 0
    files: int = 0
    bytes: int = 0
    documents: int = 0
    known: int = 0
    """Documents that the workspace held already, byte for byte."""
    media: int = 0
    left_alone: int = 0
    """What was captured before and not again."""
    failures: tuple[Problem, ...] = ()
    """Steps that failed or were left out, each with the item it belongs to."""

    @property
    def failed(self) -> bool:
        """Whether anything was lost; steps left out do not count."""
        return any(failure.dropped for failure in self.failures)

    def with_item(self, item: CapturedItem, known: int) -> "CaptureReport":
        """The report with one item more, of whose documents the workspace held `known` already."""
        return replace(
            self,
            items=self.items + 1,
            files=self.files + len(item.files),
            bytes=self.bytes + sum(file.size for file in item.files),
            documents=self.documents + len(item.documents),
            known=self.known + known,
            media=self.media + len(item.media),
            failures=(*self.failures, *failures_of(item)),
        )

    def summary(self) -> str:
        """A line or two for a person at a terminal."""
        documents = _many(self.documents, "document") + (f" ({self.known:,} known before)" if self.known else "")
        lines = [
            f"{_many(self.items, 'item')} captured: {_many(self.files, 'file')} of {self.bytes:,} bytes, {documents}, "
            f"{self.media:,} pictures and videos."
        ]
        if self.left_alone:
            lines.append(f"{_many(self.left_alone, 'item')} captured before and left alone.")
        if lost := sum(failure.dropped for failure in self.failures):
            lines.append(f"{_many(lost, 'step')} failed; each stands in its item.")
        return "\n".join(lines)

    _repr_html_ = shown


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"


def failures_of(item: CapturedItem) -> Iterator[Problem]:
    """Steps of an item that failed or were left out, as problems."""
    for step in item.steps:
        if step.outcome is not Done.DONE:
            yield Problem(item.item, f"{step.name} {step.outcome.value}:", step.sentence, dropped=_loses(step))


def _loses(step: CaptureStep) -> bool:
    # That a page shows something that cannot be had loses nothing of the page itself.
    return step.outcome is Done.FAILED and step.name != "resources"


def whole(item: CapturedItem) -> bool:
    """Whether nothing of an item was lost."""
    return bool(item.files) and not any(map(_loses, item.steps))
