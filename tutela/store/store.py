"""A workspace's folder: create it, open it, read snapshots of it, write batches to it."""

import contextlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tutela.model.errors import WorkspaceExists
from tutela.store.connection import DATABASE, FILES, Access, check_is_workspace, engine_for, new_database
from tutela.store.files import PART, FileStore, sync_folder
from tutela.store.lock import PATIENCE_S, WritingLock
from tutela.store.reader import Reader
from tutela.store.stamp import SOFTWARE, Clock, utc_now
from tutela.store.writer import Writer


class Store:
    """The records, files and ledger of one workspace."""

    def __init__(self, path: Path, patience_s: float = PATIENCE_S, clock: Clock = utc_now) -> None:
        check_is_workspace(path)
        self.path = path
        self.files = FileStore(path / FILES)
        self._clock = clock
        self._swept = False
        self._lock = WritingLock(path, patience_s)
        self._readers = engine_for(path / DATABASE, Access.READ)
        self._writers = engine_for(path / DATABASE, Access.WRITE)

    @classmethod
    def create(cls, path: Path, title: str = "", clock: Clock = utc_now, notice: str = "") -> "Store":
        """Make an empty workspace; killed halfway, it leaves no workspace rather than half of one.

        Title and notice stand in the first entry of the ledger, where nobody changes them unnoticed.

        Raises:
            WorkspaceExists: there is one already.
        """
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
            part.replace(database)
            sync_folder(path)
        return cls(path, clock=clock)

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
            yield Reader(connection)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writing lock.

        Raises:
            WorkspaceBusy: another process has it.
        """
        with self._lock:
            yield

    @contextmanager
    def batch(self, run: str, stage: str) -> Iterator[Writer]:
        """One transaction and one ledger entry; an exception leaves neither.

        Raises:
            WorkspaceBusy: another process is writing.
        """
        with self._lock, self._writers.begin() as connection:
            self._sweep_once()
            writer = Writer(connection, self.files, run, self._clock)
            yield writer
            writer.finish(stage, SOFTWARE)

    def note(self, stage: str, **said: str) -> None:
        """One ledger entry that holds no record and says something of the whole workspace.

        Raises:
            WorkspaceBusy: another process is writing.
        """
        with self._lock, self._writers.begin() as connection:
            writer = Writer(connection, self.files, "", self._clock)
            writer.finish(stage, SOFTWARE, tuple(sorted(said.items())), always=True)

    def _sweep_once(self) -> None:
        # Only a killed process leaves unfinished files; looking through all folders before every batch would cost.
        if not self._swept:
            self.files.sweep()
            self._swept = True

    def close(self) -> None:
        """Let go of the database."""
        self._readers.dispose()
        self._writers.dispose()
