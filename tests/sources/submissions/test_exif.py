"""What photos say of themselves, and small copies that say nothing."""

import io

import pytest
from filled_forms import photo
from PIL import Image

from tutela.sources.submissions import SMALL_SIDE, photo_facts, small_photo


def test_time_place_and_device_are_read():
    facts = photo_facts(photo("2026:05:04 10:00:00", (39.7605, 46.7512)))
    assert facts.taken == "2026-05-04T10:00:00" and facts.device == "Maker Model 1" and facts.problem == ""
    assert facts.position is not None
    assert (round(facts.position.lat, 4), round(facts.position.lon, 4)) == (39.7605, 46.7512)


def test_a_photo_that_says_nothing_has_no_facts():
    assert photo_facts(photo()).taken == "" and photo_facts(photo()).position is None


@pytest.mark.parametrize("content", [b"", b"no picture", photo("2026:05:04 10:00:00")[:300]])
def test_a_damaged_photo_is_said_to_be_one(content):
    facts = photo_facts(content)
    assert facts.problem or facts.taken
    assert small_photo(content) is None


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "yesterday", "2026:13:45 10:00:00"])
def test_a_time_that_is_none_is_left_out(taken):
    assert photo_facts(photo(taken)).taken == ""


def test_a_small_copy_keeps_nothing_of_what_the_photo_says():
    out = io.BytesIO()
    whole = Image.new("RGB", (3000, 2000), (90, 120, 30))
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "a secret place", 6
    whole.save(out, "JPEG", exif=exif, comment=b"secret")
    small = small_photo(out.getvalue())
    assert small is not None and b"secret" not in small
    with Image.open(io.BytesIO(small)) as picture:
        assert max(picture.size) == SMALL_SIDE and picture.size[1] > picture.size[0], "it stands upright"
        assert len(picture.getexif()) == 0
    assert small == small_photo(out.getvalue())
