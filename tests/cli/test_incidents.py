"""`tutela incidents`: what was told of a cemetery on its way from a clerk to a third paper, looked at from the shell."""

import csv
import io
import json
import shutil

import pytest
from click.testing import CliRunner

from tutela import SAMPLE, Workspace, run
from tutela.cli import tutela

FILES = ("imarat-*", "mosque-1*", "mosque-2*")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("incidents")
    (folder / "papers").mkdir()
    for pattern in FILES:
        for file in (SAMPLE / "publications").glob(pattern):
            shutil.copy(file, folder / "papers")
    run(folder / "case", folder / "papers", SAMPLE / "inventory.csv")
    return folder / "case" / "workspace"


def call(workspace, *arguments):
    return CliRunner().invoke(tutela, ["incidents", *map(str, arguments), "--workspace", str(workspace)])


def listed(workspace, *options):
    ran = call(workspace, "list", "--format", "jsonl", *options)
    assert ran.exit_code == 0, ran.output
    return [json.loads(line) for line in ran.output.splitlines()]


def cemetery(workspace):
    (row,) = listed(workspace, "--asset", "imarat")
    return row


def test_the_list_says_state_origins_time_and_documents(workspace):
    row = cemetery(workspace)
    assert (row["documents"], row["changes"], row["credibility"], row["withheld"]) == (3, 4, "6", False)
    ran = call(workspace, "list")
    assert f"independent origins: {row['at_least']} to {row['at_most']}" in ran.output
    assert f"{len(listed(workspace))} of {len(listed(workspace))} shown." in ran.output


def test_the_list_as_a_table_is_safe_in_a_spreadsheet(workspace):
    ran = call(workspace, "list", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.output)))
    assert [row["id"] for row in rows] == [row["id"] for row in listed(workspace)]


@pytest.mark.parametrize(
    ("options", "fits"),
    [
        (["--state", "disputed"], lambda row: row["state"] == "disputed"),
        (["--harm", "destroyed"], lambda row: "destroyed" in row["harms"]),
        (["--denied"], lambda row: row["denials"] > 0),
        (["--origins", "2"], lambda row: row["at_least"] >= 2),
        (["--limit", "1"], None),
    ],
)
def test_a_choice_leaves_what_fits(workspace, options, fits):
    everything, found = listed(workspace), listed(workspace, *options)
    assert found == ([row for row in everything if fits(row)] if fits else everything[:1])


def test_incidents_are_chosen_by_time(workspace):
    assert listed(workspace, "--when", "1812") == []
    assert call(workspace, "list", "--when", "soon").exit_code == 2
    assert "No incident fits." in call(workspace, "list", "--when", "1812").output


def test_all_of_one_incident_is_shown(workspace):
    ran = call(workspace, "show", cemetery(workspace)["id"])
    for words in (
        "Imarat Cemetery",
        "What is said",
        "Origins",
        "at most 60 percent (imarat-1-report), at least 60 percent (imarat-2-azernews), no share",
        "the number stayed, its bound turned",
        "6, truth cannot be judged (nobody has rated it)",
    ):
        assert words in ran.output
    told = json.loads(call(workspace, "show", cemetery(workspace)["id"], "--format", "jsonl").output)
    assert {claim["source_reliability"] for claim in told["claims"]} == {"F"}
    assert len(told["incident"]["drift"]) == 4


def test_an_incident_goes_by_its_number_in_the_dossier_too(workspace):
    first = call(workspace, "show", "I1").output
    assert first == call(workspace, "show", listed(workspace)[0]["id"]).output
    assert call(workspace, "show", "I99").exit_code != 0


def test_an_explanation_tells_pairs_neighbours_and_origins(workspace):
    row = cemetery(workspace)
    ran = call(workspace, "explain", row["id"])
    assert "destroyed and destroyed are one course" in ran.output
    assert "No other incident of this asset" in ran.output
    assert "How its origins were counted: at least" in ran.output
    told = json.loads(call(workspace, "explain", row["id"], "--format", "jsonl").output)
    assert len(told["together"]) == row["claims"]
    assert all(pair["score"] > 0 for pair in told["together"])


def test_neighbours_parted_by_a_ruling_are_explained(workspace, tmp_path):
    copy = tmp_path / "workspace"
    shutil.copytree(workspace, copy)
    row = cemetery(copy)
    with Workspace.open(copy) as opened:
        first, *_, last = next(one for one in opened.incidents() if one.id == row["id"]).claims
    arguments = ["rule", last, "different", "--with", first, "--by", "A. Reader", "--reason", "another cemetery"]
    assert CliRunner().invoke(tutela, [*arguments, "--workspace", str(copy)]).exit_code == 0
    parted = listed(copy, "--asset", "imarat")
    assert len(parted) == 2
    assert f"{parted[1]['id']}  destroyed" in call(copy, "explain", parted[0]["id"]).output


def test_a_rating_and_a_restriction_show(workspace, tmp_path):
    copy = tmp_path / "workspace"
    shutil.copytree(workspace, copy)
    row = cemetery(copy)
    rule = ["rule", row["id"], "rate", "--by", "A. Reader", "--reason", "seen on site", "--workspace", str(copy)]
    refused = CliRunner().invoke(tutela, [*rule, "--set", "information=1"])
    assert "needs two origins shown to be independent" in str(refused.exception)
    assert CliRunner().invoke(tutela, [*rule, "--set", "information=2"]).exit_code == 0
    assert "2, probably true (rated 2 by A. Reader: seen on site)" in call(copy, "show", row["id"]).output
    with Workspace.open(copy) as opened:
        asset = next(one.asset for one in opened.incidents() if one.id == row["id"])
        opened.rule(asset, "restrict", by="A. Reader", reason="looters")
    assert "WITHHELD" in call(copy, "show", row["id"]).output
    assert cemetery(copy)["withheld"] is True
