"""What a claim holds besides asset and harm: who says it, how surely, where, when, by what means, on what ground."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutela.language.dates import FoundDate, find_dates
from tutela.language.places import Gazetteer
from tutela.language.word_packs import Hit, WordPack
from tutela.model.claims import Certainty, EvidenceCue, EvidenceKind, Means, MeansCue, Speaker, SpeakerKind
from tutela.model.documents import Document
from tutela.model.passages import Passage
from tutela.model.times import Period, first_day
from tutela.reading.by_words.mentions import CLOSING, OPENING, Mention
from tutela.reading.by_words.sentences import Worded
from tutela.reading.guards import FIRST_YEAR

LONGEST_SPEAKER = 9
"""Words of a speaker's name at most, office included."""
NEAR_VERB = 10
"""Words between a verb of saying and the speaker's noun at most."""
MOST_PLACES = 3
DOCUMENTS_KEPT = 16


@dataclass(frozen=True, slots=True)
class Told:
    """Where a claim is told: the sentence, its harm word, and the sentences around."""

    document: Document
    worded: Worded
    hit: Hit
    mention: Mention
    sentences: Sequence[Worded]
    pack: WordPack

    def passage(self, worded: Worded, first: int, last: int) -> Passage:
        """Tokens of a sentence as a passage of the document."""
        return self.document.passage(*worded.span(first, last))


def speakers_of(told: Told) -> tuple[Speaker, ...]:
    """Who says it: in the sentence, else who speaks on from the sentence before ("the ministry added")."""
    found = [*_speakers(told, told.worded)]
    if not found and any(True for _ in told.worded.meaning("reporting/goes_on")):
        before = [one for one in told.sentences if one.index < told.worded.index][-2:]
        found = [speaker for one in reversed(before) for speaker in _speakers(told, one)][:1]
    kept: dict[str, Speaker] = {}
    for speaker in found:
        kept.setdefault(speaker.words.exact, speaker)
    return tuple(kept.values())


def _speakers(told: Told, worded: Worded) -> Iterator[Speaker]:
    nouns = _speaker_nouns(worded)
    verbs = [*worded.meaning("reporting")]
    ranked = sorted(
        ((distance, noun) for noun in nouns for verb in verbs if (distance := _reach(worded, verb, noun)) is not None),
        key=lambda one: one[0],
    )
    used: set[int] = set()
    for _, noun in ranked:
        first, last = _speaker_span(worded, noun, told.pack)
        if not used & set(range(first, last + 1)):
            used |= set(range(first, last + 1))
            yield Speaker(told.passage(worded, first, last), SpeakerKind(noun.meaning.split("/")[1]))


def _speaker_nouns(worded: Worded) -> list[Hit]:
    found: dict[int, Hit] = {}
    for hit in worded.meaning("speakers"):
        there = found.get(hit.first)
        if there is None or hit.last > there.last:
            found[hit.first] = hit
    return list(found.values())


def _reach(worded: Worded, verb: Hit, noun: Hit) -> float | None:
    """How far a speaker's noun stands from a verb of saying; None beyond reach or behind "according to" and a mark."""
    gap = noun.first - verb.last - 1 if noun.first > verb.last else verb.first - noun.last - 1
    if not 0 <= gap <= NEAR_VERB:
        return None
    kind = verb.meaning.split("/")[-1]
    if kind == "according" and (noun.first < verb.first or gap > 4):
        return None
    if kind == "according_after" and (noun.first > verb.first or gap > 4):
        return None
    return gap + 4.0 * worded.clauses_between(noun.first, verb.first)


def _speaker_span(worded: Worded, noun: Hit, pack: WordPack) -> tuple[int, int]:
    """The noun with what belongs to it: adjectives before, office and name behind, as far as no other list begins."""
    bars = {
        at
        for path in ("reporting", "harm", "breaks", "clause", "hedges", "denials", "negation", "where")
        for hit in worded.meaning(path)
        for at in range(hit.first, hit.last + 1)
    }
    first, last = noun.first, noun.last
    ahead = pack.capitals and pack.order.get("name") == "before"
    while first > 0 and first - 1 not in bars and noun.first - first < 4 and _belongs(worded, first - 1, pack):
        first -= 1
    here = last + 1
    while here < len(worded.tokens) and here - first < LONGEST_SPEAKER and here not in bars:
        word = worded.tokens[here].written
        if word in OPENING:
            closed = next(
                (at for at in range(here, min(here + 6, len(worded.tokens))) if worded.tokens[at].written in CLOSING),
                None,
            )
            return first, closed if closed is not None else last
        # Where names go first, what stands behind the noun is the speaker's name or else what is spoken of.
        if not word[0].isalnum() or (ahead and not worded.capital(here)):
            break
        last = here
        here += 1
    return first, last


def _belongs(worded: Worded, at: int, pack: WordPack) -> bool:
    word = worded.tokens[at].written
    adjective = any(hit.first <= at <= hit.last for path in ("adjectives", "speakers") for hit in worded.meaning(path))
    return word[0].isalnum() and (adjective or (pack.capitals and worded.capital(at) and at > 0))


def certainty_of(told: Told, negated: bool) -> tuple[Certainty, Passage | None]:
    """How surely it is said, and the words that show it: a denial before a hedge, the nearest first."""
    for meaning, certainty in (("denials", Certainty.DENIED), ("hedges", Certainty.HEDGED)):
        near = sorted(told.worded.meaning(meaning), key=lambda one: abs(one.first - told.hit.first))
        if near:
            return certainty, told.passage(told.worded, near[0].first, near[0].last)
    how = told.hit.meaning.split("/")[2]
    if negated and how == "active":
        return Certainty.DENIED, None
    return Certainty.ASSERTED, None


def places_of(told: Told, gazetteer: Gazetteer, taken: Sequence[Passage]) -> tuple[Passage, ...]:
    """The places the sentence names, the nearest to the asset first; of the sentence before where it names none."""
    before = [one for one in told.sentences if one.index < told.worded.index][-1:]
    for worded in (told.worded, *before):
        start, end = worded.whole
        found = [
            told.document.passage(place.start, place.end)
            for place in gazetteer.find(told.document.text[start:end], start)
        ]
        free = [place for place in found if not any(speaker.covers(place) for speaker in taken)]
        if free:
            here = _anchor(told) if worded is told.worded else end
            return tuple(sorted(free, key=lambda place: abs(place.start - here))[:MOST_PLACES])
    return ()


def _anchor(told: Told) -> int:
    """Where the asset stands in the sentence; its harm word where the asset was spoken of before."""
    here = told.mention.head if told.mention.sentence == told.worded.index else told.hit.first
    return told.worded.tokens[here].start


def time_of(told: Told) -> Period | None:
    """The interval named nearest to the harm word in its sentence; a building's own date is none."""
    start, end = told.worded.whole
    every = _dates(told.document.text, told.document.day, told.pack.language)
    anchor = told.worded.tokens[told.hit.first].start
    usable = [date for date in every if start <= date.start < end and _of_harm(date)]
    best = min(usable, key=lambda date: abs(date.start - anchor), default=None)
    return best.period if best else None


@functools.lru_cache(maxsize=DOCUMENTS_KEPT)
def _dates(text: str, day: str | None, language: str) -> tuple[FoundDate, ...]:
    """All dates of a document: one told before gives others their year, and those counted from it theirs."""
    return tuple(find_dates(text, day, language))


def _of_harm(date: FoundDate) -> bool:
    bound = date.period.start or date.period.end
    return not date.construction and bound is not None and first_day(bound).year >= FIRST_YEAR


def means_of(told: Told) -> tuple[MeansCue, ...]:
    """By what means, each once, as words of the sentence tell."""
    found: dict[Means, MeansCue] = {}
    for hit in told.worded.meaning("means"):
        kind = Means(hit.meaning.split("/")[1])
        found.setdefault(kind, MeansCue(kind, told.passage(told.worded, hit.first, hit.last)))
    return tuple(found.values())


def evidence_of(told: Told, speakers: Sequence[Speaker]) -> tuple[EvidenceCue, ...]:
    """The evidence cited in the sentence, and what kind of source speaks."""
    found: dict[EvidenceKind, EvidenceCue] = {}
    for hit in told.worded.meaning("evidence"):
        kind = EvidenceKind(hit.meaning.split("/")[1])
        found.setdefault(kind, EvidenceCue(kind, told.passage(told.worded, hit.first, hit.last)))
    for speaker in speakers:
        spoken = {SpeakerKind.OFFICIAL: EvidenceKind.OFFICIAL_STATEMENT, SpeakerKind.WITNESS: EvidenceKind.WITNESS}
        if speaker.kind in spoken:
            found.setdefault(spoken[speaker.kind], EvidenceCue(spoken[speaker.kind], speaker.words))
    return tuple(found.values())


def has_year_before(text: str) -> bool:
    """Whether a sentence dates itself before the conflicts that count."""
    return any(int(year) < FIRST_YEAR for year in re.findall(r"(?<!\d)(1[0-8]\d\d)(?!\d)", text))
