"""Checkpoints: a small signed note on how far a ledger had come (docs/ledger.md, "Checkpoints").

The form is the signed note of C2SP (https://c2sp.org/signed-note): lines of text, an empty line, and a line with an
Ed25519 signature (RFC 8032). A person can read it and a mail can carry it; checkers exist in several languages.
"""

import base64
import binascii
import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from tutela.model.errors import InputError, SettingError
from tutela.store.records import Checkpoint, PublicKey

FORMAT = "tutela-checkpoint/1"
ED25519 = b"\x01"
"""The signature type that C2SP gives Ed25519."""
KEY_BYTES, SIGNATURE_BYTES, HINT_BYTES = 32, 64, 4
NOTE = re.compile(
    rf"{FORMAT}\nworkspace ([0-9a-f-]{{36}})\nentry ([1-9][0-9]{{0,17}})\nhead ([0-9a-f]{{64}})\n"
    r"at ([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,15}Z)\n(?:ruling (rul_[0-9a-z_]{1,64})\n)?\n— (\S+) ([A-Za-z0-9+/=]+)\n",
    re.ASCII,
)
VERIFIER = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)")
JOINERS = "\u200c\u200d"
"""Letters of Persian and Indic names need them; all other characters without a shape of their own are refused."""

Sign = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Note:
    """What a checkpoint says, and the signature under it."""

    workspace: str
    """The identifier in the ledger's first entry."""
    entry: int
    head: str
    """Hash of that entry."""
    at: str
    ruling: str
    label: str
    """The signer's name as the note writes it."""
    hint: bytes
    """First bytes of a hash of label and key: which key to try."""
    signature: bytes

    def body(self) -> str:
        """The text that is signed."""
        return body_of(self.workspace, self.entry, self.head, self.at, self.ruling)

    def text(self) -> str:
        """The whole note."""
        return f"{self.body()}\n— {self.label} {encoded(self.hint + self.signature)}\n"


def body_of(workspace: str, entry: int, head: str, at: str, ruling: str = "") -> str:
    """The signed text of a checkpoint over the entries 1 to `entry`, whose newest hash is `head`."""
    made = f"ruling {ruling}\n" if ruling else ""
    return f"{FORMAT}\nworkspace {workspace}\nentry {entry}\nhead {head}\nat {at}\n{made}"


def signed_checkpoint(body: str, key: PublicKey, sign: Sign) -> Checkpoint:
    """The checkpoint that says `body` and is signed with the private half of `key`.

    Raises:
        InputError: the text is none of a checkpoint, or the signature is not that of the key.
    """
    label = label_of(key.name)
    signature = encoded(hint_of(label, key.public) + sign(body.encode()))
    text = f"{body}\n— {label} {signature}\n"
    note = read_note(text)
    check_signature(note, key)
    return Checkpoint.of(key.id, note.entry, note.at, note.ruling, text)


def read_note(text: str) -> Note:
    """What a checkpoint says. Every byte must stand as docs/ledger.md has it.

    Raises:
        InputError: the text is no checkpoint, or not in its one form.
    """
    found = NOTE.fullmatch(text)
    if found is None:
        raise InputError("The text is no checkpoint.", "Take the file as `tutela checkpoint --out` wrote it.")
    workspace, entry, head, at, ruling, label, line = found.groups()
    raw = decoded(line)
    note = Note(workspace, int(entry), head, at, ruling or "", label, raw[:HINT_BYTES], raw[HINT_BYTES:])
    if len(raw) != HINT_BYTES + SIGNATURE_BYTES or note.text() != text:
        raise InputError(
            "The checkpoint's signature line is damaged.", "Take the file as `tutela checkpoint --out` wrote it."
        )
    return note


def check_signature(note: Note, key: PublicKey) -> None:
    """See that `key` signed the note.

    Raises:
        InputError: it did not.
        SettingError: the package that checks signatures is not installed.
    """
    if note.label != label_of(key.name) or note.hint != hint_of(note.label, key.public):
        raise InputError(
            f"The signature names another key than {key.id} ({key.name}).", "Give the public key of its signer."
        )
    if not signature_holds(key.public, note.signature, note.body().encode()):
        raise InputError(
            f"The signature does not belong to this text and the key {key.id} ({key.name}): one of them was altered.",
            "Compare with another copy.",
        )


def signature_holds(public: str, signature: bytes, content: bytes) -> bool:
    """Whether the Ed25519 key with these bytes (in base64) signed `content`.

    Raises:
        SettingError: the package that checks signatures is not installed.
    """
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError as error:
        raise no_cryptography() from error
    try:
        Ed25519PublicKey.from_public_bytes(decoded(public)).verify(signature, content)
    except (InvalidSignature, InputError, ValueError):
        return False
    return True


def no_cryptography() -> SettingError:
    """What to say where signatures can be neither made nor checked."""
    return SettingError("signatures need the package cryptography.", "Install it: pip install 'tutela[evidence]'")


# -- keys as others write them -----------------------------------------------------------------------------------------


def checked_name(name: str) -> str:
    """A person's name as a key may carry it: in Unicode's composed form, without marks that cannot be seen.

    Raises:
        InputError: the name is empty, too long, or holds such marks.
    """
    composed = " ".join(unicodedata.normalize("NFC", name).split())
    if not composed or len(composed) > 200:
        raise InputError(f"A key needs a name of 1 to 200 characters; this one has {len(composed)}.", "Give --name.")
    hidden = [one for one in composed if unicodedata.category(one)[0] == "C" and one not in JOINERS]
    if hidden:
        raise InputError(f"The name {name!r} holds characters that cannot be seen.", "Write it without them.")
    return composed


def label_of(name: str) -> str:
    """A name as a signed note writes it: blanks and plus signs, which it cannot hold, as `_`.

    >>> label_of("A. Reader")
    'A._Reader'
    """
    return re.sub(r"[\s+]", "_", name)


def hint_of(label: str, public: str) -> bytes:
    """The four bytes by which a signed note names a key."""
    return hashlib.sha256(label.encode() + b"\n" + ED25519 + decoded(public)).digest()[:HINT_BYTES]


def verifier_key(key: PublicKey) -> str:
    """A public key in the one line that tools for signed notes read: label, hint, type and key."""
    label = label_of(key.name)
    return f"{label}+{hint_of(label, key.public).hex()}+{encoded(ED25519 + decoded(key.public))}"


def read_verifier_key(line: str, name: str = "") -> PublicKey:
    """The public key in such a line; it bears `name`, or where none is told, the label as it stands.

    Raises:
        InputError: the line holds no Ed25519 key, or is damaged.
    """
    found = VERIFIER.fullmatch(line.strip())
    raw = decoded(found[3]) if found else b""
    if found is None or len(raw) != 1 + KEY_BYTES or raw[:1] != ED25519:
        raise InputError(f"{line.strip()[:80]!r} is no public key.", "Give the line that `tutela key export` prints.")
    key = PublicKey.of(name or found[1], encoded(raw[1:]))
    if label_of(key.name) != found[1] or hint_of(found[1], key.public).hex() != found[2]:
        raise InputError(f"The public key of {key.name} is damaged.", "Ask its holder for the line once more.")
    return key


def encoded(raw: bytes) -> str:
    """Bytes as base64 text."""
    return base64.b64encode(raw).decode("ascii")


def decoded(text: str) -> bytes:
    """The bytes of base64 text.

    Raises:
        InputError: it is none, or not in its one form.
    """
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError(f"{text[:80]!r} is no base64.", "Compare with another copy.") from error
    if encoded(raw) != text:
        raise InputError(f"{text[:80]!r} is base64, but not in its one form.", "Compare with another copy.")
    return raw
