"""Run a stage over many items: here, or on several cores."""

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar, cast

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_A_POOL = 24
"""Fewer items are done in this process: a worker needs about 2 s to load the parser, one document about 0.05 s."""


@dataclass(frozen=True, slots=True)
class Lost:
    """An item that could not be done: its worker was killed or out of memory, or the work tripped over it."""

    index: int
    reason: str


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """The result of the item at `index`."""

    index: int
    result: Result


def each(
    prepare: Callable[[], Callable[[Item], Result]], items: Sequence[Item], processes: int = 1
) -> Iterator[Done[Result] | Lost]:
    """Work on every item, results as they come.

    Args:
        prepare: makes the work function; called once in each process, so that what the work needs is loaded there.
            It must be picklable (a module's function or a partial of one).
        items: what to work on.
        processes: how many to use; 1 works in this process.

    An item that kills its worker or raises an error comes back as `Lost`; all others are done.
    """
    if processes <= 1 or len(items) < WORTH_A_POOL:
        work = prepare()
        yield from (_tried(partial(work, item), index) for index, item in enumerate(items))
        return
    yield from _surviving(prepare, items, range(len(items)), processes)


def _surviving(
    prepare: Callable[[], Callable[[Item], Result]], items: Sequence[Item], indexes: Sequence[int], processes: int
) -> Iterator[Done[Result] | Lost]:
    """Work on the items at `indexes`; when a worker dies, halve what is left until the one it died of stands alone."""
    left = dict.fromkeys(indexes)
    try:
        for done in _pooled(prepare, items, indexes, processes):
            left.pop(done.index)
            yield done
    except BrokenProcessPool:
        rest = list(left)
        if len(rest) == 1:
            yield Lost(rest[0], "its worker process died; the machine may be short of memory")
            return
        for half in (rest[: len(rest) // 2], rest[len(rest) // 2 :]):
            yield from _surviving(prepare, items, half, processes)


def _pooled(
    prepare: Callable[[], Callable[[Item], Result]], items: Sequence[Item], indexes: Sequence[int], processes: int
) -> Iterator[Done[Result] | Lost]:
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=spawn, initializer=partial(_start, prepare))
    try:
        futures = {pool.submit(_work, items[index]): index for index in indexes}
        for future in as_completed(futures):
            yield _tried(cast(Callable[[], Result], future.result), futures[future])
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _tried(work: Callable[[], Result], index: int) -> Done[Result] | Lost:
    try:
        return Done(index, work())
    except BrokenProcessPool:
        raise
    except Exception as error:  # noqa: BLE001 - whatever one item trips over, the others are done, and it is reported
        return Lost(index, f"the reader tripped over it ({type(error).__name__}: {error})")


_prepared: list[Callable[[Any], object]] = []


def _start(prepare: Callable[[], Callable[[Any], object]]) -> None:
    # Ctrl-C reaches every process of the terminal; the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _prepared.append(prepare())


def _work(item: object) -> object:
    return _prepared[0](item)
