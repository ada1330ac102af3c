"""Options of commands that may ask a language model."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tutela.cli.output import say

if TYPE_CHECKING:
    from tutela.workspace.model_reading import ModelUse

Command = TypeVar("Command", bound=Callable[..., Any])

FOLDER = click.Path(path_type=Path, file_okay=False)


def model_options(command: Command) -> Command:
    """`--reader`, `--endpoint`, `--model`, `--record`, `--replay`."""
    for option in (
        click.option("--replay", type=FOLDER, help="A folder of replies recorded before; nobody is asked."),
        click.option(
            "--record", type=FOLDER, help="A folder that keeps prompts and replies; what is there is not asked again."
        ),
        click.option("--model", help="Name of the model to ask; else TUTELA_MODEL_NAME."),
        click.option("--endpoint", help="Address of its chat completions (.../v1); else TUTELA_MODEL_ENDPOINT."),
        click.option(
            "--reader",
            type=click.Choice(["grammar", "model", "auto"]),
            default="grammar",
            show_default=True,
            help="Who reads: the offline grammar, a language model, or both side by side.",
        ),
    ):
        command = option(command)
    return command


def chosen_model(
    reader: str, endpoint: str | None, model: str | None, record: Path | None, replay: Path | None
) -> "ModelUse | None":
    """Who is asked, by the options; None where the grammar reads alone.

    Raises:
        click.UsageError: nobody could answer.
    """
    if reader == "grammar":
        if endpoint or model or record or replay:
            raise click.UsageError("Only --reader model and --reader auto ask a language model.")
        return None
    from tutela.settings import Settings
    from tutela.workspace.asking import Asks, Endpoint, Recorded
    from tutela.workspace.model_reading import ModelUse, Readers

    settings = Settings.from_environment()
    tell = partial(say, err=True)
    if replay is not None:
        return ModelUse(Readers(reader), Recorded(replay, writes=False), tell=tell)
    address, name = endpoint or settings.model_endpoint, model or settings.model_name
    asks: Asks | None = Endpoint(address, name, settings.model_key) if address else None
    if asks is not None and not name:
        raise click.UsageError("Which model? Give --model NAME or set TUTELA_MODEL_NAME.")
    if record is not None:
        return ModelUse(Readers(reader), Recorded(record, asks), tell=tell)
    if asks is None:
        raise click.UsageError("Who answers? Give --endpoint URL, --record DIR (prompts for later) or --replay DIR.")
    return ModelUse(Readers(reader), asks, tell=tell)
