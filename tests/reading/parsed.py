"""One sentence, parsed and scanned, for the tests of the grammar."""

from tutela.language.vocabulary import Vocabulary, vocabulary
from tutela.reading.frames import PATIENT
from tutela.reading.parsing import ParsedSentence, parse
from tutela.reading.scanning import Scanned, scan, tie_of


def words() -> Vocabulary:
    found = vocabulary("en")
    assert found is not None
    return found


def sentence(text: str) -> ParsedSentence:
    return next(parse(text, [(0, len(text))]))


def scanned(text: str) -> Scanned:
    return scan(0, sentence(text), words())


def wording(text: str, one: Scanned, position: int) -> str:
    mention = one.mentions[position]
    start, end = one.sentence.span(mention.first, mention.last)
    return text[start:end]


def patients(text: str) -> set[tuple[str, str]]:
    """(asset words, harm) for every mention that a frame makes the patient of a harm word."""
    one = scanned(text)
    return {
        (wording(text, one, position), trigger.word.harm.value)
        for which, trigger in enumerate(one.triggers)
        for position, mention in enumerate(one.mentions)
        if tie_of(one, which, mention).role in PATIENT
    }
