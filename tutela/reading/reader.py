"""The claim reader: one document in, what it says out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tutela.language.places import Gazetteer, default_gazetteer
from tutela.language.sentences import split
from tutela.language.vocabulary import Strength, Vocabulary, vocabulary
from tutela.model.claims import AssetType, Claim, Reading, Support
from tutela.model.documents import Document, Publisher
from tutela.model.ids import record_id
from tutela.model.inventory import Asset
from tutela.model.passages import Passage
from tutela.model.reasons import Reason
from tutela.reading.actors import actor_of
from tutela.reading.attribution import chain
from tutela.reading.certainty import certainty_of
from tutela.reading.blocks import joined, topics
from tutela.reading.context import Context
from tutela.reading.decider import Decider, decider
from tutela.reading.discourse import Discourse
from tutela.reading.event_places import places_of
from tutela.reading.event_times import time_of
from tutela.reading.evidence import evidence_of
from tutela.reading.frames import PATIENT
from tutela.reading.means import means_of
from tutela.reading.pairs import Pair, pairs
from tutela.reading.parsing import ParsedSentence, parse
from tutela.reading.quantities import count_of, extent_of
from tutela.reading.recordings.reader import read_recordings
from tutela.reading.scanning import Scanned, scan_all
from tutela.reading.screen import screen
from tutela.reading.statements.reader import read_statements
from tutela.reading.tellings import Telling, gather

GRAMMAR_SCORE = {Strength.STRONG: 0.6, Strength.MILD: 0.4}
"""Score of a claim that the grammar accepts where there is no decider."""


class Reader:
    """Reads documents into claims, statements and recordings."""

    def __init__(
        self,
        assets: Sequence[Asset] = (),
        gazetteer: Gazetteer | None = None,
        publishers: Sequence[Publisher] = (),
    ) -> None:
        self.assets = assets
        self.gazetteer = gazetteer or default_gazetteer()
        self.publishers = publishers

    def read(self, document: Document) -> Reading:
        """All that is said in one document; languages without a pack give an empty reading."""
        language = document.tongue
        words = vocabulary(language)
        if words is None:
            return Reading(document.id)
        sentences = joined(document.text, split(document.text, language))
        parsed = self._parse(document, sentences)
        return Reading(
            document.id,
            claims=tuple(self._claims(document, sentences, parsed, words)),
            statements=read_statements(document, sentences, parsed, self.publishers),
            recordings=read_recordings(document, sentences, parsed, self.publishers),
        )

    def _parse(self, document: Document, sentences: Sequence[tuple[int, int]]) -> Mapping[int, ParsedSentence]:
        admitted = screen(document.text, sentences, document.tongue)
        return dict(zip(admitted, parse(document.text, [sentences[at] for at in admitted]), strict=True))

    def _claims(
        self,
        document: Document,
        sentences: Sequence[tuple[int, int]],
        parsed: Mapping[int, ParsedSentence],
        words: Vocabulary,
    ) -> list[Claim]:
        scans, discourse = scan_all(parsed, words, [(p.start, p.end) for p in self.gazetteer.find(document.text)])
        found = pairs(scans, discourse, words, topics(document.text, sentences, scans, discourse))
        drafts = decide(found, decider(document.tongue))
        every = tuple(_offsets(scanned, at) for scanned in scans for at in range(len(scanned.mentions)))
        by_index = {scanned.index: scanned for scanned in scans}
        tellings: list[Telling] = []
        for pair, score in drafts:
            context = Context(
                document,
                sentences,
                parsed,
                pair.index,
                pair.trigger.token,
                (pair.mention.first, pair.mention.last),
                self.gazetteer,
                self.publishers,
                every,
            )
            claim = _claim(context, pair, score, by_index, discourse)
            thing = pair.thing if pair.thing is not None else -1 - len(tellings)
            tellings.append(Telling(claim, thing, pair.index))
        return [_identified(claim) for claim in gather(tellings)]


def decide(found: Sequence[Pair], judge: Decider | None) -> list[tuple[Pair, float]]:
    """The pairs that become claims, with their scores."""
    scored = [(pair, judge.score(pair.signals) if judge else grammar_score(pair)) for pair in found]
    threshold = judge.draft if judge else min(GRAMMAR_SCORE.values())
    return [(pair, score) for pair, score in scored if score >= threshold]


def grammar_score(pair: Pair) -> float:
    """What the grammar alone makes of a pair: a patient of a harm word that no guard holds back."""
    signals = pair.signals
    guarded = pair.negated or any(signals.get(name) for name in ("near norm", "near modal", "modifier", "closer rival"))
    if pair.tie.role not in PATIENT or guarded:
        return 0.0
    return GRAMMAR_SCORE[pair.trigger.word.strength]


def _offsets(scanned: Scanned, position: int) -> tuple[int, int]:
    mention = scanned.mentions[position]
    return scanned.sentence.span(mention.first, mention.last)


def _claim(context: Context, pair: Pair, score: float, scans: Mapping[int, Scanned], discourse: Discourse) -> Claim:
    document = context.document
    start, end = context.sentences[pair.index]
    quote = document.passage(start, end)
    mention = None if pair.position is None else document.passage(*_offsets(scans[pair.index], pair.position))
    asset, kind = _fullest(document, pair, mention, scans, discourse)
    speakers = chain(context)
    certainty, cue = certainty_of(context, speakers)
    return Claim(
        id="",
        document=document.id,
        quote=quote,
        passages=(quote,),
        asset=asset,
        asset_type=kind,
        harm=pair.harm,
        harm_words=context.passage(pair.trigger.token, max(pair.trigger.token, pair.trigger.last)),
        mention=None if mention == asset else mention,
        places=places_of(context),
        means=means_of(context),
        time=time_of(context),
        actor=actor_of(context),
        attribution=speakers,
        certainty=certainty,
        certainty_cue=cue,
        evidence=evidence_of(context, speakers),
        count=count_of(context),
        extent=extent_of(context),
        support=Support.ONE,
        score=round(score, 4),
        reasons=tuple(_reasons(pair, mention, asset, context)),
    )


def _fullest(
    document: Document, pair: Pair, mention: Passage | None, scans: Mapping[int, Scanned], discourse: Discourse
) -> tuple[Passage, AssetType]:
    """The fullest name the document gives the asset, and what type of asset it is."""
    if pair.thing is None:
        assert mention is not None
        return mention, pair.mention.type or AssetType.HERITAGE
    thing = discourse.things[pair.thing]
    index, position = thing.fullest
    return document.passage(*_offsets(scans[index], position)), thing.type or pair.mention.type or AssetType.HERITAGE


def _reasons(pair: Pair, mention: Passage | None, asset: Passage, context: Context) -> Iterator[Reason]:
    harm = context.harm
    words = context.passage(harm.i, harm.i).exact
    said = "" if mention is None else mention.exact
    how = f"{pair.tie.role.value}, {pair.tie.via.value}"
    yield Reason("frame", f"'{said or asset.exact}' is tied to '{words}' ({pair.harm.value}) as {how}.")
    if said != asset.exact:
        yield Reason("discourse", f"'{said}' goes back to '{asset.exact}'.")


def _identified(claim: Claim) -> Claim:
    content = {
        "document": claim.document,
        "asset": [claim.asset.start, claim.asset.end],
        "harm": claim.harm.value,
        "attribution": [speaker.words.exact for speaker in claim.attribution],
        "quote": [claim.quote.start, claim.quote.end],
    }
    return replace(claim, id=record_id("clm", content))
