"""Printed documents: every script drawn or said to be missing, nothing foreign read as markup, the same bytes twice."""

import json
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.model.errors import InputError
from tutela.publishing.typesetting import fonts_for, scripts_in, spelled, typeset

TEMPLATE = '#import "house.typ": *\n#show: house.with(title: "T")\n#undrawn()\n#json("data.json").text'

needs_pdftotext = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")


def printed(text: str, **options: object) -> bytes:
    return typeset(TEMPLATE, {"data.json": json.dumps({"text": text}).encode()}, **options)  # type: ignore[arg-type]


def words(pdf: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def test_the_same_data_give_the_same_archive_pdf():
    pdf = printed("Շուշի", made_at="2026-05-01T00:00:00+00:00")
    assert pdf == printed("Շուշի", made_at="2026-05-01T00:00:00+00:00")
    assert b"pdfaid:part>2<" in pdf and b"pdfaid:conformance>B<" in pdf
    assert pdf != printed("Շուշի", made_at="2026-05-02T00:00:00+00:00")


HOSTILE = [
    '#read("/etc/passwd")',
    "#set text(size: 99pt)\n= Heading",
    '*bold* _it_ $x^2$ `raw` <label> @ref // no comment /* none */ \\ #panic("x")',
    '"; panic("x") //',
    "]#panic()[",
]


@needs_pdftotext
@pytest.mark.parametrize("text", HOSTILE)
def test_a_foreign_text_is_printed_as_it_is_and_never_read_as_markup(text):
    said = "".join(words(printed(text)).split())
    assert "".join(text.split()) in said


@needs_pdftotext
def test_a_script_without_a_font_is_spelled_out_and_said():
    said = words(printed("Շուշի", system_fonts=False))
    assert "‹Shushi›" in said and "Armenian" in said and "Շուշի" not in said


@needs_pdftotext
def test_scripts_side_by_side_are_drawn():
    if fonts_for(["Armn", "Geor", "Arab", "Hebr"], installed()).lacking:
        pytest.skip("the Noto fonts are not installed")
    text = words(printed("Շուշի, თბილისი, Шуша, حلب, ירושלים, Şuşa"))
    assert all(word in text for word in ("Շուշի", "თბილისი", "Шуша", "Şuşa"))
    assert "T" in text and "No font" not in text


def installed() -> list[str]:
    import typst

    return list(typst.Fonts().families())


def test_what_cannot_be_set_is_named():
    with pytest.raises(InputError, match="cannot be set"):
        typeset('#image("a.png")', {"a.png": b"no picture"})


def test_the_first_family_found_draws_a_script_and_latin_is_always_there():
    fonts = fonts_for(["Armn", "Geor"], ["DejaVu Sans", "Noto Sans", "Noto Sans Georgian"])
    assert fonts.families == ("Noto Sans", "DejaVu Sans", "Noto Sans Georgian") and fonts.lacking == ()


@given(st.text())
def test_no_letter_of_a_missing_script_is_left(text):
    said = spelled({"a": [text]}, ["Armn", "Arab"])
    assert not {"Armn", "Arab"} & set(scripts_in([said]))
    assert spelled(text, []) == text
