"""What a gatherer remembers of a case, and what it asks for when it looks at a part of it anew."""

from collections.abc import Collection, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Protocol

from tutela.incidents.copies import Copy
from tutela.incidents.pooling import Group, Pooled
from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.incidents import Incident, NearIncident
from tutela.model.media import Medium
from tutela.model.memory import HeldPostings, Postings
from tutela.model.rulings import Pair


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with what is told in it and shown."""

    document: Document
    claims: tuple[Claim, ...]
    media: tuple[Medium, ...] = ()


class Archive(Protocol):
    """Where the documents of a case and its incidents lie; only what is touched is asked for."""

    def papers(self, documents: Collection[str]) -> Mapping[str, Paper]:
        """The documents with these ids."""
        ...

    def incident(self, identity: str) -> Incident | None:
        """An incident as it stands."""
        ...


@dataclass(frozen=True, slots=True)
class Basis:
    """All that decides what an incident looks like, among the claims and documents of a case."""

    asset: str
    claims: tuple[str, ...]
    copies: tuple[Copy, ...]
    """Between its documents."""
    ruled: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is remembered of an incident."""

    basis: Basis
    incident: str
    groups: tuple[Group, ...]
    names: tuple[tuple[str, str], ...]
    """The id of the origin of each group on its own, and of the one it goes back to in the whole case."""
    near: tuple[NearIncident, ...]

    @property
    def telling(self) -> bool:
        """Whether no two of its groups go back to one origin, so that its origins are renamed and nothing else."""
        return len({pooled for _, pooled in self.names}) == len(self.names)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the claims about a block's assets."""

    assets: tuple[str, ...]
    kept: tuple[Kept, ...] = ()


@dataclass(slots=True)
class Memory:
    """All that a gatherer keeps; every part may lie in a file as well."""

    told: MutableMapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Document -> its claims."""
    linked: MutableMapping[str, str] = field(default_factory=dict)
    """Claim -> asset."""
    about: Postings = field(default_factory=HeldPostings)
    """Asset -> documents with claims about it."""
    wholes: MutableMapping[str, str] = field(default_factory=dict)
    """Part -> whole."""
    parts: Postings = field(default_factory=HeldPostings)
    """Whole -> parts."""
    lead: MutableMapping[str, str] = field(default_factory=dict)
    """Asset -> the one that its block goes by."""
    blocks: MutableMapping[str, Standing] = field(default_factory=dict)
    pooled: MutableMapping[str, Pooled] = field(default_factory=dict)
    """First claim of a group -> what is known of the group."""
    sharing: Postings = field(default_factory=HeldPostings)
    """Speaker -> first claims of the groups that hold it."""
