"""What a picture or video is recognised by: PDQ hashes of it and of cuts of it.

PDQ (Facebook, 2019) keeps the low frequencies of a picture in 256 bits: copies that were made smaller, compressed or
brightened differ in few. A crop moves everything, so the hashes of six cuts go with that of the whole. Measured on 60
drawn scenes: `tests/sources/media/test_fingerprints.py`.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tutela.model.media import Frame, MediaFile, Medium
from tutela.sources.media.finding import MEDIA_TYPES
from tutela.sources.media.video import Unwatchable, stills

if TYPE_CHECKING:
    from PIL.Image import Image

CUTS = (
    (0.0, 0.0, 0.0, 0.0),
    (0.025, 0.025, 0.025, 0.025),
    (0.05, 0.05, 0.05, 0.05),
    (0.06, 0.0, 0.0, 0.0),
    (0.0, 0.06, 0.0, 0.0),
    (0.0, 0.0, 0.06, 0.0),
    (0.0, 0.0, 0.0, 0.06),
)
"""Shares cut from the left, top, right and bottom. With the whole alone two in ten copies cropped by 2 % on every side
are found, and none cropped by 4 %; with these all of both."""
SIDE = 512
"""Longest side hashed, in pixels: PDQ looks at 64 by 64, and larger pictures take longer to the same end."""
MOST_PIXELS = 200_000_000
"""Larger pictures are not opened: what small files unpack to can fill the memory."""
MAX_BYTES = 2_000_000_000
NOT_INSTALLED = "pdqhash is not installed: pip install 'tutela[media]'."


def fingerprinted(document: str, file: MediaFile, known: Medium | None = None) -> tuple[Medium, bytes]:
    """A medium with its fingerprints, and its bytes; what could not be done stands in its `problem`.

    Args:
        document: id of the document that shows it.
        file: where it lies.
        known: what was made of it before; given again where the bytes are the same and nothing was wrong.

    Raises:
        OSError: the file cannot be read.
    """
    path = Path(file.path)
    if path.stat().st_size > MAX_BYTES:
        raise OSError(f"it is longer than {MAX_BYTES:,} bytes")
    content = path.read_bytes()
    sha256, media_type = hashlib.sha256(content).hexdigest(), MEDIA_TYPES[path.suffix.lower()]
    if known and known.sha256 == sha256 and not known.problem:
        return known, content
    frames, problem = _frames(path, media_type)
    return Medium.of(document, file.name, sha256, media_type, frames, problem), content


def fingerprinted_bytes(document: str, name: str, content: bytes, media_type: str) -> Medium:
    """The same of bytes that lie in no file of their own, as in an archive; what could not be done is its `problem`."""
    sha256 = hashlib.sha256(content).hexdigest()
    with tempfile.NamedTemporaryFile(prefix="medium-") as file:
        file.write(content)
        file.flush()
        frames, problem = _frames(Path(file.name), media_type)
    return Medium.of(document, name, sha256, media_type, frames, problem)


def _frames(path: Path, media_type: str) -> tuple[tuple[Frame, ...], str]:
    try:
        import pdqhash  # noqa: F401
        from PIL import Image, UnidentifiedImageError
    except ImportError:
        return (), NOT_INSTALLED
    try:
        if media_type.startswith("video/"):
            return tuple(frame_of(still, at) for at, still in stills(path)), ""
        with Image.open(path) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return (), f"it has {picture.width * picture.height:,} pixels; at most {MOST_PIXELS:,} are opened."
            return (frame_of(picture),), ""
    except Unwatchable as error:
        return (), str(error)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        return (), f"it cannot be opened as a picture ({error})."


def frame_of(picture: "Image", at_s: float = 0.0) -> Frame:
    """The fingerprint of one picture."""
    plain = picture.convert("RGB")
    plain.thumbnail((SIDE, SIDE))
    hashed = list(_hashed(plain))
    return Frame(tuple(hash_ for hash_, _ in hashed), hashed[0][1], round(at_s, 2))


def _hashed(picture: "Image") -> Iterator[tuple[str, int]]:
    import numpy as np
    import pdqhash

    width, height = picture.size
    for left, top, right, bottom in CUTS:
        box = (int(width * left), int(height * top), int(width * (1 - right)), int(height * (1 - bottom)))
        part = picture.crop(box) if box[2] > box[0] and box[3] > box[1] else picture
        bits, quality = pdqhash.compute(np.asarray(part))
        yield np.packbits(np.asarray(bits, np.uint8)).tobytes().hex(), int(quality)
