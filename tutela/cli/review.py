"""`tutela review`: what needs a person first, with why."""

from pathlib import Path

import click

from tutela.cli.opening import opened_workspace
from tutela.cli.options import form_option, reading_option
from tutela.cli.output import print_json_lines, say


@click.command()
@reading_option
@click.option("--limit", default=20, show_default=True, help="How many to list; 0 for all.")
@form_option
def review(workspace: Path | None, limit: int, form: str) -> int:
    """List what needs a person first, and why."""
    from tutela.model.records import to_json

    items = opened_workspace(workspace, form).review()
    shown = items[: limit or None]
    if form == "jsonl":
        print_json_lines(to_json(item) | {"why": item.why} for item in shown)
        return 0
    for item in shown:
        seen = "".join(f"\n    {passage}" for passage in item.seen)
        say(f"{item.record}  {item.title}{seen}\n    why: {item.why}\n    {item.remedy}\n")
    say(f"{len(shown)} of {len(items)} shown." if items else "Nothing waits for a person.")
    return 0
