import pytest
from made import CHURCH, OTHER, PAPER, changed, claim, incident, link, recording, ruling

from tutela.model.errors import RulingRefused, SecondPersonNeeded
from tutela.model.rulings import Verdict
from tutela.review.checks import JUDGES, Bench, check

CLAIM = claim("clm_1")
RECORDS = {
    "clm_1": CLAIM,
    "clm_2": claim("clm_2", sentence=1),
    link(CLAIM).id: link(CLAIM),
    "inc_1": incident(CLAIM),
    CHURCH.id: CHURCH,
    OTHER.id: OTHER,
    "rec_1": recording(),
    "doc_1": PAPER,
}


def weigh(made, *earlier):
    known = RECORDS | {one.id: one for one in earlier}
    check(made, Bench(known[made.record], known.get(made.target), earlier, PAPER))


@pytest.mark.parametrize(
    "made",
    [
        ruling("clm_1", Verdict.ACCEPT),
        ruling("clm_1", Verdict.CORRECT, harm="destroyed", actor="Soldiers"),
        ruling(link(CLAIM).id, Verdict.LINK, target=OTHER.id),
        ruling("clm_1", Verdict.NEW_ASSET, name="Chapel@en", position="39,46"),
        ruling("clm_1", Verdict.SAME, target="clm_2"),
        ruling(CHURCH.id, Verdict.RESTRICT),
        ruling("doc_1", Verdict.RESTRICT, person="A Witness"),
        ruling("rec_1", Verdict.AUTHENTICATE, authenticity="inconclusive"),
        ruling("inc_1", Verdict.CORRECT, state="field_confirmed"),
        ruling("doc_1", Verdict.CORRECT, published="2020-11"),
    ],
)
def test_rulings_that_may_be_made(made):
    weigh(made)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (ruling("inc_1", Verdict.REJECT), "cannot judge an incident"),
        (ruling("inc_1", Verdict.CORRECT, harm="damaged"), "computed from its claims"),
        (ruling("inc_1", Verdict.CORRECT, state="corroborated"), "never typed in"),
        (ruling("clm_1", Verdict.CORRECT), "needs a field"),
        (ruling("clm_1", Verdict.ACCEPT, harm="damaged"), "cannot set 'harm'"),
        (ruling("clm_1", Verdict.LINK, target="clm_2"), "is no asset"),
        (ruling("clm_1", Verdict.LINK), "is no asset"),
        (ruling("clm_1", Verdict.SAME, target="clm_1"), "with itself"),
        (ruling("clm_1", Verdict.SAME, target=CHURCH.id), "not of one kind"),
        (ruling("clm_1", Verdict.RESTRICT), "It judges: asset"),
        (ruling("rec_1", Verdict.AUTHENTICATE, authenticity="maybe"), "authentic, not_authentic"),
        (ruling("clm_1", Verdict.NEW_ASSET, position="here"), "number"),
        (ruling("clm_1", Verdict.ACCEPT, by="?"), "person's name"),
        (changed(ruling("clm_1", Verdict.ACCEPT), reason=" "), "needs a reason"),
    ],
)
def test_rulings_that_may_not_be_made_say_why(made, said):
    with pytest.raises(RulingRefused, match=said):
        weigh(made)


def test_nobody_confirms_their_own_word():
    for first in (ruling("inc_1", Verdict.CORRECT, state="field_confirmed"), ruling("rec_1", Verdict.AUTHENTICATE)):
        again = changed(first, id="rul_again", by="lee ann")
        with pytest.raises(SecondPersonNeeded):
            weigh(again, first)
        undo = ruling(first.id, Verdict.UNDO)
        weigh(again, first, undo)
        weigh(changed(again, by="Bo Ek"), first)


def test_a_ruling_is_undone_once():
    first = ruling("clm_1", Verdict.ACCEPT)
    undo = ruling(first.id, Verdict.UNDO)
    weigh(undo, first)
    with pytest.raises(RulingRefused, match="undone already"):
        weigh(ruling(first.id, Verdict.UNDO), first, undo)


def test_every_verdict_has_something_to_judge():
    assert set(JUDGES) == set(Verdict) and all(JUDGES.values())
