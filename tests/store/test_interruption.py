import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_case import RUN, asset, captured

from tutela.model.documents import Document
from tutela.model.errors import WorkspaceBusy
from tutela.model.inventory import Asset
from tutela.store.store import Store
from tutela.store.verify import verify
from tutela.workspace.workspace import Workspace

HERE = Path(__file__).parent
MOMENTS = 15
SEED = 20201127


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def test_killed_at_any_moment_a_workspace_opens_verifies_and_continues(tmp_path):
    path, moments = tmp_path / "workspace", random.Random(SEED)
    acknowledged = 0
    for _ in range(MOMENTS):
        with start("writing_forever.py", path) as process:
            assert process.stdout is not None
            # Chance picks how far it may get, and a busy wait of random length the moment inside the next batch.
            for _ in range(moments.randrange(1, 4)):
                line = process.stdout.readline().strip()
                acknowledged = int(line) if line.isdigit() else acknowledged
            sum(range(moments.randrange(400_000)))
            process.send_signal(signal.SIGKILL)
            told = [int(line) for line in process.stdout.read().split() if line.isdigit()]
            acknowledged = max([acknowledged, *told])
        assert verify(path).faults == ()
        with Workspace.open(path) as workspace:
            known = {document.id for document in workspace.documents()}
        assert {captured(number).document.id for number in range(acknowledged)} <= known
        assert len(known) % 5 == 0
    assert acknowledged > MOMENTS


def test_killed_while_it_is_made_there_is_a_workspace_or_none(tmp_path):
    for moment in range(6):
        path = tmp_path / str(moment)
        with start("writing_forever.py", path) as process:
            while not path.exists():
                time.sleep(0.001)
            sum(range(moment * 300_000))
            process.kill()
            process.stdout.read()
        Workspace.open_or_create(path).close()
        assert verify(path).faults == ()


def test_unfinished_files_are_swept_away_by_the_next_batch(tmp_path):
    store = Store.create(tmp_path / "workspace")
    store.files.put(b"orphan")
    part = store.files.folder / "ab" / "abcd.1234.part"
    part.parent.mkdir()
    part.write_bytes(b"half of some")
    before = verify(store.path)
    assert before.faults == () and len(before.remarks) == 2
    with store.batch(RUN.id, "sources") as writer:
        writer.capture(captured(0))
    assert not part.exists()
    assert len(verify(store.path).remarks) == 1


def test_the_one_who_must_wait_learns_who_is_writing(tmp_path):
    store = Store.create(tmp_path / "workspace")
    other = Store(store.path, patience_s=0.05)
    with store.writing(), pytest.raises(WorkspaceBusy, match=f"process {os.getpid()} on "), other.writing():
        pass
    with other.writing(), other.writing():
        pass


def test_two_processes_write_in_turns_and_lose_nothing(tmp_path):
    store = Store.create(tmp_path / "workspace")
    with start("writing_some.py", store.path, 0, 20) as one, start("writing_some.py", store.path, 100, 20) as other:
        assert one.wait() == 0 and other.wait() == 0
    with store.reading() as reader:
        assert len(reader.all(Document)) == 40
        assert len(reader.all(Asset)) == 40
    assert verify(store.path).faults == ()


def test_a_failing_batch_frees_the_lock(tmp_path):
    store = Store.create(tmp_path / "workspace")
    with pytest.raises(TypeError, match="keeps no str"), store.batch(RUN.id, "x") as writer:
        writer.add_all(["no record"])
    with store.batch(RUN.id, "x") as writer:
        writer.add_all([asset(1)])
    assert verify(store.path).records == 1
