"""`tutela gazetteer`: lists of places added to a workspace, their names, who administered them when, what is twice."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutela.cli.options import EXISTING, chosen_workspace, form_option, quiet_option, workspace_option
from tutela.cli.output import Bars, ExitCode, print_json_lines, print_problems, say

if TYPE_CHECKING:
    from tutela.model.gazetteer import Resolution, SamePlace
    from tutela.model.inventory import Place
    from tutela.workspace.aliases import Alias
    from tutela.workspace.gazetteers import AddedGazetteer
    from tutela.workspace.workspace import Workspace

NAMES_SHOWN = 40


@click.group()
def gazetteer() -> None:
    """Add lists of places to a workspace, and look up what they hold.

    Without any, the places packaged with Tutela are known: the cities of the world from 15,000 people, regions and
    small towns of conflicts in the news. For a conflict's villages add Who's On First or GeoNames.
    """


@gazetteer.command()
@click.argument("files", metavar="FILE...", type=EXISTING, nargs=-1, required=True)
@workspace_option
@quiet_option
def add(files: tuple[Path, ...], workspace: Path | None, quiet: bool) -> int:
    """Add gazetteers to a workspace, which is made where there is none.

    FILE is Who's On First (JSON Lines, GeoJSON, meta table) or GeoNames (a dump such as UA.zip, alternateNamesV2.zip),
    packed or not. Their files and cards are kept; rows that are one place are recognised, and none is deleted.
    """
    from tutela.workspace.gazetteers import add_gazetteers
    from tutela.workspace.workspace import Workspace

    opened = Workspace.open_or_create(chosen_workspace(workspace))
    with Bars(quiet) as bars:
        report = add_gazetteers(opened, files, bars)
    for one in report.added:
        say(_added(one))
    for attribution in dict.fromkeys(one.card.reference for one in report.added):
        say(attribution)
    pairs = "pair of rows is" if report.same == 1 else "pairs of rows are"
    say(f"{report.same:,} {pairs} one place: tutela gazetteer duplicates")
    return print_problems(report.problems, quiet)


def _added(one: "AddedGazetteer") -> str:
    counted, state = one.counted, "was added before" if one.known else "added"
    told = [f"{counted.places:,} places", f"{counted.names:,} names"]
    if counted.aliases:
        told.append(f"{counted.aliases:,} rows replaced by others of the same file")
    if counted.strangers:
        told.append(f"{counted.strangers:,} names of places that are not here left out")
    return f"{one.card.name} {state}: {', '.join(told)}. Licence: {one.card.licence}."


@gazetteer.command(name="list")
@workspace_option
@form_option
def list_(workspace: Path | None, form: str) -> int:
    """List the gazetteers of a workspace with their cards."""
    from tutela.workspace.gazetteers import gazetteer_cards, table_of

    opened = _opened(workspace)
    counts = table_of(opened).counts()
    cards = gazetteer_cards(opened)
    if form == "jsonl":
        keys = ("id", "name", "format", "publisher", "licence", "sha256", "reference")
        print_json_lines({key: getattr(card, key) for key in keys} | {"rows": card.rows} for card in cards)
        return ExitCode.DONE
    say("Packaged: places of conflicts in the news, countries, cities of the world from 15,000 people.")
    say("Contains data of GeoNames (geonames.org), CC BY 4.0, and of Who's On First (whosonfirst.org).")
    for card in cards:
        names = f", {counts[card.id].names:,} names" if card.id in counts else ""
        say(f"\n{card.name}  {card.rows:,} rows{names}\n  licence: {card.licence or 'not stated'}")
        say(f"  SHA-256 {card.sha256}" + (f"\n  {card.reference}" if card.reference else ""))
    return ExitCode.DONE


@gazetteer.command()
@click.argument("name")
@click.option(
    "--with", "beside", metavar="NAME", multiple=True, help="Another place named in the same text. Repeatable."
)
@workspace_option
@form_option
def show(name: str, beside: tuple[str, ...], workspace: Path | None, form: str) -> int:
    """Show the places of a name or id: all their names, who administered them when, and which one is meant and why."""
    from tutela.language.places import default_gazetteer
    from tutela.model.gazetteer import PlaceContext
    from tutela.model.records import to_json
    from tutela.workspace.gazetteers import gazetteer_of

    known = gazetteer_of(_opened(workspace)) if _named(workspace) else default_gazetteer()
    identified = known.with_id(name)
    resolution = known.resolve(identified[0].names[0].text if identified else name, PlaceContext(beside=beside))
    places = identified or tuple(one.place for one in resolution.candidates)
    if form == "jsonl":
        print_json_lines(to_json(place) for place in places)
        return ExitCode.DONE
    if not places:
        say(f"No gazetteer at hand knows {name!r}.")
    for place in places:
        say("\n".join(_place(place)))
        say("\n".join(_why(resolution, place)) + "\n")
    if resolution.ambiguous and not identified:
        say(f"{len(resolution.remaining)} places stay possible; say with --with NAME what else the text names.")
    return ExitCode.DONE


def _place(place: "Place") -> Iterator[str]:
    where = f"{place.position.lat:.5f}, {place.position.lon:.5f}" if place.position else "position unknown"
    country = f", {place.country}" if place.country else ""
    people = f", {place.population:,} people" if place.population else ""
    yield f"{place.id}  {place.kind}{country}  {where}{people}  ({place.source})"
    for name in place.names[:NAMES_SHOWN]:
        period = f" {name.start or '..'} to {name.end or '..'}" if name.start or name.end else ""
        said = ", ".join(filter(None, (name.language, name.used_by, "former" if name.kind == "former" else "")))
        yield f"    {name.text}{f'  [{said}]' if said else ''}{period}"
    if len(place.names) > NAMES_SHOWN:
        yield f"    ... and {len(place.names) - NAMES_SHOWN} more names"
    if place.within:
        yield f"    in {', '.join(place.within[:6])}"
    for statement in sorted(place.administered, key=lambda one: (one.start, one.end, one.source)):
        period = f"{statement.start or '..'} to {statement.end or '..'}"
        basis = f" ({statement.basis})" if statement.basis else ""
        yield f"    {period}: {statement.by}{basis}; source: {statement.source}"
    for scheme, value in place.identifiers:
        yield f"    {scheme}: {value}"


def _why(resolution: "Resolution", place: "Place") -> Iterator[str]:
    for one in resolution.candidates:
        if one.place.id == place.id and len(resolution.candidates) > 1:
            meant = (
                "meant"
                if resolution.place == one.place
                else "possible"
                if place in resolution.remaining
                else "less likely"
            )
            yield f"    {meant}, {one.score:+.1f}: " + "; ".join(reason.sentence for reason in one.reasons)


@gazetteer.command()
@workspace_option
@click.option("--limit", default=20, show_default=True, help="How many to list; 0 for all.")
@form_option
def duplicates(workspace: Path | None, limit: int, form: str) -> int:
    """List rows that are taken to be one place, and why. Both rows stay; whoever asks gets them as one."""
    from tutela.model.records import to_json
    from tutela.workspace.gazetteers import duplicates as found_twice
    from tutela.workspace.gazetteers import table_of

    opened = _opened(workspace)
    found = found_twice(opened, limit)
    if form == "jsonl":
        print_json_lines(to_json(pair) for one in found for pair in one.pairs)
        return ExitCode.DONE
    for one in found:
        for row in one.rows:
            names = ", ".join(dict.fromkeys(name.text for name in row.names[:5]))
            say(f"{row.id}  {row.kind}  {names}")
        say("\n".join(_pair_reasons(one.pairs)) + "\n")
    say(f"{len(found):,} of {table_of(opened).same_count():,} pairs shown.")
    return ExitCode.DONE


def _pair_reasons(pairs: Iterable["SamePlace"]) -> Iterator[str]:
    for pair in pairs:
        yield f"    {pair.score:+.1f}: " + "; ".join(
            f"{reason.sentence} ({reason.score:+.1f})" for reason in pair.reasons
        )


@gazetteer.command()
@workspace_option
@form_option
def aliases(workspace: Path | None, form: str) -> int:
    """List the second names that publications give a place: proposals, taken by `tutela rule STATEMENT accept`.

    Once one is accepted, this workspace knows the place by both names. Names of assets that no gazetteer holds
    are listed too: what is one thing is for a person to say.
    """
    from tutela.workspace.aliases import aliases as told
    from tutela.workspace.gazetteers import gazetteer_of

    opened = _opened(workspace)
    found = told(opened, gazetteer_of(opened))
    if form == "jsonl":
        print_json_lines(map(_alias_row, found))
        return ExitCode.DONE
    for alias in found:
        say("\n".join(_alias(alias)))
    say(f"{len(found):,} pair{'' if len(found) == 1 else 's'} of names; accept one with: tutela rule STATEMENT accept")
    return ExitCode.DONE


def _alias(alias: "Alias") -> Iterator[str]:
    from tutela.workspace.aliases import used_by

    user = used_by(alias.statement)
    said = ", ".join(speaker.words.exact for speaker in alias.statement.source)
    yield f"{alias.statement.id}  {alias.one} = {alias.other}" + (f"  (as used by {user})" if user else "")
    yield f"    {'accepted' if alias.accepted else 'proposed'}; the gazetteer knows {alias.known}"
    if alias.place is not None:
        yield f"    {alias.place.id}, {alias.place.kind}, would be known as {alias.new_name} too"
    yield f"    {alias.statement.document}{f', told by {said}' if said else ''}: “{alias.statement.quote.exact}”"


def _alias_row(alias: "Alias") -> dict[str, object]:
    from tutela.workspace.aliases import used_by

    return {
        "statement": alias.statement.id,
        "document": alias.statement.document,
        "one": alias.one,
        "other": alias.other,
        "used_by": used_by(alias.statement),
        "known": alias.known.value,
        "place": alias.place.id if alias.place else None,
        "new_name": alias.new_name,
        "accepted": alias.accepted,
        "quote": alias.statement.quote.exact,
    }


@gazetteer.command()
@click.argument("file", metavar="FILE", type=EXISTING)
@workspace_option
@quiet_option
def administered(file: Path, workspace: Path | None, quiet: bool) -> int:
    """Add a table of who administered which place when, and who says so.

    FILE is CSV with the columns place (a name or id), by, start, end, basis, source and country. Statements may overlap
    and contradict each other: they are kept side by side, each with its source.
    """
    from tutela.workspace.gazetteers import add_administrations
    from tutela.workspace.workspace import Workspace

    count, problems = add_administrations(Workspace.open_or_create(chosen_workspace(workspace)), file)
    say(f"{count:,} statements added.")
    return print_problems(problems, quiet)


def _named(workspace: Path | None) -> bool:
    from tutela.settings import Settings

    return workspace is not None or Settings.from_environment().workspace is not None


def _opened(workspace: Path | None) -> "Workspace":
    from tutela.workspace.workspace import Workspace

    return Workspace.open(chosen_workspace(workspace))
