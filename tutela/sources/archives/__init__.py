"""Archives made elsewhere -> captured items: WARC, WACZ, output of Bellingcat's auto-archiver."""

from tutela.sources.archives.wacz import read_wacz
from tutela.sources.archives.warc import read_warc

__all__ = ["read_wacz", "read_warc"]
