"""Files of gazetteers -> places. The forms are listed in `forms.yml`, with whom to name for each."""

from tutela.sources.gazetteers.administrations import read_administrations
from tutela.sources.gazetteers.files import GazetteerFile, open_gazetteer
from tutela.sources.gazetteers.rows import Alias, GazetteerItem, GazetteerRow, MoreNames

__all__ = [
    "Alias",
    "GazetteerFile",
    "GazetteerItem",
    "GazetteerRow",
    "MoreNames",
    "open_gazetteer",
    "read_administrations",
]
