"""What Bellingcat's auto-archiver writes -> captured items: its list, and each item's files with their hashes.

The tool notes a hash of every file it made. Where a file still lies beside the list, its bytes are compared with that
hash; where it does not, the hash and the place where the tool put it are kept as it states them.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tutela.model.documents import Finding
from tutela.model.items import CaptureStep, Done, FileRole, KeptFile
from tutela.model.media import MediaFile
from tutela.model.problems import Problem
from tutela.sources.archives.archived_lists import METADATA, Entry, StatedFile, Unusable, entries_of
from tutela.sources.archives.publications import name_of
from tutela.sources.archives.wacz import read_wacz
from tutela.sources.capture.drafts import CapturedDraft, Circumstances, kept_path, read_out
from tutela.sources.capture.making import Making
from tutela.sources.decoding import storable
from tutela.sources.drafts import Draft, Source, shown_path
from tutela.sources.media import MEDIA_TYPES, description_of, fingerprinted
from tutela.sources.naming import Names, captured

HOW = "auto-archiver"
HASHES = {"sha-256": "sha256", "sha3-512": "sha3_512"}
"""As the tool names them, and as Python does."""
_TOLD = {
    "archived": "archived",
    "posted": "posted, as the tool read it",
    "status": "status",
    "archive": "archive location",
    "hash": "hash of the archived page",
    "screenshot": "screenshot location",
    "thumbnail": "thumbnail location",
    "pdq": "perceptual hashes",
    "wacz": "wacz location",
    "folder": "destination folder",
    "account": "account",
}


def holds_archived(path: Path) -> bool:
    """Whether a file is a list of the auto-archiver's, or the metadata.json of one of its items."""
    if path.name != METADATA and path.suffix.lower() != ".csv":
        return False
    try:
        return next(entries_of(path), None) is not None
    except (OSError, Unusable):
        return False


def read_auto_archiver(
    path: Path, here: Circumstances, names: Names | None = None
) -> Iterator[CapturedDraft | Problem]:
    """A list of archived items (sheet saved as CSV, csv_db's table, or one metadata.json), then each item.

    Files are looked for in the list's folder and below it; nothing is fetched. A WACZ among them is read, too.
    """
    item = here.begin(shown_path(path), HOW)
    try:
        file, content = kept_path(path, "application/json" if path.name == METADATA else "text/csv", FileRole.ORIGINAL)
    except OSError as error:
        yield Problem(shown_path(path), f"cannot be read ({error.strerror or error}).", "Check the path.")
        return
    try:
        entries = list(entries_of(path))
        told = f"{len(entries):,} archived items are listed."
        step = CaptureStep("import", Done.DONE if entries else Done.FAILED, told)
    except (OSError, Unusable) as error:
        entries, step = [], CaptureStep("import", Done.FAILED, f"{error}.")
    yield CapturedDraft(replace(item, files=(file,), steps=(step,)), (content,))
    taker = _Taker(path, file, here, names or Names())
    for entry in entries:
        yield from taker.take(entry)


@dataclass(slots=True)
class _Taker:
    path: Path
    file: KeptFile
    here: Circumstances
    names: Names
    taken: set[str] = field(default_factory=set)

    def take(self, entry: Entry) -> Iterator[CapturedDraft | Problem]:
        url = entry.values.get("url", "")
        address = url or f"an item of {shown_path(self.path.name)}"
        address = address if address not in self.taken else f"{address} ({len(self.taken) + 1})"
        self.taken.add(address)
        made = Making(self.here.begin(address, HOW))
        name = name_of(url) if url else self.path.stem
        made.keep_bytes(entry.source, "application/json", FileRole.WORKING_COPY, name, self.file.sha256)
        self._read(entry, name, made)
        for what, told in _TOLD.items():
            made.fact(told, entry.values.get(what, "")[:2000], HOW, self.file.sha256)
        archives: list[Path] = []
        for stated in entry.files:
            if stated.hash:
                told = f"{stated.hash[:200]} of {_last(stated.places)}"
                made.fact("hash stated", told, HOW, self.file.sha256)
            self._keep(stated, made, archives)
        yield made.finish()
        for archive in archives:
            yield from read_wacz(archive, self.here, self.names)

    def _read(self, entry: Entry, name: str, made: Making) -> None:
        title, text = entry.values.get("title", ""), entry.values.get("text", "")
        whole = text if title in text else f"{title}\n\n{text}".strip()
        if not whole:
            made.left_out("read", "The tool noted no text, so there is no document to read.")
            return
        posted = entry.values.get("posted", "")
        draft = Draft(
            text=whole,
            content=entry.source,
            media_type="application/json",
            stated_id=name,
            line=1,
            title=title,
            url=entry.values.get("url", ""),
            published=Finding(posted, "stated", posted) if posted else None,
        )
        made.documents, remarks = read_out(captured(Source(shown_path(self.path), name), draft, self.names))
        made.steps += remarks

    def _keep(self, stated: StatedFile, made: Making, archives: list[Path]) -> None:
        path, last = self._beside(stated.places), _last(stated.places)
        if path is None:
            made.left_out("file", f"{last} does not lie beside the list; its place and hash are kept as stated.")
            return
        kind = MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")
        try:
            made.steps.append(_compared(path, stated, last))
            if path.suffix.lower() == ".wacz":
                archives.append(path)
                return
            made.keep(kept_path(path, kind, stated.role, last))
            if kind in MEDIA_TYPES.values():
                holder = made.documents[0].document.id if made.documents else ""
                made.media.append(fingerprinted(holder, MediaFile(str(path), last))[0])
                description = description_of(path, kind, made.media[-1].sha256)
                made.facts += description.facts
                made.steps += description.steps
        except OSError as error:
            made.failed("file", f"{last} cannot be read ({error.strerror or error}).")

    def _beside(self, places: Sequence[str]) -> Path | None:
        """The file in the list's folder or below it: under its whole path, else under ever shorter ends of it."""
        home = self.path.parent.resolve()
        for place in places:
            parts = [part for part in _path_in(place).split("/") if part not in ("", ".", "..")]
            for start in range(len(parts)):
                try:
                    path = home.joinpath(*parts[start:]).resolve()
                    if path.is_relative_to(home) and path.is_file():
                        return path
                except (OSError, RuntimeError, ValueError):
                    continue
        return None


def _path_in(place: str) -> str:
    try:
        return unquote(urlsplit(place).path if "://" in place else place).replace("\\", "/").replace("\x00", "")
    except ValueError:
        return ""


def _last(places: Sequence[str]) -> str:
    return storable(_path_in(places[0]).rpartition("/")[2])[:200] if places else "a file without a name"


def _compared(path: Path, stated: StatedFile, last: str) -> CaptureStep:
    """Whether the bytes that lie there are those the tool hashed."""
    name, _, wanted = stated.hash.partition(":")
    algorithm = HASHES.get(name.strip().lower())
    if not algorithm:
        return CaptureStep("digest", Done.LEFT_OUT, f"{last}: no hash is stated that could be compared.")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, algorithm).hexdigest()
    if found == wanted.strip().lower():
        return CaptureStep("digest", Done.DONE, f"{last} has the {name} that was stated.")
    return CaptureStep("digest", Done.FAILED, f"{last} has another {name} than was stated; it was kept all the same.")
