"""Looking at what registers gave a workspace without loading all of it."""

from typing import TYPE_CHECKING

from tutela.model.inventory import Asset, Match
from tutela.model.rulings import Ruling
from tutela.workspace.batch import DESCRIBED
from tutela.workspace.moment import effective_records

if TYPE_CHECKING:
    from tutela.store.store import Store


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
            if reader.count(Ruling) or reader.count(Match):
                return len(effective_records(reader).inventory)
            return reader.count(Asset) - reader.count(Asset, scope=DESCRIBED)
