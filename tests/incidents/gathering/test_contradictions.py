"""Who denies, and in what documents differ, stands in the incident itself, with the words."""

from tests.incidents.stories import claims_of, document, gathered, shelling
from tutela.model.contradictions import stance_of
from tutela.model.incidents import Aspect, Stance


def test_who_says_so_and_who_denies_it_stand_side_by_side() -> None:
    (incident,) = gathered(shelling())
    stance = next(one for one in incident.contradictions if one.aspect is Aspect.STANCE)
    said = {version.value: version.claims for version in stance.versions}
    assert set(said) == {Stance.SAID, Stance.DENIED} and set(said[Stance.DENIED]) == set(incident.denials)
    claims = {claim.id: claim for _, several in shelling() for claim in several}
    assert all(stance_of(incident, claims[name]) is Stance.SAID for name in said[Stance.SAID])


def test_harms_that_differ_stand_with_the_words_that_tell_them() -> None:
    told = []
    for harm in ("damaged", "destroyed"):
        text = f"Shells {harm} the Church of Saint Oskan in Shushi on 8 October.\n"
        paper = document(harm, f"The {harm} paper", "2020-10-09", text)
        item = {
            "asset": "Church of Saint Oskan", "harm": harm, "places": ["Shushi"], "start": "2020-10-08",
            "end": "2020-10-08",
        }  # fmt: skip
        told.append((paper, claims_of(paper, item)))
    (incident,) = gathered(told)
    (harms,) = (one for one in incident.contradictions if one.aspect is Aspect.HARM)
    assert {version.value for version in harms.versions} == {"damaged", "destroyed"}
    assert {claim for version in harms.versions for claim in version.claims} == set(incident.claims)


def test_documents_that_agree_contradict_one_another_in_nothing() -> None:
    (incident,) = gathered(shelling()[:2])
    assert Aspect.STANCE not in {one.aspect for one in incident.contradictions}
