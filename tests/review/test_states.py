import pytest
from made import changed, claim, incident, recording, ruling, speaker

from tutela.model.claims import Certainty, Harm
from tutela.model.errors import RulingRefused, SecondPersonNeeded
from tutela.model.rulings import State, Verdict
from tutela.review.force import in_force
from tutela.review.states import assessment, check_second_person, check_state, standing

CLAIM = claim("clm_1")
DENIAL = claim("clm_2", Harm.INTACT, sentence=1, certainty=Certainty.DENIED, attribution=(speaker("The mayor"),))
CLAIMS = {one.id: one for one in (CLAIM, DENIAL)}


def stands(one, rulings=()):
    return standing(one, CLAIMS, in_force(rulings))


def confirm(by, state="remote_confirmed", record="inc_1"):
    return ruling(record, Verdict.CORRECT, by=by, state=state)


def test_one_origin_is_a_report_and_two_corroborate():
    assert stands(incident(CLAIM)).state is State.REPORTED
    two = stands(incident(CLAIM, at_least=2, at_most=3))
    assert two.state is State.CORROBORATED and "2 to 3 independent origins" in two.sentence
    assert stands(incident(CLAIM, at_least=1, at_most=3)).state is State.REPORTED


def test_a_denial_disputes_and_the_sentence_says_whose_it_is():
    found = stands(incident(CLAIM, DENIAL, at_least=2, at_most=2, denials=("clm_2",)))
    assert found.state is State.DISPUTED and found.disputed
    assert "1 claim denies it" in found.sentence and "The mayor" in found.sentence and "2 independent" in found.sentence


def test_one_person_proposes_and_another_confirms():
    one = stands(incident(CLAIM), [confirm("Ann Lee")])
    assert one.state is State.REPORTED and "a second person has to confirm" in one.sentence
    two = stands(incident(CLAIM), [confirm("Ann Lee"), confirm("Bo Ek")])
    assert two.state is State.REMOTE_CONFIRMED and "two persons" in two.sentence
    assert "Ann" not in two.sentence


def test_one_person_twice_or_two_on_different_states_confirm_nothing():
    for rulings in (
        [confirm("Ann Lee"), confirm("LEE, Ann")],
        [confirm("Ann Lee"), confirm("Bo Ek", "field_confirmed")],
    ):
        assert stands(incident(CLAIM), rulings).state is State.REPORTED


def test_a_word_that_it_is_unharmed_is_no_denial_and_the_sentence_tells_of_it():
    unharmed = claim("clm_3", Harm.INTACT, sentence=1)
    found = standing(incident(CLAIM, unharmed, denials=("clm_3",)), {**CLAIMS, "clm_3": unharmed}, ())
    assert found.state is State.REPORTED and not found.disputed
    assert "nobody denies it" in found.sentence and "1 claim says it is unharmed" in found.sentence


def test_a_confirmed_incident_stays_disputed_where_somebody_denies_it():
    denied = incident(CLAIM, DENIAL, denials=("clm_2",))
    found = stands(denied, [confirm("Ann Lee"), confirm("Bo Ek")])
    assert found.state is State.REMOTE_CONFIRMED and found.disputed


def test_undoing_one_of_two_takes_the_confirmation_back():
    first, second = confirm("Ann Lee"), confirm("Bo Ek")
    assert stands(incident(CLAIM), [first, second, ruling(first.id, Verdict.UNDO)]).state is State.REPORTED


def test_the_state_confirmed_last_stands():
    rulings = [
        confirm(by, state) for state in ("remote_confirmed", "no_damage_observed") for by in ("Ann Lee", "Bo Ek")
    ]
    assert stands(incident(CLAIM), rulings).state is State.NO_DAMAGE_OBSERVED


def test_rulings_on_an_old_id_count():
    renamed = changed(incident(CLAIM, id_="inc_new"), aliases=("inc_1",))
    found = stands(renamed, [confirm("Ann Lee"), confirm("Bo Ek", record="inc_new")])
    assert found.state is State.REMOTE_CONFIRMED


def test_the_same_person_is_told_that_another_is_needed():
    with pytest.raises(SecondPersonNeeded, match=r"already.*Another person than Ann Lee"):
        check_second_person(confirm("ann lee"), [confirm("Ann Lee")], ("inc_1",), "state")
    check_second_person(confirm("Bo Ek"), [confirm("Ann Lee")], ("inc_1",), "state")
    check_second_person(confirm("Ann Lee", "field_confirmed"), [confirm("Ann Lee")], ("inc_1",), "state")


@pytest.mark.parametrize("state", ["reported", "corroborated", "disputed", "superseded", "sure"])
def test_computed_states_cannot_be_typed_in(state):
    with pytest.raises(RulingRefused, match="remote_confirmed"):
        check_state(state)


def test_what_is_not_known_is_said():
    unknowns = " ".join(stands(incident(CLAIM, at_least=1, at_most=2)).unknowns)
    for word in ("When", "Nobody is named", "means", "evidence", "Between 1 and 2 origins"):
        assert word in unknowns


def test_a_recording_is_not_assessed_until_two_persons_agree():
    video = recording()
    authenticate = [ruling("rec_1", Verdict.AUTHENTICATE, by=by) for by in ("Ann Lee", "ann lee", "Bo Ek")]
    assert assessment(video, []).value == "not_assessed"
    assert assessment(video, authenticate[:2]).value == "not_assessed"
    assert "second person" in assessment(video, authenticate[:2]).sentence
    assert assessment(video, authenticate).value == "authentic"
    doubts = [ruling("rec_1", Verdict.AUTHENTICATE, by=by, authenticity="not_authentic") for by in ("Ann Lee", "Bo Ek")]
    assert assessment(video, [*authenticate, *doubts]).value == "not_authentic"
