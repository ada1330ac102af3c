"""PDF: text in reading order, every line with its page and place, and nothing a file holds stops the house."""

import io
import itertools
import re
import zlib

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tutela.model.items import Done, FileRole
from tutela.sources.capture.drafts import CapturedDraft, Circumstances
from tutela.sources.pdf import read_pdf, read_pdf_file
from tutela.sources.pdf.layout import Letter, Line, joined, lines_of


def set_in_type(source: str, tmp_path) -> bytes:
    path = tmp_path / "a.typ"
    path.write_text(source, "utf-8")
    return typst.compile(path)


SENTENCE = "The chapel above Lower Village was hit by a shell on Monday morning, the mayor said, and its roof fell in."


def test_columns_pages_and_hyphens_are_read_in_order_and_every_line_has_its_place(tmp_path):
    source = '#set page(columns: 3)\n#set par(justify: true)\n#set text(hyphenate: true, lang: "en")\n= Chapel hit\n'
    wanted = [f"Paragraph {number}. {SENTENCE}" for number in range(1, 41)]
    read = read_pdf(set_in_type(source + "\n\n".join(wanted), tmp_path))
    assert read.text.split("\n\n") == ["Chapel hit", *wanted]
    assert {area.page for area in read.areas} == {1, 2}
    for area in read.areas:
        left, top, right, bottom = area.box
        assert read.text[area.start : area.end].strip()
        assert 0 <= left < right <= 596
        assert 0 <= top < bottom <= 842
    assert all(one.end <= other.start for one, other in itertools.pairwise(read.areas))
    # The second column stands right of the first, from the page's top again.
    first, second = (next(area for area in read.areas if area.box[0] > left) for left in (0, 200))
    assert second.box[0] > first.box[2] - 20


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [
        ("hy", "ltr", "Սուրբ Ամենափրկիչ եկեղեցին հրթիռակոծվել է։"),
        ("ar", "rtl", "تضررت الكنيسة في القرية السفلى صباح يوم الاثنين"),
        ("he", "rtl", "הכנסייה בכפר התחתון נפגעה ביום שני בבוקר"),
        ("ru", "ltr", "Церковь была повреждена в результате обстрела."),
        ("ka", "ltr", "ეკლესია დაზიანდა დაბომბვის შედეგად."),
    ],
)
def test_scripts_are_read_as_they_are_written(tmp_path, language, direction, words):
    read = read_pdf(set_in_type(f'#set text(lang: "{language}", dir: {direction})\n{words}', tmp_path))
    if "\ufffd" in read.text or not re.search(r"\w", read.text):
        pytest.skip("no font for this script is installed")
    assert read.text == words


def test_a_pdf_is_an_item_with_its_document_and_the_place_of_a_passage(tmp_path):
    path = tmp_path / "report.pdf"
    title = '#set document(title: "Damage report", author: "A. Reader")\n'
    path.write_bytes(set_in_type(f"{title}First.\n#pagebreak()\n{SENTENCE}", tmp_path))
    here = Circumstances("A. Reader", "not checked", "tutela test", "Linux", lambda: "2026-01-05T10:00:00.000Z")
    (draft,) = read_pdf_file(path, here)
    assert isinstance(draft, CapturedDraft)
    document = draft.documents[0].document
    assert (document.name, document.title, document.media_type) == ("report", "Damage report", "application/pdf")
    assert document.published is None
    assert draft.item.files[0].role is FileRole.ORIGINAL
    at = document.text.index("roof fell in")
    assert [area.page for area in draft.item.areas if area.start <= at < area.end] == [2]
    facts = {fact.name: fact.value for fact in draft.item.facts}
    assert (facts["Author"], facts["pages"]) == ("A. Reader", "2")
    assert "CreationDate" in facts


def test_a_scanned_pdf_says_that_it_holds_no_text(tmp_path):
    out = io.BytesIO()
    Image.effect_noise((100, 100), 90).save(out, "PDF")
    read = read_pdf(out.getvalue())
    assert read.steps[0].outcome is Done.FAILED
    assert "scanned" in read.steps[0].sentence


def simple(stream: bytes, *, filter_: bytes = b"", extra: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF of one page with this content stream."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R "
        + extra
        + b" /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(stream), filter_, stream),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 5\n0000000000 65535 f \n%strailer\n<< /Size 5 /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        trailer,
        len(out),
    )


WORDS = b"BT /F 12 Tf 20 50 Td (The chapel was hit.) Tj ET"


@pytest.mark.parametrize(("turned", "wide"), [(0, True), (90, False), (180, True), (270, False)])
def test_a_turned_page_has_its_places_as_it_is_shown(turned, wide):
    read = read_pdf(simple(WORDS, extra=b"/Rotate %d" % turned))
    left, top, right, bottom = read.areas[0].box
    assert (right - left > bottom - top) is wide
    assert left >= 0
    assert top >= 0
    assert right <= (200 if wide else 100)
    assert bottom <= (100 if wide else 200)


def test_a_bomb_is_stopped_by_its_bounds():
    bomb = zlib.compress(zlib.compress(bytes(300_000_000), 9), 9)
    read = read_pdf(simple(bomb, filter_=b"/Filter [/FlateDecode /FlateDecode]"))
    assert read.text == ""
    assert read.steps[0].outcome is Done.FAILED


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no PDF"),
        (b"%PDF-1.4 and nothing else", "no PDF"),
        (b"PK\x03\x04", "no PDF"),
    ],
)
def test_what_is_no_pdf_says_so(content, why):
    assert why in read_pdf(content).steps[0].sentence


def test_a_locked_pdf_says_so():
    keys = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>]" % (
        b"00" * 32,
        b"11" * 32,
    )
    assert "password" in read_pdf(simple(WORDS, trailer=keys)).steps[0].sentence


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=40))
def test_damaged_bytes_give_text_or_a_sentence(at, junk):
    content = bytearray(simple(WORDS))
    content[at % len(content) : at % len(content) + len(junk)] = junk
    read = read_pdf(bytes(content))
    assert read.steps
    assert all(read.text[area.start : area.end] for area in read.areas)


def letters(words: str, left: float, top: float) -> list[Letter]:
    return [Letter(letter, (left + 5 * n, top, left + 5 * n + 5, top + 10)) for n, letter in enumerate(words)]


def test_letters_become_lines_and_a_broken_word_is_one():
    drawn = [
        *letters("de\x02", 0, 0),
        *letters("struction\r\n", 0, 12),
        *letters("  \r\n", 0, 24),
        *letters("of", 0, 36),
    ]
    lines = list(lines_of(drawn))
    assert [line.words for line in lines] == ["de", "struction", "of"]
    assert "".join(before + line.words for before, line in joined(lines)).startswith("destruction")


def test_rows_of_a_table_keep_a_line_each():
    rows = [Line(f"Chapel {n} damaged", (0, 17.0 * n, 90, 17.0 * n + 10)) for n in range(4)]
    assert [before for before, _ in joined(rows)] == ["", "\n", "\n", "\n"]
