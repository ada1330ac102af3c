"""What fuzzing and hostile texts brought to light: each was a silent loss, a crash, or hours of work before."""

import json
from pathlib import Path

import pytest

from tutela.language.dates import find_dates
from tutela.language.sentences import MAX_LENGTH, split
from tutela.model.canonical import canonical_json
from tutela.model.documents import Captured
from tutela.model.problems import Problem
from tutela.model.records import to_json
from tutela.sources.coordinates import NoCoordinate, angle, metres, pair
from tutela.sources.datelines import stated_date
from tutela.sources.decoding import decode
from tutela.sources.markup import MAX_TAG_WORDS, words_of
from tutela.sources.publications import read_publications
from tutela.workspace.patience import TookTooLong, within


def read(path: Path, content: bytes) -> list[Captured | Problem]:
    path.write_bytes(content)
    return list(read_publications([path]))


@pytest.mark.parametrize("text", ["a " * 50_000, "a" * 200_000, "!" * 200_000 + "a", "A. " * 70_000, "x.y" * 70_000])
def test_no_sentence_is_longer_than_can_be_parsed_and_none_loses_a_letter(text):
    spans = split(text)
    assert max(end - start for start, end in spans) <= MAX_LENGTH
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


def test_long_text_is_cut_between_words():
    text = "church " * 1_000
    assert all(text[start:end].split()[-1] == "church" for start, end in split(text))


def test_a_range_that_ends_before_it_begins_is_not_resolved():
    [found] = find_dates("from 27 to 10 November 2020", "2020-11-27")
    assert (found.period.start, found.period.end) == (None, None)
    assert "ends before it begins" in found.how


@pytest.mark.parametrize("content", [b"", b"\n\n", b"[]", b"[] more", b"[ , ]"])
def test_no_file_yields_neither_document_nor_problem(content, tmp_path):
    for ending in (".json", ".jsonl", ".txt", ".html"):
        assert read(tmp_path / f"a{ending}", content)


def test_problems_can_be_kept_whatever_they_quote(tmp_path):
    lines = b'{"\\ud800": 1}\n{"text": ["\\ud800"]}\n"\\ud800"\n{"text": "a", "published": "\\ud800"}\n'
    for item in read(tmp_path / "a.jsonl", lines):
        canonical_json(to_json(item.document if isinstance(item, Captured) else item))


def test_a_nul_that_strayed_into_text_does_not_make_it_chinese():
    assert decode(b"The church\0 was hit.").binary
    assert decode("Церковь 12".encode("utf-16-le")).text == "Церковь 12"


def test_line_separators_inside_a_json_string_end_no_line_in_utf16(tmp_path):
    rows = [{"id": "a", "text": "one\u2028two\x85three"}, {"id": "b", "text": "four"}]
    content = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-16")
    found = [item.document for item in read(tmp_path / "a.jsonl", content) if isinstance(item, Captured)]
    assert [document.text for document in found] == [row["text"] for row in rows]


def test_dates_in_digits_of_other_scripts_come_out_in_ours():
    found = stated_date("٢٠٢٠-١١-٢٧")
    assert found is not None
    assert found.value == "2020-11-27"
    assert stated_date("2020 " * 100_000) is None


@pytest.mark.parametrize("text", ["1 " * 100_000, "(" * 100_000, "POINT(" + " " * 100_000, "1" * 100_000])
def test_endless_cells_are_no_coordinates(text):
    for read_one in (lambda: angle(text, "lat"), lambda: pair(text), lambda: metres(text)):
        with pytest.raises(NoCoordinate):
            read_one()


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>a<b>b</b> c</p><p>d</p>", "ab c\n\nd"),
        ("<script>x</script>a<style>y", "a<style>y"),
        ("a<!-- b -->c<!-- d", "ac<!-- d"),
        ("1 < 2 &amp; 3 &#9999999999999;", "1 2 & 3 \ufffd"),
        ("<" * 100_000 + "a", "<a"),
        ("<!--" * 100_000, "<!--" * 100_000),
    ],
)
def test_words_of_pages_that_nothing_follows(markup, words):
    assert words_of(markup) == words


def test_a_tag_too_large_to_compare_costs_no_text(tmp_path):
    attributes = " ".join(f'a{n}=">"' for n in range(MAX_TAG_WORDS + 1))
    found = read(tmp_path / "a.html", f"<html><body><p {attributes}>The church was hit.</p></body></html>".encode())
    assert "The church was hit." in next(item.document.text for item in found if isinstance(item, Captured))


def test_work_that_does_not_end_is_broken_off_even_inside_a_pattern():
    import re

    endless = re.compile(r"(?:a|aa)+$")
    with pytest.raises(TookTooLong):
        within(0.05, endless.match, "a" * 60 + "b")
    assert within(60, len, "abc") == 3
