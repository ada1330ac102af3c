"""WARC files -> captured items: the archive itself, and each publication in it with the pictures it shows."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from tutela.model.documents import Captured
from tutela.model.items import CapturedItem, CaptureStep, Done, Fact, FileRole, KeptFile
from tutela.model.media import Medium
from tutela.model.problems import Problem
from tutela.sources.archives.exchanges import Response, Undecodable, response_in
from tutela.sources.archives.publications import (
    PAGES,
    READ,
    Answer,
    Publications,
    answer_of,
    name_of,
    publications_of,
    shown_in,
)
from tutela.sources.archives.records import BrokenArchive, Record, ending_of, records_of
from tutela.sources.capture.drafts import CapturedDraft, Circumstances, Content, kept_bytes, kept_path
from tutela.sources.drafts import shown_path
from tutela.sources.media.described import Description, description_of_bytes
from tutela.sources.media.fingerprints import fingerprinted_bytes
from tutela.sources.naming import Names

ENDINGS = (".warc", ".warc.gz")
MEDIA_TYPE = "application/warc"
MOST_NAMED = 50
"""Faults of one archive that get a sentence each; a thousand are told as a number."""
NOT_INSTALLED = "fastwarc is not installed, so nothing in it was read: pip install 'tutela[capture]', and import again."

Wanted = Callable[[str], bool]
Opened = Callable[[], IO[bytes]]


@dataclass(slots=True)
class Survey:
    """What one pass over a WARC found, before anything in it is taken."""

    kinds: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    digests: int = 0
    unchecked: int = 0
    """Records that state no digest that can be checked."""
    pictures: dict[str, int] = field(default_factory=dict)
    """Address of a picture or video -> where its record begins."""
    seen_again: dict[str, list[str]] = field(default_factory=dict)
    """Address -> when a revisit found it unchanged."""
    told: tuple[Fact, ...] = ()
    broken: str = ""


def read_warc(path: Path, here: Circumstances, names: Names | None = None) -> Iterator[CapturedDraft | Problem]:
    """A WARC as an item of its own, with what is wrong in it, then each publication in it as an item.

    The archive is read twice: once for its hashes, digests and pictures, once for its publications, so that an archive
    of any size takes the memory of one record.
    """
    try:
        file, content = kept_path(path, MEDIA_TYPE, FileRole.ORIGINAL)
    except OSError as error:
        yield Problem(shown_path(path), f"cannot be read ({error.strerror or error}).", "Check the path.")
        return
    item = here.begin(shown_path(path), "warc")
    try:
        survey = survey_of(path.open("rb"), file)
    except ImportError:
        steps = (CaptureStep("read", Done.LEFT_OUT, NOT_INSTALLED),)
        yield CapturedDraft(replace(item, files=(file,), steps=steps), (content,))
        return
    yield CapturedDraft(replace(item, files=(file,), steps=steps_of(survey), facts=facts_of(survey, file)), (content,))
    yield from publications_in(lambda: path.open("rb"), file, survey, here, "warc", names or Names())


def survey_of(stream: IO[bytes], file: KeptFile) -> Survey:
    """What one pass over a WARC finds; the stream is closed."""
    survey = Survey()
    with stream:
        try:
            for record in records_of(stream, _size(stream)):
                _note(survey, record, file)
            stream.seek(0)
            survey.broken = ending_of(stream)
        except BrokenArchive as error:
            survey.broken = str(error)
    if not survey.kinds and not survey.broken:
        survey.broken = "it holds no records."
    return survey


def _size(stream: IO[bytes]) -> int:
    here = stream.tell()
    size = stream.seek(0, 2)
    stream.seek(here)
    return size


def _note(survey: Survey, record: Record, file: KeptFile) -> None:
    survey.kinds[record.kind] += 1
    survey.digests += record.digests
    survey.unchecked += not record.digests
    for fault in record.faults:
        survey.faults.append(f"{record.kind} of {record.url or record.identity}: {fault}")
    if record.kind == "revisit":
        survey.seen_again.setdefault(record.url, []).append(record.date)
    elif record.kind == "warcinfo" and not survey.told:
        survey.told = tuple(_warcinfo(record, file))
    elif record.kind in ("response", "resource") and record.url not in survey.pictures:
        response = response_in(record.block) if record.kind == "response" else None
        kind = response.media_type if response else record.media_type
        if kind.startswith(("image/", "video/")) and (response is None or response.status == 200):
            survey.pictures[record.url] = record.position


def _warcinfo(record: Record, file: KeptFile) -> Iterator[Fact]:
    for line in record.block.decode("utf-8", "replace").splitlines()[:40]:
        name, colon, value = line.partition(":")
        if colon and value.strip():
            yield Fact(f"warcinfo {name.strip()[:60]}", value.strip()[:500], "warc", file.sha256)


def facts_of(survey: Survey, file: KeptFile) -> tuple[Fact, ...]:
    """What the archive says of itself."""
    counts = (
        Fact(f"records: {kind or 'no kind'}", str(count), "warc", file.sha256) for kind, count in survey.kinds.items()
    )
    return (*survey.told, *counts)


def steps_of(survey: Survey) -> tuple[CaptureStep, ...]:
    """How reading the archive went: one step that failed for each fault."""
    whole = sum(survey.kinds.values())
    read = (
        CaptureStep("read", Done.FAILED, f"After {whole:,} records: {survey.broken}")
        if survey.broken
        else CaptureStep("read", Done.DONE, f"{whole:,} records were read.")
    )
    faults = [CaptureStep("digest", Done.FAILED, f"{fault}.") for fault in survey.faults[:MOST_NAMED]]
    if more := len(survey.faults) - len(faults):
        faults.append(CaptureStep("digest", Done.FAILED, f"{more:,} more records do not agree with what they state."))
    if survey.digests:
        sound = f"{survey.digests:,} digests were checked; {len(survey.faults):,} faults."
        faults.append(CaptureStep("digest", Done.DONE, sound))
    if survey.unchecked:
        none = f"{survey.unchecked:,} records state no digest that can be checked."
        faults.append(CaptureStep("digest", Done.LEFT_OUT, none))
    return (read, *faults)


def publications_in(
    opened: Opened,
    file: KeptFile,
    survey: Survey,
    here: Circumstances,
    how: str,
    names: Names,
    wanted: Wanted = lambda url: True,
) -> Iterator[CapturedDraft | Problem]:
    """Each publication of a WARC as an item, with the pictures it shows.

    Args:
        opened: opens the WARC anew.
        file: the kept file that it is, or lies in.
        survey: what `survey_of` found.
        here: who captures, when.
        how: `warc` or `wacz`.
        names: those given to documents so far.
        wanted: which addresses are taken; those a WACZ lists as pages.
    """
    taker = _Taker(opened, file, survey, here, how, names)
    with opened() as stream:
        try:
            for record in records_of(stream, _size(stream)):
                if record.kind in ("response", "resource") and wanted(record.url):
                    yield from taker.take(record)
        except BrokenArchive:
            return  # the archive's own item says so


@dataclass(slots=True)
class _Taker:
    opened: Opened
    file: KeptFile
    survey: Survey
    here: Circumstances
    how: str
    names: Names
    taken: set[str] = field(default_factory=set)

    def take(self, record: Record) -> Iterator[CapturedDraft | Problem]:
        response = response_in(record.block) if record.kind == "response" else None
        kind = response.media_type if response else record.media_type
        if kind not in READ or not record.url.startswith(("http://", "https://")):
            return
        if record.kind == "response" and (response is None or not 200 <= response.status < 300):
            return
        try:
            answer = answer_of(record, response)
        except Undecodable as error:
            failed = CaptureStep("read", Done.FAILED, f"{error}.")
            yield CapturedDraft(replace(self._begin(record, response), steps=(failed,)))
            return
        found = publications_of(answer, self.names)
        if found.documents or any(step.outcome is Done.FAILED for step in found.steps):
            yield self._draft(record, response, answer, found)

    def _begin(self, record: Record, response: Response | None) -> CapturedItem:
        address = record.url if record.url not in self.taken else f"{record.url} ({record.date})"
        self.taken.add(record.url)
        return replace(self.here.begin(address, self.how), facts=tuple(self._facts(record, response)))

    def _facts(self, record: Record, response: Response | None) -> Iterator[Fact]:
        yield Fact("captured", record.date, "warc", self.file.sha256)
        yield Fact("record", record.identity, "warc", self.file.sha256)
        for again in self.survey.seen_again.get(record.url, ())[:20]:
            yield Fact("found unchanged", again, "warc", self.file.sha256)
        for header in ("date", "last-modified", "server") if response else ():
            if value := response.headers.get(header) if response else None:
                yield Fact(header, value[:500], "http", self.file.sha256)

    def _draft(self, record: Record, response: Response | None, answer: Answer, found: Publications) -> CapturedDraft:
        kept = [kept_bytes(answer.body, answer.media_type, FileRole.WORKING_COPY, record.url, made_of=self.file.sha256)]
        media: list[Medium] = []
        described: list[Description] = []
        steps = [self._digest_step(record), *found.steps]
        if answer.media_type in PAGES and found.documents:
            for url in shown_in(answer):
                if url in self.survey.pictures:
                    self._add_picture(url, found.documents[0], kept, media, steps, described)
        begun = self._begin(record, response)
        steps += [step for description in described for step in description.steps]
        item = replace(
            begun,
            files=tuple(file for file, _ in kept),
            documents=tuple(one.document.id for one in found.documents),
            media=tuple(medium.id for medium in media),
            steps=tuple(steps),
            facts=(
                *begun.facts,
                *(Fact(name, value, "pdf", kept[0][0].sha256) for name, value in found.told),
                *(fact for description in described for fact in description.facts),
            ),
            areas=found.areas,
        )
        return CapturedDraft(item, tuple(content for _, content in kept), found.documents, tuple(media))

    def _digest_step(self, record: Record) -> CaptureStep:
        if record.faults:
            return CaptureStep("digest", Done.FAILED, f"{'; '.join(record.faults)}. It was kept all the same.")
        if record.digests:
            return CaptureStep("digest", Done.DONE, "The bytes have the digests that the archive states.")
        return CaptureStep("digest", Done.LEFT_OUT, f"{record.note or 'the archive states no digest for it'}.")

    def _add_picture(
        self,
        url: str,
        document: Captured,
        kept: list[tuple[KeptFile, Content]],
        media: list[Medium],
        steps: list[CaptureStep],
        described: list[Description],
    ) -> None:
        try:
            with self.opened() as stream:
                stream.seek(self.survey.pictures[url])
                record = next(records_of(stream, _size(stream)))
            if record.url != url:
                raise BrokenArchive("the archive is packed in one piece")
            answer = answer_of(record, response_in(record.block))
        except (BrokenArchive, Undecodable, OSError, StopIteration) as error:
            steps.append(CaptureStep("picture", Done.FAILED, f"{url} could not be taken out of the archive ({error})."))
            return
        pair = kept_bytes(answer.body, answer.media_type, FileRole.RESOURCE, url, made_of=self.file.sha256)
        kept.append(pair)
        media.append(fingerprinted_bytes(document.document.id, name_of(url), answer.body, answer.media_type))
        described.append(description_of_bytes(answer.body, answer.media_type, pair[0].sha256))
