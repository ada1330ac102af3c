"""The newest entry that was acknowledged here, noted beside the database: a log that is lost or old shows by it.

It proves nothing to others: whoever cuts the ledger's tail can write this file too. It finds what happens by accident,
such as a write-ahead log that was damaged, left behind by a copy, or put back from another day.
"""

import re
from contextlib import suppress
from pathlib import Path

FILE = ".head"
FORM = re.compile(rb"([1-9][0-9]{0,17}) ([0-9a-f]{64})\n")


def note_head(folder: Path, entry: int, head: str) -> None:
    """Note the entry that was committed last. Not synced: should it be lost, an earlier one is there, and holds too."""
    # On a full disk the entry is committed all the same, and nothing is noted.
    with suppress(OSError), (folder / FILE).open("wb") as file:
        file.write(f"{entry} {head}\n".encode())


def noted_head(folder: Path) -> tuple[int, str] | None:
    """The entry noted and its hash; None where none is, or only half of one."""
    try:
        found = FORM.fullmatch((folder / FILE).read_bytes())
    except OSError:
        return None
    return (int(found[1]), found[2].decode()) if found else None
