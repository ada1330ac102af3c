# What type checkers and editors see; tutela/__init__.py loads the same names when they are first used.

from tutela.model.casefile import CaseFile
from tutela.model.claims import Certainty, Claim, Harm, Reading, Recording, Statement
from tutela.model.documents import Document, Publisher
from tutela.model.errors import (
    InputError,
    LedgerBroken,
    NotAWorkspace,
    RulingRefused,
    SecondPersonNeeded,
    SettingError,
    TutelaError,
    UnknownRecord,
    UnreadableFile,
    UnusableRegister,
    WorkspaceBusy,
    WorkspaceError,
    WorkspaceExists,
)
from tutela.model.incidents import ChainEdge, Incident, Origin, OriginCount
from tutela.model.inventory import Asset, Name, Place, Register, RegisterEntry
from tutela.model.links import Link, LinkVerdict
from tutela.model.passages import Passage
from tutela.model.problems import Problem
from tutela.model.reasons import Reason
from tutela.model.records import from_json, to_json
from tutela.model.rulings import Ruling, State, Verdict
from tutela.model.times import Period
from tutela.publishing.gate import Released, release
from tutela.publishing.notebook import IncidentView
from tutela.review.queue import ReviewItem
from tutela.store.verify import Verification, verify
from tutela.workspace.demo import SAMPLE, demo, sights
from tutela.workspace.dossier import write_dossier
from tutela.workspace.findings import Gathering, ReadFiles
from tutela.workspace.listing import Records
from tutela.workspace.pipeline import gather_files, read_files, regather, run
from tutela.workspace.report import RunReport
from tutela.workspace.tables import Table
from tutela.workspace.workspace import Workspace

__version__: str

__all__ = [
    "SAMPLE",
    "Asset",
    "CaseFile",
    "Certainty",
    "ChainEdge",
    "Claim",
    "Document",
    "Gathering",
    "Harm",
    "Incident",
    "IncidentView",
    "InputError",
    "LedgerBroken",
    "Link",
    "LinkVerdict",
    "Name",
    "NotAWorkspace",
    "Origin",
    "OriginCount",
    "Passage",
    "Period",
    "Place",
    "Problem",
    "Publisher",
    "ReadFiles",
    "Reading",
    "Reason",
    "Recording",
    "Records",
    "Register",
    "RegisterEntry",
    "Released",
    "ReviewItem",
    "Ruling",
    "RulingRefused",
    "RunReport",
    "SecondPersonNeeded",
    "SettingError",
    "State",
    "Statement",
    "Table",
    "TutelaError",
    "UnknownRecord",
    "UnreadableFile",
    "UnusableRegister",
    "Verdict",
    "Verification",
    "Workspace",
    "WorkspaceBusy",
    "WorkspaceError",
    "WorkspaceExists",
    "__version__",
    "demo",
    "from_json",
    "gather_files",
    "read_files",
    "regather",
    "release",
    "run",
    "sights",
    "to_json",
    "verify",
    "write_dossier",
]
