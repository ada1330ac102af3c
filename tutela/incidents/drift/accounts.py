"""What one document tells of an incident, and a change between two such accounts."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutela.model.claims import Claim, Harm
from tutela.model.documents import Document
from tutela.model.incidents import Drift, DriftKind, EdgeKind
from tutela.model.passages import Passage


@dataclass(frozen=True, slots=True)
class Account:
    """The claims of one document about one incident, in the order of its text."""

    document: Document
    claims: tuple[Claim, ...]
    denials: frozenset[str] = frozenset()
    """Ids of those that deny it or say the asset is intact."""
    all_told: tuple[Claim, ...] = ()
    """Every claim of the document, those of other incidents too."""

    @property
    def telling(self) -> tuple[Claim, ...]:
        """The claims that tell of the harm."""
        return tuple(claim for claim in self.claims if claim.id not in self.denials)

    @property
    def blaming(self) -> tuple[Claim, ...]:
        """The claims that may name who did it: those that tell of the harm, and those that deny it."""
        return tuple(claim for claim in self.claims if claim.id not in self.denials or claim.harm is not Harm.INTACT)


@dataclass(frozen=True, slots=True)
class Told:
    """One value as a document tells it."""

    key: str
    """What makes two tellings the same; empty where it says nothing."""
    said: str
    """In a few words."""
    claim: Claim
    words: Passage | None = None

    @property
    def shown(self) -> Passage:
        """The words that tell it; the whole quotation where none do."""
        return self.words or self.claim.quote


def changed(kind: DriftKind, sentence: str, earlier: Told, later: Told, edge: EdgeKind | None = None) -> Drift:
    """The drift from one telling to another."""
    return Drift(
        kind, sentence, earlier.said, later.said, earlier.claim.id, later.claim.id, earlier.shown, later.shown, edge
    )


def accounts(
    claims: Iterable[Claim],
    documents: Iterable[Document],
    denials: Collection[str],
    told: Mapping[str, Sequence[Claim]],
) -> dict[str, Account]:
    """Document id -> what it tells of an incident, in the order of the documents' ids."""
    by_document: dict[str, list[Claim]] = {}
    for claim in claims:
        by_document.setdefault(claim.document, []).append(claim)
    denied = frozenset(denials)
    return {
        document.id: Account(
            document, _in_text(by_document[document.id]), denied, tuple(told.get(document.id, by_document[document.id]))
        )
        for document in sorted(documents, key=lambda document: document.id)
        if document.id in by_document
    }


def _in_text(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda claim: (claim.quote.start, claim.id)))


def once(told: Iterable[Told]) -> Iterator[Told]:
    """Each value once, as first told."""
    seen: set[str] = set()
    for item in told:
        if item.key not in seen:
            seen.add(item.key)
            yield item


def joined(told: Sequence[Told], between: str = " and ") -> str:
    """Several values in a row."""
    return between.join(item.said for item in told)
