"""`tutela demo`: the main job on the sample that the package ships."""

from pathlib import Path

import click

from tutela.cli.options import quiet_option
from tutela.cli.output import Bars, print_problems, say


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    help="Where to write.",
)
@quiet_option
def demo(out: Path, quiet: bool) -> int:
    """See it work: publications in five languages and an inventory of both communities of the South Caucasus.

    The sample is training material, and every output says so: details are made up. It takes about half a minute.
    """
    from tutela.settings import Settings
    from tutela.workspace.demo import demo as run_demo
    from tutela.workspace.demo import sights
    from tutela.workspace.workspace import Workspace

    with Bars(quiet) as bars:
        report = run_demo(out, processes=Settings.from_environment().processes, progress=bars)
    code = print_problems(report.problems, quiet)
    if not quiet:
        say(report.summary())
        say("\nIn the dossier:")
        for sight in sights(Workspace.open(out / "workspace")):
            say(f"  - {sight}")
    return code
