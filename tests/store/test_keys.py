import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from tutela.model.errors import InputError, SettingError
from tutela.store.checkpoints import signature_holds
from tutela.store.keys import Keyring, default_folder


@pytest.fixture
def ring(tmp_path):
    return Keyring(tmp_path / "config" / "keys")


def test_a_key_signs_and_only_its_owner_can_read_it(ring):
    key = ring.new("A. Reader")
    assert ring.all() == (key,) and not ring.is_locked(key)
    assert signature_holds(key.public, ring.unlock(key).sign(b"text"), b"text")
    assert {path.stat().st_mode & 0o777 for path in ring.folder.iterdir()} == {0o600}
    assert ring.folder.stat().st_mode & 0o777 == 0o700


def test_a_passphrase_locks_it(ring):
    key = ring.new("A. Reader", "open sesame")
    assert ring.is_locked(key)
    secret = (ring.folder / f"{key.id}.pem").read_bytes()
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in secret
    assert load_pem_private_key(secret, b"open sesame").public_key().public_bytes_raw()
    assert signature_holds(key.public, ring.unlock(key, "open sesame").sign(b"text"), b"text")
    for wrong in ("", "open"):
        with pytest.raises(SettingError, match="does not open with this passphrase"):
            ring.unlock(key, wrong)


def test_one_name_one_key_and_the_name_or_id_finds_it(ring):
    first, second = ring.new("A. Reader"), ring.new("B. Reader")
    with pytest.raises(InputError, match=r"holds a key of A\. Reader already"):
        ring.new(" A.  Reader ")
    assert ring.find("B. Reader") == ring.find(second.id) == second and ring.find(first.name) == first
    with pytest.raises(SettingError, match="several keys"):
        ring.find()
    with pytest.raises(SettingError, match="no key is called C"):
        ring.find("C")


def test_no_key_says_how_to_make_one(ring):
    with pytest.raises(SettingError, match="tutela key new"):
        ring.find()


def test_a_key_open_to_others_is_refused(ring):
    key = ring.new("A. Reader")
    (ring.folder / f"{key.id}.pem").chmod(0o640)
    with pytest.raises(SettingError, match="can be read by others"):
        ring.unlock(key)


def test_a_private_half_of_another_key_is_refused(ring):
    first, second = ring.new("A. Reader"), ring.new("B. Reader")
    (ring.folder / f"{second.id}.pem").replace(ring.folder / f"{first.id}.pem")
    with pytest.raises(SettingError, match="is not the private half"):
        ring.unlock(first)
    with pytest.raises(SettingError, match="is missing"):
        ring.unlock(second)


@pytest.mark.parametrize("change", [{"name": "C. Reader"}, {"public": "A" * 43 + "="}])
def test_a_changed_name_or_public_half_is_refused(ring, change):
    path = ring.folder / f"{ring.new('A. Reader').id}.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(SettingError, match="was changed"):
        ring.all()


@pytest.mark.parametrize("content", ["", "[]", "{}", "\ud800"])
def test_a_file_that_is_no_key_is_named(ring, content):
    ring.new("A. Reader")
    (ring.folder / "key_00.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(SettingError, match="cannot be read as a key"):
        ring.all()


def test_keys_lie_in_the_configuration_folder():
    assert default_folder({"XDG_CONFIG_HOME": "/home/a/conf"}) == Path("/home/a/conf/tutela/keys")
    for environment in ({}, {"XDG_CONFIG_HOME": "relative"}):
        assert default_folder(environment) == Path.home() / ".config" / "tutela" / "keys"
