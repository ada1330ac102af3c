"""A workspace packed and taken out is the same to the byte; an archive that somebody tampered with is refused whole."""

import io
import shutil
import sqlite3
import tarfile
import threading
import zipfile

import pytest
from histories import history
from small_case import RUN, asset

from tutela.model.errors import InputError, WorkspaceExists
from tutela.store.archive import pack, unpack
from tutela.store.archive.card import CARD
from tutela.store.store import Store
from tutela.store.tables import METADATA
from tutela.store.verify import verify


def quiet(stage, done, total):
    pass


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    store = history(tmp_path_factory.mktemp("made") / "workspace", 11, 12)
    store.close()
    return store.path


def contents(path):
    """Every value of every table, and every file."""
    connection = sqlite3.connect(path / "workspace.gpkg")
    tables = {table.name: connection.execute(f"SELECT * FROM {table.name} ORDER BY 1").fetchall()
              for table in METADATA.sorted_tables}  # fmt: skip
    connection.close()
    return tables, {file.name: file.read_bytes() for file in (path / "files").rglob("*") if file.is_file()}


@pytest.mark.parametrize("ending", [".tar", ".zip"])
def test_what_is_taken_out_is_what_was_packed_to_the_byte(workspace, tmp_path, ending):
    made = pack(workspace, tmp_path / f"case{ending}", quiet)
    proved = unpack(made.path, tmp_path / "moved", quiet)
    assert contents(tmp_path / "moved") == contents(workspace)
    assert proved.head == made.card.head == verify(workspace).head and not proved.faults
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted((f"case{ending}", "moved"))
    again = pack(tmp_path / "moved", tmp_path / f"again{ending}", quiet)
    assert (again.card.entries, again.card.files) == (made.card.entries, made.card.files)


def test_it_is_packed_while_others_write(tmp_path):
    store = Store.create(tmp_path / "workspace")
    stop = threading.Event()

    def write():
        number = 0
        own = Store(store.path)
        while not stop.is_set():
            number += 1
            with own.batch(RUN.id, "inventory") as writer:
                writer.add_all([asset(number)])
                writer.keep(str(number).encode(), of=f"ast_{number}")

    writing = threading.Thread(target=write)
    writing.start()
    try:
        for number in range(4):
            made = pack(store.path, tmp_path / f"{number}.tar", quiet)
            assert unpack(made.path, tmp_path / f"moved{number}", quiet).entries == made.card.entries
    finally:
        stop.set()
        writing.join()


def test_nothing_is_written_over(workspace, tmp_path):
    made = pack(workspace, tmp_path / "case.tar", quiet)
    with pytest.raises(InputError, match="stands there already"):
        pack(workspace, made.path, quiet)
    with pytest.raises(InputError, match="is neither"):
        pack(workspace, tmp_path / "case.rar", quiet)
    with pytest.raises(WorkspaceExists, match="not empty"):
        unpack(made.path, workspace, quiet)
    (tmp_path / "empty").mkdir()
    unpack(made.path, tmp_path / "empty", quiet)


# -- archives that somebody tampered with ------------------------------------------------------------------------------


def members(archive):
    with tarfile.open(archive) as tar:
        return [(one, tar.extractfile(one).read()) for one in tar]


def as_tar(path, pairs):
    with tarfile.open(path, "w:", format=tarfile.PAX_FORMAT) as tar:
        for member, content in pairs:
            if member.isreg():
                member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


def tarred(name, content=b"x", **fields):
    member = tarfile.TarInfo(name)
    for field, value in fields.items():
        setattr(member, field, value)
    return member, content


def refused(archive, target):
    with pytest.raises(InputError) as told:
        unpack(archive, target, quiet)
    assert not target.exists()
    assert [path for path in target.parent.iterdir() if path.name.startswith(f".{target.name}-")] == []
    return str(told.value)


NAMES = (
    "../outside", "/etc/outside", "files/../../outside", "files/ab/" + "cd" * 32, "files/ab/..", "search.db", "files",
    "workspace.gpkg-wal", "files\\ab", "files/ab/ab" + "0" * 62 + "\n", "FILES/ab/ab" + "0" * 62, "\u202efiles", ".lock",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_that_lead_elsewhere_are_refused(workspace, tmp_path, name):
    good = members(pack(workspace, tmp_path / "case.tar", quiet).path)
    assert "belongs to no workspace" in refused(as_tar(tmp_path / "bad.tar", [*good, tarred(name)]), tmp_path / "to")
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as zipped:
        for member, content in [*good, tarred(name)]:
            zipped.writestr(member.name, content)
    # What a zip makes of a backslash or a line end is its own affair; it belongs to no workspace in any case.
    assert "belongs to no workspace" in refused(tmp_path / "bad.zip", tmp_path / "to")


LINK = {"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"}


@pytest.mark.parametrize(
    "fields",
    [
        LINK,
        LINK | {"type": tarfile.LNKTYPE},
        {"type": tarfile.FIFOTYPE},
        {"type": tarfile.CHRTYPE},
        {"type": tarfile.DIRTYPE},
    ],
)
def test_links_and_devices_are_refused(workspace, tmp_path, fields):
    good = members(pack(workspace, tmp_path / "case.tar", quiet).path)
    bad = as_tar(tmp_path / "bad.tar", [*good, tarred("files/00/" + "0" * 64, b"", **fields)])
    assert "no plain file" in refused(bad, tmp_path / "to")


def test_a_zip_that_would_grow_is_refused(workspace, tmp_path):
    good = members(pack(workspace, tmp_path / "case.tar", quiet).path)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w") as zipped:
        zipped.writestr(good[0][0].name, good[0][1])
        zipped.writestr("workspace.gpkg", bytes(50 << 20), zipfile.ZIP_DEFLATED)
    assert "packed otherwise than stored" in refused(tmp_path / "bomb.zip", tmp_path / "to")


def test_members_that_lie_over_each_other_are_refused(workspace, tmp_path):
    """Many names of one stretch of bytes: how a small zip holds much."""
    made = pack(workspace, tmp_path / "case.zip", quiet).path
    with zipfile.ZipFile(made, "a") as zipped:
        first = zipped.infolist()[1]
        for number in range(3):
            twin = zipfile.ZipInfo(f"files/0{number}/0{number}" + "0" * 62)
            twin.header_offset, twin.file_size, twin.compress_size, twin.CRC = (
                first.header_offset, first.file_size, first.compress_size, first.CRC,
            )  # fmt: skip
            zipped.filelist.append(twin)
            zipped.NameToInfo[twin.filename] = twin
            zipped._didModify = True
    told = refused(made, tmp_path / "to")
    assert "lies inside another" in told or "holds more than it is long" in told


def test_a_member_that_comes_twice_is_refused(workspace, tmp_path):
    good = members(pack(workspace, tmp_path / "case.tar", quiet).path)
    assert "twice" in refused(as_tar(tmp_path / "bad.tar", [*good, good[-1]]), tmp_path / "to")


def test_what_is_missing_or_was_changed_is_told(workspace, tmp_path):
    good = members(pack(workspace, tmp_path / "case.tar", quiet).path)
    assert "is missing" in refused(as_tar(tmp_path / "less.tar", good[:-1]), tmp_path / "to")
    member, content = good[-1]
    assert "was changed" in refused(
        as_tar(tmp_path / "other.tar", [*good[:-1], (member, content + b" ")]), tmp_path / "to"
    )
    assert "does not begin with" in refused(as_tar(tmp_path / "bare.tar", good[1:]), tmp_path / "to")
    assert "holds no workspace.gpkg" in refused(as_tar(tmp_path / "none.tar", [good[0], *good[2:]]), tmp_path / "to")


def test_a_ledger_whose_tail_was_cut_on_the_way_shows_by_the_card(workspace, tmp_path):
    copy = shutil.copytree(workspace, tmp_path / "copy")
    store = Store(copy)
    store.note("title", title="Later")
    store.close()
    later, earlier = (
        members(pack(one, tmp_path / f"{name}.tar", quiet).path) for one, name in ((copy, "b"), (workspace, "a"))
    )
    assert "its ledger has" in refused(as_tar(tmp_path / "cut.tar", [later[0], *earlier[1:]]), tmp_path / "to")


@pytest.mark.parametrize("at", [0.0, 0.3, 0.9, 0.999])
def test_an_archive_that_ends_too_early_is_refused(workspace, tmp_path, at):
    for ending in (".tar", ".zip"):
        made = pack(workspace, tmp_path / f"case{ending}", quiet).path
        content = made.read_bytes()
        short = tmp_path / f"short{ending}"
        short.write_bytes(content[: int(len(content.rstrip(b"\0")) * at)])
        refused(short, tmp_path / "to")


@pytest.mark.parametrize(
    "card",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b"[" * 60_000,
        b'{"format":"tutela-workspace/2"}',
        b'{"format":"tutela-workspace/1","workspace":1}',
        b"\xff" * 70_000,
    ],
)
def test_a_card_that_is_none_is_refused(workspace, tmp_path, card):
    good = members(pack(workspace, tmp_path / "case.tar", quiet).path)
    told = refused(as_tar(tmp_path / "bad.tar", [tarred(CARD, card), *good[1:]]), tmp_path / "to")
    assert CARD in told
