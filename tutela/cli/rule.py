"""`tutela rule`: what a person decides about a record."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutela.cli.checkpoint import unlocked
from tutela.cli.options import chosen_workspace, workspace_option
from tutela.cli.output import say
from tutela.model.rulings import Ruling, Verdict

if TYPE_CHECKING:
    from tutela.workspace.workspace import Workspace


@click.command()
@click.argument("record")
@click.argument("verdict", type=click.Choice([verdict.value for verdict in Verdict]))
@click.argument("asset", required=False)
@click.option(
    "--set", "sets", metavar="FIELD=VALUE", multiple=True, help="With `correct`: the right value. Repeatable."
)
@click.option("--with", "other", metavar="RECORD", help="With `same` and `different`: the other record.")
@click.option("--by", metavar="NAME", help="Who decides; else TUTELA_BY.")
@click.option("--key", metavar="NAME", help="Sign it with this key; the key's name is then who decides.")
@click.option("--reason", metavar="TEXT", required=True, help="Why, in words that stand in the dossier.")
@workspace_option
def rule(
    record: str,
    verdict: str,
    asset: str | None,
    sets: tuple[str, ...],
    other: str | None,
    by: str | None,
    key: str | None,
    reason: str,
    workspace: Path | None,
) -> int:
    """Record a decision about RECORD; it is laid over what the machine said and erases nothing.

    \b
    accept | reject           a claim, link, statement, recording; a visit of a field mission
    correct --set FIELD=VALUE a field of a claim; an incident's state (state=remote_confirmed)
    link ASSET                the asset a claim speaks of
    new-asset                 a described asset joins the inventory
    same --with RECORD        two claims or assets are about one thing
    different --with RECORD   two claims or assets are not
    restrict                  withhold an asset from all that is published; with --set person=NAME a person
                              named in RECORD
    authenticate              a recording is what it is said to be
    rate --set AXIS=GRADE     information=1..6 of an incident; source=A..F of a claim, document or publisher
    undo                      a ruling no longer holds

    States from remote_confirmed on, and the authenticity of a recording, take two people: the first ruling proposes,
    the same ruling by another person confirms.
    """
    from tutela.settings import Settings
    from tutela.workspace.evidence import make_checkpoint
    from tutela.workspace.pipeline import regather
    from tutela.workspace.workspace import Workspace

    signer = unlocked(key) if key else None
    person = by or (signer.public.name if signer else Settings.from_environment().by)
    if signer and person != signer.public.name:
        raise click.UsageError(f"The key is that of {signer.public.name}, and {person} decides. Leave --by out.")
    if not person:
        raise click.UsageError("Who decides? Give --by NAME or set TUTELA_BY.")
    target = _target(Verdict(verdict), asset, other)
    opened = Workspace.open(chosen_workspace(workspace))
    ruling = opened.rule(
        record, Verdict(verdict), by=person, reason=reason, sets=tuple(_pair(one) for one in sets), target=target
    )
    say(f"{ruling.id}  {record} {verdict} by {person}")
    if signer:
        signed = make_checkpoint(opened, signer.public, signer.sign, ruling.id)
        say(f"{signed.id}: signed with {signer.public.id}, ledger entries 1 to {signed.entry:,}.")
    if said := _standing(opened, ruling):
        say(f"It stands so: {said}.")
    if opened.needs_gathering():
        regather(opened)
        say("Links and incidents were gathered anew.")
    return 0


def _standing(opened: "Workspace", ruling: Ruling) -> str:
    """Where the judged incident or recording stands now: one person's word for a state is a proposal."""
    from tutela.review.visits import observations

    case = opened.case_file()
    standings = {one.incident: one.sentence for one in case.standings}
    standings |= {one.recording: one.sentence for one in case.assessments}
    standings |= {one.visit: one.sentence for one in observations(opened.visits(), case.rulings)}
    return standings.get(ruling.record, "")


def _target(verdict: Verdict, asset: str | None, other: str | None) -> str:
    if verdict is Verdict.LINK:
        if not asset:
            raise click.UsageError("link needs an asset: tutela rule RECORD link ASSET")
        return asset
    if verdict in (Verdict.SAME, Verdict.DIFFERENT):
        if not other:
            raise click.UsageError(f"{verdict} needs the other record: --with RECORD")
        return other
    if asset or other:
        raise click.UsageError(f"{verdict} takes no other record")
    return ""


def _pair(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"--set {text!r} has no '='; write FIELD=VALUE, as in harm=damaged")
    return field, value
