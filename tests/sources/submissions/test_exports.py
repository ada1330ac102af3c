"""Filled forms in ODK's tables and JSON and in GeoPackages: one form is one submission, whatever brought it."""

import json
import zipfile

import pytest
from filled_forms import as_csv_zip, as_geopackage, as_json, filled, photo, point
from hypothesis import given
from hypothesis import strategies as st

from tutela.model.errors import UnreadableFile
from tutela.sources.submissions import read_export
from tutela.sources.submissions.forms import submission_of

PHOTOS = [{"photo": "a.jpg", "shows": "west wall"}, {"photo": "b.jpg", "shows": "roof"}]
WITNESSES = [{"may_quote": "yes", "statement": "The roof fell in."}, {"may_quote": "no", "statement": "never"}]
FORMS = [
    filled(1, "ast_1", position=point(39.76, 46.75), photos=PHOTOS, witnesses=WITNESSES, notes='a, "b"\nc'),
    filled(2, "ast_2", outcome="not_reached", reason="Road closed"),
]
MEDIA = {"a.jpg": photo(), "b.jpg": photo(shade=20)}
WRITERS = {"forms": as_json, "forms.zip": as_csv_zip, "pack": as_geopackage}


@pytest.mark.parametrize("name", list(WRITERS))
def test_every_way_home_brings_the_same_answers(tmp_path, name):
    found = read_export(WRITERS[name](tmp_path / name, FORMS, MEDIA))
    first, second = found.submissions
    assert found.problems == () and first.id == "uuid:00000001" and second.field("reason") == "Road closed"
    assert [first.field(one) for one in ("stop", "grade", "urgent")] == ["ast_1", "2", "cover_roof"]
    assert first.field("position").split()[:2] == ["39.76", "46.75"]
    assert first.photos == (("a.jpg", "west wall"), ("b.jpg", "roof"))
    assert first.witnesses == (("yes", "The roof fell in."), ("no", "never"))
    assert found.media(first, "a.jpg") == MEDIA["a.jpg"] and found.media(first, "none.jpg") is None
    assert ("photos[1]/shows", "west wall") in first.answers and first.field("notes") == 'a, "b"\nc'


def test_a_row_prepared_for_a_stop_and_never_filled_in_is_no_submission(tmp_path):
    found = read_export(as_geopackage(tmp_path / "pack", FORMS))
    assert [one.field("stop") for one in found.submissions] == ["ast_1", "ast_2"]


def test_a_single_table_brings_the_repeats_that_lie_beside_it(tmp_path):
    with zipfile.ZipFile(as_csv_zip(tmp_path / "forms.zip", FORMS, MEDIA)) as archive:
        archive.extractall(tmp_path / "out")
    [first, _] = read_export(tmp_path / "out" / "visit.csv").submissions
    assert len(first.photos) == 2


def test_a_form_without_an_identifier_is_known_by_its_answers():
    one, again = submission_of({"stop": "ast_1"}, "a.json"), submission_of({"stop": "ast_1"}, "b.json")
    assert one.id == again.id != submission_of({"stop": "ast_2"}, "a.json").id


def test_nothing_outside_a_folder_is_read(tmp_path):
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(b"secret")
    folder = as_json(tmp_path / "forms", [filled(1, "ast_1", photos=[{"photo": "../../secret.jpg", "shows": "x"}])])
    (folder / "media" / "link.jpg").symlink_to(secret)
    found = read_export(folder)
    [form] = found.submissions
    assert [found.media(form, name) for name in ("../../secret.jpg", "../secret.jpg", "link.jpg", str(secret))] == [
        None
    ] * 4


def test_a_name_that_two_folders_hold_is_taken_for_neither(tmp_path):
    folder = as_json(tmp_path / "forms", [filled(1, "ast_1")], {"a.jpg": b"one"})
    (folder / "other").mkdir()
    (folder / "other" / "a.jpg").write_bytes(b"two")
    found = read_export(folder)
    [form] = found.submissions
    assert found.media(form, "a.jpg") is None and found.media(form, "other/a.jpg") == b"two"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.zip", b"no archive", "is no zip archive"),
        ("a.txt", b"words", "holds no filled form"),
        ("a.json", b"{nothing", "it is no JSON"),
        ("a.json", b"17", "no list of filled forms"),
        ("a.csv", b"colour,size\nred,3\n", "no column `stop`"),
        ("a.csv", b"\xff\xfe\x00", "no table in UTF-8"),
        ("a.gpkg", b"nothing", "no layer `visits`"),
    ],
)
def test_what_cannot_be_read_is_said_in_plain_words(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    try:
        told = " ".join(str(problem) for problem in read_export(tmp_path / name).problems)
    except UnreadableFile as error:
        told = str(error)
    assert said in told
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read_export(tmp_path / "none.json")


LEAVES = st.none() | st.booleans() | st.integers(-(2**50), 2**50) | st.text(max_size=5)
TREES = st.recursive(
    st.dictionaries(st.text(max_size=8), LEAVES, max_size=4),
    lambda inner: st.dictionaries(st.text(max_size=8), inner | st.lists(inner, max_size=3), max_size=4),
    max_leaves=12,
)


@given(TREES)
def test_any_json_is_a_submission_with_all_its_answers(tree):
    form = submission_of(tree, "a.json")
    assert form == submission_of(json.loads(json.dumps(tree)), "a.json")
    assert all(isinstance(path, str) and isinstance(answer, str) for path, answer in form.answers)
