import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.model.claims import AssetType, Claim, Harm
from tutela.model.documents import Document, Finding
from tutela.model.inventory import Asset, Name
from tutela.model.passages import Passage
from tutela.model.views import SHOWN_RECORDS, listed, shown
from tutela.workspace.listing import Records

HOSTILE = '<script>alert("x")</script>\u202e & "more"'


def claim(words, id_="clm_1"):
    passage = Passage("doc_1", 0, len(words), words)
    return Claim(id_, "doc_1", passage, (passage,), passage, AssetType.CHURCH, Harm.DAMAGED)


@given(st.text(min_size=1, max_size=200))
def test_nothing_a_document_says_becomes_markup(words):
    for page in (shown(claim(words)), listed([claim(words)], {}), shown(Document("doc_1", words, words, "00"))):
        tags = set(re.findall(r"</?([a-z]+)", page))
        assert tags <= {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "q", "bdi", "small", "br"}
        assert "\u202e" not in page


def test_hostile_words_are_shown_as_they_stand():
    page = shown(claim(HOSTILE))
    assert "&lt;script&gt;" in page and "\\u202e" in page


def test_a_document_says_in_which_language_it_speaks():
    document = Document("doc_1", "one", "Եկեղեցին վնասվել է։", "00", title="Լուր", language=Finding("hy", "page"))
    assert '<bdi lang="hy">Լուր</bdi>' in shown(document)
    assert '<bdi lang="hy">Եկեղեցին վնասվել է։</bdi>' in shown(document)
    assert '<q dir="auto" lang="hy">' in listed([claim("Եկեղեցին")], {"doc_1": "hy"})


def test_names_carry_their_own_language():
    asset = Asset("ast_1", (Name("Şuşa qalası", "az"), Name("Shusha Fortress", "en")), AssetType.FORTIFICATION)
    page = asset._repr_html_()
    assert '<bdi lang="az">Şuşa qalası</bdi>' in page and '<bdi lang="en">Shusha Fortress</bdi>' in page


@pytest.mark.parametrize("count", [1, SHOWN_RECORDS, SHOWN_RECORDS + 5])
def test_a_list_shows_the_first_and_counts_the_others(count):
    records = Records(claim("a church", f"clm_{number}") for number in range(count))
    page = records._repr_html_()
    assert records == tuple(records) and len(records) == count
    assert page.count("<tr>") == min(count, SHOWN_RECORDS) + 1
    assert ("5 more" in page) == (count > SHOWN_RECORDS)


def test_no_records_are_said_in_words():
    assert Records()._repr_html_() == "<p>No records.</p>"
