from made import ruling

from tutela.model.rulings import Verdict
from tutela.review.force import in_force, undone


def test_an_undone_ruling_is_kept_and_has_no_force():
    first = ruling("clm_1", Verdict.REJECT)
    undo = ruling(first.id, Verdict.UNDO)
    assert in_force([first]) == (first,)
    assert in_force([first, undo]) == ()
    assert undone([first, undo]) == {first.id}


def test_an_undoing_can_be_undone():
    first = ruling("clm_1", Verdict.REJECT)
    undo = ruling(first.id, Verdict.UNDO)
    again = ruling(undo.id, Verdict.UNDO)
    assert in_force([first, undo, again]) == (first,)
    assert in_force([first, undo, again, ruling(again.id, Verdict.UNDO)]) == ()
