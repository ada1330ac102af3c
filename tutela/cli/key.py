"""`tutela key`: the keys a person signs with."""

from pathlib import Path

import click

from tutela.cli.output import say


@click.group()
def key() -> None:
    """Make and show the keys you sign checkpoints and rulings with.

    They lie in your own configuration folder (else TUTELA_KEYS), never in a workspace. Keep a copy where you keep your
    passwords: a lost key cannot be made again.
    """


@key.command()
@click.option("--name", metavar="NAME", required=True, help="Who signs with it, as others know that person.")
@click.option("--passphrase", "locked", is_flag=True, help="Ask for a passphrase, and encrypt the key with it.")
def new(name: str, locked: bool) -> int:
    """Make an Ed25519 key."""
    from tutela.store.checkpoints import verifier_key
    from tutela.workspace.evidence import keyring

    passphrase = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True) if locked else ""
    ring = keyring()
    public = ring.new(name, passphrase)
    say(f"{public.id}  {public.name}")
    say(f"The private half: {ring.folder / public.id}.pem")
    say(f"Give others this line, so that they know your signature:\n{verifier_key(public)}")
    return 0


@key.command("list")
def list_keys() -> int:
    """List your keys."""
    from tutela.workspace.evidence import keyring

    ring = keyring()
    for public in ring.all():
        say(f"{public.id}  {public.name}{'  (asks for a passphrase)' if ring.is_locked(public) else ''}")
    return 0


@key.command()
@click.argument("name", required=False, default="")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it to a file.")
def export(name: str, out: Path | None) -> int:
    """Print the public half of the key called NAME (a name or id), for others to check signatures with."""
    from tutela.store.checkpoints import verifier_key
    from tutela.workspace.evidence import keyring

    line = verifier_key(keyring().find(name))
    if out:
        out.write_text(f"{line}\n", "utf-8")
    else:
        say(line)
    return 0
