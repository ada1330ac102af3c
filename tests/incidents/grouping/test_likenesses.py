"""The likeness of many claims at once is what comparing them two by two gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutela.incidents.grouping import Telling, compare, likeness
from tutela.incidents.grouping.likenesses import likenesses
from tutela.model.claims import AssetType, Certainty, Claim, Harm, Means, MeansCue
from tutela.model.passages import Passage
from tutela.model.times import Period

WORDS = Passage("doc_1", 0, 10, "The church")
DAYS = st.sampled_from(["2020", "2020-10", "2020-10-08", "2020-10-10", "2020-10-30", "2021-03-01", "2021-10-08", None])
CERTAIN = st.sampled_from([Certainty.ASSERTED, Certainty.DENIED])


@st.composite
def tellings(draw: st.DrawFn) -> list[Telling]:
    found = []
    for number in range(draw(st.integers(2, 7))):
        start, end, published = draw(DAYS), draw(DAYS), draw(DAYS)
        claim = Claim(
            f"clm_{number}",
            draw(st.sampled_from(["doc_1", "doc_2", "doc_3"])),
            WORDS,
            (WORDS,),
            WORDS,
            draw(st.sampled_from([AssetType.CHURCH, AssetType.MUSEUM])),
            draw(st.sampled_from(Harm)),
            means=tuple(MeansCue(kind, WORDS) for kind in draw(st.sets(st.sampled_from(Means), max_size=2))),
            time=Period(start, end) if start or end else None,
            certainty=draw(CERTAIN),
        )
        aligned = frozenset(f"clm_{other}" for other in draw(st.sets(st.integers(0, number), max_size=2)))
        day = Period(published, published) if published else None
        found.append(Telling(claim, day, aligned, draw(st.sampled_from(["ast_1", "ast_2"]))))
    return found


@given(tellings())
@settings(max_examples=150, deadline=None)
def test_it_is_what_comparing_two_by_two_gives(told: list[Telling]) -> None:
    table = likenesses(told, -1.0)
    for at, one in enumerate(told):
        for there, other in enumerate(told):
            if at != there:
                expected = likeness(one, other) if one.asset == other.asset else -1.0
                assert table[at, there] == pytest.approx(expected, abs=1e-9)


def test_days_weeks_apart_are_two_acts_and_one_day_of_two_years_may_be_one() -> None:
    def on(day: str) -> Telling:
        claim = Claim("clm_1", "doc_1", WORDS, (WORDS,), WORDS, AssetType.CHURCH, Harm.DAMAGED, time=Period(day, day))
        return Telling(claim, None)

    first = on("2020-10-08")
    assert compare(first, on("2020-11-08"))[1].signal == "time_two_days"
    assert compare(first, on("2020-10-18"))[1].signal == "time_apart"
    assert compare(first, on("2019-10-08"))[1].signal == "time_other_year"
    assert likeness(first, on("2020-11-08")) < 0 < likeness(first, on("2019-10-08"))
