"""Gazetteers of a workspace as a table asked by name: hundreds of thousands of places, none loaded before it is named.

The file is derived: the gazetteers' own files are kept with the captured bytes, and it is built from them anew wherever
it is missing. It lies beside the workspace's database, so that this stays as small as the case is.
"""

from tutela.store.gazetteer.rows import Counted, Row
from tutela.store.gazetteer.table import FILE, GazetteerTable, gazetteer_table
from tutela.store.gazetteer.writer import GazetteerWriter

__all__ = ["FILE", "Counted", "GazetteerTable", "GazetteerWriter", "Row", "gazetteer_table"]
