"""End processes at random moments, fill disks, tear what was not yet synced, write from several processes at once.

A child process works on a workspace and tells of every ledger entry once the call that wrote it has returned: that is
what was acknowledged. Whatever happens to the child, each of these entries must be there afterwards, with the hash it
was told with, `verify` must find nothing wrong, and another batch must go through.
"""

import os
import random
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tutela.model.errors import TutelaError
from tutela.store.heads import noted_head
from tutela.store.store import Store
from tutela.store.verify import verify
from tutela.store.writer import Writer

HOUSE = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOUSE / "tests" / "store"), str(HOUSE / "tests" / "workspace")]

DATABASE = "workspace.gpkg"
FRAME_HEAD, LOG_HEAD = 24, 32
BY = "A. Reader"
BATCHES = 60
"""Of one intake: more than it comes to before it is ended."""


@dataclass(slots=True)
class Outcome:
    """What came of trials of one kind."""

    trials: Counter[str] = field(default_factory=Counter)
    acknowledged: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    """How often the child was ended before it was through."""
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """Take in what another process counted."""
        for name in ("trials", "acknowledged", "ended"):
            getattr(self, name).update(getattr(other, name))
        self.wrong.extend(other.wrong)


# -- what children do --------------------------------------------------------------------------------------------------

Work = Callable[[Path, random.Random], None]
"""Works on the folder of a trial until it is through."""


def _case(folder: Path) -> Path:
    return folder / "case" / "workspace"


def intake(folder: Path, chance: random.Random) -> None:
    """Documents and larger files, batch after batch."""
    from small_case import RUN, captured

    from tutela.workspace.workspace import Workspace

    with Workspace.open_or_create(_case(folder)) as workspace:
        if chance.random() < 0.7:
            # As after a search: a connection is kept, and with it the write-ahead log from batch to batch.
            with workspace._store.asking():
                pass
        first = chance.randrange(10**6)
        for number in range(first, first + BATCHES * 3, 3):
            with workspace.batch(RUN, "sources") as batch:
                for one in range(number, number + 3):
                    batch.capture(captured(one))
                batch.keep(chance.randbytes(chance.randrange(300_000)), of=captured(number).document.id)


def capture(folder: Path, chance: random.Random) -> None:
    """What `tutela capture` does with a folder of files."""
    from tutela.workspace.capturing import capture as capture_all
    from tutela.workspace.workspace import Workspace

    given = folder / f"given{chance.randrange(10**6)}"
    given.mkdir()
    for number in range(12):
        (given / f"{number}.txt").write_text(
            f"The church {chance.random()} was damaged on 8 October 2020. " * 400, "utf-8"
        )
        (given / f"{number}.bin").write_bytes(chance.randbytes(200_000))
    with Workspace.open_or_create(_case(folder)) as workspace:
        for one in sorted(given.iterdir()):
            capture_all(workspace, one, by=BY)


def run(folder: Path, chance: random.Random) -> None:
    """What `tutela run` does."""
    from tutela.workspace.pipeline import run as run_all

    given, register = folder / "publications", folder / "register.csv"
    (given / f"more{chance.randrange(10**6)}.txt").write_text(
        f"The Juma Mosque in Agdam was damaged, source {chance.random()} said.", "utf-8"
    )
    run_all(folder / "case", [given], [register])


def ruling(folder: Path, chance: random.Random) -> None:
    """Rulings, and what follows from them."""
    from tutela.workspace.pipeline import regather
    from tutela.workspace.workspace import Workspace

    with Workspace.open(_case(folder)) as workspace:
        claims = workspace.claims()
        for number in range(12):
            claim = chance.choice(claims)
            workspace.rule(claim.id, chance.choice(("accept", "reject")), by=BY, reason=f"read {number}")
            if number % 5 == 4:
                regather(workspace)


def bundle(folder: Path, chance: random.Random) -> None:
    """Evidence bundles and exported workspaces, which note themselves in the ledger."""
    from tutela.workspace.bundling import ALL, write_bundle
    from tutela.workspace.moving import export_workspace
    from tutela.workspace.workspace import Workspace

    with Workspace.open(_case(folder)) as workspace:
        for number in range(3):
            name = f"{chance.randrange(10**6)}-{number}"
            export_workspace(workspace, folder / f"{name}.tar", by=BY)
            write_bundle(workspace, ALL, folder / f"{name}.zip")


WORKS: dict[str, Work] = {one.__name__: one for one in (capture, intake, run, ruling, bundle)}
SHARES = {"capture": 5, "intake": 3, "run": 4, "ruling": 5, "bundle": 3}
"""Of 20 trials."""


# -- a child and what it acknowledges ----------------------------------------------------------------------------------


@contextmanager
def _telling(pipe: int) -> Iterator[None]:
    """Have every batch told once the call that wrote it has returned."""
    batch, note = Store.batch, Store.note

    def tell(store: Store) -> None:
        with store.reading() as reader:
            head = reader.head()
        os.write(pipe, f"{head.entries} {head.head} {_synced(store.path / f'{DATABASE}-wal')}\n".encode())

    @contextmanager
    def told_batch(self: Store, *given: object, **named: object) -> Iterator[Writer]:
        # One lock over both, so that the entry told is the one that was written here.
        with self.writing():
            with batch(self, *given, **named) as writer:  # type: ignore[arg-type]
                yield writer
            tell(self)

    def told_note(self: Store, *given: str, **named: str) -> None:
        with self.writing():
            note(self, *given, **named)
            tell(self)

    Store.batch, Store.note = told_batch, told_note  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        Store.batch, Store.note = batch, note  # type: ignore[method-assign]


def child(work: Work, folder: Path, seed: int) -> tuple[int, int]:
    """Begin work in a process of its own: its id, and a pipe with what it acknowledges."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    os.close(reading)
    code = 1
    try:
        sys.stderr = (folder / "child.err").open("w")
        with _telling(writing):
            work(folder, random.Random(seed))
        code = 0
    except TutelaError as error:
        os.write(writing, f"refused {error}\n".encode())
    except BaseException:  # noqa: BLE001 (whatever ends the child is told)
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _synced(log: Path) -> str:
    """How far a write-ahead log had surely reached the disk: its generation, and its bytes up to the last commit."""
    content = log.read_bytes() if log.exists() else b""
    if len(content) < LOG_HEAD:
        return "none:0"
    frames = len(list(_committed_frames(content)))
    return f"{content[16:24].hex()}:{LOG_HEAD + frames * (FRAME_HEAD + struct.unpack('>I', content[8:12])[0])}"


Told = tuple[int, str, str]
"""Entry, its hash, and how far the write-ahead log was synced when it was acknowledged."""


def told_by(pipe: int) -> tuple[list[Told], str]:
    """What a child has acknowledged, and how it was refused."""
    with os.fdopen(pipe, "rb") as file:
        lines = file.read().decode("utf-8", "replace").splitlines(keepends=True)
    whole = [line.split() for line in lines if line.endswith("\n")]
    refused = " ".join(next((line[1:] for line in whole if line[0] == "refused"), []))
    return [(int(line[0]), line[1], line[2]) for line in whole if line[0].isdigit()], refused


def lost(workspace: Path, told: list[Told]) -> Iterator[str]:
    """What is wrong with a workspace after its writer was ended."""
    if not (workspace / DATABASE).exists():
        if told:
            yield f"{len(told)} entries were acknowledged and there is no workspace"
        return
    faults = verify(workspace).faults
    if faults:
        yield f"verify: {faults[0]}"
    try:
        with closing(sqlite3.connect(workspace / DATABASE)) as connection:
            there = dict(connection.execute("SELECT seq, hash FROM ledger"))
    except sqlite3.DatabaseError as error:
        yield f"the ledger cannot be read: {error}"
        return
    for entry, head, _ in told:
        if there.get(entry) != head:
            yield f"entry {entry} was acknowledged and is {'another' if entry in there else 'gone'}"
    with closing(Store(workspace)) as store:
        store.note("trial", goes="on")
    if faults := verify(workspace).faults:
        yield f"after another entry: {faults[0]}"


# -- trials ------------------------------------------------------------------------------------------------------------


def killed(folder: Path, seed: int, count: int) -> Outcome:
    """`kill -9` at random moments of each kind of work, which stays on the same workspace until that is renewed."""
    outcome, chance = Outcome(), random.Random(seed)
    prepared = _prepared(folder / "prepared")
    durations = {name: _duration(work, prepared, folder / name, seed) for name, work in WORKS.items()}
    order = chance.choices(list(SHARES), list(SHARES.values()), k=count)
    for number, name in enumerate(order):
        place = folder / name
        if number % 7 == 0 or not place.exists():
            _renew(place, prepared)
        pid, pipe = child(WORKS[name], place, seed + number)
        time.sleep(chance.uniform(0, durations[name]))
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        told, refused = told_by(pipe)
        outcome.trials[name] += 1
        outcome.acknowledged[name] += len(told)
        outcome.ended[name] += os.WIFSIGNALED(status)
        if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
            outcome.wrong.append(
                f"{name} {number}: the child failed: {refused or (place / 'child.err').read_text()[-600:]}"
            )
        outcome.wrong += [f"seed {seed} {name} {number}: {what}" for what in lost(_case(place), told)]
        outcome.wrong += [f"seed {seed} {name} {number}: {what}" for what in _half_written(place)]
        if number % 20 == 19:
            told_so_far = f"... {number + 1} kills, {sum(outcome.acknowledged.values()):,} entries acknowledged"
            print(told_so_far, *outcome.wrong, sep="\n", file=sys.stderr, flush=True)
    return outcome


def _half_written(folder: Path) -> Iterator[str]:
    """Archives that took their name must be whole."""
    from tutela.workspace.bundling import verify_bundle
    from tutela.workspace.moving import import_workspace

    for archive in folder.glob("*.tar"):
        try:
            import_workspace(archive, folder / "taken-out")
        except TutelaError as error:
            yield f"{archive.name}: {error}"
        shutil.rmtree(folder / "taken-out", ignore_errors=True)
        archive.unlink()
    for archive in folder.glob("*.zip"):
        if verify_bundle(archive)["faults"]:
            yield f"{archive.name}: {verify_bundle(archive)['faults'][0]}"
        archive.unlink()


def _prepared(folder: Path) -> Path:
    """A folder with publications, a register, and the workspace that a run made of them."""
    from pile import write_pile

    from tutela.workspace.pipeline import run as run_all

    folder.mkdir(parents=True, exist_ok=True)
    publications, register = write_pile(folder)
    run_all(folder / "case", [publications], [register])
    return folder


def _renew(place: Path, prepared: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(prepared, place)


def _duration(work: Work, prepared: Path, place: Path, seed: int) -> float:
    """How long the work takes when nobody ends it: moments are drawn from a little more than that."""
    _renew(place, prepared)
    begun = time.perf_counter()
    pid, pipe = child(work, place, seed)
    _, status = os.waitpid(pid, 0)
    _, refused = told_by(pipe)
    if status:
        raise SystemExit(f"{work.__name__} does not work: {refused or (place / 'child.err').read_text()}")
    shutil.rmtree(place)
    return 1.1 * (time.perf_counter() - begun)


def torn(folder: Path, seed: int, count: int) -> Outcome:
    """As after a power cut: of what was not yet synced, any part may be there, missing or rubbish."""
    outcome, chance = Outcome(), random.Random(seed)
    for number in range(count):
        place = folder / "torn"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        pid, pipe = child(intake, place, seed + number)
        while not (_case(place) / ".head").exists() and not os.waitpid(pid, os.WNOHANG)[0]:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 1.5))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        told, _ = told_by(pipe)
        outcome.trials["torn"] += 1
        outcome.acknowledged["torn"] += len(told)
        if (_case(place) / DATABASE).exists():
            outcome.ended[_tear(_case(place), told, chance)] += 1
        outcome.wrong += [f"seed {seed} torn {number}: {what}" for what in lost(_case(place), told)]
    return outcome


def _tear(workspace: Path, told: list[Told], chance: random.Random) -> str:
    database, log = workspace / DATABASE, workspace / f"{DATABASE}-wal"
    for part in (workspace / "files").rglob("*.part"):
        part.write_bytes(part.read_bytes()[: chance.randrange(1 + part.stat().st_size)])
    (workspace / f"{DATABASE}-shm").unlink(missing_ok=True)
    content = bytearray(log.read_bytes()) if log.exists() else bytearray()
    pages = list(_committed_pages(content))
    generation, _, size_then = (told[-1][2] if told else "none:0").partition(":")
    # In another generation of the log nothing is sure: what was acknowledged had been folded into the database.
    synced = int(size_then) if bytes(content[16:24]).hex() == generation else 0
    what = "no log"
    noted = noted_head(workspace)
    if noted is not None and noted[0] > (told[-1][0] if told else 0):
        # Committed, and so synced, only not yet told of.
        synced = int(_synced(log).partition(":")[2])
    if pages and chance.random() < 0.5:
        # The log was being folded into the database: pages that it holds may be half written there.
        size = struct.unpack(">I", content[8:12])[0]
        raw = bytearray(database.read_bytes())
        for page in chance.sample(pages, chance.randrange(1, len(pages) + 1)):
            start = (page - 1) * size + chance.randrange(0, size, 512)
            raw[start : page * size] = chance.randbytes(page * size - start)[: max(0, len(raw) - start)]
        database.write_bytes(raw)
        # Folding begins once all that is committed has been synced.
        synced = int(_synced(log).partition(":")[2])
        what = "pages torn"
    if len(content) > synced:
        tail = len(content) - synced
        end = synced + chance.randrange(tail)
        content[end:] = chance.choice((b"", bytes(len(content) - end), chance.randbytes(len(content) - end)))
        log.write_bytes(content)
        what = f"{what}, log cut" if what == "pages torn" else "log cut"
    return what


def _committed_pages(log: bytes | bytearray) -> Iterator[int]:
    """Numbers of the pages that a write-ahead log holds, up to its last commit; each once."""
    yield from dict.fromkeys(_committed_frames(log))


def _committed_frames(log: bytes | bytearray) -> Iterator[int]:
    """Numbers of the pages in the frames of a log's generation, up to its last commit."""
    if len(log) < LOG_HEAD:
        return
    size, salts = struct.unpack(">I", log[8:12])[0], bytes(log[16:24])
    step, found, sure = FRAME_HEAD + size, list[int](), 0
    for at in range(LOG_HEAD, len(log) - step + 1, step):
        page, commit = struct.unpack(">II", log[at : at + 8])
        if bytes(log[at + 8 : at + 16]) != salts:
            break
        found.append(page)
        sure = len(found) if commit else sure
    yield from found[:sure]


def filled(folder: Path, seed: int, count: int) -> Outcome:
    """A small disk that fills up while documents come in; then there is room again."""
    outcome, chance = Outcome(), random.Random(seed)
    for number in range(count):
        kind = ("tmpfs", "ext4")[number % 2]
        with _small_disk(folder / f"disk{number}", kind, chance.randrange(600, 5_000)) as (disk, more):
            (disk / "given").mkdir()
            pid, pipe = child((intake, capture)[number // 2 % 2], disk, seed + number)
            _, status = os.waitpid(pid, 0)
            told, refused = told_by(pipe)
            outcome.trials[kind] += 1
            outcome.acknowledged[kind] += len(told)
            outcome.ended[kind] += bool(status)
            if status and not refused and (disk / "child.err").read_text().strip().splitlines()[-1:] != []:
                outcome.wrong.append(f"{kind} {number}: no sentence: {(disk / 'child.err').read_text()[-500:]}")
            shutil.rmtree(disk / "given", ignore_errors=True)
            more()
            os.sync()
            outcome.wrong += [f"seed {seed} {kind} {number}: {what}" for what in lost(_case(disk), told)]
    return outcome


@contextmanager
def _small_disk(at: Path, kind: str, kib: int) -> Iterator[tuple[Path, Callable[[], None]]]:
    """A file system of so many KiB, and what makes room on it; needs root."""
    at.mkdir(parents=True)
    image, ballast = at.with_suffix(".img"), at / "ballast"
    if kind == "tmpfs":
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kib}k", "none", at], check=True)
    else:
        image.write_bytes(bytes(40 << 20))
        subprocess.run(["mkfs.ext4", "-q", "-O", "^has_journal", "-m", "0", image], check=True)
        subprocess.run(["mount", "-o", "loop", image, at], check=True)
        free = os.statvfs(at)
        ballast.write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - (kib << 10))))

    def more() -> None:
        ballast.unlink(missing_ok=True)
        if kind == "tmpfs":
            subprocess.run(["mount", "-o", f"remount,size={kib + 40_000}k", at], check=True)

    try:
        yield at, more
    finally:
        subprocess.run(["umount", at], check=True)
        image.unlink(missing_ok=True)


def together(folder: Path, seed: int, count: int) -> Outcome:
    """Several processes that write to one workspace at once, one of them killed."""
    outcome, chance = Outcome(), random.Random(seed)
    for number in range(count):
        place = folder / "together"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        Store.create(_case(place), "Together").close()
        begun = [child(intake, place, seed + 100 * number + one) for one in range(3)]
        time.sleep(chance.uniform(0.1, 1.0))
        os.kill(begun[0][0], signal.SIGKILL)
        told: list[Told] = []
        for one, (pid, pipe) in enumerate(begun):
            _, status = os.waitpid(pid, 0)
            acknowledged, refused = told_by(pipe)
            told += acknowledged
            if one and status:
                outcome.wrong.append(f"together {number}: {refused or (place / 'child.err').read_text()[-300:]}")
        outcome.trials["together"] += 1
        outcome.acknowledged["together"] += len(told)
        if len({entry for entry, _, _ in told}) != len(told):
            outcome.wrong.append(f"together {number}: one entry was acknowledged twice")
        outcome.wrong += [f"seed {seed} together {number}: {what}" for what in lost(_case(place), told)]
    return outcome
