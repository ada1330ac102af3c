"""Measure what gathering makes of planted stories, of which it is known who took what from whom.

    scripts/bench incidents [--stories N]

Invented papers tell invented incidents: word for word, cut, rewritten, translated, with a doubt put in, by a video they
share, as the outlet of a party, from their own witness. Edges, copies by how much of them is common, origins and
counts are scored beside MinHash near-duplicates and beside counting the outlets, in the same run.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.incidents.planted import plant
from tests.incidents.planted.measuring import gathered, lines, measured, near_duplicates

SEED = 1


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


def incidents(stories: int) -> None:
    """All sections."""
    quality(stories)


if __name__ == "__main__":
    incidents(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
