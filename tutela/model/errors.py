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
    ├── ModelUnreachable        a language model gave no answer
    ├── UnknownRecord           no record has this id
    └── RulingRefused           a rule of the house forbids this ruling
        └── SecondPersonNeeded  another person than the first has to confirm

A message names the thing, the value and the remedy.
"""


class TutelaError(Exception):
    """Root of all errors raised on purpose; `remedy` says what the user can do.

    >>> try:
    ...     Workspace.open("nowhere")
    ... except TutelaError as error:
    ...     print(error.remedy)
    Name the folder that `tutela run` wrote as OUT/workspace.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.message = message
        self.remedy = remedy


class InputError(TutelaError):
    """Something handed to Tutela cannot be used.

    >>> read_files("articles", ["none.csv", "nor-this.csv"])                                   # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    tutela.model.errors.InputError: None of the registers can be used: none.csv: ...
    """


class UnreadableFile(InputError):
    """A file cannot be opened or understood.

    >>> gather_files("articles", "none.csv")                                                   # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    tutela.model.errors.UnreadableFile: none.csv ... Check the path.
    """


class UnusableRegister(InputError):
    """A register has no usable row or no column for names.

    >>> from pathlib import Path
    >>> _ = Path("colours.csv").write_text("colour,size\\nred,3\\n")
    >>> gather_files("articles", "colours.csv")                                                # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    tutela.model.errors.UnusableRegister: colours.csv ...
    """


class SettingError(TutelaError):
    """A setting or option holds a value it cannot hold.

    >>> import os
    >>> os.environ["TUTELA_WORKERS"] = "many"
    >>> read_files("articles")                                                                 # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    tutela.model.errors.SettingError: TUTELA_WORKERS is 'many', not a whole number. ...
    >>> del os.environ["TUTELA_WORKERS"]
    """


class WorkspaceError(TutelaError):
    """A workspace cannot do what was asked of it.

    >>> issubclass(NotAWorkspace, WorkspaceError), issubclass(UnknownRecord, WorkspaceError)
    (True, False)
    """


class NotAWorkspace(WorkspaceError):
    """The folder holds no workspace.

    >>> Workspace.open("articles")                                                             # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    tutela.model.errors.NotAWorkspace: articles holds no workspace.gpkg. ...
    """


class WorkspaceExists(WorkspaceError):
    """The folder holds a workspace already.

    >>> Workspace.create("case/workspace")
    Traceback (most recent call last):
        ...
    tutela.model.errors.WorkspaceExists: case/workspace already holds a workspace. Open it, or name another folder.
    """


class WorkspaceBusy(WorkspaceError):
    """Another process is writing to the workspace.

    >>> one, other = Workspace.open("case/workspace"), Workspace.open("case/workspace", patience_s=0)
    >>> with one.writing():
    ...     other.retitle("Another")                                                           # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    tutela.model.errors.WorkspaceBusy: ...
    """


class LedgerBroken(WorkspaceError):
    """The ledger and the records disagree.

    Captured files were changed by hand, and one of the publications comes in under another name:

    >>> from pathlib import Path
    >>> report = run("broken", "articles", "sample/inventory.csv")
    >>> for file in Path("broken/workspace/files").glob("*/*"):
    ...     _ = file.write_text("something else")
    >>> _ = Path("articles/again.txt").write_bytes(Path("articles/cathedral-5-apa-denial.txt").read_bytes())
    >>> run("broken", "articles", "sample/inventory.csv")                                      # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    tutela.model.errors.LedgerBroken: ... no longer holds the bytes its name stands for. ...
    """


class ModelUnreachable(TutelaError):
    """A language model gave no answer, or none of the form asked for."""


class UnknownRecord(TutelaError):
    """No record has this id.

    >>> Workspace.open("case/workspace").record("clm_none")                                    # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    tutela.model.errors.UnknownRecord: No record has the id 'clm_none'. ...
    """


class RulingRefused(TutelaError):
    """A rule of the house forbids this ruling.

    >>> workspace = Workspace.open("case/workspace")
    >>> incident = workspace.incidents()[0].id
    >>> workspace.rule(incident, "correct", by="A. Reader", reason="two say so", sets={"state": "corroborated"})
    Traceback (most recent call last):
        ...
    tutela.model.errors.RulingRefused: The state 'corroborated' is computed from claims and origins, never typed in. ...
    """


class SecondPersonNeeded(RulingRefused):
    """Another person than the first has to confirm.

    >>> workspace = Workspace.open("case/workspace")
    >>> incident, sets = workspace.incidents()[0].id, {"state": "remote_confirmed"}
    >>> _ = workspace.rule(incident, "correct", by="A. Reader", reason="seen on an image", sets=sets)
    >>> workspace.rule(incident, "correct", by="A. Reader", reason="looked again", sets=sets)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    tutela.model.errors.SecondPersonNeeded: ...
    """
