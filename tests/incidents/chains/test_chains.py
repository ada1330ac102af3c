"""Whom a text rests on: one text, not every look-alike, with the passage that shows it."""

from collections.abc import Sequence

from tests.incidents.stories import claims_of, document, gathered
from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.incidents import ChainEdge, EdgeKind

LEAD = "Saint Oskan Church in Shushi was hit by shells on 8 October.\n"
BODY = (
    "The roof fell in over the whole length of the nave and the bells lie in the grass.\n"
    "Masons from the valley had only just finished their work on the western wall this spring.\n"
)
OWN = "Whoever walks up from the bridge sees the hole first, then the scaffold that nobody took down in time.\n"
Story = tuple[Document, tuple[Claim, ...]]


def story(name: str, publisher: str, published: str, text: str, language: str = "en", **more: object) -> Story:
    paper = document(name, publisher, published, text, language)
    day = {"start": "2020-10-08", "end": "2020-10-08", "places": ["Shushi"]}
    return paper, claims_of(paper, {"asset": "Saint Oskan Church", **day, **more})


def between(stories: Sequence[Story]) -> list[tuple[str, str, EdgeKind]]:
    names = {paper.id: paper.name for paper, _ in stories}
    return sorted((names[e.source], names[e.target], e.kind) for e in edges(stories) if e.target in names)


def edges(stories: Sequence[Story]) -> list[ChainEdge]:
    (incident,) = gathered(stories)
    return list(incident.chain)


def test_of_three_copies_each_rests_on_the_earliest() -> None:
    told = [story(name, name, f"2020-10-{day}", LEAD + BODY) for name, day in (("a", "09"), ("b", "10"), ("c", "11"))]
    assert between(told) == [("b", "a", EdgeKind.COPIES), ("c", "a", EdgeKind.COPIES)]


def test_the_text_that_is_credited_comes_before_the_earliest() -> None:
    told = [
        story("a", "Hill Radio", "2020-10-09", LEAD + BODY),
        story("b", "Morning Post", "2020-10-10", LEAD + BODY),
        story("c", "Evening Post", "2020-10-11", LEAD + BODY + "Source: Morning Post\n"),
    ]
    copies = [edge for edge in between(told) if edge[2] is EdgeKind.COPIES]
    assert copies == [("b", "a", EdgeKind.COPIES), ("c", "b", EdgeKind.COPIES)]


def test_of_one_day_the_longer_text_is_taken_for_the_first() -> None:
    told = [
        story("cut", "Morning Post", "2020-10-09", LEAD + BODY.split("\n")[0] + "\n"),
        story("whole", "Evening Post", "2020-10-09", LEAD + BODY),
    ]
    assert between(told) == [("cut", "whole", EdgeKind.COPIES)]


def test_a_quotation_in_common_makes_no_rewrite() -> None:
    said = "“Nobody of ours was in the old town that night and thirty people can confirm it,” the mayor said.\n"
    told = [
        story("a", "Morning Post", "2020-10-09", LEAD + said + BODY),
        story("b", "Evening Post", "2020-10-10", "Guns struck Saint Oskan Church in Shushi.\n" + said + OWN),
    ]
    assert between(told) == []


def test_a_text_put_together_from_two_rests_on_both() -> None:
    other = "Of the older graves in its yard hardly one stands, and the ford below is closed to all but soldiers.\n"
    told = [
        story("a", "Morning Post", "2020-10-09", LEAD + BODY),
        story("b", "Evening Post", "2020-10-10", "Saint Oskan Church in Shushi is damaged, it was told.\n" + other * 2),
        story("c", "Weekly Mirror", "2020-10-11", LEAD + BODY + other),
    ]
    assert ("c", "a", EdgeKind.COPIES) in between(told)
    assert {edge[1] for edge in between(told) if edge[0] == "c"} == {"a", "b"}


def test_who_posted_a_video_is_joined_by_an_edge_of_its_own_kind_with_the_words() -> None:
    text = "A video posted by @hilltop shows Saint Oskan Church in Shushi hit on 8 October.\n"
    told = [story("a", "Morning Post", "2020-10-09", text, attribution=["@hilltop"], evidence=["video"])]
    (edge,) = edges(told)
    assert edge.kind is EdgeKind.EMBEDS and edge.evidence[0].exact == "@hilltop"


def test_an_agency_whose_text_is_not_at_hand_is_told_of() -> None:
    told = [
        story("a", "Morning Post", "2020-10-09", LEAD + BODY + "Source: Reuters\n"),
        story("b", "Evening Post", "2020-10-10", LEAD + BODY + "Source: Reuters\n"),
    ]
    (copy,) = [edge for edge in edges(told) if edge.kind is EdgeKind.COPIES]
    assert copy.reason.endswith("both credit Reuters, whose own text is not at hand")


def test_every_edge_between_texts_shows_its_passages() -> None:
    told = [
        story("a", "Hill Radio", "2020-10-09", LEAD + BODY),
        story("b", "Morning Post", "2020-10-10", LEAD + BODY + "Source: Hill Radio\n"),
        story("c", "Evening Post", "2020-10-11", LEAD[:-2] + ", Hill Radio said.\n", attribution=["Hill Radio"]),
    ]
    texts = {paper.id: paper.text for paper, _ in told}
    found = edges(told)
    assert {edge.kind for edge in found} >= {EdgeKind.COPIES, EdgeKind.CREDITS, EdgeKind.CITES}
    assert all(edge.evidence and all(p.stands_in(texts[p.document]) for p in edge.evidence) for edge in found)
