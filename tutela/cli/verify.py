"""`tutela verify`: what the ledger proves of a workspace."""

from pathlib import Path

import click

from tutela.cli.options import form_option
from tutela.cli.output import ExitCode, print_json_lines, say


@click.command()
@click.argument("workspace", type=click.Path(path_type=Path))
@form_option
def verify(workspace: Path, form: str) -> int:
    """Check every entry, record and file of WORKSPACE against its ledger, and say how strongly that proves it."""
    from tutela.model.records import to_json
    from tutela.store.verify import verify as verify_workspace

    result = verify_workspace(workspace)
    if form == "jsonl":
        print_json_lines([to_json(result)])
    else:
        say(result.summary())
    return ExitCode.FAULTS_FOUND if result.faults else ExitCode.DONE
