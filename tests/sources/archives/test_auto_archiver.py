"""Lists of the auto-archiver: every item with what the tool stated, hashes compared with the bytes that lie beside."""

import csv
import datetime as dt
import hashlib
import io
import json

import pytest
from PIL import Image

from tutela.model.items import Done, FileRole
from tutela.sources.archives.auto_archiver import holds_archived, read_auto_archiver
from tutela.sources.archives.printed import NotPrinted, printed_value

HEADER = (
    "Link,Destination folder,Archive status,Archive location,Archive date,Thumbnail,Upload timestamp,Upload title,"
    "Text content,Screenshot,Hash,Perceptual hashes,WACZ,ReplayWebpage"
)


def picture() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 90).convert("RGB").save(out, "PNG")
    return out.getvalue()


def sheet(folder, *rows: list[str]):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER.split(","))
    writer.writerows(rows)
    path = folder / "sheet.csv"
    path.write_text(out.getvalue(), "utf-8")
    return path


def outcome(item, name):
    return [step.outcome for step in item.steps if step.name == name]


def row(page: bytes, **other: str) -> list[str]:
    values = {
        "Link": "https://t.me/village/7",
        "Archive status": "telethon_extractor: success",
        "Archive location": "https://cdn.example/sheet/case1/index.html",
        "Archive date": "2021-05-04T08:30:00+00:00",
        "Thumbnail": '=IMAGE("https://cdn.example/sheet/case1/thumb.png")',
        "Upload timestamp": "2021-05-03T09:00:00+00:00",
        "Upload title": "Chapel hit",
        "Text content": "The chapel was hit by a shell, the mayor said.",
        "Screenshot": "https://cdn.example/sheet/case1/shot.png",
        "Hash": f"SHA-256:{hashlib.sha256(page).hexdigest()}",
    } | other
    return [values.get(column, "") for column in HEADER.split(",")]


def test_a_sheet_gives_each_item_with_its_files_and_the_hash_compared(here, drafts, tmp_path):
    page, folder = b"<html>archived</html>", tmp_path / "case1"
    folder.mkdir()
    (folder / "index.html").write_bytes(page)
    (folder / "shot.png").write_bytes(picture())
    path = sheet(tmp_path, row(page))
    assert holds_archived(path)
    listed, item = drafts(read_auto_archiver(path, here))
    assert listed.item.files[0].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert item.item.item == "https://t.me/village/7"
    document = item.documents[0].document
    assert document.text == "Chapel hit\n\nThe chapel was hit by a shell, the mayor said."
    assert document.published.value == "2021-05-03T09:00:00+00:00"
    facts = {fact.name: fact.value for fact in item.item.facts}
    assert facts["archived"] == "2021-05-04T08:30:00+00:00"
    assert facts["archive location"].startswith("https://cdn.example/")
    assert outcome(item.item, "digest") == [Done.DONE, Done.LEFT_OUT]
    assert [file.role for file in item.item.files] == [FileRole.WORKING_COPY, FileRole.RECORD, FileRole.RENDERING]
    assert outcome(item.item, "file") == [Done.LEFT_OUT]  # the small picture lies elsewhere
    assert len(item.media) == 1


def test_bytes_that_changed_since_are_said_and_kept(here, drafts, tmp_path):
    (tmp_path / "index.html").write_bytes(b"something else")
    _, item = drafts(read_auto_archiver(sheet(tmp_path, row(b"page")), here))
    assert outcome(item.item, "digest") == [Done.FAILED]
    assert item.item.files[1].sha256 == hashlib.sha256(b"something else").hexdigest()


@pytest.mark.parametrize("algorithm", ["SHA-256", "SHA3-512"])
def test_an_items_metadata_file_names_every_file_and_its_hash(here, drafts, tmp_path, algorithm):
    content = picture()
    digest = hashlib.new(algorithm.lower().replace("sha-", "sha").replace("sha3-", "sha3_"), content).hexdigest()
    media = {
        "filename": "/tmp/x/photo.png",
        "_key": "case1/photo.png",
        "urls": ["./local_archive/case1/photo.png"],
        "properties": {"hash": f"{algorithm}:{digest}", "thumbnails": [{"filename": "small.png", "properties": {}}]},
    }
    item_json = {
        "status": "generic_extractor: success",
        "metadata": {
            "url": "https://example.org/a",
            "title": "Chapel",
            "content": "It was hit.",
            "timestamp": "2021-05-03",
        },
        "media": [media],
    }
    (tmp_path / "photo.png").write_bytes(content)
    path = tmp_path / "metadata.json"
    path.write_text(json.dumps(item_json))
    assert holds_archived(path)
    _, item = drafts(read_auto_archiver(path, here))
    assert outcome(item.item, "digest") == [Done.DONE]
    assert outcome(item.item, "file") == [Done.LEFT_OUT]
    assert item.media[0].document == item.documents[0].document.id


def test_the_table_of_printed_objects_is_read_without_running_anything(here, drafts, tmp_path):
    metadata = {
        "url": "https://example.org/a",
        "_processed_at": dt.datetime(2021, 5, 4, tzinfo=dt.UTC),
        "content": "It was hit.",
    }
    path = tmp_path / "db.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["status", "metadata", "media"])
        writer.writerow(["success", str(metadata), "[]"])
    _, item = drafts(read_auto_archiver(path, here))
    assert ("archived", "2021-05-04T00:00:00+00:00") in [(fact.name, fact.value) for fact in item.item.facts]
    assert item.documents[0].document.text == "It was hit."


@pytest.mark.parametrize("name", ["../secret.png", "/etc/hosts", "https://x.example/../../secret.png", "a\x00.png"])
def test_files_outside_the_lists_folder_are_not_opened(here, drafts, tmp_path, name):
    (tmp_path / "secret.png").write_bytes(picture())
    (tmp_path / "list").mkdir()
    _, item = drafts(read_auto_archiver(sheet(tmp_path / "list", row(b"", Screenshot=name)), here))
    assert [file.role for file in item.item.files] == [FileRole.WORKING_COPY]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "status,metadata,media\nx,__import__('os'),[]\n", "Link\nx\n"])
def test_other_tables_are_not_taken_for_lists(here, drafts, tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_text(text)
    assert not holds_archived(path)
    (listed,) = drafts(read_auto_archiver(path, here))
    assert listed.item.failed


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('x')",
        "open('x')",
        "[x for x in y]",
        "a.b",
        "1 +",
        "(" * 5000,
        "f'{x}'",
        "datetime.datetime(2021, 5, 10**30)",
        "datetime.datetime(2021, 5, 3333333333333333333333)",
    ],
)
def test_what_would_have_to_be_run_is_refused(text):
    with pytest.raises(NotPrinted):
        printed_value(text)


@pytest.mark.parametrize("value", [{"a": [1, -2.5, None, True, "x'\n"]}, [], {"at": [{"b": ()}]}, "text", {"s": {1}}])
def test_printed_objects_come_back(value):
    def plain(one):
        if isinstance(one, dict):
            return {key: plain(inner) for key, inner in one.items()}
        return [plain(inner) for inner in one] if isinstance(one, (list, tuple, set)) else one

    assert printed_value(repr(value)) == plain(value)


def test_a_zone_that_is_told_in_words_stays_with_its_time():
    found = printed_value("datetime.datetime(2021, 5, 3, tzinfo=datetime.timezone(datetime.timedelta(seconds=14400)))")
    assert found == "2021-05-03T00:00:00 datetime.timezone(datetime.timedelta(seconds=14400))"
