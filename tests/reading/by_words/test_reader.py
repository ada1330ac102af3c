from tutela.language.places import default_gazetteer
from tutela.model.documents import Document, Finding
from tutela.reading.by_words import WordReader
from tutela.reading.reader import Reader


def read(text, language="ru", published="2020-11-27"):
    document = Document(
        id="doc_1",
        name="a",
        text=text,
        sha256="",
        published=Finding(published, "given"),
        language=Finding(language, "given"),
    )
    return document, Reader().read(document).claims


def told(text):
    return [(claim.asset.exact, claim.harm.value, claim.certainty.value) for claim in read(text)[1]]


def test_a_passive_tells_what_suffered():
    assert ("Церковь Вознесения", "destroyed", "asserted") in told("Церковь Вознесения в Бердзоре была разрушена.")


def test_what_is_not_harmed_is_intact():
    claims = told("Собор не поврежден, сообщил глава города.")
    assert claims and all(harm == "intact" for _, harm, _ in claims)


def test_hedges_and_denials_are_kept():
    assert "hedged" in {claim[2] for claim in told("Мечеть в Агдаме якобы разрушена.")}
    assert "denied" in {claim[2] for claim in told("Министерство обороны опровергло, что церковь разрушена.")}


def test_no_claim_has_an_actor_and_every_passage_stands_in_the_text():
    text = "Солдаты разрушили часовню в Шуше в октябре 2020 года, сообщило министерство культуры."
    document, claims = read(text)
    assert claims
    for claim in claims:
        assert claim.actor is None
        assert all(passage.stands_in(document.text) for passage in (claim.quote, claim.asset, *claim.places))
        assert claim.reasons


def test_what_ought_to_be_and_what_befalls_people_is_no_claim():
    assert told("Культурное наследие должно быть защищено.") == []
    assert told("Погибли пять человек.") == []


def test_a_language_without_words_gives_nothing():
    assert WordReader.of("xx", default_gazetteer()) is None
    assert read("Jotain tuhoutui.", "fi")[1] == ()


def test_a_part_alone_belongs_to_what_was_spoken_of():
    text = "Собор Христа Спасителя стоит в центре города. Снаряд разрушил крышу."
    document, _ = read(text)
    found = WordReader.of("ru", default_gazetteer()).claims(document, threshold=0.01)
    assert found and {claim.asset.exact for claim in found} == {"Собор Христа Спасителя"}
