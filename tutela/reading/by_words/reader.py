"""The reader for languages that have words and no parser: one document in, draft claims out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutela.language.places import Gazetteer
from tutela.language.sentences import split
from tutela.language.word_packs import WordPack, word_pack
from tutela.model.claims import Certainty, Claim, Harm, Support
from tutela.model.documents import Document
from tutela.model.passages import Passage
from tutela.model.reasons import Reason
from tutela.reading.by_words.mentions import Mention
from tutela.reading.by_words.sentences import Worded
from tutela.reading.by_words.slots import (
    Told,
    certainty_of,
    evidence_of,
    has_year_before,
    means_of,
    places_of,
    speakers_of,
    time_of,
)
from tutela.reading.by_words.things import Spoken
from tutela.reading.by_words.ties import Scene, Tie, ties
from tutela.reading.decider import Decider, decider
from tutela.reading.drafting import identified
from tutela.reading.tellings import Telling, gather

WEIGHTS = "words"
"""The decider of this reader: one for all languages, since its signals are the same in all."""
LEAD = 3
"""Sentences at the head of a document that count as its lead."""


@dataclass(frozen=True, slots=True)
class Seen:
    """All that is seen in a document before anything is decided."""

    document: Document
    sentences: Mapping[int, Worded]
    """By their place in the document."""
    spoken: Spoken
    ties: tuple[Tie, ...]

    def words(self, mention: Mention) -> Passage:
        """The words of a mention."""
        return self.document.passage(*self.sentences[mention.sentence].span(mention.first, mention.last))


@dataclass(frozen=True, slots=True)
class WordReader:
    """Reads documents of one language into draft claims by its word pack."""

    pack: WordPack
    gazetteer: Gazetteer

    @classmethod
    def of(cls, language: str, gazetteer: Gazetteer) -> "WordReader | None":
        """The reader of a language; None where it has no word pack."""
        pack = word_pack(language)
        return cls(pack, gazetteer) if pack else None

    def claims(self, document: Document, threshold: float | None = None) -> list[Claim]:
        """The draft claims of a document, none with an actor; `threshold` in place of the measured one."""
        judge = decider(WEIGHTS)
        if judge is None:
            return []
        seen = self.see(document)
        return self.drafted(seen, judge, judge.draft if threshold is None else threshold)

    def see(self, document: Document) -> Seen:
        """A document's words, what it speaks of, and every pair of harm word and asset with its signals."""
        spans = split(document.text, self.pack.language)
        worded = (
            Worded.of(index, document.text, span, self.pack)
            for index, span in enumerate(spans)
            if document.text[span[0] : span[1]].strip()
        )
        sentences = [one for one in worded if one.tokens]
        spoken = Spoken(sentences, self.pack)
        return Seen(
            document, {one.index: one for one in sentences}, spoken, tuple(self._ties(document, sentences, spoken))
        )

    def _ties(self, document: Document, sentences: Sequence[Worded], spoken: Spoken) -> Iterator[Tie]:
        before: list[Mention] = []
        for worded in sentences:
            own = spoken.of_sentence[worded.index]
            near = [one for one in before[-3:] if worded.index - one.sentence <= 2]
            old = has_year_before(document.text[slice(*worded.whole)])
            yield from ties(Scene(worded, own, near, worded.index < LEAD, old), self.pack)
            before += [one for one in own if not one.part]

    def drafted(self, seen: Seen, judge: Decider, threshold: float) -> list[Claim]:
        """The claims of all pairs that score at least so much, each thing's tellings of one harm brought together."""
        tellings = []
        for tie in seen.ties:
            score = judge.score(tie.signals)
            if score >= threshold:
                at = seen.spoken.whole(tie.mention)
                claim = self._claim(seen, tie, seen.spoken.fullest_at(at), score, judge)
                tellings.append(Telling(claim, seen.spoken.thing(at), tie.sentence))
        return [identified(claim) for claim in gather(_one_each(tellings))]

    def _claim(self, seen: Seen, tie: Tie, asset: Mention, score: float, judge: Decider) -> Claim:
        worded = seen.sentences[tie.sentence]
        told = Told(seen.document, worded, tie.hit, tie.mention, tuple(seen.sentences.values()), self.pack)
        quote = seen.document.passage(*worded.whole)
        speakers = speakers_of(told)
        harm, (certainty, cue) = tie.harm, certainty_of(told, tie.negated)
        if tie.negated and certainty is Certainty.ASSERTED and harm is not Harm.INTACT:
            harm = Harm.INTACT
        name, mention = seen.words(asset), seen.words(tie.mention)
        return Claim(
            id="",
            document=seen.document.id,
            quote=quote,
            passages=(quote,),
            asset=name,
            asset_type=tie.mention.type,
            harm=harm,
            harm_words=told.passage(worded, tie.hit.first, tie.hit.last),
            mention=None if mention == name else mention,
            places=places_of(told, self.gazetteer, [speaker.words for speaker in speakers]),
            means=means_of(told),
            time=time_of(told),
            attribution=speakers,
            certainty=certainty,
            certainty_cue=cue,
            evidence=evidence_of(told, speakers),
            support=Support.ONE,
            score=round(judge.right(score), 4),
            reasons=tuple(_reasons(tie, judge, told.passage(worded, tie.hit.first, tie.hit.last))),
        )


def _one_each(tellings: Sequence[Telling]) -> list[Telling]:
    """Of one thing in one sentence the surest telling of each harm."""
    best: dict[tuple[int, int, Harm], Telling] = {}
    for telling in tellings:
        key = telling.thing, telling.sentence, telling.claim.harm
        if key not in best or telling.claim.score > best[key].claim.score:
            best[key] = telling
    return list(best.values())


def _reasons(tie: Tie, judge: Decider, words: Passage) -> list[Reason]:
    told = [Reason("words", f"“{words.exact}” tells that it was {tie.harm.value}, by words alone: nothing was parsed")]
    return told + [Reason(name, f"signal {name}", round(move, 3)) for name, move in judge.strongest(tie.signals)]
