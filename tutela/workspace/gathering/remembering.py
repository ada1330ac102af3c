"""What stages remember, in the notes of a workspace: read where it is asked for, written where it changed."""

from collections.abc import Collection, Iterator, MutableMapping
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from tutela.model.memory import HeldPostings
from tutela.store.notes import Notes

Value = TypeVar("Value")


class Remembered(MutableMapping[str, Value], Generic[Value]):
    """Values by key.

    Args:
        space: what the notes call them.
        kind: what a value is.
    """

    def __init__(self, notes: Notes, space: str, kind: Any) -> None:
        self._notes = notes
        self._space = space
        self._adapter: TypeAdapter[Value] = TypeAdapter(kind)
        self._held: dict[str, Value | None] = {}
        self._written: set[str] = set()

    def __getitem__(self, key: str) -> Value:
        if key not in self._held:
            text = self._notes.value(self._space, key)
            self._held[key] = None if text is None else self._adapter.validate_json(text)
        value = self._held[key]
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key: str, value: Value) -> None:
        self._held[key] = value
        self._written.add(key)

    def __delitem__(self, key: str) -> None:
        self[key]
        self._held[key] = None
        self._written.add(key)

    def __iter__(self) -> Iterator[str]:
        known = {key for key, _ in self._notes.items(self._space)}
        return iter(sorted(key for key in known | self._held.keys() if key in self))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def note(self) -> None:
        """Write down what changed."""
        new = ((key, value) for key in sorted(self._written) if (value := self._held[key]) is not None)
        gone = [key for key in self._written if self._held[key] is None]
        self._notes.put(self._space, ((key, self._adapter.dump_json(value).decode()) for key, value in new), gone)
        self._written.clear()

    def fill(self, values: MutableMapping[str, Value]) -> None:
        """Write down values that a stage remembered in memory; nothing may be noted in this space yet."""
        dump = self._adapter.dump_json
        self._notes.put(self._space, ((key, dump(value).decode()) for key, value in values.items()))


class RememberedPostings:
    """Keys under terms; keys are added where they are not, and taken from where they are."""

    def __init__(self, notes: Notes, space: str) -> None:
        self._notes = notes
        self._space = space
        self._more: dict[str, set[str]] = {}
        self._less: dict[str, set[str]] = {}
        self._noted: dict[str, frozenset[str]] = {}

    def under(self, term: str) -> Collection[str]:
        """The keys under a term."""
        if term not in self._noted:
            self._noted[term] = frozenset(self._notes.under(self._space, term))
        return (self._noted[term] | self._more.get(term, frozenset())) - self._less.get(term, frozenset())

    def size(self, term: str) -> int:
        """How many keys stand under a term."""
        more, less = len(self._more.get(term, ())), len(self._less.get(term, ()))
        noted = self._noted.get(term)
        return (self._notes.size(self._space, term) if noted is None else len(noted)) + more - less

    def add(self, term: str, key: str) -> None:
        """Put a key under a term."""
        if key in self._less.get(term, ()):
            self._less[term].discard(key)
        else:
            self._more.setdefault(term, set()).add(key)

    def discard(self, term: str, key: str) -> None:
        """Take a key from a term."""
        if key in self._more.get(term, ()):
            self._more[term].discard(key)
        else:
            self._less.setdefault(term, set()).add(key)

    def note(self) -> None:
        """Write down what changed."""
        more, less = (
            [(term, key) for term in sorted(several) for key in sorted(several[term])]
            for several in (self._more, self._less)
        )
        self._notes.index(self._space, more, less)
        for known in (self._more, self._less, self._noted):
            known.clear()

    def fill(self, postings: HeldPostings) -> None:
        """Write down what a stage remembered in memory; nothing may be noted in this space yet."""
        self._notes.index(self._space, ((term, key) for term, keys in postings.items() for key in keys))
