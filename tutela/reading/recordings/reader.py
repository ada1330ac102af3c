"""The recordings of a document, in the order of their first mention."""

from collections.abc import Mapping, Sequence

from tutela.model.claims import EvidenceKind, Recording, Saying
from tutela.model.documents import Document, Publisher
from tutela.model.ids import record_id
from tutela.model.reasons import Reason
from tutela.reading.parsing import ParsedSentence
from tutela.reading.recordings.relays import relays
from tutela.reading.recordings.sayings import sayings
from tutela.reading.statements.authenticity import Stance, stances
from tutela.reading.statements.mentions import Mention, grouped, mentions
from tutela.reading.statements.scene import Scene, scene


def read_recordings(
    document: Document,
    sentences: Sequence[tuple[int, int]],
    parsed: Mapping[int, ParsedSentence],
    publishers: Sequence[Publisher] = (),
) -> tuple[Recording, ...]:
    """The photos, videos and satellite images a document refers to.

    Args:
        document: the document.
        sentences: all its sentences, as start and end offsets.
        parsed: those already parsed, by index; further ones that speak of recordings are parsed here.
        publishers: known publishers, by which speakers are recognised.

    Returns:
        Recordings of which the text says anything: what one shows, where it appeared, who supports or doubts it.
        None for a language without a pack.
    """
    here = scene(document, sentences, parsed, publishers)
    found = mentions(here) if here is not None else []
    if here is None or not found:
        return ()
    here.admit(mention.index for mention in found)
    said = stances(here)
    groups = grouped(here, found)
    read = [_recording(here, group, groups, said) for group in groups]
    return tuple(recording for recording in read if recording is not None)


def _recording(
    scene: Scene, group: Sequence[Mention], groups: Sequence[Sequence[Mention]], said: Sequence[Stance]
) -> Recording | None:
    chain = relays(scene, group)
    told = [*sayings(scene, group, groups), *_support(group, said)]
    if not (chain or told):
        return None
    first = group[0]
    quote = scene.sentence(first.index)
    count = f"{len(group)} mentions" if len(group) > 1 else "one mention"
    return Recording(
        record_id("rec", {"document": scene.document.id, "start": quote.start + first.start}),
        scene.document.id,
        _kind(group),
        quote,
        chain,
        tuple(sorted(dict.fromkeys(told), key=lambda one: (one.quote.start, one.aspect))),
        (
            Reason(
                "mentions",
                f"{count} taken for one recording, first {scene.text(first.index)[first.start : first.end]!r}",
            ),
        ),
    )


def _kind(group: Sequence[Mention]) -> EvidenceKind:
    strong = [mention.kind for mention in group if not mention.weak]
    return strong[0] if strong else group[0].kind


def _support(group: Sequence[Mention], said: Sequence[Stance]) -> list[Saying]:
    return [
        Saying("supports" if stance.supports else "doubts", stance.quote, stance.source)
        for stance in said
        if stance.mention in group
    ]
