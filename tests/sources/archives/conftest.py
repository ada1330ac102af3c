"""Archives made for the tests, record by record."""

import io
import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from tutela.sources.capture.drafts import CapturedDraft, Circumstances

PAGE = """<html lang="en"><head><title>Chapel hit</title>
<meta property="article:published_time" content="2021-05-03"></head><body><article><h1>Chapel hit</h1>
<p>The chapel above Lower Village was hit by a shell on Monday morning, the mayor said, and its roof fell in.</p>
<p>Nobody was hurt. The bell tower beside it stands, and the wall paintings were covered with boards.</p>
<img src="/roof.jpg"></article></body></html>"""


@pytest.fixture
def here() -> Circumstances:
    ticks = itertools.count()
    return Circumstances("A. Reader", "not checked", "tutela test", "Linux", lambda: f"2026-01-05T10:{next(ticks):05}Z")


def record(
    url: str,
    body: bytes,
    content_type: str = "text/html; charset=utf-8",
    *,
    status: str = "200 OK",
    date: str = "2021-05-04T08:30:00Z",
    kind: WarcRecordType = WarcRecordType.response,
    headers: bytes = b"",
    warc: dict[str, str] | None = None,
    packed: bool = False,
) -> bytes:
    """One record as a crawler writes it, with its block digest."""
    made = WarcRecord()
    made.init_headers(record_type=kind)
    made.headers["WARC-Target-URI"] = url
    made.headers["WARC-Date"] = date
    for name, value in (warc or {}).items():
        made.headers[name] = value
    made.headers["Content-Type"] = "application/http; msgtype=response"
    made.set_bytes_content(f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n".encode() + headers + b"\r\n" + body)
    out = io.BytesIO()
    if packed:
        writer = GzipWriter(out)
        made.write(writer, checksum_data=True)
        writer.close()
    else:
        made.write(out, checksum_data=True)
    return out.getvalue()


@pytest.fixture
def warc_record() -> Callable[..., bytes]:
    return record


@pytest.fixture
def page() -> str:
    return PAGE


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def written(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return written


@pytest.fixture
def drafts() -> Callable[..., list[CapturedDraft]]:
    def only_drafts(found: object) -> list[CapturedDraft]:
        listed = list(found)  # type: ignore[call-overload]
        assert all(isinstance(one, CapturedDraft) for one in listed), listed
        return listed

    return only_drafts
