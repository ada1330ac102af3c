"""What an archive of a workspace says of itself, and what may lie in it."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from tutela.model.errors import InputError

FORMAT = "tutela-workspace/1"
CARD = "tutela-workspace.json"
"""The member that stands first."""
CARD_BYTES = 1 << 16
MEMBER = re.compile(r"workspace\.gpkg|files/([0-9a-f]{2})/\1[0-9a-f]{62}", re.ASCII)
"""Every other member, by its whole name: nothing else is packed, and nothing else is taken out."""
REMEDY = "Have the workspace exported once more; keep this file as it is."


@dataclass(frozen=True, slots=True)
class Card:
    """What was packed, so that what is missing shows."""

    workspace: str
    """The identifier in the ledger's first entry."""
    entries: int
    head: str
    """Hash of the newest entry."""
    files: int
    size: int
    """Bytes of all members but the card."""
    made_at: str
    software: str

    def text(self) -> bytes:
        """The card as it stands in the archive."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1).encode()


def read_card(content: bytes) -> Card:
    """The card of an archive.

    Raises:
        InputError: it is none, or of a form that this version does not know.
    """
    try:
        values = json.loads(content)
        if not isinstance(values, Mapping) or values.pop("format", None) != FORMAT:  # type: ignore[attr-defined]
            raise ValueError("another format")
        card = Card(**values)
    except (ValueError, TypeError, RecursionError) as error:
        raise InputError(f"{CARD} cannot be read: {error}.", REMEDY) from error
    if [type(value) for value in asdict(card).values()] != [str, int, str, int, int, str, str]:
        raise InputError(f"{CARD} holds values of other kinds than it should.", REMEDY)
    return card
