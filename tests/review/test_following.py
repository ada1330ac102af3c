from made import CHURCH, changed, claim, incident, link, recording, ruling

from tutela.model.claims import Harm
from tutela.model.inventory import Asset
from tutela.model.rulings import Verdict
from tutela.review.following import held_by

OLD = claim("clm_old")


def held(*rulings, incidents=(), links=(), assets=()):
    return held_by(rulings, [OLD], [], [recording()], links, incidents, assets)


def test_a_claim_ruled_on_takes_the_place_of_its_successor():
    newer = claim("clm_new")
    assert held(ruling("clm_old", Verdict.REJECT)).without_successors([newer]) == []
    assert held(ruling("clm_other", Verdict.REJECT)).without_successors([newer]) == [newer]


def test_another_harm_or_another_sentence_is_another_claim():
    others = [claim("clm_a", Harm.LOOTED), claim("clm_b", sentence=1)]
    assert held(ruling("clm_old", Verdict.ACCEPT)).without_successors(others) == others


def test_the_harm_it_was_corrected_to_is_its_own_too():
    corrected = held(ruling("clm_old", Verdict.CORRECT, harm="destroyed"))
    assert corrected.without_successors([claim("clm_new", Harm.DESTROYED), claim("clm_new", Harm.DAMAGED)]) == []


def test_a_ruling_that_is_undone_holds_nothing():
    made = ruling("clm_old", Verdict.REJECT)
    assert held(made, ruling(made.id, Verdict.UNDO)).ids == frozenset()


def test_the_claims_behind_judged_links_and_incidents_are_held_and_incidents_are_not():
    assert "clm_old" in held(ruling(link(OLD).id, Verdict.ACCEPT), links=[link(OLD)]).ids
    kept = held(ruling("inc_1", Verdict.CORRECT, state="field_confirmed"), incidents=[incident(OLD)]).ids
    assert kept == {"clm_old"}


def test_a_recording_ruled_on_is_kept_in_place_of_the_new_one():
    again = changed(recording(), id="rec_new")
    assert held(ruling("rec_1", Verdict.AUTHENTICATE)).without_successors([again]) == []


def test_a_row_of_a_register_gives_way_to_its_newer_version_and_a_lost_row_does_not():
    old = changed(CHURCH, identifiers=(("register", "7"),))
    new = changed(old, id="ast_new")
    judged = held(ruling(CHURCH.id, Verdict.RESTRICT), assets=[old])
    assert judged.against(Asset, [new]) == frozenset()
    assert judged.against(Asset, []) == {CHURCH.id}
