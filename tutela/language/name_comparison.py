"""The comparison of two names, word by word."""

import functools
import re

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import ratio

from tutela.language.letters import letter_file
from tutela.language.name_words import name_key, name_words
from tutela.language.romanising import fold, skeleton, spelling
from tutela.model.reasons import Reason

BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
ENOUGH_CONSONANTS = 3
"""Skeletons of three sounds and more seldom meet by chance; of fewer they only help the spelling."""
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
    parts = [bare, bare.split(",")[0], *bare.split("/")]
    parts += [part for part in BRACKETS.findall(name) if any(":" in token for token in name_key(part[1:-1]))]
    clean = (part.strip("()[] ") for part in parts)
    return list(dict.fromkeys([name, *filter(str.strip, clean)]))


@functools.lru_cache(maxsize=65536)
def _compare(a: str, b: str) -> Reason:
    key_a, key_b = name_key(a), name_key(b)
    proper_a, proper_b = _proper(key_a), _proper(key_b)
    kinds, kind_words = _kinds(key_a, key_b)
    if not proper_a and not proper_b:
        return Reason("name", f"“{a}” and “{b}” hold words for a kind only", KINDS_ONLY * kinds)
    if not proper_a or not proper_b:
        return Reason("name", f"only one of “{a}” and “{b}” holds a proper name", ONE_PROPER * kinds)
    score = _words(proper_a, proper_b)
    how = "spelt alike" if score >= SAME_WORD else "spelt differently"
    if all(token.startswith("word:") for token in proper_a + proper_b):
        score, how = score * COMMON_WORDS, "alike in words that many names hold"
    if _numbers(a) and _numbers(b) and _numbers(a) != _numbers(b):
        score, how = score * OTHER_NUMBER, "numbered differently"
    return Reason("name", f"“{a}” and “{b}” are {how} ({score:.2f}){kind_words}", round(score * kinds, 4))


def _numbers(name: str) -> list[str]:
    return re.findall(r"\d+", name)


def _proper(key: frozenset[str]) -> list[str]:
    return sorted(token for token in key if not token.startswith("type:") and token != "word:saint")


def _kinds(key_a: frozenset[str], key_b: frozenset[str]) -> tuple[float, str]:
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
        return 0.0
    bare_a, bare_b = _bare(spelling(a)), _bare(spelling(b))
    if bare_a == bare_b:
        return 0.98
    bare_a, bare_b = sorted((bare_a, bare_b))  # rapidfuzz's measures are not always the same both ways
    letters = (ratio(bare_a, bare_b) / 100 + JaroWinkler.similarity(bare_a, bare_b)) / 2
    bones_a, bones_b = skeleton(bare_a), skeleton(bare_b)
    if bones_a == bones_b and len(bones_a) >= ENOUGH_CONSONANTS:
        return max(letters, 0.9)
    return 0.6 * letters + 0.4 * ratio(bones_a, bones_b) / 100


def _bare(word: str) -> str:
    for ending in letter_file()["endings"]:
        if word.endswith(ending) and len(word) >= len(ending) + 4:
            return word.removesuffix(ending)
    return word


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
