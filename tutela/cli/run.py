"""`tutela run`: publications and registers in, a workspace and a dossier out."""

from pathlib import Path

import click

from tutela.cli.options import EXISTING, column_map, inventory_option, quiet_option
from tutela.cli.output import Bars, print_problems, say


@click.command()
@click.argument("publications", metavar="[PUBLICATIONS]...", type=EXISTING, nargs=-1)
@inventory_option
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Where to write.")
@click.option(
    "--title",
    default="",
    help="Title of the dossier, kept by the workspace until another is given; else a neutral one.",
)
@click.option(
    "--publishers",
    metavar="FILE",
    type=EXISTING,
    help="A table (CSV) of publishers with owner and ties that you know, kept by the workspace; see the page on adding "
    "a publisher.",
)
@quiet_option
def run(
    publications: tuple[Path, ...],
    registers: tuple[Path, ...],
    columns: tuple[str, ...],
    out: Path,
    title: str,
    publishers: Path | None,
    quiet: bool,
) -> int:
    """Read publications and a heritage register; write a workspace and a dossier.

    PUBLICATIONS are folders or files: .txt, .html, .json, .jsonl. OUT/workspace keeps everything and stays private;
    OUT/dossier is what may leave the house. Run it again with more publications and only the new ones are read; without
    any, those that `tutela capture` brought into OUT.
    """
    from tutela.settings import Settings
    from tutela.workspace import pipeline

    if not (publications or registers or (out / "workspace").exists()):
        raise click.UsageError("Nothing to read. Name publications, or capture some: tutela capture OUT WHAT...")
    with Bars(quiet) as bars:
        report = pipeline.run(
            out,
            publications,
            registers,
            column_map(columns),
            title=title,
            processes=Settings.from_environment().processes,
            progress=bars,
            publishers=publishers,
        )
    code = print_problems(report.problems, quiet, report.problem_list)
    if not quiet:
        say(report.summary())
    return code
