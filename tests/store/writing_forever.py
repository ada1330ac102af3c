"""A process for the kill tests: writes batches until it is ended, and tells of each one after it is acknowledged."""

import sys
from pathlib import Path

from small_case import RUN, asset, captured, reading

from tutela.model.inventory import Asset
from tutela.workspace.workspace import Workspace


def main() -> None:
    workspace = Workspace.open_or_create(Path(sys.argv[1]))
    number = len(workspace.known_documents())
    print("ready", flush=True)
    while True:
        with workspace.batch(RUN, "sources") as batch:
            for item in range(number, number + 5):
                batch.capture(captured(item))
                batch.replace_reading(reading(captured(item).document))
            batch.replace(Asset, [asset(one) for one in range(number, number + 20)], scope="register")
        number += 5
        print(number, flush=True)


main()
