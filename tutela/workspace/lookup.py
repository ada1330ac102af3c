"""Looking assets up in a workspace, however large its inventory: by name, by box, by id, page by page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tutela.model.errors import UnknownRecord
from tutela.model.inventory import Asset, AssetIndex, Hit
from tutela.workspace.listing import Records

if TYPE_CHECKING:
    from tutela.store.reader import Reader
    from tutela.store.search import Standing
    from tutela.store.store import Store

PAGE = 1_000
"""Assets that `iter_assets` reads from one snapshot before it lets it go."""


def _standing_of(reader: "Reader") -> "Standing":
    # The index is half of what it takes to start; whoever only opens a workspace need not wait for it.
    from tutela.workspace.standing import standing_of

    return standing_of(reader)


class AssetLookup:
    """The part of a workspace that finds assets without loading all of them."""

    _store: "Store"

    def search(self, words: str, limit: int = 20, may_see_restricted: bool = False) -> Records[Asset]:
        """Assets by name, the likeliest first: any spelling, any script, one typo; the last word may be unfinished.

        Args:
            words: what is looked for; a space at its end says that the last word is whole.
            limit: how many at most.
            may_see_restricted: whether assets are shown that their register or a ruling withholds.

        `hits` gives the same with the reasons.

        >>> Workspace.open("case/workspace").search("Ղազանչեցոց")[0].label
        'Ghazanchetsots Cathedral (Holy Saviour)'
        """
        return Records(hit.asset for hit in self.hits(words, limit, may_see_restricted))

    def hits(self, words: str, limit: int = 20, may_see_restricted: bool = False) -> Records[Hit]:
        """What `search` finds, each with the name that answers best, a score and a sentence.

        >>> Workspace.open("case/workspace").hits("Qazanchetsots")[0].reason.sentence
        'Ղազանչեցոց: “qazanchetsots” is “ghazanchetsots” spelt otherwise.'
        """
        return Records(self._store.search(words, limit, may_see_restricted, _standing_of))

    def within(
        self,
        west: float,
        south: float,
        east: float,
        north: float,
        limit: int = 200,
        may_see_restricted: bool = False,
    ) -> Records[Asset]:
        """Assets that stand in a box, in no order that means anything.

        Args:
            west, south, east, north: degrees; west beyond east crosses the 180th meridian.
            limit: how many at most.
            may_see_restricted: whether assets are shown that their register or a ruling withholds.

        >>> {asset.country for asset in Workspace.open("case/workspace").within(46.7, 39.7, 46.8, 39.8)}
        {''}
        """
        return Records(self._store.within((west, south, east, north), limit, may_see_restricted, _standing_of))

    def iter_assets(self, after: str = "") -> Iterator[Asset]:
        """Assets one by one in the order they came in, never more than a page of them in memory.

        Args:
            after: id of the asset to go on from; that one is not given again.

        Raises:
            UnknownRecord: `after` is no asset of today.

        >>> first, second, *_ = Workspace.open("case/workspace").iter_assets()
        >>> next(Workspace.open("case/workspace").iter_assets(after=first.id)) == second
        True
        """
        number = self._number(after) if after else 0
        while True:
            with self._store.reading() as reader:
                page = list(reader.each(Asset, number, PAGE))
            yield from (asset for _, asset in page)
            if len(page) < PAGE:
                return
            number = page[-1][0]

    def asset(self, id_: str) -> Asset:
        """One asset, by its id or one it had before it was merged.

        Raises:
            UnknownRecord: there is none today.

        >>> workspace = Workspace.open("case/workspace")
        >>> workspace.asset(workspace.assets()[0].id) == workspace.assets()[0]
        True
        """
        with self._store.reading() as reader:
            asset = reader.asset(id_) or reader.asset(self._store.absorbing(id_) or "")
        if asset is None:
            raise UnknownRecord(f"There is no asset {id_!r}.", "`tutela inventory search` finds them by name.")
        return asset

    def index_assets(self) -> None:
        """Bring the search index up to date now, as after a large import; the next search would do it too."""
        self._store.index_assets(_standing_of)

    @contextmanager
    def asset_index(self) -> Iterator[AssetIndex]:
        """What linking asks of an inventory, answered from disk: the assets of registers, as machines made them.

        >>> with Workspace.open("case/workspace").asset_index() as index:
        ...     next(iter(index.candidates("Казанчецоц", ["Shushi"]))).label
        'Ghazanchetsots Cathedral (Holy Saviour)'
        """
        with self._store.asset_index() as index:
            yield index

    def _number(self, asset: str) -> int:
        with self._store.reading() as reader:
            number = reader.number(Asset, asset)
        if number is None:
            raise UnknownRecord(f"There is no asset {asset!r}.", "Begin from the start, without `after`.")
        return number
