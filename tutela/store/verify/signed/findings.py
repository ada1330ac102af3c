"""What is brought along to compare with, and what is found."""

from dataclasses import dataclass, field
from pathlib import Path

from tutela.model.problems import Problem


@dataclass(frozen=True, slots=True)
class Outside:
    """What the user brings along to compare with."""

    checkpoints: tuple[Path, ...] = ()
    """Checkpoints kept elsewhere."""
    public_keys: tuple[str, ...] = ()
    """Lines with public keys, as their holders gave them out."""
    trust: bytes = b""
    """PEM certificates of the timestamp authorities, or of those who vouch for them, that the user trusts."""
    headers: str = ""
    """Headers of blocks of Bitcoin that the user trusts, a line for each: HEIGHT HEADER."""


def entries_said(entry: int, forked: int) -> str:
    """Entries from the first to one of the ledger, or of a branch that parted from it."""
    if not forked:
        return f"entries 1 to {entry:,}"
    return f"entries 1 to {forked:,}, and to {entry:,} of the branch that parted there"


@dataclass(frozen=True, slots=True)
class Signature:
    """That a key signed the entries 1 to `entry`."""

    checkpoint: str
    key: str
    name: str
    """As the key's holder wrote it."""
    entry: int
    at: str
    """By the signer's clock."""
    known: bool
    """Whether the public key was given from outside too."""
    forked: int = 0
    """Where it signed a branch: the entry that the branch parted at. The entries up to there are this ledger's too."""

    def __str__(self) -> str:
        given = "its public key was given from outside" if self.known else "compare its public key with its holder's"
        signed = entries_said(self.entry, self.forked)
        return f"{signed} by {self.name} ({self.key}; {given}), {self.at} by that person's clock"


@dataclass(frozen=True, slots=True)
class SignedRuling:
    """That a ruling is signed."""

    ruling: str
    record: str
    verdict: str
    by: str
    key: str
    name: str
    """Who signed, which need not be who ruled."""

    def __str__(self) -> str:
        other = "" if self.by == self.name else ", another name than that of the ruling"
        ruled = f"{self.ruling}: {self.verdict} of {self.record} by {self.by}"
        return f"{ruled}, with the key {self.key} of {self.name}{other}"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something outside that holds the hash of an entry: up to there, nothing was altered or cut off since `at`."""

    entry: int
    at: str
    by: str
    """What it is, in words."""
    forked: int = 0
    """Where it holds the hash of an entry of a branch: the entry that the branch parted at."""

    def __str__(self) -> str:
        return f"{entries_said(self.entry, self.forked)}, as they stood at {self.at}: {self.by}"


@dataclass(slots=True)
class Signed:
    """What was found of signatures and anchors."""

    signatures: list[Signature] = field(default_factory=list)
    rulings: list[SignedRuling] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
