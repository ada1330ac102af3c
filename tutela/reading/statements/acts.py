"""Offers, consents, refusals, demands and plans: what they are about, who does them, on what condition."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tutela.model.claims import Speaker, SpeakerKind, Statement, StatementKind
from tutela.model.ids import record_id
from tutela.model.passages import Passage
from tutela.model.reasons import Reason
from tutela.reading.statements.clauses import SUBJECTS, denied, phrase, subject, trim
from tutela.reading.statements.pack import Rule
from tutela.reading.statements.scene import Scene
from tutela.reading.statements.voices import speaker, voices, without_echoes

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

SPEECH_ACTS = frozenset({StatementKind.OFFER, StatementKind.DEMAND, StatementKind.CONSENT, StatementKind.PLAN})
"""Kinds done by saying them, so that the doer is the first speaker. A refusal is often told by the other side."""

SUBJECT_KINDS = frozenset({StatementKind.OFFER, StatementKind.PLAN})
"""Kinds in which the mission itself may be the subject: "experts are to inspect", "a mission could travel"."""

CONDITIONAL = frozenset({StatementKind.OFFER, StatementKind.CONSENT, StatementKind.PLAN})
"""Kinds that are made on conditions; beside a demand or a refusal "if" and "awaiting" tell of something else."""

HEAD = 2
"""Sentences that say what a publication is about: its title and its lead."""

OFFICE_REACH = 50
"""Characters of an office's name before its last words."""

NOTE_REACH = 3
"""Sentences around an offer whose notes are its own: a paragraph of news."""

REACH = 90
"""Characters between cue and topic where no parse tells: about one clause of news prose (median 14 words)."""


def read_acts(scene: Scene) -> tuple[Statement, ...]:
    """The statements of a document that are acts, each told once, with its richest passage first."""
    screened = [index for index in range(len(scene.sentences)) if _screened(scene, scene.text(index))]
    scene.admit(screened)
    return _gathered(scene, [found for index in screened for found in _in_sentence(scene, index)])


def _screened(scene: Scene, text: str) -> bool:
    return any(
        rule.cue.search(text) and any(scene.pack.topics[topic].search(text) for topic in rule.topics)
        for rule in scene.pack.rules
    )


def _in_sentence(scene: Scene, index: int) -> Iterator[Statement]:
    text, taken = scene.text(index), set[tuple[StatementKind, int]]()
    for rule in scene.pack.rules:
        for cue in rule.cue.finditer(text):
            found = _statement(scene, index, rule, cue)
            if found is not None and (rule.kind, cue.start()) not in taken:
                taken.add((rule.kind, cue.start()))
                yield found


def _statement(scene: Scene, index: int, rule: Rule, cue: re.Match[str]) -> Statement | None:
    if (rule.headline and index > 0) or scene.text(index).rstrip('”" ').endswith("?"):
        return None
    token = scene.token_at(index, *cue.span())
    condition = next(_matches(scene, index, scene.pack.conditions), None) if rule.kind in CONDITIONAL else None
    if (rule.needs_condition and condition is None) or not _polarity(rule, token):
        return None
    topics = _topics(scene, index, rule, cue, token)
    if not topics:
        return None
    actor = _actor(scene, index, rule, token)
    if rule.kind is StatementKind.DEMAND and actor is None and not _own_voice(token):
        return None
    purposes = tuple(_matches(scene, index, scene.pack.purposes)) if rule.kind in SPEECH_ACTS else ()
    return Statement(
        record_id(
            "stm", {"document": scene.document.id, "kind": rule.kind, "start": topics[0].start, "cue": cue.start()}
        ),
        scene.document.id,
        rule.kind,
        scene.sentence(index),
        _source(scene, index, rule, token, actor),
        _apart((*topics, *purposes)),
        condition,
        tuple(_matches(scene, index, scene.pack.notes)),
        (Reason("cue", f"{cue[0]!r} with {topics[0].exact!r} reads as {rule.kind}"),),
        actor.words if actor else None,
        (scene.sentence(index),),
    )


def _own_voice(cue: "Token | None") -> bool:
    """Whether the document itself demands: "we call on"."""
    noun = subject(cue) if cue is not None else None
    return cue is None or (noun is not None and noun.lower_ in ("we", "i"))


def _polarity(rule: Rule, token: "Token | None") -> bool:
    if rule.negated is None or token is None:
        return True
    return denied(token) is rule.negated


def _topics(scene: Scene, index: int, rule: Rule, cue: re.Match[str], token: "Token | None") -> tuple[Passage, ...]:
    text, found = scene.text(index), []
    for topic in rule.topics:
        if topic in scene.pack.needs_heritage and not _of_heritage(scene, index):
            continue
        for match in scene.pack.topics[topic].finditer(text):
            if _in_a_bodys_name(scene, text, match):
                continue
            noun = scene.token_at(index, *match.span())
            if noun is None or token is None:
                if abs(match.start() - cue.end()) <= REACH:
                    found.append(scene.passage(index, *match.span()))
            elif noun != token and _hangs_on(noun, token, rule.kind):
                first, last = phrase(noun)
                found.append(scene.tokens(index, trim(first, last, noun), last))
    return _apart(found)


def _done_by_another(cue: "Token", noun: "Token") -> bool:
    """ "The mission that UNESCO offered", but not "the mission that was proposed", which nobody does."""
    actor = subject(cue)
    return cue.dep_ == "relcl" and actor is not None and actor != noun


def _in_a_bodys_name(scene: Scene, text: str, topic: re.Match[str]) -> bool:
    """Whether a word of heritage only belongs to the name of an office: "the Service for Cultural Heritage"."""
    before = re.split(r"[,.;:]", text[: topic.start()])[-1][-OFFICE_REACH:]
    return topic[0][:1].isupper() and any(word[0][:1].isupper() for word in scene.pack.office.finditer(before))


def _hangs_on(noun: "Token", cue: "Token", kind: StatementKind) -> bool:
    """Whether a noun is part of what a cue says, and not who says it or a clause set beside it."""
    if kind in SUBJECT_KINDS and cue.head == noun:
        return (cue.dep_ == "acl" and cue.tag_ == "VB") or _done_by_another(cue, noun)
    if kind in SUBJECT_KINDS and subject(cue) == noun:
        return True
    branch = noun
    while branch.head != cue:
        if branch.head == branch:
            return False
        branch = branch.head
    if branch.dep_ in ("nsubj", "csubj"):
        return branch == noun and kind in SUBJECT_KINDS
    return not (
        branch.dep_ in ("conj", "parataxis")
        and any(child.dep_ in SUBJECTS and child.tag_ not in ("WP", "WDT") for child in branch.children)
    )


def _of_heritage(scene: Scene, index: int) -> bool:
    """Whether the sentence, the one before it, or the head of the document speaks of heritage."""
    near = dict.fromkeys([*range(max(0, index - 1), index + 1), *range(min(HEAD, len(scene.sentences)))])
    return any(scene.pack.heritage.search(scene.text(at)) for at in near)


def _actor(scene: Scene, index: int, rule: Rule, token: "Token | None") -> Speaker | None:
    if token is None or rule.actor == "none":
        return None
    if rule.actor == "owner":
        noun = next((below for below in token.subtree if below.dep_ == "pobj"), None)
    else:
        noun = subject(token)
    if noun is None or noun.i == token.i or any(pattern.fullmatch(noun.text) for pattern in scene.pack.topics.values()):
        return None
    found = speaker(scene, index, noun)
    return found if found and (found.kind is not SpeakerKind.UNKNOWN or _has_name(noun)) else None


def _has_name(noun: "Token") -> bool:
    first = phrase(noun)[0]
    return noun.pos_ in ("PROPN", "PRON") or any(word.pos_ == "PROPN" for word in noun.doc[first : noun.i])


def _source(scene: Scene, index: int, rule: Rule, token: "Token | None", actor: Speaker | None) -> tuple[Speaker, ...]:
    told = list(voices(scene, index, token)) if token is not None else []
    return without_echoes(([actor] if actor and rule.kind in SPEECH_ACTS else []) + told)


def _matches(scene: Scene, index: int, patterns: Sequence[re.Pattern[str]]) -> Iterator[Passage]:
    text = scene.text(index)
    spans = sorted(
        {match.span() for pattern in patterns for match in pattern.finditer(text)}, key=lambda at: (at[0], -at[1])
    )
    end = -1
    for span in spans:
        if span[0] >= end:
            end = span[1]
            yield scene.passage(index, *span)


def _apart(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages without those that lie in a longer one, in the order of the text."""
    kept = [one for one in passages if not any(other.covers(one) and other != one for other in passages)]
    return tuple(sorted(dict.fromkeys(kept), key=lambda one: (one.start, one.end)))


def _gathered(scene: Scene, found: Sequence[Statement]) -> tuple[Statement, ...]:
    """Statements told more than once joined into one: same kind, same doer, and a topic in common."""
    groups: list[list[Statement]] = []
    for one in found:
        group = next((group for group in groups if any(_same(scene, told, one) for told in group)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return tuple(_joined(scene, group) for group in groups)


def _same(scene: Scene, one: Statement, other: Statement) -> bool:
    if one.kind is not other.kind or (_key(one) and _key(other) and _key(one) != _key(other)):
        return False
    # What one body offers in one document is one offer, told in its parts.
    whole = one.kind is StatementKind.OFFER
    return whole or one.quote == other.quote or bool(_kinds_of_topic(scene, one) & _kinds_of_topic(scene, other))


def _key(one: Statement) -> str:
    return one.actor.exact.casefold() if one.actor else ""


def _kinds_of_topic(scene: Scene, one: Statement) -> frozenset[str]:
    return frozenset(
        name for name, pattern in scene.pack.topics.items() if any(pattern.search(words.exact) for words in one.about)
    )


def _notes_beside(scene: Scene, offer: Statement) -> list[Passage]:
    """What the sentences around an offer tell of it: attempts that failed."""
    middle = next(at for at, (_, end) in enumerate(scene.sentences) if offer.quote.start < end)
    near = range(max(0, middle - NOTE_REACH), min(len(scene.sentences), middle + NOTE_REACH + 1))
    return [note for at in near for note in _matches(scene, at, scene.pack.attempts)]


def _joined(scene: Scene, group: Sequence[Statement]) -> Statement:
    best = max(
        group,
        key=lambda one: (
            one.condition is not None,
            one.actor is not None,
            len(one.about) + len(one.notes),
            -one.quote.start,
        ),
    )
    beside = _notes_beside(scene, best) if best.kind is StatementKind.OFFER else []
    notes = dict.fromkeys([*best.notes, *(note for one in group for note in one.notes), *beside])
    told = {note.exact.strip('"”').casefold(): note for note in reversed(notes)}
    return replace(
        best,
        condition=best.condition or next((one.condition for one in group if one.condition), None),
        notes=tuple(note for note in notes if note in told.values()),
        passages=tuple(dict.fromkeys(passage for one in group for passage in one.passages)),
    )
