"""The folder that examples of the documentation begin in: the sample, and ten articles of it."""

import shutil
from pathlib import Path

from tutela import SAMPLE

ARTICLES = ("cathedral-[1-7]*", "mosque-[1-3]*")
"""The same patterns stand in docs/tutorial.md."""


def write_articles(folder: Path) -> None:
    """Make `sample/` and `articles/` in a folder."""
    shutil.copytree(SAMPLE, folder / "sample")
    (folder / "articles").mkdir()
    for pattern in ARTICLES:
        for file in (folder / "sample" / "publications").glob(pattern):
            shutil.copy(file, folder / "articles")
