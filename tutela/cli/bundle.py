"""`tutela bundle`: the evidence on an incident or on all, in a zip that anybody can check."""

from pathlib import Path

import click

from tutela.cli.options import quiet_option
from tutela.cli.output import Bars, say


@click.command()
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("incident", metavar="INCIDENT|ALL", default="ALL")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="The zip to write.")
@click.option("--redacted", is_flag=True, help="Only what may leave the house, without captured bytes; sealed.")
@click.option("--key", "name", metavar="NAME", help="Sign with this key: a name or id of `tutela key list`.")
@click.option("--timestamp", "url", metavar="URL", help="Have the timestamp authority at URL stamp the bundle.")
@click.option("--allow-private", is_flag=True, help="URL may be on this machine or in a private network.")
@click.option(
    "--open-seal",
    "sealed",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Print the lines behind the seal of a redacted bundle that this workspace made; writes nothing.",
)
@quiet_option
def bundle(
    workspace: Path,
    incident: str,
    out: Path | None,
    redacted: bool,
    name: str | None,
    url: str | None,
    allow_private: bool,
    sealed: Path | None,
    quiet: bool,
) -> int:
    """Write the evidence on INCIDENT (its id, or its number in the dossier) or on ALL into a zip.

    It holds the documents as a web archive, what was read and ruled, the captured files, the ledger's part with proofs,
    keys and timestamps, a page to read, and verify.py, which checks all of it on any machine with Python. Without
    --redacted it is private: it holds everything, restricted assets too. With --key the ledger is signed first, then
    the bundle as it is. The ledger notes that it was made.
    """
    from tutela.workspace.bundling import seal_of, write_bundle
    from tutela.workspace.bundling.writing import Signer
    from tutela.workspace.evidence import stamper
    from tutela.workspace.workspace import Workspace

    if sealed:
        with Workspace.open(workspace) as opened:
            click.echo(seal_of(opened, sealed), nl=False)
        return 0
    if out is None:
        raise click.UsageError("Where the zip goes is missing: give --out FILE.")
    signer = None
    if name is not None:
        from tutela.cli.checkpoint import unlocked

        key = unlocked(name)
        signer = Signer(key.public, key.sign)
    stamp = stamper(url, allow_private) if url else None
    with Workspace.open(workspace) as opened, Bars(quiet) as bars:
        made = write_bundle(opened, incident, out, redacted=redacted, signer=signer, stamp=stamp, progress=bars)
    say(f"written: {made.path}, {made.bytes:,} bytes, {made.members:,} members\nSHA-256: {made.sha256}")
    say("\n".join((*made.told, *(f"left out: {one}" for one in made.left_out), f"Strength: {made.strength}")))
    return 0
