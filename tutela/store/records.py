"""Records that only a workspace has: runs, the steps they did, captures, and what was signed."""

from collections.abc import Mapping
from dataclasses import dataclass

from tutela.model.ids import record_id


@dataclass(frozen=True, slots=True)
class Run:
    """What made machine records: same software, packs and settings, same run on every machine."""

    id: str
    software: str
    packs: str
    """Hash of all language packs and tables the run used."""
    settings: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, software: str, packs: str, settings: Mapping[str, str]) -> "Run":
        """The run of this software with these packs and settings."""
        pairs = tuple(sorted(settings.items()))
        content = {"software": software, "packs": packs, "settings": dict(pairs)}
        return cls(record_id("run", content), software, packs, pairs)


@dataclass(frozen=True, slots=True)
class Step:
    """That a run did one step on one subject, whether or not anything came of it."""

    id: str
    run: str
    step: str
    subject: str = ""
    """The document or register it was done on; empty for all together."""
    inputs: str = ""
    """Hash of what it was done on, where the caller gives one."""

    @classmethod
    def of(cls, run: str, step: str, subject: str = "", inputs: str = "") -> "Step":
        """The step with the id its content gives it."""
        content = {"run": run, "step": step, "subject": subject, "inputs": inputs}
        return cls(record_id("stp", content), run, step, subject, inputs)


@dataclass(frozen=True, slots=True)
class Capture:
    """The envelope around captured bytes: when they came in and from where. No part of any other id."""

    id: str
    of: str
    """Id of the document or register the bytes belong to."""
    sha256: str
    size: int
    at: str
    """By this machine's clock, ISO 8601 in UTC."""
    path: str = ""
    """As the user gave it."""

    @classmethod
    def make(cls, of: str, sha256: str, size: int, at: str, path: str) -> "Capture":
        """The capture; captured twice, the same bytes of the same record keep their first envelope."""
        return cls(record_id("cap", {"of": of, "sha256": sha256}), of, sha256, size, at, path)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The public half of a person's signing key, and the name that its holder gave it; nobody vouches for the name."""

    id: str
    """Stands for key and name: whoever compares it with what the holder gives out has compared both."""
    name: str
    public: str
    """The 32 bytes of an Ed25519 public key (RFC 8032), in base64."""

    @classmethod
    def of(cls, name: str, public: str) -> "PublicKey":
        """The key with the id its content gives it."""
        return cls(record_id("key", {"name": name, "public": public}), name, public)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed note on how far the ledger had come; it comes in with a later entry than the one it names."""

    id: str
    key: str
    """Id of the public key that the signature answers to."""
    entry: int
    """The newest ledger entry when it was signed."""
    at: str
    """By the signer's clock, ISO 8601 in UTC."""
    ruling: str
    """Id of the ruling that the signer made and signs with it; mostly empty."""
    note: str
    """The note with its signature, every byte (docs/ledger.md)."""

    @classmethod
    def of(cls, key: str, entry: int, at: str, ruling: str, note: str) -> "Checkpoint":
        """The checkpoint with the id its content gives it."""
        return cls(record_id("chk", {"key": key, "note": note}), key, entry, at, ruling, note)


@dataclass(frozen=True, slots=True)
class Timestamp:
    """What a timestamp authority answered for a checkpoint (RFC 3161), as it came."""

    id: str
    checkpoint: str
    received: str
    """By this machine's clock; the time that counts stands in the answer."""
    source: str
    """Address of the authority, or the file the answer came in."""
    response: str
    """The DER bytes of the TimeStampResp, in base64."""

    @classmethod
    def of(cls, checkpoint: str, received: str, source: str, response: str) -> "Timestamp":
        """The timestamp with the id its content gives it; the same answer twice is one."""
        return cls(
            record_id("tsp", {"checkpoint": checkpoint, "response": response}), checkpoint, received, source, response
        )
