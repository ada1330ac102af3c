"""Signing keys of the people who use this machine: in their own configuration folder, never in a workspace.

A key is two files: `key_....pem`, the private half (PKCS #8, encrypted where a passphrase was given, readable by its
owner alone), and `key_....json`, the name and the public half.
"""

import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tutela.model.canonical import canonical_json
from tutela.model.errors import InputError, SettingError
from tutela.store.checkpoints import checked_name, no_cryptography
from tutela.store.files import sync_folder
from tutela.store.records import PublicKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

OTHERS = 0o077
"""Permissions of group and others."""


def default_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where keys lie when TUTELA_KEYS does not say: below XDG_CONFIG_HOME or ~/.config, on Windows below APPDATA."""
    if sys.platform == "win32":
        return Path(environment.get("APPDATA") or Path.home()) / "tutela" / "keys"
    configured = environment.get("XDG_CONFIG_HOME") or ""
    return (Path(configured) if configured.startswith("/") else Path.home() / ".config") / "tutela" / "keys"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that can sign."""

    public: PublicKey
    _private: "Ed25519PrivateKey"

    def sign(self, content: bytes) -> bytes:
        """The 64 bytes of an Ed25519 signature."""
        return self._private.sign(content)


class Keyring:
    """The keys in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> tuple[PublicKey, ...]:
        """Public halves of all keys, by name and id."""
        keys = [_read_public(path) for path in self.folder.glob("key_*.json")]
        return tuple(sorted(keys, key=lambda key: (key.name, key.id)))

    def new(self, name: str, passphrase: str = "") -> PublicKey:
        """Make a key for a person.

        Raises:
            InputError: the name cannot be used, or has a key here already.
            SettingError: the package that makes keys is not installed.
        """
        named = checked_name(name)
        if any(key.name == named for key in self.all()):
            raise InputError(f"{self.folder} holds a key of {named} already.", "Use it, or give another name.")
        public, secret = _made(named, passphrase)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_private(self.folder / f"{public.id}.pem", secret)
        said = canonical_json({"name": public.name, "public": public.public})
        _write_private(self.folder / f"{public.id}.json", said)
        with suppress(PermissionError):  # Windows syncs no folders
            sync_folder(self.folder)
        return public

    def find(self, wanted: str = "") -> PublicKey:
        """The key of this name or id; without one, the only key there is.

        Raises:
            SettingError: there is none, or it is not clear which.
        """
        keys = self.all()
        fitting = [key for key in keys if wanted in ("", key.name, key.id)]
        if len(fitting) == 1:
            return fitting[0]
        if not keys:
            raise SettingError(f"{self.folder} holds no key.", "Make one: tutela key new --name NAME")
        told = ", ".join(f"{key.name} ({key.id})" for key in keys)
        which = f"no key is called {wanted}" if wanted else "there are several keys"
        raise SettingError(f"{which}: {told}.", "Say which with --key NAME.")

    def is_locked(self, key: PublicKey) -> bool:
        """Whether the private half asks for a passphrase."""
        return b"ENCRYPTED" in self._secret(key).partition(b"\n")[0]

    def unlock(self, key: PublicKey, passphrase: str = "") -> SigningKey:
        """The key, ready to sign.

        Raises:
            SettingError: the private half is missing, open to others, damaged, or the passphrase is wrong.
        """
        private = _loaded(self._secret(key), passphrase, self.folder / f"{key.id}.pem")
        if _public_of(private, key.name) != key:
            raise SettingError(
                f"{self.folder / key.id}.pem is not the private half of {key.id}.", "Restore both files."
            )
        return SigningKey(key, private)

    def _secret(self, key: PublicKey) -> bytes:
        path = self.folder / f"{key.id}.pem"
        try:
            if os.name == "posix" and path.stat().st_mode & OTHERS:
                raise SettingError(f"{path} can be read by others than its owner.", f"chmod 600 {path}")
            return path.read_bytes()
        except FileNotFoundError as error:
            raise SettingError(
                f"{path} is missing: {key.name} cannot sign here.", "Restore it from a backup."
            ) from error


def _made(name: str, passphrase: str) -> tuple[PublicKey, bytes]:
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    except ImportError as error:
        raise no_cryptography() from error
    private = Ed25519PrivateKey.generate()
    lock: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        lock = serialization.BestAvailableEncryption(passphrase.encode())
    secret = private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)
    return _public_of(private, name), secret


def _public_of(private: "Ed25519PrivateKey", name: str) -> PublicKey:
    import base64

    return PublicKey.of(name, base64.b64encode(private.public_key().public_bytes_raw()).decode("ascii"))


def _loaded(secret: bytes, passphrase: str, path: Path) -> "Ed25519PrivateKey":
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
    except ImportError as error:
        raise no_cryptography() from error
    try:
        private = load_pem_private_key(secret, passphrase.encode() if passphrase else None)
    except (ValueError, TypeError) as error:
        raise SettingError(f"{path} does not open with this passphrase, or is damaged.", "Try again.") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise SettingError(f"{path} holds another kind of key than Ed25519.", "Make one with `tutela key new`.")
    return private


def _read_public(path: Path) -> PublicKey:
    try:
        values = json.loads(path.read_text("utf-8"))
        key = PublicKey.of(str(values["name"]), str(values["public"]))
    except (ValueError, KeyError, TypeError) as error:
        raise SettingError(f"{path} cannot be read as a key.", "Restore it, or move it away.") from error
    if key.id != path.stem:
        raise SettingError(f"{path} was changed: what it holds is the key {key.id}.", "Restore it, or move it away.")
    return key


def _write_private(path: Path, content: bytes) -> None:
    """Write a new file that only its owner may read, and have it on disk."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
