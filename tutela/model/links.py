"""Links: which asset a claim speaks of."""

from dataclasses import dataclass
from enum import StrEnum

from tutela.model.reasons import Reason
from tutela.model.views import shown


class LinkVerdict(StrEnum):
    """What linking could say; ambiguity and absence are answers.

    >>> found = {link.verdict for link in Workspace.open("case/workspace").links()}
    >>> LinkVerdict.LINKED in found
    True
    """

    LINKED = "linked"
    AMBIGUOUS = "ambiguous"
    NOT_IN_INVENTORY = "not_in_inventory"


@dataclass(frozen=True, slots=True)
class Link:
    """A claim's asset words -> an asset, with a score and the reasons in words.

    >>> link = Workspace.open("case/workspace").links()[0]
    >>> link.verdict.value, 0 <= link.score <= 1, link.reasons[0].sentence != ""
    ('linked', True, True)
    """

    id: str
    claim: str
    asset: str
    """Id of the inventory's asset, or of the described asset that claims of several documents may share."""
    verdict: LinkVerdict
    score: float
    reasons: tuple[Reason, ...] = ()
    others: tuple[tuple[str, float], ...] = ()
    """(asset id, score) of what else it could be, best first."""

    _repr_html_ = shown
