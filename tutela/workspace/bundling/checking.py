"""Checking a bundle with the checker that lies in every one."""

import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from tutela.model.errors import InputError
from tutela.publishing.bundle.verify import Bundle


class Found(TypedDict):
    """What checking a bundle found, in sentences."""

    path: str
    strength: str
    told: list[str]
    signed: list[str]
    anchored: list[str]
    faults: list[str]


def verify_bundle(
    path: Path | str, checkpoints: Sequence[Path] = (), keys: Sequence[Path] = (), trust: Sequence[Path] = ()
) -> Found:
    """Check an evidence bundle, the zip or the folder it was unpacked into.

    Args:
        checkpoints: checkpoints kept elsewhere.
        keys: public keys as their holders gave them out.
        trust: certificates (PEM) of timestamp authorities that are trusted.

    Raises:
        InputError: it is no zip.

    >>> from tutela.workspace.bundling import verify_bundle, write_bundle
    >>> with Workspace.open("case/workspace") as workspace:
    ...     made = write_bundle(workspace, "ALL", "evidence.zip")
    >>> verify_bundle("evidence.zip")["strength"]
    'consistent'
    """
    with tempfile.TemporaryDirectory() as folder:
        trusted = Path(folder) / "trusted.pem"
        trusted.write_bytes(b"\n".join(one.read_bytes() for one in trust))
        try:
            bundle = Bundle(Path(path), str(trusted) if trust else "")
        except zipfile.BadZipFile as error:
            raise InputError(f"{path} is no zip ({error}).", "Give the file that `tutela bundle` wrote.") from error
        found = bundle.check(checkpoints, keys)
    return {
        "path": str(path),
        "strength": found.strength(),
        "told": found.told,
        "signed": found.signed,
        "anchored": found.anchored,
        "faults": found.faults,
    }
