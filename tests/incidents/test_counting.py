"""Every count is the sum of its sentences, each origin once."""

import re

import pytest

from tests.incidents.stories import claims_of, document, gathered, shelling
from tutela.model.claims import Claim
from tutela.model.documents import Document, Publisher
from tutela.model.incidents import Incident, OriginCount

CHURCH = {"asset": "Church of Saint Oskan", "places": ["Shushi"]}


def papers(*words: str, **item: object) -> list[tuple[Document, tuple[Claim, ...]]]:
    told = [
        document(name, name, "2020-10-09", f"{name} tells that the Church of Saint Oskan in Shushi was hit.\n")
        for name in words
    ]
    return [(one, claims_of(one, {**CHURCH, **item})) for one in told]


def sums(count: OriginCount) -> tuple[int, int]:
    spans = [re.search(r"counts (\d+)(?: (?:or|to) (\d+))?$", reason) for reason in count.reasons]
    found = [(int(span[1]), int(span[2] or span[1])) for span in spans if span]
    return sum(low for low, _ in found), sum(high for _, high in found)


def one_of(stories: list[tuple[Document, tuple[Claim, ...]]], *known: Publisher) -> Incident:
    (incident,) = gathered(stories, known)
    return incident


@pytest.mark.parametrize(
    "stories",
    [
        shelling(),
        shelling()[:2],
        papers("Morning Post"),
        papers("Morning Post", "Evening Post", "Hill Daily"),
        papers("Morning Post", "Evening Post", evidence=["photo"]),
        [*shelling(), *papers("Hill Daily"), *papers("Evening Sun", attribution=["Evening"])],
    ],
)
def test_the_sentences_add_up_to_both_bounds(stories: list[tuple[Document, tuple[Claim, ...]]]) -> None:
    incident = one_of(stories)
    assert sums(incident.count) == (incident.count.at_least, incident.count.at_most)
    assert len(incident.count.reasons) == len(incident.origins)
    assert 1 <= incident.count.at_least <= incident.count.at_most


def test_one_outlet_alone_is_one_origin_and_says_why() -> None:
    (reason,) = one_of(papers("Morning Post")).count.reasons
    assert reason == "Morning Post: does not say where it has it from, but somebody said it first; counts 1"


def test_two_offices_of_one_party_count_once_at_least() -> None:
    offices = [Publisher(id=name, name=name, party="Armenia") for name in ("Morning Post", "Evening Post")]
    incident = one_of(papers("Morning Post", "Evening Post", evidence=["inspection"]), *offices)
    assert incident.count.at_least == 1
    assert len(incident.origins) == 1 or any("one owner or party" in reason for reason in incident.count.reasons)


def test_what_is_only_denied_counts_none() -> None:
    incident = one_of(papers("Morning Post", certainty="denied"))
    assert (incident.count.at_least, incident.count.at_most) == (0, 0)
    assert incident.count.reasons == ("Morning Post: denies it; not counted",)


def test_a_publication_without_publisher_is_called_so() -> None:
    told = Document("doc_1", "leaflet", "The Church of Saint Oskan in Shushi was hit.\n", "0" * 64)
    (reason,) = one_of([(told, claims_of(told, CHURCH))]).count.reasons
    assert reason.startswith("unnamed publisher of leaflet:")


def test_two_forms_of_one_name_in_a_document_are_one_origin() -> None:
    text = (
        "The Church of Saint Oskan in Shushi was hit, the Prosecutor General's Office of Armenia said.\n"
        "Its dome fell into the Church of Saint Oskan, the Office of Armenia's Prosecutor General said.\n"
    )
    told = document("one", "Morning Post", "2020-10-09", text)
    lines = text.split("\n")
    items = [
        {**CHURCH, "quote": lines[0], "attribution": ["Prosecutor General's Office of Armenia"]},
        {**CHURCH, "quote": lines[1], "harm": "destroyed", "attribution": ["Office of Armenia's Prosecutor General"]},
    ]
    assert str(one_of([(told, claims_of(told, *items))]).count) == "1"
