"""A process for the test of two writers: batches of one document and one asset."""

import sys
from pathlib import Path

from small_case import RUN, asset, captured

from tutela.store.store import Store


def main() -> None:
    path, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    store = Store(path, patience_s=60)
    for number in range(first, first + count):
        with store.batch(RUN.id, "sources") as writer:
            writer.capture(captured(number))
            writer.add_all([asset(number)])


main()
