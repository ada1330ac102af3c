"""`tutela inventory list|show|search`: look through an inventory."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutela.cli.opening import opened_workspace
from tutela.cli.options import form_option, reading_option
from tutela.cli.output import print_json_lines, say
from tutela.model.inventory import Asset

if TYPE_CHECKING:
    pass


def print_assets(assets: Iterable[Asset], form: str) -> int:
    """One asset a line; how many there were."""
    from tutela.model.records import to_json

    shown = list(assets)
    for asset in shown:
        if form == "jsonl":
            print_json_lines([to_json(asset)])
        else:
            where = f", {asset.settlements[0].text}" if asset.settlements else ""
            others = " · ".join(dict.fromkeys(name.text for name in asset.names if name.text != asset.label))
            names = f"  ({others})" if others else ""
            withheld = "  WITHHELD" * asset.restricted
            say(f"{asset.id}  {asset.label}{where} [{asset.type}]{names}{withheld}")
    return len(shown)


@click.command("list")
@click.option("--type", "kind", help="Only this type (church, mosque, ...).")
@click.option("--register", help="Only assets that this register holds, by its name.")
@click.option("--community", help="Only what registers call the heritage of this community.")
@click.option("--within", metavar="WEST,SOUTH,EAST,NORTH", help="Only those placed in this box, in degrees.")
@click.option("--limit", default=50, show_default=True, help="How many to list; 0 for all.")
@form_option
@reading_option
def list_assets(
    kind: str | None,
    register: str | None,
    community: str | None,
    within: str | None,
    limit: int,
    form: str,
    workspace: Path | None,
) -> int:
    """List the assets of the inventory, in the order they came in."""
    from tutela.workspace.browsing import Chosen, listed_assets

    wanted = Chosen(kind or "", register or "", community or "", _box(within))
    count, found = listed_assets(opened_workspace(workspace, form), wanted, limit or -1)
    shown = print_assets(found, form)
    if form == "text":
        say(f"{shown:,} of {count:,} shown." if count else "No asset fits.")
    return 0


def _box(text: str | None) -> tuple[float, float, float, float] | None:
    if text is None:
        return None
    try:
        west, south, east, north = (float(number) for number in text.split(","))
    except ValueError:
        raise click.BadParameter(f"{text!r} is no box; write WEST,SOUTH,EAST,NORTH", param_hint="--within") from None
    if south > north:
        raise click.BadParameter(f"south {south:g} lies north of {north:g}", param_hint="--within")
    return west, south, east, north


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, help="How many to show.")
@form_option
@reading_option
def search(words: tuple[str, ...], limit: int, form: str, workspace: Path | None) -> int:
    """Find assets by name: any spelling, any script, one slip of the finger; the last word may be unfinished."""
    opened = opened_workspace(workspace, form)
    shown = print_assets(opened.search(" ".join(words), limit, may_see_restricted=True), form)
    if not shown and form == "text":
        say("Nothing is called so. Try fewer words, or one rarer word.")
    return 0


@click.command()
@click.argument("asset")
@form_option
@reading_option
def show(asset: str, form: str, workspace: Path | None) -> int:
    """Show one ASSET: names, what each register says and where they differ, why it matters, rulings.

    ASSET is its id, REGISTER/KEY (its own id in a register), or the key alone where one register has it.
    """
    from tutela.workspace.browsing import asset_sheet

    sheet = asset_sheet(opened_workspace(workspace, form), asset)
    if form == "jsonl":
        print_json_lines([sheet.as_json()])
    else:
        say(sheet.text())
    return 0
