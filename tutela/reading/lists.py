"""Lists of counts: an intro tells the harm ("205 sites have been damaged"), the items only what and how many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutela.language.vocabulary import Strength
from tutela.model.claims import Harm
from tutela.reading.candidates import Mention
from tutela.reading.frames import PATIENT
from tutela.reading.scanning import Scanned, tie_of
from tutela.reading.triggers import Trigger

REACH = 3
"""Sentences that an item may stand behind its intro, or behind the item before."""
SHORT = 16
"""Tokens of an item that names but one group."""
LISTED = frozenset({Harm.DESTROYED, Harm.DAMAGED, Harm.LOOTED, Harm.DESECRATED})


@dataclass(frozen=True, slots=True)
class Item:
    """A counted group of a list, and the harm word of the list's intro."""

    scanned: Scanned
    position: int
    intro: Trigger


def items(scans: Sequence[Scanned]) -> Iterator[Item]:
    """The counted groups that a list names without saying again what befell them, in the order of the text."""
    intro: tuple[int, Trigger] | None = None
    for scanned in scans:
        groups = numbered(scanned)
        own = _intro(scanned, groups)
        if own is not None:
            intro = (scanned.index, own)
        elif intro and groups and scanned.index - intro[0] <= REACH and _only_lists(scanned, groups):
            yield from (Item(scanned, position, intro[1]) for position in groups)
            intro = (scanned.index, intro[1])


def numbered(scanned: Scanned) -> list[int]:
    """Positions of the mentions that a numeral counts: "88 religious sites"."""
    return [position for position, mention in enumerate(scanned.mentions) if is_numbered(scanned, mention)]


def is_numbered(scanned: Scanned, mention: Mention) -> bool:
    """Whether a numeral, no year, counts a plural."""
    tokens = scanned.sentence.parse[mention.first : mention.head]
    return mention.type is not None and mention.plural and any(t.pos_ == "NUM" and t.dep_ == "nummod" for t in tokens)


def beside_counted(scanned: Scanned, position: int, which: int) -> bool:
    """Whether a counted group stands beside another one that the frames make the patient of the harm word."""
    groups = numbered(scanned)
    others = (scanned.mentions[at] for at in groups if at != position)
    return position in groups and any(tie_of(scanned, which, other).role in PATIENT for other in others)


def _intro(scanned: Scanned, groups: Sequence[int]) -> Trigger | None:
    """The harm word of an intro: it befalls a counted group, or what follows behind a colon."""
    parse = scanned.sentence.parse
    strong = [
        (which, trigger)
        for which, trigger in enumerate(scanned.triggers)
        if trigger.word.strength is Strength.STRONG and trigger.word.harm in LISTED and not scanned.negated[which]
    ]
    for which, trigger in strong:
        counted = any(tie_of(scanned, which, scanned.mentions[at]).role in PATIENT for at in groups)
        if counted or (len(parse) and parse[-1].text == ":"):
            return trigger
    return None


def _only_lists(scanned: Scanned, groups: Sequence[int]) -> bool:
    told = any(trigger.word.strength is Strength.STRONG for trigger in scanned.triggers)
    return not told and (len(groups) > 1 or len(scanned.sentence.parse) < SHORT)
