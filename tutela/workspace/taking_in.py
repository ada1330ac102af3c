"""Taking in: files are read into records and kept; what cannot be used is listed."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tutela.inventory.assets import assets_from_entries
from tutela.model.documents import Captured
from tutela.model.errors import InputError, UnreadableFile, UnusableRegister
from tutela.model.inventory import Asset, RegisterEntry
from tutela.model.media import MediaFile, Medium
from tutela.model.problems import Problem
from tutela.sources.drafts import shown_path
from tutela.sources.media import fingerprinted
from tutela.sources.publications import read_publications
from tutela.sources.registers import RegisterReading, bad_rows_csv, read_register
from tutela.workspace.batch import Batch
from tutela.workspace.runs import run_card
from tutela.workspace.workspace import Workspace

Progress = Callable[[str, int, int], None]
"""Told (stage, items done, items in all) as work goes on."""

Paths = Path | str | Sequence[Path | str]
"""One file or folder, or several."""

LONGEST_NAME = 200
"""Bytes of a register's name in the name of a file beside it; file systems take 255 in all."""

PROBLEMS, ROWS = "problems.txt", "-rows.csv"
"""The list of all problems, and how the name of a register's left-out rows ends."""

CHUNK = 200
"""Documents per batch: one commit each, so that a stopped run loses at most this many readings."""


def no_progress(stage: str, done: int, total: int) -> None:
    """For callers who need not be told."""


def paths_of(given: Paths) -> list[Path]:
    """One path or several, as a list of paths."""
    return [Path(given)] if isinstance(given, Path | str) else [Path(path) for path in given]


def take_in(paths: Sequence[Path], progress: Progress) -> tuple[list[Captured], list[Problem]]:
    """Publications read into memory, with the bytes they came from, and what was wrong with the others."""
    captured: list[Captured] = []
    problems: list[Problem] = []
    for item in read_publications(paths):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            captured.append(item)
    progress("taking in", len(captured), len(captured))
    return captured, problems


def read_registers(
    paths: Sequence[Path], columns: Mapping[str, str] | None, card: Path | None = None
) -> tuple[list[RegisterReading], list[Problem]]:
    """The registers that can be used, and a problem for each of the others; `card` is that of the only one.

    Raises:
        InputError: none of them can be used, so that nothing would be linked; or the mapping of columns cannot.
    """
    readings: dict[str, RegisterReading] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            reading = read_register(path, columns, card)
        except (UnreadableFile, UnusableRegister) as error:
            if len(paths) == 1:
                raise
            problems.append(left_out(path, error.message, error.remedy))
            continue
        first = readings.setdefault(reading.register.id, reading)
        if first is not reading:
            # Rows go by the register's name: the second of that name would take the place of the first.
            message = f"was left out: a register of that name is read already ({shown_path(first.path)})."
            problems.append(left_out(path, message, "Give it another file name."))
        elif reading.unmapped:
            problems.append(not_understood(reading.path, reading.unmapped))
    if problems and not readings:
        raise InputError("None of the registers can be used: " + "; ".join(map(str, problems)))
    return list(readings.values()), problems


def not_understood(path: Path, unmapped: Sequence[str]) -> Problem:
    """Columns whose meaning is not known: a name may stand in one of them."""
    columns = ", ".join(unmapped)
    message = f"columns whose meaning is not known: {columns}. Their cells are kept with their rows, and not used."
    return Problem(shown_path(path), message, "Say what one means with --map COLUMN=FIELD.", dropped=False)


def left_out(path: Path, message: str, remedy: str) -> Problem:
    """A register that was left out among others."""
    return Problem(shown_path(path), message.removeprefix(f"{shown_path(path)} "), remedy)


def keep_registers(workspace: Workspace, readings: Sequence[RegisterReading]) -> list[Problem]:
    """Write registers, their rows and their assets; what was wrong with them."""
    for reading in readings:
        register = reading.register
        with workspace.batch(run_card({}), "inventory") as batch:
            batch.keep(reading.content, of=register.id, path=shown_path(reading.path))
            batch.add(register)
            batch.replace(RegisterEntry, reading.entries, scope=register.id)
            batch.replace(Asset, assets_from_entries(register, reading.entries), scope=register.id)
            batch.replace(Problem, reading.problems, scope=register.id)
    return [problem for reading in readings for problem in reading.problems]


def keep_publications(
    workspace: Workspace, items_read: Iterator[Captured | Problem], progress: Progress
) -> list[Problem]:
    """Write publications as they are read, many at a time; what was wrong with the others."""
    problems: list[Problem] = []
    kept = 0
    known = _by_document(workspace.media())
    for items in _chunks(items_read):
        with workspace.batch(run_card({}), "sources") as batch:
            for item in items:
                if isinstance(item, Problem):
                    problems.append(item)
                    batch.add(item)
                else:
                    batch.capture(item)
                    problems += _keep_media(batch, item, known.get(item.document.id, {}))
                    kept += 1
        progress("taking in", kept, kept)
    return problems


def _by_document(media: Sequence[Medium]) -> dict[str, dict[str, Medium]]:
    found: dict[str, dict[str, Medium]] = {}
    for medium in media:
        found.setdefault(medium.document, {})[medium.name] = medium
    return found


def _keep_media(batch: Batch, captured: Captured, known: Mapping[str, Medium]) -> list[Problem]:
    """Write the pictures and videos of a document; what failed before, as for want of a program, is tried again."""
    media, problems = [], []
    for file in captured.media:
        try:
            medium, content = fingerprinted(captured.document.id, file, known.get(file.name))
        except OSError as error:
            problems.append(_unreadable(file, error))
            continue
        media.append(medium)
        if known.get(file.name) != medium:
            batch.keep(content, of=medium.id, path=file.path)
    if media and list(known.values()) != media:
        batch.replace(Medium, media, scope=captured.document.id)
    batch.add_all(problems)
    return problems


def media_of(captured: Sequence[Captured]) -> tuple[list[Medium], list[Problem]]:
    """The pictures and videos of documents, and those that cannot be read; nothing is kept."""
    media, problems = [], []
    for item in captured:
        for file in item.media:
            try:
                media.append(fingerprinted(item.document.id, file)[0])
            except OSError as error:
                problems.append(_unreadable(file, error))
    return media, problems


def _unreadable(file: MediaFile, error: OSError) -> Problem:
    message = f"cannot be read ({error.strerror or error})."
    return Problem(shown_path(file.path), message, "Check that it exists and may be read.")


def _chunks(items: Iterator[Captured | Problem]) -> Iterator[list[Captured | Problem]]:
    chunk: list[Captured | Problem] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def list_left_out(folder: Path, readings: Sequence[RegisterReading], problems: Sequence[Problem]) -> None:
    """Write what was left out beside the workspace: rows of registers as they came, and one list of all problems.

    What an earlier run listed there goes to `earlier/`: somebody may have mended rows in it.
    """
    fresh = _lists(readings, problems)
    _set_aside(folder, fresh)
    for name, text in fresh.items():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def _lists(readings: Sequence[RegisterReading], problems: Sequence[Problem]) -> dict[str, str]:
    """File name -> what stands in it; nothing where nothing was wrong."""
    if not problems:
        return {}
    lists = {PROBLEMS: "".join(f"{problem}\n" for problem in problems)}
    for reading in readings:
        if any(problem.dropped for problem in reading.problems):
            name = reading.register.name.encode()[:LONGEST_NAME].decode("utf-8", "ignore")
            lists[f"{name}{ROWS}"] = bad_rows_csv(reading)
    return lists


def _set_aside(folder: Path, fresh: Mapping[str, str]) -> None:
    """Move lists of an earlier run that differ from the fresh ones into a folder named for when they were written."""
    for file in sorted(folder.glob("*")):
        listed = file.is_file() and (file.name == PROBLEMS or file.name.endswith(ROWS))
        if listed and file.read_bytes() != fresh.get(file.name, "").encode():
            written = dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC)
            earlier = folder / "earlier" / written.strftime("%Y-%m-%dT%H%M%S")
            earlier.mkdir(parents=True, exist_ok=True)
            file.replace(earlier / file.name)
