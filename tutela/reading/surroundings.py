"""What stands around an asset and a harm word, and on the way between them, as signals for the decider.

The grammar knows constructions it was taught; these signals let the decider learn others from annotated documents: the
dependencies from the asset up and down to the harm word, the words on that way, what governs the harm word and what
hangs on it. Names, numbers and parties count by their kind alone, so that nothing is learned of any one of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutela.reading.candidates import Mention
from tutela.reading.tokens import is_party
from tutela.reading.triggers import Trigger

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse, Token

LONGEST = 6
"""Words of a way that is told as a whole: longer ones are too rare to learn from."""
NEAR = 4
"""Words on either side of a harm word that are told."""
TOLD_BELOW = frozenset({"aux", "auxpass", "neg", "mark", "advmod", "prt", "agent", "nsubj", "nsubjpass", "dobj"})
BY_WORD = frozenset({"aux", "neg", "mark", "advmod"})
"""Dependents of a harm word that are told by their word: "may", "not", "if", "almost"."""
KINDS = (
    "way ",
    "on the way ",
    *(f"asset {what} " for what in ("as", "behind", "word", "with")),
    *(f"harm {what} " for what in ("as", "form", "under", "with", "near", "by", "to")),
)
"""How the names of these signals begin."""
KINDS_OF_WORD = {"PROPN": "(name)", "NUM": "(number)"}
BEFORE_NOUN = frozenset({"det", "poss", "amod", "nummod"})


def shown(token: "Token") -> str:
    """A word's lemma; a name, a number or a party by its kind.

    The names a party goes by must not weigh anything, nor must a people's, a faith's or a place's: the next document is
    about others. What is written with a capital within a sentence is a name, whatever the parse makes of it; at its
    beginning an adjective may be one.
    """
    if is_party(token):
        return "(party)"
    if token.pos_ in KINDS_OF_WORD:
        return KINDS_OF_WORD[token.pos_]
    capital = token.text[:1].isupper() and (token.i > 0 or token.pos_ == "ADJ")
    return "(name)" if capital else token.lemma_.casefold()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The signals around each harm word and each mention of a sentence, made once for all their pairs."""

    parse: "Parse"
    mentions: Sequence[Mention]
    harms: Sequence[dict[str, float]]
    """Around each harm word."""
    assets: Sequence[dict[str, float]]
    """Around each mention."""

    @classmethod
    def of(cls, parse: "Parse", mentions: Sequence[Mention], triggers: Sequence[Trigger]) -> "Surroundings":
        """What stands around each mention and each harm word of a sentence."""
        harms = [around_harm(parse, trigger) for trigger in triggers]
        return cls(parse, mentions, harms, [dict.fromkeys(_around_asset(parse, one), 1.0) for one in mentions])

    def between(self, position: int, which: int, trigger: Trigger, role: str) -> dict[str, float]:
        """The signals of a pair: around both, and the way from the asset to the harm word.

        Args:
            role: the asset's, as the frames tell it.
        """
        mention = self.mentions[position]
        top = self.parse[mention.top]
        found = self.harms[which] | self.assets[position]
        if top.head.pos_ == "ADP":
            found[f"asset behind {top.head.lower_} as {role}"] = 1.0
        return found | _way(top, self.parse[trigger.token], trigger.word.kind.value)


def around_harm(parse: "Parse", trigger: Trigger) -> dict[str, float]:
    """What stands around a harm word."""
    return dict.fromkeys(_around_harm(parse, trigger.token), 1.0)


def _around_asset(parse: "Parse", mention: Mention) -> Iterator[str]:
    top, head = parse[mention.top], parse[mention.head]
    yield f"asset as {top.dep_}"
    if top.head.pos_ == "ADP":
        yield f"asset behind {top.head.lower_}"
    yield f"asset word {shown(head)}"
    yield from (f"asset with {shown(child)}" for child in head.children if child.dep_ in BEFORE_NOUN)


def _around_harm(parse: "Parse", at: int) -> Iterator[str]:
    token = parse[at]
    yield f"harm as {token.dep_}"
    yield f"harm form {token.tag_}"
    if token.head is not token:
        yield f"harm under {shown(token.head)}"
    for child in token.children:
        if child.dep_ in TOLD_BELOW:
            yield f"harm with {child.dep_}"
            yield from _told_below(child)
    around = (parse[near] for near in range(max(0, at - NEAR), min(len(parse), at + NEAR + 1)) if near != at)
    yield from (f"harm near {shown(word)}" for word in around)


def _told_below(child: "Token") -> Iterator[str]:
    if child.dep_ in BY_WORD:
        yield f"harm with {child.dep_} {shown(child)}"
    elif child.dep_ == "dobj":
        yield f"harm to {shown(child)}"
    elif child.dep_ in ("nsubj", "nsubjpass", "agent"):
        doer = child.rights[0] if child.dep_ == "agent" and child.rights else child
        yield f"harm by {shown(doer)}"


def _way(asset: "Token", harm: "Token", kind: str) -> dict[str, float]:
    """The dependencies from the asset up to where both meet, and down to the harm word."""
    above = [harm, *harm.ancestors]
    place = {token.i: at for at, token in enumerate(above)}
    up = []
    meet = asset
    while meet.i not in place:
        up.append(meet)
        if meet.head is meet:
            return {}
        meet = meet.head
    down = above[: place[meet.i]][::-1]
    climbed, descended = "<".join(token.dep_ for token in up), ">".join(token.dep_ for token in down)
    found = {f"way up {climbed}": 1.0, f"way down {descended}": 1.0}
    found["way length"] = min(len(up) + len(down), 10) / 5
    if len(up) + len(down) <= LONGEST:
        found[f"way {climbed}^{meet.pos_}>{descended}"] = 1.0
    inside = (token for token in (*up[1:], meet, *down[:-1]) if token is not asset and token is not harm)
    found |= {f"on the way {shown(token)}": 1.0 for token in inside}
    if 1 <= len(up) <= 2:
        over = up[-1] if up[-1].pos_ == "ADP" else asset.head if asset.head.pos_ == "ADP" else None
        found[f"way by {over.lemma_.casefold() if over else 'no preposition'} to {kind}"] = 1.0
    return found
