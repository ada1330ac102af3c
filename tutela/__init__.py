"""Tutela: the inventory of cultural assets in a conflict zone, and a watch over it.

What the command line does, in a program; nothing here reaches for the network:

>>> from tutela import SAMPLE, Verdict, Workspace, regather, run, write_dossier
>>> sorted(path.name for path in SAMPLE.iterdir())
['README.md', 'inventory.csv', 'publications']
>>> report = run("case", ["articles"], ["sample/inventory.csv"])
>>> workspace = Workspace.open("case/workspace")
>>> first = workspace.claims()[0]
>>> ruling = workspace.rule(first.id, Verdict.ACCEPT, by="A. Reviewer", reason="stands so in the text")
>>> regather(workspace)
>>> write_dossier(workspace, "case/dossier")
>>> workspace.table("incidents").columns[:4]
('id', 'asset', 'harms', 'time')
>>> workspace.verify().faults
()

The names below are the whole of it and stay; what lies deeper may move. Each is loaded when first used.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "tutela.workspace.workspace": "Workspace",
    "tutela.workspace.pipeline": "run read_files gather_files regather",
    "tutela.workspace.findings": "Gathering ReadFiles",
    "tutela.workspace.dossier": "write_dossier",
    "tutela.workspace.demo": "demo sights SAMPLE",
    "tutela.workspace.listing": "Records",
    "tutela.workspace.report": "RunReport",
    "tutela.workspace.tables": "Table",
    "tutela.publishing.gate": "Released release",
    "tutela.publishing.notebook": "IncidentView",
    "tutela.review.queue": "ReviewItem",
    "tutela.store.verify": "Verification verify",
    "tutela.model.casefile": "CaseFile",
    "tutela.model.documents": "Document Publisher",
    "tutela.model.passages": "Passage",
    "tutela.model.claims": "Certainty Claim Harm Reading Recording Statement",
    "tutela.model.times": "Period",
    "tutela.model.inventory": "Asset Name Place Register RegisterEntry",
    "tutela.model.links": "Link LinkVerdict",
    "tutela.model.incidents": "ChainEdge Incident Origin OriginCount",
    "tutela.model.rulings": "Ruling State Verdict",
    "tutela.model.problems": "Problem",
    "tutela.model.reasons": "Reason",
    "tutela.model.records": "from_json to_json",
    "tutela.model.errors": (
        "TutelaError InputError UnreadableFile UnusableRegister SettingError WorkspaceError "
        "NotAWorkspace WorkspaceExists WorkspaceBusy LedgerBroken UnknownRecord RulingRefused "
        "SecondPersonNeeded"
    ),
}

_HOME_OF = {name: module for module, names in _HOMES.items() for name in names.split()}

__all__ = ["__version__", *sorted(_HOME_OF)]


def __getattr__(name: str) -> object:
    """A public name, from the module it lives in (PEP 562)."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'tutela' has no attribute {name!r}")
    found: object = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
