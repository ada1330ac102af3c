"""The publication chain: which document rests on which document or origin, with the passages that show it.

A text is joined with the one it has most from, the earliest where several have the same, and with every source that
it names; not with each text that looks like it.
"""

from tutela.incidents.chains.drawing import Chains

__all__ = ["Chains"]
