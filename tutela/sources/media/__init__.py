"""Pictures and videos captured with documents: which a document shows, and what they are recognised by."""

from tutela.sources.media.described import Description, description_of
from tutela.sources.media.finding import MEDIA_TYPES, media_beside
from tutela.sources.media.fingerprints import fingerprinted

__all__ = ["MEDIA_TYPES", "Description", "description_of", "fingerprinted", "media_beside"]
