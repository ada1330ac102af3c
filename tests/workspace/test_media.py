"""Pictures on the way through the house: captured with their document, kept, compared, drawn in the chain."""

import json

import pytest
from PIL import Image
from sources.media.test_fingerprints import scene

from tutela import Workspace, gather_files, run
from tutela.model.incidents import EdgeKind
from tutela.workspace.incident_sheet import incident_sheet

TEXTS = {
    "first": ("2020-10-08", "The Church of Saint Oskan in Shushi was damaged by shelling on 8 October 2020."),
    "second": ("2020-10-09", "Photographs show that shells hit the Church of Saint Oskan in Shushi."),
    "third": ("2020-10-10", "The Church of Saint Oskan in Shushi was damaged, the mayor said."),
}


@pytest.fixture
def papers(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    picture, other = scene(1), scene(2)
    picture.save(folder / "roof.png")
    picture.resize((300, 220)).save(folder / "copied.jpg", quality=40)
    other.save(folder / "street.png")
    for name, image in (("first", "roof.png"), ("second", "copied.jpg"), ("third", "street.png")):
        day, text = TEXTS[name]
        told = {"id": name, "publisher": f"{name} post", "published": day, "language": "en", "text": text}
        claim = {"quote": text, "asset": "Church of Saint Oskan", "asset_type": "church", "harm": "damaged"}
        told |= {"media": [image], "claims": [{**claim, "places": ["Shushi"]}]}
        (folder / f"{name}.json").write_text(json.dumps(told), "utf-8")
    return folder


def embedding(incidents, documents):
    names = {document.id: document.name for document in documents}
    edges = [edge for incident in incidents for edge in incident.chain if edge.kind is EdgeKind.EMBEDS]
    return [(names[edge.source], names[edge.target], edge) for edge in edges]


def test_documents_that_show_one_picture_are_joined_later_to_earlier(papers):
    found = gather_files([papers], claims_given=True)
    ((later, earlier, edge),) = embedding(found.incidents, found.documents)
    assert (later, earlier) == ("second", "first")
    assert edge.reason.startswith("copied.jpg and roof.png show the same picture (")
    assert edge.reason.endswith("appeared later") and edge.score >= 0.5
    assert found.problems == ()


def test_a_workspace_keeps_pictures_with_their_bytes_and_draws_the_edge(papers, tmp_path):
    run(tmp_path / "case", papers)
    with Workspace.open(tmp_path / "case" / "workspace") as workspace:
        media = {medium.name: medium for medium in workspace.media()}
        assert set(media) == {"roof.png", "copied.jpg", "street.png"}
        assert {capture.of for capture in workspace.captures()} >= {medium.id for medium in media.values()}
        assert [ends[:2] for ends in embedding(workspace.incidents(), workspace.documents())] == [("second", "first")]
        told = incident_sheet(workspace, "I1").text()
        assert "second: copied.jpg (image/jpeg; 1 frame)" in told
        assert "second and first: copied.jpg and roof.png show the same picture" in told
        assert workspace.verify().faults == ()
        entries = workspace.verify().entries
    run(tmp_path / "case", papers)
    with Workspace.open(tmp_path / "case" / "workspace") as workspace:
        assert workspace.verify().entries == entries
    page = (tmp_path / "case" / "dossier" / "index.html").read_text("utf-8")
    assert "show the same picture" in page and "way-embeds" in page


def test_a_picture_that_cannot_be_opened_is_kept_and_says_so(papers, tmp_path):
    (papers / "roof.png").write_bytes(b"cut off")
    run(tmp_path / "case", papers)
    with Workspace.open(tmp_path / "case" / "workspace") as workspace:
        broken = next(medium for medium in workspace.media() if medium.name == "roof.png")
    assert "cannot be opened as a picture" in broken.problem
    Image.new("RGB", (40, 40)).save(papers / "roof.png")
    run(tmp_path / "case", papers)
    with Workspace.open(tmp_path / "case" / "workspace") as workspace:
        mended = [medium for medium in workspace.media() if medium.name == "roof.png"]
    assert len(mended) == 1 and mended[0].problem == ""
