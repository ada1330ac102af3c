import json
import os
import shutil
import subprocess
import sys

import pytest
from pile import write_pile


def tutela(*arguments, **environment):

    return subprocess.run(
        [sys.executable, "-m", "tutela", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("case")
    publications, register = write_pile(folder)
    ran = tutela("run", publications, "--inventory", register, "--out", folder / "out")
    assert ran.returncode == 0, ran.stderr
    return folder, publications, register, ran


def test_a_run_ends_by_saying_what_to_look_at_next(case):
    printed = case[3].stdout
    assert "index.html" in printed
    assert "tutela review" in printed
    assert "tutela verify" in printed


def test_help_explains_the_flow():
    printed = tutela("--help").stdout
    assert "publications --> read" in printed
    assert all(command in printed for command in ("run", "read", "gather", "review", "rule", "verify"))


def test_read_prints_the_guides_fields_and_exact_passages(case):
    _, publications, _, _ = case
    printed = tutela("read", publications, "--format", "jsonl", "--quiet")
    assert printed.returncode == 0, printed.stderr
    rows = [json.loads(line) for line in printed.stdout.splitlines()]
    assert {row["id"] for row in rows} == {"agency", "paper", "2020-11-25-mosque", "denial", "harvest"}
    claims = [claim for row in rows for claim in row["claims"]]
    assert claims
    assert all({"quote", "asset", "harm", "passages", "spans", "support", "reasons"} <= set(claim) for claim in claims)


def test_gather_prints_asset_incident_and_origin(case):
    _, publications, register, _ = case
    printed = tutela("gather", publications, "--inventory", register, "--format", "jsonl", "--quiet")
    claims = [claim for line in printed.stdout.splitlines() for claim in json.loads(line)["claims"]]
    assert claims
    assert all(claim["asset_id"] and claim["incident"] for claim in claims)


def test_text_for_people_names_documents_and_origins(case):
    _, publications, register, _ = case
    printed = tutela("gather", publications, "--inventory", register, "--quiet").stdout
    assert "independent origins:" in printed
    assert "Ghazanchetsots Cathedral" in printed


def test_review_lists_and_rule_records(case):
    workspace = case[0] / "out" / "workspace"
    listed = tutela("review", "--format", "jsonl", TUTELA_WORKSPACE=str(workspace))
    items = [json.loads(line) for line in listed.stdout.splitlines()]
    assert items
    assert all(item["why"] and "“" in item["seen"][0] for item in items)
    printed = tutela("gather", case[1], "--inventory", case[2], "--format", "jsonl", "--quiet").stdout
    record = next(claim["record"] for line in printed.splitlines() for claim in json.loads(line)["claims"])
    ruled = tutela("rule", record, "accept", "--by", "A. Reviewer", "--reason", "read it", "--workspace", workspace)
    assert ruled.returncode == 0, ruled.stderr
    assert record in ruled.stdout
    assert tutela("verify", workspace).returncode == 0


def test_a_state_needs_a_second_person(case):
    workspace = case[0] / "out" / "workspace"
    rows = tutela("gather", case[1], "--inventory", case[2], "--format", "jsonl", "--quiet").stdout.splitlines()
    incident = next(claim["incident"] for row in rows for claim in json.loads(row)["claims"])
    state = ("rule", incident, "correct", "--set", "state=remote_confirmed", "--reason", "seen on an image")
    first = tutela(*state, "--by", "A. Reviewer", "--workspace", workspace)
    assert first.returncode == 0, first.stderr
    assert "a second person has to confirm" in first.stdout
    same = tutela(*state, "--by", "a. reviewer", "--workspace", workspace)
    assert same.returncode == 3
    assert "Another person" in same.stderr
    second = tutela(*state, "--by", "B. Other", "--workspace", workspace)
    assert second.returncode == 0, second.stderr


def test_verify_finds_a_flipped_byte_in_a_copy(case, tmp_path):

    copy = tmp_path / "workspace"
    shutil.copytree(case[0] / "out" / "workspace", copy)
    file = next(path for path in (copy / "files").rglob("*") if path.is_file())
    file.chmod(0o644)
    file.write_bytes(bytes([file.read_bytes()[0] ^ 1]) + file.read_bytes()[1:])
    found = tutela("verify", copy)
    assert found.returncode == 4
    assert file.name[:8] in found.stdout or "differs" in found.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("verify", "/nowhere"), 3, "/nowhere"),
        (("read",), 2, "FILE"),
        (("review",), 3, "TUTELA_WORKSPACE"),
        (("read", "x.txt", "--map", "nonsense"), 2, "COLUMN=FIELD"),
        (("rule", "clm_1", "link", "--by", "A", "--reason", "r", "--workspace", "/nowhere"), 2, "asset"),
    ],
)
def test_wrong_use_is_told_in_one_plain_sentence(arguments, code, told):
    done = tutela(*arguments)
    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_input_that_is_left_out_shows_in_the_exit_code(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text("Nothing happened here.", "utf-8")
    done = tutela("read", tmp_path)
    assert done.returncode == 1
    assert "empty.txt" in done.stderr
    assert "good" in done.stdout
