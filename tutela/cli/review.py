"""`tutela review`: what needs a person first, with why."""

from pathlib import Path

import click

from tutela.cli.options import chosen_workspace, form_option, workspace_option
from tutela.cli.output import print_json_lines, say


@click.command()
@workspace_option
@click.option("--limit", default=20, show_default=True, help="How many to list; 0 for all.")
@form_option
def review(workspace: Path | None, limit: int, form: str) -> int:
    """List what needs a person first, and why."""
    from tutela.model.records import to_json
    from tutela.workspace.workspace import Workspace

    opened = Workspace.open(chosen_workspace(workspace))
    items = opened.review()
    shown = items[: limit or None]
    if form == "jsonl":
        print_json_lines(to_json(item) | {"why": item.why} for item in shown)
        return 0
    if opened.notice:
        say(f"{opened.notice}\n")
    for item in shown:
        seen = "".join(f"\n    {passage}" for passage in item.seen)
        say(f"{item.record}  {item.title}{seen}\n    why: {item.why}\n    {item.remedy}\n")
    say(f"{len(shown)} of {len(items)} shown." if items else "Nothing waits for a person.")
    return 0
