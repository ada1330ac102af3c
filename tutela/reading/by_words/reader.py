"""The reader for languages that have words and no parser: one document in, draft claims out."""

from collections.abc import Sequence
from dataclasses import dataclass

from tutela.language.places import Gazetteer
from tutela.language.sentences import split
from tutela.language.word_packs import WordPack, word_pack
from tutela.model.claims import Certainty, Claim, Harm, Support
from tutela.model.documents import Document
from tutela.model.passages import Passage
from tutela.model.reasons import Reason
from tutela.reading.by_words.mentions import Mention, mentions
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
from tutela.reading.by_words.things import fullest, things
from tutela.reading.by_words.ties import Scene, Tie, ties
from tutela.reading.decider import Decider, decider
from tutela.reading.drafting import identified
from tutela.reading.tellings import Telling, gather

WEIGHTS = "words"
"""The decider of this reader: one for all languages, since its signals are the same in all."""
LEAD = 3
"""Sentences at the head of a document that count as its lead."""


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
        sentences = self.worded(document)
        found = self.ties(document, sentences)
        least = judge.draft if threshold is None else threshold
        kept = [(tie, score) for tie in found if (score := judge.score(tie.signals)) >= least]
        return self._drafted(document, sentences, kept, judge)

    def worded(self, document: Document) -> list[Worded]:
        """The sentences of a document as words."""
        spans = split(document.text, self.pack.language)
        return [
            Worded.of(index, document.text, span, self.pack)
            for index, span in enumerate(spans)
            if document.text[span[0] : span[1]].strip()
        ]

    def ties(self, document: Document, sentences: Sequence[Worded]) -> list[Tie]:
        """Every pair of harm word and asset, with its signals."""
        found: list[Tie] = []
        before: list[Mention] = []
        for worded in sentences:
            own = mentions(worded, self.pack) if worded.tokens else []
            near = [one for one in before[-3:] if worded.index - one.sentence <= 2]
            scene = Scene(worded, own, near, worded.index < LEAD)
            old = (
                has_year_before(document.text[slice(*worded.span(0, len(worded.tokens) - 1))])
                if worded.tokens
                else False
            )
            for tie in ties(scene, self.pack):
                tie.signals["old"] = float(old)
                found.append(tie)
            before += [one for one in own if not one.part]
        return found

    def _drafted(
        self, document: Document, sentences: Sequence[Worded], kept: Sequence[tuple[Tie, float]], judge: Decider
    ) -> list[Claim]:
        by_index = {worded.index: worded for worded in sentences}
        every = sorted(
            {
                (one.sentence, one.first): one
                for worded in sentences
                if worded.tokens
                for one in mentions(worded, self.pack)
            }.values(),
            key=lambda one: (one.sentence, one.first),
        )
        same = things(every, [by_index[one.sentence].tokens for one in every])
        place = {(one.sentence, one.first): at for at, one in enumerate(every)}
        tellings = []
        for tie, score in kept:
            at = _whole(place[tie.mention.sentence, tie.mention.first], every)
            asset = fullest(at, every, same)
            claim = self._claim(document, sentences, by_index, tie, asset, score, judge)
            tellings.append(Telling(claim, same[at], tie.sentence))
        return [identified(claim) for claim in gather(_one_each(tellings))]

    def _claim(
        self,
        document: Document,
        sentences: Sequence[Worded],
        by_index: dict[int, Worded],
        tie: Tie,
        asset: Mention,
        score: float,
        judge: Decider,
    ) -> Claim:
        worded = by_index[tie.sentence]
        told = Told(document, worded, tie.hit, tie.mention, sentences, self.pack)
        quote = told.passage(worded, 0, len(worded.tokens) - 1)
        speakers = speakers_of(told)
        harm, (certainty, cue) = tie.harm, certainty_of(told, tie.negated)
        if tie.negated and certainty is Certainty.ASSERTED and harm is not Harm.INTACT:
            harm = Harm.INTACT
        name = told.passage(by_index[asset.sentence], asset.first, asset.last)
        mention = told.passage(by_index[tie.mention.sentence], tie.mention.first, tie.mention.last)
        return Claim(
            id="",
            document=document.id,
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


WITHIN = 3
"""Sentences back to which a part alone ("the roof") belongs to what was spoken of."""


def _whole(position: int, every: Sequence[Mention]) -> int:
    """Where the whole was spoken of whose part stands at a position; the position itself where there is none."""
    part = every[position]
    if not part.part:
        return position
    before = (at for at in range(position - 1, -1, -1) if not every[at].part and not every[at].group)
    whole = next(before, None)
    near = whole is not None and part.sentence - every[whole].sentence <= WITHIN
    return whole if whole is not None and near else position


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
