"""Long publications are read in portions; nothing is lost at their edges and everything stands where it is said to."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from reading_documents import document

from tutela.language.sentences import MAX_LENGTH
from tutela.model.passages import Passage
from tutela.reading.portions import LONGEST, moved, portions
from tutela.reading.reader import Reader

NEWS = (
    "The mayor of Shusha said on 3 May 2021 that shelling had damaged the Saghanak church.\n\n"
    "UNESCO offered to send a mission to inspect the heritage of the town.\n\n"
    "A video on Telegram appears to show the church. Its authenticity could not be verified.\n\n"
)
ORDINARY = "The weather was fine and the market was full. "


def passages_in(record):
    if isinstance(record, Passage):
        return [record]
    values = (
        record if isinstance(record, tuple) else [getattr(record, name) for name in getattr(record, "__slots__", ())]
    )
    return [passage for value in values for passage in passages_in(value)]


def test_a_text_of_usual_length_is_one_portion():
    paper = document("a" * LONGEST)
    assert portions(paper) == [(0, paper)]


@given(st.lists(st.sampled_from(["a ", "A. ", "\n", "\n\n", "x" * 900, "!" * 50, "The church was hit. ", "🏛"])))
def test_portions_are_the_text_and_none_is_longer_than_can_be_read(pieces):
    text = "".join(pieces) * 400
    parts = portions(document(text))
    assert "".join(part.text for _, part in parts) == text
    assert all(text.startswith(part.text, start) for start, part in parts)
    words = [part.text.strip() for _, part in parts]
    assert all(len(one) <= LONGEST + MAX_LENGTH for one in words)


def test_a_portion_ends_between_paragraphs():
    parts = portions(document(("The church was hit. " * 40 + "\n\n") * 60))
    assert len(parts) > 2
    assert all(part.text.endswith("\n\n") for _, part in parts[:-1])


def test_what_stands_in_any_portion_is_read_and_stands_in_the_text():
    text = NEWS + (ORDINARY * 20 + "\n\n") * 60 + NEWS.replace("Saghanak", "Kanachzham")
    paper = document(text)
    reading = Reader().read(paper)
    assert {claim.asset.exact for claim in reading.claims} == {"Saghanak church", "Kanachzham church"}
    assert max(claim.quote.start for claim in reading.claims) > LONGEST
    assert len(reading.statements) == len({one.id for one in reading.statements}) == 2
    assert len(reading.recordings) == len({one.id for one in reading.recordings}) == 2
    everything = passages_in((reading.claims, reading.statements, reading.recordings))
    assert all(passage.stands_in(text) for passage in everything)


def test_one_asset_told_of_in_two_portions_is_one_claim_with_both_passages():
    paper = document(NEWS + (ORDINARY * 20 + "\n\n") * 60 + NEWS)
    [claim] = [claim for claim in Reader().read(paper).claims if "church" in claim.asset.exact]
    assert len(claim.passages) == 2
    assert claim.passages[1].start - claim.passages[0].start > LONGEST


def test_near_misses_are_sought_in_every_portion_and_have_ids_of_their_own():
    text = "The library was closed after the blast, officials said.\n\n" + NEWS
    paper = document(text + (ORDINARY * 20 + "\n\n") * 60 + text)
    reader = Reader()
    found = reader.near_misses(paper, reader.read(paper).claims)
    assert len(found) == len({claim.id for claim in found})
    assert all(passage.stands_in(paper.text) for passage in passages_in(found))


def test_a_record_is_moved_whole():
    whole = document("Before. The church was hit.")
    part = replace(whole, text=whole.text[8:])
    assert moved((part.passage(4, 10),), whole, 8) == (whole.passage(12, 18),)
