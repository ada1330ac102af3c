"""Stills of a video through ffmpeg, where it is installed: key frames, and one every two seconds between them."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

STEP_S = 2
"""Seconds between stills at most: copies encoded anew have other key frames."""
MOST_STILLS = 150
"""Stills of one video: five minutes and more."""
SIDE = 256
PATIENCE_S = 300.0
"""For one video; what takes longer is broken or a film."""
SHOWN_AT = re.compile(rb"pts_time:\s*([\d.]+)")


class Unwatchable(Exception):
    """A video of which no stills could be made, and why."""


def stills(path: Path) -> Iterator[tuple[float, "Image"]]:
    """Pictures of a video with their seconds from its start.

    Raises:
        Unwatchable: ffmpeg is not installed, or cannot read it.
    """
    from PIL import Image

    program = shutil.which("ffmpeg")
    if program is None:
        raise Unwatchable("ffmpeg is not installed, so no frames of the video were compared.")
    pixels, told = _run(program, path)
    size = SIDE * SIDE * 3
    times = [float(match) for match in SHOWN_AT.findall(told)]
    count = len(pixels) // size
    if not count:
        raise Unwatchable("ffmpeg found no frames in it.")
    for number in range(count):
        at = times[number] if number < len(times) else float(number * STEP_S)
        yield at, Image.frombytes("RGB", (SIDE, SIDE), pixels[number * size : (number + 1) * size])


def _run(program: str, path: Path) -> tuple[bytes, bytes]:
    """Raw pixels of all stills, and what ffmpeg said of them."""
    chosen = f"select='eq(pict_type,I)+isnan(prev_selected_t)+gte(t-prev_selected_t,{STEP_S})'"
    # The protocol whitelist keeps a playlist that poses as a video from reaching for the network.
    command = [program, "-hide_banner", "-nostdin", "-protocol_whitelist", "file", "-i", f"file:{path}", "-an"]
    command += ["-vf", f"{chosen},scale={SIDE}:{SIDE},showinfo", "-vsync", "0", "-frames:v", str(MOST_STILLS)]
    command += ["-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unwatchable(f"ffmpeg could not read it ({type(error).__name__}).") from error
    return done.stdout, done.stderr
