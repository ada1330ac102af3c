"""The claim reader: one document in, what it says out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tutela.language.places import Gazetteer, default_gazetteer
from tutela.language.sentences import split
from tutela.language.vocabulary import Vocabulary, vocabulary
from tutela.model.claims import Claim, Reading, SetAside
from tutela.model.documents import Document, Publisher
from tutela.model.inventory import Asset
from tutela.reading.blocks import joined, topics
from tutela.reading.by_words import WordReader
from tutela.reading.by_words.reader import WEIGHTS as WORDS
from tutela.reading.candidates import SILENT, KnownNames, Mention, MentionKind
from tutela.reading.decider import Decider, decider
from tutela.reading.drafting import Desk, draft, identified, offsets
from tutela.reading.grammar import ACCEPTED, DOUBT, Scored, grammar_score, judge
from tutela.reading.pairs import SHORT, Pair, pairs
from tutela.reading.parsing import ParsedSentence, parse
from tutela.reading.place_names import names_of_places
from tutela.reading.portions import gathered, moved, of_portion, portions
from tutela.reading.recordings.reader import read_recordings
from tutela.reading.scanning import scan_all, set_aside
from tutela.reading.screen import Worth, name_automaton, near, screen, worth
from tutela.reading.statements.reader import read_second_names, read_statements, speaks_of_heritage
from tutela.reading.tellings import Telling, gather
from tutela.reading.together import second_look
from tutela.reading.uniting import united


class Reader:
    """Reads documents into claims, statements and recordings.

    Args:
        assets: the inventory, whose names count as asset words.
        gazetteer: known places; the packaged ones when none is given.
        publishers: known publishers, so that none is taken for a source of itself.
        parser_model: an installed spaCy model to parse with instead of the packaged one.
        judge: weights to decide English by instead of the packaged ones, to measure on stories they have not seen.
    """

    def __init__(
        self,
        assets: Sequence[Asset] = (),
        gazetteer: Gazetteer | None = None,
        publishers: Sequence[Publisher] = (),
        parser_model: str = "",
        judge: Decider | None = None,
    ) -> None:
        self.known = KnownNames.of(assets)
        self.names = name_automaton(name.text for asset in assets for name in asset.names if " " in name.text)
        self.gazetteer = gazetteer or default_gazetteer()
        self.publishers = publishers
        self.parser_model = parser_model
        self.judge = judge

    def read(self, document: Document) -> Reading:
        """All that is said in one document; a language without any pack gives an empty reading."""
        words = vocabulary(document.tongue)
        if words is None:
            return self._by_words(document)
        parts = list(portions(document))
        read = [(by, self._read(part, words, alone=len(parts) == 1)) for by, part in parts]
        return read[0][1] if len(read) == 1 else _whole(document, read)

    def _by_words(self, document: Document) -> Reading:
        """What is said in a language that has words and no parser."""
        reader = self._word_reader(document)
        return Reading(document.id, tuple(reader.claims(document)) if reader else ())

    def _word_reader(self, document: Document) -> WordReader | None:
        return WordReader.of(document.tongue, self.gazetteer)

    def _read(self, document: Document, words: Vocabulary, alone: bool) -> Reading:
        """What is said in a portion of a publication; only one that is all of it is doubted as a whole."""
        telling = worth(document.text, document.tongue, self.names)
        heritage = speaks_of_heritage(document)
        if not telling and not heritage:
            return Reading(document.id, statements=read_second_names(document, lambda: _sentences(document)))
        sentences = _sentences(document)
        parsed = self._parse(document, sentences, telling)
        if not parsed and not heritage:
            return Reading(document.id, statements=read_second_names(document, lambda: sentences))
        return Reading(
            document.id,
            claims=tuple(self._claims(document, sentences, parsed, words, alone=alone)),
            statements=read_statements(document, sentences, parsed, self.publishers),
            recordings=read_recordings(document, sentences, parsed, self.publishers),
        )

    def near_misses(self, document: Document, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """What nearly became a claim, not far below the draft threshold: for a person who asks why, never counted.

        `claims` are those that the document was read to hold.
        """
        words = vocabulary(document.tongue)
        judge = decider(document.tongue if words else WORDS)
        if judge is None:
            return ()
        if words is None:
            by_words = self._word_reader(document)
            found = by_words.claims(document, judge.near) if by_words else []
        else:
            read = ((by, self._near_misses(part, words, judge.near)) for by, part in portions(document))
            found = [identified(moved(claim, document, by)) for by, claims in read for claim in claims]
        kept = {(claim.asset, claim.harm) for claim in claims}
        least = self.draft_threshold(document)
        return tuple(one for one in found if (one.score < least or not claims) and (one.asset, one.harm) not in kept)

    def draft_threshold(self, document: Document) -> float:
        """The score from which a claim is drafted; 0 in a language that is not read."""
        judge = decider(document.tongue if vocabulary(document.tongue) else WORDS)
        return round(judge.right(judge.draft), 4) if judge else 0.0

    def set_aside(self, document: Document) -> tuple[SetAside, ...]:
        """The harm words that a guard takes out before anything is weighed, and why."""
        words = vocabulary(document.tongue)
        return tuple(dict.fromkeys(self._set_aside(document, words))) if words else ()

    def _set_aside(self, document: Document, words: Vocabulary) -> Iterator[SetAside]:
        for by, part in portions(document):
            sentences = _sentences(part)
            for index, sentence in self._parse(part, sentences).items():
                start, end = sentences[index]
                for trigger, why in set_aside(sentence, words):
                    low, high = sentence.span(trigger.token, max(trigger.token, trigger.last))
                    yield SetAside(document.passage(start + by, end + by), document.passage(low + by, high + by), why)

    def _near_misses(self, document: Document, words: Vocabulary, near: float) -> list[Claim]:
        sentences = _sentences(document)
        return self._claims(document, sentences, self._parse(document, sentences), words, near)

    def _parse(
        self, document: Document, sentences: Sequence[tuple[int, int]], telling: Worth | None = None
    ) -> Mapping[int, ParsedSentence]:
        telling = worth(document.text, document.tongue, self.names) if telling is None else telling
        if not telling:
            return {}
        admitted = near(screen(document.text, sentences, document.tongue), sentences, telling)
        parsed = parse(document.text, [sentences[at] for at in admitted], self.parser_model)
        return dict(zip(admitted, parsed, strict=True))

    def _claims(
        self,
        document: Document,
        sentences: Sequence[tuple[int, int]],
        parsed: Mapping[int, ParsedSentence],
        words: Vocabulary,
        threshold: float | None = None,
        alone: bool = True,
    ) -> list[Claim]:
        if not parsed:
            return []
        places = [(place.start, place.end) for place in names_of_places(document, self.gazetteer)]
        scans, discourse = scan_all(parsed, words, places, self.known)
        discourse = united(document.text, sentences, scans, discourse)
        found = pairs(scans, discourse, words, topics(document.text, sentences, scans, discourse))
        desk = Desk(
            document,
            sentences,
            parsed,
            {scanned.index: scanned for scanned in scans},
            discourse,
            self.gazetteer,
            self.publishers,
            tuple(offsets(scanned, at) for scanned in scans for at, m in enumerate(scanned.mentions) if m.type),
            self.judge or decider(document.tongue),
            tuple(offsets(scanned, at) for scanned in scans for at, m in enumerate(scanned.mentions) if _silent(m)),
        )
        drafts = ((scored.pair, draft(desk, scored)) for scored in _decide(found, desk, threshold, alone))
        tellings = [Telling(claim, _thing(pair, at), pair.index) for at, (pair, claim) in enumerate(drafts)]
        return [identified(claim) for claim in _no_asset_acts(gather(tellings))]


def _sentences(document: Document) -> list[tuple[int, int]]:
    return joined(document.text, split(document.text, document.tongue))


def _whole(document: Document, read: Sequence[tuple[int, Reading]]) -> Reading:
    """The readings of a document's portions as one."""
    claims = [moved(claim, document, by) for by, reading in read for claim in reading.claims]
    return Reading(
        document.id,
        claims=tuple(map(identified, gathered(document.text, claims))),
        statements=tuple(
            of_portion(moved(one, document, by), "stm", by) for by, part in read for one in part.statements
        ),
        recordings=tuple(
            of_portion(moved(one, document, by), "rec", by) for by, part in read for one in part.recordings
        ),
    )


def _no_asset_acts(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without actors that another claim has for an asset, whatever the parse made of either."""
    assets = {claim.asset.exact.casefold() for claim in claims}
    acts = (claim.actor is not None and claim.actor.exact.casefold() in assets for claim in claims)
    return [replace(claim, actor=None) if wrong else claim for claim, wrong in zip(claims, acts, strict=True)]


def _silent(mention: Mention) -> bool:
    """Whether nobody speaks under this name; a weak word ("Ministry of Culture") may be part of a speaker's name."""
    return mention.type in SILENT and mention.kind is not MentionKind.WEAK


def _decide(found: Sequence[Pair], desk: Desk, threshold: float | None, alone: bool) -> list[Scored]:
    """The pairs that become claims: by the decider, by the grammar alone where there is none."""
    weights = desk.judge
    if weights is None:
        return judge(found, grammar_score, min(ACCEPTED.values()))
    scores = second_look(found, lambda pair: weights.score(pair.signals), weights.score_together)
    if threshold is not None:
        return judge(found, lambda pair: scores.get(id(pair), 0.0), threshold)
    doubt = DOUBT if alone and len(desk.sentences) >= SHORT else 0.0
    return judge(found, lambda pair: scores.get(id(pair), 0.0), weights.draft, doubt)


def _thing(pair: Pair, position: int) -> int:
    """The thing a telling is about; a mention that nothing else goes back to is a thing of its own."""
    return pair.thing if pair.thing is not None else -1 - position
