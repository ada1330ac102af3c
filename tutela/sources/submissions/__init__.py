"""Filled field forms, whatever brings them: ODK's exports, an ODK Central server, the field pack's GeoPackage."""

from tutela.sources.submissions.central import central_submissions
from tutela.sources.submissions.exif import SMALL_SIDE, Facts, photo_facts, small_photo
from tutela.sources.submissions.exports import read_export
from tutela.sources.submissions.forms import Media, Returned

__all__ = [
    "SMALL_SIDE",
    "Facts",
    "Media",
    "Returned",
    "central_submissions",
    "photo_facts",
    "read_export",
    "small_photo",
]
