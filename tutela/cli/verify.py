"""`tutela verify`: what the ledger proves of a workspace."""

from pathlib import Path

import click

from tutela.cli.options import form_option
from tutela.cli.output import ExitCode, print_json_lines, say

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--checkpoint", "checkpoints", type=FILE, multiple=True, help="A checkpoint kept elsewhere. Repeatable.")
@click.option(
    "--public-key", "keys", type=FILE, multiple=True, help="A key as `tutela key export` wrote it. Repeatable."
)
@click.option("--trust", type=FILE, multiple=True, help="Certificates (PEM) of timestamp authorities you trust.")
@click.option("--block-headers", "headers", type=FILE, help="Blocks of Bitcoin that you trust: lines HEIGHT HEADER.")
@form_option
def verify(
    workspace: Path,
    checkpoints: tuple[Path, ...],
    keys: tuple[Path, ...],
    trust: tuple[Path, ...],
    headers: Path | None,
    form: str,
) -> int:
    """Check every entry, record and file of WORKSPACE against its ledger, and say how strongly that proves it.

    WORKSPACE may also be a zip that `tutela bundle` wrote: what its verify.py checks is checked.

    \b
    consistent   chain, records and files agree with each other
    signed       besides, the keys named signed it, up to the entries named
    anchored     besides, a timestamp (--trust) or a checkpoint kept elsewhere (--checkpoint) holds its hash
    """
    if workspace.is_file():
        return _verify_bundle(workspace, checkpoints, keys, trust, form)
    from tutela.model.records import to_json
    from tutela.store.verify import Outside
    from tutela.store.verify import verify as verify_workspace

    lines = [line for path in keys for line in path.read_text("utf-8").splitlines() if line.strip()]
    blocks = headers.read_text("utf-8") if headers else ""
    outside = Outside(checkpoints, tuple(lines), b"\n".join(path.read_bytes() for path in trust), blocks)
    result = verify_workspace(workspace, outside)
    if form == "jsonl":
        print_json_lines([to_json(result)])
    else:
        say(result.summary())
    return ExitCode.FAULTS_FOUND if result.faults else ExitCode.DONE


def _verify_bundle(
    path: Path, checkpoints: tuple[Path, ...], keys: tuple[Path, ...], trust: tuple[Path, ...], form: str
) -> int:
    """Check an evidence bundle."""
    from tutela.workspace.bundling import verify_bundle

    found = verify_bundle(path, checkpoints, keys, trust)
    if form == "jsonl":
        print_json_lines([found])
    else:
        lines = [*found["told"], *(f"Signed: {one}" for one in found["signed"])]
        lines += [*(f"Anchored: {one}" for one in found["anchored"]), *(f"FAULT {one}" for one in found["faults"])]
        say("\n".join((*lines, f"Strength: {found['strength']}.")))
    return ExitCode.FAULTS_FOUND if found["faults"] else ExitCode.DONE
