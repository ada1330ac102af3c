"""Archives made elsewhere -> captured items: WARC, WACZ, output of Bellingcat's auto-archiver."""

from tutela.sources.archives.warc import read_warc

__all__ = ["read_warc"]
