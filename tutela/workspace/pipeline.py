"""The way through the house: the only file that knows the order of the stages.

    publications --> sources --> reading -----\\
                                               linking --> incidents --> (review) --> publishing
    registers -----> sources --> inventory ---/

`read_files` and `gather_files` go as far as their names say and keep nothing; `run` goes all the way into a workspace.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from tutela import engine
from tutela.incidents import gather_incidents
from tutela.inventory.assets import assets_from_entries
from tutela.inventory.index import MemoryIndex
from tutela.language.places import default_gazetteer
from tutela.linking import described_assets, link_claims
from tutela.linking.settlements import named_settlements
from tutela.model.claims import Claim, Reading
from tutela.model.documents import Captured, Document, Publisher
from tutela.model.errors import InputError, UnreadableFile, UnusableRegister
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset, Place, RegisterEntry
from tutela.model.links import Link
from tutela.model.problems import Problem
from tutela.model.rulings import Pair
from tutela.reading.reader import Reader
from tutela.settings import Settings
from tutela.sources.drafts import shown_path
from tutela.sources.given_claims import read_given_claims
from tutela.sources.publications import read_publications
from tutela.sources.publishers import known_publishers
from tutela.sources.registers import RegisterReading, bad_rows_csv, read_register
from tutela.store.records import Run
from tutela.store.refusals import refusals_told
from tutela.workspace.dossier import write_dossier
from tutela.workspace.findings import Gathering, ReadFiles
from tutela.workspace.patience import PATIENCE_S, within
from tutela.workspace.report import RunReport
from tutela.workspace.runs import inventory_hash, run_card
from tutela.workspace.workspace import Workspace

Progress = Callable[[str, int, int], None]
"""Told (stage, items done, items in all) as work goes on."""

Paths = Path | str | Sequence[Path | str]
"""One file or folder, or several."""

LONGEST_NAME = 200
"""Bytes of a register's name in the name of a file beside it; file systems take 255 in all."""
CHUNK = 200
"""Documents per batch: one commit each, so that a stopped run loses at most this many readings."""


DEFAULT_TITLE = "Reported harm to cultural heritage"


def no_progress(stage: str, done: int, total: int) -> None:
    """For callers who need not be told."""


def read_files(
    paths: Paths,
    registers: Paths = (),
    columns: Mapping[str, str] | None = None,
    *,
    processes: int = 1,
    progress: Progress = no_progress,
) -> ReadFiles:
    """Read publications into claims, statements and recordings; nothing is stored.

    Args:
        paths: files (.txt, .html, .json, .jsonl) and folders of them.
        registers: heritage registers, whose names are then known while reading.
        columns: what columns of the registers mean, where their names do not say.
        processes: how many read; 1 is this one.
        progress: told (stage, done, in all) as work goes on.

    Raises:
        InputError: a register cannot be used at all.

    >>> for document, reading in read_files("articles/cathedral-5-apa-denial.txt").readings:
    ...     print(document.name, [claim.asset.exact for claim in reading.claims])             # doctest: +ELLIPSIS
    cathedral-5-apa-denial ['...']
    """
    inventory, problems = _inventory(_paths(registers), columns)
    captured, unread = _take_in(_paths(paths), progress)
    documents = [item.document for item in captured]
    readings, lost = _read_all(documents, inventory, processes, progress)
    return ReadFiles(tuple(zip(documents, readings, strict=True)), (*problems, *unread, *lost))


def gather_files(
    paths: Paths,
    registers: Paths = (),
    columns: Mapping[str, str] | None = None,
    *,
    claims_given: bool = False,
    processes: int = 1,
    progress: Progress = no_progress,
) -> Gathering:
    """Group what publications say into incidents; nothing is stored.

    Args:
        paths: files (.txt, .html, .json, .jsonl) and folders of them.
        registers: heritage registers to link to.
        columns: what columns of the registers mean, where their names do not say.
        claims_given: take the claims that stand in the JSON documents instead of reading.
        processes: how many read; 1 is this one.
        progress: told (stage, done, in all) as work goes on.

    Raises:
        InputError: a register cannot be used at all.

    >>> found = gather_files("articles", "sample/inventory.csv")
    >>> best = max(found.incidents, key=lambda incident: len(incident.claims))
    >>> best.count.at_least <= best.count.at_most < len(best.claims)
    True
    """
    inventory, problems = _inventory(_paths(registers), columns)
    captured, unread = _take_in(_paths(paths), progress)
    documents = [item.document for item in captured]
    if claims_given:
        given = [read_given_claims(item.document, _claims_in(item)) for item in captured]
        claims = [claim for reading in given for claim in reading.claims]
        lost = [problem for reading in given for problem in reading.problems]
    else:
        readings, lost = _read_all(documents, inventory, processes, progress)
        claims = [claim for reading in readings for claim in reading.claims]
    links, described = _link(documents, claims, inventory, progress)
    assets = (*inventory, *described)
    incidents = gather_incidents(documents, claims, links, assets, known_publishers())
    progress("linking", 2, 2)
    return Gathering(tuple(documents), tuple(claims), assets, links, incidents, (*problems, *unread, *lost))


def run(
    out: Path | str,
    publications: Paths = (),
    registers: Paths = (),
    columns: Mapping[str, str] | None = None,
    *,
    title: str = "",
    processes: int = 1,
    progress: Progress = no_progress,
) -> RunReport:
    """The main job: take in, read, link, group, publish.

    Args:
        out: gets `workspace/` (everything, private), `dossier/` (what may leave the house) and, where input was left
            out, `left-out/`.
        publications: folders and files; none when only the dossier is to be written anew.
        registers: heritage registers; those given before are kept.
        columns: what columns of the registers mean, where their names do not say.
        title: of the dossier; a workspace keeps the one it was made with.
        processes: how many read; 1 is this one.
        progress: told (stage, done, in all) as work goes on.

    The same input again adds nothing; a run that was stopped goes on where it was.

    Raises:
        InputError: none of the registers can be used at all, or the mapping of columns cannot.
        WorkspaceBusy: another process writes to the workspace.
        WorkspaceError: the disk refuses to be written; what was finished is kept.

    >>> report = run("case", "articles", "sample/inventory.csv")
    >>> report.documents, report.assets
    (10, 65)
    """
    out = Path(out)
    register_readings, unusable = _read_registers(_paths(registers), columns)
    with refusals_told(out):
        workspace = Workspace.open_or_create(out / "workspace", title=title or DEFAULT_TITLE)
        with workspace.writing():
            problems = [*unusable, *_keep_registers(workspace, register_readings)]
            problems += _keep_publications(workspace, read_publications(_paths(publications), apart=out), progress)
            problems += _read_new(workspace, processes, progress)
            regather(workspace, progress)
            progress("dossier", 0, 1)
            write_dossier(workspace, out / "dossier")
            progress("dossier", 1, 1)
        _list_left_out(out / "left-out", register_readings, problems)
        return RunReport.of(workspace, out, problems)


def regather(workspace: Workspace, progress: Progress = no_progress) -> None:
    """Link and group the workspace's claims anew, with all rulings in force; unchanged results write nothing.

    Raises:
        WorkspaceBusy: another process writes to the workspace.

    >>> workspace = Workspace.open("case/workspace")
    >>> regather(workspace)
    >>> workspace.needs_gathering()
    False
    """
    before = workspace.effective()
    links, described = _link(before.documents, before.claims, before.inventory, progress, before.pairs)
    card = run_card({})
    with workspace.batch(card, "linking") as batch:
        batch.replace(Link, links)
        batch.replace(Asset, described, scope="described")
        batch.replace(Place, named_settlements(before.claims, before.inventory, default_gazetteer()))
        batch.replace(Publisher, known_publishers())
    # Rulings are laid over the links just made: a person's link decides which incident a claim joins.
    case = workspace.effective()
    incidents = gather_incidents(case.documents, case.claims, case.links, case.assets, known_publishers(), case.pairs)
    with workspace.batch(card, "incidents") as batch:
        batch.replace(Incident, incidents)
        batch.done("incidents")
    progress("linking", 2, 2)


def _paths(given: Paths) -> list[Path]:
    return [Path(given)] if isinstance(given, Path | str) else [Path(path) for path in given]


def _inventory(registers: Sequence[Path], columns: Mapping[str, str] | None) -> tuple[tuple[Asset, ...], list[Problem]]:
    readings, unusable = _read_registers(registers, columns)
    assets = tuple(asset for one in readings for asset in assets_from_entries(one.register, one.entries))
    return assets, [*unusable, *(problem for one in readings for problem in one.problems)]


def _read_registers(
    paths: Sequence[Path], columns: Mapping[str, str] | None
) -> tuple[list[RegisterReading], list[Problem]]:
    """The registers that can be used, and a problem for each of the others.

    Raises:
        InputError: none of them can be used, so that nothing would be linked; or the mapping of columns cannot.
    """
    readings: dict[str, RegisterReading] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            reading = read_register(path, columns)
        except (UnreadableFile, UnusableRegister) as error:
            if len(paths) == 1:
                raise
            problems.append(_left_out(path, error.message, error.remedy))
            continue
        first = readings.setdefault(reading.register.id, reading)
        if first is not reading:
            # Rows go by the register's name: the second of that name would take the place of the first.
            message = f"was left out: a register of that name is read already ({shown_path(first.path)})."
            problems.append(_left_out(path, message, "Give it another file name."))
        elif reading.unmapped:
            problems.append(_not_understood(reading))
    if problems and not readings:
        raise InputError("None of the registers can be used: " + "; ".join(map(str, problems)))
    return list(readings.values()), problems


def _not_understood(reading: RegisterReading) -> Problem:
    """Columns whose meaning is not known: a name may stand in one of them."""
    columns = ", ".join(reading.unmapped)
    message = f"columns whose meaning is not known: {columns}. Their cells are kept with their rows, and not used."
    return Problem(shown_path(reading.path), message, "Say what one means with --map COLUMN=FIELD.", dropped=False)


def _left_out(path: Path, message: str, remedy: str) -> Problem:
    return Problem(shown_path(path), message.removeprefix(f"{shown_path(path)} "), remedy)


def _take_in(paths: Sequence[Path], progress: Progress) -> tuple[list[Captured], list[Problem]]:
    captured: list[Captured] = []
    problems: list[Problem] = []
    for item in read_publications(paths):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            captured.append(item)
    progress("taking in", len(captured), len(captured))
    return captured, problems


def _claims_in(captured: Captured) -> list[object]:
    """The `claims` of a JSON publication; none where it is no JSON or has none."""
    try:
        record = json.loads(captured.content)
    except ValueError:
        return []
    claims = record.get("claims") if isinstance(record, dict) else None
    return claims if isinstance(claims, list) else []


def _prepare_reader(assets: Sequence[Asset]) -> Callable[[Document], Reading]:
    model = Settings.from_environment().parser_model
    return partial(within, PATIENCE_S, Reader(assets, default_gazetteer(), known_publishers(), model).read)


def _read_all(
    documents: Sequence[Document], assets: Sequence[Asset], processes: int, progress: Progress
) -> tuple[list[Reading], list[Problem]]:
    """Readings in the order of the documents; a document whose worker died is read as holding nothing, and reported."""
    readings: dict[int, Reading] = {}
    lost: list[Problem] = []
    for done in engine.each(partial(_prepare_reader, tuple(assets)), documents, processes):
        if isinstance(done, engine.Lost):
            lost.append(_lost(documents[done.index], done))
            readings[done.index] = Reading(documents[done.index].id)
        else:
            readings[done.index] = done.result
        progress("reading", len(readings), len(documents))
    return [readings[index] for index in range(len(documents))], lost


def _lost(document: Document, lost: engine.Lost) -> Problem:
    return Problem(document.name, f"could not be read: {lost.reason}.", "Run it alone, or give it in parts.")


def _link(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    inventory: Sequence[Asset],
    progress: Progress,
    pairs: Sequence[Pair] = (),
) -> tuple[tuple[Link, ...], tuple[Asset, ...]]:
    """Links of all claims, and the assets that no register holds."""
    progress("linking", 0, 2)
    gazetteer = default_gazetteer()
    links = link_claims(claims, documents, MemoryIndex(inventory), gazetteer, pairs)
    described = described_assets(claims, links, documents, gazetteer)
    progress("linking", 1, 2)
    return links, described


def _keep_registers(workspace: Workspace, readings: Sequence[RegisterReading]) -> list[Problem]:
    for reading in readings:
        register = reading.register
        with workspace.batch(run_card({}), "inventory") as batch:
            batch.keep(reading.content, of=register.id, path=shown_path(reading.path))
            batch.add(register)
            batch.replace(RegisterEntry, reading.entries, scope=register.id)
            batch.replace(Asset, assets_from_entries(register, reading.entries), scope=register.id)
            batch.add_all(reading.problems)
    return [problem for reading in readings for problem in reading.problems]


def _keep_publications(
    workspace: Workspace, items_read: Iterator[Captured | Problem], progress: Progress
) -> list[Problem]:
    problems: list[Problem] = []
    kept = 0
    for items in _chunks(items_read):
        with workspace.batch(run_card({}), "sources") as batch:
            for item in items:
                if isinstance(item, Problem):
                    problems.append(item)
                    batch.add(item)
                else:
                    batch.capture(item)
                    kept += 1
        progress("taking in", kept, kept)
    return problems


def _chunks(items: Iterator[Captured | Problem]) -> Iterator[list[Captured | Problem]]:
    chunk: list[Captured | Problem] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _read_new(workspace: Workspace, processes: int, progress: Progress) -> list[Problem]:
    """Read what this run (software, packs, inventory) has not read yet."""
    inventory = [asset for asset in workspace.assets() if not asset.described]
    model = Settings.from_environment().parser_model
    card = run_card({"inventory": inventory_hash(inventory)} | ({"parser": model} if model else {}))
    known = workspace.documents_read_by(card.id)
    unread = [document for document in workspace.documents() if document.id not in known]
    problems: list[Problem] = []
    pending: list[Reading] = []
    results = engine.each(partial(_prepare_reader, tuple(inventory)), unread, processes)
    for count, done in enumerate(results, start=1):
        if isinstance(done, engine.Lost):
            problems.append(_lost(unread[done.index], done))
        else:
            pending.append(done.result)
        if len(pending) >= CHUNK or count == len(unread):
            _keep_readings(workspace, card, pending, problems)
            pending = []
        progress("reading", count, len(unread))
    return problems


def _keep_readings(workspace: Workspace, card: Run, readings: Sequence[Reading], lost: Sequence[Problem]) -> None:
    with workspace.batch(card, "reading") as batch:
        for reading in readings:
            batch.replace_reading(reading)
        batch.add_all(lost)


def _list_left_out(folder: Path, readings: Sequence[RegisterReading], problems: Sequence[Problem]) -> None:
    """Write what was left out beside the workspace: rows of registers as they came, and one list of all problems."""
    dropped = [reading for reading in readings if any(problem.dropped for problem in reading.problems)]
    if not problems:
        return
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "problems.txt").write_text("".join(f"{problem}\n" for problem in problems), "utf-8")
    for reading in dropped:
        name = reading.register.name.encode()[:LONGEST_NAME].decode("utf-8", "ignore")
        (folder / f"{name}-rows.csv").write_text(bad_rows_csv(reading), "utf-8")
