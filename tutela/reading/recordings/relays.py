"""Where a recording is said to have appeared, first upload first."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tutela.model.claims import Speaker
from tutela.model.passages import Passage
from tutela.reading.parsed_words import text_of
from tutela.reading.statements.clauses import governed, phrase, subject, trim
from tutela.reading.statements.mentions import Mention
from tutela.reading.statements.pack import Relay
from tutela.reading.statements.scene import Scene
from tutela.reading.statements.voices import kind_of

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token


def relays(scene: Scene, group: Sequence[Mention]) -> tuple[Speaker, ...]:
    """The carriers of one recording: those it was first put up on, then the others as the text names them."""
    found = [one for mention in group for one in _of_mention(scene, mention)]
    ordered = sorted(found, key=lambda one: (not one[0], one[1].start))
    named: dict[str, Passage] = {}
    for _, words in ordered:
        named.setdefault(words.exact.casefold(), words)
    carriers = [words for words in named.values() if not _general(scene, words)] or list(named.values())
    return tuple(Speaker(words, kind_of(scene, words.exact)) for words in carriers)


def _general(scene: Scene, words: Passage) -> bool:
    """ "Social media" says nothing further once a carrier is named."""
    return scene.pack.recordings.general_carriers.fullmatch(words.exact) is not None


def _of_mention(scene: Scene, mention: Mention) -> Iterator[tuple[bool, Passage]]:
    noun = scene.token_at(mention.index, mention.start, mention.end)
    for verb in governed(noun) if noun is not None else ():
        for relay in scene.pack.recordings.relays:
            if verb.lemma_.casefold() in relay.verbs and _complete(relay, verb):
                for carrier in _carriers(scene, relay, verb):
                    first, last = _name(carrier)
                    yield relay.first, scene.tokens(mention.index, first, last)


def _complete(relay: Relay, verb: "Token") -> bool:
    if any(child.dep_ == "aux" and child.lower_ in ("will", "would", "to") for child in verb.children):
        return False
    if relay.particle and not any(child.lower_ == relay.particle for child in verb.children):
        return False
    return not relay.object or any(child.lower_ == relay.object for child in verb.children)


def _carriers(scene: Scene, relay: Relay, verb: "Token") -> Iterator["Token"]:
    for word in verb.subtree:
        near = word.head == verb or (word.head.dep_ in ("prep", "prt", "dobj", "advmod") and word.head.head == verb)
        if word.dep_ in ("prep", "agent", "dative") and near and word.lower_ in relay.before:
            for noun in word.children:
                if noun.dep_ == "pobj":
                    yield from (one for one in (noun, *noun.conjuncts) if _carries(scene, word, one))
    actor = subject(verb)
    if actor is not None and any(child.dep_ == "dobj" for child in verb.children) and actor.pos_ == "PROPN":
        yield actor


def _carries(scene: Scene, preposition: "Token", noun: "Token") -> bool:
    """Whether what follows "on" or "by" publishes: a name or a medium, no day and no town."""
    first, last = phrase(noun)
    words = text_of(noun.doc[first : last + 1])
    if scene.pack.recordings.times.search(words):
        return False
    if scene.pack.recordings.carriers.search(words):
        return True
    return (preposition.lower_ in ("by", "to", "via") and noun.pos_ in ("PROPN", "NOUN")) or (
        preposition.lower_ == "on" and noun.pos_ == "PROPN"
    )


def _name(noun: "Token") -> tuple[int, int]:
    """The name at the end of a description: "TikTok" of "the video-sharing app TikTok"."""
    first, last = phrase(noun)
    first = trim(first, last, noun)
    if noun.text[:1].isupper():
        first = max(
            [
                first,
                *(
                    at + 1
                    for at in range(first, noun.i)
                    if not noun.doc[at].text[:1].isupper() and noun.doc[at].pos_ != "PUNCT"
                ),
            ]
        )
    return first, last
