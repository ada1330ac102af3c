"""Lists: an intro tells the harm and the items what and how many; or each row names a thing and tells its state.

"205 sites have been damaged: 88 religious sites, ..." and "Orlan Synagogue: roof burned", "3. Fort Kell - no damage".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutela.language.vocabulary import Strength
from tutela.model.claims import Harm
from tutela.reading.candidates import Mention
from tutela.reading.frames import PATIENT
from tutela.reading.scanning import Scanned, tie_of
from tutela.reading.triggers import Trigger

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse, Token

REACH = 3
"""Sentences that an item may stand behind its intro, or behind the item before."""
NAMING, ROW = 14, 30
"""Tokens within which the mark of a row stands, and that a row has at most."""
SHORT = 16
"""Tokens of an item that names but one group."""
LISTED = frozenset({Harm.DESTROYED, Harm.DAMAGED, Harm.LOOTED, Harm.DESECRATED})


@dataclass(frozen=True, slots=True)
class Item:
    """A counted group of a list, and the harm word of the list's intro."""

    scanned: Scanned
    position: int
    intro: Trigger


@dataclass(frozen=True, slots=True)
class Row:
    """A line that names a thing and, behind a mark, tells its state in a few words."""

    position: int
    """Of the mention that names the thing."""
    mark: int
    """The token of the colon or dash."""

    def tells(self, trigger: Trigger) -> bool:
        """Whether a harm word stands where the state is told."""
        return trigger.token > self.mark


def row(scanned: Scanned) -> Row | None:
    """The row that a sentence is, if it is one: a name, a mark, and no verb before it."""
    parse = scanned.sentence.parse
    mark = next((at for at in range(1, min(len(parse) - 1, NAMING)) if _is_mark(parse, at)), None)
    if mark is None or len(parse) > ROW or any(token.pos_ in ("VERB", "AUX") for token in parse[:mark]):
        return None
    named = [at for at, mention in enumerate(scanned.mentions) if mention.last < mark and not mention.part]
    marked = not parse[0].text[:1].isalpha()
    named = [
        at for at in named if scanned.mentions[at].type or (marked and scanned.mentions[at].head not in scanned.places)
    ]
    opens = [at for at in named if not any(token.text[:1].isalnum() for token in _before(scanned, at))]
    return Row(opens[0], mark) if opens else None


def _is_mark(parse: "Parse", at: int) -> bool:
    """Whether a colon or a dash between spaces stands at a token."""
    text = parse[at].text
    return text == ":" or (text in ("-", "–", "—") and bool(parse[at].whitespace_) and bool(parse[at - 1].whitespace_))


def _before(scanned: Scanned, position: int) -> list["Token"]:
    """The words before a mention, without the number of its row."""
    words = [token for token in scanned.sentence.parse[: scanned.mentions[position].first] if token.lower_ != "the"]
    return words[1:] if words and words[0].pos_ in ("NUM", "X") else words


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
