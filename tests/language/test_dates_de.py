import pytest
from date_tables import table, told

from tutela.language.dates import find_dates

PUBLISHED = "2020-11-27"  # a Friday

# expression | start | end | kind ("-" is None)
EXPRESSIONS = """
am 27. September 2020 | 2020-09-27 | 2020-09-27 | day
am 9. November | 2020-11-09 | 2020-11-09 | day
am 24. Dezember | 2019-12-24 | 2019-12-24 | day
am Dienstag, dem 10. November | 2020-11-10 | 2020-11-10 | day
27.09.2020 | 2020-09-27 | 2020-09-27 | day
2020-10-08 | 2020-10-08 | 2020-10-08 | day
am 5. Jänner 2019 | 2019-01-05 | 2019-01-05 | day
im Oktober | 2020-10 | 2020-10 | month
im Oktober 2019 | 2019-10 | 2019-10 | month
im Dezember | 2019-12 | 2019-12 | month
Anfang November | 2020-11-01 | 2020-11-10 | month
Mitte Juli 2016 | 2016-07-11 | 2016-07-20 | month
Ende Oktober | 2020-10-21 | 2020-10-31 | month
in der ersten Hälfte des September | 2020-09-01 | 2020-09-15 | month
im Jahr 2014 | 2014 | 2014 | year
Anfang 2015 | 2015-01 | 2015-04 | year
seit 2016 | 2016 | 2020-11-27 | since
vom 27. September bis zum 10. November 2020 | 2020-09-27 | 2020-11-10 | range
vom 5. bis 9. Oktober | 2020-10-05 | 2020-10-09 | range
zwischen dem 8. Oktober und dem 3. November | 2020-10-08 | 2020-11-03 | range
von September bis November 2020 | 2020-09 | 2020-11 | range
1997–2006 | 1997 | 2006 | range
von 1997 bis 2006 | 1997 | 2006 | range
in der Nacht zum 4. Oktober | 2020-10-03 | 2020-10-04 | range
in der Nacht zum Dienstag | 2020-11-23 | 2020-11-24 | relative
am Dienstag | 2020-11-24 | 2020-11-24 | relative
am Donnerstagabend | 2020-11-26 | 2020-11-26 | relative
am vergangenen Freitag | 2020-11-20 | 2020-11-20 | relative
gestern Abend | 2020-11-26 | 2020-11-26 | relative
vorgestern | 2020-11-25 | 2020-11-25 | relative
heute Morgen | 2020-11-27 | 2020-11-27 | relative
in der vergangenen Nacht | 2020-11-26 | 2020-11-27 | relative
in der vergangenen Woche | 2020-11-16 | 2020-11-22 | relative
im vergangenen Monat | 2020-10 | 2020-10 | relative
im vergangenen Jahr | 2019 | 2019 | relative
im Vorjahr | 2019 | 2019 | relative
in diesem Jahr | 2020 | 2020-11-27 | relative
Ende vergangenen Jahres | 2019-09 | 2019-12 | relative
am Wochenende | 2020-11-21 | 2020-11-22 | relative
vor drei Tagen | 2020-11-24 | 2020-11-24 | relative
vor zwei Wochen | 2020-11-10 | 2020-11-16 | relative
vor fast 30 Jahren | 1990 | 1990 | relative
vor kurzem | - | 2020-11-27 | vague
im Sommer 2019 | 2019-06 | 2019-08 | season
im Herbst | 2020-09 | 2020-11 | season
im Winter 2014/15 | 2014-12 | 2015-02 | season
in den 1990er Jahren | 1990 | 1999 | decade
in den Dreißigerjahren | 1930 | 1939 | decade
im 17. Jahrhundert | 1601 | 1700 | century
seit dem 24. Februar | 2020-02-24 | 2020-11-27 | since
bis zum 9. November 2020 | - | 2020-11-09 | until
nach dem 10. November 2020 | 2020-11-10 | 2020-11-27 | after
"""

TABLE = table(EXPRESSIONS)


@pytest.mark.parametrize(("expression", "start", "end", "kind"), TABLE, ids=[row[0] for row in TABLE])
def test_expression(expression: str, start: str | None, end: str | None, kind: str) -> None:
    assert told(f"Das geschah {expression}, hieß es.", PUBLISHED, "de") == [(start, end, kind)]


@pytest.mark.parametrize(
    "text",
    ["Die Freitagsmoschee in Schuscha blieb heil.", "Rund 2020 Menschen kamen.", "Die Resolution 2199 gilt.", ""],
)
def test_no_date(text: str) -> None:
    assert [date.text for date in find_dates(text, PUBLISHED, "de")] == []
