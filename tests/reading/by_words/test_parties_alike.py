"""Swapping the parties' names in a text of a word-read language changes nothing but the names."""

import itertools

import pytest

from tutela.language.places import default_gazetteer
from tutela.model.documents import Document, Finding
from tutela.reading.by_words import WordReader

# language -> sentence, armies, adjectives of a church
PARTIES = {
    "ru": (
        "{} войска разрушили {} церковь в центре города, сообщило министерство культуры.",
        ["Российские", "Украинские", "Азербайджанские", "Армянские", "Израильские", "Турецкие", "Сербские"],
        ["российскую", "украинскую", "азербайджанскую", "армянскую", "израильскую", "турецкую", "сербскую"],
    ),
    "uk": (
        "{} війська зруйнували {} церкву в центрі міста, повідомило міністерство культури.",
        ["Російські", "Українські", "Азербайджанські", "Вірменські", "Ізраїльські", "Турецькі", "Сербські"],
        ["російську", "українську", "азербайджанську", "вірменську", "ізраїльську", "турецьку", "сербську"],
    ),
    "pl": (
        "{} wojska zniszczyły {} cerkiew w centrum miasta, podało ministerstwo kultury.",
        ["Rosyjskie", "Ukraińskie", "Azerbejdżańskie", "Ormiańskie", "Izraelskie", "Tureckie", "Serbskie"],
        ["rosyjską", "ukraińską", "azerbejdżańską", "ormiańską", "izraelską", "turecką", "serbską"],
    ),
}


def reading(language: str, text: str) -> list[tuple[object, ...]]:
    document = Document(id="doc_1", name="a", text=text, sha256="", language=Finding(language, "given"))
    reader = WordReader.of(language, default_gazetteer())
    assert reader
    ties = reader.see(document).ties
    return [(tie.harm, tie.negated, tie.mention.first, tie.mention.last, sorted(tie.signals.items())) for tie in ties]


@pytest.mark.parametrize("language", PARTIES)
def test_parties_are_read_alike(language: str) -> None:
    sentence, armies, churches = PARTIES[language]
    readings = [reading(language, sentence.format(*pair)) for pair in itertools.product(armies, churches)]
    assert readings[0]
    assert all(one == readings[0] for one in readings)
