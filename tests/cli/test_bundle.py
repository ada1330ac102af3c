"""`tutela bundle`, `tutela verify X.zip` and `tutela custody` as they are typed."""

import hashlib
import json

import pytest
from click.testing import CliRunner
from small_case import RUN, captured, incident, link, reading

from tutela import Workspace
from tutela.cli import tutela
from tutela.model.errors import SettingError


@pytest.fixture
def case(tmp_path, monkeypatch):
    """A workspace, and the folder around it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TUTELA_KEYS", str(tmp_path / "keys"))
    document = captured(1).document
    read = reading(document)
    with Workspace.create(tmp_path / "workspace", "A case") as workspace, workspace.batch(RUN, "sources") as batch:
        batch.capture(captured(1))
        batch.replace_reading(read)
        batch.add_all([link(read.claims[0]), incident(*read.claims)])
    return tmp_path


def ran(*arguments, code=0):
    result = CliRunner().invoke(tutela, list(map(str, arguments)), standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    assert result.return_value == code, result.output
    return result.output


def test_a_bundle_is_written_signed_and_checked(case):
    ran("key", "new", "--name", "A. Reader")
    printed = ran("bundle", "workspace", "ALL", "--out", "all.zip", "--key", "A. Reader", "--quiet")
    sha256 = hashlib.sha256((case / "all.zip").read_bytes()).hexdigest()
    assert f"SHA-256: {sha256}" in printed and "Strength: signed" in printed
    ran("key", "export", "--out", "key.txt")
    checked = ran("verify", "all.zip", "--public-key", "key.txt")
    assert "whose key you gave" in checked and checked.endswith("Strength: signed.\n")
    told = json.loads(ran("verify", "all.zip", "--format", "jsonl"))
    assert (told["strength"], told["faults"]) == ("signed", [])
    content = bytearray((case / "all.zip").read_bytes())
    # Captured files are not packed: their bytes stand in the zip as they are.
    content[content.index(captured(1).content)] ^= 1
    (case / "spoilt.zip").write_bytes(content)
    assert "FAULT" in ran("verify", "spoilt.zip", code=4)


def test_a_seal_opens_and_what_is_missing_is_told(case):
    ran("bundle", "workspace", "--out", "open.zip", "--redacted", "--quiet")
    assert ran("bundle", "workspace", "--open-seal", "open.zip").startswith("tutela-seal/1\nsalt ")
    with pytest.raises(Exception, match="give --out FILE"):
        ran("bundle", "workspace")
    with pytest.raises(SettingError, match="holds no key"):
        ran("bundle", "workspace", "--out", "all.zip", "--key", "Nobody")


def test_custody_is_printed_or_written(case):
    document = captured(1).document
    printed = ran("custody", "workspace", document.id)
    assert "Every touch, in order" in printed and "the same SHA-256" in printed
    assert ran("custody", "workspace", document.id, "--out", "custody.html") == "written: custody.html\n"
    (case / "workspace" / "files" / document.sha256[:2] / document.sha256).write_bytes(b"other")
    assert "CHANGED" in ran("custody", "workspace", document.id, code=4)
