"""Claims to incidents: who stands together, who is counted, and that no order decides."""

import random

from tests.incidents.stories import claims_of, document, gathered, shelling
from tutela.language.parties import stand_ins
from tutela.model.claims import Claim
from tutela.model.documents import Publisher
from tutela.model.incidents import EdgeKind, Incident
from tutela.model.rulings import Pair


def test_two_papers_relaying_one_prosecutor_are_one_origin() -> None:
    (incident,) = gathered(shelling()[:2])
    assert len(incident.origins) == 1
    assert (incident.count.at_least, incident.count.at_most) == (1, 1)


def test_a_reporter_who_was_there_is_another_origin_and_a_denial_belongs_to_the_incident() -> None:
    (incident,) = gathered(shelling())
    assert len(incident.claims) == 4 and len(incident.denials) == 1
    assert (incident.count.at_least, incident.count.at_most) == (2, 2)
    assert any("denies it" in reason for reason in incident.count.reasons)
    assert incident.period is not None and incident.period.edtf() == "2020-10-08"


def test_an_incident_takes_the_id_of_its_smallest_claim_whatever_else_joins() -> None:
    (two,) = gathered(shelling()[:2])
    (three,) = gathered(shelling())
    assert set(two.claims) <= set(three.claims)
    assert (two.id == three.id) == (min(two.claims) == min(three.claims))


def test_a_later_act_against_the_same_church_is_another_incident() -> None:
    later = document(
        "later", "Morning Post", "2021-03-02", "On 1 March the Church of Saint Oskan in Shushi was looted.\n"
    )
    item = {
        "asset": "Church of Saint Oskan",
        "harm": "looted",
        "places": ["Shushi"],
        "start": "2021-03-01",
        "end": "2021-03-01",
    }
    incidents = gathered([*shelling(), (later, claims_of(later, item))])
    assert len(incidents) == 2
    assert len({incident.asset for incident in incidents}) == 1


def test_one_text_tells_of_two_harms_of_one_church() -> None:
    text = (
        "Artillery damaged Saint Oskan Cathedral in Shushi between 27 September and 9 November 2020.\n"
        "Afterwards soldiers were filmed as they covered the cathedral with graffiti.\n"
    )
    told = document("both", "Morning Post", "2020-11-27", text)
    claims = claims_of(
        told,
        {
            "asset": "Saint Oskan Cathedral",
            "start": "2020-09-27",
            "end": "2020-11-09",
            "means": ["artillery"],
            "places": ["Shushi"],
        },
        {"asset": "cathedral", "harm": "desecrated", "means": ["graffiti"], "places": ["Shushi"]},
    )
    incidents = gathered([(told, claims)])
    assert len(incidents) == 2 and len({incident.asset for incident in incidents}) == 1


def test_random_orders_give_the_identical_result() -> None:
    stories = shelling()
    expected = gathered(stories)
    for seed in range(20):
        shuffled = [(told, tuple(random.Random(seed).sample(claims, len(claims)))) for told, claims in stories]
        random.Random(seed).shuffle(shuffled)
        assert gathered(shuffled) == expected


def test_documents_of_one_publisher_or_one_owner_are_not_independent() -> None:
    papers = [
        Publisher(id="a", name="Morning Post", owner="Post House"),
        Publisher(id="b", name="Evening Post", owner="Post House"),
    ]
    stories = []
    for name, paper in (("one", "Morning Post"), ("two", "Evening Post")):
        text = f"A {name} reporter of the {paper} saw the burnt Church of Saint Oskan in Shushi.\n"
        told = document(name, paper, "2020-10-09", text)
        item = {"asset": "Church of Saint Oskan", "places": ["Shushi"], "evidence": ["inspection"]}
        stories.append((told, claims_of(told, item)))
    (incident,) = gathered(stories, papers)
    assert incident.count.at_least == 1
    assert len(incident.origins) == 1 or any("one owner or party" in reason for reason in incident.count.reasons)


def test_swapping_the_parties_swaps_nothing_but_their_names() -> None:
    swap = {"Armenia": "Azerbaijan", "Azerbaijan": "Armenia"}
    assert set(swap) <= set(stand_ins())
    plain = gathered(shelling())
    turned = []
    for told, claims in shelling():
        text = told.text.replace("Armenia", "\0").replace("Azerbaijan", "Armenia").replace("\0", "Azerbaijan")
        copy = document(told.name, str(told.publisher.value if told.publisher else ""), told.day or "", text)
        items = [_item(claim, swap) for claim in claims]
        turned.append((copy, claims_of(copy, *items)))
    swapped = gathered(turned)
    assert [_shape(incident) for incident in swapped] == [_shape(incident) for incident in plain]


def _item(claim: Claim, swap: dict[str, str]) -> dict[str, object]:
    def turn(words: str) -> str:
        return words.replace("Armenia", "\0").replace("Azerbaijan", swap["Azerbaijan"]).replace("\0", swap["Armenia"])

    return {
        "quote": turn(claim.quote.exact),
        "asset": turn(claim.asset.exact),
        "places": [place.exact for place in claim.places],
        "harm": claim.harm.value,
        "means": [cue.kind.value for cue in claim.means],
        "evidence": [cue.kind.value for cue in claim.evidence],
        "start": claim.time.start if claim.time else None,
        "end": claim.time.end if claim.time else None,
        "attribution": [turn(speaker.words.exact) for speaker in claim.attribution],
        "certainty": claim.certainty.value,
    }


def _shape(incident: Incident) -> tuple[object, ...]:
    kinds = sorted(origin.kind.value for origin in incident.origins)
    edges = sorted(edge.kind.value for edge in incident.chain)
    count = (incident.count.at_least, incident.count.at_most)
    return len(incident.claims), len(incident.denials), incident.harms, kinds, edges, count


def test_the_chain_shows_who_cites_whom_with_the_words() -> None:
    (incident,) = gathered(shelling()[:2])
    cites = [edge for edge in incident.chain if edge.kind is EdgeKind.CITES]
    assert {edge.target for edge in cites} == {incident.origins[0].id}
    assert all(edge.evidence and edge.reason for edge in cites)


def test_a_copied_text_points_to_the_text_it_copies() -> None:
    text = (
        "Shells hit the Church of Saint Oskan in Shushi on 8 October and tore a hole as wide as a cart into its roof, "
        "and those who had taken shelter in the cellar with their children came out unharmed in the evening.\n"
    )
    item = {"asset": "Church of Saint Oskan", "places": ["Shushi"], "start": "2020-10-08", "end": "2020-10-08"}
    first = document("original", "Morning Post", "2020-10-09", text)
    second = document("copy", "Evening Post", "2020-10-10", "From our correspondents.\n" + text)
    (incident,) = gathered([(first, claims_of(first, item)), (second, claims_of(second, item))])
    (edge,) = [edge for edge in incident.chain if edge.kind is EdgeKind.COPIES]
    assert (edge.source, edge.target) == (second.id, first.id)
    assert edge.evidence[0].stands_in(second.text) and edge.evidence[1].stands_in(first.text)
    assert incident.count.at_most == 1


def test_what_appeared_before_an_act_does_not_tell_of_it() -> None:
    early = document("early", "Hill Daily", "2020-06-01", "Shells hit the Church of Saint Oskan in Shushi.\n")
    item = {"asset": "Church of Saint Oskan", "places": ["Shushi"], "means": ["artillery"]}
    assert len(gathered([*shelling(), (early, claims_of(early, item))])) == 2


def test_what_is_almost_one_act_is_named_for_a_person_and_not_where_one_has_ruled() -> None:
    stories = shelling()[:1]
    other = document("other", "Hill Daily", "2020-10-20", "Whose the Church of Saint Oskan in Shushi is, was denied.\n")
    item = {"asset": "Church of Saint Oskan", "places": ["Shushi"], "harm": "denied"}
    stories.append((other, claims_of(other, item)))
    one, two = gathered(stories)
    assert [near.incident for near in one.near] == [two.id] and [near.incident for near in two.near] == [one.id]
    assert one.near[0].score <= 0.0
    assert any("one says" in reason.sentence for reason in one.near[0].reasons)
    apart = Pair("claim", one.claims[0], two.claims[0], False, "rul_apart")
    assert not any(incident.near for incident in gathered(stories, (), (apart,)))
