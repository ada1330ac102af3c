"""Recordings of a workspace: matched to what was captured, ruled on by two people, shown in the dossier."""

import itertools
import json

import pytest
from PIL import Image

from tutela.cli import main
from tutela.model.errors import UnknownRecord
from tutela.workspace.capturing import capture
from tutela.workspace.dossier import write_dossier
from tutela.workspace.pipeline import run
from tutela.workspace.recordings import found_recording, listed_recordings, recording_in_words
from tutela.workspace.workspace import Workspace

ARTICLE = """Chapel hit near Lower Village

PARIS, May 4, 2021. /TASS/. The chapel above Lower Village was damaged by shelling on May 3, 2021, the mayor said.
A photo published on Telegram by Village Watch shows the chapel with its roof fallen in.
"""


def scene(path) -> None:
    picture = Image.new("RGB", (640, 480), (70, 120, 200))
    for number in range(40):
        at = ((number * 97) % 560, (number * 53) % 420)
        picture.paste(((number * 6) % 255, (number * 17) % 255, 90), (*at, at[0] + 70, at[1] + 50))
    picture.save(path)


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("case")
    (folder / "news").mkdir()
    (folder / "news" / "chapel.txt").write_text(ARTICLE)
    (folder / "export" / "photos").mkdir(parents=True)
    scene(folder / "export" / "photos" / "a.jpg")
    message = {
        "id": 7,
        "type": "message",
        "date": "2021-05-03T12:00:00",
        "date_unixtime": "1620032400",
        "from": "Village Watch",
        "from_id": "channel77",
        "photo": "photos/a.jpg",
        "text": "The chapel above Lower Village this morning.",
    }
    export = {"name": "Village Watch", "type": "public_channel", "id": 77, "messages": [message]}
    (folder / "export" / "result.json").write_text(json.dumps(export))
    (folder / "list.csv").write_text(
        "id,name,lat,lon,type,place\n1,Chapel above Lower Village,40.5,46.2,church,Lower Village\n"
    )
    run(folder / "out", [folder / "news"], [folder / "list.csv"], processes=1)
    with Workspace.open(folder / "out" / "workspace") as workspace:
        capture(workspace, folder / "export" / "result.json", by="A. Reader")
    return folder / "out" / "workspace"


def test_a_recording_is_matched_to_a_captured_post_and_its_first_upload_told(case):
    with Workspace.open(case) as workspace:
        (row,) = listed_recordings(workspace)
        assert (row["number"], row["media"], row["authenticity"]) == ("R1", 1, "not assessed")
        assert row["first_seen"] == "2021-05-03T09:00:00+00:00"
        assert row["first_where"] == "channel77 on Telegram"
        words = recording_in_words(workspace, "R1")
        assert "'Village Watch', which posted it" in words
        assert "Authenticity: not assessed" in words
        with pytest.raises(UnknownRecord):
            found_recording(workspace, "R2")


def test_authenticity_takes_two_people(case, tmp_path):
    with Workspace.open(case) as workspace:
        recording = found_recording(workspace, "R1")[0].id
        for person, stands in (("A. Reader", "not assessed"), ("B. Reader", "inconclusive")):
            sets = {"authenticity": "inconclusive"}
            workspace.rule(recording, "authenticate", by=person, reason="the roof is not seen whole", sets=sets)
            assert [row["authenticity"] for row in listed_recordings(workspace)] == [stands]
        assert "B. Reader: inconclusive" in recording_in_words(workspace, recording)
        write_dossier(workspace, tmp_path / "dossier")
    page = (tmp_path / "dossier" / "index.html").read_text()
    assert "channel77 on Telegram" in page
    assert "taken for it" in page


@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_the_commands_tell_the_same(case, capsys, form):
    for arguments in (["recordings", "list"], ["recordings", "show", "R1"]):
        with pytest.raises(SystemExit) as left:
            main([*arguments, "--format", form, "--workspace", str(case)])
        assert left.value.code == 0
    printed = capsys.readouterr().out
    assert "channel77 on Telegram" in printed
    if form == "jsonl":
        assert [sorted(json.loads(line)) for line in printed.splitlines()][1] == ["recording", "sheet"]
    assert next(itertools.islice(printed.splitlines(), 1))
