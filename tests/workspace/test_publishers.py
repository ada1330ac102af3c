"""Whom publishers belong to, as the team knows it, decides how many origins are independent."""

import json

import pytest

from tutela import Workspace, gather_files, run

DAYS = ("2020-10-09", "2020-10-10")
NAMES = ("The Valley Courier", "Hill Gazette")
SPEAKERS = ("Karsk Observatory", "Lomal Institute")
TEXTS = (
    f"The Church of Saint Oskan in Shushi was damaged by shelling on 8 October 2020, the {SPEAKERS[0]} said.",
    f"Shells hit the Church of Saint Oskan in Shushi on 8 October 2020, according to the {SPEAKERS[1]}.",
)


@pytest.fixture
def papers(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, day, text in zip(NAMES, DAYS, TEXTS, strict=True):
        told = {"id": name, "publisher": name, "published": day, "language": "en", "text": text}
        (folder / f"{name}.json").write_text(json.dumps(told), "utf-8")
    return folder


def table(tmp_path, *owners, names=NAMES):
    rows = [f"p{number},{name},{owner}\n" for number, (name, owner) in enumerate(zip(names, owners, strict=True))]
    path = tmp_path / "publishers.csv"
    path.write_text("id,name,owner\n" + "".join(rows), "utf-8")
    return path


def cards(tmp_path):
    with Workspace.open(tmp_path / "case" / "workspace") as workspace:
        assert workspace.verify().faults == ()
        return {card.name: card.owner for card in workspace.publishers() if card.name in (*NAMES, "Armenpress")}


def test_a_table_is_kept_edited_and_given_up_row_by_row(papers, tmp_path):
    run(tmp_path / "case", papers, publishers=table(tmp_path, "Valley Press", "Valley Press"))
    first = cards(tmp_path)
    assert first.pop("Armenpress") != ""
    assert first == dict.fromkeys(NAMES, "Valley Press")
    run(tmp_path / "case", papers)
    assert cards(tmp_path)["Hill Gazette"] == "Valley Press"
    run(tmp_path / "case", papers, publishers=table(tmp_path, "Valley Press", ""))
    assert cards(tmp_path)["Hill Gazette"] == ""


def test_a_packaged_publisher_gives_way_to_the_team_s_row_and_comes_back(papers, tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("id,name,owner\nours,Armenpress,Told otherwise\n", "utf-8")
    run(tmp_path / "case", papers, publishers=path)
    assert cards(tmp_path)["Armenpress"] == "Told otherwise"
    path.write_text("id,name,owner\n", "utf-8")
    run(tmp_path / "case", papers, publishers=path)
    assert cards(tmp_path)["Armenpress"] not in ("", "Told otherwise")


def test_two_sources_of_one_owner_are_not_independent(papers, tmp_path):
    counts = []
    for owners in (("Valley Trust", "Hill Trust"), ("Valley Trust", "Valley Trust")):
        run(tmp_path / "case", papers, publishers=table(tmp_path, *owners, names=SPEAKERS))
        with Workspace.open(tmp_path / "case" / "workspace") as workspace:
            both = max(workspace.incidents(), key=lambda incident: len(incident.claims))
        counts.append((both.count.at_least, both.count.at_most))
    assert counts == [(2, 2), (1, 2)]
    assert any("belongs to one owner or party with" in reason for reason in both.count.reasons)


def test_files_are_gathered_by_the_team_s_table_too(papers, tmp_path):
    counts = []
    for owners in (("Valley Trust", "Hill Trust"), ("Valley Trust", "Valley Trust")):
        found = gather_files(papers, publishers=table(tmp_path, *owners, names=SPEAKERS))
        counts.append([one.count.at_least for one in found.incidents])
    assert counts == [[2], [1]]
    listed = gather_files(papers, publishers=table(tmp_path, "", "", names=("", "Hill Gazette"))).problems
    assert [problem.column for problem in listed] == ["name"]
