"""The plan page of a workspace's mission, as a file."""

from pathlib import Path

from tutela.model.missions import MissionSheet
from tutela.store.stamp import SOFTWARE


def write_page(sheet: MissionSheet, path: Path | str) -> Path:
    """Write the page of a mission: it stands alone, without script or network. Withheld assets are not on it."""
    from tutela.publishing.mission_page import mission_page

    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(mission_page(sheet, SOFTWARE), "utf-8")
    return file
