"""One pass over the parsed sentences of a document: mentions, harm words, frames, patterns, guards, discourse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutela.language.vocabulary import Vocabulary
from tutela.reading import guards
from tutela.reading.candidates import KnownNames, Mention, MentionKind, mentions
from tutela.reading.discourse import Discourse, follow
from tutela.reading.frames import Role, Tie, Via, loose, ties
from tutela.reading.parsing import ParsedSentence
from tutela.reading.patterns import pattern_ties
from tutela.reading.polarity import Polarity, polarity
from tutela.reading.tokens import forms
from tutela.reading.triggers import Trigger, triggers

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse

RANK = {
    Role.OBJECT: 0, Role.PASSIVE: 0, Role.RELATIVE: 1, Role.PARTICIPLE: 1, Role.SUBJECT: 1, Role.OF: 1, Role.COPULA: 2,
    Role.MODIFIED: 2, Role.POSSESSOR: 2, Role.UPON: 3, Role.LOST_FROM: 3, Role.COMPOUND: 3, Role.TOPIC: 3,
    Role.LISTED: 3,
    Role.PLACE: 4, Role.CLAUSE: 5, Role.AGENT: 5, Role.SENTENCE: 6,
}  # fmt: skip
"""How closely a role ties an asset to a harm word, closest first."""

SUFFERING = frozenset({Role.OBJECT, Role.PASSIVE, Role.SUBJECT, Role.COPULA})
"""Roles of who or what itself suffers; people may be killed in an attack "on" a church all the same."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """One sentence with its mentions, harm words and their ties."""

    index: int
    sentence: ParsedSentence
    mentions: Sequence[Mention]
    triggers: Sequence[Trigger]
    ties: Sequence[Mapping[int, Tie]]
    """For each harm word: token -> tie."""
    signs: Mapping[str, bool]
    negated: Sequence[bool]
    """For each harm word."""
    patterned: frozenset[tuple[int, int]]
    """(head token of an asset, token of a harm word) that the pattern reader ties."""
    places: frozenset[int]
    """Tokens that a gazetteer knows as places."""


def closeness(tie: Tie) -> int:
    """How closely a tie binds, 0 closest; what is reached through another word stands behind it."""
    return RANK[tie.role] + (tie.via is not Via.DIRECT)


def scan(
    index: int,
    sentence: ParsedSentence,
    words: Vocabulary,
    places: Sequence[tuple[int, int]] = (),
    known: KnownNames | None = None,
) -> Scanned:
    """Find mentions, harm words and their ties in one sentence; `places` are offsets of known place names in it."""
    parse = sentence.parse
    told = ((one, ties(parse, one)) for one in triggers(parse, words))
    kept = [(one, tied) for one, tied in told if not why_set_aside(parse, one, tied, words)]
    found = [one for one, _ in kept]
    return Scanned(
        index,
        sentence,
        mentions(parse, words, known, sentence.spoken),
        found,
        [tied for _, tied in kept],
        guards.sentence_signs(parse, words),
        [polarity(parse, trigger, words) is Polarity.SPARED for trigger in found],
        pattern_ties(parse, words),
        frozenset(at for at, start in enumerate(sentence.starts) if any(a <= start < b for a, b in places)),
    )


def why_set_aside(parse: "Parse", trigger: Trigger, tied: Mapping[int, Tie], words: Vocabulary) -> str:
    """Why a harm word is taken out before anything is weighed; empty where it is not."""
    if polarity(parse, trigger, words) is Polarity.UNTOLD:
        return "it is not said to have happened"
    return guards.no_harm(parse, trigger, words) or ("it befalls people" if _befalls_people(parse, tied, words) else "")


def set_aside(sentence: ParsedSentence, words: Vocabulary) -> list[tuple[Trigger, str]]:
    """The harm words of a sentence that are taken out, and why."""
    parse = sentence.parse
    told = ((one, why_set_aside(parse, one, ties(parse, one), words)) for one in triggers(parse, words))
    return [(one, why) for one, why in told if why]


def _befalls_people(parse: "Parse", tied: Mapping[int, Tie], words: Vocabulary) -> bool:
    """Whether all that a harm word befalls are people: "several people were injured"."""
    patients = [parse[at] for at, tie in tied.items() if tie.via is Via.DIRECT and tie.role in SUFFERING]
    return bool(patients) and all(
        forms(token) & words.people and not forms(token) & words.assets.keys() for token in patients
    )


def tie_of(scanned: Scanned, which: int, mention: Mention) -> Tie:
    """How a mention is tied to a harm word of its sentence."""
    by_token = scanned.ties[which]
    found = [by_token[at] for at in (mention.top, mention.head) if at in by_token]
    if not found and mention.head and scanned.sentence.parse[mention.head - 1].text == "-":
        # "cross-stones": the parser may hang the first half of the word on the verb.
        found = [by_token[at] for at in range(max(mention.first, mention.head - 2), mention.head) if at in by_token]
    if mention.kind is MentionKind.NAME:
        found += [by_token[at] for at in range(mention.first, mention.last + 1) if at in by_token]
    if found:
        return min(found, key=closeness)
    return loose(scanned.sentence.parse, scanned.triggers[which], mention.top)


def scan_all(
    parsed: Mapping[int, ParsedSentence],
    words: Vocabulary,
    places: Sequence[tuple[int, int]] = (),
    known: KnownNames | None = None,
) -> tuple[list[Scanned], Discourse]:
    """Scan the parsed sentences of a document in order and follow its mentions."""
    scans = [scan(index, parsed[index], words, places, known) for index in sorted(parsed)]
    return scans, follow(((s.index, s.sentence, s.mentions) for s in scans), words)
