"""Claims given with a document are tied to its text or reported."""

from tutela.model.claims import Certainty, EvidenceKind, Harm, Means
from tutela.model.documents import Document
from tutela.sources.given_claims import claims_from_json, read_given_claims

TEXT = "Old church, new roof.\nThe mayor said shells hit the church of Orsk in May. A video shows it."
DOCUMENT = Document("doc_1", "one", TEXT, "0" * 64)
ITEM = {
    "quote": "The mayor said shells hit the church of Orsk in May.",
    "asset": "church of Orsk",
    "asset_type": "church",
    "places": ["Orsk"],
    "harm": "damaged",
    "means": ["artillery"],
    "start": "2021-05",
    "end": "2021-05",
    "actor": None,
    "attribution": ["mayor"],
    "certainty": "hedged",
    "evidence": ["video"],
}


def test_every_field_is_tied_to_its_words() -> None:
    (claim,) = claims_from_json(DOCUMENT, [ITEM])
    assert claim.harm is Harm.DAMAGED and claim.certainty is Certainty.HEDGED
    assert [cue.kind for cue in claim.means] == [Means.ARTILLERY]
    assert [cue.kind for cue in claim.evidence] == [EvidenceKind.VIDEO]
    assert claim.time is not None and claim.time.edtf() == "2021-05"
    for passage in (claim.quote, claim.asset, *claim.places, *(s.words for s in claim.attribution)):
        assert passage.stands_in(TEXT)


def test_words_are_found_in_the_quote_before_the_rest_of_the_text() -> None:
    (claim,) = claims_from_json(DOCUMENT, [ITEM | {"asset": "church"}])
    assert claim.quote.covers(claim.asset)


def test_a_quote_that_is_not_there_is_a_problem_and_no_claim() -> None:
    given = read_given_claims(DOCUMENT, [ITEM | {"quote": "The mayor denied it."}, "claim", ITEM | {"harm": "burnt"}])
    assert given.claims == ()
    assert [problem.column for problem in given.problems] == ["quote", None, "harm"]
    assert all(problem.dropped and problem.remedy for problem in given.problems)


def test_a_value_that_cannot_be_used_is_left_out_and_reported() -> None:
    given = read_given_claims(DOCUMENT, [ITEM | {"places": ["Orsk", "Ufa"], "start": "May", "means": ["shells"]}])
    (claim,) = given.claims
    assert [place.exact for place in claim.places] == ["Orsk"]
    assert claim.time is not None and claim.time.start is None and claim.means == ()
    assert sorted(problem.column or "" for problem in given.problems) == ["means", "places", "start"]


def test_twins_have_ids_of_their_own_and_ids_are_the_same_every_time() -> None:
    first, second = claims_from_json(DOCUMENT, [ITEM, ITEM])
    assert first.id != second.id
    assert [claim.id for claim in claims_from_json(DOCUMENT, [ITEM, ITEM])] == [first.id, second.id]
