"""Finding assets by any spelling of their names: a derived file beside the workspace's database.

`index` keeps it, `vocabulary` knows its words, `query` says what a search asks for, `finding` answers it, `candidates`
offers linking what texts may mean.
"""

from tutela.store.search.candidates import StoreIndex
from tutela.store.search.finding import absorbing, find
from tutela.store.search.index import SearchIndex

__all__ = ["SearchIndex", "StoreIndex", "absorbing", "find"]
