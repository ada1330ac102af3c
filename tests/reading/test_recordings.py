import pytest
from told import RENDERINGS, SEEDS, recordings

from tutela.model.claims import EvidenceKind, Recording


def carriers(recording: Recording) -> list[str]:
    return [speaker.words.exact for speaker in recording.relays]


def sayings(recording: Recording, aspect: str) -> list[tuple[list[str], str]]:
    return [
        ([speaker.words.exact for speaker in one.source], one.quote.exact)
        for one in recording.sayings
        if one.aspect == aspect
    ]


def only(text: str) -> Recording:
    (found,) = recordings(text)
    return found


def test_all_mentions_of_one_video_are_one_recording_with_its_relays_in_order() -> None:
    video = only((RENDERINGS / "grave_video.txt").read_text("utf-8"))
    assert video.kind is EvidenceKind.VIDEO
    assert carriers(video) == ["TikTok", "Panorama.am"]


def test_every_place_told_is_kept_and_none_chosen() -> None:
    places = sayings(only((RENDERINGS / "grave_video.txt").read_text("utf-8")), "place")
    assert any(source == ["Al-Masdar News"] and "Karvachar" in quote for source, quote in places)
    assert any("in Nagorno-Karabakh" in quote for _, quote in places)
    assert any("outside the borders of Nagorno-Karabakh" in quote for _, quote in places)


def test_support_is_a_saying_of_the_recording() -> None:
    (support,) = sayings(only((RENDERINGS / "grave_video.txt").read_text("utf-8")), "supports")
    assert support[0] == ["Armenpress"]


@pytest.mark.parametrize(
    ("text", "relays"),
    [
        ("A video posted on Telegram shows men smashing a cross.", ["Telegram"]),
        ("The outlet republished a clip. The clip went up on TikTok and was shared by Baku TV.", ["TikTok", "Baku TV"]),
        ("A clip making the rounds on Facebook shows the shrine falling.", ["Facebook"]),
        ("Footage released by the army shows the mosque.", ["army"]),
        ("Shared on Monday by Baku TV, a video filmed on Sunday shows the church.", ["Baku TV"]),
    ],
)
def test_relays(text: str, relays: list[str]) -> None:
    assert carriers(recordings(text)[0]) == relays


def test_what_it_shows_keeps_the_hedge() -> None:
    assert sayings(only("A photo appears to show the burned library."), "shows") == [
        ([], "appears to show the burned library")
    ]


def test_what_the_parse_misses_the_pattern_reads() -> None:
    video = only(
        "A video that has been shared widely since Wednesday appears to show men kicking a headstone in Hadrut."
    )
    assert sayings(video, "shows") == [([], "appears to show men kicking a headstone in Hadrut")]
    assert len(sayings(video, "place")) == 1


def test_resting_on_images_is_not_showing() -> None:
    assert recordings("The imagery on which the group relies was bought in March from a firm.") == ()


def test_an_unverified_clip_is_doubted_by_whoever_says_so() -> None:
    video = only("A video shared online shows the mosque. Reuters could not verify the video.")
    assert sayings(video, "doubts") == [(["Reuters"], "Reuters could not verify the video.")]


def test_a_doubt_turned_about_is_support() -> None:
    video = only("A clip on Telegram shows the graves. The channel does not doubt the authenticity of the clip.")
    assert sayings(video, "supports")
    assert not sayings(video, "doubts")


def test_two_videos_are_two() -> None:
    text = "A video posted on Telegram shows the church. Another video, posted on YouTube, shows the mosque."
    assert [carriers(one) for one in recordings(text)] == [["Telegram"], ["YouTube"]]


def test_where_and_when_it_was_filmed() -> None:
    video = only("The footage, filmed in Hadrut on November 3, shows a broken cross.")
    assert len(sayings(video, "place")) == 1
    assert len(sayings(video, "time")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Photo: Ministry of Culture",
        "Her pictures hang in a museum in Kyiv.",
        "Commemorative film crews were seen at the fortress.",
        "A video editor joined the museum.",
        "The photographer spent four days in the empty rooms.",
    ],
)
def test_what_is_no_recording(text: str) -> None:
    assert recordings(text) == ()


def test_satellite_images_are_of_their_own_kind() -> None:
    assert only("Satellite images taken in March show that the church is gone.").kind is EvidenceKind.SATELLITE


def test_every_passage_stands_where_it_says() -> None:
    for file in sorted(RENDERINGS.glob("*.txt")):
        text = file.read_text("utf-8")
        for one in recordings(text):
            passages = [one.quote, *(speaker.words for speaker in one.relays)]
            passages += [saying.quote for saying in one.sayings]
            passages += [speaker.words for saying in one.sayings for speaker in saying.source]
            assert all(passage.stands_in(text) for passage in passages)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not at hand")
def test_the_recording_of_the_seed_article() -> None:
    video = only((SEEDS / "grave-video-2020-11-27.txt").read_text("utf-8"))
    assert carriers(video) == ["TikTok", "Panorama.am"]
    places = sayings(video, "place")
    assert any(source == ["Al-Masdar News"] and "Karvachar" in quote for source, quote in places)
    assert any(quote.endswith("in Nagorno-Karabakh") for _, quote in places)
    assert any("outside of Nagorno-Karabakh" in quote for _, quote in places)
    assert [source for source, _ in sayings(video, "supports")] == [["Armenpress"]]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not at hand")
def test_the_mission_article_speaks_of_no_recording() -> None:
    assert recordings((SEEDS / "unesco-mission-2020-11-20.txt").read_text("utf-8")) == ()
