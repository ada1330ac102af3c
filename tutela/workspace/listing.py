"""Records as a notebook shows many of them: a tuple that can draw itself."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from tutela.model.views import listed

Record = TypeVar("Record", covariant=True)


class Records(tuple[Record, ...]):
    """Records in their order: a plain tuple to programs, a table in a notebook.

    >>> Records([Reason("name", "the names agree", 0.9)])
    (Reason(signal='name', sentence='the names agree', score=0.9),)
    """

    _tongues: Mapping[str, str]

    def __new__(cls, records: Iterable[Record] = (), tongues: Mapping[str, str] | None = None) -> "Records[Record]":
        """`tongues`: document id -> language code, so that a screen reader knows how to say a document's words."""
        made = super().__new__(cls, records)
        made._tongues = tongues or {}
        return made

    def _repr_html_(self) -> str:
        return listed(self, self._tongues)
