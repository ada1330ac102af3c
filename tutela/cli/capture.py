"""`tutela capture`: files, folders and web addresses come into a workspace, with everything known of how they came."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutela.cli.options import form_option, quiet_option
from tutela.cli.output import Bars, ExitCode, print_json_lines, print_problems, say
from tutela.model.errors import InputError

if TYPE_CHECKING:
    from tutela.model.items import CapturedItem
    from tutela.workspace.workspace import Workspace

MEGABYTE = 1_000_000
DEFAULT_MB, DEFAULT_S = 50, 60.0


@click.command()
@click.argument("case", type=click.Path(path_type=Path, file_okay=False))
@click.argument("what", nargs=-1)
@click.option("--urls", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Addresses, one a line.")
@click.option("--by", metavar="NAME", help="Who captures; else TUTELA_BY, your signing key's name, your login name.")
@click.option("--rendered", is_flag=True, help="Also as a browser shows it: picture of the page, DOM, all it loads.")
@click.option("--resources", is_flag=True, help="Also the pictures, styles and fonts that a page names.")
@click.option("--missing", is_flag=True, help="Leave alone what was captured before without a failure.")
@click.option("--allow-private", is_flag=True, help="Addresses of this machine and its network may be asked.")
@click.option("--max-bytes", metavar="BYTES", type=click.IntRange(1), default=DEFAULT_MB * MEGABYTE, show_default=True,
              help="Of one answer.")  # fmt: skip
@click.option("--timeout", metavar="SECONDS", type=click.FloatRange(0.1), default=DEFAULT_S, show_default=True,
              help="For one address.")  # fmt: skip
@click.option("--list", "listing", is_flag=True, help="List what was captured; with the id of an item, all of it.")
@form_option
@quiet_option
def capture(
    case: Path,
    what: tuple[str, ...],
    urls: Path | None,
    by: str | None,
    rendered: bool,
    resources: bool,
    missing: bool,
    allow_private: bool,
    max_bytes: int,
    timeout: float,
    listing: bool,
    form: str,
    quiet: bool,
) -> int:
    """Capture WHAT into the workspace of CASE, with a record of who, when, how, every file and every step.

    WHAT are files, folders, and addresses that begin with http:// or https://. CASE is a folder as `tutela run --out`
    takes it, or a workspace; it is made where there is none. Originals are never touched. `tutela run --out CASE` then
    reads the documents that came in.

    A page is kept as it was sent, with every request and answer as WARC; --rendered adds how Chromium shows it. Only
    public addresses are asked. What fails stands in the item, and the others are captured.
    """
    from tutela.settings import Settings
    from tutela.sources.fetching import Limits
    from tutela.workspace.capturing import CaptureOptions, who_captures
    from tutela.workspace.capturing import capture as capture_all

    if listing:
        return _list(case, what, form)
    given = [*what, *(_listed(urls) if urls else ())]
    if not given:
        raise click.UsageError("Nothing to capture. Name files, folders or addresses, or give --urls FILE.")
    settings = Settings.from_environment()
    person = by or who_captures(settings) or click.prompt("Who captures", err=True)
    options = CaptureOptions(
        rendered,
        resources,
        allow_private,
        Limits(max_bytes=max_bytes, total_s=timeout),
        settings.user_agent,
        settings.chromium,
        missing=missing,
    )
    with _opened(case, make=True) as workspace, Bars(quiet) as bars:
        before = len(workspace.items())
        report = capture_all(workspace, given, by=person, options=options, progress=bars)
        items = workspace.items()[before:]
    code = print_problems(report.failures, quiet, remedy=f"`tutela capture {case} --list ID` shows all of an item.")
    if form == "jsonl":
        print_json_lines(map(_row, items))
    elif not quiet:
        say(report.summary())
        say(f"Look at them: tutela capture {case} --list    Read them: tutela run --out {case}")
    return code


def _opened(case: Path, make: bool = False) -> "Workspace":
    from tutela.workspace.capturing import workspace_of

    return workspace_of(case, make)


def _listed(file: Path) -> Iterator[str]:
    """The addresses in a list: one a line, empty lines and those that begin with # left out."""
    from tutela.sources.decoding import decode

    try:
        lines = decode(file.read_bytes()).text.splitlines()
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror or error}).", "Check the path.") from error
    for line in lines:
        if (address := line.strip()) and not address.startswith("#"):
            yield address if "://" in address else f"https://{address}"


def _list(case: Path, wanted: Sequence[str], form: str) -> int:
    with _opened(case) as workspace:
        items = workspace.items()
    if wanted:
        items = type(items)(item for item in items if item.id in wanted or item.item in wanted)
        if not items:
            raise InputError(f"Nothing captured is called {wanted[0]!r}.", "See `tutela capture CASE --list`.")
    if form == "jsonl":
        print_json_lines(map(_row, items))
    elif wanted:
        say("\n\n".join("\n".join(_whole(item)) for item in items))
    else:
        for item in items:
            say(_line(item))
        say(f"{_many(len(items), 'item')} captured.")
    return ExitCode.DONE


def _row(item: "CapturedItem") -> dict[str, object]:
    from tutela.model.records import to_json

    return dict(to_json(item))


def _line(item: "CapturedItem") -> str:
    parts = [_many(len(item.files), "file"), _many(len(item.documents), "document")]
    parts += [f"{_many(len(item.failed), 'step')} failed"] if item.failed else []
    return f"{item.id}  {item.at}  {item.how}  {item.item}\n    by {item.by or 'nobody named'}: {', '.join(parts)}"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"


def _whole(item: "CapturedItem") -> Iterator[str]:
    """An item with all that is known of it."""
    yield f"{item.id}  {item.item}"
    yield f"  {item.how}, {item.at} by {item.by or 'nobody named'}"
    yield f"  clock: {item.clock}"
    yield f"  software: {item.software}; {item.machine}"
    for step in item.steps:
        yield f"  {step.name} {step.outcome.value}{f': {step.sentence}' if step.sentence else ''}"
    names = {file.sha256: f" ({file.name})" for file in item.files} if len(item.files) > 1 else {}
    for fact in item.facts:
        yield f"  {fact.origin} says {fact.name}: {fact.value}{names.get(fact.file, '')}"
    for file in item.files:
        yield f"  {file.role.value}: {file.name} ({file.media_type}, {file.size:,} bytes)"
        yield f"    SHA-256 {file.sha256}\n    BLAKE2b {file.blake2b}"
        if file.made_of:
            yield f"    made of {file.made_of}"
    yield from (f"  document {document}" for document in item.documents)
    yield from (f"  picture or video {medium}" for medium in item.media)
