"""Which assets matter most: criteria as data, evidence for each, and an order anyone can recompute."""

from tutela.inventory.significance.answers import check_answers, kept_weights
from tutela.inventory.significance.appraising import appraise
from tutela.inventory.significance.criteria import criteria, grade_of, weights_from, weights_in
from tutela.inventory.significance.ranking import rank
from tutela.inventory.significance.sensitivity import balance, steadiness, sways, unsure
from tutela.inventory.significance.statement import statement_of

__all__ = [
    "appraise",
    "balance",
    "check_answers",
    "criteria",
    "grade_of",
    "kept_weights",
    "rank",
    "statement_of",
    "steadiness",
    "sways",
    "unsure",
    "weights_from",
    "weights_in",
]
