"""Pictures known again whatever was done to them: drawn scenes, copied as publications copy."""

import io
import itertools
import shutil
import subprocess

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance

from tutela.incidents.media import SAME, distance, same_medium, shared_medium
from tutela.model.media import Frame, MediaFile, Medium
from tutela.sources.media import fingerprinted
from tutela.sources.media.fingerprints import frame_of
from tutela.sources.media.video import Unwatchable, stills

SCENES = 12


def scene(seed: int) -> Image.Image:
    """A drawn scene: ground that changes smoothly, and shapes on it."""
    random = np.random.default_rng(seed)
    width, height = int(random.integers(500, 900)), int(random.integers(400, 700))
    ground = random.normal(size=(random.integers(4, 9), random.integers(4, 9), 3))
    ground = 255 * (ground - ground.min()) / np.ptp(ground)
    picture = Image.fromarray(np.uint8(ground)).resize((width, height), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(picture)
    for _ in range(int(random.integers(8, 25))):
        x, y, size = int(random.integers(0, width)), int(random.integers(0, height)), int(random.integers(20, 200))
        colour = tuple(int(value) for value in random.integers(0, 255, 3))
        shape = (draw.rectangle, draw.ellipse)[int(random.integers(0, 2))]
        shape([x, y, x + size, y + int(size * random.uniform(0.4, 2))], fill=colour)
    return picture


def jpeg(picture: Image.Image, quality: int) -> Image.Image:
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=quality)
    return Image.open(content)


def cropped(picture: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    width, height = picture.size
    return picture.crop((int(width * left), int(height * top), int(width * (1 - right)), int(height * (1 - bottom))))


COPIES = {
    "half as large": lambda p: p.resize((p.width // 2, p.height // 2)),
    "a thumbnail": lambda p: p.resize((160, 160 * p.height // p.width)),
    "JPEG of quality 10": lambda p: jpeg(p, 10),
    "cropped by 2 % on every side": lambda p: cropped(p, 0.02, 0.02, 0.02, 0.02),
    "cropped by 4 % on every side": lambda p: cropped(p, 0.04, 0.04, 0.04, 0.04),
    "cropped by 5 % at the bottom": lambda p: cropped(p, 0, 0, 0, 0.05),
    "cropped by 5 % at the left, small, JPEG": lambda p: jpeg(cropped(p, 0.05, 0, 0, 0).resize((320, 240)), 40),
    "brightened": lambda p: ImageEnhance.Brightness(p).enhance(1.3),
    "grey": lambda p: p.convert("L"),
}


@pytest.fixture(scope="module")
def scenes():
    return [(picture := scene(seed), frame_of(picture)) for seed in range(SCENES)]


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES.keys())
def test_copies_are_known_again(scenes, copy):
    assert max(distance(frame, frame_of(copy(picture))) for picture, frame in scenes) <= SAME


def test_different_scenes_are_told_apart_by_far(scenes):
    assert min(distance(one, other) for (_, one), (_, other) in itertools.combinations(scenes, 2)) > 2 * SAME


def medium(document: str, name: str, *frames: Frame, sha256: str = "") -> Medium:
    return Medium.of(document, name, sha256 or name, "image/jpeg", frames)


def test_two_media_that_show_the_same_say_so_with_a_score(scenes):
    picture, frame = scenes[0]
    small = frame_of(picture.resize((200, 150)))
    same = same_medium(medium("doc_1", "a.jpg", frame), medium("doc_2", "b.jpg", small))
    assert same and 0.5 <= same.score < 1
    assert same.sentence.startswith("a.jpg and b.jpg show the same picture (")
    assert same_medium(medium("doc_1", "a.jpg", frame), medium("doc_2", "b.jpg", scenes[1][1])) is None


def test_one_file_is_known_by_its_bytes_even_where_nothing_could_be_hashed():
    same = same_medium(medium("doc_1", "a.mp4", sha256="00"), medium("doc_2", "b.mp4", sha256="00"))
    assert same and (same.score, same.sentence) == (1.0, "a.mp4 and b.mp4 are one file, byte for byte")


def test_a_plain_wall_is_not_known_again():
    wall = frame_of(Image.new("RGB", (400, 300), "white"))
    assert same_medium(medium("doc_1", "a.jpg", wall), medium("doc_2", "b.jpg", wall)) is None


def test_the_surest_of_what_two_documents_share_is_told(scenes):
    picture, frame = scenes[0]
    ours = [medium("doc_1", "a.jpg", frame), medium("doc_1", "b.jpg", scenes[1][1])]
    theirs = [medium("doc_2", "c.jpg", frame_of(jpeg(picture, 30))), medium("doc_2", "d.jpg", scenes[1][1])]
    shared = shared_medium(ours, theirs)
    assert shared and shared.sentence == "b.jpg and d.jpg show the same picture (0 of 256 bits differ)"
    assert shared_medium(ours, []) is None


def test_a_picture_file_becomes_a_medium_and_a_broken_one_says_so(tmp_path, scenes):
    scenes[0][0].save(tmp_path / "a.png")
    (tmp_path / "b.png").write_bytes(b"no picture")
    found, content = fingerprinted("doc_1", MediaFile(str(tmp_path / "a.png"), "a.png"))
    assert len(found.frames) == 1 and content == (tmp_path / "a.png").read_bytes()
    assert fingerprinted("doc_1", MediaFile(str(tmp_path / "a.png"), "a.png"), found)[0] is found
    broken, _ = fingerprinted("doc_1", MediaFile(str(tmp_path / "b.png"), "b.png"))
    assert broken.frames == () and "cannot be opened as a picture" in broken.problem


def video(path, pictures):
    """A film of three seconds for each picture."""
    folder = path.parent / path.stem
    folder.mkdir()
    for number, picture in enumerate(pictures):
        picture.resize((320, 240)).save(folder / f"{number}.png")
    made = ["ffmpeg", "-v", "error", "-framerate", "1/3", "-i", str(folder / "%d.png"), "-r", "10", str(path)]
    subprocess.run(made, check=True)
    return path


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not at hand")
def test_a_video_is_known_again_cut_scaled_and_encoded_anew(tmp_path, scenes):
    pictures = [picture for picture, _ in scenes[:3]]
    whole = video(tmp_path / "whole.mp4", pictures)
    part = tmp_path / "part.mkv"
    recoded = ["ffmpeg", "-v", "error", "-ss", "3", "-i", str(whole), "-vf", "scale=200:-2", "-crf", "35", str(part)]
    subprocess.run(recoded, check=True)
    other = video(tmp_path / "other.mp4", [picture for picture, _ in scenes[5:7]])
    media = [fingerprinted(f"doc_{file.stem}", MediaFile(str(file), file.name))[0] for file in (whole, part, other)]
    same = same_medium(media[1], media[0])
    assert same and "part.mkv at" in same.sentence and "whole.mp4 at" in same.sentence
    assert same_medium(media[2], media[0]) is None
    still = medium("doc_1", "still.jpg", frame_of(pictures[1]))
    assert same_medium(still, media[0])


def test_without_ffmpeg_the_record_of_a_video_says_so(tmp_path, monkeypatch):
    (tmp_path / "a.mp4").write_bytes(b"film")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unwatchable):
        list(stills(tmp_path / "a.mp4"))
    found, _ = fingerprinted("doc_1", MediaFile(str(tmp_path / "a.mp4"), "a.mp4"))
    assert found.frames == () and "ffmpeg is not installed" in found.problem
