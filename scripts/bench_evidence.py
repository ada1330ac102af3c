"""Measure the ledger: entries in batches of one beside the disk's own syncs, records in large batches, verification
beside plain `sha256sum` over the same bytes.

By the clock, and by processor time, which other work on the machine disturbs less.
"""

import argparse
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tutela.model.links import Link, LinkVerdict
from tutela.model.rulings import Ruling, Verdict
from tutela.store.store import Store
from tutela.store.verify import verify

SYNCS_S = 3.0
LOGGED = 80 << 10
"""Bytes that a batch of one record adds to the write-ahead log: ten pages of 8 KiB, in tables and their indexes."""
FILE_BYTES = 100 << 20
MEMORY = Path("/dev/shm")
"""A folder whose syncs cost nothing, where there is one."""


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of the processor, that of ended children included."""
    before, begun = _processor(), time.perf_counter()
    work()
    return time.perf_counter() - begun, _processor() - before


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def syncs_a_second(folder: Path, size: int = 4096) -> float:
    """How often the disk syncs a file that grows by so many bytes."""
    count, until = 0, time.perf_counter() + SYNCS_S
    with (folder / "syncs").open("wb", buffering=0) as file:
        while time.perf_counter() < until:
            file.write(bytes(size))
            os.fsync(file.fileno())
            count += 1
    return count / SYNCS_S


def one_by_one(folder: Path, count: int) -> tuple[float, float]:
    """Entries a second in batches of one record each, every one acknowledged; processor microseconds of one."""
    store = Store.create(folder / "ones")

    def write(name: str, many: int) -> None:
        with store.writing():
            for number in range(many):
                made = Ruling(
                    f"rul_{name}_{number}", "clm_1", Verdict.ACCEPT, "A. Reader", "seen", "2020-12-01T00:00:00Z"
                )
                with store.batch("", "ruling") as writer:
                    writer.add_all([made])

    write("first", 10)
    clock, processor = timed(lambda: write("next", count))
    store.close()
    return count / clock, 1e6 * processor / count


def links(count: int) -> Iterator[Link]:
    """So many records."""
    for number in range(count):
        yield Link(f"lnk_{number:020}", f"clm_{number:020}", f"ast_{number:020}", LinkVerdict.LINKED, 0.5)


def at_once(path: Path, count: int) -> tuple[float, float]:
    """Records a second in one batch, by the clock and by the processor."""
    store = Store.create(path)

    def write() -> None:
        with store.batch("run_bench", "links") as writer:
            writer.add_all(links(count))

    clock, processor = timed(write)
    store.close()
    return count / clock, count / processor


def with_files(path: Path, size: int) -> None:
    """Put captured files of so many bytes together into a workspace."""
    store = Store(path)
    with store.batch("run_bench", "sources") as writer:
        for number in range(-(-size // FILE_BYTES)):
            writer.keep(os.urandom(min(FILE_BYTES, size - number * FILE_BYTES)), of=f"doc_{number}")
    store.close()


def verification(path: Path) -> None:
    """`verify` beside `sha256sum` over the same bytes, one after the other."""
    bytes_ = [str(file) for file in (path / "workspace.gpkg", *(path / "files").glob("*/*"))]
    size = sum(Path(file).stat().st_size for file in bytes_)
    plain = timed(lambda: subprocess.run(["sha256sum", *bytes_], check=True, stdout=subprocess.DEVNULL))
    proved = []
    ours = timed(lambda: proved.append(verify(path)))
    assert not proved[0].faults, proved[0].summary()
    print(f"verify: {proved[0].records:,} records, {size / 1e9:.2f} GB in all")
    for name, (clock, processor) in (("sha256sum, one core", plain), ("verify, two cores", ours)):
        print(f"  {name:20} {clock:8.1f} s by the clock, {processor:8.1f} s of the processor")
    print(
        f"  speed against sha256sum: {plain[0] / ours[0]:.0%} by the clock, {plain[1] / ours[1]:.0%} by processor time"
    )


def evidence(entries: int, records: int, gigabytes: float, where: Path | None = None) -> None:
    """Measure, and say with what; the folder needs room for the files twice."""
    with tempfile.TemporaryDirectory(prefix="tutela-bench-", dir=where) as name:
        folder = Path(name)
        print(f"load of the machine: {os.getloadavg()[0]:.1f}; processors: {os.cpu_count()}")
        before, (rate, each), after = syncs_a_second(folder), one_by_one(folder, entries), syncs_a_second(folder)
        longer = syncs_a_second(folder, LOGGED)
        print(f"syncs of this disk: {before:,.0f} a second before, {after:,.0f} after; "
              f"of {LOGGED >> 10} KiB at a time, as a batch of one writes: {longer:,.0f}")  # fmt: skip
        print(f"batches of one: {rate:,.0f} entries a second; "
              f"{each:,.0f} µs of the processor each, or {1e6 / each:,.0f} a second")  # fmt: skip
        if MEMORY.is_dir():
            with tempfile.TemporaryDirectory(dir=MEMORY) as memory:
                rate, each = one_by_one(Path(memory), entries)
            print(f"  where syncs cost nothing: {rate:,.0f} entries a second, {each:,.0f} µs of the processor each")
        clock, processor = at_once(folder / "many", records)
        print(f"one batch of {records:,} records: {clock:,.0f} a second, {processor:,.0f} of the processor's")
        with_files(folder / "many", int(gigabytes * 1e9))
        verification(folder / "many")


def main() -> None:
    """Run it by itself, on the disk of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--gigabytes", type=float, default=10.0)
    parser.add_argument("--folder", type=Path, help="on which disk; needs room for the files")
    asked = parser.parse_args()
    evidence(asked.entries, asked.records, asked.gigabytes, asked.folder)


if __name__ == "__main__":
    main()
