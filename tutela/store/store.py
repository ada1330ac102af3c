"""A workspace's folder: create it, open it, read snapshots of it, write batches to it."""

import contextlib
import os
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from tutela.model.errors import WorkspaceError, WorkspaceExists
from tutela.model.inventory import Asset, Hit
from tutela.store.connection import (
    DATABASE,
    FILES,
    Access,
    check_is_workspace,
    engine_for,
    new_database,
    open_raw,
)
from tutela.store.files import PART, FileStore, sync_file, sync_folder
from tutela.store.forms import bring_up_to_date, check_form, form_of
from tutela.store.heads import note_head
from tutela.store.ledger import Entry, sha256_hex
from tutela.store.lock import PATIENCE_S, WritingLock
from tutela.store.reader import Box, Reader
from tutela.store.refusals import database_refusals_told, refusals_told
from tutela.store.search import SearchIndex, Shelves, Standing, StoreIndex, absorbing, assets_within, find
from tutela.store.stamp import SOFTWARE, Clock, utc_now
from tutela.store.tables import FORM
from tutela.store.writer import Writer

if TYPE_CHECKING:
    from tutela.store.asof import AsOf

StandingOf = Callable[[Reader], Standing]
"""Says how the inventory of a moment differs from the assets that registers give: merged, corrected, withheld."""


def as_registered(_: Reader) -> Standing:
    """For workspaces where nothing was merged or ruled."""
    return Standing()


def _as_of(database: Path, asked: str | int) -> "AsOf":
    from tutela.store.asof import as_of

    with closing(open_raw(database, Access.READ)) as connection:
        return as_of(connection, asked)


class Store:
    """The records, files and ledger of one workspace."""

    def __init__(
        self, path: Path, patience_s: float = PATIENCE_S, clock: Clock = utc_now, asked: str | int | None = None
    ) -> None:
        """Open a workspace; with `asked` as it was known at a date, time or ledger entry, to read only.

        Raises:
            NotAWorkspace: there is none.
            InputError: the ledger has no such moment.
        """
        check_is_workspace(path)
        self.path = path
        self.files = FileStore(path / FILES)
        self._clock = clock
        self._swept = False
        self._index = SearchIndex(path, in_memory=asked is not None)
        self._lock = WritingLock(path, patience_s)
        self._bring_up_to_date()
        self.as_of = None if asked is None else _as_of(path / DATABASE, asked)
        """The earlier moment that is shown; None for the workspace of today."""
        entry = self.as_of.entry if self.as_of else None
        self._readers = engine_for(path / DATABASE, Access.READ, keep=entry is not None, entry=entry)
        self._askers = engine_for(path / DATABASE, Access.READ, keep=True, entry=entry)
        self._writers = engine_for(path / DATABASE, Access.WRITE)
        self._holding = False
        self._writer: Connection | None = None

    def _bring_up_to_date(self) -> None:
        database = self.path / DATABASE
        if form_of(database) < FORM and os.access(database, os.W_OK) and os.access(self.path, os.W_OK):
            with self._lock:
                bring_up_to_date(database)
        check_form(database)

    @classmethod
    def create(cls, path: Path, title: str = "", clock: Clock = utc_now, notice: str = "") -> "Store":
        """Make an empty workspace; killed halfway, it leaves no workspace rather than half of one.

        Title and notice stand in the first entry of the ledger, where nobody changes them unnoticed.

        Raises:
            WorkspaceExists: there is one already.
            WorkspaceError: the disk refuses.
        """
        with refusals_told(path):
            cls._make(path, title, clock, notice)
        return cls(path, clock=clock)

    @staticmethod
    def _make(path: Path, title: str, clock: Clock, notice: str) -> None:
        (path / FILES).mkdir(parents=True, exist_ok=True)
        database = path / DATABASE
        with WritingLock(path, PATIENCE_S):
            if database.exists():
                raise WorkspaceExists(f"{path} already holds a workspace.", "Open it, or name another folder.")
            part = path / f"{DATABASE}{PART}"
            for left_over in path.glob(f"{DATABASE}{PART}*"):
                left_over.unlink()
            with new_database(part) as connection:
                told = (("notice", notice),) if notice else ()
                note = (*told, ("title", title), ("workspace", str(uuid.uuid4())))
                Writer(connection, FileStore(path / FILES), "", clock).finish("create", SOFTWARE, note, always=True)
            sync_file(part)
            part.replace(database)
            sync_folder(path)

    @classmethod
    def open_or_create(cls, path: Path, title: str = "") -> "Store":
        """Open a workspace, or make it where there is none."""
        if not (path / DATABASE).exists():
            # Another process may make it in the meantime.
            with contextlib.suppress(WorkspaceExists):
                return cls.create(path, title)
        return cls(path)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A snapshot: all that is read inside belongs to one moment, whatever is written meanwhile."""
        with self._readers.begin() as connection:
            yield Reader(connection, self.as_of)

    @contextmanager
    def asking(self) -> Iterator[Reader]:
        """The same for short questions that come one after the other: its connection stays open for the next."""
        with self._askers.begin() as connection:
            yield Reader(connection, self.as_of)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writing lock.

        Raises:
            WorkspaceBusy: another process has it.
            WorkspaceError: the workspace is shown as it was once.
        """
        self._check_of_today()
        with self._lock:
            if self._holding:
                yield
                return
            self._holding = True
            try:
                yield
            finally:
                self._holding = False
                self._settle()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """One transaction; while the writing lock is held its connection stays, so that a batch costs one sync."""
        with database_refusals_told(self.path), self.writing():
            if self._writer is None:
                self._writer = self._writers.connect()
            with self._writer.begin():
                yield self._writer

    def _settle(self) -> None:
        """Let go of the connection that writes, and fold what it wrote into workspace.gpkg."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
            self._fold()

    def _check_of_today(self) -> None:
        if self.as_of is not None:
            raise WorkspaceError(
                f"{self.path} is open as known at {self.as_of.asked}, to read only.", "Open it without that."
            )

    @contextmanager
    def batch(self, run: str, stage: str, note: tuple[tuple[str, str], ...] = ()) -> Iterator[Writer]:
        """One transaction and one ledger entry, which may note something; an exception leaves neither.

        Raises:
            WorkspaceBusy: another process is writing.
            WorkspaceError: the disk refuses; nothing of the batch is kept.
        """
        with self.writing():
            with self._transaction() as connection:
                self._sweep_once()
                writer = Writer(connection, self.files, run, self._clock)
                yield writer
                written = writer.finish(stage, SOFTWARE, note)
            self._note_head(written)

    def note(self, stage: str, **said: str) -> None:
        """One ledger entry that holds no record and says something of the whole workspace.

        Raises:
            WorkspaceBusy: another process is writing.
        """
        with self.writing():
            with self._transaction() as connection:
                writer = Writer(connection, self.files, "", self._clock)
                written = writer.finish(stage, SOFTWARE, tuple(sorted(said.items())), always=True)
            self._note_head(written)

    def _note_head(self, written: Entry | None) -> None:
        if written is not None:
            note_head(self.path, written.seq, sha256_hex(written.text()))

    def _fold(self) -> None:
        """Fold the write-ahead log into workspace.gpkg, as far as nobody reads what was before.

        Whoever copies that one file between batches, or opens it in QGIS, has everything. Closing the last connection
        would do it too, but searches keep theirs.
        """
        with self._readers.connect() as connection:
            plain = connection.connection.driver_connection
            assert isinstance(plain, sqlite3.Connection)
            plain.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def search(
        self, words: str, limit: int, may_see_restricted: bool = False, standing: StandingOf = as_registered
    ) -> list[Hit]:
        """Assets that a search means, likeliest first (see `tutela.store.search`).

        `standing` says of the same moment what rulings and merging make of the assets; it is asked only where that may
        have changed.
        """
        with self._searching(standing) as (shelves, reader):
            return find(shelves, reader.database, words, limit, may_see_restricted)

    def within(self, box: Box, limit: int, may_see_restricted: bool, standing: StandingOf) -> list[Asset]:
        """Assets of the inventory in a box of west, south, east and north, at most so many."""
        with self._searching(standing) as (shelves, reader):
            return assets_within(shelves, reader, box, limit, may_see_restricted)

    def absorbing(self, asset: str) -> str | None:
        """Id of the asset of today that one by this id was merged into."""
        with self._searching() as (shelves, reader):
            return absorbing(shelves, reader.database, asset)

    @contextmanager
    def asset_index(self) -> Iterator[StoreIndex]:
        """What linking may ask of the assets, from one snapshot."""
        with self._searching() as (shelves, reader):
            yield StoreIndex(shelves, reader.database)

    def index_assets(self, standing: StandingOf = as_registered) -> None:
        """Bring the search index up to date now; a search does it too."""
        with self._searching(standing):
            pass

    @contextmanager
    def _searching(self, standing: StandingOf | None = None) -> Iterator[tuple[Shelves, Reader]]:
        with self.asking() as reader:
            by = None if standing is None else partial(standing, reader)
            with self._index.reading(reader.database, by) as shelves:
                yield shelves, reader

    def _sweep_once(self) -> None:
        # Only a killed process leaves unfinished files; looking through all folders before every batch would cost.
        if not self._swept:
            self.files.sweep()
            self._swept = True

    def close(self) -> None:
        """Let go of the database."""
        self._index.close()
        self._readers.dispose()
        self._askers.dispose()
        self._writers.dispose()
