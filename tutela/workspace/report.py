"""What a run says when it ends: what there is now, and what to look at next."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tutela.model.problems import Problem
from tutela.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RunReport:
    """Counts of the workspace after a run, and what was wrong with the input.

    >>> report = run("case", "articles", "sample/inventory.csv")
    >>> print(report.summary())                                                                # doctest: +ELLIPSIS
    10 documents, 65 assets in the inventory: ... claims in ... incidents.
    <BLANKLINE>
    Look at the dossier:          case/dossier/index.html
    See what needs a person:      tutela review --workspace case/workspace   (... waiting)
    Prove nothing was altered:    tutela verify case/workspace
    """

    out: Path
    documents: int
    assets: int
    claims: int
    incidents: int
    to_review: int
    problems: tuple[Problem, ...]
    notice: str = ""
    """What every output says of the whole case before anything else."""

    @classmethod
    def of(cls, workspace: Workspace, out: Path, problems: Sequence[Problem]) -> "RunReport":
        """The report on a workspace as it stands."""
        return cls(
            out,
            len(workspace.documents()),
            sum(not asset.described for asset in workspace.assets()),
            len(workspace.claims()),
            len(workspace.incidents()),
            len(workspace.review()),
            tuple(problems),
            workspace.notice,
        )

    @property
    def problem_list(self) -> Path:
        """The file that lists all problems of this run, where there are any."""
        return self.out / "left-out" / "problems.txt"

    def summary(self) -> str:
        """A few lines for a person at a terminal."""
        left_out = sum(problem.dropped for problem in self.problems)
        workspace = self.out / "workspace"
        lines = [
            *filter(None, [self.notice]),
            f"{_many(self.documents, 'document')}, {_many(self.assets, 'asset')} in the inventory: "
            f"{_many(self.claims, 'claim')} in {_many(self.incidents, 'incident')}.",
            "",
            f"Look at the dossier:          {self.out / 'dossier' / 'index.html'}",
            f"See what needs a person:      tutela review --workspace {workspace}   ({self.to_review} waiting)",
            f"Prove nothing was altered:    tutela verify {workspace}",
        ]
        if left_out:
            lines.append(f"{_many(left_out, 'input')} left out: {self.problem_list}")
        return "\n".join(lines)


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"
