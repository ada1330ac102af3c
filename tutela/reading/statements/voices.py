"""Who says it: the speakers of a sentence, nearest first, each under the name the text gives them."""

import bisect
import re
from collections import Counter
from typing import TYPE_CHECKING

from tutela.language.parties import stand_in
from tutela.model.claims import Speaker, SpeakerKind
from tutela.model.passages import Passage
from tutela.reading.statements.clauses import SUBJECTS, phrase, subject, trim
from tutela.reading.statements.scene import Scene

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Token

LOOK_BACK = 3
"""Sentences searched for whom "she" stands for: a paragraph of news seldom holds more about one speaker."""

ACRONYM = re.compile(r"\b[A-Z][A-Z]{2,}(?:-[A-Z]+)?\b")
LABEL = re.compile(r".*(?::|\s[-–—])\s+")
OPENING = frozenset('“"«„')
CLOSING = frozenset('”"»')
HEADLINE_LABEL = re.compile(r"(\w[^:,;.]{2,40}):\s")
QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"|«[^»]*»|„[^“”]*[“”]")

AGENCY_KINDS = {
    "agency": SpeakerKind.AGENCY,
    "newspaper": SpeakerKind.OUTLET,
    "broadcaster": SpeakerKind.OUTLET,
    "online": SpeakerKind.OUTLET,
    "blog": SpeakerKind.OUTLET,
    "aggregator": SpeakerKind.OUTLET,
    "platform": SpeakerKind.OUTLET,
    "ngo": SpeakerKind.ORGANISATION,
    "research": SpeakerKind.ORGANISATION,
    "intergovernmental": SpeakerKind.ORGANISATION,
    "museum": SpeakerKind.ORGANISATION,
    "religious_body": SpeakerKind.ORGANISATION,
    "ministry": SpeakerKind.OFFICIAL,
    "prosecutor": SpeakerKind.OFFICIAL,
    "military": SpeakerKind.OFFICIAL,
    "heritage_authority": SpeakerKind.OFFICIAL,
}
"""Kind of a known publisher -> kind of speaker."""

MEDIA_KINDS = frozenset({SpeakerKind.AGENCY, SpeakerKind.OUTLET})
BODY_KINDS = frozenset({SpeakerKind.ORGANISATION, SpeakerKind.OFFICIAL})


def voices(scene: Scene, index: int, token: "Token") -> tuple[Speaker, ...]:
    """Who says what a word of a parsed sentence says; empty when the document says it in its own voice."""
    found = [speaker(scene, index, noun) for noun in _sayers(scene, token)]
    named = [one for one in found if one is not None]
    return without_echoes(named or _around_quotation(scene, index) or _label(scene, index))


def author_of(scene: Scene, index: int, token: "Token") -> tuple[Speaker, ...]:
    """Who does what a word tells, where nobody is said to say it: "authenticated by X", "X could not verify it"."""
    noun = subject(token)
    found = speaker(scene, index, noun) if noun is not None and noun.text[:1].isupper() else None
    return (found,) if found is not None else ()


def speaker(scene: Scene, index: int, noun: "Token") -> Speaker | None:
    """The speaker a noun phrase names, looked up in the text before it where it is only "the organization"."""
    noun = _author(scene, noun)
    first, last = _name_of(noun)
    words = scene.tokens(index, first, max(last, _last_of_several(noun)))
    if noun.pos_ == "PRON" or not _named(noun):
        found = _stands_for(scene, index, noun, words)
        if found is None:
            return None
        words = found
    words = _after_label(scene, words)
    if scene.pack.stands_for_body.fullmatch(words.exact):
        words = main_body(scene, words.start) or words
    return Speaker(words, kind_of(scene, words.exact))


def kind_of(scene: Scene, words: str) -> SpeakerKind:
    """What kind of source a name is: from the list of known publishers, else from its words."""
    folded = words.casefold()
    for publisher in scene.publishers:
        if folded in (name.casefold() for name in (publisher.name, *publisher.other_names)):
            return AGENCY_KINDS.get(publisher.kind, SpeakerKind.UNKNOWN)
    for kind, pattern in scene.pack.kinds_of_speaker.items():
        if pattern.search(words):
            return kind
    return SpeakerKind.UNKNOWN


def without_echoes(speakers: list[Speaker]) -> tuple[Speaker, ...]:
    """The chain with each name once, where it stands first."""
    kept: dict[str, Speaker] = {}
    for one in speakers:
        kept.setdefault(one.words.exact.casefold(), one)
    return tuple(kept.values())


def _sayers(scene: Scene, token: "Token") -> list["Token"]:
    found: list[Token] = []
    inner = token
    for head in token.ancestors:
        sayer = _sayer(scene, head, inner)
        if sayer is not None and sayer.i != token.i:
            found.append(sayer)
        inner = head
    return found or _after_quotation(scene, token) or _according_to(token)


def _sayer(scene: Scene, head: "Token", inner: "Token") -> "Token | None":
    if head.lemma_ in scene.pack.reporting and head.pos_ == "VERB" and inner.dep_ not in ("relcl", "acl"):
        found = subject(head) if _spoken(head) else None
        return found if found is not None and not _within(found, inner) else None
    # The parser takes "..., Al-Masdar News reported" for a name with a participle.
    reporting = any(child.dep_ == "acl" and child.lemma_ in scene.pack.reporting for child in head.rights)
    return head if head.pos_ == "PROPN" and reporting and inner.dep_ == "ccomp" else None


def _after_quotation(scene: Scene, token: "Token") -> list["Token"]:
    """ "...," X reported: where the parser has hung X on the quotation instead."""
    closing = next((word.i for word in token.doc[token.i :] if word.text in CLOSING), None)
    opened = any(word.text in OPENING for word in token.doc[: token.i + 1])
    if closing is None or not opened:
        return []
    for word in token.doc[closing:]:
        if word.lemma_ in scene.pack.reporting and word.pos_ == "VERB":
            noun = word.head if word.dep_ == "acl" else subject(word)
            return [noun] if noun is not None and noun.i > closing else []
    return []


def _spoken(verb: "Token") -> bool:
    """Whether a verb's subject speaks: not in "the act is said to", but in "she was quoted as saying"."""
    passive = any(child.dep_ == "nsubjpass" for child in verb.children)
    return not passive or verb.lemma_ in ("quote", "cite") or any(child.dep_ == "agent" for child in verb.children)


def _within(token: "Token", clause: "Token") -> bool:
    return clause.left_edge.i <= token.i <= clause.right_edge.i


def _according_to(token: "Token") -> list["Token"]:
    """ "According to X, ...": with no verb of saying, wherever it stands in the sentence."""
    for word in token.sent:
        if word.lower_ == "according":
            return [below for below in word.subtree if below.dep_ == "pobj" and below.head.lower_ == "to"][:1]
    return []


def _name_of(noun: "Token") -> tuple[int, int]:
    """The tokens that name a speaker: "Armenpress" of "Armenia's state-run Armenpress"."""
    first, last = phrase(noun)
    first = trim(first, last, noun)
    if noun.pos_ == "PROPN":
        first = max([first, *(at + 1 for at in range(first, noun.i) if _common(noun.doc[at]))])
    return first, last


def _author(scene: Scene, noun: "Token") -> "Token":
    """Who is behind a text that speaks: "a report by Armenpress"; the noun itself where nobody is named."""
    if not scene.pack.document_words.fullmatch(noun.lower_):
        return noun
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("by", "of", "from"):
            return next((below for below in child.children if below.pos_ == "PROPN"), noun)
    return next((child for child in noun.children if child.dep_ == "poss" and child.pos_ == "PROPN"), noun)


def _named(noun: "Token") -> bool:
    """Whether a phrase holds a name; "the Director General" holds capitals and no name."""
    first, last = phrase(noun)
    names = [token for token in noun.doc[first : last + 1] if token.pos_ == "PROPN" and not _where(token)]
    return any(token.lower_ not in ("director", "general", "director-general") for token in names)


def _last_of_several(noun: "Token") -> int:
    """Last token of several names that act together: "Italy and Greece"."""
    if noun.pos_ != "PROPN" or noun.dep_ not in SUBJECTS:
        return noun.i
    return max([noun.i, *(phrase(other)[1] for other in noun.conjuncts if other.i > noun.i and other.pos_ == "PROPN")])


def _where(token: "Token") -> bool:
    """Whether a name only says where a body sits: "the Paris-based organization"."""
    return token.i + 2 < len(token.doc) and token.nbor(1).text == "-" and token.nbor(2).lower_ == "based"


def _after_label(scene: Scene, words: Passage) -> Passage:
    """The name without the label of a headline or date line the parser ran into it: "X MFA: Y" is Y."""
    label = LABEL.match(words.exact)
    return scene.document.passage(words.start + label.end(), words.end) if label else words


def _common(token: "Token") -> bool:
    """Whether a word before a name is no part of it: "the Armenian news site Panorama.am"."""
    return token.pos_ in ("NOUN", "VERB", "ADJ") and token.is_lower


def _stands_for(scene: Scene, index: int, noun: "Token", words: Passage) -> Passage | None:
    if scene.pack.stands_for_person.fullmatch(noun.lower_) or noun.lower_ == "it":
        return _named_before(scene, index, noun) or (words if noun.lower_ != "it" else None)
    if noun.pos_ == "PRON":
        return None
    if scene.pack.stands_for_medium.fullmatch(noun.text):
        return _most_named(scene, words.start, MEDIA_KINDS) or words
    if scene.pack.stands_for_its_like.fullmatch(noun.text):
        return _most_named(scene, words.start, BODY_KINDS, noun.text) or words
    if scene.pack.stands_for_body.fullmatch(noun.text) or scene.pack.stands_for_body.fullmatch(words.exact):
        return main_body(scene, words.start) or words
    return words


def main_body(scene: Scene, before: int) -> Passage | None:
    """The body the text is about up to an offset: the one it names most, the nearest of those named as often."""
    return _most_named(scene, before, BODY_KINDS)


def _most_named(scene: Scene, before: int, kinds: frozenset[SpeakerKind], like: str = "") -> Passage | None:
    text = scene.document.text[:before]
    names = {
        name for publisher in scene.publishers for name in (publisher.name, *publisher.other_names) if len(name) > 3
    }
    found = [match.span() for match in ACRONYM.finditer(text)]
    found += [match.span() for name in names if name in text for match in re.finditer(rf"\b{re.escape(name)}\b", text)]
    # The agency of a date line, "/TASS/", is nobody the text speaks of.
    found = [
        span for span in found if text[span[0] - 1 : span[0]] != "/" and kind_of(scene, text[slice(*span)]) in kinds
    ]
    found = [span for span in found if like.casefold() in text[slice(*span)].casefold()]
    counts = Counter(text[start:end] for start, end in found)
    best = max(found, key=lambda span: (counts[text[slice(*span)]], span), default=None)
    return scene.document.passage(*best) if best is not None else None


def _named_before(scene: Scene, index: int, noun: "Token") -> Passage | None:
    """The nearest named subject before a pronoun."""
    scene.admit(range(max(0, index - LOOK_BACK), index))
    for at in range(index, max(-1, index - LOOK_BACK - 1), -1):
        parsed = scene.parsed.get(at)
        for token in reversed(parsed.parse if parsed else ()):
            if (at < index or token.i < noun.i) and token.dep_ in SUBJECTS and _fits(noun, token):
                words = _after_label(scene, scene.tokens(at, *_name_of(token)))
                if (
                    noun.lower_ != "it"
                    or kind_of(scene, words.exact) is not SpeakerKind.UNKNOWN
                    or stand_in(words.exact)
                ):
                    return words
    return None


def _fits(pronoun: "Token", name: "Token") -> bool:
    """Whether a pronoun can stand for a named subject: "she" for no acronym, "it" for no person's full name."""
    if pronoun.lower_ == "they" and name.sent == pronoun.sent and name.tag_ in ("NNS", "NNPS"):
        return True
    if name.pos_ != "PROPN":
        return False
    return pronoun.lower_ == "it" or (name.n_lefts > 0 and not ACRONYM.fullmatch(name.text))


def _label(scene: Scene, index: int) -> list[Speaker]:
    """Who a headline says it for: "Foreign ministry: ...".."""
    found = HEADLINE_LABEL.match(scene.text(index))
    if found is None or kind_of(scene, found[1]) is SpeakerKind.UNKNOWN:
        return []
    return [Speaker(scene.passage(index, *found.span(1)), kind_of(scene, found[1]))]


def _around_quotation(scene: Scene, index: int) -> list[Speaker]:
    """Who speaks a sentence that stands inside a longer quotation: told where the quotation opens or ends."""
    start, end = scene.sentences[index]
    for quoted in QUOTED.finditer(scene.document.text):
        if quoted.start() <= start and quoted.end() >= end - 2 and quoted.end() - quoted.start() > end - start + 2:
            return _speaker_beside(scene, quoted.start(), quoted.end())
    return []


def _speaker_beside(scene: Scene, start: int, end: int) -> list[Speaker]:
    starts = [sentence[0] for sentence in scene.sentences]
    for offset in (end, start):
        index = bisect.bisect_right(starts, offset) - 1
        scene.admit([index])
        for token in scene.parsed[index].parse if index in scene.parsed else ():
            if token.lemma_ in scene.pack.reporting and token.pos_ == "VERB" and subject(token) is not None:
                noun = subject(token)
                found = speaker(scene, index, noun) if noun is not None and noun.i != token.i else None
                if found is not None:
                    return [found]
    return []
