"""What an entry's heading names and the entry then describes is one thing.

The same for headlines ("a small provincial museum is gone", and the museum that the text then names) was tried: it
costs 0.005 of claim F1 on held-out stories, since the first museum named is as often another one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tutela.reading.blocks import headings
from tutela.reading.discourse import BUILDINGS, Discourse, Thing
from tutela.reading.scanning import Scanned

Span = tuple[int, int]


def united(text: str, sentences: Sequence[Span], scans: Sequence[Scanned], discourse: Discourse) -> Discourse:
    """The discourse with such things made one, under the fuller name."""
    same = dict(_under_headings(text, sentences, scans, discourse))
    return _joined(discourse, same) if same else discourse


def _under_headings(
    text: str, sentences: Sequence[Span], scans: Sequence[Scanned], discourse: Discourse
) -> Iterator[tuple[int, int]]:
    """(description, heading's thing): "Cherkos, in Wukro. A cross-shaped church. Shelled in November."."""
    block_of, heading = headings(text, sentences, scans, discourse)
    described: set[int] = set()
    for at, thing in enumerate(discourse.things):
        block = block_of[thing.mentions[0][0]]
        over = heading.get(block)
        if over is None or over == at or block in described or discourse.things[over].plural:
            continue
        kind = discourse.things[over].type
        if _described(thing) and (kind is None or kind is thing.type) and thing.type in BUILDINGS:
            described.add(block)
            yield at, over


def _described(thing: Thing) -> bool:
    return not thing.proper and not thing.plural and thing.type is not None and not thing.weak


def _joined(discourse: Discourse, same: Mapping[int, int]) -> Discourse:
    things = list(discourse.things)
    for thing, named in same.items():
        one, other = things[named], things[thing]
        fuller = one if one.proper or one.weight >= other.weight else other
        things[named] = replace(
            one,
            type=one.type or other.type,
            heads=one.heads | other.heads,
            names=one.names | other.names,
            mentions=sorted([*one.mentions, *other.mentions]),
            fullest=fuller.fullest,
            proper=one.proper or other.proper,
            heritage=one.heritage or other.heritage,
            weak=one.weak and other.weak,
        )
    of = {place: same.get(thing, thing) for place, thing in discourse.of.items()}
    return Discourse(things, of, discourse.parts)
