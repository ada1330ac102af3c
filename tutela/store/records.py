"""Records that only a workspace has: runs, the steps they did, captures."""

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
