"""What changes as an incident is told on: each kind with the sentence and the words of both texts."""

import dataclasses
import itertools
from collections.abc import Mapping

import pytest
from incidents.stories import claims_of, document, gathered

from tutela.incidents.drift import drift_of
from tutela.model.claims import Claim, Quantity
from tutela.model.documents import Document, Finding
from tutela.model.incidents import ChainEdge, Drift, DriftKind, EdgeKind

Story = tuple[Document, tuple[Claim, ...]]


def told(name: str, day: str, text: str, title: str = "", **item: object) -> Story:
    """One paper that tells of one cemetery."""
    paper = document(name, name.title(), day, text)
    given: Mapping[str, object] = {"asset": "Old Cemetery", "asset_type": "cemetery", "harm": "damaged", **item}
    return dataclasses.replace(paper, title=title), claims_of(paper, given)


def drifts(*stories: Story, kind: EdgeKind = EdgeKind.CITES) -> tuple[Drift, ...]:
    """What changes where each text rests on the one before."""
    papers = [paper for paper, _ in stories]
    chain = [ChainEdge(b.id, a.id, kind, 0.9, "") for a, b in itertools.pairwise(papers)]
    return drift_of([claim for _, claims in stories for claim in claims], papers, (), chain)


def only(*stories: Story) -> Drift:
    (found,) = drifts(*stories)
    texts = {paper.id: paper.text for paper, _ in stories}
    for passage in (found.before, found.after):
        assert passage.stands_in(texts[passage.document])
    return found


FIRST = "Up to 60 percent of the stones of Old Cemetery may be broken."
SECOND = "At least 60 percent of the stones of Old Cemetery were broken."


def test_up_to_that_turns_at_least_is_told_with_both_passages() -> None:
    before = told("clerk", "2023-05-01", FIRST)
    after = told("daily", "2023-05-02", SECOND)
    before, after = _shares(before, None, 60.0, "60 percent"), _shares(after, 60.0, None, "60 percent")
    found = only(before, after)
    assert found.kind is DriftKind.BOUND
    assert found.sentence == "at most 60 percent became at least 60 percent: the number stayed, its bound turned"
    assert (found.before.document, found.after.document) == (before[0].id, after[0].id)
    assert found.edge is EdgeKind.CITES


def _shares(story: Story, low: float | None, high: float | None, words: str) -> Story:
    paper, (claim,) = story
    start = paper.text.index(words)
    quantity = Quantity(low, high, paper.passage(start, start + len(words)), "percent")
    return paper, (dataclasses.replace(claim, extent=quantity),)


def _count(story: Story, number: int) -> Story:
    paper, (claim,) = story
    words = paper.passage(0, len(str(number)))
    return paper, (dataclasses.replace(claim, count=Quantity(number, number, words)),)


def test_another_share_a_share_lost_and_one_added() -> None:
    sixty = _shares(told("clerk", "2023-05-01", FIRST), None, 60.0, "60 percent")
    eighty = _shares(told("daily", "2023-05-02", FIRST.replace("60", "80")), None, 80.0, "80 percent")
    none = told("weekly", "2023-05-03", "The stones of Old Cemetery are broken.")
    assert only(sixty, eighty).sentence == "at most 60 percent became at most 80 percent"
    assert [drift.sentence for drift in drifts(sixty, eighty, none)] == [
        "at most 60 percent became at most 80 percent",
        "at most 80 percent, then no share",
    ]
    added = only(none, sixty)
    assert added.sentence == "first no share, then at most 60 percent"
    assert added.before == none[1][0].quote


def test_a_number_of_graves_is_not_compared_with_a_number_of_churches() -> None:
    graves = _count(told("clerk", "2023-05-01", "12 graves of Old Cemetery are broken."), 12)
    churches = _count(told("daily", "2023-05-02", "3 churches of Old Cemetery broke.", asset_type="church"), 3)
    more = _count(told("weekly", "2023-05-02", "20 graves of Old Cemetery are broken."), 20)
    assert drifts(graves, churches) == ()
    assert only(graves, more).sentence == "12 became 20"


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        ("damaged", "destroyed", "damaged became destroyed, which is graver"),
        ("destroyed", "damaged", "destroyed became damaged, which is less grave"),
        ("damaged", "looted", "damaged became looted"),
    ],
)
def test_a_harm_that_grows_lessens_or_changes(one: str, other: str, sentence: str) -> None:
    stories = [
        told(name, day, "Old Cemetery was hit.", harm=harm)
        for name, day, harm in (("clerk", "2023-05-01", one), ("daily", "2023-05-02", other))
    ]
    found = only(*stories)
    assert (found.kind, found.sentence) == (DriftKind.HARM, sentence)


@pytest.mark.parametrize(
    ("one", "other", "kind", "sentence"),
    [
        ("2020-10-08", "2020-10-11", DriftKind.DATE, "8 October 2020 became 11 October 2020"),
        ("2020-10", "2020-10-08", DriftKind.DATE, "October 2020 was narrowed to 8 October 2020"),
        ("2020-10-08", "2020-10", DriftKind.DATE, "8 October 2020 was widened to October 2020"),
        (
            "2020-10-08",
            "2021-10-08",
            DriftKind.YEAR,
            "8 October 2020 became the same day of another year, 8 October 2021",
        ),
    ],
)
def test_a_date_that_moves(one: str, other: str, kind: DriftKind, sentence: str) -> None:
    stories = [
        told(name, "2023-05-01", "Old Cemetery was hit.", start=day, end=day)
        for name, day in (("clerk", one), ("daily", other))
    ]
    found = only(*stories)
    assert (found.kind, found.sentence) == (kind, sentence)


def test_a_date_left_out_is_no_change() -> None:
    dated = told("clerk", "2023-05-01", "Old Cemetery was hit.", start="2023-04-01", end="2023-04-01")
    assert drifts(dated, told("daily", "2023-05-02", "Old Cemetery was hit.")) == ()


def test_a_reserve_lost_and_a_reserve_gained() -> None:
    hedged = told("clerk", "2023-05-01", "Old Cemetery may have been hit.", certainty="hedged")
    plain = told("daily", "2023-05-02", "Old Cemetery was hit.")
    lost, gained = only(hedged, plain), only(plain, hedged)
    assert lost.sentence == "what was said with reserve lost its reserve and is stated as fact"
    assert gained.sentence == "what was stated as fact gained a reserve and is said with reserve"


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        ("", "Northland Army", "“Northland Army” was added; before: nobody"),
        ("Northland Army", "", "“Northland Army” was dropped; before: “Northland Army”"),
        ("Northland Army", "Southland Army", "“Southland Army” came in; before: “Northland Army”"),
        ("Northland", "Northland's soldiers", ""),
    ],
)
def test_an_actor_added_dropped_or_replaced(one: str, other: str, sentence: str) -> None:
    stories = [
        told(name, "2023-05-01", f"Old Cemetery was hit by {actor or 'shells'}.", **({"actor": actor} if actor else {}))
        for name, actor in (("clerk", one), ("daily", other))
    ]
    assert [drift.sentence for drift in drifts(*stories)] == [sentence][: bool(sentence)]


def test_swapped_parties_swap_the_sentence_and_nothing_else() -> None:
    def tell(actor: str) -> list[str]:
        plain = told("clerk", "2023-05-01", "Old Cemetery was hit.")
        blamed = told("daily", "2023-05-02", f"Old Cemetery was hit by {actor}.", actor=actor)
        return [drift.sentence for drift in drifts(plain, blamed)]

    assert [line.replace("Armenian", "Azerbaijani") for line in tell("Armenian forces")] == tell("Azerbaijani forces")


HEAD = "Old Cemetery destroyed"


def test_a_headline_graver_than_its_text() -> None:
    body = "Some stones of Old Cemetery were broken."
    found = only(told("daily", "2023-05-02", f"{HEAD}\n\n{body}", HEAD, quote=body))
    assert (found.kind, found.sentence) == (DriftKind.HEADLINE, "the headline says “destroyed”, the text below damaged")
    assert (found.before.exact, found.after.exact) == (body, "destroyed")


def test_a_headline_is_not_blamed_for_another_asset_of_its_text() -> None:
    text = f"{HEAD}\n\nSome stones of Old Cemetery were broken.\nThe chapel was destroyed."
    paper = dataclasses.replace(document("daily", "Daily", "2023-05-02", text), title=HEAD)
    one = {"asset": "Old Cemetery", "asset_type": "cemetery", "quote": "Some stones of Old Cemetery were broken."}
    two = {"asset": "The chapel", "harm": "destroyed"}
    cemetery, chapel = claims_of(paper, one, two)
    assert drift_of([cemetery], [paper], (), (), {paper.id: (cemetery, chapel)}) == ()
    assert len(drift_of([cemetery], [paper], (), (), {paper.id: (cemetery,)})) == 1


def test_a_headline_without_the_reserve_of_its_text() -> None:
    head = "Old Cemetery hit"
    paper, (claim,) = told(
        "daily",
        "2023-05-02",
        f"{head}\n\nOld Cemetery may have been hit.",
        head,
        quote="Old Cemetery may have been hit.",
    )
    cue = paper.passage(paper.text.index("may"), paper.text.index("may") + 3)
    hedged = dataclasses.replace(
        claim,
        certainty=type(claim.certainty).HEDGED,
        certainty_cue=cue,
        passages=(paper.passage(0, len(head)), claim.quote),
    )
    found = only((paper, (hedged,)))
    assert found.sentence == "the headline leaves out the reserve (“may”) with which the text tells it"


def test_a_copy_disguised_with_letters_of_another_script() -> None:
    text = "Soldiers entered Old Cemetery on Monday and broke every stone near the eastern gate."
    hidden = (
        text.replace("on Monday", "\u043en M\u043enday").replace("every", "ev\u0435ry").replace("stone", "st\u043ene")
    )
    found = only(told("clerk", "2023-05-01", text), told("spread", "2023-05-02", hidden))
    assert found.kind is DriftKind.DISGUISE
    assert found.sentence.startswith("4 words are written with letters of another script that look alike")
    assert "100% of its runs of three words stand in both texts, as written 33%" in found.sentence


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("1970-01-01", "the day programs write where they know none"),
        ("2019-10-09", "before what it tells of (8 October 2020); only the year differs"),
        ("2020-10-01", "before what it tells of (8 October 2020)"),
        ("2020-10-07", ""),
        ("2020-10", ""),
        ("yesterday", ""),
    ],
)
def test_a_date_of_publication_that_cannot_be(day: str, said: str) -> None:
    found = drifts(told("daily", day, "Old Cemetery was hit.", start="2020-10-08", end="2020-10-08"))
    assert len(found) == bool(said)
    assert all(drift.kind is DriftKind.STAMP and drift.sentence.endswith(said) for drift in found)


def test_gathering_tells_the_drift_of_each_incident_whatever_the_order() -> None:
    wire = "Soldiers of the garrison entered Old Cemetery on Monday evening and broke a number of stones near the gate."
    first = told("clerk", "2023-05-01", f"{wire}\nIt lies in Shushi.", places=["Shushi"])
    levelled = wire.replace("broke", "levelled")
    second = told("daily", "2023-05-02", f"{levelled}\nIt lies in Shushi.", places=["Shushi"], harm="destroyed")
    (incident,) = gathered([first, second])
    assert [drift.sentence for drift in incident.drift] == ["damaged became destroyed, which is graver"]
    assert gathered([second, first]) == (incident,)


def test_a_disguised_copy_is_found_as_a_copy_and_told_as_disguised() -> None:
    text = (
        "Soldiers entered Old Cemetery in Shushi on Monday and broke every stone near the eastern gate, a clerk said."
    )
    hidden = (
        text.replace("on Monday", "\u043en M\u043enday").replace("every", "ev\u0435ry").replace("stone", "st\u043ene")
    )
    (incident,) = gathered(
        [
            told("clerk", "2023-05-01", text, places=["Shushi"]),
            told("spread", "2023-05-02", hidden, places=["Shushi"]),
        ]
    )
    assert [edge.kind for edge in incident.chain if edge.kind is EdgeKind.COPIES] == [EdgeKind.COPIES]
    assert [drift.kind for drift in incident.drift] == [DriftKind.DISGUISE]


def test_an_undated_text_and_one_without_a_title_are_no_fault() -> None:
    paper, claims = told("daily", "2023-05-02", "Old Cemetery was hit.", "Old Cemetery was hit.")
    assert drifts((dataclasses.replace(paper, published=None), claims)) == ()
    assert drifts((dataclasses.replace(paper, published=Finding("soon", "stated")), claims)) == ()
