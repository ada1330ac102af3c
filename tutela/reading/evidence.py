"""What the text cites for a claim."""

from collections.abc import Sequence

from tutela.model.claims import EvidenceCue, Speaker
from tutela.reading.context import Context


def evidence_of(context: Context, chain: Sequence[Speaker]) -> tuple[EvidenceCue, ...]:
    """Kinds of evidence cited for the claim, each with its words."""
    return ()
