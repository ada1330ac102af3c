"""What an address answered becomes part of an item: its files, its documents, its pictures, what it says of itself."""

import mimetypes
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from tutela.model.items import FileRole
from tutela.sources.archives.publications import PDF, READ, Answer, name_of, publications_of
from tutela.sources.capture.clock import clock_difference
from tutela.sources.capture.making import Making
from tutela.sources.decoding import storable
from tutela.sources.fetching import Exchange, Fetched
from tutela.sources.media.described import description_of_bytes
from tutela.sources.media.finding import MEDIA_TYPES
from tutela.sources.media.fingerprints import fingerprinted_bytes
from tutela.sources.naming import Names

SMALLEST_PICTURE = 5_000
"""Bytes: below are icons, buttons, and pixels that count visitors."""
_SHOWN_HEADERS = ("content-type", "date", "last-modified", "server", "content-location", "memento-datetime")
_SAYS_NOTHING = ("", "application/octet-stream", "binary/octet-stream", "text/plain", "unknown/unknown")


def media_type_of(exchange: Exchange, body: bytes) -> str:
    """What a body is: as the server says, else as its first bytes say."""
    stated = exchange.header("content-type").partition(";")[0].strip().lower()
    if stated not in _SAYS_NOTHING:
        return stated
    head = body[:1_000].lstrip().lower()
    if body.startswith(b"%PDF-"):
        return PDF
    if head.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    return stated or mimetypes.guess_type(file_name(exchange.url, ""))[0] or "application/octet-stream"


def charset_of(exchange: Exchange) -> str:
    """The encoding that the server states."""
    _, _, told = exchange.header("content-type").lower().partition("charset=")
    return told.partition(";")[0].strip(" \"'")


def file_name(url: str, media_type: str) -> str:
    """What to call the file of an address: the end of its path, with an ending that fits."""
    name = storable(unquote(PurePosixPath(urlsplit(url).path).name))[:120] or "index"
    ending = "" if PurePosixPath(name).suffix else (mimetypes.guess_extension(media_type) or "")
    return name + ending


def note_answer(making: Making, fetched: Fetched) -> None:
    """What the exchange says of itself: headers, addresses, certificate, clock."""
    last = fetched.last
    if last is None:
        return
    making.fact("status", f"{last.status} {last.reason}".strip(), "http")
    if last.url != making.item.item:
        making.fact("address", last.url, "http")
    for hop in fetched.exchanges[:-1]:
        making.fact("redirect", f"{hop.url} ({hop.status})", "http")
    for name in _SHOWN_HEADERS:
        making.fact(name, storable(last.header(name))[:500], "http")
    making.fact("ip address", last.address, "http")
    making.fact("tls", last.tls, "http")
    making.fact("certificate sha256", last.certificate, "http")
    making.fact("clock difference", clock_difference(last), "http")


def read_answer(making: Making, answer: Answer, names: Names, sha256: str) -> None:
    """The documents in the body of an answer, or the picture or video that it is.

    Args:
        making: gets them.
        answer: what was answered.
        names: those given to documents so far.
        sha256: of the kept file that the body is.
    """
    kind = answer.media_type
    if kind in READ:
        read = publications_of(answer, names)
        making.documents += read.documents
        making.areas += read.areas
        making.steps += read.steps
        for name, value in read.told:
            making.fact(name, value, "pdf", sha256)
        if not read.documents and not read.steps:
            making.failed("read", "It holds no text of a publication; it is kept as it came.")
    elif kind in MEDIA_TYPES.values():
        medium = fingerprinted_bytes("", name_of(answer.url), answer.body, kind)
        making.medium(medium, description_of_bytes(answer.body, kind, sha256))
    else:
        making.left_out("read", f"It is {kind or 'of no stated kind'}, which is not read; it is kept as it came.")


def keep_picture(making: Making, url: str, body: bytes, media_type: str) -> bool:
    """Keep a picture or video that a page shows, with its fingerprints; False where it is none worth it."""
    if media_type not in MEDIA_TYPES.values() or len(body) < SMALLEST_PICTURE:
        return False
    file = making.keep_bytes(body, media_type, FileRole.RESOURCE, url)
    document = making.documents[0].document.id if making.documents else ""
    medium = fingerprinted_bytes(document, name_of(url), body, media_type)
    making.shown(medium, description_of_bytes(body, media_type, file.sha256))
    return True
