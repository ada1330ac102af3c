"""Files and folders captured into a workspace: each an item, whatever is wrong with it."""

import hashlib
import json
import os
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sources.media.test_fingerprints import scene

from tutela import Workspace, run
from tutela.model.errors import WorkspaceBusy
from tutela.model.items import Done, FileRole
from tutela.workspace.capturing import CaptureOptions, capture, workspace_of

TEXT = "The chapel above Lower Village was hit by a shell on Monday morning, 3 May 2021."


@pytest.fixture
def workspace(tmp_path):
    with Workspace.create(tmp_path / "case" / "workspace") as made:
        yield made


def captured(workspace, *what):
    before = len(workspace.items())
    report = capture(workspace, list(what), by="A. Reader")
    return report, workspace.items()[before:]


def steps(item):
    return [(step.name, step.outcome) for step in item.steps]


def test_a_file_is_kept_with_both_hashes_and_its_document_is_read_by_a_run(workspace, tmp_path):
    path = tmp_path / "note.txt"
    path.write_text(TEXT)
    report, [item] = captured(workspace, path)
    assert (report.items, report.documents, report.failures) == (1, 1, ())
    [file] = item.files
    assert file.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert file.blake2b == hashlib.blake2b(TEXT.encode()).hexdigest()
    assert (file.role, file.name, file.size, file.media_type) == (
        FileRole.ORIGINAL,
        "note.txt",
        len(TEXT),
        "text/plain",
    )
    assert (workspace.path / "files" / file.sha256[:2] / file.sha256).read_bytes() == TEXT.encode()
    assert (item.by, item.how, item.item) == ("A. Reader", "file", str(path))
    assert item.at.endswith("Z") and "clock" in item.clock and item.software.startswith("tutela ")
    assert [fact.name for fact in item.facts] == ["last changed"]
    assert not workspace.verify().faults
    assert path.read_text() == TEXT
    told = run(tmp_path / "case")
    assert (told.documents, told.claims) == (1, 1)


def test_the_same_bytes_captured_twice_are_one_document_and_two_items(workspace, tmp_path):
    path = tmp_path / "note.txt"
    path.write_text(TEXT)
    first, second = captured(workspace, path), captured(workspace, path)
    assert (first[0].known, second[0].known) == (0, 1)
    assert first[1][0].documents == second[1][0].documents
    assert first[1][0].id != second[1][0].id
    assert len(workspace.documents()) == 1
    path.write_text(f"{TEXT} Corrected.")
    captured(workspace, path)
    assert [document.name for document in workspace.documents()] == ["note", "note-2"]
    assert not workspace.verify().faults


def test_pictures_go_with_the_publication_that_shows_them_and_others_are_items(workspace, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = Path("papers")
    folder.mkdir()
    scene(1).save(folder / "a-roof.png")
    scene(2).save(folder / "street.jpg")
    (folder / "note.json").write_text(json.dumps({"id": "note", "text": TEXT, "media": ["a-roof.png"]}))
    report, items = captured(workspace, folder)
    assert [Path(item.item).name for item in items] == ["note.json", "street.jpg"]
    note, street = items
    assert [(file.name, file.role) for file in note.files] == [
        ("note.json", FileRole.ORIGINAL), ("a-roof.png", FileRole.RESOURCE)
    ]  # fmt: skip
    media = {medium.name: medium for medium in workspace.media()}
    assert media["a-roof.png"].document == note.documents[0]
    assert (media["street.jpg"].document, street.media) == ("", (media["street.jpg"].id,))
    assert report.media == 2
    assert not workspace.verify().faults


def broken(folder):
    """A folder in which almost everything is wrong, and one good file."""
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT)
    (folder / "empty.txt").touch()
    (folder / "a.json").write_text("{")
    (folder / "b.jsonl").write_text('{"text": "The church burned."}\n{\n')
    (folder / "c.html").write_bytes(b"\x00" * 2_000)
    (folder / "d.warc").write_bytes(b"WARC/1.0\r\nnonsense")
    (folder / "e.wacz").write_bytes(b"PK\x03\x04nonsense")
    (folder / "f.jpg").write_bytes(b"\xff\xd8\xff nonsense")
    (folder / "g.docx").write_bytes(b"PK\x03\x04")
    (folder / "h.mp4").write_bytes(b"nonsense")
    (folder / "i").write_bytes(b"")
    (folder / "k.pdf").write_bytes(b"%PDF-1.7 nonsense")
    (folder / "link.txt").symlink_to(folder / "nowhere")
    (folder / "deep").mkdir()
    (folder / "deep" / "up").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "pipe.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
def test_nothing_that_is_wrong_with_one_item_stops_the_others(workspace, tmp_path):
    broken(tmp_path / "papers")
    report, items = captured(workspace, tmp_path / "papers", tmp_path / "none", tmp_path / "papers" / "good.txt")
    by_name = {Path(item.item).name: item for item in items}
    assert steps(by_name["good.txt"]) == [("keep", Done.DONE), ("read", Done.DONE)]
    for name in ("a.json", "empty.txt", "c.html", "d.warc", "e.wacz", "link.txt", "pipe.txt", "up", "none"):
        assert by_name[name].failed, name
    for name in ("g.docx", "i"):
        assert steps(by_name[name])[-1] == ("read", Done.LEFT_OUT), name
    for name in ("a.json", "c.html", "d.warc", "e.wacz", "f.jpg", "g.docx", "k.pdf"):
        [file] = by_name[name].files
        assert file.sha256 == hashlib.sha256((tmp_path / "papers" / name).read_bytes()).hexdigest(), name
    assert len(by_name["b.jsonl"].documents) == 1 and by_name["b.jsonl"].failed
    assert report.failed
    assert all(failure.remedy for failure in report.failures)
    assert not workspace.verify().faults


BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from([b"%PDF-1.4", b"WARC/1.1\r\n", b"PK\x03\x04", b"\x1f\x8b\x08", b"<html><p>A church", b'{"text": "a"}']).flatmap(
        lambda start: st.binary(max_size=100).map(lambda rest: start + rest)
    ),
)  # fmt: skip
ENDINGS = st.sampled_from([".txt", ".html", ".json", ".jsonl", ".warc", ".warc.gz", ".wacz", ".pdf", ".png", ".x", ""])


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(BYTES, ENDINGS), min_size=1, max_size=5))
def test_any_batch_of_files_comes_in_whole(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("any")
    (folder / "in").mkdir()
    for number, (content, ending) in enumerate(files):
        (folder / "in" / f"{number}{ending}").write_bytes(content)
    with Workspace.create(folder / "case") as workspace:
        capture(workspace, folder / "in", by="A. Reader")
        originals = {
            item.item: item.files[0].sha256
            for item in workspace.items()
            if item.how not in ("archived",) and item.files
        }
        for path in (folder / "in").iterdir():
            assert originals[str(path)] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert not workspace.verify().faults


def test_a_file_that_changes_while_it_is_captured_is_a_failed_item(workspace, tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    for name in ("a.bin", "b.bin", "c.bin"):
        (tmp_path / "in" / name).write_bytes(name.encode())
    times = iter(range(10_000))

    def now():
        # Each item begins by asking the time: the file before it is changed once it is hashed.
        if next(times) == 2:
            (tmp_path / "in" / "b.bin").write_bytes(b"changed")
        return "2026-01-05T10:00:00.000Z"

    report = capture(workspace, tmp_path / "in", by="A. Reader", now=now)
    a, b, c = workspace.items()
    assert (len(a.files), len(b.files), len(c.files)) == (1, 0, 1)
    assert "was changed while it was being read" in b.failed[0].sentence
    assert report.items == 3
    assert not workspace.verify().faults


def test_what_was_finished_is_kept_when_it_is_stopped(workspace, tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / "in" / name).write_text(f"{name}: {TEXT}")
    times = iter(range(10))

    def now():
        if next(times) == 2:
            raise KeyboardInterrupt
        return "2026-01-05T10:00:00.000Z"

    with pytest.raises(KeyboardInterrupt):
        capture(workspace, tmp_path / "in", by="A. Reader", now=now)
    assert [Path(item.item).name for item in workspace.items()] == ["a.txt", "b.txt"]
    assert not workspace.verify().faults


def test_a_long_list_is_gone_on_with_where_it_stopped(workspace, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    captured(workspace, tmp_path / "a.txt", tmp_path / "none.txt")
    (tmp_path / "none.txt").write_text(TEXT)
    what = [tmp_path / name for name in ("a.txt", "b.txt", "none.txt")]
    report = capture(workspace, what, by="A. Reader", options=CaptureOptions(missing=True))
    assert (report.items, report.left_alone) == (2, 1)
    assert "1 item captured before and left alone." in report.summary()
    assert [Path(item.item).name for item in workspace.items()[2:]] == ["b.txt", "none.txt"]
    again = capture(workspace, what, by="A. Reader", options=CaptureOptions(missing=True))
    assert (again.items, again.left_alone) == (0, 3)


def test_while_another_writes_items_wait_and_are_kept_afterwards(workspace, tmp_path):
    (tmp_path / "note.txt").write_text(TEXT)
    other, workspace = workspace, Workspace.open(workspace.path, patience_s=0.05)
    lock = other.writing()

    def now():
        # The other one begins once the capture has, and ends later.
        lock.__enter__()
        threading.Timer(0.5, lock.__exit__, (None, None, None)).start()
        return "2026-01-05T10:00:00.000Z"

    capture(workspace, tmp_path / "note.txt", by="A. Reader", now=now)
    assert len(workspace.items()) == 1
    with other.writing(), pytest.raises(WorkspaceBusy):
        capture(workspace, tmp_path / "note.txt", by="A. Reader")
    assert len(workspace.items()) == 1


def test_a_case_is_a_folder_of_a_run_or_a_workspace(tmp_path):
    with workspace_of(tmp_path / "case", make=True) as made:
        assert made.path == tmp_path / "case" / "workspace"
    for folder in (tmp_path / "case", tmp_path / "case" / "workspace"):
        with workspace_of(folder) as opened:
            assert opened.path == tmp_path / "case" / "workspace"
    with pytest.raises(Exception, match="holds no workspace"):
        workspace_of(tmp_path / "none")


def test_the_workspace_itself_is_not_captured(workspace, tmp_path):
    (tmp_path / "note.txt").write_text(TEXT)
    _, items = captured(workspace, tmp_path)
    assert [Path(item.item).name for item in items] == ["note.txt"]
