"""Each command of the command line and what a program calls for it come to the same."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pile import write_pile

import tutela


def printed(*arguments):
    command = [sys.executable, "-m", "tutela", *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "TUTELA_WORKERS": "1"}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(text):
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("case")
    publications, register = write_pile(folder)
    report = tutela.run(folder / "out", publications, register)
    return publications, register, folder / "out", report


def test_run(case):
    publications, register, out, report = case
    assert printed("run", publications, "--inventory", register, "--out", out).strip() == report.summary()


def test_read(case):
    publications, register, _, _ = case
    found = tutela.read_files(publications, register)
    assert printed("read", publications, "--inventory", register).rstrip() == found.text().rstrip()
    assert rows(printed("read", publications, "--inventory", register, "--format", "jsonl")) == found.json()


def test_gather(case):
    publications, register, _, _ = case
    found = tutela.gather_files([publications], [register])
    assert printed("gather", publications, "--inventory", register).rstrip() == found.text().rstrip()
    assert rows(printed("gather", publications, "--inventory", register, "--format", "jsonl")) == found.json()


def test_review(case):
    workspace = tutela.Workspace.open(case[2] / "workspace")
    told = rows(printed("review", "--workspace", workspace.path, "--limit", 0, "--format", "jsonl"))
    assert told == [tutela.to_json(item) | {"why": item.why} for item in workspace.review()]


def test_rule_and_verify(case):
    workspace = tutela.Workspace.open(case[2] / "workspace")
    claim = workspace.claims()[0].id
    printed("rule", claim, "accept", "--by", "A. Reader", "--reason", "so it stands", "--workspace", workspace.path)
    [typed] = workspace.rulings()
    called = workspace.rule(claim, "accept", by="A. Reader", reason="so it stands")
    assert (typed.verdict, typed.record, typed.by, typed.reason) == (called.verdict, claim, called.by, called.reason)
    assert printed("verify", workspace.path).strip() == workspace.verify().summary()
    assert rows(printed("verify", workspace.path, "--format", "jsonl")) == [
        tutela.to_json(tutela.verify(workspace.path))
    ]


def test_the_page_of_the_library_names_every_command(case):

    from tutela.cli import tutela as command_line

    page = (Path(tutela.__file__).parent.parent / "docs" / "library.md").read_text("utf-8")
    assert [name for name in command_line.commands if f"| `tutela {name}` |" not in page] == []
