"""The demonstration: the main job on the sample that the package ships, and what to look at in its dossier."""

from collections.abc import Iterator
from pathlib import Path

from tutela.model.casefile import CaseFile
from tutela.model.errors import WorkspaceExists
from tutela.model.incidents import Incident
from tutela.publishing.contents import Contents, contents, denies
from tutela.publishing.differences import Aspect, difference_said, differences
from tutela.publishing.gate import release
from tutela.store.connection import DATABASE
from tutela.workspace import pipeline
from tutela.workspace.report import RunReport
from tutela.workspace.taking_in import Progress, no_progress
from tutela.workspace.workspace import Workspace

SAMPLE = Path(__file__).resolve().parent.parent / "sample"
"""Publications and an inventory, written for training."""
TITLE = "Heritage of the South Caucasus: a training case"
NOTICE = "Training material: details are made up. Cite nothing of it as said by anyone or as having happened."

NUMBERS = (Aspect.SHARE, Aspect.NUMBER)


def demo(out: Path | str = "demo", *, processes: int = 1, progress: Progress = no_progress) -> RunReport:
    """Run the main job on the packaged sample, with a notice in every output that it is training material.

    Args:
        out: gets `workspace/` and `dossier/`, as with `run`.
        processes: how many read.
        progress: told as work goes on.

    Raises:
        WorkspaceExists: `out` holds an investigation that is no demonstration; the two must not mix.

    >>> report = demo("demo")
    >>> report.notice
    'Training material: details are made up. Cite nothing of it as said by anyone or as having happened.'
    """
    folder = Path(out)
    make_workspace(folder / "workspace")
    return pipeline.run(
        folder, [SAMPLE / "publications"], [SAMPLE / "inventory.csv"], processes=processes, progress=progress
    )


def make_workspace(path: Path) -> None:
    """An empty workspace that says it holds training material, unless there is one already."""
    if not (path / DATABASE).exists():
        Workspace.create(path, TITLE, NOTICE).close()
        return
    with Workspace.open(path) as workspace:
        if workspace.notice != NOTICE:
            raise WorkspaceExists(
                f"{path} holds an investigation of its own; training material must not get into it.",
                "Name another folder: tutela demo --out DIR.",
            )


def sights(workspace: Workspace) -> tuple[str, ...]:
    """What a workspace's dossier shows best, a line each, by the numbers readers see there (I8, R1).

    >>> print(sights(Workspace.open("case/workspace"))[0])                                     # doctest: +ELLIPSIS
    I... Ghazanchetsots Cathedral (Holy Saviour): ... documents, independent origins: ...
    """
    case = workspace.case_file()
    return tuple(_sights(contents(release(case)), case))


def _sights(held: Contents, case: CaseFile) -> Iterator[str]:
    if held.incidents:
        most = max(held.incidents, key=lambda incident: len(_documents(held, incident)))
        told, count = len(_documents(held, most)), most.count
        yield f"{_named(held, most)}: {told} documents, independent origins: {count}"
    alone = [one for one in held.incidents if one.count.at_most == 1 < len(_documents(held, one))]
    if alone:
        yield f"several documents, one origin: {', '.join(_named(held, incident) for incident in alone[:3])}"
    denied = [one for one in held.incidents if any(denies(one, claim) for claim in held.claims_of(one))]
    if denied:
        yield f"told and denied: {', '.join(_named(held, incident) for incident in denied[:3])}"
    for incident in held.incidents:
        for difference in differences(held, incident):
            if difference.aspect in NUMBERS:
                yield f"a number that drifts: {_named(held, incident)}: {difference_said(held, difference)}"
    struck = (held.assets.get(incident.asset) for incident in held.incidents)
    described = list({asset.id: asset for asset in struck if asset and asset.described}.values())
    if described:
        yield f"in no register, known from publications only: {len(described)} assets, as {described[0].label}"
    if held.recordings:
        open_ones = sum(not held.authentications(recording) for recording in held.recordings)
        yield f"recordings nobody has authenticated yet: {open_ones} of {len(held.recordings)}"
    names = [asset.label for asset in case.assets if asset.id in case.restricted]
    if names:
        yield f"kept in the workspace, withheld from the dossier: {', '.join(names)}"


def _documents(held: Contents, incident: Incident) -> set[str]:
    return {claim.document for claim in held.claims_of(incident)}


def _named(held: Contents, incident: Incident) -> str:
    asset = held.assets.get(incident.asset)
    return f"{held.numbers[incident.id]} {asset.label if asset else ''}".strip()
