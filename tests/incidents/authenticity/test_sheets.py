"""Recordings: which captured files are taken for them, where these were seen first, what speaks for and against."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.incidents.authenticity import Evidence, sheets_of
from tutela.incidents.authenticity.matching import joined
from tutela.incidents.authenticity.moments import day_of, days_between, order_of
from tutela.model.claims import AssetType, Claim, EvidenceCue, EvidenceKind, Harm, Recording, Saying, Speaker
from tutela.model.documents import Document, Finding, Hyperlink
from tutela.model.items import CapturedItem, CaptureStep, Done, Fact, Post
from tutela.model.media import Frame, Medium
from tutela.model.passages import Passage
from tutela.model.recordings import Bearing
from tutela.model.times import Period

TEXT = "A video published on Telegram by Village Watch shows the chapel. The ministry doubts it. The chapel was hit."
SEEN, OTHER = Frame(("0f" * 32,), 90), Frame(("f0" * 32,), 90)


def passage(words: str) -> Passage:
    start = TEXT.index(words)
    return Passage("doc_1", start, start + len(words), words)


ARTICLE = Document(
    "doc_1", "article", TEXT, "00", published=Finding("2021-05-04", "stated"), publisher=Finding("Daily News", "stated")
)
POST = Document(
    "doc_2",
    "post",
    "Look at the chapel.",
    "11",
    published=Finding("2021-05-03T09:00:00+00:00", "stated"),
    publisher=Finding("village_watch on Telegram", "stated"),
)
RECORDING = Recording(
    "rec_1",
    "doc_1",
    EvidenceKind.VIDEO,
    passage("A video published on Telegram by Village Watch shows the chapel."),
    (Speaker(passage("Telegram")), Speaker(passage("Village Watch"))),
    (Saying("doubts", passage("The ministry doubts it."), (Speaker(passage("The ministry")),)),),
)
CLAIM = Claim(
    "clm_1", "doc_1", passage("The chapel was hit."), (), passage("The chapel"), AssetType.CHURCH, Harm.DAMAGED,
    time=Period("2021-05-03", "2021-05-03"), evidence=(EvidenceCue(EvidenceKind.VIDEO, passage("A video")),),
)  # fmt: skip


def video(document: str, name: str, frame: Frame = SEEN, sha256: str = "aa") -> Medium:
    return Medium.of(document, name, sha256, "video/mp4", (frame,))


def item(medium: Medium, *facts: Fact, **fields) -> CapturedItem:
    made = CapturedItem(f"itm_{medium.id[-4:]}", "https://t.me/village_watch/7", "post", "A", "2026", "", "")
    return CapturedItem(
        **{name: getattr(made, name) for name in made.__slots__} | {"media": (medium.id,), "facts": facts} | fields
    )


def posted(medium: Medium, *facts: Fact, **fields) -> CapturedItem:
    post = Post(
        "Telegram",
        "village_watch",
        "Village Watch",
        "7",
        "https://t.me/village_watch/7",
        (("posted", "2021-05-03T09:00:00+00:00"),),
    )
    return item(medium, *facts, **{"post": post, "documents": ("doc_2",)} | fields)


def sheet(media=(), items=(), documents=(ARTICLE, POST), claims=(CLAIM,), recording=RECORDING):
    (found,) = sheets_of(Evidence((recording,), {one.id: one for one in documents}, claims, tuple(media), tuple(items)))
    return found


def test_the_only_video_of_a_document_is_taken_for_the_one_it_speaks_of():
    (match,) = sheet([video("doc_1", "clip.mp4")]).matches
    assert match.score == pytest.approx(0.8)
    assert match.reasons[0].sentence == "the only video captured with the document"


def test_one_of_several_is_taken_less_surely_and_a_picture_may_be_a_still():
    found = sheet(
        [video("doc_1", "a.mp4"), video("doc_1", "b.mp4", OTHER, "bb"), Medium.of("doc_1", "s.jpg", "cc", "image/jpeg")]
    )
    assert [match.name for match in found.matches][-1] == "s.jpg"
    assert all(match.score < 0.6 for match in found.matches)


def test_a_post_is_matched_by_its_account_its_platform_and_its_time():
    medium = video("doc_2", "video_1.mp4")
    (match,) = sheet([medium], [posted(medium)]).matches
    assert [reason.signal for reason in match.reasons] == ["account", "time"]
    assert match.reasons[0].sentence.endswith("which posted it")
    assert match.score == joined([0.5, 0.15])


def test_a_link_to_the_post_outweighs_all_that_is_told():
    medium = video("doc_2", "video_1.mp4")
    linking = Document("doc_1", "article", TEXT, "00", links=(Hyperlink("https://www.t.me/village_watch/7/", None),))
    (match,) = sheet([medium], [posted(medium)], (linking, POST)).matches
    assert match.reasons[0].signal == "linked"
    assert match.score >= 0.9


def test_the_same_picture_elsewhere_is_found_and_the_first_upload_laid_out():
    shown, elsewhere = video("doc_1", "clip.mp4"), video("doc_2", "video_1.mp4", SEEN, "bb")
    found = sheet([shown, elsewhere], [posted(elsewhere)], claims=())
    assert {match.medium for match in found.matches} == {shown.id, elsewhere.id}
    assert [(one.what, one.where) for one in found.appearances] == [
        ("posted", "village_watch on Telegram"),
        ("published", "Daily News"),
    ]
    assert found.first.document == "doc_2"


def test_a_match_is_surer_where_it_shows_the_same_picture_as_a_likelier_one():
    shown, elsewhere = video("doc_1", "clip.mp4"), video("doc_2", "video_1.mp4", SEEN, "bb")
    alone = sheet([elsewhere], [posted(elsewhere)]).matches[0]
    scores = {match.medium: match for match in sheet([shown, elsewhere], [posted(elsewhere)]).matches}
    assert scores[elsewhere.id].score > alone.score
    assert scores[elsewhere.id].reasons[-1].signal == "same_picture"


def test_what_was_relayed_goes_back_to_where_it_was_posted_first():
    medium = video("doc_2", "video_1.mp4")
    times = (("posted", "2021-05-03T09:00:00+00:00"), ("posted where it was relayed from", "2021-05-02T20:00:00+00:00"))
    post = Post("Telegram", "village_watch", "Village Watch", times=times, relays="other_channel")
    found = sheet([medium], [posted(medium, post=post)])
    assert (found.first.where, found.first.at) == ("other_channel on Telegram", "2021-05-02T20:00:00+00:00")


def test_an_appearance_before_the_event_speaks_against_it():
    shown, old = video("doc_1", "clip.mp4"), video("doc_3", "old.mp4", SEEN, "bb")
    earlier = Document("doc_3", "old", "x", "33", published=Finding("2019-08-01", "stated"))
    found = sheet([shown, old], [item(old)], (ARTICLE, POST, earlier))
    (against,) = [one for one in found.indications if one.signal == "earlier_appearance"]
    assert against.bearing is Bearing.AGAINST
    assert "2019-08-01, before 2021-05-03" in against.sentence
    assert against.document == "doc_3"


@pytest.mark.parametrize(
    ("fact", "signal", "bearing"),
    [
        (Fact("creation_time", "2019-01-01T00:00:00Z", "container"), "metadata_date", Bearing.AGAINST),
        (Fact("creation_time", "2021-05-03T07:00:00Z", "container"), "metadata_date", Bearing.FOR),
        (Fact("creation_time", "2021-06-30T07:00:00Z", "container"), "metadata_date", Bearing.AGAINST),
        (Fact("Software", "Adobe Photoshop 22.1", "exif"), "software", Bearing.OPEN),
        (Fact("encoder", "Lavf58.29.100", "container"), "software", Bearing.OPEN),
        (Fact("made with", "Midjourney 6", "c2pa"), "software", Bearing.AGAINST),
        (Fact("state", "Valid", "c2pa"), "c2pa", Bearing.FOR),
        (Fact("state", "Invalid", "c2pa"), "c2pa", Bearing.AGAINST),
        (Fact("action", "c2pa.created, trainedAlgorithmicMedia", "c2pa"), "generated", Bearing.AGAINST),
        (
            Fact("small copy inside", "shows something else than the picture (99 of 256 bits differ)", "exif"),
            "small_copy",
            Bearing.AGAINST,
        ),
    ],
)
def test_what_a_file_says_points_one_way_or_neither(fact, signal, bearing):
    medium = video("doc_1", "clip.mp4")
    told = Fact(fact.name, fact.value, fact.origin, medium.sha256)
    found = [one for one in sheet([medium], [item(medium, told)]).indications if one.signal == signal]
    assert [one.bearing for one in found] == [bearing]
    assert found[0].sentence
    assert found[0].item


def test_a_place_in_a_file_stays_in_the_house():
    medium = video("doc_1", "clip.mp4")
    found = sheet([medium], [item(medium, Fact("position", "40.5, 46.2", "exif", medium.sha256))]).indications
    assert [one.signal for one in found if one.private] == ["position"]
    assert [one for one in found if "40.5" in one.sentence] == [one for one in found if one.private]


def test_who_doubts_is_told_with_the_words_and_a_failed_digest_too():
    medium = video("doc_1", "clip.mp4")
    steps = (CaptureStep("digest", Done.FAILED, "its block has another sha1"),)
    found = sheet([medium], [item(medium, steps=steps)]).indications
    (doubt,) = [one for one in found if one.signal == "stated"]
    assert doubt.sentence == "it is doubted or left open by The ministry"
    assert doubt.words.exact == "The ministry doubts it."
    assert [one.signal for one in found if one.bearing is Bearing.AGAINST] == ["stated", "digest"]


def test_without_captured_media_only_what_is_said_is_told():
    found = sheet()
    assert (found.matches, found.appearances, found.first) == ((), (), None)
    assert [one.signal for one in found.indications] == ["stated"]


def test_swapping_names_swaps_nothing_else():
    medium = video("doc_2", "video_1.mp4")
    swapped = Document(
        "doc_1", "article", TEXT.replace("Village Watch", "Mountain Men"), "00", published=ARTICLE.published
    )
    words = TEXT.replace("Village Watch", "Mountain Men")
    at = words.index("Mountain Men")
    relay = Speaker(Passage("doc_1", at, at + 12, "Mountain Men"))
    recording = Recording("rec_1", "doc_1", EvidenceKind.VIDEO, RECORDING.quote, (relay,), ())
    post = Post("Telegram", "mountain_men", "Mountain Men", times=(("posted", "2021-05-03"),))
    one = sheet([medium], [posted(medium)]).matches[0]
    other = sheet([medium], [posted(medium, post=post)], (swapped, POST), recording=recording).matches[0]
    assert one.score == other.score
    assert [reason.signal for reason in one.reasons] == [reason.signal for reason in other.reasons]


def test_moments_are_ordered_across_zones_and_a_day_comes_after_its_hours():
    stated = ["2021-05-03", "2021-05-03T12:00:00+04:00", "2021-05-03T09:00:00Z", "nothing", "1970-01-01"]
    assert sorted(stated, key=order_of)[:3] == ["2021-05-03T12:00:00+04:00", "2021-05-03T09:00:00Z", "2021-05-03"]
    assert days_between("2021-05-01", "2021-05-03T09:00:00Z") == 2
    assert day_of("1970:01:01 00:00:00") is None


@given(st.text(max_size=40))
def test_any_words_have_an_order(stated):
    moment, _ = order_of(stated)
    assert isinstance(moment, dt.datetime)
