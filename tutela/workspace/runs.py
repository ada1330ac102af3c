"""What a run is made of: the software, its tables and the inventory it read with."""

import functools
import hashlib
from collections.abc import Iterable, Mapping
from importlib import resources
from importlib.resources.abc import Traversable

from tutela import __version__
from tutela.model.canonical import canonical_json
from tutela.model.inventory import Asset
from tutela.model.records import to_json
from tutela.store.records import Run

TABLES = (".yml", ".csv", ".json")
"""Endings of the data files that decide what a run finds."""


def run_card(settings: Mapping[str, str]) -> Run:
    """The run of this software, with its tables as they are, under these settings."""
    return Run.of(f"tutela {__version__}", tables_hash(), settings)


@functools.cache
def tables_hash() -> str:
    """SHA-256 over all vocabularies and tables of the package: another word in a pack is another run."""
    total = hashlib.sha256()
    for path, file in sorted(_tables(resources.files("tutela"), "")):
        total.update(path.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _tables(folder: Traversable, path: str) -> Iterable[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _tables(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(TABLES):
            yield f"{path}{entry.name}", entry


def inventory_hash(assets: Iterable[Asset]) -> str:
    """SHA-256 over assets in any order."""
    lines = sorted(canonical_json(to_json(asset)) for asset in assets)
    return hashlib.sha256(b"\n".join(lines)).hexdigest()
