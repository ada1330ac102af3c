"""The comparison of two names, word by word."""

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import ratio

from tutela.language.letters import letter_file
from tutela.language.name_words import name_words
from tutela.language.names import skeleton, spelling
from tutela.model.reasons import Reason

ENOUGH_CONSONANTS = 3
"""Skeletons of three sounds and more seldom meet by chance; of fewer they only help the spelling."""
SAME_WORD = 0.8
"""From here on two words are told as the same name (all spelling pairs of the tests lie above)."""
DIFFERENT_KIND = 0.6
"""What is left when the names agree and the kinds do not: the mosque and the church of one village are two assets."""
RELATED_KIND = 0.92
"""What is left when sources call it by neighbouring kinds (church, monastery)."""
ONE_HAS_MORE = 0.5
"""Weight of a proper word only one name has, against 1 for a word both have."""
KINDS_ONLY = 0.4
"""Two names of kind words only ("the church", "kilsə") say no more than this."""


def compare(a: str, b: str, key_a: frozenset[str], key_b: frozenset[str]) -> Reason:
    """The reason with the score for two names that do not fold to the same words."""
    proper_a, proper_b = _proper(key_a), _proper(key_b)
    kinds, kind_words = _kinds(key_a, key_b)
    if not proper_a and not proper_b:
        return Reason("name", f"“{a}” and “{b}” hold words for a kind only", KINDS_ONLY * kinds)
    if not proper_a or not proper_b:
        return Reason("name", f"only one of “{a}” and “{b}” holds a proper name", 0.3 * kinds)
    score = _words(proper_a, proper_b)
    how = "spelt alike" if score >= SAME_WORD else "spelt differently"
    return Reason("name", f"“{a}” and “{b}” are {how} ({score:.2f}){kind_words}", round(score * kinds, 4))


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
    """Average of the best match of each word, longer words weighing more."""
    few, many = sorted((left, right), key=len)
    best = [max(((word_similarity(x, y), y) for y in many), key=lambda pair: pair[0]) for x in few]
    taken = {other for _, other in best}
    weights = [len(word.removeprefix("word:")) for word in few]
    rest = ONE_HAS_MORE * sum(len(word.removeprefix("word:")) for word in many if word not in taken)
    return sum(score * weight for (score, _), weight in zip(best, weights, strict=True)) / (sum(weights) + rest)


def word_similarity(a: str, b: str) -> float:
    """How alike two romanised, folded words are."""
    if a == b:
        return 1.0
    if a.startswith("word:") or b.startswith("word:"):
        return 0.0
    bare_a, bare_b = _bare(spelling(a)), _bare(spelling(b))
    if bare_a == bare_b:
        return 0.98
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
