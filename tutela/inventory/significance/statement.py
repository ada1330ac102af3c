"""The statement of significance of an asset: its evidence in sentences, and what nobody has assessed."""

from tutela.inventory.significance.criteria import criteria
from tutela.model.inventory import Asset
from tutela.model.significance import Significance


def statement_of(asset: Asset, significance: Significance) -> str:
    """A draft statement made of nothing but the appraisals; people put it into prose, not the program."""
    labels = {criterion.id: criterion.label for criterion in criteria()}
    known = [one for one in significance.appraisals if one.value is not None]
    missing = [labels[one.criterion].lower() for one in significance.appraisals if one.value is None]
    where = f" in {asset.settlements[0].text}" if asset.settlements else ""
    lines = [f"{asset.label}, {asset.type.replace('_', ' ')}{where}."]
    lines += [f"{labels[one.criterion]} ({one.value:.2f}): {_sentence(one.sentence)}" for one in known]
    if missing:
        lines.append(f"Not assessed: {', '.join(missing)}.")
    share = f"{significance.assessed:.0%} of the weight is assessed"
    lines.append(
        f"Established so far: {significance.score:.2f} of 1; {share}, so it lies between "
        f"{significance.score:.2f} and {significance.highest:.2f}."
    )
    return "\n".join(lines)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
