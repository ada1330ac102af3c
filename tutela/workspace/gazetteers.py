"""Gazetteers of a workspace: added from files, asked by name, with what people say of who administered a place when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tutela.language.places import Gazetteer, default_gazetteer
from tutela.language.same_places import place_keys, reaches, same_places
from tutela.model.errors import InputError, UnreadableFile
from tutela.model.gazetteer import GAZETTEER, Administered, SamePlace, is_gazetteer
from tutela.model.ids import record_id
from tutela.model.inventory import Administration, Place, Register
from tutela.model.problems import Problem
from tutela.sources.drafts import shown_path
from tutela.sources.gazetteers import (
    Alias,
    GazetteerFile,
    GazetteerItem,
    GazetteerRow,
    MoreNames,
    open_gazetteer,
    read_administrations,
)
from tutela.store.files import FileStore, hash_file
from tutela.store.gazetteer import FILE, Counted, GazetteerTable, GazetteerWriter, Row, gazetteer_table
from tutela.workspace.aliases import Names, accepted_names
from tutela.workspace.runs import run_card
from tutela.workspace.taking_in import Paths, Progress, no_progress, paths_of
from tutela.workspace.workspace import Workspace

CHUNK = 5_000
"""Rows written at a time."""
SCOPE = "gazetteers"
ADMINISTRATIONS = f"{GAZETTEER}: administrations"
"""Format of the card of a table of who administered what."""


Statements = dict[str, tuple[Administration, ...]]
"""Id of a place -> what is said of who administered it."""


@dataclass(frozen=True, slots=True)
class AddedGazetteer:
    """What adding one file came to."""

    card: Register
    counted: Counted
    known: bool = False
    """It had been added before."""


@dataclass(frozen=True, slots=True)
class AddingReport:
    """What adding gazetteers came to."""

    added: tuple[AddedGazetteer, ...]
    same: int
    """Pairs of rows, in all gazetteers of the workspace, taken to be one place."""
    problems: tuple[Problem, ...] = ()


def add_gazetteers(workspace: Workspace, paths: Paths, progress: Progress = no_progress) -> AddingReport:
    """Add gazetteers from files; a file added before is left as it is.

    Args:
        workspace: keeps the files, a card for each, and the table that is asked.
        paths: Who's On First as JSON Lines, GeoJSON or meta table; GeoNames as dumps of places and of alternate names.
        progress: told (stage, done, in all) as work goes on; done and all are bytes, then pairs.

    Raises:
        InputError: none of the files can be used.
        WorkspaceBusy: another process writes to the workspace.
    """
    files, problems = _opened(paths_of(paths))
    added: list[AddedGazetteer] = []
    with workspace.writing():
        table = table_of(workspace)
        for file in files:
            if file.card.id in table.sources():
                added.append(AddedGazetteer(_card(workspace, file), table.counts()[file.card.id], known=True))
                continue
            with table.writing(place_keys) as writer:
                counted = _write(writer, file, problems, progress)
                card = replace(file.card, rows=counted.places)
                with workspace.batch(run_card({}), "gazetteer") as batch:
                    batch.keep(file.path.read_bytes(), of=card.id, path=shown_path(file.path))
                    batch.add(card, scope=SCOPE)
                added.append(AddedGazetteer(card, counted))
        same = _join(table, progress) if any(not one.known for one in added) else table.same_count()
    return AddingReport(tuple(added), same, tuple(problems))


def _card(workspace: Workspace, file: GazetteerFile) -> Register:
    return next((card for card in gazetteer_cards(workspace) if card.id == file.card.id), file.card)


def _opened(paths: Sequence[Path]) -> tuple[list[GazetteerFile], list[Problem]]:
    """The files that can be used: places first, so that tables of further names find theirs."""
    files: list[GazetteerFile] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            files.append(open_gazetteer(path))
        except UnreadableFile as error:
            message = error.message.removeprefix(shown_path(path)).strip()
            problems.append(Problem(shown_path(path), message, error.remedy))
    if problems and not files:
        raise InputError("None of the files can be used: " + "; ".join(map(str, problems)))
    return sorted(files, key=lambda file: file.form == "geonames_names"), problems


def _write(writer: GazetteerWriter, file: GazetteerFile, problems: list[Problem], progress: Progress) -> Counted:
    """Write a file's rows; faults go to `problems`."""
    known = writer.known("geonames:") if file.form == "geonames_names" else frozenset()
    more: dict[str, MoreNames] = {}
    places = names = aliases = strangers = 0
    for chunk in _chunks(file.rows(partial(progress, file.path.name))):
        problems += [item for item in chunk if isinstance(item, Problem)]
        rows = list({item.place.id: _row(item) for item in chunk if isinstance(item, GazetteerRow)}.values())
        names += writer.add_rows(file.card.id, rows)
        places += len(rows)
        gone = [(item.old, item.new) for item in chunk if isinstance(item, Alias)]
        writer.add_aliases(gone)
        aliases += len(gone)
        for item in chunk:
            if isinstance(item, MoreNames) and item.place in known:
                more[item.place] = _grown(more.get(item.place), item)
            elif isinstance(item, MoreNames):
                strangers += len(item.names)
    names += sum(writer.extend(item.place, item.names, item.identifiers) for item in more.values())
    if strangers and not more:
        message = "names no place of a gazetteer added so far."
        problems.append(Problem(shown_path(file.path), message, "Add the dump of the country it belongs to first."))
    counted = Counted(places, names, aliases, strangers)
    writer.add_source(file.card.id, file.card.sha256, counted)
    return counted


def _row(item: GazetteerRow) -> Row:
    return Row(item.place, item.holders, item.aliases)


def _grown(before: MoreNames | None, item: MoreNames) -> MoreNames:
    if before is None:
        return item
    return MoreNames(item.place, (*before.names, *item.names), (*before.identifiers, *item.identifiers))


def _chunks(items: Iterable[GazetteerItem]) -> Iterator[list[GazetteerItem]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def _join(table: GazetteerTable, progress: Progress) -> int:
    """Find anew which rows are one place."""
    progress("one place", 0, 1)
    pairs = list(same_places(table.pairs_near(reaches())))
    with table.writing(place_keys) as writer:
        joined = writer.join(pairs)
    progress("one place", 1, 1)
    return joined


# -- asking -----------------------------------------------------------------------------------------------------------


def table_of(workspace: Workspace) -> GazetteerTable:
    """The table of a workspace's gazetteers; what it lacks is read again from the captured files.

    Raises:
        UnreadableFile: a captured file is not there or is damaged.
    """
    table = gazetteer_table(workspace.path / FILE)
    held = table.sources()
    files = FileStore(workspace.path / "files")
    missing = [card for card in gazetteer_cards(workspace) if card.id not in held and card.format != ADMINISTRATIONS]
    for card in missing:
        file = replace(open_gazetteer(files.path(card.sha256)), card=card)
        with table.writing(place_keys) as writer:
            _write(writer, file, [], no_progress)
    if missing:
        _join(table, no_progress)
    return table


def gazetteer_cards(workspace: Workspace) -> list[Register]:
    """Cards of the gazetteers and tables of administrations that were added, in their order."""
    return [register for register in workspace.registers() if is_gazetteer(register)]


@dataclass(frozen=True, slots=True)
class KnownPlaces:
    """What is known of places beside the packaged ones; other processes get a path and a few statements."""

    table: GazetteerTable | None = None
    administered: Statements = field(default_factory=dict)
    hashes: tuple[str, ...] = ()
    """SHA-256 of the files and of the accepted names it was made of."""
    names: Names = field(default_factory=dict)
    """Second names that people accepted from publications."""

    def gazetteer(self) -> Gazetteer:
        """The packaged gazetteer over these."""
        known = default_gazetteer()
        if self.table is not None or self.administered:
            known = known.with_index(self.table, self.administered)
        return known.with_names(self.names) if self.names else known


def known_places(workspace: Workspace) -> KnownPlaces:
    """What was added to a workspace."""
    cards = gazetteer_cards(workspace)
    known = KnownPlaces()
    if cards:
        bare = KnownPlaces(table_of(workspace), hashes=tuple(card.sha256 for card in cards))
        known = replace(bare, administered=_administrations(workspace, bare.gazetteer())[0])
    names = accepted_names(workspace, known.gazetteer())
    if not names:
        return known
    told = {place: [[name.text, name.used_by] for name in said] for place, said in sorted(names.items())}
    return replace(known, names=names, hashes=(*known.hashes, record_id("nam", told)))


def gazetteer_of(workspace: Workspace) -> Gazetteer:
    """The gazetteer a workspace is read with: the packaged one, and what was added to it.

    >>> workspace = Workspace.open("case/workspace")
    >>> [place.id for place in gazetteer_of(workspace).lookup("Shushi")]
    ['scp-001']
    """
    return known_places(workspace).gazetteer()


@contextmanager
def places_of_files(paths: Paths, progress: Progress = no_progress) -> Iterator[tuple[KnownPlaces, list[Problem]]]:
    """The places of some files, for work without a workspace, and what was wrong with them; gone when the block ends.

    A single `gazetteer.db` of a workspace is used as it is; files are read into a table of their own first.

    Raises:
        InputError: none of the files can be used.
    """
    given = paths_of(paths)
    if not given:
        yield KnownPlaces(), []
    elif [path.name for path in given] == [FILE] and given[0].is_file():
        yield KnownPlaces(gazetteer_table(given[0])), []
    else:
        with TemporaryDirectory(prefix="tutela-places-") as folder:
            files, problems = _opened(given)
            table = gazetteer_table(Path(folder) / FILE)
            for file in files:
                with table.writing(place_keys) as writer:
                    _write(writer, file, problems, progress)
            _join(table, progress)
            yield KnownPlaces(table), problems
            table.close()


# -- who administered what when ---------------------------------------------------------------------------------------


def add_administrations(workspace: Workspace, path: Path | str) -> tuple[int, list[Problem]]:
    """Add a table of who administered what when; how many statements, and what was wrong with the others.

    Raises:
        UnreadableFile: it cannot be read, or lacks a column.
        WorkspaceBusy: another process writes to the workspace.
    """
    path = Path(path)
    read = read_administrations(path)
    problems = [item for item in read if isinstance(item, Problem)]
    said = [item for item in read if isinstance(item, Administered)]
    placed, lost = _placed(said, gazetteer_of(workspace), shown_path(path))
    sha256 = hash_file(path)
    card = Register(
        record_id("reg", {"gazetteer": "administrations", "sha256": sha256}),
        path.name,
        sha256,
        ADMINISTRATIONS,
        rows=sum(map(len, placed.values())),
    )
    with workspace.batch(run_card({}), "gazetteer") as batch:
        batch.keep(path.read_bytes(), of=card.id, path=shown_path(path))
        batch.add(card, scope=SCOPE)
    return card.rows, [*problems, *lost]


def _administrations(workspace: Workspace, gazetteer: Gazetteer) -> tuple[Statements, list[Problem]]:
    """What the added tables say, by the ids of places."""
    files = FileStore(workspace.path / "files")
    tables = [card for card in gazetteer_cards(workspace) if card.format == ADMINISTRATIONS]
    read = [item for card in tables for item in read_administrations(files.path(card.sha256))]
    return _placed([item for item in read if isinstance(item, Administered)], gazetteer, "")


def _placed(said: Iterable[Administered], gazetteer: Gazetteer, file: str) -> tuple[Statements, list[Problem]]:
    """Statements by the id of the place they are about; a name that no place or several places bear is a problem."""
    found: dict[str, list[Administration]] = defaultdict(list)
    problems: list[Problem] = []
    for item in said:
        places = gazetteer.with_id(item.place) or gazetteer.lookup(item.place)
        places = tuple(place for place in places if not item.country or place.country in ("", item.country))
        if len(places) == 1:
            found[places[0].id].append(item.statement)
            continue
        borne = f"is the name of {len(places)} places: {', '.join(place.id for place in places[:5])}"
        message = f"{item.place!r} {borne if places else 'is no place that the gazetteer knows'}."
        remedy = "Give the id of the one meant." if places else "`tutela gazetteer show NAME` tells how it is listed."
        problems.append(Problem(file, message, remedy, value=item.place))
    return {place: tuple(statements) for place, statements in found.items()}, problems


# -- looking ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OnePlace:
    """Rows taken to be one place, with the pairs that say so."""

    rows: tuple[Place, ...]
    pairs: tuple[SamePlace, ...]


def duplicates(workspace: Workspace, limit: int = 20) -> list[OnePlace]:
    """Rows of the workspace's gazetteers taken to be one place, the surest pairs first; 0 for all."""
    table = table_of(workspace)
    pairs = table.same_places(limit or -1)
    return [
        OnePlace(tuple(row for row in (table.row(pair.one), table.row(pair.other)) if row is not None), (pair,))
        for pair in pairs
    ]
