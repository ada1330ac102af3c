import pytest
from date_tables import table, told

from tutela.language.dates import find_dates

PUBLISHED = "2020-11-27"  # a Friday

# expression | start | end | kind ("-" is None)
EXPRESSIONS = """
il 27 settembre 2020 | 2020-09-27 | 2020-09-27 | day
il 9 novembre | 2020-11-09 | 2020-11-09 | day
il 24 dicembre | 2019-12-24 | 2019-12-24 | day
il 1° ottobre 2020 | 2020-10-01 | 2020-10-01 | day
martedì 10 novembre | 2020-11-10 | 2020-11-10 | day
lunedì, 9 novembre 2020 | 2020-11-09 | 2020-11-09 | day
il 27/09/2020 | 2020-09-27 | 2020-09-27 | day
in ottobre | 2020-10 | 2020-10 | month
nell'ottobre 2019 | 2019-10 | 2019-10 | month
all'inizio di novembre | 2020-11-01 | 2020-11-10 | month
a metà luglio 2016 | 2016-07-11 | 2016-07-20 | month
a fine ottobre | 2020-10-21 | 2020-10-31 | month
nella prima metà di settembre | 2020-09-01 | 2020-09-15 | month
nel 2014 | 2014 | 2014 | year
all'inizio del 2015 | 2015-01 | 2015-04 | year
alla fine del 2018 | 2018-09 | 2018-12 | year
dal 27 settembre al 10 novembre | 2020-09-27 | 2020-11-10 | range
dal 27 settembre al 10 novembre 2020 | 2020-09-27 | 2020-11-10 | range
dal 5 al 9 ottobre | 2020-10-05 | 2020-10-09 | range
l'8 e il 9 ottobre | 2020-10-08 | 2020-10-09 | range
tra il 27 settembre e il 10 novembre | 2020-09-27 | 2020-11-10 | range
da settembre a novembre 2020 | 2020-09 | 2020-11 | range
dal 1997 al 2006 | 1997 | 2006 | range
tra il 1997 e il 2006 | 1997 | 2006 | range
nella notte tra il 3 e il 4 ottobre 2020 | 2020-10-03 | 2020-10-04 | range
nella notte tra lunedì e martedì | 2020-11-23 | 2020-11-24 | relative
martedì | 2020-11-24 | 2020-11-24 | relative
giovedì mattina | 2020-11-26 | 2020-11-26 | relative
mercoledì sera | 2020-11-25 | 2020-11-25 | relative
venerdì scorso | 2020-11-20 | 2020-11-20 | relative
lunedì prossimo | 2020-11-30 | 2020-11-30 | relative
da lunedì | 2020-11-23 | 2020-11-27 | since
stamattina | 2020-11-27 | 2020-11-27 | relative
ieri sera | 2020-11-26 | 2020-11-26 | relative
l'altro ieri | 2020-11-25 | 2020-11-25 | relative
la notte scorsa | 2020-11-26 | 2020-11-27 | relative
la settimana scorsa | 2020-11-16 | 2020-11-22 | relative
questa settimana | 2020-11-23 | 2020-11-27 | relative
il mese scorso | 2020-10 | 2020-10 | relative
l'anno scorso | 2019 | 2019 | relative
quest'anno | 2020 | 2020-11-27 | relative
all'inizio di quest'anno | 2020-01 | 2020-04 | relative
alla fine dell'anno scorso | 2019-09 | 2019-12 | relative
l'anno prossimo | 2021 | 2021 | relative
nel dicembre dell'anno scorso | 2019-12 | 2019-12 | relative
lo scorso fine settimana | 2020-11-21 | 2020-11-22 | relative
tre giorni fa | 2020-11-24 | 2020-11-24 | relative
due settimane fa | 2020-11-10 | 2020-11-16 | relative
quasi 30 anni fa | 1990 | 1990 | relative
nelle ultime due settimane | 2020-11-13 | 2020-11-27 | relative
negli ultimi giorni | - | 2020-11-27 | vague
di recente | - | 2020-11-27 | vague
alcuni anni fa | - | 2020-11-27 | vague
lo stesso giorno | - | - | relative
tre anni dopo | - | - | relative
nell'estate del 2019 | 2019-06 | 2019-08 | season
in autunno | 2020-09 | 2020-11 | season
la primavera scorsa | 2020-03 | 2020-05 | season
negli anni 1990 | 1990 | 1999 | decade
negli anni '30 | 1930 | 1939 | decade
alla fine degli anni Ottanta | 1987 | 1989 | decade
negli anni Novanta | 1990 | 1999 | decade
nel XVII secolo | 1601 | 1700 | century
all'inizio del XX secolo | 1901 | 1934 | century
nei secoli XII e XIII | 1101 | 1300 | century
nell'Ottocento | 1801 | 1900 | century
nel IV secolo a.C. | - | - | century
dal 24 febbraio | 2020-02-24 | 2020-11-27 | since
dal 1993 | 1993 | 2020-11-27 | since
fino al 9 novembre 2020 | - | 2020-11-09 | until
dopo il 10 novembre 2020 | 2020-11-10 | 2020-11-27 | after
dopo il 1993 | 1993 | 2020-11-27 | after
prima del settembre 2020 | - | 2020-09 | before
nella moschea dell'VIII secolo | 0701 | 0800 | century
tra il 7 e l'8 ottobre | 2020-10-07 | 2020-10-08 | range
negli ultimi sei mesi | 2020-05 | 2020-11-27 | relative
nell'inverno 2018-2019 | 2018-12 | 2019-02 | season
"""

TABLE = table(EXPRESSIONS)


def test_table_is_as_large_as_promised() -> None:
    assert len(TABLE) >= 50


@pytest.mark.parametrize(("expression", "start", "end", "kind"), TABLE, ids=[row[0] for row in TABLE])
def test_expression(expression: str, start: str | None, end: str | None, kind: str) -> None:
    assert told(f"La chiesa è stata colpita {expression}, dicono.", PUBLISHED, "it") == [(start, end, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "La moschea del venerdì è intatta.",
        "Sono morte 2020 persone, portati via 1500 oggetti.",
        "La risoluzione 2199 del Consiglio di sicurezza.",
        "La Domenica delle Palme non ci fu messa.",
        "Il Marzocco della piazza è salvo.",
        "",
    ],
)
def test_no_date(text: str) -> None:
    assert [date.text for date in find_dates(text, PUBLISHED, "it")] == []


@pytest.mark.parametrize(
    ("text", "construction"),
    [
        ("La chiesa, costruita nel 1868, è bruciata.", True),
        ("la cappella eretta nel 1654", True),
        ("una cattedrale del XII secolo", True),
        ("La chiesa fu distrutta nel 2012.", False),
        ("Il tempio bruciò negli anni Novanta.", False),
    ],
)
def test_construction(text: str, construction: bool) -> None:
    (date,) = find_dates(text, PUBLISHED, "it")
    assert date.construction is construction
