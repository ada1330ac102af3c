"""Every setting, its default and its TUTELA_ variable."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from tutela.model.errors import SettingError


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one process. Each field can be given as the variable TUTELA_ and its name in capitals."""

    workspace: Path | None = None
    """The workspace that commands use when none is named (TUTELA_WORKSPACE)."""
    workers: int = 0
    """Processes that read documents; 0 means one for each core (TUTELA_WORKERS)."""
    by: str = ""
    """Who rules when `--by` is not given (TUTELA_BY)."""
    parser_model: str = ""
    """An installed spaCy model to parse with instead of the packaged one (TUTELA_PARSER_MODEL)."""
    model_endpoint: str = ""
    """Address of a language model's chat completions, as in http://127.0.0.1:8080/v1 (TUTELA_MODEL_ENDPOINT)."""
    model_name: str = ""
    """Name of the model to ask there (TUTELA_MODEL_NAME)."""
    model_key: str = ""
    """Key sent to it; never written anywhere (TUTELA_MODEL_KEY)."""
    keys: Path | None = None
    """The folder of your signing keys, instead of the one in your configuration folder (TUTELA_KEYS)."""
    chromium: str = ""
    """The Chromium that shows pages to be captured, where it is not found by itself (TUTELA_CHROMIUM)."""
    user_agent: str = ""
    """What servers are told of who captures a page, instead of Tutela and its version (TUTELA_USER_AGENT)."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Settings from TUTELA_ variables; unset and empty ones keep their default.

        Raises:
            SettingError: a variable is unknown, or holds what its setting cannot hold.
        """
        names = {f"TUTELA_{field.name.upper()}": field.name for field in fields(cls)}
        given = {name: value for name, value in environment.items() if name.startswith("TUTELA_") and value}
        unknown = sorted(set(given) - set(names))
        if unknown:
            raise SettingError(f"no setting is called {unknown[0]}.", f"Known: {', '.join(sorted(names))}.")
        return cls(
            workspace=Path(given["TUTELA_WORKSPACE"]) if "TUTELA_WORKSPACE" in given else None,
            workers=_count("TUTELA_WORKERS", given.get("TUTELA_WORKERS", "0")),
            by=given.get("TUTELA_BY", ""),
            parser_model=given.get("TUTELA_PARSER_MODEL", ""),
            model_endpoint=given.get("TUTELA_MODEL_ENDPOINT", ""),
            model_name=given.get("TUTELA_MODEL_NAME", ""),
            model_key=given.get("TUTELA_MODEL_KEY", ""),
            keys=Path(given["TUTELA_KEYS"]) if "TUTELA_KEYS" in given else None,
            chromium=given.get("TUTELA_CHROMIUM", ""),
            user_agent=given.get("TUTELA_USER_AGENT", ""),
        )

    @property
    def processes(self) -> int:
        """How many processes to use."""
        return self.workers or os.cpu_count() or 1


def _count(name: str, text: str) -> int:
    if not text.isdecimal():
        raise SettingError(
            f"{name} is {text!r}, not a whole number.", "Give a number of processes, or 0 for all cores."
        )
    return int(text)
