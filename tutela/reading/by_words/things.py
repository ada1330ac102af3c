"""Which mentions are of one thing: names that share their words, "the church" and the church before it."""

from collections.abc import Sequence

from tutela.language.word_packs import Token, WordPack
from tutela.reading.by_words.mentions import Mention, mentions
from tutela.reading.by_words.sentences import Worded

STEM = 5
"""Letters of a word compared: case endings stand behind them in the languages of the packs."""
WITHIN = 3
"""Sentences back to which a part alone belongs to what was spoken of."""


class Spoken:
    """All mentions of a document in order, and which of them are of one thing."""

    def __init__(self, sentences: Sequence[Worded], pack: WordPack) -> None:
        self.of_sentence = {worded.index: mentions(worded, pack) for worded in sentences}
        # Two nouns that one name runs over begin at one word: they are one mention, the later noun's.
        at = {(one.sentence, one.first): one for found in self.of_sentence.values() for one in found}
        self._every = [at[place] for place in sorted(at)]
        self._place = {place: number for number, place in enumerate(sorted(at))}
        tokens = {worded.index: worded.tokens for worded in sentences}
        self._same = _things(self._every, [tokens[one.sentence] for one in self._every])

    def whole(self, mention: Mention) -> int:
        """Position of a mention; of a part alone ("the roof") that of what was spoken of shortly before."""
        position = self._place[mention.sentence, mention.first]
        if not mention.part:
            return position
        before = (at for at in range(position - 1, -1, -1) if not self._every[at].part and not self._every[at].group)
        whole = next(before, None)
        near = whole is not None and mention.sentence - self._every[whole].sentence <= WITHIN
        return whole if whole is not None and near else position

    def thing(self, position: int) -> int:
        """Which thing the mention at a position is of: the position of its first mention."""
        return self._same[position]

    def fullest(self, mention: Mention) -> Mention:
        """Of all mentions of a thing the one with the longest name, the first where several are as long."""
        return self.fullest_at(self._place[mention.sentence, mention.first])

    def fullest_at(self, position: int) -> Mention:
        """The same of the mention at a position."""
        group = (one for at, one in enumerate(self._every) if self._same[at] == self._same[position])
        return max(group, key=lambda one: (one.named, one.last - one.first))


def _things(every: Sequence[Mention], tokens: Sequence[Sequence[Token]]) -> list[int]:
    """For each mention the position of the first mention of the same thing; `tokens` are those of its sentence."""
    found: list[int] = []
    names: list[frozenset[str]] = []
    for at, mention in enumerate(every):
        mine = _name(mention, tokens[at])
        names.append(mine)
        same = (
            found[earlier]
            for earlier in range(at - 1, -1, -1)
            if _one_thing(mention, mine, every[earlier], names[earlier])
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
