"""The comparison of two names, word by word."""

import functools
import re
from collections.abc import Sequence

from rapidfuzz.fuzz import ratio

from tutela.language.letters import letter_file
from tutela.language.name_words import AREA, SILENT, name_key, name_words
from tutela.language.romanising import AS_WRITTEN, WORDS_KEPT, features, fold, script_of, spelling, tokens_of
from tutela.model.reasons import Reason

ARTICLE = re.compile(r"[aeou][dlnrstz]h?$")
"""The Arabic article before a letter whose sound it takes on."""
COMMA = re.compile("[,،]")
BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
SHORTEST_STEM = 4
"""Letters that an ending must leave."""
SHORTEST_AREA = 3
"""Letters that it must leave beside a word for an area, which makes an inflected name likely: Adis raioni."""
SAME_WORD = 0.8
"""From here on two words are told as the same name (all spelling pairs of the tests lie above)."""
DIFFERENT_KIND = 0.6
"""What is left when the names agree and the kinds do not: the mosque and the church of one village are two assets."""
RELATED_KIND = 0.88
"""What is left when sources call it by neighbouring kinds (church, monastery)."""
ONE_HAS_MORE = 0.5
"""Weight of a proper word only one name has, against 1 for a word both have."""
PART_OF_NAME = 0.95
"""What is left when only a part of a name fits."""
RUN_TOGETHER = 0.97
"""What is left when names are alike only with their words run together: Pirbekran, Pir Bakran."""
AREA_AND_PLACE = 0.97
"""What is left when only one name says that it is an area's or settlement's ("Tokat Province", "Tokat")."""
OPPOSED = 0.55
"""What is left when the names hold qualities that exclude one another: the upper and the lower mosque."""
SPECIAL_CASE = 0.6
"""Likeness of a dedication and its special case: Saint John, Saint John the Baptist."""
LETTERS = 0.25
"""Weight of the letters beside 1 for the sounds, in the likeness of two words: sounds bridge scripts, letters settle
what sounds leave even. Of weights from 0 to 1 this found most names of the first half of the Who's On First places."""
COMMON_WORDS = 0.85
"""What is left when names share a dedication or a colour only: many churches are Saint John's."""
OTHER_NUMBER = 0.5
"""What is left when both bear numbers and these differ (School No. 5, a bridge of 11 spans)."""
ONE_PROPER = 0.3
"""A name against a word for its kind ("Dadivank", "the monastery")."""
KINDS_ONLY = 0.4
"""Two names of kind words only ("the church", "kilsə") say no more than this."""


def compare(a: str, b: str) -> Reason:
    """The reason with the score for two names that do not fold to the same words.

    A name that holds others ("Ghazanchetsots Cathedral (Holy Saviour)", "A / B", "X, Aghdam") is compared whole and by
    its parts; the best counts, less `PART_OF_NAME`.
    """
    whole = _compare(a, b)
    parts = [(x, y) for x in names_within(a) for y in names_within(b) if (x, y) != (a, b)]
    best = max((_compare(x, y) for x, y in parts), key=lambda reason: reason.score, default=whole)
    if PART_OF_NAME * best.score <= whole.score:
        return whole
    return Reason("name", f"of “{a}” and “{b}”, {best.sentence}", round(PART_OF_NAME * best.score, 4))


def names_within(name: str) -> list[str]:
    """The name, and the names it holds around a slash, before a comma, without brackets and in them.

    What stands in brackets must say a kind or a saint: else it may be the place ("Bread Museum (Aghdam)").
    """
    bare = BRACKETS.sub(" ", name)
    parts = [bare, COMMA.split(bare)[0], *bare.split("/")]
    parts += [part for part in BRACKETS.findall(name) if any(":" in token for token in name_key(part[1:-1]))]
    clean = (part.strip("()[] ") for part in parts)
    return list(dict.fromkeys([name, *filter(str.strip, clean)]))


@functools.lru_cache(maxsize=65536)
def _compare(a: str, b: str) -> Reason:
    """The better of the names as their languages read them and, in Latin letters, without their marks: English papers
    write Susa as well as Shusha for Şuşa."""
    readings = [_compare_read(a, b, x, y) for x in _readings(a) for y in _readings(b)]
    return max(readings, key=lambda reason: reason.score)


@functools.lru_cache(maxsize=65536)
def _readings(name: str) -> tuple[tuple[str, ...], ...]:
    read = tokens_of(name)
    if name.isascii() or script_of(name) != "Latn":
        return (read,)
    return tuple(dict.fromkeys((read, tokens_of(name, AS_WRITTEN))))


def _compare_read(a: str, b: str, words_a: tuple[str, ...], words_b: tuple[str, ...]) -> Reason:
    if words_a == words_b:
        return Reason("name", f"“{a}” and “{b}” are the same words in Latin letters", 1.0)
    key_a, key_b = _content(words_a), _content(words_b)
    proper_a, proper_b = _proper(key_a), _proper(key_b)
    kinds, kind_words = _kinds(key_a, key_b)
    kinds *= AREA_AND_PLACE if (AREA in key_a) != (AREA in key_b) else 1.0
    if not proper_a and not proper_b:
        return Reason("name", f"“{a}” and “{b}” hold words for a kind only", KINDS_ONLY * kinds)
    if not proper_a or not proper_b:
        return Reason("name", f"only one of “{a}” and “{b}” holds a proper name", ONE_PROPER * kinds)
    score = max(_words(proper_a, proper_b), RUN_TOGETHER * _run_together(proper_a, proper_b))
    how = "spelt alike" if score >= SAME_WORD else "spelt differently"
    if all(token.startswith("word:") for token in proper_a + proper_b):
        score, how = score * COMMON_WORDS, "alike in words that many names hold"
    if _numbers(words_a) and _numbers(words_b) and _numbers(words_a) != _numbers(words_b):
        score, how = score * OTHER_NUMBER, "numbered differently"
    apart = _opposed(key_a, key_b)
    if apart:
        score, how = score * OPPOSED, f"told apart by {apart}"
    return Reason("name", f"“{a}” and “{b}” are {how} ({score:.2f}){kind_words}", round(score * kinds, 4))


def _content(words: tuple[str, ...]) -> tuple[str, ...]:
    """What the words mean and those that are the name's own, in order."""
    proper, meant = name_words().sorted(words)
    own = _without_articles(proper)
    return tuple(dict.fromkeys([*(map(_uninflected, own) if AREA in meant else own), *meant]))


def _uninflected(word: str) -> str:
    """The word without the ending it has beside a word for an area: Batmani nahang, Zakarpatskaya oblast."""
    return _without(word, letter_file()["area_endings"], SHORTEST_AREA)


def _without_articles(words: list[str]) -> list[str]:
    """The words without the Arabic article taking on the sound of the next word: ash Shuyukh, ad Dabbat."""
    following = [*words, ""][1:]
    return [
        word for word, after in zip(words, following, strict=True) if not (ARTICLE.match(word) and word[1] == after[:1])
    ]


def _numbers(words: tuple[str, ...]) -> list[str]:
    return [number for word in words for number in re.findall(r"\d+", word)]


def _opposed(key_a: Sequence[str], key_b: Sequence[str]) -> str:
    """The qualities that exclude one another, in words; empty when there are none or both names hold both."""
    ours, theirs = ({token[5:] for token in key if token.startswith("word:")} for key in (key_a, key_b))
    pairs = ((x, y) for x in sorted(ours - theirs) for y in sorted(theirs - ours))
    return next((" and ".join(sorted(pair)) for pair in pairs if frozenset(pair) in name_words().opposed), "")


def _run_together(left: list[str], right: list[str]) -> float:
    """How alike the names are with their own words in one, where all other words are the same on both sides."""
    meant = [sorted(word for word in words if word.startswith("word:")) for words in (left, right)]
    own = [[word for word in words if not word.startswith("word:")] for words in (left, right)]
    if len(left) == len(right) == 1 or meant[0] != meant[1] or not all(own):
        return 0.0
    return word_similarity("".join(own[0]), "".join(own[1]))


def _proper(key: Sequence[str]) -> list[str]:
    return [token for token in key if not token.startswith("type:") and token not in SILENT]


def _kinds(key_a: Sequence[str], key_b: Sequence[str]) -> tuple[float, str]:
    kinds_a = {token[5:] for token in key_a if token.startswith("type:")}
    kinds_b = {token[5:] for token in key_b if token.startswith("type:")}
    if not kinds_a or not kinds_b or kinds_a & kinds_b:
        return 1.0, ""
    if any(frozenset((x, y)) in name_words().related for x in kinds_a for y in kinds_b):
        return RELATED_KIND, "; their kinds are neighbours"
    return DIFFERENT_KIND, "; their kinds differ"


def _words(left: list[str], right: list[str]) -> float:
    """How well the words of the shorter name are found in the longer one; both ways where they are of one length."""
    if len(left) == len(right):
        return (_found_in(left, right) + _found_in(right, left)) / 2
    return _found_in(left, right) if len(left) < len(right) else _found_in(right, left)


def _found_in(few: list[str], many: list[str]) -> float:
    """Average of the best match of each word, longer words weighing more, less the words left over."""
    best = [max(((word_similarity(x, y), y) for y in many), key=lambda pair: pair[0]) for x in few]
    taken = {other for _, other in best}
    weights = [len(word.removeprefix("word:")) for word in few]
    rest = ONE_HAS_MORE * sum(len(word.removeprefix("word:")) for word in many if word not in taken)
    return sum(score * weight for (score, _), weight in zip(best, weights, strict=True)) / (sum(weights) + rest)


@functools.lru_cache(maxsize=65536)
def word_similarity(a: str, b: str) -> float:
    """How alike two romanised, folded words are."""
    if a == b:
        return 1.0
    if a.startswith("word:") or b.startswith("word:"):
        narrower = name_words().narrower
        return SPECIAL_CASE if narrower.get(a[5:]) == b[5:] or narrower.get(b[5:]) == a[5:] else 0.0
    bare_a, bare_b = sorted((_bare(a), _bare(b)))
    if spelling(bare_a) == spelling(bare_b):
        return 0.98
    sounds, letters = ratio(features(bare_a), features(bare_b)), ratio(spelling(bare_a), spelling(bare_b))
    return (sounds + LETTERS * letters) / (1 + LETTERS) / 100


@functools.lru_cache(maxsize=WORDS_KEPT)
def _bare(word: str) -> str:
    return _without(word, letter_file()["endings"], SHORTEST_STEM)


def _without(word: str, endings: Sequence[str], shortest: int) -> str:
    return next(
        (word.removesuffix(end) for end in endings if word.endswith(end) and len(word) >= len(end) + shortest), word
    )


def similarity(a: str, b: str) -> float:
    """How alike two names are, 0 to 1, whatever their scripts and spellings; 1 when they fold to the same words.

    Compares proper words by spelling and consonants, and what the kind words mean. Two names that a community each
    uses for one place (Karvachar, Kalbajar) are not alike: that is the gazetteer's knowledge.
    """
    return similarity_reason(a, b).score


@functools.lru_cache(maxsize=65536)
def similarity_reason(a: str, b: str) -> Reason:
    """The similarity with a sentence saying what was compared."""
    if not a.strip() or not b.strip():
        return Reason("name", "one of the names is empty", 0.0)
    if fold(a) == fold(b):
        return Reason("name", f"“{a}” and “{b}” are the same words", 1.0)
    return compare(a, b)
