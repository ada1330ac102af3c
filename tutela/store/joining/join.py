"""Two workspaces made one: the ledger of one goes on, that of the other is kept beside it as a branch."""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tutela.model.errors import InputError, WorkspaceExists
from tutela.model.ids import record_id
from tutela.model.problems import Problem
from tutela.model.records import from_text
from tutela.model.rulings import Ruling, Verdict
from tutela.store.archive.packing import copy_database
from tutela.store.branches import STAGE, segment_lines
from tutela.store.connection import DATABASE, FILES, Access, open_raw
from tutela.store.drafts import drafted
from tutela.store.files import PART, FileStore, hash_file, sync_folder
from tutela.store.joining.changes import DERIVED, Plan, Row, plans
from tutela.store.stamp import Clock, utc_now
from tutela.store.store import Store
from tutela.store.verify import verify
from tutela.store.writer import Writer

SHOWN = 3
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something on which two workspaces disagree, what was done about it, and what a person can do."""

    kind: str
    record: str
    said: str
    done: str
    remedy: str

    def problem(self) -> Problem:
        """It as the workspace keeps it."""
        return Problem(
            "merge", f"{self.said} {self.done}", self.remedy, column=self.kind, value=self.record, dropped=False
        )


@dataclass(frozen=True, slots=True)
class Joined:
    """What joining came to."""

    path: Path
    trunk: Path
    """The workspace whose ledger goes on."""
    forked: int
    """The last entry that both have in common."""
    branch: int
    """How many entries the other has behind it; 0 where it had none of its own."""
    added: int
    withdrawn: int
    conflicts: tuple[Conflict, ...] = ()


def join(one: Path, other: Path, out: Path, progress: Progress, clock: Clock = utc_now) -> Joined:
    """Make a workspace at `out` of two that began as one. Neither is changed; which is named first does not matter.

    Raises:
        WorkspaceExists: something stands at `out`.
        InputError: they do not begin as one, or one of them does not verify.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise WorkspaceExists(f"{out} is not empty.", "Name another folder; nothing is written over.")
    for step, path in enumerate((one, other)):
        progress("verifying", step, 3)
        _check(path)
    parent = out.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{out.name}-", suffix=PART, dir=parent))
    try:
        joined = _joined(one, other, part, clock)
        progress("verifying", 2, 3)
        _check(part)
        shutil.rmtree(part / "other", ignore_errors=True)
        part.replace(out)
        sync_folder(parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Joined(out, *joined)


def _check(path: Path) -> None:
    proved = verify(path)
    if proved.faults:
        shown = "; ".join(f"{fault.file}: {fault.message}" for fault in proved.faults[:SHOWN])
        raise InputError(f"{path} does not verify: {shown}", "Mend it from a backup before anything is joined to it.")


Outcome = tuple[Path, int, int, int, int, tuple[Conflict, ...]]


def _joined(one: Path, other: Path, part: Path, clock: Clock) -> Outcome:
    with closing(_opened(one)) as first, closing(_opened(other)) as second:
        forked = _common(first, second, one, other)
        turned = _order(second, forked) < _order(first, forked)
    trunk, second_path = (other, one) if turned else (one, other)
    beside = part / "other"
    beside.mkdir()
    copy_database(trunk / DATABASE, part / DATABASE)
    copy_database(second_path / DATABASE, beside / DATABASE)
    for folder in (trunk, second_path):
        _copy_files(folder / FILES, part / FILES)
    with closing(_opened(beside)) as connection:
        newest = _newest(connection)
    if newest == forked:
        shutil.rmtree(beside)
        return trunk, forked, 0, 0, 0, ()
    added, withdrawn, conflicts = _take_over(part, beside, forked, clock)
    shutil.rmtree(beside)
    return trunk, forked, newest - forked, added, withdrawn, conflicts


def _opened(folder: Path) -> sqlite3.Connection:
    return open_raw(folder / DATABASE, Access.INSPECT)


def _newest(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT max(seq) FROM ledger").fetchone()[0])


def _common(first: sqlite3.Connection, second: sqlite3.Connection, one: Path, other: Path) -> int:
    """The last entry that both have."""
    query = "SELECT seq, hash FROM ledger ORDER BY seq"
    common = 0
    for mine, yours in zip(first.execute(query), second.execute(query), strict=False):
        if mine != yours:
            break
        common = int(mine[0])
    if not common:
        raise InputError(
            f"{one} and {other} were made apart: their ledgers have no entry in common.",
            "Take the publications and registers of one into the other with `tutela run`.",
        )
    return common


def _order(connection: sqlite3.Connection, forked: int) -> tuple[bool, str, str]:
    """What decides whose ledger goes on, whichever was named first: the one that went on first."""
    query = "SELECT entry, hash FROM ledger WHERE seq = ?"
    row = connection.execute(query, (forked + 1,)).fetchone()
    return (True, "", "") if row is None else (False, str(json.loads(row[0])["at"]), str(row[1]))


def _copy_files(source: Path, target: Path) -> None:
    target.mkdir(exist_ok=True)
    into = FileStore(target)
    for path in FileStore(source).all():
        if path.parent.name == path.name[:2]:
            into.put_file(path, path.name)
    into.sync()


# -- taking over -------------------------------------------------------------------------------------------------------


def _take_over(part: Path, beside: Path, forked: int, clock: Clock) -> tuple[int, int, tuple[Conflict, ...]]:
    """Keep the other's ledger as a branch, and its records: one batch, one entry that names the branch."""
    other, file = beside / DATABASE, beside / "branch"
    with closing(_opened(beside)) as connection, file.open("wb") as lines:
        lines.writelines(segment_lines(connection, forked))
        head, entries = connection.execute("SELECT hash, seq FROM ledger ORDER BY seq DESC LIMIT 1").fetchone()
    with closing(open_raw(part / DATABASE, Access.READ)) as trunk:
        since = _known(trunk, other, forked)
        ruled, contradictions = _rulings(trunk, other, since, forked)
        found = list(plans(trunk, other, since, ruled))
        title, conflicts = _title(trunk, other, since, forked)
    conflicts += contradictions + [one for plan in found for one in _conflicts(plan)]
    sha256 = hash_file(file)
    note = {"branch": sha256, "entries": str(entries), "forked": str(forked), "head": head, **title}
    store = Store(part, clock=clock)
    try:
        with store.batch("", STAGE, tuple(sorted(note.items()))) as writer:
            writer.keep_file(file, sha256, of=record_id("brn", head), path="ledger branch")
            added, withdrawn = (
                sum(counts) for counts in zip((0, 0), *(_apply(writer, plan) for plan in found), strict=True)
            )
            writer.add_all([one.problem() for one in conflicts], scope=record_id("brn", head))
    finally:
        store.close()
    for left in part.glob(f"{DATABASE}-*"):
        left.unlink()
    (part / ".lock").unlink(missing_ok=True)
    return added, withdrawn, tuple(conflicts)


def _apply(writer: Writer, plan: Plan) -> tuple[int, int]:
    writer.withdraw(plan.kind, plan.withdraw)
    drafts = [drafted(plan.kind, from_text(plan.kind.record, row.json), row.run, row.scope) for row in plan.add]
    writer.add_drafts(plan.kind, drafts)
    return len(drafts), len(plan.withdraw)


def _known(trunk: sqlite3.Connection, other: Path, forked: int) -> int:
    """The newest entry of the other that the trunk knows: the fork, or one that an earlier branch of it ended with."""
    with closing(open_raw(other, Access.INSPECT)) as connection:
        known = [forked]
        for note in _merges(trunk):
            row = connection.execute("SELECT hash FROM ledger WHERE seq = ?", (int(note["entries"]),)).fetchone()
            if row is not None and row[0] == note["head"]:
                known.append(int(note["entries"]))
    return max(known)


def _merges(connection: sqlite3.Connection) -> Iterator[dict[str, str]]:
    for (text,) in connection.execute("SELECT entry FROM ledger ORDER BY seq"):
        entry = json.loads(text)
        if entry["stage"] == STAGE and "branch" in entry["note"]:
            yield entry["note"]


# -- conflicts ---------------------------------------------------------------------------------------------------------


def _conflicts(plan: Plan) -> Iterator[Conflict]:
    name = plan.kind.name
    for scope in sorted(plan.reread):
        yield Conflict(
            name, scope, f"{scope} was read on both sides, with different {name}.",
            "The reading of the ledger that goes on stands.", "Read the document; rule on what is wrong.",
        )  # fmt: skip
    if name in DERIVED or name == "captures":
        return
    for row in plan.differing:
        yield _of_record(name, row, "was changed on both sides.", "What the ledger that goes on says stands.")
    for row in plan.revived:
        yield _of_record(name, row, "was withdrawn on one side and changed on the other.", "It stands as changed.")
    for id_ in plan.kept:
        yield Conflict(
            name, id_, f"{id_} was changed on one side and withdrawn on the other.", "It stands as changed.",
            f"See both: the branch keeps what the other side did. Rule on {id_} if it is wrong.",
        )  # fmt: skip


def _of_record(kind: str, row: Row, said: str, done: str) -> Conflict:
    remedy = f"The branch keeps what the other side wrote. Rule on {row.id} if what stands is wrong."
    return Conflict(kind, row.id, f"{row.id} {said}", done, remedy)


def _rulings(trunk: sqlite3.Connection, other: Path, since: int, forked: int) -> tuple[frozenset[str], list[Conflict]]:
    """What rulings of the other speak of, and those that say something else than rulings of the trunk."""
    query = "SELECT json FROM rulings WHERE entered > ? ORDER BY fid"
    with closing(open_raw(other, Access.INSPECT)) as connection:
        theirs = [from_text(Ruling, body) for (body,) in connection.execute(query, (since,))]
    ours = [from_text(Ruling, body) for (body,) in trunk.execute(query, (forked,))]
    known = {ruling.id for ruling in ours}
    by_record: dict[str, list[Ruling]] = {}
    for ruling in ours:
        by_record.setdefault(ruling.record, []).append(ruling)
    found = [
        _contradiction(*sorted((mine, yours), key=lambda one: (one.at, one.id)))
        for yours in theirs
        if yours.id not in known
        for mine in by_record.get(yours.record, ())
        if _contradict(mine, yours)
    ]
    return frozenset(id_ for ruling in theirs for id_ in (ruling.record, ruling.target) if id_), found


def _contradict(mine: Ruling, yours: Ruling) -> bool:
    """Whether two rulings on one record cannot both be meant; what neither says of the other is left to people."""
    if Verdict.UNDO in (mine.verdict, yours.verdict):
        return mine.verdict is not yours.verdict
    if mine.verdict is not yours.verdict:
        return True
    if mine.target != yours.target:
        return mine.verdict not in (Verdict.SAME, Verdict.DIFFERENT)
    set_here, set_there = dict(mine.sets), dict(yours.sets)
    return any(set_here[name] != set_there[name] for name in set_here.keys() & set_there.keys())


def _contradiction(earlier: Ruling, later: Ruling) -> Conflict:
    said = (
        f"{earlier.record}: {earlier.id} ({earlier.verdict} by {earlier.by}, {earlier.at}) and {later.id} "
        f"({later.verdict} by {later.by}, {later.at}) were made apart and differ."
    )
    done = "Both are kept, in the order of the ledger that goes on."
    return Conflict(
        "rulings", earlier.record, said, done, "One of you rules again, or undoes one: tutela rule RULING undo."
    )


def _title(trunk: sqlite3.Connection, other: Path, since: int, forked: int) -> tuple[dict[str, str], list[Conflict]]:
    with closing(open_raw(other, Access.INSPECT)) as connection:
        yours = _titled(connection, since)
    mine = _titled(trunk, forked)
    if not yours or yours == mine:
        return {}, []
    if not mine:
        return {"title": yours}, []
    said = f"The investigation was called {mine!r} on one side and {yours!r} on the other."
    remedy = "Give another with `tutela run --title`, or workspace.retitle()."
    return {}, [Conflict("title", "title", said, "The title of the ledger that goes on stands.", remedy)]


def _titled(connection: sqlite3.Connection, since: int) -> str:
    title = ""
    for (text,) in connection.execute("SELECT entry FROM ledger WHERE seq > ? ORDER BY seq", (since,)):
        title = json.loads(text)["note"].get("title", title)
    return title
