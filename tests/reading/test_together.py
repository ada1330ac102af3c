"""The second look, on pairs of made-up scores: what else the document tells speaks for or against a claim."""

from collections.abc import Sequence

import pytest
from parsed import words

from tutela.language.sentences import split
from tutela.model.claims import Harm
from tutela.reading.blocks import topics
from tutela.reading.decider import decider
from tutela.reading.pairs import Pair, pairs
from tutela.reading.parsing import parse
from tutela.reading.scanning import scan_all
from tutela.reading.together import groups, second_look, signals_together

TEXT = (
    "The mosque was destroyed in May. A shell had damaged the mosque in April. The town is large. "
    "The mosque was destroyed, he said."
)


@pytest.fixture(scope="module")
def told() -> list[Pair]:
    sentences = split(TEXT, "en")
    scans, discourse = scan_all(dict(enumerate(parse(TEXT, sentences))), words())
    return pairs(scans, discourse, words(), topics(TEXT, sentences, scans, discourse))


def level(pair: Pair) -> float:
    return 0.8 if pair.harm is Harm.DESTROYED else 0.4


def by_harm(told: Sequence[Pair]) -> dict[Harm, dict[str, float]]:
    found = groups(told, level)
    return dict(zip((group.harm for group in found), signals_together(found), strict=True))


def test_all_tellings_of_one_asset_and_harm_are_one_group(told: list[Pair]) -> None:
    found = {group.harm: group for group in groups(told, level)}
    assert len(found) == len(groups(told, level))
    assert {pair.index for pair in found[Harm.DESTROYED].pairs} == {0, 3}


def test_one_state_speaks_against_the_other(told: list[Pair]) -> None:
    signals = by_harm(told)
    assert signals[Harm.DESTROYED]["leads as destroyed"] == pytest.approx(0.4)
    assert signals[Harm.DAMAGED]["leads as damaged"] == pytest.approx(-0.4)
    assert signals[Harm.DESTROYED]["tellings"] == 2


def test_pairs_share_the_score_of_their_claim(told: list[Pair]) -> None:
    after = second_look(told, level, lambda signals: 0.5)
    assert {after[id(pair)] for pair in told if pair.harm is Harm.DESTROYED} == {0.65}


def test_a_sentence_or_two_hold_nothing_to_compare_with(told: list[Pair]) -> None:
    first = [pair for pair in told if pair.index < 3]
    after = second_look(first, level, lambda signals: 0.5)
    assert [after[id(pair)] for pair in first if pair.harm is Harm.DESTROYED] == pytest.approx([0.8])


def test_what_hardly_anything_speaks_for_is_not_looked_at_again(told: list[Pair]) -> None:
    assert second_look(told, lambda pair: 0.0, lambda signals: 1.0) == {}


def test_the_packaged_weights_know_every_signal(told: list[Pair]) -> None:
    packaged = decider("en")
    assert packaged is not None
    seen = {name for signals in by_harm(told).values() for name in signals}
    assert seen <= packaged.together.keys()
