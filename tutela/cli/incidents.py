"""`tutela incidents list|show|explain`: look through what the claims were gathered into."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutela.cli.options import Command, form_option, reading_option
from tutela.cli.output import print_json_lines, say
from tutela.model.claims import Harm
from tutela.model.rulings import State
from tutela.model.times import Period

if TYPE_CHECKING:
    from tutela.workspace.tables import Table


@click.group()
def incidents() -> None:
    """Look through incidents: what is said, on how many independent origins, who denies it, how the story changed.

    \b
    tutela incidents list              one line each, the best founded first
    tutela incidents show INCIDENT     everything about one
    tutela incidents explain INCIDENT  why its claims are one, why its neighbours are not, how origins were counted

    INCIDENT is an id, an id it had before regrouping, or its number in the dossier (I7). What is shown is private;
    incidents of withheld assets are marked WITHHELD.
    """


def _form(*kinds: str) -> Callable[[Command], Command]:
    """`--format`, with a kind for spreadsheets."""
    return click.option("--format", "form", type=click.Choice(kinds), default="text", show_default=True)


@incidents.command("list")
@click.option("--asset", default="", help="Only of this asset: its id, or words of its name or settlement.")
@click.option("--state", type=click.Choice([state.value for state in State]), help="Only in this state.")
@click.option("--harm", type=click.Choice([harm.value for harm in Harm]), help="Only where this harm is told.")
@click.option("--denied", is_flag=True, help="Only what somebody denies or says stands unharmed.")
@click.option("--origins", default=0, metavar="N", help="Only where N independent origins are shown.")
@click.option(
    "--when", metavar="EDTF", help="Only what may have happened then, as in 2020-10 or 2020-09-27/2020-11-09."
)
@click.option("--limit", default=50, show_default=True, help="How many to list; 0 for all.")
@_form("text", "jsonl", "csv")
@reading_option
def list_incidents(
    asset: str,
    state: str | None,
    harm: str | None,
    denied: bool,
    origins: int,
    when: str | None,
    limit: int,
    form: str,
    workspace: Path | None,
) -> int:
    """List incidents, the best founded first: state, independent origins, time, documents."""
    from tutela.cli.opening import opened_workspace
    from tutela.workspace.incidents import Chosen, listed_incidents

    wanted = Chosen(asset, state or "", harm or "", denied, origins, _period(when))
    found = listed_incidents(opened_workspace(workspace, form), wanted)
    _print_table(found, limit or len(found), form)
    return 0


def _period(text: str | None) -> Period | None:
    try:
        return Period.from_edtf(text) if text else None
    except ValueError:
        raise click.BadParameter(
            f"{text!r} is no time; write 2020-10 or 2020-09-27/2020-11-09", param_hint="--when"
        ) from None


def _print_table(found: "Table", limit: int, form: str) -> None:
    rows = list(found)[:limit]
    if form == "jsonl":
        print_json_lines(rows)
    elif form == "csv":
        click.echo(_as_csv(found, limit), nl=False)
    else:
        for row in rows:
            say(_line(row))
        say(f"{len(rows)} of {len(found)} shown." if len(found) else "No incident fits.")


def _line(row: dict[str, str | int | float | bool | None]) -> str:
    at_least, at_most = row["at_least"], row["at_most"]
    count = f"{at_least}" if at_least == at_most else f"{at_least} to {at_most}"
    denied = ", denied" if row["disputed"] and row["state"] != State.DISPUTED else ""
    told = [
        f"{row['id']}  {row['asset'] or 'an asset not known'}: said to be {row['harms']}",
        f"    {row['state']}{denied}; independent origins: {count}; credibility {row['credibility']}; "
        f"{row['time'] or 'time not stated'}; documents: {row['documents']}; claims: {row['claims']}; "
        f"changes on the way: {row['changes']}" + "  WITHHELD" * bool(row["withheld"]),
    ]
    return "\n".join(told)


def _as_csv(found: "Table", limit: int) -> str:
    from tutela.publishing.tables import guarded

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(found.columns)
    writer.writerows([guarded(cell) for cell in row] for row in found.rows[:limit])
    return out.getvalue()


@incidents.command()
@click.argument("incident")
@form_option
@reading_option
def show(incident: str, form: str, workspace: Path | None) -> int:
    """Show all of one INCIDENT: claims, denials, origins, contradictions side by side, drift, credibility."""
    from tutela.cli.opening import opened_workspace
    from tutela.workspace.incident_sheet import incident_sheet

    sheet = incident_sheet(opened_workspace(workspace, form), incident)
    if form == "jsonl":
        print_json_lines([sheet.as_json()])
    else:
        say(sheet.text())
    return 0


@incidents.command()
@click.argument("incident")
@form_option
@reading_option
def explain(incident: str, form: str, workspace: Path | None) -> int:
    """Explain one INCIDENT: why its claims are one, why its neighbours are not, how its origins were counted."""
    from tutela.cli.opening import opened_workspace
    from tutela.workspace.incident_reasons import explained_incident

    why = explained_incident(opened_workspace(workspace, form), incident)
    if form == "jsonl":
        print_json_lines([why.as_json()])
    else:
        say(why.text())
    return 0
