"""Measure what gathering makes of planted stories, of which it is known who took what from whom.

    scripts/bench incidents [--stories N] [--documents N]

Invented papers tell invented incidents: word for word, cut, rewritten, translated, with a doubt put in, by a video they
share, as the outlet of a party, from their own witness. Edges, copies by how much of them is common, origins and
counts are scored beside MinHash near-duplicates and beside counting the outlets, in the same run. Then cases of
growing size, three claims a document, are gathered, each in a process of its own, and documents are added one by one.
"""

import os
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.incidents.planted import Planted, plant
from tests.incidents.planted.measuring import gathered, lines, measured, near_duplicates
from tutela.incidents.gathering import Gatherer
from tutela.model.claims import Claim
from tutela.model.links import Link

SEED = 1
PER_STORY = 6.5
"""Documents of a planted incident, on average."""
ADDED = 50
"""Documents added one by one."""


def quality(stories: int) -> None:
    """Edges, copies, incidents, origins and counts."""
    planted = plant(stories, SEED)
    start = time.process_time()
    incidents = gathered(planted)
    took = time.process_time() - start
    print(f"== {stories} planted incidents, {len(planted.documents)} documents, claims and assets given; seed {SEED}")
    print(f"gathered in {took:.1f} s of processor time: {len(incidents)} incidents")
    for line in lines(measured(planted, incidents), near_duplicates(planted)):
        print(line)


def case_of(documents: int) -> Planted:
    """So many documents, each of which tells of two other incidents too, as round-ups do."""
    planted = plant(int(documents / PER_STORY * 1.05) + 2, SEED)
    del planted.documents[documents:], planted.claims[documents:], planted.links[documents:]
    planted.edges.clear()
    for at in range(documents):
        for step in (1, 2):
            other = (at + 7 * step) % documents
            claim, link = planted.claims[at], planted.links[other]
            more = replace(claim, id=f"{claim.id}{step}", time=planted.claims[other].time)
            planted.claims.append(more)
            planted.links.append(Link(f"{link.id}{step}", more.id, link.asset, link.verdict, link.score))
    return planted


def scale(documents: int) -> None:
    """Processor time and memory for one case, and what one more document costs."""
    planted = case_of(documents + ADDED)
    told: dict[str, list[tuple[Claim, Link]]] = {}
    for claim, link in zip(planted.claims, planted.links, strict=True):
        told.setdefault(claim.document, []).append((claim, link))
    gatherer = Gatherer(planted.assets, planted.publishers)
    first, rest = planted.documents[:documents], planted.documents[documents:]
    items = [item for document in first for item in told[document.id]]
    start = time.process_time()
    gatherer.take(first, [claim for claim, _ in items], [link for _, link in items])
    took = time.process_time() - start
    incidents = len(gatherer.incidents())
    times, changed = [], []
    for document in rest:
        start = time.process_time()
        change = gatherer.take([document], *map(list, zip(*told[document.id], strict=True)))
        times.append(time.process_time() - start)
        changed.append(len(change.incidents) + len(change.gone))
    times.sort()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"{documents:9,d}{len(items):10,d}{incidents:10,d}{took:10.1f}{took / documents * 1000:9.2f}{peak:9.1f}"
        f"{times[len(times) // 2] * 1000:10.0f}{times[int(len(times) * 0.95)] * 1000:8.0f}"
        f"{max(changed) / incidents:9.2%}",
        flush=True,
    )


def growth(most: int) -> None:
    """A table over cases of growing size."""
    print("\n== Growth: processor time on one core; then one document more, 50 times")
    print("documents    claims incidents   seconds  ms/doc.  GiB peak  ms, p50     p95  changed")
    size = 1_000
    while size <= most:
        child = os.fork()
        if child == 0:
            scale(size)
            os._exit(0)
        os.waitpid(child, 0)
        size *= 10


def incidents(stories: int, documents: int) -> None:
    """All sections."""
    quality(stories)
    growth(documents)


if __name__ == "__main__":
    incidents(*(int(number) for number in sys.argv[1:3] or ("500", "10000")))
