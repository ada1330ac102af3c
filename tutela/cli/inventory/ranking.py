"""`tutela inventory rank`: what matters most, and how sure the order is."""

from pathlib import Path

import click

from tutela.cli.opening import opened_workspace
from tutela.cli.options import form_option, reading_option
from tutela.cli.output import print_json_lines, say


@click.command()
@click.option("--top", default=50, show_default=True, help="How many stand first.")
@click.option(
    "--weight",
    "given",
    metavar="CRITERION=WEIGHT",
    multiple=True,
    help="How much a criterion counts, for this once. To keep it: tutela rule inventory weigh --set ... Repeatable.",
)
@click.option(
    "--weights",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A YAML file of such weights, for this once.",
)
@form_option
@reading_option
def rank(top: int, given: tuple[str, ...], file: Path | None, form: str, workspace: Path | None) -> int:
    """Put the inventory in order of significance, with the evidence and how the order depends on the weights.

    A score is a weighted share of all that is possible; what nobody has assessed adds nothing and is counted as a
    gap. Equal scores share a rank.
    """
    from tutela.inventory.significance import weights_in
    from tutela.workspace.ranking_report import ranking_text
    from tutela.workspace.significance import ranking

    changes = weights_in(file) if file else {}
    changes |= dict(map(_weight, given))
    found = ranking(opened_workspace(workspace, form), changes, top)
    if form == "jsonl":
        from tutela.model.records import to_json

        steady = {one.asset: to_json(one) for one in found.steady}
        print_json_lines(
            to_json(one) | {"label": found.assets[one.asset].label, "steadiness": steady.get(one.asset)}
            for one in found.ranked
            if one.rank <= top
        )
    else:
        say(ranking_text(found))
    return 0


def _weight(text: str) -> tuple[str, float]:
    criterion, _, weight = text.partition("=")
    try:
        return criterion.strip(), float(weight)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no weight; write it as in age=2", param_hint="--weight") from None
