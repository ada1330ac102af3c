"""Every kind of drift as gathering finds it: an agency's text, and a paper that prints it with one thing changed."""

from dataclasses import replace

import pytest

from tests.incidents.stories import claims_of, document, gathered
from tutela.model.claims import Claim, Quantity
from tutela.model.documents import Document
from tutela.model.incidents import Drift, DriftKind, EdgeKind

LEAD = (
    "Up to 40 percent of the vault of Saint Oskan Church in Shushi may have been damaged by shells on 8 October 2020.\n"
)
BODY = (
    "The bells lie in the grass below the tower, and of the painted screen hardly a panel is in its place.\n"
    "Masons from the valley had only just finished their work on the western wall when the guns began.\n"
)
ITEM = {"asset": "Saint Oskan Church", "places": ["Shushi"], "start": "2020-10-08", "end": "2020-10-08"}
CYRILLIC = str.maketrans("aeopc", "аеорс")
Story = tuple[Document, tuple[Claim, ...]]


def story(name: str, day: str, lead: str = LEAD, title: str = "", **item: object) -> Story:
    paper = replace(document(name, f"{name.title()} Post", day, f"{title}\n{lead}{BODY}"), title=title)
    (claim,) = claims_of(paper, {**ITEM, "certainty": "hedged", "quote": lead.strip(), **item})
    words = "40 percent"
    if words in lead:
        at = paper.text.index(words)
        bounds = (None, 40.0) if "p to 40" in lead else (40.0, None) if "t least 40" in lead else (40.0, 40.0)
        claim = replace(claim, extent=Quantity(*bounds, paper.passage(at, at + len(words)), "percent"))
    return paper, (claim,)


def drifts(*stories: Story) -> tuple[Drift, ...]:
    (incident,) = gathered(stories)
    return incident.drift


def copied(lead: str, day: str = "2020-10-10", **item: object) -> Drift:
    """The one change between the agency's text and a later copy."""
    first, second = story("first", "2020-10-09"), story("second", day, lead, **item)
    (drift,) = drifts(first, second)
    assert drift.edge is EdgeKind.COPIES
    assert drift.before.stands_in(first[0].text) and drift.after.stands_in(second[0].text)
    assert drift.documents == (first[0].id, second[0].id)
    return drift


def test_up_to_turned_at_least() -> None:
    assert copied(LEAD.replace("Up to 40", "At least 40")).kind is DriftKind.BOUND


def test_a_count_lost() -> None:
    drift = copied(LEAD.replace("Up to 40 percent of the", "The"))
    assert drift.kind is DriftKind.SHARE and drift.became == "no share"


def test_a_graver_harm() -> None:
    drift = copied(LEAD.replace("damaged", "destroyed"), harm="destroyed")
    assert drift.kind is DriftKind.HARM and drift.sentence == "damaged became destroyed, which is graver"


def test_another_day_and_the_same_day_of_another_year() -> None:
    moved = copied(LEAD.replace("8 October", "18 October"), start="2020-10-18", end="2020-10-18", day="2020-10-20")
    assert moved.kind is DriftKind.DATE
    year = copied(LEAD.replace("2020", "2019"), start="2019-10-08", end="2019-10-08")
    assert year.kind is DriftKind.YEAR


def test_a_reserve_lost_and_one_gained() -> None:
    lost = copied(LEAD.replace("may have been", "has been"), certainty="asserted")
    assert lost.kind is DriftKind.HEDGE and "lost its reserve" in lost.sentence
    sure = story("first", "2020-10-09", LEAD.replace("may have been", "has been"), certainty="asserted")
    (gained,) = drifts(sure, story("second", "2020-10-10"))
    assert gained.kind is DriftKind.HEDGE and "gained a reserve" in gained.sentence


@pytest.mark.parametrize("party", ["Armenia", "Azerbaijan"])
def test_an_actor_added(party: str) -> None:
    drift = copied(LEAD.replace("by shells", f"by {party}"), actor=party)
    assert drift.kind is DriftKind.ACTOR and drift.sentence == f"“{party}” was added; before: nobody"


def test_a_headline_stronger_than_its_text() -> None:
    title = "Saint Oskan Church destroyed"
    (drift,) = drifts(story("first", "2020-10-09", title=title), story("second", "2020-10-10"))
    assert drift.kind is DriftKind.HEADLINE and drift.edge is None


def test_a_disguised_copy() -> None:
    paper, (claim,) = story("second", "2020-10-10", LEAD + BODY.translate(CYRILLIC))
    first = story("first", "2020-10-09", LEAD + BODY)
    kinds = {drift.kind for drift in drifts(first, (paper, (claim,)))}
    assert kinds == {DriftKind.DISGUISE}


@pytest.mark.parametrize("day", ["1970-01-01", "2019-10-10"])
def test_a_day_of_publication_that_cannot_be(day: str) -> None:
    found = drifts(story("first", "2020-10-09"), story("second", day))
    assert DriftKind.STAMP in {drift.kind for drift in found}
