"""What a stage remembers from one round of work to the next, wherever it is kept: in memory, or in a file."""

from collections import defaultdict
from collections.abc import Collection
from typing import Protocol


class Postings(Protocol):
    """Under which terms keys stand, as in the index of a book."""

    def under(self, term: str) -> Collection[str]:
        """The keys under a term."""
        ...

    def size(self, term: str) -> int:
        """How many keys stand under a term."""
        ...

    def add(self, term: str, key: str) -> None:
        """Put a key under a term."""
        ...

    def discard(self, term: str, key: str) -> None:
        """Take a key from a term; one that is not there stays away."""
        ...


class HeldPostings:
    """Postings in memory.

    >>> index = HeldPostings()
    >>> index.add("church", "doc_1")
    >>> index.size("church"), sorted(index.under("mosque"))
    (1, [])
    """

    def __init__(self) -> None:
        self._keys: dict[str, set[str]] = defaultdict(set)

    def under(self, term: str) -> Collection[str]:
        """The keys under a term."""
        return self._keys.get(term, frozenset())

    def size(self, term: str) -> int:
        """How many keys stand under a term."""
        return len(self.under(term))

    def add(self, term: str, key: str) -> None:
        """Put a key under a term."""
        self._keys[term].add(key)

    def discard(self, term: str, key: str) -> None:
        """Take a key from a term."""
        self._keys[term].discard(key)
        if not self._keys[term]:
            del self._keys[term]

    def items(self) -> Collection[tuple[str, set[str]]]:
        """Every term with its keys."""
        return self._keys.items()
