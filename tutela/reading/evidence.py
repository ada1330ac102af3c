"""What the text cites for a claim: by its words, and witnesses and offices by who speaks."""

import re
from collections.abc import Iterator, Sequence

from tutela.model.claims import EvidenceCue, EvidenceKind, Speaker, SpeakerKind
from tutela.reading.context import Context, beside
from tutela.reading.cues import cues, phrases_in
from tutela.reading.means import stretch
from tutela.reading.parsing import ParsedSentence
from tutela.reading.voices import Manner, reaches, voices

CITED = (EvidenceKind.VIDEO, EvidenceKind.PHOTO, EvidenceKind.SATELLITE, EvidenceKind.DOCUMENT)
"""Kinds that are cited by words of their own."""
FROM_SPEAKER = {
    SpeakerKind.WITNESS: EvidenceKind.WITNESS,
    SpeakerKind.IMAGERY: EvidenceKind.SATELLITE,
    SpeakerKind.OFFICIAL: EvidenceKind.OFFICIAL_STATEMENT,
}
"""Speakers that are themselves the evidence they give."""
CREDIT = re.compile(r"\((?:AP|AFP|Reuters|REUTERS|Getty)? ?Photo\b|\bREUTERS/|\bPhoto(?:graph)?:")
"""A picture's credit in the line of the claim: the line is its caption."""


def evidence_of(context: Context, chain: Sequence[Speaker]) -> tuple[EvidenceCue, ...]:
    """Kinds of evidence cited for the claim, each once with its words."""
    found: dict[EvidenceKind, EvidenceCue] = {}
    for cue in (*_cited(context), *_caption(context), *_looked(context), *_spoken(context, chain)):
        found.setdefault(cue.kind, cue)
    if not found and not chain:
        found = {cue.kind: cue for cue in _shown_before(context)}
    if EvidenceKind.SATELLITE in found and EvidenceKind.PHOTO in found:
        # "satellite images": the image is the satellite's.
        del found[EvidenceKind.PHOTO]
    return tuple(found.values())


def _cited(context: Context) -> Iterator[EvidenceCue]:
    low, high = stretch(context)
    for cue in _cues(context, context.sentence, low, high):
        mention = context.sentence.span(*context.asset)
        if not (mention[0] <= cue.words.start < mention[1]):
            yield cue


def _cues(context: Context, sentence: ParsedSentence, low: int, high: int) -> Iterator[EvidenceCue]:
    for kind in CITED:
        for first, last in phrases_in(sentence.parse, cues("evidence")[kind.value]):
            if low <= first <= high:
                yield EvidenceCue(kind, context.document.passage(*sentence.span(first, last)))


def _caption(context: Context) -> Iterator[EvidenceCue]:
    """The credit of a picture behind the claim's sentence in its line."""
    text, (start, end) = context.document.text, context.sentences[context.index]
    line_end = text.find("\n", end)
    match = CREDIT.search(text, start, line_end if line_end >= 0 else len(text))
    if match:
        yield EvidenceCue(EvidenceKind.PHOTO, context.document.passage(*match.span()))


def _looked(context: Context) -> Iterator[EvidenceCue]:
    """Somebody who went to look: a journalist, a crew, experts, with a verb of looking."""
    pack = cues("evidence")
    for token in context.parse:
        if token.lemma_.casefold() in pack["looking"] and token.pos_ == "VERB":
            for child in token.subtree if token.dep_ == "relcl" else token.children:
                looker = token.head if token.dep_ == "relcl" and child.dep_ == "nsubj" else child
                if child.dep_ == "nsubj" and looker.lemma_.casefold() in pack["observers"]:
                    yield EvidenceCue(EvidenceKind.INSPECTION, context.passage(token.i, token.i))
        elif token.lemma_.casefold() == "inspection":
            yield EvidenceCue(EvidenceKind.INSPECTION, context.passage(token.i, token.i))


def _spoken(context: Context, chain: Sequence[Speaker]) -> Iterator[EvidenceCue]:
    """Witnesses and offices that say it; a denial is no evidence of what it denies."""
    if any(voice.manner is Manner.DENIES and reaches(voice, context.harm) for voice in voices(context.parse)):
        return
    for speaker in chain:
        if speaker.kind in FROM_SPEAKER:
            yield EvidenceCue(FROM_SPEAKER[speaker.kind], speaker.words)


def _shown_before(context: Context) -> Iterator[EvidenceCue]:
    """A recording that the sentence before tells of, where the claim goes on with what it shows."""
    for index in beside(context, 1, 0):
        sentence = context.parsed[index]
        cited = _cues(context, sentence, 0, len(sentence.parse))
        yield from (cue for cue in cited if cue.kind in {EvidenceKind.VIDEO, EvidenceKind.SATELLITE})
