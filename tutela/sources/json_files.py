"""Publications given as data: JSON (one object, or a list) and JSON Lines."""

import codecs
import io
import json
from collections.abc import Iterator, Mapping
from typing import IO, Protocol

from tutela.model.documents import Finding
from tutela.model.problems import Problem
from tutela.sources.decoding import decode, kind_of_binary, storable, wide_encoding
from tutela.sources.drafts import Draft, Source

MAX_BYTES = 20_000_000
"""Longest publication taken: ten times the longest judgment seen (2 MB); what is longer is a dump, no publication."""

HEAD_BYTES = 2_000
"""Bytes from which the encoding of a JSON Lines file is told."""

MAX_FIELD = 10_000
"""Longest field beside the text, in letters: the longest title of the development corpus has 145, and addresses longer
than 2,000 are not served."""

_BLANK = " \t\r\n"
_FIELDS = ("id", "text", "published", "publisher", "language", "url", "title")


def read_json_lines(source: Source, content: IO[bytes]) -> Iterator[Draft | Problem]:
    """The documents of a JSON Lines file, line by line; a faulty line costs only itself.

    Lines in UTF-16 or UTF-32 are turned into UTF-8, as which their bytes are kept.
    """
    encoding = wide_encoding(content.read(HEAD_BYTES))
    content.seek(0)
    if not encoding:
        yield from _lines(source, content)
        return
    recoded = _Recoded(content, encoding)
    try:
        yield from _lines(source, recoded)
    finally:
        recoded.detach()


def _lines(source: Source, lines: "Lines") -> Iterator[Draft | Problem]:
    number = filled = 0
    while line := lines.readline(MAX_BYTES + 1):
        number += 1
        if len(line) > MAX_BYTES and not line.endswith(b"\n"):
            filled += 1
            yield _too_long(source, number, len(line) + _skip_line(lines))
        elif line.removeprefix(codecs.BOM_UTF8).strip():
            filled += 1
            yield from _line(source, line.rstrip(b"\r\n"), number)
    if not filled:
        yield source.fault("is empty.", "See whether it was saved.")


class Lines(Protocol):
    """What lines can be read from."""

    def readline(self, size: int, /) -> bytes:
        """The next line, or its first `size` bytes."""
        ...


class _Recoded:
    """The same lines in UTF-8."""

    def __init__(self, content: IO[bytes], encoding: str) -> None:
        # Only "\n" ends a line: U+2028 may stand inside a JSON string.
        self._text = io.TextIOWrapper(content, encoding, errors="replace", newline="\n")

    def readline(self, size: int, /) -> bytes:
        """The next line, or its first `size` letters."""
        return self._text.readline(size).encode()

    def detach(self) -> None:
        """Leave the file to whoever opened it."""
        self._text.detach()


def _skip_line(lines: Lines) -> int:
    skipped = 0
    while part := lines.readline(1 << 20):
        skipped += len(part)
        if part.endswith(b"\n"):
            break
    return skipped


def _too_long(source: Source, line: int, size: int) -> Problem:
    return source.fault(
        f"line {line} is {size:,} bytes long; a publication has at most {MAX_BYTES:,}.",
        "Split it into its publications.",
        line=line,
    )


def _line(source: Source, line: bytes, number: int) -> Iterator[Draft | Problem]:
    decoded = decode(line)
    try:
        value = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        yield _broken(source, error, number, decoded.text)
        return
    yield from _replaced(source, decoded.replaced, number)
    yield from _document(source, value, line, number, number)


def read_json(source: Source, content: bytes) -> Iterator[Draft | Problem]:
    """The documents of a JSON file: its object, or the objects of its list.

    In a broken list, what stands before the break is read.
    """
    decoded = decode(content)
    text = decoded.text
    if decoded.binary and not text.lstrip(_BLANK).startswith(("[", "{")):
        yield source.fault(f"is no JSON but {kind_of_binary(content)}.", "Convert it to JSON or text.")
        return
    yield from _replaced(source, decoded.replaced, None)
    if text.lstrip(_BLANK).startswith("["):
        yield from _list(source, text)
        return
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield _broken(source, error, None, text)
        return
    yield from _document(source, value, content, None, None)


def _list(source: Source, text: str) -> Iterator[Draft | Problem]:
    decoder = json.JSONDecoder()
    at, line, count = text.index("[") + 1, 1, 0
    counted = 0
    while (at := _past(text, at, _BLANK + ",")) < len(text) and text[at] != "]":
        line, counted = line + text.count("\n", counted, at), at
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield _broken(source, error, line, text[at : at + 100])
            return
        count += 1
        yield from _document(source, value, text[at:end].encode("utf-8", "replace"), line, count)
        at = end
    if at >= len(text):
        yield source.remark("the list does not end with ].", "See whether the file was cut off.")
    elif rest := text[at + 1 :].strip(_BLANK):
        line += text.count("\n", counted, at)
        message, remedy = "what stands behind the list was not read.", "Put it into the list, or write JSON Lines."
        yield source.fault(message, remedy, line=line, value=rest[:100])
    if not count:
        yield source.fault("is an empty list.", "See whether it was saved.")


def _past(text: str, at: int, letters: str) -> int:
    while at < len(text) and text[at] in letters:
        at += 1
    return at


def _broken(source: Source, error: Exception, line: int | None, text: str) -> Problem:
    return source.fault(f"is no JSON ({why_no_json(error)}).", "Correct or remove it.", line=line, value=text[:100])


def why_no_json(error: Exception) -> str:
    """What the JSON reader stumbled on, in words."""
    if isinstance(error, RecursionError):
        return "it nests deeper than it can be read"
    if isinstance(error, json.JSONDecodeError):
        return error.msg
    # Python reads no whole number of more digits, since that takes time with their square.
    return "it holds a number of more than 4,300 digits" if "digits" in str(error) else str(error)


def _replaced(source: Source, count: int, line: int | None) -> Iterator[Problem]:
    if count:
        yield source.remark(
            f"{count} bytes are no UTF-8 and were read as U+FFFD.", "Save it as UTF-8 for exact quotations.", line=line
        )


def _document(
    source: Source, value: object, content: bytes, line: int | None, number: int | None
) -> Iterator[Draft | Problem]:
    if not isinstance(value, Mapping):
        yield source.fault(
            f"a publication is an object with the field text, this is {type(value).__name__}.",
            'Write {"id": ..., "text": ...}.',
            line=line,
            value=str(value)[:100],
        )
        return
    text = value.get("text")
    if not isinstance(text, str) or not text.strip():
        yield source.fault("has no text.", "Give its text in the field text.", line=line, value=_short(text))
        return
    stated: dict[str, str] = {}
    for field in _FIELDS:
        found = value.get(field)
        if isinstance(found, str) or (isinstance(found, int) and not isinstance(found, bool)):
            if field != "text" and len(str(found)) > MAX_FIELD:
                yield _too_long_field(source, field, str(found), line)
                continue
            stated[field] = storable(str(found))
        elif found is not None:
            yield source.remark(
                f"{field} is {type(found).__name__}, not text; it was left out.",
                f"Give {field} as text.",
                line=line,
                value=_short(found),
            )
    if stated["text"] != text:
        message = "holds NULs or halves of letters (lone surrogates), read as U+FFFD."
        yield source.remark(message, "Export it again.", line=line)
    yield _draft(source, stated, content, line, number)


def _too_long_field(source: Source, field: str, value: str, line: int | None) -> Problem:
    message = f"{field} has {len(value):,} letters; it was left out, since at most {MAX_FIELD:,} are taken."
    return source.remark(message, f"Correct {field}.", line=line, value=value)


def _draft(source: Source, stated: Mapping[str, str], content: bytes, line: int | None, number: int | None) -> Draft:
    def finding(field: str) -> Finding | None:
        value = stated.get(field, "").strip()
        return Finding(value, "stated", value) if value else None

    return Draft(
        text=stated["text"],
        content=content,
        media_type="application/json",
        stated_id=stated.get("id", "").strip() or (f"{source.name}-{number}" if number else ""),
        line=line,
        title=stated.get("title", "").strip(),
        url=stated.get("url", "").strip(),
        published=finding("published"),
        publisher=finding("publisher"),
        language=finding("language"),
    )


def _short(value: object) -> str | None:
    return None if value is None else str(value)[:100]
