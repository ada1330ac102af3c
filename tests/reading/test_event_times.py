import pytest
from slot_contexts import context_of

from tutela.reading.event_times import time_of


def span(text, harm="destroyed", asset="church", published="2020-11-27"):
    time = time_of(context_of(text, harm, asset, published=published))
    return (time.start, time.end) if time else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The church was destroyed on 8 October 2020.", ("2020-10-08", "2020-10-08")),
        ("In 2012 militants destroyed the church.", ("2012", "2012")),
        (
            "The ministry said on 3 November 2020 that the church was destroyed on 8 October 2020.",
            ("2020-10-08", "2020-10-08"),
        ),
        ("The church was destroyed between September 27 and November 9.", ("2020-09-27", "2020-11-09")),
    ],
)
def test_the_date_on_the_verb_of_harm(text, expected):
    assert span(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said on 3 November 2020 that the church was destroyed.",
        "The church, built in 1886, was destroyed.",
        "27 November 2020\n\nThe church was destroyed.",
        "Photographs published on Thursday show that the church was destroyed.",
    ],
)
def test_dates_of_reports_and_of_building_are_no_dates_of_harm(text):
    assert span(text) is None


def test_the_sentence_before_gives_the_time():
    assert span("On 8 October 2020 the town was shelled. The church was destroyed.") == ("2020-10-08", "2020-10-08")


def test_since_reaches_to_the_day_of_the_publication():
    text = "Ten churches were destroyed since troops crossed the border on 24 February 2020."
    assert span(text, asset="churches") == ("2020-02-24", "2020-11-27")


def test_the_words_and_the_reason_are_kept():
    time = time_of(context_of("The church was destroyed on 8 October 2020.", "destroyed", "church"))
    assert time is not None
    assert time.words is not None
    assert "8 October 2020" in time.words.exact
    assert time.how


def test_what_was_done_later_has_no_date_of_what_was_done_before():
    text = "On 8 October 2020 soldiers shelled the tower and later destroyed the church."
    assert span(text) is None
    assert span(text, harm="shelled", asset="tower") == ("2020-10-08", "2020-10-08")
