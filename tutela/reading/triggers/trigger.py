"""A harm word where it stands."""

from dataclasses import dataclass

from tutela.language.vocabulary import HarmWord


@dataclass(frozen=True, slots=True)
class Trigger:
    """A harm word where it stands."""

    token: int
    """The token whose arguments are asked for."""
    last: int
    """The last token of its words."""
    word: HarmWord
    patients: tuple[int, ...] = ()
    """The tokens of what suffers, where a construction of several words tells it; else the word's frame is asked."""
