"""Damage grades and what others call them: every grade has a word everywhere, and leads back to itself."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.missions.crosswalk import GRADES, grades_of, schemes, term_of, told_elsewhere
from tutela.model.errors import InputError

ids = st.sampled_from(sorted(schemes()))
grades = st.sampled_from(GRADES)


@given(grades, ids)
def test_a_grade_told_in_another_scale_leads_back_to_it(grade, scheme):
    term = term_of(grade, scheme)
    assert grade in grades_of(term.code, scheme) and grade in grades_of(term.term.upper(), scheme)


@given(grades, grades, ids)
def test_no_scale_turns_the_order_round(one, other, scheme):
    terms = [term.code for term in schemes()[scheme].terms]
    places = [terms.index(term_of(grade, scheme).code) for grade in sorted((one, other))]
    assert places == sorted(places)


@pytest.mark.parametrize("scheme", schemes().values(), ids=schemes())
def test_every_grade_has_exactly_one_term_and_terms_lie_side_by_side(scheme):
    told = list(itertools.chain.from_iterable(term.grades for term in scheme.terms))
    assert sorted(told) == list(GRADES)
    for term in scheme.terms:
        assert set(term.grades) <= set(term.may_mean)
        assert list(term.may_mean) == list(range(term.may_mean[0], term.may_mean[-1] + 1))
    assert len({term.code for term in scheme.terms}) == len(scheme.terms)


def test_what_states_certainty_alone_does_not_fix_a_grade():
    assert grades_of("4", "unosat") == (0, 1, 2) and grades_of("not_listed", "unesco") == GRADES


def test_all_scales_stand_in_one_line():
    assert told_elsewhere(3) == (
        "EMS-98: 3, substantial to heavy damage; UNOSAT: 2, severe damage; EAMENA: Severe; UNESCO list: verified damage"
    )


def test_an_unknown_grade_term_or_scale_is_named():
    with pytest.raises(InputError, match="7 is no damage grade"):
        term_of(7, "ems98")
    with pytest.raises(InputError, match=r"UNOSAT has no 'awful'\. It has: 6"):
        grades_of("awful", "unosat")
    with pytest.raises(InputError, match="Known are: ems98"):
        grades_of("1", "amal")
