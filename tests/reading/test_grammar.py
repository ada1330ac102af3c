"""What excludes what, on pairs of one real sentence with made-up scores."""

from collections.abc import Mapping

from parsed import words

from tutela.language.sentences import split
from tutela.reading.grammar import judge
from tutela.reading.pairs import Pair, pairs
from tutela.reading.parsed_words import text_of
from tutela.reading.parsing import parse
from tutela.reading.scanning import scan_all


def pairs_of(text: str) -> dict[str, Pair]:
    """Pairs of the harm destroyed, by the words of their asset."""
    sentences = split(text, "en")
    scans, discourse = scan_all(dict(enumerate(parse(text, sentences))), words())
    found = (pair for pair in pairs(scans, discourse, words()) if pair.harm.value == "destroyed")
    return {text_of(scans[p.index].sentence.parse[p.mention.first : p.mention.last + 1]): p for p in found}


def told(text: str, scores: Mapping[str, float], doubt: float = 0.0) -> set[str]:
    found = pairs_of(text)
    by_pair = {id(found[name]): score for name, score in scores.items()}
    kept = judge(found.values(), lambda pair: by_pair.get(id(pair), 0.0), 0.3, doubt)
    return {name for name, pair in found.items() for one in kept if one.pair is pair}


TEXT = "A shell destroyed the mosque behind the old castle."


def test_what_stands_by_loses_to_what_suffers() -> None:
    assert told(TEXT, {"mosque": 0.6, "old castle": 0.5}) == {"mosque"}


def test_what_is_surer_than_the_patient_stays() -> None:
    assert told(TEXT, {"mosque": 0.4, "old castle": 0.7}) == {"mosque", "old castle"}


def test_a_document_that_is_nowhere_sure_tells_nothing() -> None:
    assert told(TEXT, {"mosque": 0.35}, doubt=0.1) == set()
    assert told(TEXT, {"mosque": 0.45}, doubt=0.1) == {"mosque"}
