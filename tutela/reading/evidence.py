"""What the text cites for a claim."""

from collections.abc import Iterator, Sequence

from tutela.model.claims import EvidenceCue, EvidenceKind, Speaker, SpeakerKind
from tutela.reading.context import Context
from tutela.reading.cues import cues, phrases_in
from tutela.reading.means import stretch

FROM_SPEAKER = {SpeakerKind.WITNESS: EvidenceKind.WITNESS, SpeakerKind.IMAGERY: EvidenceKind.SATELLITE}
"""Speakers that are themselves the evidence they give."""


def evidence_of(context: Context, chain: Sequence[Speaker]) -> tuple[EvidenceCue, ...]:
    """Kinds of evidence cited for the claim, each once with its words."""
    found: dict[EvidenceKind, EvidenceCue] = {}
    for cue in (*_in_words(context), *_from_speakers(chain)):
        found.setdefault(cue.kind, cue)
    return tuple(found.values())


def _in_words(context: Context) -> Iterator[EvidenceCue]:
    low, high = stretch(context)
    for kind, phrases in cues("evidence").items():
        for first, last in phrases_in(context.parse, phrases):
            if low <= first <= high and not (context.asset[0] <= first <= context.asset[1]):
                yield EvidenceCue(EvidenceKind(kind), context.passage(first, last))


def _from_speakers(chain: Sequence[Speaker]) -> Iterator[EvidenceCue]:
    for speaker in chain:
        if speaker.kind in FROM_SPEAKER:
            yield EvidenceCue(FROM_SPEAKER[speaker.kind], speaker.words)
