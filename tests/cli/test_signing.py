"""Signing by the command line: key, checkpoint, rule --key, verify."""

import json

import pytest
from authority import Authority
from click.testing import CliRunner
from small_case import RUN, captured

from tutela import Workspace
from tutela.cli import tutela
from tutela.model.errors import SettingError


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def case(tmp_path, monkeypatch):
    """A workspace, the folder around it, and no key yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TUTELA_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("TUTELA_WORKSPACE", str(tmp_path / "workspace"))
    with Workspace.create(tmp_path / "workspace", "A case") as workspace, workspace.batch(RUN, "sources") as batch:
        batch.capture(captured(1))
    return tmp_path


def ran(*arguments, typed="", code=0):
    result = CliRunner().invoke(tutela, list(map(str, arguments)), input=typed, standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    assert result.return_value == code, result.output
    return result.output


def test_the_way_without_a_connection(case, authority):
    assert ran("key", "list") == ""
    assert "A. Reader" in ran("key", "new", "--name", "A. Reader")
    ran("key", "export", "--out", "key.txt")
    assert ran("key", "export", "A. Reader") == (case / "key.txt").read_text("utf-8")
    ran("checkpoint", "--out", "checkpoint.txt", "--timestamp-request", "request.tsq")
    (case / "answer.tsr").write_bytes(authority.stamp((case / "request.tsq").read_bytes()))
    assert "issuer not in the trusted list" in ran("checkpoint", "--timestamp-response", "answer.tsr")
    (case / "ca.pem").write_bytes(authority.certificate)
    printed = ran(
        *("verify", "workspace", "--checkpoint", "checkpoint.txt", "--public-key", "key.txt", "--trust", "ca.pem")
    )
    assert "Strength: anchored." in printed and printed.count("Anchored: entries 1 to 2") == 2
    assert "its public key was given from outside" in printed
    spoilt = (case / "checkpoint.txt").read_text("utf-8").replace("entry 2", "entry 3")
    (case / "spoilt.txt").write_text(spoilt, "utf-8")
    assert "FAULT spoilt.txt" in ran("verify", "workspace", "--checkpoint", "spoilt.txt", code=4)
    said = json.loads(ran("verify", "workspace", "--format", "jsonl"))
    assert (said["strength"], said["signatures"][0]["name"], said["signatures"][0]["entry"]) == (
        "signed",
        "A. Reader",
        2,
    )


def test_an_authority_is_asked_by_its_address(case, authority):
    ran("key", "new", "--name", "A. Reader")
    with authority.serving() as url:
        printed = ran("checkpoint", "--timestamp", url, "--allow-private")
    assert "stamped" in printed and "O=Clocks, CN=Test TSA" in printed


def test_a_passphrase_is_asked_for(case):
    ran("key", "new", "--name", "A. Reader", "--passphrase", typed="open sesame\nopen sesame\n")
    assert "asks for a passphrase" in ran("key", "list")
    assert "signed by A. Reader" in ran("checkpoint", typed="open sesame\n")
    with pytest.raises(SettingError, match="does not open"):
        ran("checkpoint", typed="wrong\n")


def test_a_ruling_is_signed_by_who_makes_it(case):
    ran("key", "new", "--name", "A. Reader")
    document = Workspace.open("workspace").documents()[0].id
    rule = ("rule", document, "rate", "--set", "source=B", "--reason", "known")
    assert "signed with key_" in ran(*rule, "--key", "A. Reader")
    assert f"rate of {document} by A. Reader, with the key key_" in ran("verify", "workspace")
    with pytest.raises(Exception, match=r"The key is that of A\. Reader"):
        ran(*rule, "--key", "A. Reader", "--by", "B. Reader")


def test_an_answer_is_taken_in_alone(case):
    with pytest.raises(Exception, match="stands alone"):
        ran("checkpoint", "--timestamp-response", "answer.tsr", "--out", "checkpoint.txt")
