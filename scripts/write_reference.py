"""Write docs/commands.md, the reference of commands and settings, from the program itself; a test keeps it current."""

import dataclasses
import inspect
import re
from pathlib import Path

import click

from tutela.cli import tutela
from tutela.settings import Settings

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"


def reference() -> str:
    """The page as it should stand."""
    parts = [
        "# Commands and settings",
        "",
        "Written by `python scripts/write_reference.py` from the program itself.",
        "",
    ]
    parts += ["## tutela", "", *_help(tutela, "tutela")]
    for name, command in sorted(tutela.commands.items()):
        parts += [f"## tutela {name}", "", *_help(command, f"tutela {name}")]
        for verb, inner in command.commands.items() if isinstance(command, click.Group) else ():
            parts += [f"### tutela {name} {verb}", "", *_help(inner, f"tutela {name} {verb}")]
    parts += ["## Settings", "", "| variable | default | meaning |", "| --- | --- | --- |"]
    parts += [f"| `TUTELA_{field.name.upper()}` | {_default(field)} | {meaning} |" for field, meaning in _settings()]
    return "\n".join(parts) + "\n"


def _help(command: click.Command, name: str) -> list[str]:
    context = click.Context(command, info_name=name, terminal_width=100, **tutela.context_settings)
    return ["```text", command.get_help(context), "```", ""]


def _settings() -> list[tuple[dataclasses.Field[object], str]]:
    source = inspect.getsource(Settings)
    meanings = dict(re.findall(r'^    (\w+): .*\n    """(.*?)"""', source, flags=re.MULTILINE))
    return [(field, meanings[field.name]) for field in dataclasses.fields(Settings)]


def _default(field: dataclasses.Field[object]) -> str:
    return f"`{field.default}`" if field.default not in (None, "") else "none"


if __name__ == "__main__":
    REFERENCE.write_text(reference(), "utf-8")
