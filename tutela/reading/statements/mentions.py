"""Where a text speaks of a recording, and which mentions are of one recording."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutela.model.claims import EvidenceKind
from tutela.model.passages import Passage
from tutela.reading.statements.scene import Scene

BEFORE = 45
"""Characters before the noun that may hold its determiner: "a brief, grainy, 30-second".."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that speak of a recording."""

    index: int
    """Sentence."""
    start: int
    end: int
    """Characters of the sentence."""
    kind: EvidenceKind
    definite: bool
    """Whether it points back: "the footage", "Thursday's video"."""
    other: bool
    """Whether it says it is another one."""
    weak: bool
    """Whether the noun is also used of art: "film", "picture"."""


def mentions(scene: Scene) -> list[Mention]:
    """All mentions of recordings, in the order of the text; credits and menus left out."""
    if scene.pack.recording.search(scene.document.text) is None:
        return []
    return [one for index in range(len(scene.sentences)) for one in _in_sentence(scene, index)]


def words(scene: Scene, mention: Mention) -> Passage:
    """The words of a mention."""
    return scene.passage(mention.index, mention.start, mention.end)


def _in_sentence(scene: Scene, index: int) -> Iterator[Mention]:
    pack, text = scene.pack.recordings, scene.text(index)
    if pack.outside.search(text):
        return
    end = 0
    for found in scene.pack.recording.finditer(text):
        if found.start() >= end and not pack.not_followed_by.match(text, found.end()):
            end = found.end()
            weak = pack.weak.fullmatch(found[0]) is not None
            before = _words_before(text, found)
            other = not pack.other.isdisjoint(before)
            yield Mention(index, *found.span(), _kind(scene, found[0]), _definite(scene, before), other, weak)


def _kind(scene: Scene, noun: str) -> EvidenceKind:
    return next(kind for kind, pattern in scene.pack.recordings.kinds.items() if pattern.fullmatch(noun))


def _words_before(text: str, found: re.Match[str]) -> list[str]:
    """The last few words of the noun's phrase before it."""
    before = re.split(r"[,.;:()“”\"]", text[max(0, found.start() - BEFORE) : found.start()])[-1]
    return re.findall(r"[\w’']+", before.casefold())[-4:]


def _definite(scene: Scene, before: Sequence[str]) -> bool:
    pack = scene.pack.recordings
    for word in reversed(before):
        if word in pack.indefinite:
            return False
        if word in pack.same or word.endswith(("’s", "'s")):
            return True
    return False


def grouped(scene: Scene, found: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions of one recording together: one that points back joins the latest it can mean; a title joins the text."""
    groups: list[list[Mention]] = []
    titled = _has_title(scene)
    for mention in found:
        group = None if mention.other else _antecedent(groups, mention, titled)
        if group is None:
            groups.append([mention])
        else:
            group.append(mention)
    return groups


def _has_title(scene: Scene) -> bool:
    """Whether the first sentence is a line of its own."""
    end = scene.sentences[0][1]
    return scene.document.text[end : end + 2].lstrip(" ").startswith("\n")


def _antecedent(groups: Sequence[list[Mention]], mention: Mention, titled: bool) -> list[Mention] | None:
    fitting = [group for group in groups if _fits(group, mention)]
    if not mention.definite:
        # An indefinite mention opens a recording, unless only the title has spoken of one before.
        fitting = [group for group in fitting if titled and group[-1].index == 0 < mention.index]
    return max(fitting, key=lambda group: (group[-1].index, group[-1].start), default=None)


def _fits(group: Sequence[Mention], mention: Mention) -> bool:
    return any(one.kind is mention.kind for one in group) or (mention.weak and mention.definite)
