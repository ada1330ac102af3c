from tutela.language.places import default_gazetteer
from tutela.language.word_packs import WordPack
from tutela.model.documents import Document, Finding
from tutela.reading.by_words import WordReader


def harms(text, language="ru"):
    """The harm words tied to an asset: (class, whether negated)."""
    document = Document(id="doc_1", name="a", text=text, sha256="", language=Finding(language, "given"))
    reader = WordReader.of(language, default_gazetteer())
    assert reader
    return {(tie.harm.value, tie.negated) for tie in reader.ties(document, reader.worded(document))}


def test_of_overlapping_harm_words_the_longest_tells():
    assert harms("Церковь частично разрушена.") == {("damaged", False)}
    assert harms("Церковь разрушена.") == {("destroyed", False)}


def test_a_negation_within_a_harm_word_is_part_of_it():
    assert harms("Церковь не сохранилась.") == {("destroyed", False)}
    assert harms("Церковь не разграблена.") == {("looted", True)}


def test_a_short_word_joined_by_an_apostrophe_is_a_word_of_its_own():
    pack = WordPack("fr", {ord("’"): "'"}, ("d'", "l'"), {}, {}, True)
    text = "L’église d'Alep, aujourd'hui"
    assert [token.written for token in pack.tokens(text)] == ["L’", "église", "d'", "Alep", ",", "aujourd'hui"]
    assert all(text[token.start : token.end] == token.written for token in pack.tokens(text))
