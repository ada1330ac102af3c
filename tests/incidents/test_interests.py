"""Who speaks against the interest of its own side: told from who blames whom, the same for every side."""

import pytest

from tests.incidents.stories import claims_of, document, gathered
from tutela.model.claims import Claim
from tutela.model.documents import Document, Publisher
from tutela.model.incidents import Incident, Interest

CHURCH = {"asset": "Church of Saint Oskan", "places": ["Shushi"], "start": "2020-10-08", "end": "2020-10-08"}
ARMENIA, AZERBAIJAN = "Ministry of Defence of Armenia", "Ministry of Defence of Azerbaijan"
Story = tuple[Document, tuple[Claim, ...]]


def paper(publisher: str, quote: str, swapped: bool = False, **item: object) -> Story:
    turn = _swapped if swapped else str
    quote = turn(quote)
    told = document(publisher, publisher, "2020-10-09", f"{quote}\n")
    words = {key: _turned(value, swapped) for key, value in item.items()}
    return told, claims_of(told, {**CHURCH, "quote": quote, **words})


def _swapped(words: str) -> str:
    return words.replace("Armenia", "\0").replace("Azerbaijan", "Armenia").replace("\0", "Azerbaijan")


def _turned(value: object, swapped: bool) -> object:
    if isinstance(value, list):
        return [_turned(item, swapped) for item in value]
    return _swapped(value) if swapped and isinstance(value, str) else value


def blames(speaker: str, actor: str) -> dict[str, object]:
    quote = f"The Church of Saint Oskan in Shushi was hit on 8 October by {actor}, the {speaker} said."
    return {"quote": quote, "actor": actor, "attribution": [speaker]}


def denies(speaker: str, actor: str = "") -> dict[str, object]:
    by = f" by {actor}" if actor else ""
    quote = f"The {speaker} denied that the Church of Saint Oskan in Shushi was hit on 8 October{by}."
    named = {"actor": actor} if actor else {}
    return {"quote": quote, "attribution": [speaker], "certainty": "denied", **named}


def intact(speaker: str) -> dict[str, object]:
    quote = f"The Church of Saint Oskan in Shushi stands unharmed, the {speaker} said."
    return {"quote": quote, "attribution": [speaker], "harm": "intact"}


OWN = blames(ARMENIA, "troops of Armenia")
OTHER = blames(ARMENIA, "troops of Azerbaijan")
BLAMED = {
    "quote": "Our reporter saw how guns that troops of Armenia fired left a hole in the Church of Saint Oskan.",
    "actor": "troops of Armenia",
    "evidence": ["inspection"],
}
CASES = [
    ([OWN], "against", "it says that its own side did it (“troops of Armenia”)"),
    ([OTHER, BLAMED], "with", "it says that another side did it (“troops of Azerbaijan”)"),
    ([denies(ARMENIA, "troops of Armenia")], "with", "it denies what its own side is said to have done"),
    ([denies(ARMENIA, "troops of Azerbaijan"), BLAMED], "against", "it denies what another side is said to have done"),
    ([denies(ARMENIA), BLAMED], "with", "it denies what its own side is said to have done"),
    ([intact(ARMENIA), BLAMED], "with", "it denies what its own side is said to have done"),
    ([OTHER], "unknown", ""),
    ([denies(ARMENIA)], "unknown", ""),
    ([blames("residents of Armenia", "troops of Armenia")], "unknown", ""),
    ([blames(ARMENIA, "unknown men")], "unknown", ""),
    ([blames(ARMENIA, "troops of Armenia and Azerbaijan")], "unknown", ""),
]


def told(items: list[dict[str, object]], swapped: bool) -> list[Incident]:
    stories = []
    for number, item in enumerate(items):
        words = {key: value for key, value in item.items() if key != "quote"}
        stories.append(paper(f"Paper {number}", str(item["quote"]), swapped, **words))
    return list(gathered(stories))


def interest_in(incidents: list[Incident], claim_of: str) -> tuple[Interest, str]:
    (origin,) = [one for incident in incidents for one in incident.origins if claim_of in one.label]
    return origin.interest, next((reason.sentence for reason in origin.reasons if reason.signal == "interest"), "")


def _words(given: object) -> list[str]:
    return [str(word) for word in given] if isinstance(given, list) else []


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(("items", "interest", "why"), CASES)
def test_an_origin_speaks_for_or_against_its_own_side(
    items: list[dict[str, object]], interest: str, why: str, swapped: bool
) -> None:
    (label,) = _words(items[0]["attribution"])
    found, sentence = interest_in(told(items, swapped), _swapped(label) if swapped else label)
    assert found == interest
    assert (_swapped(why) if swapped else why) in sentence and bool(sentence) == bool(why)


def test_an_outlet_of_a_party_that_tells_of_its_own_side_speaks_against_it() -> None:
    quote = "The Church of Saint Oskan in Shushi was hit on 8 October by troops of Azerbaijan."
    story = paper("Hill Radio", quote, actor="troops of Azerbaijan")
    tied = Publisher(id="hill", name="Hill Radio", party="Azerbaijan")
    assert [interest_in(list(gathered([story], known)), "Hill")[0].value for known in ((tied,), ())] == [
        "against",
        "unknown",
    ]
