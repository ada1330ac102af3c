"""The command line: one command per verb of the workspace."""

import io
import os
import sys
from collections.abc import Sequence

import click

from tutela import __version__
from tutela.cli.bundle import bundle
from tutela.cli.capture import capture
from tutela.cli.checkpoint import checkpoint
from tutela.cli.custody import custody
from tutela.cli.demo import demo
from tutela.cli.dossier import dossier
from tutela.cli.gather import gather
from tutela.cli.gazetteer import gazetteer
from tutela.cli.incidents import incidents
from tutela.cli.inventory import inventory
from tutela.cli.key import key
from tutela.cli.merge import merge
from tutela.cli.mission import mission
from tutela.cli.moving import export_workspace, import_workspace, merge_workspaces
from tutela.cli.output import ExitCode, say
from tutela.cli.read import read
from tutela.cli.recordings import recordings
from tutela.cli.review import review
from tutela.cli.rule import rule
from tutela.cli.run import run
from tutela.cli.verify import verify
from tutela.model.errors import TutelaError
from tutela.model.problems import one_line


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tutela")
def tutela() -> None:
    """Draw up the inventory of cultural assets in a conflict zone, and keep watch over it.

    \b
    The flow:
      publications --> read ------\\
                                   link --> incidents --> review --> dossier
      registers -----> inventory -/

    Start with `tutela run PUBLICATIONS --inventory REGISTER --out DIR`: it reads what was published, links it to the
    register, counts the independent origins behind each incident, and writes DIR/workspace (private, everything) and
    DIR/dossier (what may leave the house). Then `tutela review` lists what needs a person first, `tutela rule` records
    what people decide, and `tutela verify` proves that nothing was altered.

    \b
    Exit codes: 0 done; 1 done, but some input was left out (listed); 2 wrong use;
                3 could not be done; 4 verification found faults; 130 stopped by Ctrl-C.
    """


for command in (
    demo,
    capture,
    run,
    read,
    gather,
    gazetteer,
    incidents,
    recordings,
    inventory,
    merge,
    mission,
    review,
    dossier,
    rule,
    key,
    checkpoint,
    bundle,
    custody,
    verify,
    export_workspace,
    import_workspace,
    merge_workspaces,
):
    tutela.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code; errors are told in one plain sentence."""
    # Sentences are too small to be worth several threads each; processes are what cores are for.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        code = tutela.main(args=None if arguments is None else list(arguments), standalone_mode=False)
    except click.ClickException as error:
        # A path may hold what a terminal obeys, and click shows it as it is.
        with io.StringIO() as shown:
            error.show(shown)
            say(shown.getvalue().rstrip("\n"), err=True)
        code = ExitCode.WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. What was finished is kept; run the same command again to go on.", err=True)
        code = ExitCode.STOPPED
    except TutelaError as error:
        click.echo(f"tutela: {one_line(str(error))}", err=True)
        code = ExitCode.FAILED
    except BrokenPipeError:
        # Whoever read the output has seen enough; what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.FAILED
    except OSError as error:
        told = f"{error.filename or 'the output'} cannot be written or read ({error.strerror or error})."
        click.echo(f"tutela: {one_line(told)} Check its disk and permissions.", err=True)
        code = ExitCode.FAILED
    sys.exit(int(code or 0))
