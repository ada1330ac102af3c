"""The plan page of a workspace's mission, as a file."""

from pathlib import Path

from tutela.model.missions import MissionSheet
from tutela.store.stamp import SOFTWARE
from tutela.workspace.missions.packing import pack_sheet
from tutela.workspace.workspace import Workspace


def write_page(workspace: Workspace, sheet: MissionSheet, path: Path | str) -> Path:
    """Write the page of a mission: it stands alone, without script or network.

    Withheld assets, what would lead to them and their names are not on it.
    """
    from tutela.publishing.mission_page import mission_page

    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    shown = pack_sheet(workspace, sheet)
    file.write_text(mission_page(shown, SOFTWARE, withheld=len(shown.assets) < len(sheet.assets)), "utf-8")
    return file
