"""Pictures and videos captured with documents: which a document shows, and what they are recognised by."""

from tutela.sources.media.finding import MEDIA_TYPES, media_beside
from tutela.sources.media.fingerprints import fingerprinted

__all__ = ["MEDIA_TYPES", "fingerprinted", "media_beside"]
