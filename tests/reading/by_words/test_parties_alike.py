"""Swapping the parties' names in a text of a word-read language changes nothing but the names."""

import itertools

import pytest

from tutela.language.places import default_gazetteer
from tutela.language.word_packs import party_adjectives
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


# language -> sentence, ending that every stem of the pack's table of parties takes in it
SENTENCES = {
    "ar": ("دمر القصف الكنيسة ال{} في وسط المدينة، قالت وزارة الثقافة.", "ة"),
    "az": ("{} kilsəsi dağıdıldı, nazirlik bildirdi.", ""),
    "de": ("Soldaten sprengten die {} Kirche im Zentrum der Stadt, teilte das Ministerium mit.", "e"),
    "hy": ("{} եկեղեցին ավերվեց, հայտնել է նախարարությունը։", ""),
    "pl": ("Żołnierze zniszczyli {} cerkiew w centrum miasta, podało ministerstwo kultury.", "ą"),
    "ru": ("Солдаты разрушили {} церковь в центре города, сообщило министерство культуры.", "ую"),
    "tr": ("{} kilisesi yıkıldı, bakanlık açıkladı.", ""),
    "uk": ("Солдати зруйнували {} церкву в центрі міста, повідомило міністерство культури.", "у"),
}


@pytest.mark.parametrize("language", SENTENCES)
def test_every_party_of_the_table_is_read_alike(language: str) -> None:
    sentence, ending = SENTENCES[language]
    stems = {party: words[0] for party, words in party_adjectives(language).items()}
    forms = {party: word.removesuffix("*") + ending * word.endswith("*") for party, word in stems.items()}
    bent = [form for party, form in forms.items() if stems[party].endswith("*") == bool(ending)]
    readings = [[tie[:4] for tie in reading(language, sentence.format(form))] for form in bent]
    assert len(bent) > 25
    assert readings[0]
    assert [form for form, one in zip(bent, readings, strict=True) if one != readings[0]] == []
