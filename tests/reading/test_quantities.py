import pytest
from slot_contexts import context_of

from tutela.reading.quantities import count_of, extent_of


@pytest.mark.parametrize(
    ("text", "asset", "bounds", "words"),
    [
        ("At least 14 churches were destroyed.", "churches", (14, None), "14"),
        ("Up to 30 mosques were destroyed.", "mosques", (None, 30), "30"),
        ("Some 192 mosques were destroyed.", "mosques", (None, None), "192"),
        ("Three mosques were destroyed.", "mosques", (3, 3), "Three"),
        ("Dozens of churches were destroyed.", "churches", (24, None), "Dozens"),
        ("About 1,250 sites were destroyed.", "sites", (None, None), "1,250"),
    ],
)
def test_counts_keep_their_bounds(text, asset, bounds, words):
    quantity = count_of(context_of(text, "destroyed", asset))
    assert quantity is not None
    assert (quantity.at_least, quantity.at_most) == bounds
    assert quantity.words.exact == words


def test_a_year_or_a_name_is_no_count():
    assert count_of(context_of("The 1886 church was destroyed.", "destroyed", "church")) is None
    assert count_of(context_of("The church was destroyed.", "destroyed", "church")) is None


def test_extent_in_percent():
    extent = extent_of(context_of("Over 60 % of the old city was destroyed.", "destroyed", "old city"))
    assert extent is not None
    assert (extent.at_least, extent.at_most, extent.unit, extent.words.exact) == (60, None, "percent", "60 %")
