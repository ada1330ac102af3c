"""`tutela custody`: every touch of one captured thing, in order."""

from pathlib import Path

import click

from tutela.cli.options import as_of_option
from tutela.cli.output import ExitCode, say


@click.command()
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("record", metavar="ID")
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write it to FILE (.pdf, .html or .txt) instead of printing it.",
)
@as_of_option
def custody(workspace: Path, record: str, out: Path | None) -> int:
    """Tell how a captured item, document, medium or recording was kept.

    Every touch in order: captured, read, linked, ruled on, superseded, put into a bundle - with the ledger entry, the
    time and whose clock, hashes before and after, and by whom; and whether its bytes are today what was captured.
    """
    from tutela.cli.opening import as_known
    from tutela.publishing.custody import custody_blocks
    from tutela.publishing.report_pages import as_text
    from tutela.workspace.custody import custody_of, write_custody

    with as_known(workspace) as opened:
        told = custody_of(opened, record)
    if out is None:
        say(as_text(custody_blocks(told), told.heading, told.notice))
    else:
        write_custody(told, out)
        say(f"written: {out}")
    if told.sound:
        return ExitCode.DONE
    say("Bytes are missing or were changed: see “Its bytes today”.", err=True)
    return ExitCode.FAULTS_FOUND
