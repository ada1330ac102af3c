"""`tutela recordings list|show`: photographs, videos and satellite images that documents refer to."""

from pathlib import Path

import click

from tutela.cli.options import form_option, reading_option
from tutela.cli.output import print_json_lines, say


@click.group()
def recordings() -> None:
    """Look through the photographs, videos and satellite images that documents refer to.

    \b
    tutela recordings list             one line each: captured or not, where seen first, what speaks for and against
    tutela recordings show RECORDING   everything about one

    RECORDING is an id or its number in the list (R3). What is shown is private. Nothing here says whether one is
    authentic: two people rule on that (`tutela rule RECORDING authenticate`), and until they do it is not assessed.
    """


@recordings.command("list")
@form_option
@reading_option
def list_recordings(form: str, workspace: Path | None) -> int:
    """List recordings with what is known of them."""
    from tutela.cli.opening import opened_workspace
    from tutela.workspace.recordings import listed_recordings

    found = listed_recordings(opened_workspace(workspace, form))
    if form == "jsonl":
        print_json_lines(found)
        return 0
    for row in found:
        say(f"{row['number']}  {row['id']}  {row['kind']}, {row['authenticity']}  {row['document']}")
        first = f"first seen {row['first_seen']}, {row['first_where']}" if row["first_seen"] else "seen nowhere here"
        say(f"    captured media: {row['media']}; {first}; for: {row['for']}, against: {row['against']}")
    if not found.rows:
        say("The documents refer to no recording.")
    return 0


@recordings.command("show")
@click.argument("recording")
@form_option
@reading_option
def show_recording(recording: str, form: str, workspace: Path | None) -> int:
    """Show RECORDING: media taken for it and why, where it was seen first, what speaks for and against it."""
    from tutela.cli.opening import opened_workspace
    from tutela.model.records import to_json
    from tutela.workspace.recordings import found_recording, recording_in_words

    opened = opened_workspace(workspace, form)
    if form == "jsonl":
        found, sheet, _ = found_recording(opened, recording)
        print_json_lines([{"recording": to_json(found), "sheet": to_json(sheet)}])
    else:
        say(recording_in_words(opened, recording))
    return 0
