"""Assets to the terms they stand under: many of them by several processes, since it is the slow part of indexing."""

import gc
import itertools
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor

from tutela.model.inventory import Asset
from tutela.model.records import from_text
from tutela.store.search.terms import terms_of, words_in

MANY = 20_000
"""Assets from which a second process is worth starting (it takes about a second)."""
CHUNK = 2_000
AHEAD = 3
"""Chunks per process that wait or are worked on."""

Rows = list[tuple[int, str]]
Lines = tuple[str, list[tuple[int, str]], set[str]]
"""Half of the index, (asset's number, its terms) and the words among them."""


def read_terms(rows: Iterable[tuple[int, str]]) -> Iterator[list[Lines]]:
    """(number, canonical JSON) of assets -> what the index gets, in their order."""
    chunks = _chunks(iter(rows))
    first = list(itertools.islice(chunks, MANY // CHUNK))
    if len(first) < MANY // CHUNK or (os.cpu_count() or 1) == 1 or sys.platform != "linux":
        yield from map(terms_of_rows, itertools.chain(first, chunks))
        return
    processes = os.cpu_count() or 1
    # Frozen, what this process holds is not looked through, and so not copied, by the collectors of the others.
    with ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), initializer=gc.freeze) as pool:
        running: deque[Future[list[Lines]]] = deque()
        for chunk in itertools.chain(first, chunks):
            running.append(pool.submit(terms_of_rows, chunk))
            if len(running) > AHEAD * processes:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()


def terms_of_rows(rows: Rows) -> list[Lines]:
    """What the index gets for some assets, restricted ones apart."""
    found: dict[str, tuple[list[tuple[int, str]], set[str]]] = {"open": ([], set()), "hidden": ([], set())}
    for fid, body in rows:
        asset = from_text(Asset, body)
        terms = terms_of(asset)
        lines, words = found["hidden" if asset.restricted else "open"]
        lines.append((fid, " ".join(sorted(terms))))
        words |= words_in(terms)
    return [(half, lines, words) for half, (lines, words) in found.items() if lines]


def _chunks(rows: Iterator[tuple[int, str]]) -> Iterator[Rows]:
    while chunk := list(itertools.islice(rows, CHUNK)):
        yield chunk
