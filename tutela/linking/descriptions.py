"""What the words for an asset say: its name, its kind, whether it is one thing, a part, or many."""

import re
from dataclasses import dataclass

from tutela.language.name_words import word_file
from tutela.language.names import name_key, script_of, tokens_of
from tutela.linking.respelling import respells, respelt
from tutela.linking.words import plain_tokens, says
from tutela.model.claims import AssetType

CASED_SCRIPTS = frozenset({"Latn", "Cyrl", "Grek", "Armn"})
NOUN_CAPITALS = frozenset({"de"})
"""Languages that write every noun with a capital."""
NUMBER = re.compile(r"(?<![\w.-])\d[\d,. ]*(?![\w-])")
ARABIC_ARTICLE = re.compile(r"(?<!\w)(?:ال|وال|بال)(?=\w{3})")
SENTENCE_ENDS = frozenset(".!?:…։»”\"'«“—–•*")
YEARS = range(1800, 2100)
"""A number in this range is a year, not a count."""
CENTURY_WORDS = frozenset({"century", "centuries", "ad", "bc", "year", "years", "siecle", "siglo", "secolo", "veka"})
WEAK_TOKENS = frozenset(
    f"word:{token}" for token in ("saint", "great", "old", "new", "national", "history", "state", "regional", "art")
)
"""Tokens with a meaning that too many names share to be a name."""
NAMED_BY_REMAINS = frozenset({AssetType.ARCHAEOLOGICAL_SITE, AssetType.MONUMENT})
"""Kinds whose name may be a plural ("ruins of Hatra", "Bamiyan Buddhas")."""


@dataclass(frozen=True, slots=True)
class Description:
    """The words for one asset, taken apart."""

    words: str
    type: AssetType
    name: frozenset[str]
    """Proper words of the name, romanised; empty for "the old church"."""
    content: frozenset[str]
    """All words but joining ones and words of kind, romanised."""
    sure: bool
    """Whether letter case tells names from words here; where it does not, every word may be a name."""
    many: bool
    """Many things ("dozens of churches"), not one."""
    number: float | None
    """How many, where a number says so."""
    part: bool
    """A part of something ("dome of the mosque")."""

    def core(self) -> frozenset[str]:
        """Content without numbers and words that name nothing."""
        return frozenset(
            token for token in self.content if token not in plain_tokens() and not any(c.isdigit() for c in token)
        )


def describe(words: str, kind: AssetType, text: str, language: str, start: int | None = None) -> Description:
    """Take the words for an asset apart.

    `text` is the document's, where the letter case of its words is seen; `start` is where the words stand in it, for a
    capital that opens a sentence tells nothing.
    """
    bare = without_article(words)
    opening = start is not None and _opens_sentence(text, start)
    sure = script_of(words) in CASED_SCRIPTS and language not in NOUN_CAPITALS
    kinds = _kinds_as_names(bare, kind, text) if sure else frozenset()
    content = frozenset(token for token in name_key(bare) if not token.startswith("type:")) | kinds
    name = kinds | frozenset(token for token in content if _is_name(token, bare, text, opening))
    content, name = _in_english(content, language), _in_english(name, language)
    number = number_in(words)
    return Description(
        words=words,
        type=kind,
        name=name,
        content=content,
        sure=sure,
        many=_is_many(words, kind, number, sure and bool(name), sure and bool(name) and name == content, language),
        number=number,
        part=says("parts", words, language),
    )


def _in_english(tokens: frozenset[str], language: str) -> frozenset[str]:
    """The proper words as English papers spell them, for what they mean then: Dschuma is Juma, a word for Friday."""
    if not respells(language):
        return tokens
    return frozenset(
        meant
        for token in tokens
        for meant in ((token,) if ":" in token else name_key(respelt(token, language)))
        if not meant.startswith("type:")
    )


def _kinds_as_names(words: str, kind: AssetType, text: str) -> frozenset[str]:
    """Words for another kind that are the name here: Imarat (a palace) in "Imarat cemetery"."""
    own, found = f"type:{kind.value}", set()
    written = re.findall(r"[\w'’ʼ]+", words)
    if any(own in name_key(word) for word in written):
        for word in written:
            key = name_key(word)
            if (
                key
                and all(token.startswith("type:") for token in key)
                and own not in key
                and _capital(word, text, False)
            ):
                found |= set(tokens_of(word))
    return frozenset(found)


def without_article(words: str) -> str:
    """Arabic words without their article, so that "the museum" and "museum" are one word."""
    return ARABIC_ARTICLE.sub("", words)


def _is_many(words: str, kind: AssetType, number: float | None, named: bool, only_named: bool, language: str) -> bool:
    if kind == AssetType.HISTORIC_DISTRICT:
        return False
    if number is not None:
        return True
    if kind == AssetType.HERITAGE:
        # "Armenian heritage" is many things; "Kanach Zham", whose kind no word tells, is one.
        return not only_named
    return says("many", head_of(words, kind), language) and not (named and kind in NAMED_BY_REMAINS)


def head_of(words: str, kind: AssetType) -> str:
    """The words up to the first for the kind: a museum of antiquities, or to a thinker of two countries, is one."""
    pieces = words.split()
    said = (at for at, word in enumerate(pieces, start=1) if f"type:{kind.value}" in name_key(word))
    return " ".join(pieces[: next(said, len(pieces))])


def _is_name(token: str, words: str, text: str, opening: bool) -> bool:
    """Whether a content word is a proper name: written with a capital that the text does not elsewhere do without."""
    if token in plain_tokens() or token[:1].isdigit():
        return False
    written = re.findall(r"[\w'’ʼ]+", words)
    if token.startswith("word:"):
        # "church of st. george" is a name however it is written, "white statue" is none.
        saying = [] if token[5:] in word_file().dedications else [w for w in written if token in name_key(w)]
        return token not in WEAK_TOKENS and (not saying or any(not word[0].islower() for word in saying))
    opening = opening and not any(word[0].isupper() and _kinds_of(word) for word in written[1:])
    return any(
        token in tokens_of(word) and _capital(word, text, opening and at == 0) for at, word in enumerate(written)
    )


def _kinds_of(word: str) -> bool:
    """Whether a word is one for a kind, which has a capital in names only: Devic Monastery."""
    return any(token.startswith("type:") for token in name_key(word))


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(start - 4, 0) : start]
    return not before.strip() or "\n" in before or before.rstrip()[-1] in SENTENCE_ENDS


def _capital(word: str, text: str, first: bool) -> bool:
    """Whether a word is written as a name is; one that opens the phrase may have its capital from the sentence."""
    if word[:1].lower() == word[:1].upper():
        return True  # A script without capitals: nothing tells a name from a word.
    if not word[:1].isupper() or re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", text):
        return False
    return not first or bool(re.search(rf"(?<=[\w,;’] ){re.escape(word)}(?!\w)", text))


def number_in(words: str) -> float | None:
    """A count in the words; years, centuries and numbers inside names are none."""
    for match in NUMBER.finditer(words):
        digits = re.sub(r"[,. ]", "", match.group())
        after = tokens_of(words[match.end() :])[:1]
        if digits and int(digits) not in YEARS and not (after and after[0] in CENTURY_WORDS):
            return float(digits)
    return None
