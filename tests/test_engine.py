import functools
import os

import pytest

from tutela import engine


def square(number: int) -> int:
    return number * number


def square_or_die(number: int) -> int:
    if number == 13:
        os.kill(os.getpid(), 9)
    return number * number


def make(work):
    return work


def test_few_items_are_done_here():
    results = list(engine.each(functools.partial(make, square), [1, 2, 3], processes=2))
    assert results == [engine.Done(0, 1), engine.Done(1, 4), engine.Done(2, 9)]


def test_many_items_are_done_on_two_processes():
    items = list(range(40))
    results = engine.each(functools.partial(make, square), items, processes=2)
    assert {done.index: done.result for done in results} == {number: number * number for number in items}


def test_a_worker_that_dies_costs_only_its_own_item():
    items = list(range(30))
    results = list(engine.each(functools.partial(make, square_or_die), items, processes=2))
    lost = [result for result in results if isinstance(result, engine.Lost)]
    assert [one.index for one in lost] == [13]
    done = {result.index: result.result for result in results if isinstance(result, engine.Done)}
    assert done == {number: number * number for number in items if number != 13}


def square_or_trip(number: int) -> int:
    if number == 13:
        raise KeyError("no such word")
    return number * number


@pytest.mark.parametrize("processes", [1, 2])
def test_an_item_the_work_trips_over_is_reported_and_the_others_are_done(processes):
    results = list(engine.each(functools.partial(make, square_or_trip), list(range(30)), processes))
    lost = [result for result in results if isinstance(result, engine.Lost)]
    assert [(one.index, "no such word" in one.reason) for one in lost] == [(13, True)]
    assert len(results) == 30


def heavy(number: int) -> bytes:
    return b"x" * number


def test_helpers_give_results_in_the_order_of_the_items_however_large():
    sizes = [1 << 20, 3, 1 << 18, 7, 1, 1 << 21] * 5
    for processes in (1, 2, 3):
        with engine.Helpers(heavy, processes) as helpers:
            assert [len(result) for result in helpers.each(iter(sizes))] == sizes


def test_helpers_may_have_nothing_to_do():
    with engine.Helpers(heavy, 2) as helpers:
        assert list(helpers.each([])) == []


def refuse(number: int) -> int:
    raise ValueError(f"no {number}")


def test_what_the_work_of_a_helper_raises_is_raised_here():
    with engine.Helpers(refuse, 2) as helpers, pytest.raises(ValueError, match="no 5"):
        list(helpers.each([5, 6]))


def test_a_helper_that_was_killed_is_told():
    with engine.Helpers(square_or_die, 2) as helpers, pytest.raises(OSError, match="short of memory"):
        list(helpers.each(range(40)))
    assert not [helper for helper in helpers._helpers if helper._process.is_alive()]
