"""Files and folders -> captured documents."""

import hashlib
import json
from pathlib import Path

import pytest

from tutela.model.documents import Captured, Document
from tutela.model.problems import Problem
from tutela.sources.publications import read_publications


def read(*paths: Path) -> tuple[list[Document], list[Problem]]:
    found = list(read_publications(paths))
    documents = [item.document for item in found if isinstance(item, Captured)]
    return documents, [item for item in found if isinstance(item, Problem)]


def names(*paths: Path) -> list[str]:
    return [document.name for document in read(*paths)[0]]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_folder_is_read_recursively_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/z.txt", "a.txt", "b/a.TXT", ".hidden.txt", ".git/c.txt"):
        write(tmp_path / name, f"The chapel at {name} stands.")
    assert names(tmp_path) == ["a", "b/a", "b/z"]


def test_a_file_is_named_by_itself_and_its_text_and_bytes_are_kept(tmp_path: Path) -> None:
    content = b"Line one.\r\n\r\nLine two.\n"
    path = write(tmp_path / "deep" / "note.txt", content)
    [captured] = read_publications([path])
    assert isinstance(captured, Captured)
    assert captured.document.name == "note"
    assert captured.document.text == "Line one.\r\n\r\nLine two.\n"
    assert captured.content == content
    assert captured.path == str(path)
    assert captured.document.sha256 == hashlib.sha256(content).hexdigest()


def test_a_second_document_of_the_same_name_is_renamed_and_reported(tmp_path: Path) -> None:
    write(tmp_path / "x.html", "<p>The old mosque of the lower quarter was shelled on Monday.</p>")
    write(tmp_path / "x.txt", "Another text.")
    write(tmp_path / "y.jsonl", '{"id": "x", "text": "A third."}\n')
    documents, problems = read(tmp_path)
    assert [document.name for document in documents] == ["x", "x-2", "x-3"]
    renamed = [problem for problem in problems if problem.value == "x"]
    assert len(renamed) == 2
    assert not any(problem.dropped for problem in renamed)


def test_an_identical_repeated_document_is_one_document_and_reported(tmp_path: Path) -> None:
    line = '{"id": "x", "text": "The bridge stands."}\n'
    documents, problems = read(write(tmp_path / "a.jsonl", line + line), write(tmp_path / "b.jsonl", line))
    assert [document.name for document in documents] == ["x"]
    assert [problem.row for problem in problems] == [2, 1]
    assert not any(problem.dropped for problem in problems)


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "x.txt", "The bridge stands.")
    documents, problems = read(path, tmp_path)
    assert len(documents) == 1
    assert "twice" in problems[0].message


def test_ids_depend_on_name_and_bytes_alone(tmp_path: Path) -> None:
    one = read(write(tmp_path / "a" / "x.txt", "The bridge stands."))[0]
    other = read(write(tmp_path / "b" / "x.txt", "The bridge stands."))[0]
    assert one == other


@pytest.mark.parametrize("stated", ["0001-01-01", "9999", "2023-02-30", "last week", "2020-11-27T25:00"])
def test_a_stated_date_that_cannot_be_is_reported_and_unknown(tmp_path: Path, stated: str) -> None:
    record = json.dumps({"text": "Published 3 May 2021\n\nThe chapel stands.", "published": stated})
    [document], [problem] = read(write(tmp_path / "x-2021-05-03.jsonl", record))
    assert document.published is None
    assert problem.value == stated and not problem.dropped


def test_a_date_with_two_readings_keeps_its_year(tmp_path: Path) -> None:
    [document], [problem] = read(write(tmp_path / "x.jsonl", '{"text": "Chapel.", "published": "03/04/2021"}'))
    assert document.published is not None
    assert (document.published.value, document.published.words) == ("2021", "03/04/2021")
    assert "two days" in problem.message


def test_broken_utf8_is_read_with_replacement_and_reported(tmp_path: Path) -> None:
    [document], [problem] = read(write(tmp_path / "x.txt", b"The chapel of S\xe3 stands on the hill."))
    assert document.text == "The chapel of S\ufffd stands on the hill."
    assert not problem.dropped


@pytest.mark.parametrize(
    "content", ["\ufeffChapel".encode(), "Chapel".encode("utf-16"), "Chapel".encode("utf-16-le"), b"Chapel"]
)
def test_marks_and_utf16_are_recognised(tmp_path: Path, content: bytes) -> None:
    [document], problems = read(write(tmp_path / "x.txt", content))
    assert (document.text, problems) == ("Chapel", [])


def test_cyrillic_of_a_code_page_is_read_and_reported(tmp_path: Path) -> None:
    text = "Старая часовня на холме стоит."
    [document], [problem] = read(write(tmp_path / "x.txt", text.encode("cp1251")))
    assert document.text == text
    assert "cp1251" in problem.message


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.txt", b""),
        ("x.txt", b"\n \n"),
        ("x.txt", b"%PDF-1.7\n\x00\x01\x02" + bytes(range(256)) * 4),
        ("x.html", b""),
        ("x.html", b"<html><body></body></html>"),
        ("x.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00"),
        ("x.json", b"\x00\x00"),
        ("x.pdf", b"%PDF-1.7"),
    ],
)
def test_what_holds_no_text_is_reported_and_the_rest_goes_on(tmp_path: Path, name: str, content: bytes) -> None:
    bad, good = write(tmp_path / name, content), write(tmp_path / "y.txt", "The chapel stands.")
    documents, problems = read(bad, good)
    assert [document.name for document in documents] == ["y"]
    assert [problem.dropped for problem in problems] == [True]


def test_paths_that_are_not_there_or_hold_nothing_are_reported(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    write(tmp_path / "scan" / "a.djvu", b"x")
    found = list(read_publications([tmp_path / "nowhere", tmp_path / "empty", tmp_path]))
    messages = [item.message for item in found if isinstance(item, Problem)]
    assert messages[:2] == ["does not exist.", "holds no files."]
    assert "cannot be read (No such file or directory)." in messages
    assert "has the ending '.djvu', which is not read." in messages
