"""Finding assets by any spelling of their names: a derived file beside the workspace's database.

`index` keeps it, made of `shelves`; `filling` fills them and `terms` says with what. `query` says what a search asks
for, `matching` which assets answer, `finding` in what order and why; `candidates` offers linking what texts may mean.
"""

from tutela.store.search.boxes import assets_within
from tutela.store.search.candidates import StoreIndex
from tutela.store.search.finding import absorbing, find
from tutela.store.search.index import SearchIndex, StandingBy
from tutela.store.search.shelves import Shelves, Standing

__all__ = ["SearchIndex", "Shelves", "Standing", "StandingBy", "StoreIndex", "absorbing", "assets_within", "find"]
