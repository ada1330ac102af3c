"""Every error Tutela raises on purpose, as one tree.

    TutelaError
    ├── InputError              something handed to Tutela cannot be used
    │   ├── UnreadableFile      a file cannot be opened or understood
    │   └── UnusableRegister    a register has no usable row or no column for names
    ├── SettingError            a setting or option holds a value it cannot hold
    ├── WorkspaceError          a workspace cannot do what was asked of it
    │   ├── NotAWorkspace       the folder holds no workspace
    │   ├── WorkspaceExists     the folder holds one already
    │   ├── WorkspaceBusy       another process is writing to it
    │   └── LedgerBroken        the ledger and the records disagree
    ├── UnknownRecord           no record has this id
    └── RulingRefused           a rule of the house forbids this ruling
        └── SecondPersonNeeded  another person than the first has to confirm

A message names the thing, the value and the remedy.
"""


class TutelaError(Exception):
    """Root of all errors raised on purpose; `remedy` says what the user can do."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.message = message
        self.remedy = remedy


class InputError(TutelaError):
    """Something handed to Tutela cannot be used."""


class UnreadableFile(InputError):
    """A file cannot be opened or understood."""


class UnusableRegister(InputError):
    """A register has no usable row or no column for names."""


class SettingError(TutelaError):
    """A setting or option holds a value it cannot hold."""


class WorkspaceError(TutelaError):
    """A workspace cannot do what was asked of it."""


class NotAWorkspace(WorkspaceError):
    """The folder holds no workspace."""


class WorkspaceExists(WorkspaceError):
    """The folder holds a workspace already."""


class WorkspaceBusy(WorkspaceError):
    """Another process is writing to the workspace."""


class LedgerBroken(WorkspaceError):
    """The ledger and the records disagree."""


class UnknownRecord(TutelaError):
    """No record has this id."""


class RulingRefused(TutelaError):
    """A rule of the house forbids this ruling."""


class SecondPersonNeeded(RulingRefused):
    """Another person than the first has to confirm."""
