"""Rulings: what people decided about machine records, and the states that follow."""

from dataclasses import dataclass
from enum import StrEnum

from tutela.model.passages import quoted
from tutela.model.views import shown


class Verdict(StrEnum):
    """What a ruling says.

    >>> Verdict("accept") is Verdict.ACCEPT
    True
    """

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    LINK = "link"
    NEW_ASSET = "new-asset"
    SAME = "same"
    DIFFERENT = "different"
    RESTRICT = "restrict"
    AUTHENTICATE = "authenticate"
    ASSESS = "assess"
    """What an asset is worth under criteria of significance; the reason is the evidence."""
    WEIGH = "weigh"
    """How much each criterion counts in this inventory."""
    RATE = "rate"
    """How reliable a source, how credible an incident is, on the Admiralty axes."""
    UNDO = "undo"


class State(StrEnum):
    """How far an incident is established: computed from claims, origins and rulings, never typed in.

    >>> {standing.state for standing in Workspace.open("case/workspace").case_file().standings} <= set(State)
    True
    """

    REPORTED = "reported"
    CORROBORATED = "corroborated"
    REMOTE_CONFIRMED = "remote_confirmed"
    FIELD_CONFIRMED = "field_confirmed"
    INSTITUTIONALLY_VERIFIED = "institutionally_verified"
    DISPUTED = "disputed"
    NOT_ASSESSABLE = "not_assessable"
    NO_DAMAGE_OBSERVED = "no_damage_observed"
    SUPERSEDED = "superseded"


INVENTORY = "inventory"
"""What a `weigh` ruling judges: the inventory as a whole, which has no id of its own."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's decision about one record; it is laid over what the machine said and never erases it.

    >>> Ruling("rul_1", "clm_1", Verdict.ACCEPT, "A. Reader", "stands so in the text", "2026-01-02T03:04:05Z")
    <Ruling rul_1: accept of clm_1 by A. Reader, 2026-01-02T03:04:05Z: “stands so in the text”>
    """

    id: str
    record: str
    """Id of the claim, link, incident, recording, asset, statement or ruling it judges."""
    verdict: Verdict
    by: str
    reason: str
    at: str
    """When, ISO 8601 with zone."""
    sets: tuple[tuple[str, str], ...] = ()
    """(field, value) for `correct`; `("state", "remote_confirmed")` raises an incident's state."""
    target: str = ""
    """The asset of `link`, or the other record of `same` and `different`."""

    def __repr__(self) -> str:
        sets = "".join(f" {field}={value}" for field, value in self.sets)
        target = f" {self.target}" if self.target else ""
        judged = f"{self.verdict}{sets}{target} of {self.record}"
        return f"<Ruling {self.id}: {judged} by {self.by}, {self.at}: {quoted(self.reason)}>"

    _repr_html_ = shown


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that people said must stand together (`same`), or must not: a constraint for linking and grouping."""

    kind: str
    """`claim`, `asset` or `recording`."""
    one: str
    other: str
    same: bool
    ruling: str
    """Id of the ruling that says so."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """What a person said some words of a document mean, or do not: context for others that use the same words."""

    asset: str
    """Id of the asset they mean, or do not mean."""
    meant: bool
    words: str
    document: str
    name: str
    """The document's name, as people know it."""
    publisher: str
    places: tuple[str, ...]
    """The places that the claim is given, as written."""
    language: str
    """In which they are written."""
    ruling: str
    """Id of the ruling that says so."""
    day: str
    """Of the ruling, as an ISO date."""
