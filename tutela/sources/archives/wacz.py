"""WACZ files (Webrecorder, WACZ 1.1.1) -> captured items: the archive with its hashes checked, and its listed pages."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import IO
from urllib.parse import urldefrag

from tutela.model.items import CaptureStep, Done, Fact, FileRole, KeptFile
from tutela.model.problems import Problem
from tutela.sources.archives.signatures import signature_step
from tutela.sources.archives.warc import (
    MOST_NAMED,
    NOT_INSTALLED,
    Survey,
    facts_of,
    publications_in,
    steps_of,
    survey_of,
)
from tutela.sources.archives.zips import Contents, Refused, contents_of, copy_entry, opened, read_entry
from tutela.sources.capture.drafts import CapturedDraft, Circumstances, kept_path
from tutela.sources.decoding import storable
from tutela.sources.drafts import shown_path
from tutela.sources.naming import Names

MEDIA_TYPE = "application/wacz"
MOST_JSON = 50_000_000
"""Bytes of a list inside the archive; 100,000 pages with their titles take 20 MB."""
PACKAGE, DIGEST = "datapackage.json", "datapackage-digest.json"
LISTS = ("pages/pages.jsonl", "pages/extraPages.jsonl")
TOLD = ("title", "description", "created", "modified", "software", "wacz_version", "mainPageUrl", "mainPageDate")
WARCS = (".warc", ".warc.gz")


@dataclass(slots=True)
class _Package:
    """A WACZ as far as it was looked into."""

    file: KeptFile
    steps: list[CaptureStep] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    """Address of a listed page -> its title."""
    hashes: dict[str, str] = field(default_factory=dict)
    """Path -> hash that datapackage.json states."""
    warcs: list[tuple[Path, Survey]] = field(default_factory=list)

    def failed(self, name: str, sentence: str) -> None:
        self.steps.append(CaptureStep(name, Done.FAILED, storable(sentence)))


def read_wacz(path: Path, here: Circumstances, names: Names | None = None) -> Iterator[CapturedDraft | Problem]:
    """A WACZ as an item of its own, with how its hashes and its signature came out, then each page it lists.

    Entries whose names, sizes or packing are a trap are refused one by one; nothing is written under a name that the
    archive chooses.
    """
    try:
        file, content = kept_path(path, MEDIA_TYPE, FileRole.ORIGINAL)
    except OSError as error:
        yield Problem(shown_path(path), f"cannot be read ({error.strerror or error}).", "Check the path.")
        return
    item, package = here.begin(shown_path(path), "wacz"), _Package(file)
    with tempfile.TemporaryDirectory(prefix="wacz-") as folder:
        try:
            with opened(path) as archive:
                _look_into(archive, package, Path(folder))
        except (Refused, OSError) as error:
            package.failed("read", f"{error}.")
        found = replace(item, files=(file,), steps=tuple(package.steps), facts=tuple(package.facts))
        yield CapturedDraft(found, (content,))
        yield from _pages(package, here, names or Names())


def _pages(package: _Package, here: Circumstances, names: Names) -> Iterator[CapturedDraft | Problem]:
    """The pages that the archive lists; one that it does not hold is an item that failed."""
    missing = dict(package.pages)
    for warc, survey in package.warcs:
        for draft in publications_in(
            partial(_opened, warc), package.file, survey, here, "wacz", names, package.pages.__contains__
        ):
            if isinstance(draft, CapturedDraft):
                for document in draft.documents:
                    missing.pop(document.document.url, None)
                missing.pop(draft.item.item, None)
            yield draft
    for url in missing if package.warcs else ():
        step = CaptureStep("read", Done.FAILED, "The archive lists this page and holds no publication at its address.")
        yield CapturedDraft(replace(here.begin(url, "wacz"), steps=(step,)))


def _opened(warc: Path) -> IO[bytes]:
    return warc.open("rb")


def _look_into(archive: zipfile.ZipFile, package: _Package, folder: Path) -> None:
    contents = contents_of(archive, package.file.size)
    for sentence in contents.refused[:MOST_NAMED]:
        package.failed("read", sentence)
    if (more := len(contents.refused) - MOST_NAMED) > 0:
        package.failed("read", f"{more:,} more entries were not opened.")
    _package_file(archive, contents, package)
    _listed_pages(archive, contents, package)
    checked = _check_entries(archive, contents, package, folder)
    for path in sorted(set(package.hashes) - contents.entries.keys())[:MOST_NAMED]:
        package.failed("digest", f"{path[:200]!r} is listed in {PACKAGE} and is not there.")
    if checked:
        package.steps.append(
            CaptureStep("digest", Done.DONE, f"{checked:,} files have the hash that {PACKAGE} states.")
        )
    if not any(name.lower().endswith(WARCS) for name in contents.entries):
        package.failed("read", "It holds no WARC.")


def _package_file(archive: zipfile.ZipFile, contents: Contents, package: _Package) -> None:
    """What datapackage.json says, and whether its own digest and signature hold."""
    found = _json(archive, contents, PACKAGE, package)
    if not isinstance(found, Mapping):
        package.failed("digest", f"It has no readable {PACKAGE}: nothing says what its files should be.")
        return
    for name in TOLD:
        if isinstance(value := found.get(name), str) and value:
            package.facts.append(Fact(name, storable(value[:1000]), "wacz", package.file.sha256))
    resources = found.get("resources")
    for resource in resources if isinstance(resources, list) else ():
        if isinstance(resource, Mapping) and isinstance(resource.get("path"), str):
            package.hashes[resource["path"]] = str(resource.get("hash", ""))
    _digest_file(archive, contents, package)


def _digest_file(archive: zipfile.ZipFile, contents: Contents, package: _Package) -> None:
    if DIGEST not in contents.entries:
        sentence = f"It has no {DIGEST}: nothing holds {PACKAGE} itself fast, and nobody signed."
        package.steps.append(CaptureStep("signature", Done.LEFT_OUT, sentence))
        return
    said = _json(archive, contents, DIGEST, package)
    there = f"sha256:{hashlib.sha256(read_entry(archive, contents.entries[PACKAGE], MOST_JSON)).hexdigest()}"
    if not isinstance(said, Mapping) or said.get("hash") != there:
        package.failed("digest", f"{PACKAGE} has another hash than {DIGEST} states.")
        return
    package.steps.append(CaptureStep("digest", Done.DONE, f"{PACKAGE} has the hash that {DIGEST} states."))
    signed = said.get("signedData")
    if not isinstance(signed, Mapping):
        package.steps.append(CaptureStep("signature", Done.LEFT_OUT, "Nobody signed the archive."))
        return
    for name in ("created", "software", "domain", "publicKey"):
        if isinstance(value := signed.get(name), str):
            package.facts.append(Fact(f"signature: {name}", storable(value[:1000]), "wacz", package.file.sha256))
    package.steps.append(signature_step(signed, there))
    if signed.get("timeSignature"):
        sentence = "It brings a timestamp of its signature, which was kept and not checked."
        package.steps.append(CaptureStep("timestamp", Done.LEFT_OUT, sentence))


def _json(archive: zipfile.ZipFile, contents: Contents, name: str, package: _Package) -> object:
    if name not in contents.entries:
        return None
    try:
        return json.loads(read_entry(archive, contents.entries[name], MOST_JSON))
    except (Refused, ValueError, RecursionError) as error:
        package.failed("read", f"{name} cannot be read ({error}).")
        return None


def _listed_pages(archive: zipfile.ZipFile, contents: Contents, package: _Package) -> None:
    for name in LISTS:
        if name not in contents.entries:
            continue
        try:
            lines = read_entry(archive, contents.entries[name], MOST_JSON).splitlines()
        except Refused as error:
            package.failed("read", f"{name} cannot be read: {error}.")
            continue
        for line in lines:
            _list_page(line, package)
    listed = CaptureStep("read", Done.DONE, f"It lists {len(package.pages):,} pages; only these become documents.")
    package.steps.append(listed)


def _list_page(line: bytes, package: _Package) -> None:
    try:
        page = json.loads(line) if line.strip() else None
    except (ValueError, RecursionError):
        page = None
    if isinstance(page, Mapping) and isinstance(page.get("url"), str):
        package.pages.setdefault(urldefrag(page["url"])[0], str(page.get("title", "")))


def _check_entries(archive: zipfile.ZipFile, contents: Contents, package: _Package, folder: Path) -> int:
    """Check the hash of every entry, and lay the WARCs out to be read; how many hashes agreed."""
    agreed = 0
    for number, (name, info) in enumerate(contents.entries.items()):
        if name in (PACKAGE, DIGEST):
            continue
        target = folder / f"{number}.warc"
        try:
            with target.open("wb") as out:
                digests = copy_entry(archive, info, out)
        except Refused as error:
            package.failed("read", f"{name[:200]!r}: {error}.")
            target.unlink(missing_ok=True)
            continue
        agreed += _agrees(name, digests, package)
        if name.lower().endswith(WARCS):
            _survey(name, target, package)
        else:
            target.unlink()
    return agreed


def _agrees(name: str, digests: Mapping[str, str], package: _Package) -> bool:
    stated = package.hashes.get(name)
    if not stated:
        if package.hashes:
            package.failed("digest", f"{name[:200]!r} is not listed in {PACKAGE}: no hash says what it should be.")
        return False
    algorithm, _, wanted = stated.partition(":")
    if algorithm not in digests:
        package.failed("digest", f"The hash of {name[:200]!r} is of no known kind ({algorithm[:20]}).")
        return False
    if digests[algorithm] != wanted.lower():
        package.failed("digest", f"{name[:200]!r} has another {algorithm} than {PACKAGE} states.")
        return False
    return True


def _survey(name: str, warc: Path, package: _Package) -> None:
    try:
        survey = survey_of(warc.open("rb"), package.file)
    except ImportError:
        package.steps.append(CaptureStep("read", Done.LEFT_OUT, NOT_INSTALLED))
        return
    package.warcs.append((warc, survey))
    package.steps += [replace(step, sentence=f"{name}: {step.sentence}") for step in steps_of(survey)]
    package.facts += facts_of(survey, package.file)
