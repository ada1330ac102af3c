"""What rulings on links say of words."""

import pytest

from tests.incidents.stories import claims_of, document
from tutela.model.links import Link, LinkVerdict
from tutela.model.rulings import Ruling, Verdict
from tutela.review.precedents import precedents_of

PAPER = document("paper", "Morning Post", "2020-11-20", "The Green Chapel in Shushi was shelled.")
(CLAIM,) = claims_of(PAPER, {"asset": "Green Chapel", "places": ["Shushi"]})
LINK = Link("lnk_1", CLAIM.id, "ast_machine", LinkVerdict.LINKED, 0.9)


def ruled(record: str, verdict: Verdict, target: str = "") -> Ruling:
    return Ruling(f"rul_{verdict}", record, verdict, "A. Reader", "seen", "2026-05-04T10:00:00Z", target=target)


def said(*rulings: Ruling) -> list[tuple[str, bool]]:
    told = precedents_of(rulings, [CLAIM], [LINK], {PAPER.id: PAPER})
    return [(one.asset, one.meant) for one in told]


@pytest.mark.parametrize("record", [CLAIM.id, LINK.id])
def test_a_link_says_what_the_words_mean_where_and_to_whom(record: str) -> None:
    (told,) = precedents_of([ruled(record, Verdict.LINK, "ast_x")], [CLAIM], [LINK], {PAPER.id: PAPER})
    assert (told.asset, told.meant, told.words, told.day) == ("ast_x", True, "Green Chapel", "2026-05-04")
    assert (told.name, told.publisher, told.places) == ("paper", "Morning Post", ("Shushi",))


def test_of_links_judged_the_accepted_is_meant_and_the_rejected_is_not() -> None:
    assert said(ruled(LINK.id, Verdict.ACCEPT)) == [("ast_machine", True)]
    assert said(ruled(LINK.id, Verdict.REJECT)) == [("ast_machine", False)]
    assert said(ruled(LINK.id, Verdict.NEW_ASSET, "ast_new")) == [("ast_machine", False)]


def test_the_last_ruling_says_what_is_meant_and_what_is_not_stays() -> None:
    first, then = ruled(CLAIM.id, Verdict.LINK, "ast_x"), ruled(CLAIM.id, Verdict.LINK, "ast_y")
    assert said(first, then) == [("ast_y", True)]
    assert said(ruled(LINK.id, Verdict.REJECT), then) == [("ast_machine", False), ("ast_y", True)]
    assert said(first, ruled(CLAIM.id, Verdict.NEW_ASSET, "ast_new")) == []


def test_a_ruling_on_the_claim_alone_says_nothing_of_its_asset() -> None:
    assert said(ruled(CLAIM.id, Verdict.ACCEPT), ruled(CLAIM.id, Verdict.REJECT)) == []
