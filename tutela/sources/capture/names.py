"""Names of documents that are unique in a workspace, not in one go alone: what is captured again may have changed."""

from collections.abc import Iterable, Mapping

from tutela.sources.naming import Names


class StandingNames(Names):
    """Gives names beside those of the documents that a workspace holds already.

    >>> names = StandingNames({"example.org/a": ["11"]})
    >>> names.admit("example.org/a", "11"), names.admit("example.org/a", "22"), names.admit("example.org/b", "33")
    (('example.org/a', False), ('example.org/a-2', False), ('example.org/b', False))
    """

    def __init__(self, held: Mapping[str, Iterable[str]] | None = None) -> None:
        """`held`: name -> SHA-256 of the documents of that name."""
        super().__init__()
        self._held = {name: set(hashes) for name, hashes in (held or {}).items()}

    def admit(self, wanted: str, sha256: str) -> tuple[str, bool]:
        """The name of a document; one that is there already keeps its name, and comes again with its new item."""
        name, number = wanted, 1
        while sha256 not in self._held.setdefault(name, {sha256}):
            number += 1
            name = f"{wanted}-{number}"
        return name, False
