"""The order of significance as text: the list, what it owes to the weights, whose heritage it holds."""

from collections.abc import Iterator

from tutela.inventory.significance import criteria
from tutela.model.significance import Significance, Steadiness
from tutela.workspace.significance import Ranking, label_of

NAMED = 3
"""Assets named for each criterion that moves them; the rest are counted."""


def ranking_text(found: Ranking) -> str:
    """The report, in lines."""
    parts = [_weights(found), "\n".join(_list(found)), "\n".join(_sways(found)), _balance(found), _gaps(found)]
    return "\n\n".join(part for part in parts if part)


def _weights(found: Ranking) -> str:
    usual = {criterion.id: criterion.weight for criterion in criteria()}
    changed = {name: weight for name, weight in found.weights.items() if weight != usual[name]}
    if not changed:
        return "Every criterion counts the same (use of arms is shown, not counted)."
    told = ", ".join(f"{label_of(name)} {weight:g}" for name, weight in changed.items())
    by = f" Set by {found.kept_by}." if found.kept_by else " For this once; nothing is kept."
    return f"Weights other than the usual: {told}.{by}"


def _list(found: Ranking) -> Iterator[str]:
    steady = {one.asset: one for one in found.steady}
    yield f"The first {found.top}, of {len(found.ranked)}"
    for one in found.ranked:
        if one.rank > found.top:
            return
        asset = found.assets[one.asset]
        where = f", {asset.settlements[0].text}" if asset.settlements else ""
        yield f"{one.rank:>5}  {one.score:.3f} to {one.highest:.3f}  {asset.label}{where}  {asset.id}"
        yield f"       {_why(one)}"
        if one.asset in steady:
            yield f"       {_steady(steady[one.asset], found.top)}"


def _why(one: Significance) -> str:
    known = [item for item in one.appraisals if item.value]
    best = sorted(known, key=lambda item: -(item.value or 0))[:NAMED]
    told = "; ".join(f"{label_of(item.criterion)}: {item.sentence}" for item in best)
    return f"{told or 'nothing is known under any criterion'} ({one.assessed:.0%} assessed)"


def _steady(one: Steadiness, top: int) -> str:
    places = f"place {one.best}" if one.best == one.worst else f"places {one.best} to {one.worst}"
    return f"{places} under other weights; among the first {top} in {one.share_in_top:.0%} of them"


def _sways(found: Ranking) -> Iterator[str]:
    moved = [one for one in found.sways if one.enter or one.leave]
    yield f"What each criterion does to the first {found.top}"
    if not moved:
        yield "  None of them alone changes who is among them."
    for one in moved:
        when = "without it" if one.factor == 0 else "counted twice"
        yield f"  {label_of(one.criterion)}, {when}: in {_named(found, one.enter)}; out {_named(found, one.leave)}"


def _named(found: Ranking, ids: tuple[str, ...]) -> str:
    names = [found.assets[id_].label for id_ in ids[:NAMED]]
    rest = len(ids) - len(names)
    return ", ".join(names) + (f" and {rest} more" if rest else "") or "nobody"


def _balance(found: Ranking) -> str:
    if set(found.balance) <= {"not stated"}:
        return ""
    first = sum(one for one, _ in found.balance.values())
    lines = [
        f"  {name}: {here} of the first {first}, {whole} of all {len(found.ranked)}"
        for name, (here, whole) in found.balance.items()
    ]
    return "\n".join(["Whose heritage the registers say it is (shown, never corrected for)", *lines])


def _gaps(found: Ranking) -> str:
    if not found.unsure:
        return ""
    return (
        f"{len(found.unsure)} assets further down could stand among the first {found.top} if what nobody has assessed "
        f"turned out exceptional. Assess with: tutela rule ASSET assess --set historic=considerable --reason EVIDENCE"
    )
