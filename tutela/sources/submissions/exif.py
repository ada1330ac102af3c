"""What a photo says of itself (EXIF 2.32), and a small copy of it that says nothing. The original is never touched."""

import datetime as dt
import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from tutela.model.errors import SettingError
from tutela.model.geometry import Position
from tutela.sources.media.exif import degrees

if TYPE_CHECKING:
    from PIL.Image import Exif

MOST_PIXELS = 200_000_000
"""Larger pictures are not drawn: what small files unpack to can fill the memory."""
SMALL_SIDE = 900
"""Longest side of a small copy in pixels: 8 cm in print at 280 dots per inch."""
MAKE, MODEL, WHEN, PLAIN_WHEN, OFFSET, EXIF_BLOCK, GPS_BLOCK = 0x010F, 0x0110, 0x9003, 0x0132, 0x9011, 0x8769, 0x8825
LAT_REF, LAT, LON_REF, LON, ERROR_M = 1, 2, 3, 4, 31


@dataclass(frozen=True, slots=True)
class Facts:
    """When, where and with what a photo was taken, as its file says."""

    taken: str = ""
    """ISO 8601; with a zone only where the file gives one."""
    position: Position | None = None
    device: str = ""
    problem: str = ""
    """Why nothing could be read."""


def photo_facts(content: bytes) -> Facts:
    """What a photo says of itself; fields the file does not give stay empty.

    Raises:
        SettingError: Pillow is not installed.
    """
    pillow = _pillow()
    try:
        # A damaged block is reported in the facts; Pillow's own warning would go nowhere.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with pillow.open(io.BytesIO(content)) as picture:
                exif = picture.getexif()
                return Facts(_taken(exif), _position(exif.get_ifd(GPS_BLOCK)), _device(exif))
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, pillow.DecompressionBombError) as error:
        return Facts(problem=f"it cannot be read as a picture ({type(error).__name__})")


def small_photo(content: bytes, side: int = SMALL_SIDE) -> bytes | None:
    """A small JPEG of a photo without anything it says of itself; None where it cannot be drawn."""
    pillow = _pillow()
    from PIL import ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with pillow.open(io.BytesIO(content)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return None
                upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, pillow.DecompressionBombError):
        return None
    upright.thumbnail((side, side))
    out = io.BytesIO()
    # A picture made anew carries none of the blocks of the old one.
    clean = pillow.new("RGB", upright.size)
    clean.paste(upright)
    clean.save(out, "JPEG", quality=80)
    return out.getvalue()


def _pillow() -> ModuleType:
    try:
        from PIL import Image
    except ImportError as error:
        raise SettingError("reading photos needs Pillow.", "Install it: pip install 'tutela[mission]'") from error
    return Image


def _device(exif: "Exif") -> str:
    parts = [str(exif.get(tag, "")).strip("\0 ") for tag in (MAKE, MODEL)]
    make, model = parts
    return model if model.casefold().startswith(make.casefold()) else " ".join(part for part in parts if part)


def _taken(exif: "Exif") -> str:
    inner = exif.get_ifd(EXIF_BLOCK)
    text = str(inner.get(WHEN) or exif.get(PLAIN_WHEN) or "").strip("\0 ")
    try:
        when = dt.datetime.strptime(text, "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return ""
    offset = str(inner.get(OFFSET) or "").strip("\0 ")
    try:
        return dt.datetime.fromisoformat(f"{when.isoformat()}{offset}").isoformat()
    except ValueError:
        return when.isoformat()


def _position(gps: Mapping[int, object]) -> Position | None:
    lat, lon = degrees(gps.get(LAT)), degrees(gps.get(LON))
    if lat is None or lon is None:
        return None
    lat = -lat if str(gps.get(LAT_REF, "N")).startswith("S") else lat
    lon = -lon if str(gps.get(LON_REF, "E")).startswith("W") else lon
    error = gps.get(ERROR_M)
    try:
        within = float(str(error)) if error is not None else None
        return Position(lat, lon, within, "the photo's own record")
    except (ValueError, ZeroDivisionError):
        return None
