"""Drafts: a pair that counts becomes a claim, every slot filled from the text around its harm word."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tutela.language.places import Gazetteer
from tutela.model.claims import AssetType, Certainty, Claim, Harm, Speaker, SpeakerKind
from tutela.model.documents import Document, Publisher
from tutela.model.ids import record_id
from tutela.model.passages import Passage
from tutela.model.reasons import Reason
from tutela.reading.actors import actor_of
from tutela.reading.attribution import chain
from tutela.reading.certainty import certainty_of
from tutela.reading.context import Context, Recalled
from tutela.reading.decider import Decider
from tutela.reading.deniers import denial
from tutela.reading.discourse import Discourse
from tutela.reading.event_places import places_of
from tutela.reading.event_times import time_of
from tutela.reading.evidence import evidence_of
from tutela.reading.frames import Role
from tutela.reading.grammar import Scored, support
from tutela.reading.means import means_of
from tutela.reading.pairs import Pair
from tutela.reading.parsing import ParsedSentence
from tutela.reading.quantities import count_of, extent_of
from tutela.reading.scanning import Scanned
from tutela.reading.surroundings import KINDS

SAID = {
    Role.OBJECT: "is the object of", Role.PASSIVE: "is what suffers", Role.SUBJECT: "is the subject of",
    Role.PARTICIPLE: "is described by", Role.RELATIVE: "is what the relative clause speaks of with",
    Role.MODIFIED: "is described by", Role.COPULA: "is said to be", Role.OF: "is what follows",
    Role.UPON: "is fallen upon by",
    Role.POSSESSOR: "possesses", Role.COMPOUND: "stands before", Role.LOST_FROM: "lost something by",
    Role.AGENT: "does", Role.PLACE: "is the place of", Role.CLAUSE: "shares its clause with",
    Role.SENTENCE: "shares its sentence with",
    Role.TOPIC: "was spoken of before", Role.LISTED: "stands in a list under",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """All that drafting a document's claims needs at hand."""

    document: Document
    sentences: Sequence[tuple[int, int]]
    parsed: Mapping[int, ParsedSentence]
    scans: Mapping[int, Scanned]
    discourse: Discourse
    gazetteer: Gazetteer
    publishers: Sequence[Publisher]
    assets: tuple[tuple[int, int], ...]
    """Offsets of every mention of an asset: none of them is ever an actor."""
    judge: Decider | None = None
    silent: tuple[tuple[int, int], ...] = ()
    """Offsets of mentions of assets that cannot speak (a museum can, its statues cannot)."""
    recalled: Recalled = field(default_factory=Recalled, compare=False)


def draft(desk: Desk, scored: Scored) -> Claim:
    """The claim that a pair makes, without an id."""
    pair, document = scored.pair, desk.document
    context = context_of(desk, pair)
    quote = document.passage(*desk.sentences[pair.index])
    mention = None if pair.position is None else document.passage(*offsets(desk.scans[pair.index], pair.position))
    asset, kind = fullest(desk, pair, mention)
    speakers = tuple(speaker for speaker in chain(context) if _speaks(desk, speaker))
    certainty, cue = certainty_of(context, speakers)
    actor = _actor(actor_of(context), desk.assets, speakers, certainty, pair.harm)
    if pair.harm is Harm.DENIED:
        # "Denied", "claimed" and "called" are the harm itself here, and make it no less sure.
        (actor, speakers), certainty, cue = denial(context, speakers), Certainty.ASSERTED, None
    return Claim(
        id="",
        document=document.id,
        quote=quote,
        passages=(quote,),
        asset=asset,
        asset_type=kind,
        harm=pair.harm,
        harm_words=_harm_words(pair, context),
        mention=None if mention == asset else mention,
        places=places_of(context),
        means=means_of(context),
        time=time_of(context),
        actor=actor,
        attribution=speakers,
        certainty=certainty,
        certainty_cue=cue,
        evidence=evidence_of(context, speakers),
        count=count_of(context),
        extent=extent_of(context),
        support=support(pair),
        score=round(desk.judge.right(scored.score) if desk.judge else scored.score, 4),
        reasons=tuple(_reasons(desk, scored, mention, asset, context)),
    )


def _harm_words(pair: Pair, context: Context) -> Passage | None:
    """The words that tell the harm; none in an item of a list, whose intro stands elsewhere."""
    if pair.tie.role is Role.LISTED:
        return None
    return context.passage(pair.trigger.token, max(pair.trigger.token, pair.trigger.last))


def context_of(desk: Desk, pair: Pair) -> Context:
    """What the functions that fill slots are given."""
    return Context(
        desk.document,
        desk.sentences,
        desk.parsed,
        pair.index,
        pair.trigger.token,
        (pair.mention.first, pair.mention.last),
        desk.gazetteer,
        desk.publishers,
        desk.assets,
        desk.recalled,
    )


def offsets(scanned: Scanned, position: int) -> tuple[int, int]:
    """Where a mention stands in the document."""
    mention = scanned.mentions[position]
    return scanned.sentence.span(mention.first, mention.last)


def fullest(desk: Desk, pair: Pair, mention: Passage | None) -> tuple[Passage, AssetType]:
    """The fullest name the document gives the asset, and what type of asset it is."""
    if pair.thing is None:
        assert mention is not None, "a pair names a thing or holds a mention"
        return mention, pair.mention.type or AssetType.HERITAGE
    thing = desk.discourse.things[pair.thing]
    index, position = thing.fullest
    kind = thing.type or pair.mention.type or AssetType.HERITAGE
    return desk.document.passage(*offsets(desk.scans[index], position)), kind


def _speaks(desk: Desk, speaker: Speaker) -> bool:
    """Whether a name is no part of an asset's; offices speak, and so does whose list names the assets ("X's list")."""
    owner = desk.document.text[speaker.words.end : speaker.words.end + 2] in {"'s", "’s"}
    return owner or speaker.kind is SpeakerKind.OFFICIAL or not _within(speaker.words, desk.silent)


def _within(words: Passage, spans: Sequence[tuple[int, int]]) -> bool:
    return any(words.end == end or (start <= words.start and words.end <= end) for start, end in spans)


def _actor(
    actor: Passage | None,
    assets: Sequence[tuple[int, int]],
    speakers: Sequence[Speaker],
    certainty: Certainty,
    harm: Harm,
) -> Passage | None:
    """An asset is never an actor, whatever the parse says; nor is who accuses another, unless it denies; and what came
    to no harm has no doer."""
    if harm is Harm.INTACT and certainty is not Certainty.DENIED:
        return None
    if actor is None or any(actor.start <= start and end == actor.end for start, end in assets):
        return None
    accuser = certainty is not Certainty.DENIED and any(speaker.words == actor for speaker in speakers)
    return None if accuser else actor


def _reasons(desk: Desk, scored: Scored, mention: Passage | None, asset: Passage, context: Context) -> Iterator[Reason]:
    pair = scored.pair
    words = _harm_words(pair, context)
    harm = words.exact if words else " ".join(pair.trigger.word.words)
    said = (mention or asset).exact
    yield Reason("frame", f"“{said}” {SAID[pair.tie.role]} “{harm}”, which tells {pair.harm.value}.")
    if said != asset.exact:
        yield Reason("discourse", f"“{said}” goes back to “{asset.exact}”.")
    elif mention is None:
        yield Reason("discourse", f"The sentence names no asset; “{asset.exact}” was spoken of before.")
    if pair.signals.get("pattern"):
        yield Reason("pattern", "The order of the words says the same without a parse.")
    if scored.floored:
        yield Reason("floor", "The grammar is sure of the construction; the weights alone would not have taken it.")
    if desk.judge:
        for name, move in desk.judge.strongest(pair.signals):
            what = "What stands around" if name.startswith(KINDS) else "The signal"
            said = f"{what} (“{name}”) speaks {'for' if move > 0 else 'against'} it."
            yield Reason(f"signal {name}", said, round(move, 3))


def identified(claim: Claim) -> Claim:
    """The claim under its id: the same words of the same document give the same id on every machine."""
    content = {
        "document": claim.document,
        "asset": [claim.asset.start, claim.asset.end],
        "harm": claim.harm.value,
        "attribution": [speaker.words.exact for speaker in claim.attribution],
        "quote": [claim.quote.start, claim.quote.end],
    }
    return replace(claim, id=record_id("clm", content))
