"""Replies of a model -> claims: derived, brought together, and an account of what was dropped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tutela.language.names import fold
from tutela.language.places import Gazetteer
from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.reading.by_model.deriving import Dropped, derive
from tutela.reading.by_model.prompts import Prompt
from tutela.reading.by_model.replies import proposals
from tutela.reading.drafting import identified
from tutela.reading.tellings import Telling, gather


@dataclass(frozen=True, slots=True)
class ModelReading:
    """What a model's replies about one document came to."""

    claims: tuple[Claim, ...]
    proposed: int
    """How many claims were proposed."""
    dropped: tuple[Dropped, ...]
    """Proposals and fields that do not stand in the text or could not be."""
    problems: tuple[str, ...] = ()
    """What was wrong with the replies as such."""


def read_replies(document: Document, answered: Iterable[tuple[Prompt, str]], gazetteer: Gazetteer) -> ModelReading:
    """The claims of a document from the replies to its prompts."""
    tellings: list[Telling] = []
    dropped: list[Dropped] = []
    problems: list[str] = []
    count = 0
    things: dict[str, int] = {}
    for prompt, reply in answered:
        proposed, problem = proposals(reply)
        problems += [problem] if problem else []
        count += len(proposed)
        for one in proposed:
            made = derive(document, one, gazetteer, prompt.start)
            dropped += made.dropped
            if made.claim is not None:
                thing = things.setdefault(fold(made.claim.asset.exact), len(things))
                tellings.append(Telling(made.claim, thing, made.claim.quote.start))
    return ModelReading(_gathered(tellings), count, tuple(dropped), tuple(problems))


def _gathered(tellings: Sequence[Telling]) -> tuple[Claim, ...]:
    return tuple(identified(claim) for claim in gather(tellings))
