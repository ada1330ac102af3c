import pytest
from parsed import sentence, words

from tutela.reading.patterns import pattern_ties


def tied(text: str) -> set[tuple[str, str]]:
    parse = sentence(text).parse
    return {(parse[asset].text, parse[harm].text) for asset, harm in pattern_ties(parse, words())}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("The church was destroyed.", ("church", "destroyed")),
        ("Shells destroyed the old church.", ("church", "destroyed")),
        ("The destruction of the church", ("church", "destruction")),
        ("The ruined church stood there.", ("church", "ruined")),
    ],
)
def test_the_order_of_words_ties_asset_and_harm(text: str, pair: tuple[str, str]) -> None:
    assert pair in tied(text)


def test_a_sentence_end_cuts_a_tie() -> None:
    assert not tied("They destroyed it. The church stands.") & {("church", "destroyed")}
