"""Forms of the field pack: worded in every language, valid in ODK Validate, and asking only what is permitted."""

import io
import os
import shutil

import pytest

from tutela.missions.forms import (
    Asked,
    answer_lists,
    build_form,
    form_kind,
    form_kinds,
    form_languages,
    form_sheets,
    questions,
    wording,
    wordings_for,
)
from tutela.model.claims import AssetType

KINDS = list(form_kinds().values())
ALL = [wording(language) for language in form_languages()]
WHOLE = {kind.id: Asked(kind, camera=True, views=True) for kind in KINDS}

# Where every change is checked Java has to be there; on a laptop its absence only leaves ODK Validate out.
needs_java = pytest.mark.skipif(not shutil.which("java") and not os.environ.get("CI"), reason="Java is not installed")


def test_every_kind_of_asset_has_one_form():
    for type_ in AssetType:
        assert [kind for kind in KINDS if type_ in kind.types] == [form_kind(type_)]


@needs_java
@pytest.mark.parametrize("kind", KINDS, ids=form_kinds())
def test_every_form_is_valid_in_all_languages(kind):
    form = build_form(WHOLE[kind.id], ALL, "Exercise", "20260504", "Made up for training", validate=True)
    assert all(f'lang="{one.column}"' in form.xform for one in ALL)
    assert 'src="jr://file-csv/stops.csv"' in form.xform and f'id="visit_{kind.id}"' in form.xform


@needs_java
def test_a_form_without_camera_and_notice_is_valid_too():
    form = build_form(Asked(KINDS[0]), [wording("en")], validate=True)
    assert "<photo" not in form.xform and "earlier_views.csv" not in form.xform


@pytest.mark.parametrize("language", form_languages())
def test_a_language_words_every_question_answer_and_grade(language):
    one, english = wording(language), wording("en")
    asked = {question.name for kind in KINDS for question in questions(WHOLE[kind.id]) if question.worded}
    assert asked <= {*one.questions, "known_note", "permitted_note"} | {"exercise"}
    assert one.questions.keys() == english.questions.keys()
    assert {name: tuple(words) for name, words in one.lists.items()} == dict(answer_lists())
    assert one.kinds.keys() == form_kinds().keys()
    whole = {kind.scale: tuple("012345") for kind in KINDS}
    assert {scale: tuple(words) for scale, words in (one.scales or english.scales).items()} == whole
    for name, told in one.questions.items():
        assert told["label"] and ("{" in told["label"]) == ("{" in english.questions[name]["label"])
        assert bool(told["hint"]) == bool(english.questions[name]["hint"]), name


def test_a_language_without_wording_is_named_and_english_stands_in():
    used, lacking = wordings_for(["xx", "hy"])
    assert [one.code for one in used] == ["hy", "en"] and lacking == ("xx",)


def test_nothing_is_asked_about_photos_where_no_party_permits_a_camera():
    for kind in KINDS:
        with_, without = (
            {question.name for question in questions(Asked(kind, camera=camera))} for camera in (True, False)
        )
        assert with_ - without == {"photos", "photo", "shows", "view"}
        assert {"stop", "outcome", "grade", "statement"} <= without


def test_a_statement_is_asked_for_only_after_consent_to_be_quoted():
    rows = {question.name: question for question in questions(WHOLE["building"])}
    assert "${quoted} = 'yes'" in rows["statement"].relevant
    assert "${quoted} = 'yes' and ${named} = 'yes'" in rows["witness"].relevant


def test_each_grade_says_what_it_means_here_and_elsewhere():
    sheets = form_sheets(WHOLE["burial_and_stone"], [wording("en")], "Exercise", "1")
    [grave] = [row for row in sheets["choices"] if (row["list_name"], row["name"]) == ("grades", "4")]
    said = grave["label::English (en)"]
    assert said.startswith("4 · very heavy damage: most stones broken") and "UNOSAT: 2, severe damage" in said


def test_what_is_read_back_is_what_was_written():
    from openpyxl import load_workbook

    sheets = form_sheets(WHOLE["collection"], ALL, "Exercise", "1", "Made up")
    book = load_workbook(io.BytesIO(build_form(WHOLE["collection"], ALL, "Exercise", "1", "Made up").xlsx))
    assert book.sheetnames == list(sheets) == ["survey", "choices", "settings"]
    for name, rows in sheets.items():
        head, *read = book[name].iter_rows(values_only=True)
        told = [{column: cell for column, cell in zip(head, cells, strict=True) if cell} for cells in read]
        assert told == [{column: cell for column, cell in row.items() if cell} for row in rows]


def test_the_same_form_gives_the_same_bytes():
    one, other = (build_form(WHOLE["building"], [wording("en")], "Exercise") for _ in range(2))
    assert one.xlsx == other.xlsx and one.xform == other.xform


HOSTILE = "${stop} </h:title><bind/> =HYPERLINK('x') ${ &amp; ]]> {notice} x | y"


def test_no_title_or_notice_can_change_a_form():
    import xml.etree.ElementTree as ET

    plain, told = (
        ET.fromstring(build_form(WHOLE["building"], [wording("en")], said, notice=said).xform)
        for said in ("T", HOSTILE)
    )
    assert [one.tag for one in plain.iter()] == [one.tag for one in told.iter()]
    assert HOSTILE.replace("${", "$ {") in [one.text for one in told.iter()]
