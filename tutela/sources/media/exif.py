"""What a picture's EXIF block says (CIPA DC-008), nothing corrected; and whether the small copy in it differs."""

import io
import warnings
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Exif, Image

MOST_FACTS = 150
MOST_LETTERS = 500
THUMBNAIL_DIFFERS = 64
"""Bits from which an embedded small copy shows something else than the picture. Copies 160 pixels wide of 60 drawn
scenes differ in 18 at most, cuts compared too; different scenes in 94 at least."""
EXIF_BLOCK, GPS_BLOCK = 0x8769, 0x8825
SMALL_START, SMALL_LENGTH = 0x0201, 0x0202
SILENT = frozenset(
    {"MakerNote", "ExifOffset", "GPSInfo", "PrintImageMatching", "UserComment", "ComponentsConfiguration"}
)
"""Blocks of bytes and pointers; a UserComment is told apart."""


def exif_facts(picture: "Image") -> Iterator[tuple[str, str]]:
    """(name, value) of every field that can be written as text; the position also in degrees."""
    from PIL import ExifTags

    exif = _block_of(picture)
    if exif is None:
        return
    count = 0
    for tags, block in (
        (ExifTags.TAGS, exif),
        (ExifTags.TAGS, _inner(exif, EXIF_BLOCK)),
        (ExifTags.GPSTAGS, _inner(exif, GPS_BLOCK)),
    ):
        for number, value in block.items():
            name = tags.get(number, f"0x{number:04x}")
            if name in SILENT or count >= MOST_FACTS or not (said := _said(value)):
                continue
            count += 1
            yield name, said
    if comment := _comment(_inner(exif, EXIF_BLOCK).get(0x9286)):
        yield "UserComment", comment
    if place := position(_inner(exif, GPS_BLOCK)):
        yield "position", place


def _block_of(picture: "Image") -> "Exif | None":
    # A damaged block is no fault of the picture; Pillow's own warning would go nowhere.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return picture.getexif()
        except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError):
            return None


def _inner(exif: "Exif", block: int) -> Mapping[int, object]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return exif.get_ifd(block)
        except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError):
            return {}


def _said(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("ascii", "ignore") if value.isascii() else ""
    if isinstance(value, tuple | list):
        parts = [_said(part) for part in value[:20]]
        return ", ".join(parts)[:MOST_LETTERS] if all(parts) else ""
    try:
        text = str(value).strip("\0 \r\n\t")
    except (ValueError, ZeroDivisionError):
        return ""
    return text[:MOST_LETTERS] if text.isprintable() else ""


def _comment(value: object) -> str:
    """A UserComment: eight bytes say in which letters the rest stands."""
    if not isinstance(value, bytes):
        return _said(value) if value else ""
    encoding = "utf-16" if value.startswith(b"UNICODE") else "utf-8"
    text = value[8:].decode(encoding, "ignore").strip("\0 ")
    return text[:MOST_LETTERS] if text.isprintable() else ""


def position(gps: Mapping[int, object]) -> str:
    """Latitude and longitude in degrees; empty where the block gives none.

    >>> position({1: "S", 2: (40.0, 30.0, 0.0), 3: "E", 4: (46.0, 15.0, 0.0)})
    '-40.500000, 46.250000'
    """
    lat, lon = degrees(gps.get(2)), degrees(gps.get(4))
    if lat is None or lon is None or lat > 90 or lon > 180:
        return ""
    south, west = str(gps.get(1, "N")).startswith("S"), str(gps.get(3, "E")).startswith("W")
    return f"{-lat if south else lat:.6f}, {-lon if west else lon:.6f}"


def degrees(parts: object) -> float | None:
    """Degrees, minutes and seconds as degrees; a receiver without a fix writes zeros over zeros."""
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    try:
        whole, minutes, seconds = (float(part) for part in parts)
    except (ValueError, ZeroDivisionError, TypeError):
        return None
    whole += minutes / 60 + seconds / 3600
    return whole if 0 <= whole <= 180 else None


def thumbnail_fact(picture: "Image", content: bytes) -> Iterator[tuple[str, str]]:
    """How far the small copy inside the EXIF block is from the picture; nothing where there is none.

    Programs that change a picture and not its block leave the small copy as it was.
    """
    from PIL import ExifTags, Image

    exif = _block_of(picture)
    small = _inner(exif, ExifTags.IFD.IFD1) if exif else {}
    start, length = small.get(SMALL_START), small.get(SMALL_LENGTH)
    if not isinstance(start, int) or not isinstance(length, int) or not 0 < length < 1_000_000:
        return
    try:
        from tutela.sources.media.fingerprints import frame_of

        at = content.index(b"Exif\0\0") + 6
        with Image.open(io.BytesIO(content[at + start : at + start + length])) as inner:
            bits = _apart(frame_of(picture).hashes, frame_of(inner).hashes)
    except (ImportError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return
    differs = "shows something else than the picture" if bits > THUMBNAIL_DIFFERS else "shows the picture"
    yield "small copy inside", f"{differs} ({bits} of 256 bits differ)"


def _apart(ours: tuple[str, ...], theirs: tuple[str, ...]) -> int:
    return min((int(one, 16) ^ int(other, 16)).bit_count() for one in ours for other in theirs)
