"""Reading with a language model beside the grammar or in its place: who is asked, what leaves, what came back."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum

from tutela.language.places import Gazetteer
from tutela.model.claims import Reading
from tutela.model.documents import Document
from tutela.model.errors import ModelUnreachable
from tutela.model.problems import Problem
from tutela.reading.by_model import ModelReading, Prompt, prompts, read_replies, together
from tutela.reading.by_model.admitting import admitted
from tutela.workspace.asking import Answer, Asks, Endpoint, Recorded
from tutela.workspace.taking_in import Progress, no_progress

AT_ONCE = 4
"""Questions under way together: what local servers queue gladly and remote ones allow the smallest accounts."""
GIVE_UP = 3
"""Documents in a row without an answer after which nobody is asked any more."""


class Readers(StrEnum):
    """Who reads."""

    GRAMMAR = "grammar"
    MODEL = "model"
    """The model in place of the grammar, wherever it answers."""
    AUTO = "auto"
    """Both: what they agree on counts more, what they differ on goes to a person."""


def _silence(_: str) -> None:
    """For callers who know what they send."""


@dataclass(frozen=True, slots=True)
class ModelUse:
    """Which readers read, and who answers for the model."""

    readers: Readers
    asks: Asks
    at_once: int = AT_ONCE
    tell: Callable[[str], None] = _silence
    """Told what leaves the machine, before anything does."""

    @property
    def name(self) -> str:
        """What the card of a run says of it."""
        asked = _endpoint_of(self.asks)
        return f"{self.readers.value}:{asked.model}@{asked.host}" if asked else f"{self.readers.value}:recorded"

    def warning(self, documents: Sequence[Document]) -> str:
        """What leaves the machine, before anything does."""
        asked = _endpoint_of(self.asks)
        if asked is None:
            return "Replies are read from a folder; nothing leaves this machine."
        letters = sum(len(document.text) for document in documents)
        told = f"The texts of {len(documents):,} documents ({letters:,} letters) go to {asked.model} at {asked.host}"
        return f"{told}, on this machine." if asked.local else f"{told}: they leave this machine."


def _endpoint_of(asks: Asks) -> Endpoint | None:
    if isinstance(asks, Recorded):
        return _endpoint_of(asks.asks) if asks.asks else None
    return asks if isinstance(asks, Endpoint) else None


@dataclass(slots=True)
class Account:
    """What asking a model came to."""

    documents: int = 0
    asked: int = 0
    kept: int = 0
    """Answers read from a folder."""
    unanswered: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    proposed: int = 0
    claims: int = 0
    dropped: int = 0
    """Proposals and fields that do not stand in the text or could not be."""

    def told(self, price_in: float = 0.0, price_out: float = 0.0) -> str:
        """In one sentence; prices are for a million tokens."""
        cost = (self.tokens_in * price_in + self.tokens_out * price_out) / 1_000_000
        paid = f", {cost:,.2f} to pay" if cost else ""
        return (
            f"Model: {self.documents} documents, {self.asked} questions asked, {self.kept} answered from the folder, "
            f"{self.unanswered} unanswered; {self.tokens_in:,} tokens in, {self.tokens_out:,} out{paid}; "
            f"{self.proposed} claims proposed, {self.claims} found in the texts, "
            f"{self.dropped} claims or fields dropped."
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A document with the answers to its prompts, or why there are none."""

    index: int
    answers: tuple[tuple[Prompt, Answer], ...] = ()
    problem: str = ""


def read_with_model(
    documents: Sequence[Document],
    readings: Sequence[Reading],
    use: ModelUse,
    gazetteer: Gazetteer,
    account: Account,
    progress: Progress = no_progress,
) -> tuple[list[Reading], list[Problem]]:
    """The readings with the model's claims in them; where it gives no answer the grammar's reading stands.

    Args:
        readings: the grammar's, one for each document.
        account: is added to.
    """
    found = list(readings)
    problems: list[Problem] = []
    wanted = [index for index, document in enumerate(documents) if admitted(document)]
    account.documents += len(wanted)
    if wanted:
        use.tell(use.warning([documents[index] for index in wanted]))
    progress("asking", 0, len(wanted))
    for done, asked in enumerate(_answers(documents, wanted, use), 1):
        document = documents[asked.index]
        if asked.problem:
            account.unanswered += 1
            problems.append(_unread(document, asked.problem))
        else:
            read = read_replies(document, [(prompt, answer.text) for prompt, answer in asked.answers], gazetteer)
            _counted(account, asked, read)
            problems += [_odd(document, problem) for problem in read.problems]
            found[asked.index] = _joined(readings[asked.index], read, use.readers)
        progress("asking", done, len(wanted))
    return found, problems


def _unread(document: Document, problem: str) -> Problem:
    message = f"was not read by the model: {problem}"
    return Problem(document.name, message, "The grammar's reading stands.", dropped=False)


def _odd(document: Document, problem: str) -> Problem:
    return Problem(
        document.name, f"the model's reply is odd: {problem}.", "See it in the folder of replies.", dropped=False
    )


def _joined(grammar: Reading, read: ModelReading, readers: Readers) -> Reading:
    claims = read.claims if readers is Readers.MODEL else together(grammar.claims, read.claims)
    return replace(grammar, claims=claims)


def _counted(account: Account, asked: _Asked, read: ModelReading) -> None:
    kept = sum(answer.kept for _, answer in asked.answers)
    account.kept += kept
    account.asked += len(asked.answers) - kept
    account.tokens_in += sum(answer.tokens_in for _, answer in asked.answers)
    account.tokens_out += sum(answer.tokens_out for _, answer in asked.answers)
    account.proposed += read.proposed
    account.claims += len(read.claims)
    account.dropped += len(read.dropped)


def _answers(documents: Sequence[Document], wanted: Sequence[int], use: ModelUse) -> Iterator[_Asked]:
    """Answers in the order of the documents; after some in a row without one nobody is asked any more."""
    silent = 0

    def ask(index: int) -> _Asked:
        if silent >= GIVE_UP:
            return _Asked(index, problem=f"{GIVE_UP} documents before it had no answer")
        return _ask(documents[index], index, use.asks)

    endpoint = _endpoint_of(use.asks)
    with ThreadPoolExecutor(use.at_once if endpoint else 1) as pool:
        for asked in pool.map(ask, wanted):
            silent = silent + 1 if asked.problem and endpoint else 0
            yield asked


def _ask(document: Document, index: int, asks: Asks) -> _Asked:
    try:
        return _Asked(index, tuple((prompt, asks(prompt)) for prompt in prompts(document)))
    except ModelUnreachable as error:
        return _Asked(index, problem=str(error))
