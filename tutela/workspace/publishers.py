"""The publishers of a case: those a team knows, and the packaged ones beside them."""

from pathlib import Path

from tutela.language.names import fold
from tutela.model.documents import Publisher
from tutela.model.problems import Problem
from tutela.sources.drafts import shown_path
from tutela.sources.publisher_files import read_publishers
from tutela.sources.publishers import known_publishers
from tutela.workspace.runs import run_card
from tutela.workspace.workspace import Workspace

TEAM = "team"
"""Scope of the publishers that a team's file gives."""


def keep_publishers(workspace: Workspace, path: Path) -> list[Problem]:
    """Make a table the team's publishers of this workspace, in place of the one given before; what was wrong with it.

    A row takes the place of the packaged publisher of its id or name. The next gathering counts by it.

    Raises:
        InputError: it cannot be used at all.
    """
    team, problems, content = read_publishers(path)
    with workspace.batch(run_card({}), "publishers") as batch:
        batch.replace(Publisher, packaged_beside(team))
        batch.replace(Publisher, team, scope=TEAM)
        batch.keep(content, of=TEAM, path=shown_path(path))
        batch.add_all(problems)
    return list(problems)


def publishers_of_file(path: Path | str | None) -> tuple[tuple[Publisher, ...], tuple[Problem, ...]]:
    """The publishers of a team's table, if any, with the packaged ones beside them, and what was wrong with its rows.

    Raises:
        InputError: it cannot be used at all.

    >>> publishers_of_file(None)[0] == known_publishers()
    True
    """
    team, problems = read_publishers(Path(path))[:2] if path else ((), ())
    return (*team, *packaged_beside(team)), problems


def packaged_beside(team: tuple[Publisher, ...]) -> tuple[Publisher, ...]:
    """The packaged publishers, less those that a team tells otherwise."""
    ids, names = {one.id for one in team}, {fold(one.name) for one in team}
    return tuple(one for one in known_publishers() if one.id not in ids and fold(one.name) not in names)


def team_publishers(workspace: Workspace) -> tuple[Publisher, ...]:
    """The publishers that a team's file gave this workspace.

    >>> team_publishers(Workspace.open("case/workspace"))
    ()
    """
    scopes = workspace.scopes_of(Publisher)
    return tuple(one for one in workspace.publishers() if scopes.get(one.id) == TEAM)


def publishers_of(workspace: Workspace) -> tuple[Publisher, ...]:
    """All publishers that count in this workspace, the team's first."""
    team = team_publishers(workspace)
    return (*team, *packaged_beside(team))
