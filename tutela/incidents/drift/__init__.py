"""Drift: what changed from text to text as an incident was told on.

One file for each kind of change; each compares what two documents tell, or looks at one, and gives sentences with the
words of both. Which of them is right is never said.
"""

from tutela.incidents.drift.following import claims_by_document, drift_of, with_drift

__all__ = ["claims_by_document", "drift_of", "with_drift"]
