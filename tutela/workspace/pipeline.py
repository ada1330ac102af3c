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
from tutela.language.places import Gazetteer
from tutela.linking import described_assets, link_claims
from tutela.model.claims import Claim, Reading
from tutela.model.documents import Captured, Document
from tutela.model.inventory import Asset, AssetIndex
from tutela.model.links import Link
from tutela.model.problems import Problem
from tutela.model.records import canonical_record
from tutela.reading.reader import Reader
from tutela.settings import Settings
from tutela.sources.given_claims import read_given_claims
from tutela.sources.publications import read_publications
from tutela.sources.publishers import known_publishers
from tutela.store.records import Run
from tutela.store.refusals import refusals_told
from tutela.workspace.dossier import check_dossier_folder, write_dossier
from tutela.workspace.findings import Gathering, ReadFiles
from tutela.workspace.gathering.changes import changed_since, mark_of
from tutela.workspace.gathering.memory import basis_of, remembered
from tutela.workspace.gathering.partly import gather_part, link_part
from tutela.workspace.gathering.whole import gather_whole, link_whole
from tutela.workspace.gazetteers import KnownPlaces, known_places, places_of_files
from tutela.workspace.model_reading import Account, ModelUse, read_with_model
from tutela.workspace.patience import PATIENCE_S, within
from tutela.workspace.publishers import (
    keep_publishers,
    publishers_of,
    publishers_of_file,
)
from tutela.workspace.report import RunReport
from tutela.workspace.runs import inventory_hash, run_card
from tutela.workspace.taking_in import (
    CHUNK,
    Paths,
    Progress,
    keep_publications,
    keep_registers,
    list_left_out,
    media_of,
    no_progress,
    paths_of,
    read_registers,
    take_in,
)
from tutela.workspace.workspace import Workspace

LINKING_STEPS = 4
"""What linking is told to progress in: links, described assets, places, incidents."""
DEFAULT_TITLE = "Reported harm to cultural heritage"


def read_files(
    paths: Paths,
    registers: Paths = (),
    columns: Mapping[str, str] | None = None,
    *,
    processes: int = 1,
    progress: Progress = no_progress,
    model: ModelUse | None = None,
    account: Account | None = None,
    gazetteers: Paths = (),
) -> ReadFiles:
    """Read publications into claims, statements and recordings; nothing is stored.

    Args:
        paths: files (.txt, .html, .json, .jsonl) and folders of them.
        registers: heritage registers, whose names are then known while reading.
        columns: what columns of the registers mean, where their names do not say.
        processes: how many read; 1 is this one.
        progress: told (stage, done, in all) as work goes on.
        model: a language model that reads too, or in the grammar's place.
        account: gets what asking it came to.
        gazetteers: lists of places to know besides the packaged ones: files, or the `gazetteer.db` of a workspace.

    Raises:
        InputError: a register, or every gazetteer, cannot be used at all.

    >>> for document, reading in read_files("articles/cathedral-5-apa-denial.txt").readings:
    ...     print(document.name, [claim.asset.exact for claim in reading.claims])             # doctest: +ELLIPSIS
    cathedral-5-apa-denial ['...']
    """
    inventory, problems = _inventory(paths_of(registers), columns)
    captured, unread = take_in(paths_of(paths), progress)
    documents = [item.document for item in captured]
    with places_of_files(gazetteers, progress) as (places, faults):
        readings, lost = _read_all(documents, inventory, places, processes, progress)
        if model is not None:
            gazetteer = places.gazetteer()
            readings, odd = read_with_model(documents, readings, model, gazetteer, account or Account(), progress)
            lost += odd
    return ReadFiles(tuple(zip(documents, readings, strict=True)), (*problems, *faults, *unread, *lost))


def explain_files(
    paths: Paths,
    registers: Paths = (),
    columns: Mapping[str, str] | None = None,
    gazetteers: Paths = (),
    *,
    model: ModelUse | None = None,
    account: Account | None = None,
) -> Iterator[str]:
    """For each publication in words: every claim with what gave each field, near misses, and what guards took out.

    With a `model` each claim says which reader read it and what the other read instead; `account` gets what asking it
    came to.

    Raises:
        InputError: a register, or every gazetteer, cannot be used at all.

    >>> said = next(explain_files("articles/cathedral-5-apa-denial.txt"))
    >>> "certainty denied" in said
    True
    """
    from tutela.publishing.explaining import explained

    inventory, _ = _inventory(paths_of(registers), columns)
    captured, _ = take_in(paths_of(paths), no_progress)
    with places_of_files(gazetteers, no_progress) as (places, _):
        reader = Reader(inventory, places.gazetteer(), known_publishers(), Settings.from_environment().parser_model)
        for item in captured:
            paper = item.document
            reading = reader.read(paper)
            near, aside = reader.near_misses(paper, reading.claims), reader.set_aside(paper)
            if model is not None:
                (reading,), _ = read_with_model([paper], [reading], model, places.gazetteer(), account or Account())
            yield explained(paper, reading, near, aside, reader.draft_threshold(paper))


def gather_files(
    paths: Paths,
    registers: Paths = (),
    columns: Mapping[str, str] | None = None,
    *,
    claims_given: bool = False,
    processes: int = 1,
    progress: Progress = no_progress,
    gazetteers: Paths = (),
    publishers: Path | str | None = None,
) -> Gathering:
    """Group what publications say into incidents; nothing is stored.

    Args:
        paths: files (.txt, .html, .json, .jsonl) and folders of them.
        registers: heritage registers to link to.
        columns: what columns of the registers mean, where their names do not say.
        claims_given: take the claims that stand in the JSON documents instead of reading.
        processes: how many read; 1 is this one.
        progress: told (stage, done, in all) as work goes on.
        gazetteers: lists of places to know besides the packaged ones: files, or the `gazetteer.db` of a workspace.
        publishers: a table of publishers, their owners and ties, that the team knows beside the packaged ones.

    Raises:
        InputError: a register, the table of publishers, or every gazetteer, cannot be used at all.

    >>> found = gather_files("articles", "sample/inventory.csv")
    >>> best = max(found.incidents, key=lambda incident: len(incident.claims))
    >>> best.count.at_least <= best.count.at_most < len(best.claims)
    True
    """
    inventory, problems = _inventory(paths_of(registers), columns)
    known, odd = publishers_of_file(publishers)
    captured, unread = take_in(paths_of(paths), progress)
    documents = [item.document for item in captured]
    with places_of_files(gazetteers, progress) as (places, faults):
        if claims_given:
            given = [read_given_claims(item.document, _claims_in(item)) for item in captured]
            claims = [claim for reading in given for claim in reading.claims]
            lost = [problem for reading in given for problem in reading.problems]
        else:
            readings, lost = _read_all(documents, inventory, places, processes, progress)
            claims = [claim for reading in readings for claim in reading.claims]
        links, described = _link(documents, claims, MemoryIndex(inventory), places.gazetteer(), progress)
    assets = (*inventory, *described)
    media, unseen = media_of(captured)
    incidents = gather_incidents(documents, claims, links, assets, known, (), media)
    progress("linking", LINKING_STEPS, LINKING_STEPS)
    amiss = (*problems, *odd, *faults, *unread, *unseen, *lost)
    return Gathering(tuple(documents), tuple(claims), assets, links, incidents, amiss)


def run(
    out: Path | str,
    publications: Paths = (),
    registers: Paths = (),
    columns: Mapping[str, str] | None = None,
    *,
    title: str = "",
    processes: int = 1,
    progress: Progress = no_progress,
    model: ModelUse | None = None,
    account: Account | None = None,
    publishers: Path | str | None = None,
) -> RunReport:
    """The main job: take in, read, link, group, publish.

    Args:
        out: gets `workspace/` (everything, private), `dossier/` (what may leave the house) and, where input was left
            out, `left-out/`.
        publications: folders and files; none when only the dossier is to be written anew.
        registers: heritage registers; those given before are kept.
        columns: what columns of the registers mean, where their names do not say.
        title: of the dossier, kept by the workspace; another one later takes its place, none leaves it as it is.
        processes: how many read; 1 is this one.
        progress: told (stage, done, in all) as work goes on.
        publishers: a table of publishers, their owners and ties, that the team knows beside the packaged ones; kept by
            the workspace until another is given.

    The same input again adds nothing; a run that was stopped goes on where it was.

    Raises:
        InputError: none of the registers can be used at all, or the mapping of columns cannot; or something else than
            a dossier stands in its place.
        WorkspaceBusy: another process writes to the workspace.
        WorkspaceError: the disk refuses to be written; what was finished is kept.

    >>> report = run("case", "articles", "sample/inventory.csv")
    >>> report.documents, report.assets
    (10, 65)
    """
    out = Path(out)
    check_dossier_folder(out / "dossier")
    register_readings, unusable = read_registers(paths_of(registers), columns)
    with refusals_told(out):
        workspace = Workspace.open_or_create(out / "workspace", title=title or DEFAULT_TITLE)
        with workspace.writing():
            workspace.retitle(title or workspace.title)
            problems = [*unusable, *keep_registers(workspace, register_readings)]
            problems += keep_publishers(workspace, Path(publishers)) if publishers else []
            problems += keep_publications(workspace, read_publications(paths_of(publications), apart=out), progress)
            problems += _read_new(workspace, processes, progress, model, account or Account())
            regather(workspace, progress, processes=processes)
            write_dossier(workspace, out / "dossier", progress)
        list_left_out(out / "left-out", register_readings, problems)
        return RunReport.of(workspace, out, problems)


def regather(workspace: Workspace, progress: Progress = no_progress, *, processes: int = 1) -> None:
    """Link and gather the workspace's claims anew, with all rulings in force; unchanged results write nothing.

    Only what changed since the last time is looked at, with what it touches. The result is that of looking at all,
    which is done where the inventory, the publishers, the gazetteers or the program are not what they were.

    Args:
        processes: how many draw the incidents when all is looked at.

    Raises:
        WorkspaceBusy: another process writes to the workspace.

    >>> workspace = Workspace.open("case/workspace")
    >>> regather(workspace)
    >>> workspace.needs_gathering()
    False
    """
    card, places, publishers = run_card({}), known_places(workspace), publishers_of(workspace)
    basis = basis_of([card.id, *places.hashes, *(canonical_record(one).decode() for one in publishers)])
    with workspace.writing(), remembered(workspace.path) as memory:
        changed = changed_since(workspace, memory, basis)
        progress("linking", 0, LINKING_STEPS)
        if changed is None:
            link_whole(workspace, places.gazetteer(), card, memory)
            progress("linking", 3, LINKING_STEPS)
            gather_whole(workspace, card, memory, processes)
        else:
            touched = link_part(workspace, changed, places.gazetteer(), card, memory)
            progress("linking", 3, LINKING_STEPS)
            gather_part(workspace, touched, publishers, card, memory)
        memory.note(mark_of(workspace, basis))
    progress("linking", LINKING_STEPS, LINKING_STEPS)


def _inventory(registers: Sequence[Path], columns: Mapping[str, str] | None) -> tuple[tuple[Asset, ...], list[Problem]]:
    readings, unusable = read_registers(registers, columns)
    assets = tuple(asset for one in readings for asset in assets_from_entries(one.register, one.entries))
    return assets, [*unusable, *(problem for one in readings for problem in one.problems)]


def _claims_in(captured: Captured) -> list[object]:
    """The `claims` of a JSON publication; none where it is no JSON or has none."""
    try:
        record = json.loads(captured.content)
    except ValueError:
        return []
    claims = record.get("claims") if isinstance(record, dict) else None
    return claims if isinstance(claims, list) else []


def _prepare_reader(assets: Sequence[Asset], places: KnownPlaces) -> Callable[[Document], Reading]:
    model = Settings.from_environment().parser_model
    return partial(within, PATIENCE_S, Reader(assets, places.gazetteer(), known_publishers(), model).read)


def _read_all(
    documents: Sequence[Document],
    assets: Sequence[Asset],
    places: KnownPlaces,
    processes: int,
    progress: Progress,
) -> tuple[list[Reading], list[Problem]]:
    """Readings in the order of the documents; a document whose worker died is read as holding nothing, and reported."""
    readings: dict[int, Reading] = {}
    lost: list[Problem] = []
    for done in engine.each(partial(_prepare_reader, tuple(assets), places), documents, processes):
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
    index: AssetIndex,
    gazetteer: Gazetteer,
    progress: Progress,
) -> tuple[tuple[Link, ...], tuple[Asset, ...]]:
    """Links of all claims, and the assets that no register holds."""
    progress("linking", 0, LINKING_STEPS)
    links = link_claims(claims, documents, index, gazetteer)
    described = described_assets(claims, links, documents, gazetteer)
    progress("linking", 2, LINKING_STEPS)
    return links, described


def _read_new(
    workspace: Workspace, processes: int, progress: Progress, model: ModelUse | None, account: Account
) -> list[Problem]:
    """Read what this run (software, packs, inventory, gazetteers) has not read yet."""
    inventory = [asset for asset in workspace.assets() if not asset.described]
    places = known_places(workspace)
    parser = Settings.from_environment().parser_model
    told = ({"parser": parser} if parser else {}) | ({"readers": model.name} if model else {})
    told |= {"gazetteers": " ".join(places.hashes)} if places.hashes else {}
    card = run_card({"inventory": inventory_hash(inventory)} | told)
    unread = workspace.documents_among(workspace.known_documents() - workspace.documents_read_by(card.id))
    problems: list[Problem] = []
    pending: list[Reading] = []
    results = engine.each(partial(_prepare_reader, tuple(inventory), places), unread, processes)
    for count, done in enumerate(results, start=1):
        if isinstance(done, engine.Lost):
            problems.append(_lost(unread[done.index], done))
        else:
            pending.append(done.result)
        if len(pending) >= CHUNK or count == len(unread):
            if model is not None:
                pending, odd = _asked(pending, unread, model, places.gazetteer(), account)
                problems += odd
            _keep_readings(workspace, card, pending, problems)
            pending = []
        progress("reading", count, len(unread))
    return problems


def _asked(
    readings: Sequence[Reading],
    documents: Sequence[Document],
    model: ModelUse,
    gazetteer: Gazetteer,
    account: Account,
) -> tuple[list[Reading], list[Problem]]:
    """Readings, in whatever order they came, with the model's claims in them."""
    by_id = {document.id: document for document in documents}
    mine = [by_id[reading.document] for reading in readings]
    return read_with_model(mine, readings, model, gazetteer, account)


def _keep_readings(workspace: Workspace, card: Run, readings: Sequence[Reading], lost: Sequence[Problem]) -> None:
    with workspace.batch(card, "reading") as batch:
        for reading in readings:
            batch.replace_reading(reading)
        batch.add_all(lost)
