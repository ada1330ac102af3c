"""Letters to the parties whose consent is missing, as files."""

from collections.abc import Sequence
from pathlib import Path

from tutela.missions.letters import Letter, letters_to
from tutela.model.missions import MissionSheet
from tutela.workspace.missions.packing import pack_sheet
from tutela.workspace.workspace import Workspace


def draft_letters(workspace: Workspace, sheet: MissionSheet) -> tuple[tuple[Letter, ...], int]:
    """Letters to every party whose consent is missing, in its languages; and how many withheld sites they leave out.

    A letter leaves the house: a site that is withheld, and what would lead to it, is asked about in another way, by
    people.
    """
    shown = pack_sheet(workspace, sheet)
    letters = tuple(
        letter
        for party, assets in shown.missing
        for letter in letters_to(shown.mission, party, [shown.assets[asset] for asset in assets])
    )
    asked = {asset for _, assets in sheet.missing for asset in assets}
    return letters, len(asked - set(shown.assets))


def write_letters(letters: Sequence[Letter], folder: Path) -> list[Path]:
    """Write drafts as text files, one per party and language; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for letter in letters:
        # A party's name may hold what no file name may.
        name = "".join(sign if sign.isalnum() else "-" for sign in letter.party)
        path = folder / f"{name}.{letter.language}.txt"
        path.write_text(f"{letter.subject}\n\n{letter.text}", "utf-8")
        written.append(path)
    return written
