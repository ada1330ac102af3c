"""Whom a text names: as its source, as the agency whose report it carries, as who posted the recording it tells of."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from tutela.incidents.recordings import is_recording
from tutela.incidents.sourcing import Source
from tutela.incidents.voices import Voice
from tutela.model.incidents import ChainEdge, EdgeKind

CREDITED, NAMED = 0.8, 0.9
"""How surely a text rests on the paper it credits, and on the one it names as the source of a claim."""
CARRIED = 0.6
"""How surely a text that names an agency rests on a paper carrying it: of 8 such edges in the corpus 7 are right."""
SHOWN = 3
"""Passages shown per edge."""
Said = Mapping[str, Sequence[Source]]
"""Document -> what it tells of the incident."""
Choose = Callable[[str, Sequence[str]], str]
"""Of several texts by one publisher the one that a text rests on."""


def to_origins(told: Sequence[Source], origins: Mapping[str, str]) -> Iterator[ChainEdge]:
    """Each document to the origins that its text names."""
    shown: dict[tuple[str, str], list[Source]] = defaultdict(list)
    for source in told:
        shown[source.claim.document, origins[source.claim.id]].append(source)
    for (document, origin), sources in sorted(shown.items(), key=lambda item: item[0]):
        naming = [source for source in sources if source.claim.attribution]
        if naming:
            yield _to_origin(document, origin, naming)


def _to_origin(document: str, origin: str, naming: Sequence[Source]) -> ChainEdge:
    words = [source.claim.attribution[0].words for source in naming]
    recorded = next((source for source in naming if is_recording(source)), None)
    paper = naming[0].publisher.words
    if recorded is None:
        sentence = f"{paper} attributes it to {words[0].exact}"
        return ChainEdge(document, origin, EdgeKind.CITES, 1.0, sentence, tuple(words[:SHOWN]))
    cues = [cue.words for source in naming for cue in source.claim.evidence if is_recording(source)]
    sentence = f"{paper} tells what a recording shows that {recorded.claim.attribution[0].words.exact} published"
    evidence = tuple(dict.fromkeys((*words, *cues)))
    return ChainEdge(document, origin, EdgeKind.EMBEDS, 1.0, sentence, evidence[:SHOWN])


def credits_of(later: str, said: Said, choose: Choose) -> Iterator[ChainEdge]:
    """A credit line to the text of the publisher it names, the one likeliest meant where it published several."""
    ours = said[later][0]
    for voice, words in zip(ours.credited, ours.credit_words, strict=True):
        texts = [name for name in published_by(voice, said) if not ours.publisher.same(said[name][0].publisher)]
        if texts:
            sentence = f"{ours.publisher.words} credits {voice.words}"
            target = choose(later, texts)
            if target:
                yield ChainEdge(later, target, EdgeKind.CREDITS, CREDITED, sentence, (words,) if words else ())


def citations_of(later: str, said: Said, choose: Choose) -> Iterator[ChainEdge]:
    """A source named in the text to the text it published; where that is not at hand, to one that carries it.

    Two papers that carry one agency name it both; neither rests on the other.
    """
    found: dict[str, ChainEdge] = {}
    for source in said[later]:
        for voice, speaker in zip(source.speakers, source.claim.attribution, strict=True):
            target, score, sentence = _cited(later, source, voice, said, choose)
            if target and target not in found:
                found[target] = ChainEdge(later, target, EdgeKind.CITES, score, sentence, (speaker.words,))
    yield from found.values()


def _cited(later: str, source: Source, voice: Voice, said: Said, choose: Choose) -> tuple[str, float, str]:
    own = [name for name in published_by(voice, said) if name != later]
    if own:
        sentence = f"{source.publisher.words} names {voice.words} as its source"
        return choose(later, own), NAMED, sentence
    if any(voice.same(mine) for mine in (source.publisher, *source.credited)):
        return "", 0.0, ""
    carriers = [
        name for name, told in said.items() if name != later and any(voice.same(credit) for credit in told[0].credited)
    ]
    target = choose(later, carriers) if carriers else ""
    carrier = said[target][0].publisher.words if target else ""
    return target, CARRIED, f"{source.publisher.words} names {voice.words}, whose report {carrier} carries"


def published_by(voice: Voice, said: Said) -> list[str]:
    """The texts of the incident that somebody published."""
    return [name for name, told in said.items() if voice.same(told[0].publisher)]


def names(later: str, earlier: str, said: Said) -> bool:
    """Whether a text credits the publisher of another, or names it as a source."""
    publisher = said[earlier][0].publisher
    voices = (*said[later][0].credited, *(voice for source in said[later] for voice in source.speakers))
    return not publisher.same(said[later][0].publisher) and any(voice.same(publisher) for voice in voices)


def is_agency(document: str, said: Said) -> bool:
    """Whether a news agency published a text itself."""
    return said[document][0].publisher.agency


def unseen_wire(one: str, other: str, said: Said) -> str:
    """Whom two texts both credit whose own text is not at hand; empty where there is none."""
    for voice in said[one][0].credited:
        shared = any(voice.same(credit) for credit in said[other][0].credited)
        if shared and not published_by(voice, said):
            return voice.words
    return ""
