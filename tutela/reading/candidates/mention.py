"""Words that may name an asset."""

from dataclasses import dataclass
from enum import StrEnum

from tutela.model.claims import AssetType

SILENT = frozenset(
    {AssetType.GRAVE, AssetType.CARVED_STONE, AssetType.MONUMENT, AssetType.ARTWORK, AssetType.COLLECTION,
     AssetType.HERITAGE, AssetType.CEMETERY, AssetType.BRIDGE, AssetType.ARCHAEOLOGICAL_SITE}
)  # fmt: skip
"""Types of assets that nobody speaks for under their name; a museum or a church "says" things."""


class MentionKind(StrEnum):
    """How the text refers to the asset."""

    NOUN = "noun"
    WEAK = "weak"
    PART = "part"
    NAME = "name"
    PRONOUN = "pronoun"
    TOPIC = "topic"
    """Not named in the sentence at all."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that may name an asset, as tokens of one parsed sentence."""

    first: int
    last: int
    head: int
    """The noun that names what it is."""
    top: int
    """The word through which it takes part in the clause: `dozens` in "dozens of churches"."""
    kind: MentionKind
    type: AssetType | None = None
    named: bool = False
    """Holds a proper name."""
    plural: bool = False
    definite: bool = False
    counted: bool = False
    heritage: bool = False
    """A word of it tells that it is heritage ("19th-century", "historic")."""
    modifier: bool = False
    """It only modifies another noun ("museum director")."""
    part: bool = False
    """Names a part of something ("the dome of ..")."""
