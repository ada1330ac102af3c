"""Posts of every form in the table: account, times, relays, text and media as they are given, nothing made up."""

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tutela.model.canonical import canonical_json
from tutela.model.items import Done, FileRole
from tutela.model.problems import Problem
from tutela.model.records import to_json
from tutela.sources.capture.drafts import CapturedDraft, Circumstances
from tutela.sources.posts import holds_posts, read_posts
from tutela.sources.posts.forms import forms
from tutela.sources.posts.records import moment
from tutela.sources.publications import read_publications


def circumstances() -> Circumstances:
    ticks = itertools.count()
    return Circumstances("A. Reader", "not checked", "tutela test", "Linux", lambda: f"2026-01-05T10:{next(ticks):05}Z")


def read(path: Path) -> list[CapturedDraft]:
    """The posts of an export, the export itself left out."""
    found = list(read_posts(path, circumstances()))
    assert all(isinstance(one, CapturedDraft) for one in found), found
    return found[1:]


def written(folder: Path, data: object, name: str = "result.json") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    return path


def picture(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.effect_noise((64, 64), 90).convert("RGB").save(path)


TELEGRAM = {
    "name": "Мэрия",
    "type": "public_channel",
    "id": 1234567890,
    "messages": [
        {"id": 1, "type": "service", "date": "2021-05-03T08:00:00", "action": "create_channel", "text": ""},
        {
            "id": 7,
            "type": "message",
            "date": "2021-05-03T12:00:00",
            "date_unixtime": "1620032400",
            "edited": "2021-05-03T12:05:00",
            "edited_unixtime": "1620032700",
            "from": "Мэрия",
            "from_id": "channel1234567890",
            "forwarded_from": "Lower Village News",
            "photo": "photos/photo_1.jpg",
            "text": ["The chapel was hit ", {"type": "bold", "text": "by a shell"}, ". ✝️ שלום"],
        },
        {"id": 8, "type": "message", "date": "2021-05-03T13:00:00", "text": "", "file": "video_files/clip.mp4"},
    ],
}


def test_a_telegram_export_gives_each_message_with_its_channel_and_what_it_was_forwarded_from(tmp_path):
    picture(tmp_path / "photos" / "photo_1.jpg")
    path = written(tmp_path, TELEGRAM)
    export, first, second = read_posts(path, circumstances())
    assert export.item.how == "post export"
    assert export.item.files[0].role is FileRole.ORIGINAL
    post = first.item.post
    assert (post.platform, post.account, post.account_name, post.post_id) == (
        "Telegram",
        "channel1234567890",
        "Мэрия",
        "7",
    )
    assert post.relays == "Lower Village News"
    assert post.times == (
        ("posted", "1620032400 (2021-05-03T09:00:00+00:00)"),
        ("posted, on the exporter's clock", "2021-05-03T12:00:00"),
        ("edited", "1620032700 (2021-05-03T09:05:00+00:00)"),
    )
    document = first.documents[0].document
    assert document.text == "The chapel was hit by a shell. ✝️ שלום"
    assert document.publisher.value == "channel1234567890 on Telegram"
    assert (document.published.value, document.published.words) == ("2021-05-03T09:00:00+00:00", "1620032400")
    assert first.media[0].document == document.id
    assert first.media[0].frames
    assert [file.role for file in first.item.files] == [FileRole.WORKING_COPY, FileRole.RESOURCE]
    assert first.item.files[0].made_of == export.item.files[0].sha256
    assert second.documents == ()
    assert [(step.name, step.outcome) for step in second.item.steps][-1] == ("media", Done.FAILED)


def test_an_export_of_all_chats_tells_each_chat(tmp_path):
    chats = {"chats": {"list": [TELEGRAM, TELEGRAM | {"name": "Other", "id": 5}]}}
    assert [draft.item.post.account_name for draft in read(written(tmp_path, chats))] == [
        "Мэрия",
        "Мэрия",
        "Мэрия",
        "Other",
    ]


FORMS = {
    "Telegram message (Telethon)": (
        {
            "_": "Message",
            "id": 7,
            "peer_id": {"_": "PeerChannel", "channel_id": 99},
            "date": "2021-05-03T09:00:00+00:00",
            "message": "The chapel was hit.",
            "fwd_from": {"from_id": {"channel_id": 55}, "channel_post": 3, "date": "2021-05-02T20:00:00+00:00"},
            "views": 1200,
        },
        ("Telegram", "99", "7", "55"),
    ),
    "Twitter archive": (
        {
            "tweet": {
                "id_str": "7",
                "created_at": "Mon May 03 09:00:00 +0000 2021",
                "full_text": "The chapel was hit.",
                "entities": {},
                "retweeted_status": {"user": {"screen_name": "village"}, "id_str": "3"},
            }
        },
        ("Twitter", "", "7", "village"),
    ),
    "Twitter (snscrape)": (
        {
            "_type": "snscrape.modules.twitter.Tweet",
            "id": 7,
            "url": "https://twitter.com/mayor/status/7",
            "date": "2021-05-03T09:00:00+00:00",
            "rawContent": "The chapel was hit.",
            "user": {"username": "mayor", "displayname": "The Mayor"},
            "retweetedTweet": {"id": 3, "user": {"username": "village"}},
        },
        ("Twitter", "mayor", "7", "village"),
    ),
    "Twitter (interface, version 2)": (
        {
            "id": "7",
            "author_id": "99",
            "text": "The chapel was hit.",
            "created_at": "2021-05-03T09:00:00.000Z",
            "public_metrics": {},
        },
        ("Twitter", "99", "7", ""),
    ),
    "Facebook download": (
        {
            "timestamp": 1620032400,
            "data": [{"post": "The chapel was hit. Ð\x9fÑ\x80Ð°Ð²Ð´Ð°"}],
            "title": "N updated a status.",
        },
        ("Facebook", "", "", ""),
    ),
    "Instagram download": (
        {"media": [{"uri": "media/a.jpg", "creation_timestamp": 1620032400, "title": "The chapel was hit."}]},
        ("Instagram", "", "", ""),
    ),
    "yt-dlp description": (
        {
            "id": "7",
            "extractor_key": "TikTok",
            "uploader_id": "mayor",
            "title": "Chapel",
            "description": "The chapel was hit.",
            "timestamp": 1620032400,
            "webpage_url": "https://www.tiktok.com/@mayor/video/7",
        },
        ("TikTok", "mayor", "7", ""),
    ),
    "Bluesky": (
        {
            "feed": [
                {
                    "post": {
                        "uri": "at://did:plc:x/app.bsky.feed.post/7",
                        "author": {"did": "did:plc:x", "handle": "mayor.example"},
                        "record": {
                            "$type": "app.bsky.feed.post",
                            "text": "The chapel was hit.",
                            "createdAt": "2021-05-03T09:00:00Z",
                        },
                    },
                    "reason": {"by": {"handle": "other.example"}},
                }
            ]
        },
        ("Bluesky", "mayor.example", "at://did:plc:x/app.bsky.feed.post/7", ""),
    ),
    "Mastodon": (
        {
            "id": "8",
            "created_at": "2021-05-03T09:00:00.000Z",
            "account": {"acct": "mayor@social.example", "display_name": "M"},
            "content": "",
            "url": None,
            "reblog": {"id": "7", "content": "<p>The chapel<br>was hit.</p>", "account": {"acct": "village"}},
        },
        ("Mastodon", "mayor@social.example", "7", "village"),
    ),
    "VK wall": (
        {"response": {"items": [{"id": 7, "owner_id": -99, "date": 1620032400, "text": "The chapel was hit."}]}},
        ("VK", "-99", "7", ""),
    ),
    "plain list of posts": (
        [
            {
                "platform": "Odnoklassniki",
                "user": "mayor",
                "id": 7,
                "text": "The chapel was hit.",
                "date": "2021-05-03 12:00 +03:00",
            }
        ],
        ("Odnoklassniki", "mayor", "7", ""),
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_known_by_its_marks_and_read_by_its_table(tmp_path, form):
    data, (platform, account, post_id, relays) = FORMS[form]
    path = written(tmp_path, data)
    assert holds_posts(path)
    (draft,) = read(path)
    post = draft.item.post
    assert (post.platform, post.account, post.post_id, post.relays) == (platform, account, post_id, relays)
    document = draft.documents[0].document
    assert "hit." in document.text
    assert document.published.value.startswith("2021-05-03")
    assert document.publisher.how == "stated"


def test_letters_that_were_written_as_bytes_are_put_together_and_that_is_said(tmp_path):
    (draft,) = read(written(tmp_path, FORMS["Facebook download"][0]))
    assert draft.documents[0].document.text.endswith("Правда")
    assert any("letter of its own" in step.sentence for step in draft.item.steps)


def test_a_twitter_archive_tells_whose_it_is_and_finds_its_pictures(tmp_path):
    tweet = FORMS["Twitter archive"][0]["tweet"] | {
        "extended_entities": {"media": [{"media_url_https": "https://pbs.twimg.com/media/AbC.jpg"}]}
    }
    path = written(tmp_path, "window.YTD.tweets.part0 = " + json.dumps([{"tweet": tweet}]), "data/tweets.js")
    written(
        tmp_path,
        'window.YTD.account.part0 = [{"account": {"username": "mayor", "accountDisplayName": "M"}}]',
        "data/account.js",
    )
    picture(tmp_path / "data" / "tweets_media" / "7-AbC.jpg")
    (draft,) = read(path)
    assert draft.item.post.account == "mayor"
    assert draft.item.post.url == "https://twitter.com/mayor/status/7"
    assert len(draft.media) == 1


def test_a_download_counts_its_files_from_the_top(tmp_path):
    picture(tmp_path / "media" / "posts" / "a.jpg")
    data = [{"media": [{"uri": "media/posts/a.jpg", "creation_timestamp": 1620032400, "title": "The chapel."}]}]
    (draft,) = read(written(tmp_path, data, "your_activity/content/posts_1.json"))
    assert len(draft.media) == 1


def test_the_video_of_a_yt_dlp_description_bears_its_name(tmp_path):
    picture(tmp_path / "clip [7].jpg")
    (draft,) = read(written(tmp_path, FORMS["yt-dlp description"][0], "clip [7].info.json"))
    assert [medium.name for medium in draft.media] == ["clip [7].jpg"]
    assert draft.item.item == "https://www.tiktok.com/@mayor/video/7"


@pytest.mark.parametrize("name", ["../../secret.jpg", "/etc/x.jpg", "a\x00.jpg", "photos", "x" * 3000])
def test_media_outside_the_export_are_not_opened(tmp_path, name):
    picture(tmp_path / "secret.jpg")
    message = TELEGRAM["messages"][1] | {"photo": name}
    (draft,) = read(written(tmp_path, TELEGRAM | {"messages": [message]}, "a/b/result.json"))
    assert not draft.media
    assert draft.item.failed


def test_a_name_that_an_account_gives_itself_is_no_publisher(tmp_path):
    data = [{"platform": "X", "user": "impostor77", "display_name": "Reuters", "id": 1, "text": "The chapel was hit."}]
    (draft,) = read(written(tmp_path, data))
    assert draft.documents[0].document.publisher.value == "impostor77 on X"


def test_lookalike_letters_emoji_and_directions_stay(tmp_path):
    text = "Тhе сhареl wаs hit 🕌 \u202eابج\u202c"
    data = [{"platform": "X", "user": "а", "id": 1, "text": text}]
    (draft,) = read(written(tmp_path, data))
    assert draft.documents[0].document.text == text
    assert draft.item.post.account == "а"


def test_json_lines_are_read_one_by_one_and_a_broken_line_costs_only_itself(tmp_path):
    lines = [
        json.dumps(FORMS["Twitter (snscrape)"][0]),
        "{",
        '{"a": 1}',
        json.dumps(FORMS["Twitter (snscrape)"][0] | {"id": 8}),
    ]
    found = list(read_posts(written(tmp_path, "\n".join(lines), "tweets.jsonl"), circumstances()))
    assert [draft.item.post.post_id for draft in found if isinstance(draft, CapturedDraft) and draft.item.post] == [
        "7",
        "8",
    ]
    assert sum(isinstance(one, Problem) for one in found) == 2


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"id": "a", "text": "b", "published": "2021", "publisher": "X"}', "[" * 99_999]
)
def test_what_holds_no_posts_is_told_apart(tmp_path, text):
    path = written(tmp_path, text)
    assert not holds_posts(path)
    (export,) = read_posts(path, circumstances())
    assert export.item.failed


def test_no_publication_of_the_house_is_taken_for_a_post(tmp_path):
    path = written(tmp_path, '{"id": "a", "text": "The chapel was hit.", "media": [], "url": "https://example.org"}')
    assert [type(one).__name__ for one in read_publications([path])] == ["Captured"]
    assert not holds_posts(path)


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        ("1620032400", "2021-05-03T09:00:00+00:00"),
        ("1620032400000", "2021-05-03T09:00:00+00:00"),
        ("0000000000", "0000000000"),
        ("99999999999", "99999999999"),
        ("3 May 2021", "3 May 2021"),
        ("2021-05-03T12:00:00", "2021-05-03T12:00:00"),
    ],
)
def test_only_what_is_surely_a_moment_is_made_one(stated, meant):
    assert moment(stated) == meant


def test_every_form_of_the_table_names_a_text_a_time_and_marks():
    for form in forms():
        assert form.marks
        assert {"text", "posted"} <= set(form.fields)
        assert form.platform or "platform" in form.fields


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["messages", "id", "type", "date", "text", "platform", "media", "uri", "account", "data", "tweet"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=30,
)


@given(JSON)
def test_any_json_gives_items_that_can_be_kept(tmp_path_factory, data):
    path = written(tmp_path_factory.mktemp("any"), data)
    for one in read_posts(path, circumstances()):
        canonical_json(to_json(one.item if isinstance(one, CapturedDraft) else one))
        for captured in one.documents if isinstance(one, CapturedDraft) else ():
            canonical_json(to_json(captured.document))
