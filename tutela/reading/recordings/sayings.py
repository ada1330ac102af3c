"""What is said of a recording: what it shows, where and when it was made."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tutela.model.claims import Saying
from tutela.model.passages import Passage
from tutela.reading.parsed_words import text_of
from tutela.reading.statements.clauses import governed
from tutela.reading.statements.mentions import Mention
from tutela.reading.statements.scene import Scene
from tutela.reading.statements.voices import voices

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

EVENT_BEFORE = 40
"""Characters between "the incident" and "took place"."""

EVENT_REACH = 6
"""Sentences after its last mention in which "the incident" is taken for what a recording shows."""


def sayings(scene: Scene, group: Sequence[Mention], groups: Sequence[Sequence[Mention]]) -> Iterator[Saying]:
    """Everything a document says of one recording but support and doubt."""
    for mention in group:
        noun = scene.token_at(mention.index, mention.start, mention.end)
        if noun is not None:
            yield from list(_shown(scene, mention, noun)) or _shown_by_pattern(scene, mention, noun)
            yield from _filmed(scene, mention, noun)
    yield from _event(scene, group, groups)


def _shown(scene: Scene, mention: Mention, noun: "Token") -> Iterator[Saying]:
    """ "The footage appears to show X": X, the place named in it, with the words that hedge it."""
    for verb in governed(noun):
        if _shows(scene, verb, noun):
            quote = _clause(scene, mention, verb)
            source = voices(scene, mention.index, verb)
            yield Saying("shows", quote, source)
            if any(_place(scene, word) for word in verb.subtree if word.i > verb.i):
                yield Saying("place", quote, source)
    if _fronted(noun):
        # what the verb of the clause says is shown, not told: "in the clip a man tells viewers ..."
        source = voices(scene, mention.index, noun.head.head)
        yield Saying("shows", scene.sentence(mention.index), source)


def _shown_by_pattern(scene: Scene, mention: Mention, noun: "Token") -> Iterator[Saying]:
    text = scene.text(mention.index)
    found = scene.pack.recordings.shown.search(text, mention.end)
    if found is None or scene.pack.recording.search(text, mention.end, found.start()):
        return
    quote, source = scene.passage(mention.index, *found.span()), voices(scene, mention.index, noun)
    yield Saying("shows", quote, source)
    if scene.pack.recordings.named_place.search(found[0]):
        yield Saying("place", quote, source)


def _shows(scene: Scene, verb: "Token", noun: "Token") -> bool:
    if verb.dep_ == "relcl" and verb.head == noun:
        # "a video on which soldiers smash gravestones"
        seen_in = any(word.tag_ == "WDT" and word.head.lower_ in ("on", "in") for word in verb.subtree)
        return seen_in and verb.lemma_.casefold() not in scene.pack.recordings.rests
    said = any(child.dep_ in ("dobj", "ccomp") for child in verb.children)
    own = verb.head == noun or noun.dep_ != "dobj"
    return verb.lemma_.casefold() in scene.pack.recordings.shows and said and verb.i > noun.i and own


def _clause(scene: Scene, mention: Mention, verb: "Token") -> Passage:
    first = verb
    while first.dep_ == "xcomp" and first.head.lemma_.casefold() in scene.pack.recordings.seems:
        first = first.head
    last = max(word.i for word in verb.subtree)
    while verb.doc[last].is_punct:
        last -= 1
    return scene.tokens(mention.index, first.i, last)


def _fronted(noun: "Token") -> bool:
    """ "In footage seen by X, fighters go through the laboratory"."""
    before = noun.head
    opens = before.dep_ == "prep" and before.lower_ in ("in", "on") and before.i <= 1
    return opens and before.head.pos_ in ("VERB", "AUX") and before.head.i > noun.i


def _filmed(scene: Scene, mention: Mention, noun: "Token") -> Iterator[Saying]:
    """ "Filmed in Karvachar", "shot on November 3", "the district where the footage was filmed"."""
    pack = scene.pack.recordings
    for verb in governed(noun):
        lemma = verb.lemma_.casefold()
        made = lemma in pack.filmed and verb.tag_ in ("VBN", "VBD") and verb.i > noun.i
        if made and ((verb.dep_ == "relcl" and verb.head != noun) or _names_place(scene, verb)):
            yield Saying("place", scene.sentence(mention.index), voices(scene, mention.index, verb))
        if (made or lemma in pack.surfaced) and _times(scene, mention, verb):
            yield Saying("time", _clause_of(scene, mention, noun, verb), voices(scene, mention.index, verb))


def _names_place(scene: Scene, verb: "Token") -> bool:
    return any(_place(scene, word) for child in verb.children if child.dep_ == "prep" for word in child.subtree)


def _place(scene: Scene, word: "Token") -> bool:
    pack = scene.pack.recordings
    if word.dep_ != "pobj" or word.head.lower_ not in pack.place_before or word.head.lower_ in ("from", "of"):
        return False
    name = any(below.pos_ == "PROPN" for below in (word, *word.children))
    words = text_of(word.doc[word.left_edge.i : word.i + 1])
    return name and not pack.times.search(words) and not pack.carriers.search(words)


def _times(scene: Scene, mention: Mention, verb: "Token") -> bool:
    for child in verb.children:
        if child.dep_ in ("prep", "npadvmod", "advmod", "obl") and child.i > verb.i:
            words = scene.tokens(mention.index, child.left_edge.i, child.right_edge.i).exact
            if len(words) < 40 and scene.pack.recordings.times.search(words):
                return True
    return False


def _clause_of(scene: Scene, mention: Mention, noun: "Token", verb: "Token") -> Passage:
    last = max(
        word.i
        for child in (verb, *(c for c in verb.children if c.dep_ in ("prep", "npadvmod", "advmod")))
        for word in (child.subtree if child != verb else [verb])
    )
    first = min(noun.left_edge.i, verb.left_edge.i) if verb.i > noun.i else verb.i
    return scene.tokens(mention.index, first, max(last, noun.i))


def _event(scene: Scene, group: Sequence[Mention], groups: Sequence[Sequence[Mention]]) -> Iterator[Saying]:
    """ "The incident reportedly took place in X": said of what the recording last spoken of shows."""
    last = max(mention.index for mention in group)
    first = min(mention.index for mention in group)
    for index in range(first + 1, min(last + EVENT_REACH, len(scene.sentences))):
        text = scene.text(index)
        happened = _event_told(scene, text)
        if happened is None or _latest(groups, index) is not group:
            continue
        scene.admit([index])
        verb = scene.token_at(index, *happened.span())
        head = verb.head if verb is not None and verb.dep_ == "dobj" else verb
        if head is None or any(_place(scene, word) for word in head.subtree):
            yield Saying("place", scene.sentence(index), voices(scene, index, head) if head is not None else ())


def _event_told(scene: Scene, text: str) -> re.Match[str] | None:
    """Where a sentence says that "the incident" took place."""
    pack = scene.pack.recordings
    for happened in pack.happened.finditer(text):
        if pack.event.search(text, max(0, happened.start() - EVENT_BEFORE), happened.start()):
            return happened
    return None


def _latest(groups: Sequence[Sequence[Mention]], index: int) -> Sequence[Mention] | None:
    before = [
        (mention.index, mention.start, at)
        for at, group in enumerate(groups)
        for mention in group
        if mention.index <= index
    ]
    return groups[max(before)[2]] if before else None
