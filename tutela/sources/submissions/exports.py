"""Filled forms in files: ODK's tables (CSV) and JSON, in a folder or zip archive with their media, and GeoPackages."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tutela.model.errors import InputError, UnreadableFile
from tutela.model.missions import Submission
from tutela.model.problems import Problem
from tutela.sources.submissions.bundles import Bundle, bundle_at
from tutela.sources.submissions.forms import Returned, submission_of
from tutela.sources.submissions.layers import visits_in
from tutela.sources.submissions.tables import Found, tables_in

REMEDY = "Give ODK's export (CSV or JSON, zip or folder), or the field pack's GeoPackage with its `visits` layer."


def read_export(path: Path) -> Returned:
    """All filled forms in a file, folder or zip archive, and the media that lie with them.

    Raises:
        UnreadableFile: there is nothing to read, or it cannot be read.
    """
    bundle = bundle_at(path)
    single = path.is_file() and path.suffix.casefold() != ".zip"
    readers: tuple[tuple[str, Callable[[Bundle, list[str]], Iterator[Found]]], ...] = (
        (".json", _json),
        (".csv", tables_in),
        (".gpkg", visits_in),
    )
    found: list[Submission] = []
    problems: list[Problem] = []
    read = 0
    for ending, reader in readers:
        names = [name for name in bundle.ending(ending) if not single or name == path.name or _beside(path, name)]
        if single and path.suffix.casefold() != ending:
            continue
        read += len(names)
        try:
            for one in reader(bundle, names):
                found += [one] if isinstance(one, Submission) else []
                problems += [one] if isinstance(one, Problem) else []
        except UnreadableFile as error:
            problems.append(Problem(bundle.shown(names[0]), error.message, error.remedy))
    if not read:
        raise UnreadableFile(f"{bundle.shown('')} holds no filled form.", REMEDY)
    return Returned(tuple(found), _Media(bundle), tuple(problems))


def _beside(path: Path, name: str) -> bool:
    """Whether a file beside the one given is a repeat of it: `visit.csv` and `visit-photos.csv`."""
    return path.suffix == ".csv" and name.startswith(f"{path.stem}-") and name.endswith(".csv")


class _Media:
    """The files that came with an export."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle

    def __call__(self, submission: Submission, name: str) -> bytes | None:
        found = self._bundle.find(name)
        if found is None:
            return None
        try:
            return self._bundle.read(found)
        except InputError:
            return None


def _json(bundle: Bundle, names: list[str]) -> Iterator[Found]:
    for name in names:
        content = bundle.read(name)
        sha256 = hashlib.sha256(content).hexdigest()
        try:
            loaded = json.loads(content.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            yield Problem(bundle.shown(name), f"it is no JSON ({error}).", "Export it again.")
            continue
        rows = loaded.get("value", [loaded]) if isinstance(loaded, dict) else loaded
        if not isinstance(rows, list):
            yield Problem(bundle.shown(name), "it holds no list of filled forms.", REMEDY)
            continue
        for number, row in enumerate(rows, 1):
            if isinstance(row, Mapping):
                yield submission_of(row, bundle.shown(name), _instance(row), number, sha256)
            else:
                yield Problem(bundle.shown(name), "it is no filled form.", REMEDY, row=number)


def _instance(row: Mapping[str, object]) -> str:
    meta = row.get("meta")
    inner = meta.get("instanceID") if isinstance(meta, Mapping) else None
    return str(row.get("__id") or row.get("KEY") or row.get("instanceID") or inner or "")
