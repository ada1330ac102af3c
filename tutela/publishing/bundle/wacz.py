"""Documents as a WACZ file (Web Archive Collection Zipped, 1.1.1), which replayweb.page opens without a network.

A document that came over HTTP is shown from the WARC files its capture wrote. Of any other the bytes are kept as they
were given, as a `resource` record: no exchange took place, and none is made up. Where no address is known it gets one
below `tutela.invalid`, a name that belongs to nobody (RFC 2606).
"""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from tutela.model.documents import Document
from tutela.publishing.bundle.packing import ALWAYS
from tutela.publishing.bundle.warc import Found, record, records_in

VERSION = "1.1.1"
OWN = "documents.warc.gz"
NO_ADDRESS = "https://tutela.invalid/"
ABOUT = (
    "Records of the type resource hold the bytes of documents as they were given to Tutela, or their text where "
    "the bytes are withheld; no HTTP exchange was recorded for them. An address below tutela.invalid was made up, "
    "since none was stated."
)


@dataclass(frozen=True, slots=True)
class Page:
    """A document as it goes into the archive."""

    document: Document
    at: str
    """When it was captured, ISO 8601 in UTC."""
    content: bytes | None
    """Its bytes; None where a WARC file of its capture holds it."""
    media_type: str


def address_of(document: Document) -> str:
    """Where a document is found in the archive: its own address, or one made up."""
    try:
        parts = urlsplit(document.url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    return document.url if usable else f"{NO_ADDRESS}{document.id}"


def write_wacz(
    out: BinaryIO, pages: Iterable[Page], warcs: Mapping[str, Path], title: str, software: str, made_at: str
) -> tuple[str, ...]:
    """Write the archive; the same input gives the same bytes.

    Args:
        warcs: SHA-256 -> where a WARC file lies that a capture wrote.

    Returns:
        SHA-256 of WARC files that could not be read, and were left out.
    """
    resources: list[tuple[str, bytes]] = []
    index: list[str] = []
    told = [json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "Documents", "hasText": True})]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        own = bytearray(record("warcinfo", "", made_at, "application/warc-fields", _info(software), WARC_Filename=OWN))
        for page in pages:
            told.append(_page_line(page))
            if page.content is not None:
                packed = _resource(page, page.content)
                index.append(_index_line(OWN, _found_own(page, page.content, len(own), len(packed))))
                own += packed
        resources.append((f"archive/{OWN}", bytes(own)))
        left_out = []
        for sha256, path in warcs.items():
            name = f"{sha256[:16]}.warc{'.gz' * _is_packed(path)}"
            try:
                with path.open("rb") as file:
                    lines = [_index_line(name, found) for found in records_in(file)]
            except ValueError:
                left_out.append(sha256)
                continue
            index += lines
            resources.append((f"archive/{name}", path.read_bytes()))
        resources.append(("indexes/index.cdx", "".join(f"{line}\n" for line in sorted(index)).encode()))
        resources.append(("pages/pages.jsonl", "".join(f"{line}\n" for line in told).encode()))
        package = _package(resources, title, software, made_at)
        hashed = {"path": "datapackage.json", "hash": _hash(package)}
        described = [("datapackage.json", package), ("datapackage-digest.json", json.dumps(hashed).encode())]
        for name, content in [*resources, *described]:
            archive.writestr(zipfile.ZipInfo(name, ALWAYS), content)
    return tuple(left_out)


def _is_packed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def _info(software: str) -> bytes:
    fields = {"software": software, "format": "WARC File Format 1.1", "description": ABOUT}
    return "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()


def _resource(page: Page, content: bytes) -> bytes:
    return record("resource", address_of(page.document), page.at, page.media_type, content)


def _found_own(page: Page, content: bytes, offset: int, length: int) -> Found:
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    media_type = page.media_type.partition(";")[0]
    return Found(address_of(page.document), page.at, media_type, "200", digest, offset, length)


def _page_line(page: Page) -> str:
    document = page.document
    title = document.title or document.name
    line = {"id": document.id, "url": address_of(document), "ts": page.at, "title": title, "text": document.text}
    return json.dumps(line, ensure_ascii=False)


def _index_line(file: str, found: Found) -> str:
    """A line of the index (CDXJ): sortable address, time, and where the record stands."""
    said = {
        "url": found.url,
        "mime": found.media_type,
        "status": found.status,
        "digest": found.digest,
        "length": str(found.length),
        "offset": str(found.offset),
        "filename": file,
    }
    return f"{_sortable(found.url)} {re.sub('[^0-9]', '', found.at)[:14]} {json.dumps(said)}"


def _sortable(url: str) -> str:
    """An address with its host turned round, so that what belongs together stands together (SURT)."""
    _, _, rest = url.partition("://")
    if not rest:
        return url
    host, slash, path = rest.partition("/")
    turned = ",".join(reversed(host.lower().removeprefix("www.").split(".")))
    return f"{turned}){slash or '/'}{path.lower()}".replace(" ", "%20")


def _hash(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _package(resources: Sequence[tuple[str, bytes]], title: str, software: str, made_at: str) -> bytes:
    listed = [
        {"name": name.rpartition("/")[2], "path": name, "hash": _hash(content), "bytes": len(content)}
        for name, content in resources
    ]
    package = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": title,
        "description": ABOUT,
        "software": software,
        "created": made_at,
        "modified": made_at,
        "resources": listed,
    }
    return json.dumps(package, ensure_ascii=False, indent=1).encode()
