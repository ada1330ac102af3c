"""Capturing into a workspace: items are written as they are finished."""

import getpass
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tutela.model.errors import InputError, WorkspaceBusy
from tutela.model.items import CaptureStep, Done
from tutela.settings import Settings
from tutela.sources.capture.clock import clock_standing
from tutela.sources.capture.drafts import CapturedDraft, Circumstances
from tutela.sources.capture.names import StandingNames
from tutela.store.refusals import refusals_told
from tutela.store.stamp import SOFTWARE, utc_now
from tutela.workspace.capturing.kinds import FETCH, RENDER, Kinds
from tutela.workspace.capturing.reports import CaptureOptions, CaptureReport, whole
from tutela.workspace.evidence import keyring
from tutela.workspace.runs import run_card
from tutela.workspace.taking_in import Progress, no_progress
from tutela.workspace.workspace import Workspace

TOGETHER_S = 1.0
TOGETHER_BYTES = 64_000_000
"""Files captured within a second are written together: each batch waits for the disk some 5 ms."""
LAST_TRIES = 30
"""Times ten seconds that the last items wait for another writer."""
WEB_WAYS = (FETCH, RENDER)
"""Addresses take seconds: each is written as it comes."""


def who_captures(settings: Settings) -> str:
    """Whoever runs this program, as far as it knows: TUTELA_BY, the only signing key's name, the login name."""
    keys = keyring().all()
    if settings.by or len(keys) == 1:
        return settings.by or keys[0].name
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def workspace_of(case: Path | str, make: bool = False) -> Workspace:
    """The workspace of a case: the folder itself, or `workspace` in it, as `tutela run --out` makes it.

    Args:
        case: either of the two.
        make: whether it is made where there is none.

    Raises:
        NotAWorkspace: there is none.
    """
    from tutela.store.connection import DATABASE
    from tutela.workspace.pipeline import DEFAULT_TITLE

    folder = Path(case)
    if (folder / DATABASE).is_file():
        return Workspace.open(folder)
    inner = folder / "workspace"
    return Workspace.open_or_create(inner, DEFAULT_TITLE) if make else Workspace.open(inner)


def capture(
    workspace: Workspace,
    what: str | Path | Sequence[str | Path],
    *,
    by: str,
    options: CaptureOptions | None = None,
    progress: Progress = no_progress,
    now: Callable[[], str] = utc_now,
) -> CaptureReport:
    """Capture files, folders and web addresses; every item is kept as it is finished.

    Args:
        workspace: gets the items, their files, and the documents, pictures and videos in them.
        what: paths, or addresses that begin with http:// or https://.
        by: who captures, as they call themselves.
        options: how addresses are captured.
        progress: told (stage, done, in all) as work goes on.
        now: the clock, in UTC to the millisecond.

    What fails stands in its item; the others are captured. Stopped by Ctrl-C, finished items are kept.

    Raises:
        WorkspaceBusy: another process writes to the workspace.
        WorkspaceError: the disk refuses to be written; what was finished is kept.

    >>> from pathlib import Path
    >>> with Workspace.open("case/workspace") as workspace:
    ...     report = capture(workspace, Path("articles"), by="A. Reader")
    ...     item = workspace.items()[-1]
    >>> report.documents, report.known, item.how, item.by
    (10, 10, 'file', 'A. Reader')
    """
    given = [what] if isinstance(what, str | Path) else list(what)
    here = Circumstances(by, clock_standing(), SOFTWARE, _machine(), now)
    held: dict[str, list[str]] = {}
    for document in workspace.documents():
        held.setdefault(document.name, []).append(document.sha256)
    asked = options or CaptureOptions()
    had = frozenset(item.item for item in workspace.items() if whole(item)) if asked.missing else frozenset()
    kinds = Kinds(here, StandingNames(held), asked, workspace.path, had)
    keeper = _Keeper(workspace, lambda done: progress("capturing", done, max(kinds.expected, done)))
    with refusals_told(workspace.path):
        with workspace.writing():
            # Whether another writes is told before anything is captured. Held it is only while something is written:
            # a list of addresses can take hours, in which others go on working.
            pass
        keeper.keep_all(kinds.drafts(given))
    return replace(keeper.report, left_alone=kinds.left_alone)


def _machine() -> str:
    return f"{platform.system()} {platform.release()} {platform.machine()}, Python {platform.python_version()}"


class _Keeper:
    """Writes items as they are finished, several small ones at a time."""

    def __init__(self, workspace: Workspace, told: Callable[[int], None]) -> None:
        self.report = CaptureReport()
        self._workspace = workspace
        self._told = told
        self._known = workspace.known_documents()
        self._waiting: list[CapturedDraft] = []
        self._since = time.monotonic()

    def keep_all(self, drafts: Iterator[CapturedDraft]) -> None:
        """Keep every item; what is finished is kept even where the next one is broken off."""
        try:
            for draft in drafts:
                self._waiting.append(draft)
                slow = draft.item.how in WEB_WAYS
                if slow or time.monotonic() - self._since > TOGETHER_S or self._size() > TOGETHER_BYTES:
                    self._flush(tries=1)
        except KeyboardInterrupt:
            self._flush(LAST_TRIES)
            raise
        self._flush(LAST_TRIES)

    def _size(self) -> int:
        return sum(len(content.data or b"") for draft in self._waiting for content in draft.contents)

    def _flush(self, tries: int) -> None:
        """Write what waits; while another process writes it goes on waiting, but for the last time."""
        for left in reversed(range(tries)):
            try:
                self._write()
            except WorkspaceBusy:
                if tries > 1 and not left:
                    raise
            else:
                return

    def _write(self) -> None:
        waiting = list(self._waiting)
        try:
            self._keep(waiting)
        except InputError:
            # A file was changed while it was read: that one is lost, and stands as such; the others are kept.
            for draft in waiting:
                self._keep_alone(draft)
        self._waiting.clear()
        self._since = time.monotonic()

    def _keep_alone(self, draft: CapturedDraft) -> None:
        try:
            self._keep([draft])
        except InputError as error:
            failed = CaptureStep("keep", Done.FAILED, str(error))
            item = replace(draft.item, files=(), documents=(), media=(), steps=(*draft.item.steps, failed))
            self._keep([CapturedDraft(item)])

    def _keep(self, drafts: Sequence[CapturedDraft]) -> None:
        if not drafts:
            return
        with self._workspace.batch(run_card({}), "capture") as batch:
            for draft in drafts:
                for content in draft.contents:
                    if content.data is not None:
                        batch.keep(content.data, of=draft.item.id, path=content.path)
                    else:
                        batch.keep_file(Path(content.path), content.sha256, of=draft.item.id, path=content.path)
                for captured in draft.documents:
                    batch.capture(captured)
                batch.add_all(draft.media)
                batch.add(draft.item)
        for draft in drafts:
            known = sum(document in self._known for document in draft.item.documents)
            self.report = self.report.with_item(draft.item, known)
            self._known |= set(draft.item.documents)
        self._told(self.report.items)
