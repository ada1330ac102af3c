"""Archives made elsewhere -> captured items: WARC, WACZ, output of Bellingcat's auto-archiver."""

from tutela.sources.archives.auto_archiver import holds_archived, read_auto_archiver
from tutela.sources.archives.wacz import read_wacz
from tutela.sources.archives.warc import read_warc

__all__ = ["holds_archived", "read_auto_archiver", "read_wacz", "read_warc"]
