import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.language.word_packs import party_adjectives, word_languages, word_pack
from tutela.model.claims import AssetType, EvidenceKind, Harm, Means, SpeakerKind

KINDS = {"assets": AssetType, "harm": Harm, "means": Means, "speakers": SpeakerKind, "evidence": EvidenceKind}
LISTS = {
    "assets", "parts", "groups", "adjectives", "links", "harm", "negation", "denials", "hedges", "norms", "restoring",
    "nature", "past", "people", "actors", "clause", "and", "breaks", "where", "reporting", "speakers", "evidence", "means",
}  # fmt: skip
WAYS = {"active", "passive", "noun", "state"}


def meanings(language):
    return {meaning for entries in word_pack(language).entries.values() for _, meaning in entries}


@pytest.mark.parametrize("language", word_languages())
def test_a_pack_speaks_of_nothing_that_the_guide_has_not(language):
    for meaning in meanings(language):
        first, *rest = meaning.split("/")
        assert first in LISTS, meaning
        if first in KINDS:
            assert rest[0] in {kind.value for kind in KINDS[first]}, meaning
        if first == "harm":
            assert rest[1] in WAYS, meaning
        if first == "assets":
            assert rest[1] in {"whole", "weak"}, meaning


@pytest.mark.parametrize("language", word_languages())
def test_a_pack_has_words_for_all_that_a_claim_needs(language):
    found = meanings(language)
    for needed in ("negation", "denials", "hedges", "clause", "and", "breaks", "norms", "reporting/says"):
        assert needed in found, needed
    for harm in Harm:
        assert any(meaning.startswith(f"harm/{harm.value}/") for meaning in found), harm
    assert set(word_pack(language).order) >= {"active", "passive", "noun", "name"}


@pytest.mark.parametrize("language", word_languages())
@given(text=st.text(max_size=200))
def test_every_hit_stands_where_it_says(language, text):
    pack = word_pack(language)
    tokens = pack.tokens(text)
    assert all(text[token.start : token.end] == token.written for token in tokens)
    for hit in pack.find(tokens):
        assert 0 <= hit.first <= hit.last < len(tokens)


def test_stems_phrases_and_folded_letters_are_found():
    pack = word_pack("ru")
    tokens = pack.tokens("Разрушённая церковь — объект культурного наследия")
    found = {(hit.meaning, tokens[hit.first].written) for hit in pack.find(tokens)}
    assert ("harm/destroyed/passive", "Разрушённая") in found
    assert ("assets/church/whole", "церковь") in found
    assert ("assets/heritage/whole", "объект") in found


def test_a_language_without_a_pack_has_none():
    assert word_pack("xx") is None and word_pack("../ru") is None


def test_every_party_is_known_in_every_language() -> None:
    tables = {language: party_adjectives(language) for language in word_languages() if party_adjectives(language)}
    assert {"ar", "az", "de", "es", "fr", "hy", "it", "pl", "ru", "tr", "uk"} <= set(tables)
    assert all(set(table) == set(tables["ru"]) for table in tables.values())
    assert all(words for table in tables.values() for words in table.values())


@pytest.mark.parametrize("language", ["ar", "az", "de", "es", "fr", "hy", "it", "pl", "ru", "tr", "uk"])
def test_the_adjective_of_every_party_is_an_adjective_to_the_pack(language: str) -> None:
    pack = word_pack(language)
    assert pack is not None
    for words in party_adjectives(language).values():
        for word in words:
            hits = pack.find(pack.tokens(word.removesuffix("*")))
            assert any(hit.meaning == "adjectives" for hit in hits), word
