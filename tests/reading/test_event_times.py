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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wednesday's attack destroyed the church.", ("2020-11-25", "2020-11-25")),
        ("The mayor spoke of the 2016 shelling that destroyed the church.", ("2016", "2016")),
        ("The tower fell in May 2014. The church was destroyed that July.", ("2014-07", "2014-07")),
        ("Shells hit the town on 8 October 2020. A day later fire destroyed the church.", ("2020-10-09", "2020-10-09")),
        ("In July 2015, it was reported, the church was destroyed.", ("2015-07", "2015-07")),
        ("British shells destroyed the church during the First World War.", ("1914", "1918")),
        (
            "The agency has confirmed that the church was destroyed since the start of the war on 24 February 2020.",
            ("2020-02-24", "2020-11-27"),
        ),
        ("Missiles slammed into the town on Sunday and destroyed the church.", ("2020-11-22", "2020-11-22")),
    ],
)
def test_dates_on_acts_and_dates_counted_from_others(text, expected):
    assert span(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The church, a World Heritage site since 1986, was destroyed.",
        "The church, handed to the public in 1928, was destroyed.",
        "Raiders destroyed the church, 14th century.",
        "The church, put on the national list in January, was destroyed.",
    ],
)
def test_the_history_of_an_asset_is_no_time_of_its_harm(text):
    assert span(text) is None


def test_the_event_that_the_first_sentences_date_holds_for_what_follows():
    lead = "Five people were killed on Friday when a missile fell on the old town. "
    assert span(lead + "It destroyed the church.") == ("2020-11-27", "2020-11-27")
    assert span(lead + "The church had already been destroyed.") is None
    assert span(lead + "In the Soviet decades the church was destroyed.") is None
    assert span("The raid came at dawn on Sunday. Bombs destroyed the church.") == ("2020-11-22", "2020-11-22")


def test_the_more_precise_date_of_one_event_is_taken():
    text = "The March destruction shocked many. Mobs burned houses from March 17 to 19. The church was destroyed."
    assert span(text) == ("2020-03-17", "2020-03-19")


def test_a_headline_takes_the_date_of_the_same_harm_alone():
    assert span("Militants destroyed the church\n\nThe church was destroyed on Monday.") == ("2020-11-23", "2020-11-23")
    assert span("Militants destroyed the church\n\nThe library was looted on Monday.") is None


def test_what_stands_in_brackets_takes_no_date():
    assert span("Soldiers destroyed the church of Vank (also called Khor) on 8 October 2020.") == ("2020-10-08",) * 2
    assert span("The town was renamed in 1959. The church was destroyed.") is None


def test_neither_what_was_spared_nor_a_threat_takes_the_date_of_the_event():
    lead = "Five people were killed on Friday when a missile fell on the old town. "
    assert span(lead + "The church was not destroyed.") is None
    assert span(lead + "The church is threatened.", harm="threatened") is None


def test_a_month_is_too_wide_to_be_the_one_event():
    assert span("In May the tower was shelled. The church was destroyed.") is None


def test_a_season_is_told_by_its_year():
    assert span("The church was destroyed in the spring of 2015.") == ("2015", "2015")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Images seen since the raid, on 31 May, show that it destroyed the church.", ("2020-05-31", "2020-05-31")),
        ("In January the same group is said to have destroyed the church.", ("2020-01", "2020-01")),
        (
            "A bomb aimed at a barracks on Friday killed four people and destroyed the church.",
            ("2020-11-27", "2020-11-27"),
        ),
        ("The church was destroyed on 14 March last year.", ("2019-03-14", "2019-03-14")),
        ("The church was destroyed on Christmas Eve.", ("2019-12-24", "2019-12-24")),
    ],
)
def test_dates_beside_acts_and_of_last_year(text, expected):
    assert span(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "VELIBOR, Nov 15 - The church has been destroyed, its keeper told Reuters.",
        "VELIBOR, Friday - The church has been destroyed, its keeper told Reuters.",
        "As of Tuesday the church was destroyed.",
        "The destroyed church today serves as a depot.",
    ],
)
def test_days_of_reports_and_these_days_are_no_dates_of_harm(text):
    assert span(text) is None


def test_a_row_takes_the_date_of_its_other_sentences():
    text = "Damage:\n1. Lisac, mosque (1904).\n2. Lisac, church (1904). Destroyed. Mined in June 1999, neighbours say."
    assert span(text, harm="Mined", asset="Mined") == ("1999-06", "1999-06")
    text = "Damage:\n- Lisac. Night of 2 August 1992. The church was destroyed."
    assert span(text) == ("1992-08-02", "1992-08-03")


def test_an_entry_of_a_chronicle_takes_the_date_that_heads_it():
    text = "Chronicle\n{}\nA tower was shelled.\nMay 1993\nThe church was destroyed. It was old.\nJune 1994\nPeace."
    assert span(text.format("April 1992")) == ("1993-05", "1993-05")
    assert span(text.format("Before")) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Saturday hardliners razed a shrine, a day after the church was destroyed.", ("2020-11-20",) * 2),
        ("This comes two days after the church was destroyed.", ("2020-11-25",) * 2),
        ("The church was destroyed on Sunday, a day after the town fell.", ("2020-11-22",) * 2),
        ("This comes a week after a clip revealed that the church was destroyed.", None),
        ("It snowed a day before the church was destroyed.", None),
    ],
)
def test_harm_counted_from_what_the_main_clause_tells(text, expected):
    assert span(text) == expected


def test_a_headline_takes_the_day_of_its_lead():
    text = "Missile wrecks church\n\nKYIV, Nov. 27 - A missile struck the chapel on Friday morning."
    assert span(text, harm="wrecks", asset="church") == ("2020-11-27", "2020-11-27")


def test_what_men_filmed_themselves_doing_was_done_then():
    assert span("On 24 May militants filmed themselves as they destroyed the church.") == ("2020-05-24",) * 2


def test_a_date_in_brackets_gives_no_year_to_the_next():
    assert span("The palace (1912) is old. The church was destroyed in January.") == ("2020-01", "2020-01")


@pytest.mark.parametrize(
    "text",
    [
        "3. The destroyed church in Khartoum, Thursday, April 3, 2020.",
        "Al Jazeera (8 Oct): the church was destroyed.",
        "The church of the painter (1909-1997) was destroyed.",
        "Last week's ceremony recalled that the church was destroyed.",
        "Rebels destroyed the church soon after war broke out on 15 April 2020.",
    ],
)
def test_dates_of_pictures_sources_lives_and_other_events_are_no_dates_of_harm(text):
    assert span(text) is None


def test_what_is_counted_takes_the_stretch_told_before():
    lead = "The agency has confirmed damage to 207 sites since the start of the war on 24 February 2020. "
    text = lead + "Among them 15 churches were destroyed."
    assert span(text, asset="churches") == ("2020-02-24", "2020-11-27")
