"""What a picture or video says of itself: EXIF, XMP, its container, its C2PA manifest. Facts nobody vouches for."""

import io
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tutela.model.items import CaptureStep, Done, Fact
from tutela.sources.decoding import storable
from tutela.sources.media.container import Unprobed, container_facts
from tutela.sources.media.exif import exif_facts, thumbnail_fact
from tutela.sources.media.manifests import manifest_of
from tutela.sources.media.xmp import RefusedPacket, xmp_facts

MOST_BYTES = 200_000_000
"""Bytes of a picture that are looked at; a video's packets of XMP are looked for in its first part."""
NO_PILLOW = "Pillow is not installed, so EXIF was not read: pip install 'tutela[media]'."


@dataclass(frozen=True, slots=True)
class Description:
    """What a file says of itself, and how reading that went."""

    facts: tuple[Fact, ...] = ()
    steps: tuple[CaptureStep, ...] = ()


def description_of(path: Path, media_type: str, sha256: str) -> Description:
    """What a picture or video says of itself; a part that cannot be read is a step that says so.

    Args:
        path: the file.
        media_type: what it is.
        sha256: of the kept file, which the facts name.

    Raises:
        OSError: the file cannot be read.
    """
    describing = _Describing(sha256)
    with path.open("rb") as file:
        content = file.read(MOST_BYTES)
    if media_type.startswith("image/"):
        describing.note("exif", _of_picture(content, describing.steps))
    else:
        try:
            describing.note("container", container_facts(path))
        except Unprobed as error:
            describing.steps.append(CaptureStep("metadata", Done.LEFT_OUT, str(error)))
    try:
        describing.note("xmp", xmp_facts(content))
    except RefusedPacket as error:
        describing.steps.append(CaptureStep("metadata", Done.FAILED, f"Its XMP packet was not read: {error}."))
    manifest = manifest_of(path, media_type)
    describing.note("c2pa", manifest.told)
    if manifest.step:
        describing.steps.append(manifest.step)
    told = f"It says {len(describing.facts)} things of itself." if describing.facts else "It says nothing of itself."
    return Description(tuple(describing.facts), (CaptureStep("metadata", Done.DONE, told), *describing.steps))


def description_of_bytes(content: bytes, media_type: str, sha256: str) -> Description:
    """The same of bytes that lie in no file of their own, as in an archive."""
    with tempfile.NamedTemporaryFile(prefix="medium-") as file:
        file.write(content)
        file.flush()
        return description_of(Path(file.name), media_type, sha256)


class _Describing:
    def __init__(self, sha256: str) -> None:
        self.facts: list[Fact] = []
        self.steps: list[CaptureStep] = []
        self._sha256 = sha256

    def note(self, origin: str, told: Iterable[tuple[str, str]]) -> None:
        for name, value in told:
            self.facts.append(Fact(storable(name), storable(value), origin, self._sha256))


def _of_picture(content: bytes, steps: list[CaptureStep]) -> Iterator[tuple[str, str]]:
    try:
        from PIL import Image
    except ImportError:
        steps.append(CaptureStep("metadata", Done.LEFT_OUT, NO_PILLOW))
        return
    looks: tuple[Callable[[Image.Image], Iterable[tuple[str, str]]], ...] = (
        exif_facts,
        lambda picture: thumbnail_fact(picture, content),
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content)) as picture:
                yield "pixels", f"{picture.width} x {picture.height}"
                for look in looks:
                    yield from look(picture)
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, Image.DecompressionBombError) as error:
        told = f"It cannot be opened as a picture ({type(error).__name__})."
        steps.append(CaptureStep("metadata", Done.FAILED, told))
