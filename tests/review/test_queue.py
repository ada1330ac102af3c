from dataclasses import replace

from made import CHURCH, DESCRIBED, OTHER, PAPER, changed, claim, incident, link, recording, ruling, words

from tutela.model.casefile import CaseFile
from tutela.model.claims import Certainty, Harm, Support
from tutela.model.incidents import NearIncident
from tutela.model.links import LinkVerdict
from tutela.model.reasons import Reason
from tutela.model.rulings import Verdict
from tutela.review.overlay import Machine, Unapplied, overlay
from tutela.review.queue import review_queue
from tutela.review.states import assessments, standings


def queue(claims=(), links=(), incidents=(), recordings=(), rulings=(), unapplied=()):
    machine = Machine(
        (PAPER,), (CHURCH, OTHER, DESCRIBED), tuple(claims), (), tuple(recordings), tuple(links), tuple(incidents)
    )
    laid = overlay(machine, rulings)
    case = CaseFile(
        *("t", "2020-12-01T00:00:00Z", "tutela", laid.documents, (), (), laid.assets, ()),
        *(laid.claims, laid.statements, laid.recordings, laid.links, laid.incidents),
        standings(laid.incidents, laid.claims, laid.rulings),
        laid.rulings,
        assessments=assessments(laid.recordings, laid.rulings),
    )
    return review_queue(case, (*unapplied, *laid.unapplied))


def signals(items):
    return [[reason.signal for reason in item.reasons] for item in items]


def test_what_both_readers_found_and_one_asset_fits_waits_for_nobody():
    one = claim()
    assert queue([one], [link(one)], [incident(one)]) == ()


def test_a_grave_harm_that_one_reader_found_waits_and_a_light_or_denied_one_does_not():
    grave, light = claim("clm_1", support=Support.ONE), claim("clm_2", Harm.THREATENED, support=Support.ONE)
    denied = claim("clm_3", certainty=Certainty.DENIED, support=Support.ONE)
    assert [item.record for item in queue([grave, light, denied])] == ["clm_1"]


def test_links_that_are_open_wait_with_what_they_could_be():
    one, two = claim("clm_1"), claim("clm_2", sentence=1)
    open_link = changed(link(one, verdict=LinkVerdict.AMBIGUOUS), others=((OTHER.id, 0.7),))
    items = queue([one, two], [open_link, link(two, DESCRIBED.id, LinkVerdict.NOT_IN_INVENTORY)])
    assert signals(items) == [["ambiguous", "gravity"], ["not_in_inventory", "gravity"]]
    assert "Church of Hadr" in items[0].why and "Church of Badr" in items[0].why
    assert "new-asset" in items[1].remedy


def test_the_score_is_the_sum_of_its_reasons_and_the_most_pressing_comes_first():
    claims = [
        claim("clm_1", support=Support.ONE),
        claim("clm_2", Harm.DESTROYED, sentence=1, support=Support.SAME_SENTENCE),
    ]
    items = queue(claims)
    assert [item.record for item in items] == ["clm_2", "clm_1"]
    assert all(item.score == sum(reason.score for reason in item.reasons) for item in items)


def test_what_a_person_has_ruled_on_leaves_the_queue():
    one = claim(support=Support.SAME_SENTENCE)
    open_link = link(one, verdict=LinkVerdict.AMBIGUOUS)
    assert (
        queue([one], [open_link], rulings=[ruling("clm_1", Verdict.ACCEPT), ruling(open_link.id, Verdict.ACCEPT)]) == ()
    )
    assert queue([one], [open_link], rulings=[ruling("clm_1", Verdict.REJECT)]) == ()
    assert signals(queue([one], [open_link], rulings=[ruling("clm_1", Verdict.ACCEPT)])) == [["ambiguous", "gravity"]]


def test_disputes_and_places_that_do_not_meet_wait():
    one, two = (
        claim("clm_1", places=(words("Hadr"),)),
        claim("clm_2", Harm.INTACT, sentence=1, places=(words("mosque"),), certainty=Certainty.DENIED),
    )
    [item] = queue([one, two], incidents=[incident(one, two, denials=("clm_2",))])
    assert [reason.signal for reason in item.reasons] == ["contradictory_places", "disputed", "gravity"]
    assert "Hadr" in item.why and "mosque" in item.why


def test_a_first_word_waits_for_a_second_person():
    one = claim()
    proposed = ruling("inc_1", Verdict.CORRECT, state="field_confirmed")
    [item] = queue([one], incidents=[incident(one)], rulings=[proposed])
    assert item.record == "inc_1" and "second person" in item.why
    confirmed = ruling("inc_1", Verdict.CORRECT, by="Bo Ek", state="field_confirmed")
    assert queue([one], incidents=[incident(one)], rulings=[proposed, confirmed]) == ()


def test_recordings_wait_until_they_are_assessed():
    authenticate = [ruling("rec_1", Verdict.AUTHENTICATE, by=by) for by in ("Ann Lee", "Bo Ek")]
    waiting, proposed = queue(recordings=[recording()]), queue(recordings=[recording()], rulings=authenticate[:1])
    assert signals(waiting) == [["not_assessed"]] and signals(proposed) == [["second_person"]]
    assert queue(recordings=[recording()], rulings=authenticate) == ()


def test_a_ruling_without_effect_comes_first():
    items = queue([claim(support=Support.SAME_SENTENCE)], unapplied=[Unapplied("rul_9", "its record is gone")])
    assert items[0].record == "rul_9" and "its record is gone" in items[0].why


def test_two_incidents_that_may_be_one_wait_once_with_both_claims():
    one, two = claim("clm_1"), claim("clm_2", Harm.INTACT, sentence=1)
    why = (Reason("means_open", "one of them names no means", 0.1),)
    first = replace(incident(one), near=(NearIncident("inc_2", -0.4, "clm_1", "clm_2", why),))
    second = replace(incident(two), id="inc_2", near=(NearIncident("inc_1", -0.4, "clm_2", "clm_1", why),))
    [item] = [item for item in queue([one, two], incidents=[first, second]) if "near" in signals([item])[0]]
    assert "inc_2 (-0.4): one of them names no means" in item.why and len(item.seen) == 2
    assert item.remedy == "tutela rule inc_1 same | different --with inc_2"
