"""`tutela checkpoint`: sign how far the ledger has come, and have others hold it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutela.cli.options import chosen_workspace, workspace_option
from tutela.cli.output import say
from tutela.model.errors import InputError

if TYPE_CHECKING:
    from tutela.store.keys import SigningKey
    from tutela.workspace.evidence import Stamped

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option(
    "--key", "name", metavar="NAME", default="", help="The key to sign with: a name or id of `tutela key list`."
)
@click.option("--timestamp", "url", metavar="URL", help="Have the timestamp authority at URL stamp it (RFC 3161).")
@click.option(
    "--calendar",
    "calendars",
    metavar="URL",
    multiple=True,
    help="Have an OpenTimestamps calendar at URL stamp it. Repeatable.",
)
@click.option("--upgrade", is_flag=True, help="Ask calendars whether their promises are kept; signs nothing.")
@click.option("--allow-private", is_flag=True, help="URL may be on this machine or in a private network.")
@click.option("--timestamp-request", "request", type=FILE, help="Write what to send to an authority, to send it later.")
@click.option("--timestamp-response", "response", type=FILE, help="Take in what an authority answered; signs nothing.")
@click.option("--out", type=FILE, help="Write the checkpoint to a file too, to keep elsewhere.")
@workspace_option
def checkpoint(
    name: str,
    url: str | None,
    calendars: tuple[str, ...],
    upgrade: bool,
    allow_private: bool,
    request: Path | None,
    response: Path | None,
    out: Path | None,
    workspace: Path | None,
) -> int:
    """Sign how far the ledger has come, so that others can hold it against a ledger that was cut or made anew.

    The checkpoint is kept in the workspace, with the ledger entry after those it signs. What matters is what stands
    elsewhere: send the file of --out to a partner, print it, or have an authority stamp it with --timestamp. Without a
    connection, --timestamp-request writes the request, and --timestamp-response takes in the answer. A --calendar
    promises a block of Bitcoin and has it some hours later: --upgrade then fetches the rest of the proof.
    `tutela verify --checkpoint FILE` compares.
    """
    from tutela.workspace import evidence
    from tutela.workspace.workspace import Workspace

    if upgrade and (response or url or request or out or name or calendars):
        raise click.UsageError(
            "--upgrade stands alone: it asks the calendars that were asked before, and signs nothing."
        )
    if response and (url or request or out or name or calendars):
        raise click.UsageError("--timestamp-response stands alone: it takes in an answer and signs nothing.")
    with Workspace.open(chosen_workspace(workspace)) as opened:
        if response:
            say(_told(evidence.take_timestamp(opened, _read(response), str(response))))
            return 0
        if upgrade:
            kept, waiting = evidence.upgrade_promises(opened, allow_private)
            say("\n".join((*map(_told, kept), f"Promises kept: {len(kept)}; still waiting: {waiting}.")))
            return 0
        key = unlocked(name)
        made = evidence.make_checkpoint(opened, key.public, key.sign)
        say(f"{made.id}: ledger entries 1 to {made.entry:,}, signed by {key.public.name} ({key.public.id}).")
        if out:
            out.write_bytes(made.note.encode())
            say(f"Keep {out} elsewhere; `tutela verify --checkpoint {out}` compares.")
        if request:
            request.write_bytes(evidence.timestamp_request(made))
            say(f"Send {request} to a timestamp authority; --timestamp-response takes its answer in.")
        if url:
            say(_told(evidence.ask_for_timestamp(opened, made, url, allow_private)))
        for calendar in calendars:
            say(_told(evidence.ask_calendar(opened, made, calendar, allow_private)))
    return 0


def unlocked(name: str) -> "SigningKey":
    """The key of this name or id, after asking for its passphrase where it has one.

    Raises:
        SettingError: there is no such key, or it does not open.
    """
    from tutela.workspace.evidence import keyring

    ring = keyring()
    public = ring.find(name)
    asked = ring.is_locked(public)
    passphrase = click.prompt(f"Passphrase of {public.name}", hide_input=True, err=True) if asked else ""
    return ring.unlock(public, passphrase)


def _read(path: Path) -> bytes:
    from tutela.store.timestamps.authority import ANSWER_BYTES

    with path.open("rb") as file:
        content = file.read(ANSWER_BYTES + 1)
    if len(content) > ANSWER_BYTES:
        raise InputError(f"{path} is longer than any answer of a timestamp authority.", "Give the .tsr file.")
    return content


def _told(stamped: "Stamped") -> str:
    from tutela.store.verify.signed.anchors import said_of

    answer = stamped.checked.answer
    told = f"{answer.at} by {said_of(answer)}" if answer else ""
    first = f"{stamped.timestamp.id}: {stamped.checkpoint.id} stamped {told}.\n{stamped.checked.why}"
    if answer and not answer.certificate:
        return first
    return f"{first} `tutela verify --trust CA.pem` checks who vouches for the authority."
