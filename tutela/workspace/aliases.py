"""Second names that publications give a place ("X, known in Azeri as Y"): proposals that a ruling takes.

Nothing enters the gazetteer by itself. A statement of kind `name` is a proposal; once a person has accepted it
(`tutela rule STATEMENT accept`), the place that bears one of the two names is known by the other as well, in this
workspace alone, and the name tells who uses it. A rejected one is gone from the list.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tutela.language.places import Gazetteer
from tutela.language.scripts import script_of
from tutela.model.claims import Statement, StatementKind
from tutela.model.inventory import Name, Place
from tutela.model.rulings import Ruling, Verdict
from tutela.workspace.workspace import Workspace

Names = dict[str, tuple[Name, ...]]
"""Id of a place -> further names of it."""


class Known(StrEnum):
    """What the gazetteer knows of the two names."""

    ONE_PLACE = "both as one place"
    ONE_NAME = "one of the names"
    NEITHER = "neither name"
    TWO_PLACES = "two places of these names"
    MANY_PLACES = "several places of one name"


@dataclass(frozen=True, slots=True)
class Alias:
    """Two names that a publication gives one thing."""

    statement: Statement
    one: str
    other: str
    known: Known
    place: Place | None
    """The place that bears one of the names and none other; it takes the further name once the proposal is accepted."""
    accepted: bool

    @property
    def new_name(self) -> str:
        """The name the gazetteer lacks; empty where it knows both or neither."""
        if self.place is None or self.known is not Known.ONE_NAME:
            return ""
        bears = {name.text.casefold() for name in self.place.names}
        return self.other if self.one.casefold() in bears else self.one


def aliases(workspace: Workspace, gazetteer: Gazetteer) -> list[Alias]:
    """The second names that the publications of a workspace give, in the order of their statements' ids.

    Args:
        workspace: whose statements are asked; rejected ones are left out.
        gazetteer: what is known without them.
    """
    effective = workspace.effective()
    named = (one for one in effective.statements if one.kind is StatementKind.NAME and len(one.about) > 1)
    return [_alias(one, gazetteer, one.id in effective.accepted) for one in sorted(named, key=lambda one: one.id)]


def _alias(statement: Statement, gazetteer: Gazetteer, accepted: bool) -> Alias:
    one, other = (passage.exact for passage in statement.about[:2])
    known, place = _known(gazetteer.lookup(one), gazetteer.lookup(other))
    return Alias(statement, one, other, known, place, accepted)


def _known(one: Sequence[Place], other: Sequence[Place]) -> tuple[Known, Place | None]:
    if {place.id for place in one} & {place.id for place in other}:
        return Known.ONE_PLACE, None
    if one and other:
        return Known.TWO_PLACES, None
    found = one or other
    if len(found) == 1:
        return Known.ONE_NAME, found[0]
    return (Known.MANY_PLACES if found else Known.NEITHER), None


def accepted_names(workspace: Workspace, gazetteer: Gazetteer) -> Names:
    """The names that people have accepted, by the ids of the places that take them."""
    if not any(_accepts_a_statement(ruling) for ruling in workspace.rulings()):
        return {}
    found: dict[str, list[Name]] = defaultdict(list)
    for alias in aliases(workspace, gazetteer):
        if alias.accepted and alias.place is not None:
            found[alias.place.id] += _name(alias)
    return {place: tuple(dict.fromkeys(names)) for place, names in found.items()}


def _accepts_a_statement(ruling: Ruling) -> bool:
    return ruling.verdict is Verdict.ACCEPT and ruling.record.startswith("stm_")


def _name(alias: Alias) -> Iterator[Name]:
    if alias.new_name:
        yield Name(alias.new_name, script=script_of(alias.new_name), used_by=used_by(alias.statement))


def used_by(statement: Statement) -> str:
    """Who uses the second name, as the text tells it; empty where it does not say."""
    said = next((reason.sentence for reason in statement.reasons if reason.signal == "name_pattern"), "")
    return said.partition("the second as used by ")[2]
