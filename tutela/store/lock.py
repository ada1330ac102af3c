"""The writing lock: one process writes to a workspace at a time, and the others learn which."""

import contextlib
import json
import os
import socket
import sys
import time
from pathlib import Path
from typing import IO

from tutela.model.errors import WorkspaceBusy, WorkspaceError

LOCK_NAME = ".lock"
PATIENCE_S = 10.0
"""How long a batch waits for another writer before it gives up."""
PAUSE_S = 0.02
"""Between two tries; a batch of rulings takes a few milliseconds."""


class WritingLock:
    """An advisory lock that the operating system frees when its holder dies, however it dies."""

    def __init__(self, folder: Path, patience_s: float) -> None:
        self.path = folder / LOCK_NAME
        self.patience_s = patience_s
        self._depth = 0
        self._file: IO[str] | None = None

    def __enter__(self) -> "WritingLock":
        if self._depth == 0:
            self._file = self._acquire()
        self._depth += 1
        return self

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        if self._depth == 0 and self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None

    def _acquire(self) -> IO[str]:
        until = time.monotonic() + self.patience_s
        try:
            file = self.path.open("a+", encoding="utf-8")
        except PermissionError as error:
            raise WorkspaceError(
                f"{self.path.parent} cannot be written to: {error.strerror}.",
                "Copy it to a place where you may write.",
            ) from error
        while not _try_lock(file):
            if time.monotonic() >= until:
                file.close()
                raise WorkspaceBusy(
                    f"Another process is writing to {self.path.parent}: {holder(self.path)}.",
                    "Wait until it has finished, or end that process.",
                )
            time.sleep(PAUSE_S)
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "command": _command()}))
        file.flush()
        return file


def holder(path: Path) -> str:
    """Who holds the lock, in words."""
    with contextlib.suppress(OSError, ValueError, KeyError):
        told = json.loads(path.read_text("utf-8"))
        return f"process {told['pid']} on {told['host']} ({told['command']})"
    return "a process that has not yet named itself"


def _command() -> str:
    return Path(sys.argv[0]).name if sys.argv and sys.argv[0] else "python"


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[str]) -> bool:
        # Locks are mandatory here: lock a byte far behind the text, so that others can still read who holds it.
        file.seek(1 << 30)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
