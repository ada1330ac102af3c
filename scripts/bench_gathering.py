"""Measure gathering: a workspace, and one document more; with --memory cases held in memory.

    scripts/bench gathering [--documents N]
    scripts/bench_gathering.py [--memory] [MOST [FIRST]]

Round-ups of invented papers, three claims a document, about invented assets that a register holds, are written to
workspaces of growing size as if they had been read. Each is gathered whole on all cores; then documents come in one by
one, and each time what changed is gathered. In memory, claims and links are given, and nothing is written. Times are
processor time, that of helping processes included.
"""

import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.bench_incidents import case_of
from tests.incidents.planted import Planted, plant
from tutela.incidents.gathering import Gatherer
from tutela.model.claims import Claim, Reading
from tutela.model.documents import Document
from tutela.model.ids import record_id
from tutela.model.inventory import Asset
from tutela.model.records import from_json, to_json
from tutela.workspace.gathering.whole import spread_over
from tutela.workspace.pipeline import regather
from tutela.workspace.runs import run_card
from tutela.workspace.workspace import Workspace

SEED = 1
PER_STORY = 6.5
"""Documents of a planted incident, on average."""
ADDED = 30
"""Documents added one by one."""
STEPS = (7, 14)
"""How far away the documents are whose news a document tells too."""
AT_ONCE = 2_000
"""Documents written in one batch."""

Told = tuple[Document, tuple[Claim, ...]]


def round_ups(documents: int) -> tuple[Planted, Iterator[Told]]:
    """So many documents, each of which ends with the first sentence of two others."""
    planted = plant(int(documents / PER_STORY * 1.05) + 2, SEED)
    return planted, (_round_up(planted, at, documents) for at in range(documents))


def _round_up(planted: Planted, at: int, documents: int) -> Told:
    first, claims = planted.documents[at], [planted.claims[at]]
    others = [planted.claims[(at + step) % documents] for step in STEPS]
    text = first.text + "".join(f"\n{claim.quote.exact}" for claim in others)
    paper = from_json(Document, to_json(first) | {"text": text})
    start = len(first.text) + 1
    for claim in others:
        claims.append(_moved(claim, paper, start))
        start += len(claim.quote.exact) + 1
    return paper, tuple(claims)


def _moved(claim: Claim, paper: Document, start: int) -> Claim:
    """A claim as another document tells it, from a place in its text on; what stood outside its sentence is left."""
    body = _shifted(to_json(claim), claim, paper.id, start - claim.quote.start)
    inside = all(speaker.words.end <= claim.quote.end for speaker in claim.attribution)
    body |= {"id": record_id("clm", {"document": paper.id, "start": start})} | ({} if inside else {"attribution": []})
    return from_json(Claim, body)


def _shifted(value: Any, claim: Claim, paper: str, by: int) -> Any:
    if isinstance(value, dict):
        if value.get("document") == claim.document and "exact" in value:
            return value | {"document": paper, "start": value["start"] + by, "end": value["end"] + by}
        return {name: paper if name == "document" else _shifted(one, claim, paper, by) for name, one in value.items()}
    return [_shifted(one, claim, paper, by) for one in value] if isinstance(value, list) else value


def written(workspace: Workspace, told: list[Told]) -> None:
    """Documents as if they had come in and been read."""
    with workspace.batch(run_card({}), "reading") as batch:
        for document, claims in told:
            batch.add(document)
            batch.replace_reading(Reading(document.id, claims))


def processor_seconds() -> float:
    """Of this process and those that helped it."""
    return sum(os.times()[:4])


def scale(documents: int, processes: int) -> None:
    """One line: a workspace of this size gathered, and what one more document costs."""
    planted, told = round_ups(documents + ADDED)
    folder = Path(tempfile.mkdtemp(prefix="tutela-bench-"))
    workspace = Workspace.create(folder / "workspace")
    with workspace.batch(run_card({}), "inventory") as batch:
        batch.replace(Asset, planted.assets, scope="reg_1")
    for _ in range(0, documents, min(AT_ONCE, documents)):
        written(workspace, [paper for _, paper in zip(range(min(AT_ONCE, documents)), told, strict=False)])
    start, clock = processor_seconds(), time.perf_counter()
    regather(workspace, processes=processes)
    took, waited = processor_seconds() - start, time.perf_counter() - clock
    incidents = len(workspace.incidents())
    size = (workspace.path / "gathering.db").stat().st_size / 2**20
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    times = []
    for paper in told:
        written(workspace, [paper])
        start = processor_seconds()
        regather(workspace, processes=processes)
        times.append(processor_seconds() - start)
    times.sort()
    print(
        f"{documents:9,d}{3 * documents:10,d}{incidents:10,d}{took:10.1f}{waited:9.1f}{peak:9.1f}{size:9.0f}"
        f"{times[len(times) // 2] * 1000:10.0f}{times[int(len(times) * 0.95)] * 1000:8.0f}",
        flush=True,
    )
    shutil.rmtree(folder)


def in_memory(documents: int, processes: int) -> None:
    """One line: a case of this size gathered without a workspace."""
    planted = case_of(documents)
    gatherer = Gatherer(planted.assets, planted.publishers, spread=spread_over(processes))
    start, clock = processor_seconds(), time.perf_counter()
    gatherer.take(planted.documents, planted.claims, planted.links)
    took, waited = processor_seconds() - start, time.perf_counter() - clock
    peaks = [resource.getrusage(who).ru_maxrss / 2**20 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    incidents = len(gatherer.incidents())
    print(
        f"{documents:9,d}{len(planted.claims):10,d}{incidents:10,d}{took:10.1f}{waited:9.1f}{peaks[0]:9.1f}{peaks[1]:9.1f}",
        flush=True,
    )


def gathering_in_memory(most: int, processes: int, first: int = 1_000) -> None:
    """A table over cases of growing size."""
    print(f"== Cases gathered in memory with {processes} processes, claims and links given")
    print("documents    claims incidents  proc. s  clock s GiB peak a helper", flush=True)
    _each_apart(in_memory, most, processes, first)


def gathering(most: int, processes: int, first: int = 1_000) -> None:
    """A table over workspaces of growing size."""
    print(f"== Workspaces gathered with {processes} processes; then one document more, {ADDED} times")
    print("documents    claims incidents  proc. s  clock s GiB peak  MiB kept ms, p50     p95")
    _each_apart(scale, most, processes, first)


def _each_apart(measure: Callable[[int, int], None], most: int, processes: int, first: int) -> None:
    """Every size in a process of its own, for the memory it takes."""
    size = first
    while size <= most:
        child = os.fork()
        if child == 0:
            measure(size, processes)
            os._exit(0)
        os.waitpid(child, 0)
        size *= 10


if __name__ == "__main__":
    sizes = [int(number) for number in sys.argv[1:] if number != "--memory"]
    most, first = [*sizes, 10_000, 1_000][:2] if len(sizes) != 1 else (sizes[0], 1_000)
    table = gathering_in_memory if "--memory" in sys.argv else gathering
    table(most, os.cpu_count() or 1, first)
