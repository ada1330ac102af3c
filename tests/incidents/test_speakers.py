"""Who two claims name as their source, and whether that is one."""

import dataclasses
from collections.abc import Mapping, Sequence

import pytest

from tests.incidents.stories import PROSECUTOR, claims_of, document, gathered
from tutela.incidents.attributions import sources_of
from tutela.incidents.origins import retold
from tutela.incidents.sharing import with_shared
from tutela.incidents.sides import sides_of, without_sides
from tutela.incidents.speakers import speaker
from tutela.incidents.voices import Directory
from tutela.model.claims import Claim
from tutela.model.documents import Document, Finding, Publisher
from tutela.model.incidents import EdgeKind
from tutela.sources.publishers import known_publishers

CHURCH = {"asset": "Church of Saint Oskan", "places": ["Shushi"], "start": "2020-10-08", "end": "2020-10-08"}
Told = tuple[Document, tuple[Claim, ...]]


def told(
    name: str, publisher: str, text: str, *attributions: Sequence[str], day: str = "2020-10-09", **said: object
) -> Told:
    """A paper whose lines each give one claim, attributed as told."""
    written = document(name, publisher, day, text)
    lines = [line for line in text.split("\n") if line]
    items: list[Mapping[str, object]] = [
        {**CHURCH, "quote": line, "attribution": list(who), **said}
        for line, who in zip(lines, attributions, strict=True)
    ]
    return written, claims_of(written, *items)


def signal(*stories: Told, publishers: Sequence[Publisher] = ()) -> str:
    """What comparing the first claims of two papers says."""
    documents, claims = [one for one, _ in stories], [claim for _, found in stories for claim in found]
    sources = sources_of(claims, documents, {}, publishers)
    first, second = (sources[found[0].id] for _, found in stories)
    return speaker(first, second).signal


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Prosecutor General of Armenia", "Генеральная прокуратура Армении", "same_speaker"),
        ("Parquet général d'Arménie", "Հայաստանի դատախազություն", "same_speaker"),
        ("Ministry of Culture of Armenia", "Ministry of Culture of Azerbaijan", "other_speaker"),
        ("Ministry of Defence of Armenia", "Ministry of Culture of Armenia", "other_speaker"),
        ("Moscow", "Russia's Ministry of Defence", "one_side"),
        ("Baku", "азербайджанская сторона", "one_side"),
        ("trial chamber", "Trybunał", "same_role"),
        ("UN war crimes court", "Hague tribunal", "same_court"),
    ],
)
def test_one_office_said_in_two_languages_is_one_and_two_offices_of_one_side_are_two(
    one: str, other: str, expected: str
) -> None:
    text = "{} said the Church of Saint Oskan was shelled."
    assert signal(told("a", "A", text.format(one), [one]), told("b", "B", text.format(other), [other])) == expected


def test_a_person_beside_an_office_speaks_for_it() -> None:
    text = "Kevin Parker, the presiding judge, said the Church of Saint Oskan was shelled."
    other = "The tribunal found that the Church of Saint Oskan was shelled."
    assert signal(told("a", "A", text, ["Kevin Parker"]), told("b", "B", other, ["tribunal"])) == "office_beside"


def test_an_office_months_later_says_something_else_unless_it_denies_again() -> None:
    text = f"{PROSECUTOR} said the Church of Saint Oskan was shelled."
    early, late = told("a", "A", text, [PROSECUTOR]), told("b", "B", text, [PROSECUTOR], day="2021-09-01")
    assert signal(early, late) == "same_speaker_later"
    denied = [
        told(name, name, text, [PROSECUTOR], day=day, certainty="denied")
        for name, day in (("a", "2020-10-09"), ("b", "2021-09-01"))
    ]
    assert signal(*denied) == "same_speaker"


def test_what_an_outlet_reports_goes_back_to_the_only_source_it_names() -> None:
    """A single source that an outlet relays is not made two by those who name the outlet."""
    first = told("a", "AzerNews", f"The Church of Saint Oskan was shelled, {PROSECUTOR} said.", [PROSECUTOR])
    second = told("b", "Evening Post", "The Church of Saint Oskan was shelled, AzerNews reports.", ["AzerNews"])
    assert signal(first, second) == "speaker_published"
    (incident,) = gathered([first, second])
    assert (incident.count.at_least, incident.count.at_most) == (1, 1)


def test_a_relay_that_both_name_is_told() -> None:
    text = "{} told {} that the Church of Saint Oskan was shelled."
    one = told("a", "A", text.format("Jonah Fisher", "BBC"), ["Jonah Fisher", "BBC"])
    other = told("b", "B", text.format("a guard", "BBC"), ["guard", "BBC"])
    assert signal(one, other, publishers=known_publishers()) == "relay_shared"


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("Moscow", "russia"),
        ("руската страна", "russia"),
        ("قوات الدعم السريع", "rapid support forces"),
        ("Kyiv", "ukraine"),
    ],
)
def test_sides_are_known_in_several_languages(words: str, side: str) -> None:
    assert sides_of(words) == {side}


def test_what_names_a_side_names_no_office() -> None:
    assert without_sides("Azerbaijan's Ministry of Culture") == "Ministry of Culture"
    one, other = (Directory(()).voice(f"{who} Foundation") for who in ("Armenian", "Azerbaijani"))
    assert not one.same(other)


def test_two_speakers_with_names_of_their_own_are_not_taken_to_be_perhaps_one() -> None:
    lines = [f"The Church of Saint Oskan was shelled, {who} said." for who in ("Anna Petrosyan", "Leyla Orucova")]
    (incident,) = gathered([told("a", "A", lines[0], ["Anna Petrosyan"]), told("b", "B", lines[1], ["Leyla Orucova"])])
    assert (incident.count.at_least, incident.count.at_most) == (2, 2)


def test_a_text_that_names_an_agency_rests_on_the_paper_that_carries_its_report() -> None:
    carrier = told("a", "Yahoo (BBC)", "A hole gapes in the Church of Saint Oskan.", [], evidence=["inspection"])
    other = told("b", "Asbarez", "The Church of Saint Oskan was hit, the BBC found.", ["BBC"], day="2020-10-10")
    (incident,) = gathered([carrier, other], publishers=known_publishers())
    (edge,) = [edge for edge in incident.chain if edge.source == other[0].id and edge.target == carrier[0].id]
    assert (edge.kind, [words.exact for words in edge.evidence]) == (EdgeKind.CITES, ["BBC"])
    assert "whose report Yahoo carries" in edge.reason


def test_two_papers_that_carry_one_agency_do_not_rest_on_each_other() -> None:
    both = [
        told(name, f"{name} (Reuters)", "Reuters saw a hole in the Church of Saint Oskan.", ["Reuters"])
        for name in ("Morning Post", "Evening Post")
    ]
    (incident,) = gathered(both, publishers=known_publishers())
    documents = {one.id for one, _ in both}
    assert not [edge for edge in incident.chain if edge.target in documents and edge.kind == EdgeKind.CITES]


def retelling(*stories: Told) -> str:
    """What comparing the texts of two papers says of the first claims of both."""
    documents, claims = [one for one, _ in stories], [claim for _, found in stories for claim in found]
    sources = with_shared(list(sources_of(claims, documents, {}, ()).values()), ())
    return retold(*(sources[found[0].id] for _, found in stories)).signal


def in_language(language: str, story: Told) -> Told:
    return dataclasses.replace(story[0], language=Finding(language, "stated")), story[1]


def test_one_publisher_in_two_languages_and_figures_in_order_show_a_translation() -> None:
    english = told("a", "Azvision", "The Church of Saint Oskan was shelled, guides said.", ["guides"])
    german = in_language("de", told("b", "Azvision", "Begleiter: Church of Saint Oskan beschossen.", ["Begleiter"]))
    elsewhere = in_language("de", told("c", "Post", "Begleiter: Church of Saint Oskan beschossen.", ["Begleiter"]))
    assert retelling(english, german) == "own_translation"
    assert retelling(english, elsewhere) == "not_retold"
    figures = "Church of Saint Oskan: 1456, 27, 88, 1992, 315, 64"
    translated = in_language("de", told("e", "Post", f"{figures}.", []))
    assert retelling(told("d", "Gazette", f"{figures}!", []), translated) == "translated"
