"""Trials by fault: what a workspace stands, and what `tutela verify` finds. See docs/ledger.md, "Tried"."""

import argparse
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from fault_trials_corruption import Tally, healthy_trials, trials

AT_A_TIME = 250
"""Trials on one workspace."""


def corruption(seed: int, count: int, processes: int) -> bool:
    """Spoil workspaces at random; True where nothing was missed."""
    begun, tally = time.perf_counter(), Tally()
    with tempfile.TemporaryDirectory(prefix="tutela-trials-") as folder, ProcessPoolExecutor(processes) as pool:
        parts = [(seed + at, min(AT_A_TIME, count - at * AT_A_TIME)) for at in range(-(-count // AT_A_TIME))]
        working = [pool.submit(trials, Path(folder) / str(one), one, many) for one, many in parts]
        working += [
            pool.submit(healthy_trials, Path(folder) / f"h{one}", one, max(4, many // 10)) for one, many in parts
        ]
        for part in working:
            done = part.result()
            tally.add(done)
            print(*done.misses, *done.crashes, *done.alarms, sep="\n", end="", file=sys.stderr)
            print(f"... {sum(tally.trials.values()):,} trials, {len(tally.misses)} missed", file=sys.stderr, flush=True)
    for kind in sorted(tally.trials):
        print(f"{kind:14} {tally.trials[kind]:6,} trials: {tally.found[kind]:6,} found, "
              f"{tally.unseen[kind]:5,} changed nothing readable")  # fmt: skip
    spoilt = sum(tally.trials.values()) - tally.trials["healthy"]
    print(f"{spoilt:,} corruptions (seed {seed}): {len(tally.misses)} missed, {len(tally.crashes)} crashes of verify; "
          f"{tally.trials['healthy']:,} healthy: {len(tally.alarms)} false alarms; "
          f"{time.perf_counter() - begun:,.0f} s with {processes} processes")  # fmt: skip
    for title, lines in (("MISSED", tally.misses), ("CRASH", tally.crashes), ("ALARM", tally.alarms)):
        for line in lines[:40]:
            print(title, line)
    return not (tally.misses or tally.crashes or tally.alarms)


def faults(what: str, seed: int, count: int) -> bool:
    """Kill, fill, tear or crowd; True where nothing acknowledged was lost and everything verifies."""
    import fault_trials_kills as trials_of

    trial = {"kills": trials_of.killed, "torn": trials_of.torn, "full": trials_of.filled, "writers": trials_of.together}
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="tutela-trials-") as folder:
        outcome = trial[what](Path(folder), seed, count)
    for kind in sorted(outcome.trials):
        print(f"{kind:10} {outcome.trials[kind]:5,} trials, {outcome.ended[kind]:5,} ended early, "
              f"{outcome.acknowledged[kind]:6,} entries acknowledged")  # fmt: skip
    if torn := {kind: number for kind, number in outcome.ended.items() if kind not in outcome.trials}:
        print(f"torn: {torn}")
    print(f"{what} (seed {seed}): {len(outcome.wrong)} lost or wrong; {time.perf_counter() - begun:,.0f} s")
    for line in outcome.wrong[:40]:
        print("WRONG", line)
    return not outcome.wrong


KINDS = ("corruption", "kills", "torn", "full", "writers")


def main() -> int:
    """Run the trials asked for; 1 where something was lost or missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=KINDS, help="`full` mounts small file systems and needs root")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20201127)
    parser.add_argument("--processes", type=int, default=1, help="for `corruption`")
    asked = parser.parse_args()
    if asked.what == "corruption":
        return 0 if corruption(asked.seed, asked.count, asked.processes) else 1
    return 0 if faults(asked.what, asked.seed, asked.count) else 1


if __name__ == "__main__":
    sys.exit(main())
