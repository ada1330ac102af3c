"""Assets to what the index holds of them: many of them by several processes, since it is the slow part of indexing."""

import gc
import itertools
import multiprocessing
import os
import sys
from array import array
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field

from tutela.store.search.terms import line_of

MANY = 20_000
"""Assets from which a second process is worth starting (it takes about a second)."""
CHUNK = 4_000
AHEAD = 3
"""Chunks per process that wait or are worked on."""

Rows = list[tuple[int, str]]
"""(number, canonical JSON) of assets."""


@dataclass(slots=True)
class Lines:
    """What the index gets of some assets, packed for the way between processes; restricted ones stand apart."""

    restricted: bool
    numbers: "array[int]" = field(default_factory=lambda: array("I"))
    titles: list[str] = field(default_factory=list)
    fewest: bytearray = field(default_factory=bytearray)
    vocabulary: dict[str, int] = field(default_factory=dict)
    """Term -> its number among these."""
    terms: "array[int]" = field(default_factory=lambda: array("I"))
    """Numbers of the terms, asset after asset."""
    counts: "array[int]" = field(default_factory=lambda: array("I"))
    """How many of them each asset has."""


def read_lines(rows: Iterable[tuple[int, str]]) -> Iterator[list[Lines]]:
    """What the index gets of assets, in their order."""
    chunks = _chunks(iter(rows))
    first = list(itertools.islice(chunks, MANY // CHUNK))
    if len(first) < MANY // CHUNK or (os.cpu_count() or 1) == 1 or sys.platform != "linux":
        yield from map(lines_of, itertools.chain(first, chunks))
        return
    processes = os.cpu_count() or 1
    # Frozen, what this process holds is not looked through, and so not copied, by the collectors of the others.
    with ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), initializer=gc.freeze) as pool:
        running: deque[Future[list[Lines]]] = deque()
        for chunk in itertools.chain(first, chunks):
            running.append(pool.submit(lines_of, chunk))
            if len(running) > AHEAD * processes:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()


def lines_of(rows: Rows) -> list[Lines]:
    """What the index gets of some assets: one part of those anyone may find, one of the others."""
    parts = (Lines(False), Lines(True))
    for number, body in rows:
        line = line_of(number, body)
        part = parts[line.restricted]
        part.numbers.append(number)
        part.titles.append(line.titles)
        part.fewest.append(line.fewest)
        known = part.vocabulary
        part.terms.extend([known.setdefault(term, len(known)) for term in line.terms])
        part.counts.append(len(line.terms))
    return [part for part in parts if part.numbers]


def _chunks(rows: Iterator[tuple[int, str]]) -> Iterator[Rows]:
    while chunk := list(itertools.islice(rows, CHUNK)):
        yield chunk
