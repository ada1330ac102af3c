"""What the container of a video says of itself, by ffprobe where it is installed."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

PATIENCE_S = 60.0
MOST_FACTS = 80
MOST_LETTERS = 500
NOT_INSTALLED = "ffprobe is not installed, so what the video says of itself was not read. Install ffmpeg."
OF_STREAM = ("codec_name", "width", "height", "r_frame_rate", "sample_rate")


class Unprobed(Exception):
    """A video whose container cannot be read, and why."""


def container_facts(path: Path) -> Iterator[tuple[str, str]]:
    """(name, value) of format, streams and their tags: dates, places, devices and programs among them.

    Raises:
        Unprobed: ffprobe cannot read it, or is not there.
    """
    program = shutil.which("ffprobe")
    if program is None:
        raise Unprobed(NOT_INSTALLED)
    # The protocol whitelist keeps a playlist that poses as a video from reaching for the network.
    command = [program, "-v", "error", "-protocol_whitelist", "file", "-show_format", "-show_streams", "-of", "json"]
    try:
        ran = subprocess.run([*command, f"file:{path}"], capture_output=True, timeout=PATIENCE_S, check=False)
        told = json.loads(ran.stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        raise Unprobed(f"ffprobe could not read it ({type(error).__name__}).") from error
    if ran.returncode or not isinstance(told, Mapping):
        raise Unprobed("ffprobe could not read it.")
    for number, fact in enumerate(_facts(told)):
        if number < MOST_FACTS:
            yield fact


def _facts(told: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    whole = told.get("format")
    if isinstance(whole, Mapping):
        for name in ("format_name", "duration"):
            if value := whole.get(name):
                yield name, str(value)[:MOST_LETTERS]
        yield from _tags(whole, "")
    streams = told.get("streams")
    for stream in streams if isinstance(streams, list) else ():
        if isinstance(stream, Mapping):
            kind = str(stream.get("codec_type", "stream"))
            for name in OF_STREAM:
                if value := stream.get(name):
                    yield f"{kind} {name}", str(value)[:MOST_LETTERS]
            yield from _tags(stream, f"{kind} ")


def _tags(of: Mapping[str, object], before: str) -> Iterator[tuple[str, str]]:
    tags = of.get("tags")
    for name, value in tags.items() if isinstance(tags, Mapping) else ():
        if text := " ".join(str(value).split()):
            yield f"{before}{str(name)[:100]}", text[:MOST_LETTERS]
