"""JSON and JSON Lines -> drafts of documents."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.model.documents import Captured, Document
from tutela.model.problems import Problem
from tutela.sources import json_files
from tutela.sources.decoding import wide_encoding
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


@given(st.binary(max_size=300))
def test_any_line_ends_as_document_or_problem(content: bytes) -> None:
    import io

    source = Source("x.jsonl", "x")
    lines = [line for line in content.split(b"\n") if line.strip()]
    found = list(json_files.read_json_lines(source, io.BytesIO(content)))
    places = {item.line if isinstance(item, Draft) else item.row for item in found}
    # An empty file is a problem too; in UTF-16 other bytes end a line.
    assert len(places) == max(1, len(lines)) or (found and wide_encoding(content))


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
