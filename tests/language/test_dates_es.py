import pytest
from date_tables import table, told

from tutela.language.dates import find_dates

PUBLISHED = "2020-11-27"  # a Friday

# expression | start | end | kind ("-" is None)
EXPRESSIONS = """
el 27 de septiembre de 2020 | 2020-09-27 | 2020-09-27 | day
el 9 de noviembre | 2020-11-09 | 2020-11-09 | day
el 24 de diciembre | 2019-12-24 | 2019-12-24 | day
el 1 de octubre del 2020 | 2020-10-01 | 2020-10-01 | day
el martes 10 de noviembre | 2020-11-10 | 2020-11-10 | day
el lunes, 9 de noviembre de 2020 | 2020-11-09 | 2020-11-09 | day
el 27/09/2020 | 2020-09-27 | 2020-09-27 | day
en octubre | 2020-10 | 2020-10 | month
en octubre de 2019 | 2019-10 | 2019-10 | month
a principios de noviembre | 2020-11-01 | 2020-11-10 | month
a mediados de julio de 2016 | 2016-07-11 | 2016-07-20 | month
a finales de octubre | 2020-10-21 | 2020-10-31 | month
en la primera quincena de septiembre | 2020-09-01 | 2020-09-15 | month
en 2014 | 2014 | 2014 | year
a principios de 2015 | 2015-01 | 2015-04 | year
a finales de 2018 | 2018-09 | 2018-12 | year
del 27 de septiembre al 10 de noviembre | 2020-09-27 | 2020-11-10 | range
del 27 de septiembre al 10 de noviembre de 2020 | 2020-09-27 | 2020-11-10 | range
del 5 al 9 de octubre | 2020-10-05 | 2020-10-09 | range
los días 8 y 9 de octubre | 2020-10-08 | 2020-10-09 | range
entre el 27 de septiembre y el 10 de noviembre | 2020-09-27 | 2020-11-10 | range
de septiembre a noviembre de 2020 | 2020-09 | 2020-11 | range
de 1997 a 2006 | 1997 | 2006 | range
entre 1997 y 2006 | 1997 | 2006 | range
en la noche del 3 al 4 de octubre de 2020 | 2020-10-03 | 2020-10-04 | range
en la noche del lunes al martes | 2020-11-23 | 2020-11-24 | relative
el martes | 2020-11-24 | 2020-11-24 | relative
el jueves por la mañana | 2020-11-26 | 2020-11-26 | relative
el miércoles por la noche | 2020-11-25 | 2020-11-25 | relative
el viernes pasado | 2020-11-20 | 2020-11-20 | relative
el próximo lunes | 2020-11-30 | 2020-11-30 | relative
desde el lunes | 2020-11-23 | 2020-11-27 | since
esta mañana | 2020-11-27 | 2020-11-27 | relative
ayer por la noche | 2020-11-26 | 2020-11-26 | relative
anteayer | 2020-11-25 | 2020-11-25 | relative
anoche | 2020-11-26 | 2020-11-27 | relative
la semana pasada | 2020-11-16 | 2020-11-22 | relative
esta semana | 2020-11-23 | 2020-11-27 | relative
el mes pasado | 2020-10 | 2020-10 | relative
el año pasado | 2019 | 2019 | relative
este año | 2020 | 2020-11-27 | relative
a principios de este año | 2020-01 | 2020-04 | relative
a finales del año pasado | 2019-09 | 2019-12 | relative
el próximo año | 2021 | 2021 | relative
en diciembre del año pasado | 2019-12 | 2019-12 | relative
el pasado fin de semana | 2020-11-21 | 2020-11-22 | relative
hace tres días | 2020-11-24 | 2020-11-24 | relative
hace dos semanas | 2020-11-10 | 2020-11-16 | relative
hace casi 30 años | 1990 | 1990 | relative
en las últimas dos semanas | 2020-11-13 | 2020-11-27 | relative
en los últimos días | - | 2020-11-27 | vague
recientemente | - | 2020-11-27 | vague
hace algunos años | - | 2020-11-27 | vague
el mismo día | - | - | relative
tres años después | - | - | relative
en el verano de 2019 | 2019-06 | 2019-08 | season
en otoño | 2020-09 | 2020-11 | season
la primavera pasada | 2020-03 | 2020-05 | season
en la década de 1990 | 1990 | 1999 | decade
en los años 30 | 1930 | 1939 | decade
a finales de la década de 1980 | 1987 | 1989 | decade
en los años noventa | 1990 | 1999 | decade
en el siglo XVII | 1601 | 1700 | century
a principios del siglo XX | 1901 | 1934 | century
en los siglos XII y XIII | 1101 | 1300 | century
en el siglo diecinueve | 1801 | 1900 | century
en el siglo IV antes de Cristo | - | - | century
desde el 24 de febrero | 2020-02-24 | 2020-11-27 | since
desde 1993 | 1993 | 2020-11-27 | since
hasta el 9 de noviembre de 2020 | - | 2020-11-09 | until
después del 10 de noviembre de 2020 | 2020-11-10 | 2020-11-27 | after
después de 1993 | 1993 | 2020-11-27 | after
antes de septiembre de 2020 | - | 2020-09 | before
en la mezquita del siglo VIII | 0701 | 0800 | century
la madrugada del 4 de octubre de 2020 | 2020-10-03 | 2020-10-04 | range
en los últimos seis meses | 2020-05 | 2020-11-27 | relative
en el invierno de 2018-2019 | 2018-12 | 2019-02 | season
"""

TABLE = table(EXPRESSIONS)


def test_table_is_as_large_as_promised() -> None:
    assert len(TABLE) >= 50


@pytest.mark.parametrize(("expression", "start", "end", "kind"), TABLE, ids=[row[0] for row in TABLE])
def test_expression(expression: str, start: str | None, end: str | None, kind: str) -> None:
    assert told(f"La iglesia fue alcanzada {expression}, dicen.", PUBLISHED, "es") == [(start, end, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "La mezquita del viernes está intacta.",
        "Murieron 2020 personas y se llevaron 1500 objetos.",
        "La resolución 2199 del Consejo de Seguridad.",
        "El Domingo de Ramos no hubo misa.",
        "Abril Gómez, la vecina, salió del templo.",
        "",
    ],
)
def test_no_date(text: str) -> None:
    assert [date.text for date in find_dates(text, PUBLISHED, "es")] == []


@pytest.mark.parametrize(
    ("text", "construction"),
    [
        ("La iglesia, construida en 1868, ardió.", True),
        ("la capilla erigida en 1654", True),
        ("una catedral del siglo XII", True),
        ("La iglesia fue destruida en 2012.", False),
        ("El templo ardió en la década de 1990.", False),
    ],
)
def test_construction(text: str, construction: bool) -> None:
    (date,) = find_dates(text, PUBLISHED, "es")
    assert date.construction is construction
