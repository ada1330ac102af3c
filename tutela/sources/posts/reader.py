"""Files of posts -> captured items: the export as it came, and each post as an item with its media and its document."""

import codecs
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from tutela.model.documents import Finding
from tutela.model.items import CaptureStep, Done, Fact, FileRole, KeptFile
from tutela.model.media import MediaFile
from tutela.model.problems import Problem
from tutela.sources.capture.drafts import CapturedDraft, Circumstances, kept_path, read_out
from tutela.sources.capture.making import Making
from tutela.sources.decoding import decode, storable
from tutela.sources.drafts import Draft, Source, shown_path
from tutela.sources.json_files import MAX_BYTES, why_no_json
from tutela.sources.media import MEDIA_TYPES, Description, description_of, fingerprinted
from tutela.sources.media.finding import inside
from tutela.sources.naming import Names, captured
from tutela.sources.posts.forms import Around, Form, form_of, posts_in
from tutela.sources.posts.records import ReadPost, post_of

ENDINGS = (".json", ".jsonl", ".ndjson", ".js")
MAX_FILE_BYTES = 400_000_000
"""Longest export read in one piece: JSON takes up to ten times that in memory. JSON Lines may be of any length."""
LINES = (".jsonl", ".ndjson")
_ASSIGNED = re.compile(r"\A\ufeff?\s*window\.YTD\.\w{1,60}\.part\d{1,6}\s*=\s*")
"""What stands before the data in a file of a Twitter archive."""
INFO = ".info.json"
MOST_MEDIA = 50
MOST_SENTENCES = 50


def holds_posts(path: Path) -> bool:
    """Whether a file holds posts in a form that the table knows; False where it cannot be read, too."""
    if path.suffix.lower() not in ENDINGS:
        return False
    try:
        return next(iter(_Export(path).posts()), None) is not None
    except (OSError, _Unreadable):
        return False


def read_posts(path: Path, here: Circumstances, names: Names | None = None) -> Iterator[CapturedDraft | Problem]:
    """The posts of an export: first the file itself as an item, then each post.

    A post's text is a document whose publisher is its account; what a post says of itself (account, times, relays) is
    kept as it says it. Media are taken from beside the export; nothing is fetched.
    """
    item = here.begin(shown_path(path), "post export")
    try:
        file, content = kept_path(path, "application/json", FileRole.ORIGINAL)
    except OSError as error:
        yield Problem(shown_path(path), f"cannot be read ({error.strerror or error}).", "Check the path.")
        return
    export, steps = _Export(path), []
    try:
        form = export.form()
        told = f"It was read as {form.name}." if form else "It holds no posts in a form that is known."
        steps.append(CaptureStep("read", Done.DONE if form else Done.FAILED, told))
    except (OSError, _Unreadable) as error:
        steps.append(CaptureStep("read", Done.FAILED, f"{error}."))
    yield CapturedDraft(replace(item, files=(file,), steps=tuple(steps)), (content,))
    if not any(step.outcome is Done.FAILED for step in steps):
        yield from _Taker(path, file, here, names or Names()).take_all(export)


class _Unreadable(Exception):
    """An export that cannot be read, and why."""


class _Export:
    """A file of posts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[object, Form | None] | None = None
        self.faults: list[str] = []

    def form(self) -> Form | None:
        """The form of its posts."""
        first = next(self.posts(), None)
        self.faults.clear()
        return first[2] if first else None

    def posts(self) -> Iterator[tuple[Mapping[str, object], Around, Form]]:
        """Every post with what stands around it."""
        if self._path.suffix.lower() in LINES:
            yield from self._lines()
            return
        if self._read is None:
            data = self._whole()
            self._read = data, form_of(data)
        data, form = self._read
        if form:
            beside = _account_beside(self._path)
            for record, around in posts_in(data, form):
                yield record, {**beside, **around}, form

    def _whole(self) -> object:
        size = self._path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise _Unreadable(f"it is {size:,} bytes long; at most {MAX_FILE_BYTES:,} are read in one piece")
        return _parsed(_ASSIGNED.sub("", decode(self._path.read_bytes()).text, count=1))

    def _lines(self) -> Iterator[tuple[Mapping[str, object], Around, Form]]:
        form: Form | None = None
        with self._path.open("rb") as file:
            for number in itertools.count(1):
                line = file.readline(MAX_BYTES + 1)
                if not line:
                    return
                if len(line) > MAX_BYTES:
                    raise _Unreadable(f"its line {number} is longer than {MAX_BYTES:,} bytes")
                if not line.removeprefix(codecs.BOM_UTF8).strip():
                    continue
                try:
                    data = _parsed(decode(line).text)
                except _Unreadable as error:
                    self.faults.append(f"Line {number}: {error}.")
                    continue
                form = form if form and next(posts_in(data, form), None) else form_of(data)
                if form is None:
                    self.faults.append(f"Line {number} holds no post in a form that is known.")
                    continue
                for record, around in posts_in(data, form):
                    yield record, around, form


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _Unreadable(f"it is no JSON ({why_no_json(error)})") from error


def _account_beside(path: Path) -> Mapping[str, object]:
    """Whose archive a Twitter archive is: that stands in `account.js` beside the posts."""
    if path.suffix.lower() != ".js":
        return {}
    try:
        found = json.loads(_ASSIGNED.sub("", decode((path.parent / "account.js").read_bytes()[:100_000]).text))
        account = found[0]["account"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return {}
    return account if isinstance(account, Mapping) else {}


@dataclass(slots=True)
class _Taker:
    path: Path
    file: KeptFile
    here: Circumstances
    names: Names
    begun: Counter[str] = field(default_factory=Counter)

    def take_all(self, export: _Export) -> Iterator[CapturedDraft | Problem]:
        try:
            for number, (record, around, form) in enumerate(export.posts(), 1):
                yield from self._take(number, record, post_of(record, around, form))
        except (OSError, _Unreadable) as error:
            yield Problem(shown_path(self.path), f"{error}; what follows was not read.", "Split it.")
        for fault in export.faults[:MOST_SENTENCES]:
            yield Problem(shown_path(self.path), fault, "Correct or remove it.")
        if (more := len(export.faults) - MOST_SENTENCES) > 0:
            yield Problem(shown_path(self.path), f"{more:,} more lines could not be read.", "Correct or remove them.")

    def _take(self, number: int, record: Mapping[str, object], read: ReadPost) -> Iterator[CapturedDraft | Problem]:
        name = _name(read, self.path, number)
        content = _bytes_of(record)
        made = Making(replace(self.here.begin(self._distinct(read.post.url or name), "post"), post=read.post))
        made.done("read", "It was taken out of the export as it stands there.")
        if read.repaired:
            told = "The export writes each byte of UTF-8 as a letter of its own; the letters were put together again."
            made.done("read", told)
        made.keep_bytes(content, "application/json", FileRole.WORKING_COPY, name, self.file.sha256)
        self._read(name, read, content, made)
        for what, value in read.facts:
            made.facts.append(Fact(what, value, "stated", self.file.sha256))
        for description in self._media(read, made):
            made.facts += description.facts
            made.steps += description.steps
        yield made.finish()

    def _distinct(self, address: str) -> str:
        self.begun[address] += 1
        times = self.begun[address]
        return address if times == 1 else f"{address} ({times})"

    def _read(self, name: str, read: ReadPost, content: bytes, made: Making) -> None:
        if not read.text.strip():
            made.left_out("read", "It has no text, so there is no document to read.")
            return
        draft = Draft(
            text=read.text,
            content=content,
            media_type="application/json",
            stated_id=name,
            line=1,
            title=read.title,
            url=read.post.url,
            published=_stated(read.published, read.published_words),
            publisher=_stated(publisher_of(read), read.post.account_name or read.post.account),
            language=_stated(read.language, read.language),
        )
        made.documents, remarks = read_out(captured(Source(shown_path(self.path), name), draft, self.names))
        made.steps += remarks

    def _media(self, read: ReadPost, made: Making) -> list[Description]:
        """Add the post's pictures and videos; what each says of itself."""
        holder = made.documents[0].document.id if made.documents else ""
        described = []
        for name in dict.fromkeys(self._named(read)):
            path = self._found(name, read.upward)
            if path is None:
                made.failed("media", f"{name[:200]!r} is not there, or is no picture or video.")
                continue
            try:
                medium, _ = fingerprinted(holder, MediaFile(str(path), name))
                made.keep(kept_path(path, medium.media_type, FileRole.RESOURCE, name))
                described.append(description_of(path, medium.media_type, medium.sha256))
            except OSError as error:
                made.failed("media", f"{name[:200]!r} cannot be read ({error}).")
                continue
            made.media.append(medium)
        return described

    def _named(self, read: ReadPost) -> Iterator[str]:
        """Names of the files that belong to a post, seen from the export."""
        stem = self.path.name.removesuffix(INFO)
        if stem != self.path.name:
            # yt-dlp writes video and description under one name, whatever folder it was told at the time.
            yield from sorted(path.name for path in self.path.parent.iterdir() if path.stem == stem and _shows(path))
        else:
            yield from read.media[:MOST_MEDIA]
        for name in _beside_tweet(read):
            if inside(self.path.parent, name):
                yield name

    def _found(self, name: str, upward: int) -> Path | None:
        """A file by its name, from the export's folder or, where the form counts from there, one above it."""
        folders = (self.path.parent, *self.path.resolve().parent.parents[:upward])
        return next((path for folder in folders if (path := inside(folder, name))), None)


def _shows(path: Path) -> bool:
    return path.suffix.lower() in MEDIA_TYPES


def _beside_tweet(read: ReadPost) -> Iterator[str]:
    """Where a Twitter archive keeps the pictures of a post: under its number and the last part of their address."""
    for what, value in read.facts:
        if what == "picture or video named" and read.post.platform == "Twitter":
            for folder in ("tweets_media", "tweet_media"):
                yield f"{folder}/{read.post.post_id}-{value.rpartition('/')[2]}"


def publisher_of(read: ReadPost) -> str:
    """Who posted: the account on its platform, never a name that an account gives itself, which anyone can take."""
    post = read.post
    account = post.account or post.account_name
    return f"{account} on {post.platform}" if account else f"an account on {post.platform}"


def _stated(value: str, words: str) -> Finding | None:
    return Finding(value, "stated", words) if value else None


def _bytes_of(record: Mapping[str, object]) -> bytes:
    """A post's record as JSON of its own: the same fields in the same order."""
    text = json.dumps(record, ensure_ascii=False)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(record).encode()


def _name(read: ReadPost, path: Path, number: int) -> str:
    """What a post is called: platform, account and its own number, else its place in the export."""
    post = read.post
    parts = [part for part in (post.platform, post.account, post.post_id.rpartition("/")[2]) if part]
    if not post.post_id:
        parts = [*parts[:2], path.stem, str(number)]
    return storable("/".join(part.replace("/", "_")[:100] for part in parts))
