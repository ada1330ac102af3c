"""Run a stage over many items: here, or on several cores."""

import gc
import itertools
import multiprocessing
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

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


class Helpers(Generic[Item, Result]):
    """Processes that work on what this one reads, while it writes what they made; results come in the items' order.

    Each has one item to work on and one that waits, so that memory stays bounded however many there are. They begin as
    copies of this process (`fork`), so nothing is loaded twice; where the system has no such copies, or with one
    process, this one does the work itself. Begin them before a database is opened: copies must not share it.

    Use as a context manager; leaving it ends them, whatever they do.
    """

    def __init__(self, work: Callable[[Item], Result], processes: int) -> None:
        self._work = work
        wanted = processes if processes > 1 and sys.platform == "linux" else 0
        self._helpers: list[_Helper] = []
        for _ in range(wanted):
            self._helpers.append(_Helper(work, self._helpers))

    def __enter__(self) -> "Helpers[Item, Result]":
        return self

    def __exit__(self, *_: object) -> None:
        for helper in self._helpers:
            helper.end()

    def each(self, items: Iterable[Item]) -> Iterator[Result]:
        """The result of every item, in their order.

        Raises:
            OSError: a process was ended from outside; the machine may be short of memory.
            Exception: what the work raised.
        """
        if not self._helpers:
            yield from map(self._work, items)
            return
        waiting: deque[_Helper] = deque()
        for item, helper in zip(items, itertools.cycle(self._helpers), strict=False):
            if len(waiting) == AHEAD * len(self._helpers):
                yield cast(Result, waiting.popleft().result())
            helper.give([item])
            waiting.append(helper)
        for helper in self._helpers:
            helper.give([])
        while waiting:
            yield cast(Result, waiting.popleft().result())


AHEAD = 2
"""Items that a helper has at a time: one it works on, one that waits."""


class _Helper:
    """One process and this end of the pipe to it."""

    def __init__(self, work: Callable[[Any], object], others: "Sequence[_Helper]") -> None:
        fork = multiprocessing.get_context("fork")
        self._pipe, far = fork.Pipe()
        inherited = [self._pipe, *(other._pipe for other in others)]
        self._process = fork.Process(target=_help, args=(work, far, inherited), daemon=True)
        self._process.start()
        far.close()

    def give(self, items: list[Any]) -> None:
        """Give it an item; an empty list says that there are no more."""
        try:
            self._pipe.send_bytes(pickle.dumps(items, pickle.HIGHEST_PROTOCOL))
        except BrokenPipeError as error:
            raise OSError(_ENDED) from error

    def result(self) -> object:
        """What its work on the oldest item came to."""
        try:
            done, result = pickle.loads(self._pipe.recv_bytes())
        except (EOFError, ConnectionResetError) as error:
            raise OSError(_ENDED) from error
        if not done:
            raise result
        return result

    def end(self) -> None:
        """End it."""
        self._pipe.close()
        self._process.terminate()
        self._process.join()


_ENDED = "a process that helped was ended from outside; the machine may be short of memory"


def _help(work: Callable[[Any], object], pipe: "Connection", inherited: "Sequence[Connection]") -> None:
    """Work on items until there are none. The next is taken before a result is sent: both ends would wait otherwise."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # With these ends open here, no helper would notice that its parent has died.
    for end in inherited:
        end.close()
    # What this copy holds of its parent is not looked through by the collector, and so not copied.
    gc.freeze()
    try:
        items = pickle.loads(pipe.recv_bytes())
        while items:
            result = _answer(work, items[0])
            items = pickle.loads(pipe.recv_bytes())
            pipe.send_bytes(result)
    except (EOFError, OSError):
        return


def _answer(work: Callable[[Any], object], item: object) -> bytes:
    try:
        return pickle.dumps((True, work(item)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - it is raised again where the result is asked for
        return pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)
