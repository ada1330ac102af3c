"""Support for a recording, or doubt of it: that it is what it seems, said by whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tutela.model.claims import Speaker, Statement, StatementKind
from tutela.model.ids import record_id
from tutela.model.passages import Passage
from tutela.model.reasons import Reason
from tutela.reading.statements.mentions import Mention, mentions, words
from tutela.reading.statements.scene import Scene
from tutela.reading.statements.voices import author_of, voices

BEFORE_CUE = 70
AFTER_CUE = 25
"""Characters between a recording and the cue after it, or before it: beyond, another noun mostly stands between."""

LOOK_BACK = 2
LOOK_BACK_AUTHENTICITY = 6
"""Sentences back to the recording that "this" stands for, or that "the authenticity" is of."""


@dataclass(frozen=True, slots=True)
class Stance:
    """One place where a text supports or doubts a recording."""

    supports: bool
    mention: Mention
    cue: str
    quote: Passage
    source: tuple[Speaker, ...]


def stances(scene: Scene) -> list[Stance]:
    """Every support and doubt of a recording in the document."""
    all_mentions = mentions(scene)
    found: list[Stance] = []
    for index in range(len(scene.sentences)):
        if all_mentions and _screened(scene, index):
            found.extend(_in_sentence(scene, index, all_mentions))
    return found


def read_authenticity(scene: Scene) -> Iterator[Statement]:
    """A statement for each support and doubt."""
    for stance in stances(scene):
        about = words(scene, stance.mention)
        aspect = "supports" if stance.supports else "doubts"
        yield Statement(
            record_id("stm", {"document": scene.document.id, "kind": aspect, "start": stance.quote.start}),
            scene.document.id,
            StatementKind.AUTHENTICITY,
            stance.quote,
            stance.source,
            (about,),
            reasons=(Reason(aspect, f"{stance.cue!r} is said of {about.exact!r}"),),
            passages=(stance.quote,),
        )


def _screened(scene: Scene, index: int) -> bool:
    said, text = scene.pack.authenticity, scene.text(index)
    return any(pattern.search(text) for pattern in (*said.supports, *said.doubts))


def _in_sentence(scene: Scene, index: int, all_mentions: list[Mention]) -> Iterator[Stance]:
    said, text = scene.pack.authenticity, scene.text(index)
    cues = [(False, match) for pattern in said.doubts for match in pattern.finditer(text)]
    # "has not been verified" holds "verified": a doubt takes its words from a support.
    cues += [
        (True, match)
        for pattern in said.supports
        for match in pattern.finditer(text)
        if not any(match.start() < doubt.end() and doubt.start() < match.end() for _, doubt in cues)
    ]
    for supports, cue in cues[:1] if len({stance for stance, _ in cues}) == 1 else cues:
        mention = _meant(scene, index, cue, all_mentions)
        if mention is not None:
            turned = not supports and said.turned.search(text) is not None
            yield Stance(supports or turned, mention, cue[0], scene.sentence(index), _source(scene, index, cue))


def _meant(scene: Scene, index: int, cue: re.Match[str], found: list[Mention]) -> Mention | None:
    """The recording a cue speaks of: near it in the sentence, or told before where the cue points back."""
    text = scene.text(index)
    near = [one for one in found if one.index == index and _beside(text, one, cue)]
    if near:
        return min(near, key=lambda one: _gap(one, cue))
    back = LOOK_BACK if scene.pack.authenticity.pointing.match(text, cue.end() + 1) else 0
    if scene.pack.authenticity.word.search(cue[0]):
        back = LOOK_BACK_AUTHENTICITY
    earlier = [one for one in found if index - back <= one.index < index]
    return earlier[-1] if earlier else None


def _beside(text: str, mention: Mention, cue: re.Match[str]) -> bool:
    if mention.start >= cue.end():
        between = text[cue.end() : mention.start]
        return len(between) <= AFTER_CUE and not re.search(r"[,;]|\band\b", between)
    return cue.start() - mention.end <= BEFORE_CUE


def _gap(mention: Mention, cue: re.Match[str]) -> int:
    return max(mention.start - cue.end(), cue.start() - mention.end, 0)


def _source(scene: Scene, index: int, cue: re.Match[str]) -> tuple[Speaker, ...]:
    scene.admit([index])
    token = scene.token_at(index, *cue.span())
    if token is None:
        return ()
    return voices(scene, index, token) or author_of(scene, index, token)
