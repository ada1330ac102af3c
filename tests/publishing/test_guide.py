from tutela.model.claims import AssetType, Claim, Harm, Means, MeansCue, Reading, Speaker
from tutela.model.documents import Document
from tutela.model.times import Period
from tutela.publishing.guide import reading_as_json

TEXT = "The ministry said the old bridge was shelled in March 2022."


def span(document: Document, words: str):
    start = TEXT.index(words)
    return document.passage(start, start + len(words))


def test_a_claim_is_printed_in_the_fields_of_the_guide_with_its_spans():
    document = Document("doc_1", "bridge-news", TEXT, "0" * 64)
    quote = document.passage(0, len(TEXT))
    claim = Claim(
        "clm_1", "doc_1", quote, (quote,), span(document, "old bridge"), AssetType.BRIDGE, Harm.DAMAGED,
        means=(MeansCue(Means.ARTILLERY, span(document, "shelled")),),
        time=Period("2022-03", "2022-03", "'in March 2022' as it stands", span(document, "March 2022")),
        attribution=(Speaker(span(document, "ministry")),),
    )  # fmt: skip
    printed = reading_as_json(document, Reading("doc_1", (claim,)))["claims"][0]
    assert printed["means"] == ["artillery"]
    assert (printed["start"], printed["end"], printed["attribution"]) == ("2022-03", "2022-03", ["ministry"])
    for spans in printed["spans"].values():
        for one in spans if isinstance(spans, list) else [spans]:
            assert TEXT[one["start"] : one["end"]] == one["exact"]
