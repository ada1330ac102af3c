"""All mentions of one sentence: names of the inventory, asset nouns, parts, proper names, pronouns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tutela.language.names import fold
from tutela.language.vocabulary import AssetWord, Vocabulary
from tutela.model.claims import AssetType
from tutela.reading.candidates.known_names import KnownNames
from tutela.reading.candidates.mention import Mention, MentionKind
from tutela.reading.candidates.senses import noun_mention
from tutela.reading.candidates.spans import spanned
from tutela.reading.tokens import forms, is_party, match_at, top_of

if TYPE_CHECKING:
    from tutela.reading.parsed_words import Parse, Token

PRONOUNS = frozenset(
    {"it", "they", "them", "itself", "themselves", "this", "both", "one", "these", "those", "there", "others", "all"}
)
PLURAL_PRONOUNS = frozenset({"they", "them", "these", "those", "both", "others", "all"})
OBJECTS = frozenset({AssetType.ARTWORK, AssetType.COLLECTION, AssetType.MONUMENT, AssetType.CARVED_STONE})
BARE = 8
"""Words that a line has at most which only names something."""
YEAR = re.compile(r"1\d{3}|20\d\d")
OF_PEOPLE = frozenset(
    {"kill", "injure", "wound", "hurt", "die", "arrest", "detain", "hospitalise", "evacuate", "live", "say"}
)
"""Verbs whose number counts people."""
NO_COUNTS = frozenset({"%", "percent", "per", "am", "pm", "a.m.", "p.m.", "o'clock", ":", "-", "/"})
NOT_NAMES = frozenset(
    {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "mr",
        "mrs",
        "president",
        "unesco",
        "photo",
    }
)


def mentions(
    parse: "Parse", words: Vocabulary, known: KnownNames | None = None, spoken: Sequence[str] = ()
) -> list[Mention]:
    """All mentions of one sentence, in the order of the text.

    Args:
        spoken: the document's words behind the stand-ins.
    """
    taken: set[int] = set()
    found: list[Mention] = []
    for source in (_inventory(parse, known, words, spoken), _lexical(parse, words), _others(parse, words)):
        for mention in source:
            if not taken.intersection((mention.head, mention.first) if mention.named else (mention.head,)):
                found.append(mention)
        taken.update(at for mention in found for at in range(mention.first, mention.last + 1))
    if not found:
        found += _bare_name(parse, words)
    return sorted(_lumped(parse, _once(found)), key=lambda mention: (mention.first, mention.head))


def _bare_name(parse: "Parse", words: Vocabulary) -> Iterator[Mention]:
    """What a line without a verb names, though no word of it names an asset: "Printing hut of the mission."."""
    root = next((token for token in parse if token.dep_ == "ROOT"), None)
    if root is None or root.pos_ not in ("NOUN", "PROPN") or len(parse) > BARE:
        return
    if parse[0].lower_ in ("a", "an") or any(token.pos_ in ("VERB", "AUX", "PRON") for token in parse):
        return
    if _may_name(root, words) and any(token.text[:1].isupper() for token in parse):
        yield spanned(parse, root, MentionKind.NAME, None, words)


def _once(found: Sequence[Mention]) -> list[Mention]:
    """Without mentions whose noun lies inside one found before it."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for mention in found:
        if mention.head not in taken:
            kept.append(mention)
            taken.update(range(mention.first, mention.last + 1))
    return kept


def _inventory(parse: "Parse", known: KnownNames | None, words: Vocabulary, spoken: Sequence[str]) -> Iterator[Mention]:
    """Names of the inventory, compared with the words of the document: a party's name in them counts as it stands."""
    if known is None or not known.names:
        return
    heard = spoken or [token.text for token in parse]
    folded = [(word, at) for at, text in enumerate(heard) for word in fold(text).split()]
    only = [word for word, _ in folded]
    at = 0
    while at < len(folded):
        match = known.at(only, at)
        if match:
            first, last = folded[at][1], folded[at + match[0] - 1][1]
            head = top_of(parse, first, last)
            yield replace(spanned(parse, head, MentionKind.NOUN, match[1], words), first=first, last=last, named=True)
        at += match[0] if match else 1


def _lexical(parse: "Parse", words: Vocabulary) -> Iterator[Mention]:
    at = 0
    while at < len(parse):
        match = next((w for w in _asset_words_at(parse, at, words)), None)
        part = match is None and bool(forms(parse[at]) & words.parts) and parse[at].pos_ in ("NOUN", "PROPN")
        if match is None and not part:
            at += 1
            continue
        length = len(match.words) if match else 1
        mention = noun_mention(parse, top_of(parse, at, at + length - 1), match, words)
        if mention:
            yield replace(mention, first=min(mention.first, at))
        at += length


def _asset_words_at(parse: "Parse", at: int, words: Vocabulary) -> Iterator[AssetWord]:
    for form in sorted(forms(parse[at])):
        for word in words.assets.get(form, ()):
            if match_at(parse, at, word.words):
                yield word


def _others(parse: "Parse", words: Vocabulary) -> Iterator[Mention]:
    """Pronouns, and proper names that no asset word stands with: "Palmyra"."""
    for token in parse:
        if token.lower_ in PRONOUNS and _stands_alone(token):
            yield Mention(
                token.i, token.i, token.i, token.i, MentionKind.PRONOUN, plural=token.lower_ in PLURAL_PRONOUNS
            )
        elif _and_more(parse, token, words):
            yield Mention(token.i, token.i + 1, token.i, token.i, MentionKind.PRONOUN, plural=True, counted=True)
        elif _so_many(token):
            yield Mention(token.i, token.i, token.i, token.i, MentionKind.PRONOUN, plural=True, counted=True)
        elif token.pos_ == "PROPN" and token.dep_ not in ("compound", "nmod", "npadvmod") and _may_name(token, words):
            yield spanned(parse, token, MentionKind.NAME, None, words)


def _and_more(parse: "Parse", token: "Token", words: Vocabulary) -> bool:
    """Whether a count stands for more of what was told: "hundreds more", "20 others"."""
    counts = token.pos_ == "NUM" or bool(forms(token) & words.groups)
    behind = parse[token.i + 1].lower_ if token.i + 1 < len(parse) else ""
    return counts and behind in ("more", "others") and token.dep_ in ("nsubj", "nsubjpass", "dobj", "conj", "pobj")


def _so_many(token: "Token") -> bool:
    """Whether a number alone stands for so many of what was told: "22 have disappeared", but no year and no people."""
    if token.pos_ != "NUM" or token.dep_ not in ("nsubj", "nsubjpass") or YEAR.fullmatch(token.text):
        return False
    behind = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    return token.head.lemma_ not in OF_PEOPLE and behind not in NO_COUNTS and not token.rights


def _stands_alone(token: "Token") -> bool:
    """Whether a pronoun stands for something, and does not only count or point at a noun ("one night")."""
    points = token.dep_ in ("expl", "det", "predet", "nummod", "quantmod")
    return not points and token.pos_ in ("PRON", "DET", "NOUN", "NUM", "ADV")


def _may_name(token: "Token", words: Vocabulary) -> bool:
    looked_up = forms(token)
    other = words.people | words.things | words.groups | NOT_NAMES
    if not token.text[0].isalpha() or is_party(token) or looked_up & other:
        return False
    # "Ardmoyle Park": behind a name, a word that also tells harm is part of it.
    return not looked_up & words.harms.keys() or any(child.pos_ == "PROPN" for child in token.lefts)


def _lumped(parse: "Parse", found: Sequence[Mention]) -> list[Mention]:
    """Bare plurals in one coordination are one described group: "hundreds of monasteries, churches and khachkars"."""
    by_head = {mention.head: mention for mention in found}
    swallowed: set[int] = set()
    grown: dict[int, Mention] = {}
    for mention in found:
        if not _bare_plural(parse, mention) and not mention.counted:
            continue
        if mention.head in swallowed or not mention.plural or mention.kind is not MentionKind.NOUN:
            continue
        rest = [
            by_head[token.i] for token in parse[mention.head].conjuncts if token.i in by_head and token.i > mention.head
        ]
        if rest and all(_bare_plural(parse, other) and not other.counted for other in rest):
            swallowed.update(other.head for other in rest)
            kinds = {other.type for other in (mention, *rest)}
            grown[mention.head] = replace(mention, last=max(other.last for other in rest), type=_type_of_group(kinds))
    return [grown.get(mention.head, mention) for mention in found if mention.head not in swallowed]


def _type_of_group(kinds: set[AssetType | None]) -> AssetType | None:
    """One type for a group of several: objects make a collection, buildings of several kinds are heritage."""
    if len(kinds) == 1:
        return next(iter(kinds))
    return AssetType.COLLECTION if kinds <= OBJECTS else AssetType.HERITAGE


def _bare_plural(parse: "Parse", mention: Mention) -> bool:
    return (
        mention.plural and mention.kind is MentionKind.NOUN and mention.last - mention.first <= 1 and not mention.named
    )
