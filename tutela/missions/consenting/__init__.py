"""Who must agree to a visit, who has, for which hours: no stop is planned where anybody concerned has not.

What is not known never counts as agreement: an asset that may lie in a party's area is taken to lie there when it is
asked who must agree, and not to lie there when it is asked what was agreed.
"""

from tutela.missions.consenting.board import consent_board, missing_consents
from tutela.missions.consenting.parties import (
    Agreements,
    concerned,
    holds,
    in_force,
    latest_consultation,
    parties_to_agree,
)
from tutela.missions.consenting.permissions import hazards_at, permission

__all__ = [
    "Agreements",
    "concerned",
    "consent_board",
    "hazards_at",
    "holds",
    "in_force",
    "latest_consultation",
    "missing_consents",
    "parties_to_agree",
    "permission",
]
