"""How each thing is captured: files by their kind, web addresses statically or as a browser shows them."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tutela.model.items import CaptureStep, Done
from tutela.model.problems import Problem
from tutela.sources.archives import holds_archived, read_auto_archiver, read_wacz, read_warc
from tutela.sources.archives.warc import ENDINGS as WARC_ENDINGS
from tutela.sources.capture.drafts import CapturedDraft, Circumstances
from tutela.sources.capture.files import Found, capture_file, find_files
from tutela.sources.drafts import shown_path
from tutela.sources.fetching import Client
from tutela.sources.fetching.guard import Guard
from tutela.sources.naming import Names
from tutela.sources.pdf import read_pdf_file
from tutela.sources.posts import holds_posts, read_posts
from tutela.sources.posts.reader import ENDINGS as POST_ENDINGS
from tutela.sources.publications import ENDINGS
from tutela.store.stamp import SOFTWARE
from tutela.workspace.capturing.reports import CaptureOptions
from tutela.workspace.patience import within

WEB = ("http://", "https://")
FETCH, RENDER = "static fetch", "rendered"
NO_CLIENT = "h11 or idna is not installed, so nothing was fetched: pip install 'tutela[capture]', and capture it again."
FIRST = (*ENDINGS, *POST_ENDINGS, ".csv")
FILE_S, PAGE_S = 1_800.0, 600.0
"""For one item: a long video's frames take minutes, an address with all it shows its limits; what takes longer will
never end."""


@dataclass(slots=True)
class Kinds:
    """Tells what is to be captured, and captures it."""

    here: Circumstances
    names: Names
    options: CaptureOptions
    apart: Path
    """The workspace's folder: nothing in it is captured."""
    had: frozenset[str] = frozenset()
    """What is left alone, as it was given when it was captured."""
    expected: int = 0
    """How many items there will be, as far as is known."""
    left_alone: int = 0

    def drafts(self, given: Sequence[str | Path]) -> Iterator[CapturedDraft]:
        """The items, one at a time; a fault that nobody foresaw is a failed item, and the next one follows."""
        addresses = [one for one in given if isinstance(one, str) and one.lower().startswith(WEB)]
        found = sorted(find_files([Path(one) for one in given if one not in addresses], self.apart), key=_read_late)
        wanted = [one for one in found if shown_path(one.path) not in self.had]
        asked = [one for one in dict.fromkeys(addresses) if one not in self.had]
        self.left_alone = len(found) + len(set(addresses)) - len(wanted) - len(asked)
        self.expected = len(wanted) + len(asked)
        yield from self._files(wanted)
        yield from self._web(asked)

    def _files(self, found: Sequence[Found]) -> Iterator[CapturedDraft]:
        beside: set[str] = set()
        for one in found:
            if os.path.realpath(one.path) in beside:
                self.expected -= 1
                continue
            for draft in self._each(shown_path(one.path), "file", partial(self._file, one), FILE_S):
                beside |= {os.path.realpath(content.path) for content in draft.contents if content.data is None}
                yield draft

    def _file(self, found: Found) -> Iterable[CapturedDraft | Problem]:
        path, name = found.path, found.path.name.lower()
        if found.fault or not path.is_file():
            return [capture_file(found, self.here, self.names)]
        if name.endswith(WARC_ENDINGS):
            return read_warc(path, self.here, self.names)
        if name.endswith(".wacz"):
            return read_wacz(path, self.here, self.names)
        if name.endswith(".pdf"):
            return read_pdf_file(path, self.here, shown_path(found.name)[: -len(".pdf")], self.names)
        if holds_archived(path):
            return read_auto_archiver(path, self.here, self.names)
        if holds_posts(path):
            return read_posts(path, self.here, self.names)
        return [capture_file(found, self.here, self.names)]

    def _web(self, addresses: Sequence[str]) -> Iterator[CapturedDraft]:
        if not addresses:
            return
        try:
            import h11  # noqa: F401
            import idna  # noqa: F401
        except ImportError:
            for address in addresses:
                yield self._without(address, FETCH, CaptureStep("fetch", Done.LEFT_OUT, NO_CLIENT))
            return
        from tutela.sources.capture.web import WebCapture

        options = self.options
        agent = options.user_agent or f"{SOFTWARE.replace(' ', '/')} (captures public pages as evidence)"
        client = Client(options.limits, Guard(options.allow_private), agent, self.here.now, options.pause_s)
        web = WebCapture(client, self.here, self.names, options.resources, options.rendered, options.chromium)
        seconds = PAGE_S + 2 * options.limits.total_s
        for address in addresses:
            yield from self._each(address, FETCH, partial(_alone, web.capture, address), seconds)

    def _each(
        self, item: str, how: str, make: Callable[[], Iterable[CapturedDraft | Problem]], seconds: float
    ) -> Iterator[CapturedDraft]:
        made = _started(make)
        while True:
            try:
                draft = within(seconds, next, made)
            except StopIteration:
                return
            except Exception as error:  # noqa: BLE001 - whatever one item trips over is its record; the others are captured
                sentence = f"It could not be captured: {type(error).__name__}: {error}."
                yield self._without(item, how, CaptureStep("capture", Done.FAILED, sentence))
                return
            yield draft if isinstance(draft, CapturedDraft) else self._told(draft, how)

    def _told(self, problem: Problem, how: str) -> CapturedDraft:
        outcome = Done.FAILED if problem.dropped else Done.LEFT_OUT
        return self._without(problem.file, how, CaptureStep("capture", outcome, f"{problem.message} {problem.remedy}"))

    def _without(self, item: str, how: str, step: CaptureStep) -> CapturedDraft:
        """An item of which nothing came."""
        return CapturedDraft(replace(self.here.begin(item, how), steps=(step,)))


def _started(make: Callable[[], Iterable[CapturedDraft | Problem]]) -> Iterator[CapturedDraft | Problem]:
    yield from make()


def _alone(capture: Callable[[str], CapturedDraft], address: str) -> Iterator[CapturedDraft]:
    yield capture(address)


def _read_late(found: Found) -> bool:
    """Publications, posts and lists first: they know which files beside them are theirs."""
    return found.path.suffix.lower() not in FIRST
