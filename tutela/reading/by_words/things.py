"""Which mentions are of one thing: names that share their words, "the church" and the church before it."""

from collections.abc import Sequence

from tutela.language.word_packs import Token
from tutela.reading.by_words.mentions import Mention

STEM = 5
"""Letters of a word compared: case endings stand behind them in the languages of the packs."""


def things(mentions: Sequence[Mention], tokens: Sequence[Sequence[Token]]) -> list[int]:
    """For each mention the position of the first mention of the same thing.

    Args:
        mentions: of the whole document, in order.
        tokens: of each mention's sentence.
    """
    found: list[int] = []
    names: list[frozenset[str]] = []
    for at, mention in enumerate(mentions):
        mine = _name(mention, tokens[at])
        names.append(mine)
        same = (
            found[earlier]
            for earlier in range(at - 1, -1, -1)
            if _one_thing(mention, mine, mentions[earlier], names[earlier])
        )
        found.append(next(same, at))
    return found


def _name(mention: Mention, tokens: Sequence[Token]) -> frozenset[str]:
    """The stems of the words around the noun."""
    noun = tokens[mention.head].folded[:STEM]
    stems = {token.folded[:STEM] for token in tokens[mention.first : mention.last + 1] if token.written[0].isalnum()}
    return frozenset(stems - {noun})


def _one_thing(one: Mention, mine: frozenset[str], other: Mention, theirs: frozenset[str]) -> bool:
    if one.type != other.type or one.group or other.group:
        return False
    if mine and theirs:
        return len(mine & theirs) * 2 >= min(len(mine), len(theirs)) and bool(mine & theirs)
    # "the church" alone goes back to the church before it; a bare one before a named one is not known to be it.
    return not mine


def fullest(position: int, mentions: Sequence[Mention], same: Sequence[int]) -> Mention:
    """Of all mentions of a thing the one with the longest name, the first where several are as long."""
    group = [mention for at, mention in enumerate(mentions) if same[at] == same[position]]
    return max(group, key=lambda mention: (mention.named, mention.last - mention.first))
