from tutela.language.places import default_gazetteer
from tutela.language.word_packs import WordPack
from tutela.model.documents import Document, Finding
from tutela.reading.by_words import WordReader
from tutela.reading.by_words.mentions import mentions


def harms(text, language="ru"):
    """The harm words tied to an asset: (class, whether negated)."""
    document = Document(id="doc_1", name="a", text=text, sha256="", language=Finding(language, "given"))
    reader = WordReader.of(language, default_gazetteer())
    assert reader
    return {(tie.harm.value, tie.negated) for tie in reader.see(document).ties}


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


def names(text, language):
    """The assets that a text speaks of, as written."""
    document = Document(id="doc_1", name="a", text=text, sha256="", language=Finding(language, "given"))
    reader = WordReader.of(language, default_gazetteer())
    assert reader
    worded = list(reader.see(document).sentences.values())
    return [text[slice(*one.span(it.first, it.last))] for one in worded for it in mentions(one, reader.pack)]


def test_vowels_over_letters_are_part_of_their_word():
    pack = WordPack("ar", {0x64F: None}, (), {}, {}, False)
    assert [token.folded for token in pack.tokens("هُدمت الكنيسة")] == ["هدمت", "الكنيسة"]


def test_and_joined_to_a_word_is_no_part_of_a_name():
    assert names("هُدمت الكنائس والمساجد وبالمتحف أضرار.", "ar") == ["الكنائس", "المساجد", "المتحف"]


def test_behind_the_article_a_name_goes_on_with_the_article_only():
    assert names("دمر المتحف القومي السوداني أمس", "ar") == ["المتحف القومي السوداني"]
    assert names("خسر المتحف القومي كامل موظفيه", "ar") == ["المتحف القومي"]
    assert names("قصفت كنيسة السيدة العذراء فجرا", "ar") == ["كنيسة السيدة العذراء"]


def test_a_noun_of_several_words_stands_whole_within_a_name():
    assert names("Здание драматического театра разрушено.", "ru") == ["Здание драматического театра"]


def test_an_entry_may_stand_for_the_ending_of_a_word():
    assert names("Im Zentrum wurde die Johanneskirche zerstört.", "de") == ["Johanneskirche"]
    assert names("In Agdam steht die Dschuma-Moschee.", "de") == ["Dschuma-Moschee"]


def test_a_longer_stem_tells_more_than_a_shorter_one_of_the_same_word():
    assert harms("Kilise yıkıldı.", "tr") == {("destroyed", False)}
    assert harms("Kilise yıkılmadı.", "tr") == {("intact", False)}
    assert harms("KİLİSE YIKILDI.", "tr") == {("destroyed", False)}
    assert harms("Եկեղեցին չվնասվեց։", "hy") == {("intact", False)}


def test_marks_within_an_armenian_word_leave_it_whole():
    assert harms("Ավերվե՞լ է եկեղեցին։", "hy") == {("destroyed", False)}


def test_a_part_behind_its_whole_is_spoken_of_as_the_whole_where_names_go_first():
    text = "Kilisenin kubbesi yıkıldı."
    document = Document(id="doc_1", name="a", text=text, sha256="", language=Finding("tr", "given"))
    reader = WordReader.of("tr", default_gazetteer())
    assert reader
    assert [tie.mention.part for tie in reader.see(document).ties] == [False]


def test_a_lone_star_stands_for_one_word():
    assert ("destroyed", False) in harms("Եկեղեցին հողին են հավասարեցրել։", "hy")
