"""Looking through an inventory: assets that fit a choice, and all there is to say of one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tutela.inventory.merging.joining import conflicts_told
from tutela.inventory.significance import statement_of
from tutela.model.errors import UnknownRecord
from tutela.model.inventory import Asset, Register, RegisterEntry
from tutela.model.records import to_json
from tutela.model.rulings import Ruling
from tutela.model.significance import Significance
from tutela.workspace.significance import in_order
from tutela.workspace.workspace import Workspace

RANKED_AT_ONCE = 20_000
"""Assets up to which a sheet says its asset's place among all: of more, ranking them takes longer than 5 seconds."""
RARITY = "rarity"
"""The criterion that only the whole inventory answers."""
Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; west beyond east crosses the 180th meridian."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an asset must be to be listed; what is empty does not matter."""

    type: str = ""
    register: str = ""
    community: str = ""
    box: Box | None = None


def listed_assets(workspace: Workspace, wanted: Chosen, limit: int) -> tuple[int, Sequence[Asset]]:
    """How many assets of the inventory fit, and the first of them; -1 gives all.

    Where nothing was merged and nobody has ruled, only those that are given are loaded.

    Raises:
        UnknownRecord: there is no such register.

    >>> count, assets = listed_assets(Workspace.open("case/workspace"), Chosen(type="mausoleum"), 2)
    >>> count > 2, len(assets)
    (True, 2)
    """
    if not workspace.as_registered():
        found = chosen_assets(workspace, wanted)
        return len(found), found if limit < 0 else found[:limit]
    register = _register_named(workspace, wanted.register) if wanted.register else ""
    return workspace.listed(wanted.type, register, wanted.community, wanted.box, limit)


def chosen_assets(workspace: Workspace, wanted: Chosen) -> list[Asset]:
    """The assets of the inventory that fit, rulings laid over, in the order they came in.

    >>> workspace = Workspace.open("case/workspace")
    >>> [asset.label for asset in chosen_assets(workspace, Chosen(type="mausoleum"))][:2]     # doctest: +ELLIPSIS
    [...]
    """
    effective = workspace.effective()
    assets = [marked(asset, effective.restricted) for asset in effective.inventory]
    entries = _entries_of(workspace, wanted.register) if wanted.register else frozenset()
    return [asset for asset in assets if _fits(asset, wanted, entries)]


def marked(asset: Asset, restricted: frozenset[str]) -> Asset:
    """The asset, saying that it is withheld where a ruling does, not its register alone."""
    return replace(asset, restricted=True) if asset.id in restricted and not asset.restricted else asset


def _register_named(workspace: Workspace, register: str) -> str:
    """The id of a register by its name or id."""
    names = {one.id: one.name for one in workspace.registers()}
    ids = {name: id_ for id_, name in names.items()}
    if register not in names and register not in ids:
        raise UnknownRecord(f"There is no register {register!r}.", f"There are: {', '.join(ids) or 'none'}.")
    return ids.get(register, register)


def _entries_of(workspace: Workspace, register: str) -> frozenset[str]:
    id_ = _register_named(workspace, register)
    return frozenset(entry.id for entry in workspace.entries() if entry.register == id_)


def _fits(asset: Asset, wanted: Chosen, entries: frozenset[str]) -> bool:
    return (
        wanted.type in ("", asset.type.value)
        and wanted.community in ("", asset.community)
        and (not wanted.register or not entries.isdisjoint(asset.entries))
        and (wanted.box is None or _inside(asset, wanted.box))
    )


def _inside(asset: Asset, box: Box) -> bool:
    if asset.position is None:
        return False
    west, south, east, north = box
    lat, lon = asset.position.lat, asset.position.lon
    across = west <= lon <= east if west <= east else lon >= west or lon <= east
    return across and south <= lat <= north


@dataclass(frozen=True, slots=True)
class Sheet:
    """All there is to say of one asset."""

    asset: Asset
    entries: tuple[RegisterEntry, ...]
    registers: tuple[Register, ...]
    significance: Significance
    rulings: tuple[Ruling, ...]
    """All that were ever made of it."""
    undone: frozenset[str]
    """Ids of those that have no force any more."""
    of: int
    """How many assets the inventory has."""

    def as_json(self) -> dict[str, Any]:
        """The sheet as JSON values."""
        return {
            "asset": to_json(self.asset),
            "entries": [to_json(entry) for entry in self.entries],
            "registers": [to_json(register) for register in self.registers],
            "significance": to_json(self.significance),
            "rulings": [to_json(ruling) for ruling in self.rulings],
        }

    def text(self) -> str:
        """The sheet in lines."""
        parts = [self._head(), self._sources(), self._differences(), self._worth(), self._ruled()]
        return "\n\n".join(part for part in parts if part)

    def _head(self) -> str:
        asset = self.asset
        lines = [f"{asset.label}  [{asset.type}]  {asset.id}"]
        lines += [f"  {name.text}{_said(name.language, name.kind.value, name.used_by)}" for name in asset.names]
        lines += [f"  in {', '.join(dict.fromkeys(name.text for name in asset.settlements))}"] * bool(asset.settlements)
        if place := asset.position:
            near = f", within {place.uncertainty_m:,.0f} m" if place.uncertainty_m is not None else ""
            lines.append(f"  at {place.lat:.5f}, {place.lon:.5f}{near}{f' ({place.how})' if place.how else ''}")
        for label, value in (("built", asset.built), ("part of", asset.part_of), ("community", asset.community)):
            lines += [f"  {label}: {value}"] * bool(value)
        lines += [f"  designation: {one}" for one in asset.designations]
        lines += ["  WITHHELD: not to be published"] * asset.restricted
        return "\n".join(lines)

    def _sources(self) -> str:
        names = {register.id: register for register in self.registers}
        lines = ["Registers"]
        for entry in self.entries:
            card = names.get(entry.register)
            about = [part for part in (card.publisher, card.side, card.licence, card.date) if part] if card else []
            told = f" ({', '.join(about)})" if about else ""
            lines.append(f"  {card.name if card else entry.register}{told}: {entry.key}, row {entry.row}")
        return "\n".join(lines) if self.entries else "In no register: known from publications only."

    def _differences(self) -> str:
        lines = [f"  {field}: {said}" for field, said in conflicts_told(self.asset).items()]
        return "\n".join(["Said differently", *lines]) if lines else ""

    def _worth(self) -> str:
        order = f"its place among {self.of:,} assets: tutela inventory rank"
        place = (
            f"Significance: {self.significance.rank} of {self.of}"
            if self.significance.rank
            else f"Significance; {order}"
        )
        return "\n".join(
            [place, *(f"  {line}" for line in statement_of(self.asset, self.significance).split("\n")[1:])]
        )

    def _ruled(self) -> str:
        lines = [
            f"  {one.at[:10]} {one.by}: {one.verdict} ({one.reason}){', undone' * (one.id in self.undone)}"
            for one in self.rulings
        ]
        return "\n".join(["Rulings", *lines]) if lines else ""


def _said(*about: str) -> str:
    told = [part for part in about if part and part != "alternative"]
    return f"  ({', '.join(told)})" if told else ""


def asset_sheet(workspace: Workspace, named: str) -> Sheet:
    """All there is to say of an asset, by its id, one it had before it was merged, or its key in a register.

    Args:
        named: `ast_...`, `REGISTER/KEY`, or a key that stands in one register only.

    Raises:
        UnknownRecord: there is no such asset, or registers disagree on what is called so.

    >>> workspace = Workspace.open("case/workspace")
    >>> first = workspace.effective().inventory[0]
    >>> asset_sheet(workspace, first.id).asset.label == first.label
    True
    """
    id_ = workspace.asset_id_of(named)
    size = workspace.inventory_size() if workspace.as_registered() else 0
    if size > RANKED_AT_ONCE:
        return _sheet_alone(workspace, workspace.asset(id_), size)
    effective = workspace.effective()
    asset = _named(effective.assets, id_)
    inventory = effective.inventory if asset in effective.inventory else (*effective.inventory, asset)
    order = in_order(inventory, effective.rulings)
    mine = set(asset.entries)
    entries = tuple(entry for entry in workspace.entries() if entry.id in mine)
    held = {entry.register for entry in entries}
    ids = {asset.id, *asset.absorbed}
    in_force = {ruling.id for ruling in effective.rulings}
    rulings = tuple(ruling for ruling in workspace.rulings() if ruling.record in ids)
    return Sheet(
        marked(asset, effective.restricted),
        entries,
        tuple(register for register in workspace.registers() if register.id in held),
        next(one for one in order if one.asset == asset.id),
        rulings,
        frozenset(ruling.id for ruling in rulings if ruling.id not in in_force),
        len(inventory),
    )


def _sheet_alone(workspace: Workspace, asset: Asset, size: int) -> Sheet:
    """The sheet without what only the whole inventory shows: how rare its kind is, and its place in the order."""
    entries = tuple(workspace.entries_of(asset))
    [significance] = in_order([asset], ())
    told = tuple(
        replace(one, sentence=f"not counted here among {size:,} assets") if one.criterion == RARITY else one
        for one in significance.appraisals
    )
    held = {entry.register for entry in entries}
    registers = tuple(register for register in workspace.registers() if register.id in held)
    return Sheet(asset, entries, registers, replace(significance, appraisals=told, rank=0), (), frozenset(), size)


def _named(assets: Sequence[Asset], id_: str) -> Asset:
    found = next((asset for asset in assets if id_ in (asset.id, *asset.absorbed)), None)
    if found is None:
        raise UnknownRecord(f"There is no asset {id_!r}.", "Find it with: tutela inventory search WORDS.")
    return found
