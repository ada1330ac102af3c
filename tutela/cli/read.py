"""`tutela read`: documents -> claims, statements, recordings, without a workspace."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutela.cli.model_options import chosen_model, model_options
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

if TYPE_CHECKING:
    from tutela.workspace.model_reading import Account, ModelUse


@click.command()
@click.argument("files", metavar="FILE...", type=EXISTING, nargs=-1, required=True)
@inventory_option
@gazetteer_option
@form_option
@click.option("--explain", is_flag=True, help="Say why: the words and signals of each field, near misses, guards.")
@model_options
@problems_option
@quiet_option
def read(
    files: tuple[Path, ...],
    registers: tuple[Path, ...],
    columns: tuple[str, ...],
    gazetteers: tuple[Path, ...],
    form: str,
    quiet: bool,
    listed: Path | None,
    explain: bool,
    reader: str,
    endpoint: str | None,
    model: str | None,
    record: Path | None,
    replay: Path | None,
) -> int:
    """Read publications into claims of harm, each field tied to its exact words.

    FILE is a .txt, .html, .json or .jsonl file, or a folder of them. Nothing is stored. A language model is asked only
    where --reader says so; what it answers must stand in the text, and what leaves this machine is told before.
    """
    from tutela.publishing.guide import reading_as_json, reading_as_text
    from tutela.settings import Settings
    from tutela.workspace import pipeline
    from tutela.workspace.model_reading import Account

    use, account = chosen_model(reader, endpoint, model, record, replay), Account()
    if explain:
        code = _explain(files, registers, columns, gazetteers, use, account)
        if use is not None and not quiet:
            say(account.told(), err=True)
        return code
    with Bars(quiet) as bars:
        result = pipeline.read_files(
            files,
            registers,
            column_map(columns),
            processes=Settings.from_environment().processes,
            progress=bars,
            model=use,
            account=account,
            gazetteers=gazetteers,
        )
    if use is not None and not quiet:
        say(account.told(), err=True)
    if form == "jsonl":
        print_json_lines(reading_as_json(document, reading) for document, reading in result.readings)
    else:
        for document, reading in result.readings:
            say(reading_as_text(document, reading))
    if listed is not None:
        write_problems(result.problems, listed)
    return print_problems(result.problems, quiet, listed, PROBLEMS_HINT)


def _explain(
    files: tuple[Path, ...],
    registers: tuple[Path, ...],
    columns: tuple[str, ...],
    gazetteers: tuple[Path, ...],
    use: "ModelUse | None",
    account: "Account",
) -> int:
    from tutela.workspace import pipeline

    told = pipeline.explain_files(files, registers, column_map(columns), gazetteers, model=use, account=account)
    for said in told:
        say(said)
        say("")
    return 0
