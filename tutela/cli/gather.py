"""`tutela gather`: documents -> claims with their asset, incident and origins, without a workspace."""

from pathlib import Path

import click

from tutela.cli.options import (
    EXISTING,
    PROBLEMS_HINT,
    column_map,
    form_option,
    gazetteer_option,
    inventory_option,
    problems_option,
    quiet_option,
)
from tutela.cli.output import Bars, print_json_lines, print_problems, say, write_problems


@click.command()
@click.argument("files", metavar="FILE...", type=EXISTING, nargs=-1, required=True)
@inventory_option
@gazetteer_option
@click.option(
    "--publishers",
    metavar="FILE",
    type=EXISTING,
    help="A table (CSV) of publishers with owner and ties that you know; see the page on adding a publisher.",
)
@click.option("--claims-given", is_flag=True, help="Take the claims that stand in the documents instead of reading.")
@form_option
@problems_option
@quiet_option
def gather(
    files: tuple[Path, ...],
    registers: tuple[Path, ...],
    columns: tuple[str, ...],
    gazetteers: tuple[Path, ...],
    publishers: Path | None,
    claims_given: bool,
    form: str,
    quiet: bool,
    listed: Path | None,
) -> int:
    """Group what publications say into incidents and count the independent origins of each. Nothing is stored.

    FILE is a .txt, .html, .json or .jsonl file, or a folder of them.
    """
    from tutela.publishing.gathered import documents_as_json, incidents_as_text
    from tutela.settings import Settings
    from tutela.workspace import pipeline

    with Bars(quiet) as bars:
        found = pipeline.gather_files(
            files,
            registers,
            column_map(columns),
            claims_given=claims_given,
            processes=Settings.from_environment().processes,
            progress=bars,
            gazetteers=gazetteers,
            publishers=publishers,
        )
    if form == "jsonl":
        print_json_lines(documents_as_json(found.documents, found.claims, found.links, found.incidents))
    else:
        say(incidents_as_text(found.documents, found.claims, found.assets, found.incidents))
    if listed is not None:
        write_problems(found.problems, listed)
    return print_problems(found.problems, quiet, listed, PROBLEMS_HINT)
