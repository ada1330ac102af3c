"""Looking at what registers gave a workspace without loading all of it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tutela.inventory.assets import asset_id
from tutela.model.errors import UnknownRecord
from tutela.model.geometry import Position
from tutela.model.inventory import Asset, Match, Register, RegisterEntry
from tutela.model.problems import Problem
from tutela.model.rulings import Ruling
from tutela.workspace.batch import DESCRIBED
from tutela.workspace.listing import Records
from tutela.workspace.moment import effective_records

if TYPE_CHECKING:
    from tutela.store.reader import Box, Reader
    from tutela.store.store import Store

ASSET = "ast_"
"""How ids of assets begin."""


FAR, NEAR, NEIGHBOURS = 5.0, 2.0, 10
"""A register looks swapped where no other has an asset within 5 degrees of its middle as it stands, and others have
ten or more within 2 degrees of it swapped: a case's registers are of one country or its neighbours."""


class RegisterLookup:
    """The part of a workspace that looks at registers and their rows, however many."""

    _store: "Store"

    def inventory_size(self) -> int:
        """How many assets the inventory holds; they are counted, not loaded, while nobody has merged or ruled.

        >>> workspace = Workspace.open("case/workspace")
        >>> workspace.inventory_size() == len(workspace.effective().inventory)
        True
        """
        with self._store.reading() as reader:
            if _as_registered(reader):
                return reader.count(Asset) - reader.count(Asset, scope=DESCRIBED)
            return len(effective_records(reader).inventory)

    def as_registered(self) -> bool:
        """Whether the inventory is what registers say, row by row: nothing was merged, nobody has ruled on anything."""
        with self._store.reading() as reader:
            return _as_registered(reader)

    def listed(
        self, type_: str = "", register: str = "", community: str = "", box: "Box | None" = None, limit: int = -1
    ) -> tuple[int, Records[Asset]]:
        """How many assets of registers fit, and the first of them, as the registers give them.

        Args:
            type_: only this type.
            register: only those of the register with this id.
            community: only those that registers call its heritage.
            box: only those in this box of west, south, east and north.
            limit: how many to give; -1 for all.

        >>> count, assets = Workspace.open("case/workspace").listed(type_="mosque", limit=2)
        >>> count > 2, len(assets)
        (True, 2)
        """
        with self._store.reading() as reader:
            count, assets = reader.listed(type_, register, community, box, limit)
        return count, Records(assets)

    def entries_of(self, asset: Asset) -> Records[RegisterEntry]:
        """The rows that an asset was made of.

        >>> workspace = Workspace.open("case/workspace")
        >>> [entry.row for entry in workspace.entries_of(workspace.assets()[0])]
        [2]
        """
        with self._store.reading() as reader:
            return Records(reader.by_ids(RegisterEntry, asset.entries))

    def lies_swapped(self, register: str, middle: Position) -> bool:
        """Whether a register lies where no other has assets, and among others' with latitude and longitude swapped.

        Args:
            register: its id.
            middle: where most of its rows lie.
        """
        if abs(middle.lon) > 90:
            return False
        with self._store.reading() as reader:
            here = reader.has_neighbours(_around(middle.lat, middle.lon, FAR), register, 1)
            return not here and reader.has_neighbours(_around(middle.lon, middle.lat, NEAR), register, NEIGHBOURS)

    def taken_before(self, register: Register, run: str, path: str) -> tuple[int, tuple[Problem, ...]] | None:
        """How many rows of a register are kept, and its problems; None where it is not just so that a run took it in.

        Args:
            register: as its file is now; another hash, column or word of its card makes it another.
            run: id of the run that would take it in.
            path: of its file, which its problems name.
        """
        with self._store.reading() as reader:
            stored = reader.find(register.id) if reader.knows(register.id) else None
            if stored is None or stored.withdrawn is not None or (stored.record, stored.run) != (register, run):
                return None
            problems = reader.of_scope(Problem, register.id)
            if any(problem.file != path for problem in problems):
                return None
            return reader.count(RegisterEntry, register.id), problems

    def asset_id_of(self, named: str) -> str:
        """The id of the asset that somebody names by it, by its register and key, or by a key that one register has.

        Raises:
            UnknownRecord: no register has such a row, or several have.

        >>> workspace = Workspace.open("case/workspace")
        >>> workspace.asset_id_of("inventory/sc-001") == workspace.asset_id_of("sc-001") == workspace.assets()[0].id
        True
        """
        if named.startswith(ASSET):
            return named
        with self._store.reading() as reader:
            registers = reader.all(Register)
            found = _rows_named(reader, registers, named)
        if len(found) == 1:
            return asset_id(next(iter(found.values())))
        names = {register.id: register.name for register in registers}
        if found:
            several = " or ".join(f"{names.get(register, register)}/{key}" for register, key in found)
            raise UnknownRecord(f"{named!r} stands in several registers.", f"Say which one: {several}.")
        raise UnknownRecord(
            f"There is no asset {named!r}, and no register has a row by that key.",
            "Find it with: tutela inventory search WORDS.",
        )


def _around(lat: float, lon: float, degrees: float) -> "Box":
    return lon - degrees, lat - degrees, lon + degrees, lat + degrees


def _as_registered(reader: "Reader") -> bool:
    return not reader.count(Ruling) and not reader.count(Match)


def _rows_named(
    reader: "Reader", registers: Sequence[Register], named: str
) -> dict[tuple[str, str], list[RegisterEntry]]:
    """(register, key) -> its rows, for all that `named` may mean."""
    rows: list[RegisterEntry] = []
    for register in registers:
        for name in (register.name, register.id):
            if named.startswith(f"{name}/"):
                rows += reader.rows_keyed(named.removeprefix(f"{name}/"), register.id)
    found: dict[tuple[str, str], list[RegisterEntry]] = defaultdict(list)
    for row in rows or reader.rows_keyed(named):
        found[row.register, row.key].append(row)
    return found
