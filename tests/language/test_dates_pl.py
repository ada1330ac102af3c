import pytest
from date_tables import table, told

from tutela.language.dates import find_dates

PUBLISHED = "2020-11-27"  # a Friday

# expression | start | end | kind ("-" is None)
EXPRESSIONS = """
27 września 2020 roku | 2020-09-27 | 2020-09-27 | day
9 listopada | 2020-11-09 | 2020-11-09 | day
24 grudnia | 2019-12-24 | 2019-12-24 | day
9 listopada 2020 r. | 2020-11-09 | 2020-11-09 | day
we wtorek, 10 listopada | 2020-11-10 | 2020-11-10 | day
w czwartek 26 listopada 2020 r. | 2020-11-26 | 2020-11-26 | day
27.09.2020 | 2020-09-27 | 2020-09-27 | day
27.09.2020 r. | 2020-09-27 | 2020-09-27 | day
1 IX 1939 r. | 1939-09-01 | 1939-09-01 | day
wieczorem 8 października | 2020-10-08 | 2020-10-08 | day
w październiku | 2020-10 | 2020-10 | month
w październiku 2019 roku | 2019-10 | 2019-10 | month
w grudniu ubiegłego roku | 2019-12 | 2019-12 | relative
w grudniu | 2019-12 | 2019-12 | month
na początku listopada | 2020-11-01 | 2020-11-10 | month
w połowie lipca 2016 roku | 2016-07-11 | 2016-07-20 | month
pod koniec października | 2020-10-21 | 2020-10-31 | month
w pierwszej połowie września | 2020-09-01 | 2020-09-15 | month
w drugiej połowie sierpnia 2014 r. | 2014-08-16 | 2014-08-31 | month
w ostatnich dniach marca | 2020-03-21 | 2020-03-31 | month
w 2014 roku | 2014 | 2014 | year
w 2014 r. | 2014 | 2014 | year
w roku 2014 | 2014 | 2014 | year
na początku 2015 roku | 2015-01 | 2015-04 | year
do końca 2018 roku | - | 2018-12 | until
od 27 września do 10 listopada | 2020-09-27 | 2020-11-10 | range
między 27 września a 10 listopada 2020 roku | 2020-09-27 | 2020-11-10 | range
od 5 do 9 października | 2020-10-05 | 2020-10-09 | range
5–9 października 2020 r. | 2020-10-05 | 2020-10-09 | range
8 i 9 października | 2020-10-08 | 2020-10-09 | range
od września do listopada 2020 roku | 2020-09 | 2020-11 | range
na przełomie września i października 2020 roku | 2020-09 | 2020-10 | range
od 1997 do 2006 roku | 1997 | 2006 | range
w latach 1997–2006 | 1997 | 2006 | range
w nocy z 3 na 4 października | 2020-10-03 | 2020-10-04 | range
w nocy z 30 września na 1 października 2020 r. | 2020-09-30 | 2020-10-01 | range
w nocy na wtorek | 2020-11-23 | 2020-11-24 | relative
w nocy z poniedziałku na wtorek | 2020-11-23 | 2020-11-24 | relative
we wtorek | 2020-11-24 | 2020-11-24 | relative
w czwartek rano | 2020-11-26 | 2020-11-26 | relative
w środę wieczorem | 2020-11-25 | 2020-11-25 | relative
w niedzielę nad ranem | 2020-11-22 | 2020-11-22 | relative
w ubiegły piątek | 2020-11-20 | 2020-11-20 | relative
w zeszłą niedzielę | 2020-11-22 | 2020-11-22 | relative
w przyszły poniedziałek | 2020-11-30 | 2020-11-30 | relative
od poniedziałku | 2020-11-23 | 2020-11-27 | since
dziś rano | 2020-11-27 | 2020-11-27 | relative
dzisiaj | 2020-11-27 | 2020-11-27 | relative
wczoraj wieczorem | 2020-11-26 | 2020-11-26 | relative
przedwczoraj | 2020-11-25 | 2020-11-25 | relative
ubiegłej nocy | 2020-11-26 | 2020-11-27 | relative
w zeszłym tygodniu | 2020-11-16 | 2020-11-22 | relative
w tym tygodniu | 2020-11-23 | 2020-11-27 | relative
w ubiegłym miesiącu | 2020-10 | 2020-10 | relative
w ubiegłym roku | 2019 | 2019 | relative
rok temu | 2019 | 2019 | relative
w tym roku | 2020 | 2020-11-27 | relative
na początku tego roku | 2020-01 | 2020-04 | relative
pod koniec zeszłego roku | 2019-09 | 2019-12 | relative
w przyszłym roku | 2021 | 2021 | relative
w weekend | 2020-11-21 | 2020-11-22 | relative
trzy dni temu | 2020-11-24 | 2020-11-24 | relative
tydzień temu | 2020-11-17 | 2020-11-23 | relative
przed dwoma tygodniami | 2020-11-10 | 2020-11-16 | relative
dwa tygodnie temu | 2020-11-10 | 2020-11-16 | relative
przed miesiącem | 2020-10 | 2020-10 | relative
prawie 30 lat temu | 1990 | 1990 | relative
w ciągu ostatnich dwóch tygodni | 2020-11-13 | 2020-11-27 | relative
w ciągu ostatniego miesiąca | 2020-10 | 2020-11-27 | relative
w ostatnich dniach | - | 2020-11-27 | vague
kilka dni temu | - | 2020-11-27 | vague
niedawno | - | 2020-11-27 | vague
w czasach sowieckich | - | - | vague
tego samego dnia | - | - | relative
latem 2019 roku | 2019-06 | 2019-08 | season
jesienią | 2020-09 | 2020-11 | season
wiosną ubiegłego roku | 2019-03 | 2019-05 | relative
na początku lata 2018 r. | 2018-06 | 2018-06 | season
zimą 2014/15 | 2014-12 | 2015-02 | season
w latach 90. | 1990 | 1999 | decade
w latach 30. XX wieku | 1930 | 1939 | decade
w latach dziewięćdziesiątych | 1990 | 1999 | decade
pod koniec lat 80. | 1987 | 1989 | decade
w XVII wieku | 1601 | 1700 | century
na początku XX w. | 1901 | 1934 | century
w XII–XIII wieku | 1101 | 1300 | century
w dziewiętnastym wieku | 1801 | 1900 | century
od 24 lutego | 2020-02-24 | 2020-11-27 | since
od początku października | 2020-10-01 | 2020-11-27 | since
do 9 listopada 2020 roku | - | 2020-11-09 | until
po 10 listopada 2020 roku | 2020-11-10 | 2020-11-27 | after
po 1993 roku | 1993 | 2020-11-27 | after
przed wrześniem 2020 roku | - | 2020-09 | before
"""

TABLE = table(EXPRESSIONS)


def test_table_is_as_large_as_promised() -> None:
    assert len(TABLE) >= 60


@pytest.mark.parametrize(("expression", "start", "end", "kind"), TABLE, ids=[row[0] for row in TABLE])
def test_expression(expression: str, start: str | None, end: str | None, kind: str) -> None:
    assert told(f"Zdarzyło się to {expression}, mówią.", PUBLISHED, "pl") == [(start, end, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "Środki na odbudowę wydano.",
        "Niedziela Palmowa w katedrze",
        "Gorliwy maj jest w ogrodzie.",
        "Zginęło 2020 osób, wywieziono 1500 eksponatów.",
        "Rezolucję 2199 przyjęła Rada Bezpieczeństwa.",
        "Jan i Piotr weszli do kościoła 12 i 13 razy.",
        "Wiek tej cerkwi jest nieznany.",
        "",
    ],
)
def test_no_date(text: str) -> None:
    assert [date.text for date in find_dates(text, PUBLISHED, "pl")] == []


@pytest.mark.parametrize(
    ("text", "construction"),
    [
        ("Kościół zbudowano w 1868 roku.", True),
        ("Kaplica wzniesiona w 1654 r.", True),
        ("katedra z XII wieku", True),
        ("Kościół zburzono w 2012 roku.", False),
        ("Świątynia spłonęła w latach 90.", False),
    ],
)
def test_construction(text: str, construction: bool) -> None:
    (date,) = find_dates(text, PUBLISHED, "pl")
    assert date.construction is construction
