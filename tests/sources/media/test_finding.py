"""Which pictures a publication shows: what it names, what its page shows, what bears its name; nothing else."""

import json
from pathlib import Path

import pytest

from tutela.model.documents import Captured
from tutela.model.problems import Problem
from tutela.sources.media import media_beside
from tutela.sources.publications import read_publications


@pytest.fixture
def folder(tmp_path):
    for name in ("post.jpg", "post-2.png", "poster.jpg", "shots/a.jpg", "clip.mp4", "notes.doc"):
        path = tmp_path / "case" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "outside.jpg").write_bytes(b"x")
    return tmp_path / "case"


def names(folder: Path, content: bytes, media_type: str, alone: bool = True) -> list[str]:
    found = media_beside(folder / "post.json", content, media_type, alone)
    assert all(Path(file.path).is_relative_to(folder.resolve()) for file in found)
    return [file.name for file in found]


def test_a_json_publication_lists_its_media(folder):
    media = ["shots/a.jpg", {"path": "clip.mp4"}, {"url": "x.jpg"}, 7, "notes.doc", "missing.jpg", "shots/a.jpg"]
    assert names(folder, json.dumps({"text": "t", "media": media}).encode(), "application/json", False) == [
        "shots/a.jpg",
        "clip.mp4",
    ]


@pytest.mark.parametrize(
    "name", ["../outside.jpg", "/etc/hosts.jpg", "http://x.example/a.jpg", "a\x00.jpg", "x" * 5000]
)
def test_nothing_outside_the_folder_is_opened(folder, name):
    assert names(folder, json.dumps({"media": [name]}).encode(), "application/json", False) == []


def test_a_link_out_of_the_folder_is_not_followed(folder):
    (folder / "way-out.jpg").symlink_to(folder.parent / "outside.jpg")
    assert names(folder, b'{"media": ["way-out.jpg"]}', "application/json", False) == []


@pytest.mark.parametrize("content", [b"[]", b"{", b'{"media": "a.jpg"}', b'{"media": null}'])
def test_what_is_no_list_of_media_is_none(folder, content):
    assert names(folder, content, "application/json", False) == []


def test_a_saved_page_shows_files_beside_it_and_no_addresses(folder):
    page = b'<img src="shots/a.jpg"><img src="https://x.example/post.jpg"><video><source src=\'clip.mp4\'></video>'
    assert names(folder, page, "text/html", False) == ["shots/a.jpg", "clip.mp4"]


def test_what_bears_its_name_belongs_to_it(folder):
    assert names(folder, b"text", "text/plain") == ["post-2.png", "post.jpg"]
    assert names(folder, b"text", "text/plain", alone=False) == []


def test_reading_a_folder_takes_media_and_tells_of_what_belongs_to_nothing(folder):
    (folder / "post.txt").write_text("The church was hit.", "utf-8")
    found = list(read_publications([folder]))
    (captured,) = (item for item in found if isinstance(item, Captured))
    assert [file.name for file in captured.media] == ["post-2.png", "post.jpg"]
    problems = {Path(item.file).name: item.message for item in found if isinstance(item, Problem)}
    assert set(problems) == {"poster.jpg", "a.jpg", "clip.mp4", "notes.doc"}
    assert "no publication beside it shows" in problems["clip.mp4"]
