"""Files and folders -> captured documents."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.model.documents import Captured, Document
from tutela.model.problems import Problem
from tutela.sources import json_files
from tutela.sources.drafts import Draft, Source
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


def test_json_lines_state_their_fields_and_unknown_ones_are_ignored(tmp_path: Path) -> None:
    record = {
        "id": 7,
        "text": "The chapel stands.",
        "published": "2021-03-25T10:00:00+04:00",
        "publisher": "Example Courier",
        "language": "en-GB",
        "url": "https://example.org/a",
        "title": "Chapel",
        "claims": [{"harm": "intact"}],
    }
    line = json.dumps(record).encode()
    [captured] = read_publications([write(tmp_path / "x.jsonl", b"\xef\xbb\xbf\n" + line + b"\r\n")])
    assert isinstance(captured, Captured)
    document = captured.document
    assert captured.content == line
    assert (document.name, document.title, document.url) == ("7", "Chapel", "https://example.org/a")
    assert document.published is not None
    assert (document.published.value, document.published.how) == ("2021-03-25T10:00:00+04:00", "stated")
    assert document.publisher is not None and document.publisher.value == "Example Courier"
    assert document.language is not None and (document.language.value, document.language.words) == ("en", "en-GB")


def test_lines_without_id_are_named_by_file_and_line(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", '{"text": "One."}\n\n{"text": "Three."}\n')
    assert names(path) == ["x-1", "x-3"]


def test_a_json_file_holds_one_object_or_a_list(tmp_path: Path) -> None:
    assert names(write(tmp_path / "one.json", '{"text": "One."}')) == ["one"]
    content = ' [ {"id": "a", "text": "Ä."} ,\n {"text": "B."} ] '
    captured = list(read_publications([write(tmp_path / "two.json", content)]))
    assert [item.document.name for item in captured if isinstance(item, Captured)] == ["a", "two-2"]
    assert [item.content for item in captured if isinstance(item, Captured)] == [
        '{"id": "a", "text": "Ä."}'.encode(),
        b'{"text": "B."}',
    ]


def test_of_a_broken_list_the_whole_part_is_read(tmp_path: Path) -> None:
    documents, [problem] = read(write(tmp_path / "x.json", '[{"id": "a", "text": "A."},\n{"id": "b", "te'))
    assert [document.name for document in documents] == ["a"]
    assert problem.row == 2 and problem.dropped


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "is no JSON"),
        ("[1]", "list"),
        ("{}", "has no text"),
        ('{"text": "  "}', "has no text"),
        ('{"text": ["a"]}', "has no text"),
        ("[" * 100_000, "is no JSON"),
    ],
)
def test_a_faulty_line_costs_only_itself(tmp_path: Path, line: str, message: str) -> None:
    path = write(tmp_path / "x.jsonl", f'{{"id": "a", "text": "A."}}\n{line}\n{{"id": "c", "text": "C."}}\n')
    documents, [problem] = read(path)
    assert [document.name for document in documents] == ["a", "c"]
    assert problem.row == 2 and problem.dropped and problem.remedy
    assert problem.file == str(path) and message in problem.message


def test_a_line_too_long_is_passed_over_without_holding_it(tmp_path: Path) -> None:
    long = b'{"id": "b", "text": "' + b"x" * 50_000_000 + b'"}'
    path = write(tmp_path / "x.jsonl", b'{"id": "a", "text": "A."}\n' + long + b'\n{"id": "c", "text": "C."}')
    documents, [problem] = read(path)
    assert [document.name for document in documents] == ["a", "c"]
    assert problem.row == 2 and "50,000,02" in problem.message
    assert str(json_files.MAX_BYTES // 1_000_000) in problem.message


def test_wrong_kinds_of_values_are_reported_and_left_out(tmp_path: Path) -> None:
    line = '{"text": "The chapel stands.", "title": ["a"], "published": {"d": 1}, "language": "the English one"}'
    [document], problems = read(write(tmp_path / "x.jsonl", line))
    assert (document.title, document.published) == ("", None)
    assert sorted(problem.message.split()[0] for problem in problems) == ["language", "published", "title"]
    assert not any(problem.dropped for problem in problems)


def test_halves_of_letters_are_replaced_so_that_the_text_can_be_stored(tmp_path: Path) -> None:
    [document], [problem] = read(write(tmp_path / "x.jsonl", '{"text": "A \\ud800 chapel"}'))
    assert document.text == "A \ufffd chapel"
    assert "surrogates" in problem.message


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
    write(tmp_path / "photo" / "a.jpg", b"x")
    found = list(read_publications([tmp_path / "nowhere", tmp_path / "empty", tmp_path]))
    messages = [item.message for item in found if isinstance(item, Problem)]
    assert messages[:2] == ["does not exist.", "holds no files."]
    assert "is no file (any more)." in messages
    assert "1 files with .jpg are not read." in messages


@given(st.binary(max_size=300))
def test_any_line_ends_as_document_or_problem(content: bytes) -> None:
    import io

    source = Source("x.jsonl", "x")
    lines = [line for line in content.split(b"\n") if line.strip()]
    found = list(json_files.read_json_lines(source, io.BytesIO(content)))
    assert len({item.line if isinstance(item, Draft) else item.row for item in found}) == len(lines)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "title"]), inner),
        max_leaves=8,
    )
)
def test_any_json_ends_as_document_or_problem(value: object) -> None:
    for item in json_files.read_json(Source("x.json", "x"), json.dumps(value).encode()):
        assert isinstance(item, Problem) or item.text.strip()
