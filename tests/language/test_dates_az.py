import pytest
from date_tables import table, told

from tutela.language.dates import find_dates

PUBLISHED = "2020-11-27"  # a Friday

# expression | start | end | kind ("-" is None)
EXPRESSIONS = """
2020-ci il oktyabrın 8-də | 2020-10-08 | 2020-10-08 | day
oktyabrın 8-də | 2020-10-08 | 2020-10-08 | day
8 oktyabr 2020-ci il tarixində | 2020-10-08 | 2020-10-08 | day
8 oktyabr 2020-ci ildə | 2020-10-08 | 2020-10-08 | day
noyabrın 9-u | 2020-11-09 | 2020-11-09 | day
dekabrın 24-də | 2019-12-24 | 2019-12-24 | day
noyabrın 10-da, çərşənbə axşamı | 2020-11-10 | 2020-11-10 | day
27.09.2020 | 2020-09-27 | 2020-09-27 | day
İyulun 12-də | 2020-07-12 | 2020-07-12 | day
oktyabrda | 2020-10 | 2020-10 | month
oktyabr ayında | 2020-10 | 2020-10 | month
2019-cu ilin oktyabrında | 2019-10 | 2019-10 | month
2020-ci ilin oktyabr ayında | 2020-10 | 2020-10 | month
noyabrın əvvəlində | 2020-11-01 | 2020-11-10 | month
2016-cı il iyulun ortalarında | 2016-07-11 | 2016-07-20 | month
oktyabrın sonlarında | 2020-10-21 | 2020-10-31 | month
2014-cü ildə | 2014 | 2014 | year
2015-ci ilin əvvəlində | 2015-01 | 2015-04 | year
2018-ci ilin sonunda | 2018-09 | 2018-12 | year
27 sentyabr - 10 noyabr 2020-ci il | 2020-09-27 | 2020-11-10 | range
sentyabrın 27-dən noyabrın 10-dək | 2020-09-27 | 2020-11-10 | range
2020-ci il sentyabrın 27-dən noyabrın 10-na qədər | 2020-09-27 | 2020-11-10 | range
oktyabrın 5-9-da | 2020-10-05 | 2020-10-09 | range
1993-2020-ci illərdə | 1993 | 2020 | range
1868-1870-ci illərdə | 1868 | 1870 | range
1993-cü ildən 2020-ci ilə qədər | 1993 | 2020 | range
çərşənbə günü | 2020-11-25 | 2020-11-25 | relative
cümə axşamı səhər | 2020-11-26 | 2020-11-26 | relative
ötən cümə günü | 2020-11-20 | 2020-11-20 | relative
növbəti bazar ertəsi | 2020-11-30 | 2020-11-30 | relative
bu gün | 2020-11-27 | 2020-11-27 | relative
dünən axşam | 2020-11-26 | 2020-11-26 | relative
srağagün | 2020-11-25 | 2020-11-25 | relative
ötən gecə | 2020-11-26 | 2020-11-27 | relative
ötən həftə | 2020-11-16 | 2020-11-22 | relative
bu həftə | 2020-11-23 | 2020-11-27 | relative
ötən ay | 2020-10 | 2020-10 | relative
keçən il | 2019 | 2019 | relative
bu il | 2020 | 2020-11-27 | relative
ötən ilin sonunda | 2019-09 | 2019-12 | relative
ötən ilin dekabrında | 2019-12 | 2019-12 | relative
üç gün əvvəl | 2020-11-24 | 2020-11-24 | relative
iki həftə öncə | 2020-11-10 | 2020-11-16 | relative
təxminən 30 il əvvəl | 1990 | 1990 | relative
son iki həftədə | 2020-11-13 | 2020-11-27 | relative
son günlər | - | 2020-11-27 | vague
bu günlərdə | - | 2020-11-27 | vague
bir neçə gün əvvəl | - | 2020-11-27 | vague
sovet dövründə | - | - | vague
ertəsi gün | - | - | relative
2019-cu ilin yayında | 2019-06 | 2019-08 | season
ötən yazda | 2020-03 | 2020-05 | season
1990-cı illərdə | 1990 | 1999 | decade
1930-cu illərin sonlarında | 1937 | 1939 | decade
XVII əsrdə | 1601 | 1700 | century
XIX əsrin sonlarında | 1867 | 1900 | century
XX əsrin əvvəllərində | 1901 | 1934 | century
18-ci əsrdə | 1701 | 1800 | century
fevralın 24-dən bəri | 2020-02-24 | 2020-11-27 | since
2020-ci il noyabrın 9-dək | - | 2020-11-09 | until
2020-ci il noyabrın 10-dan sonra | 2020-11-10 | 2020-11-27 | after
"""

TABLE = table(EXPRESSIONS)


@pytest.mark.parametrize(("expression", "start", "end", "kind"), TABLE, ids=[row[0] for row in TABLE])
def test_expression(expression: str, start: str | None, end: str | None, kind: str) -> None:
    assert told(f"Bu hadisə {expression} baş verib.", PUBLISHED, "az") == [(start, end, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "Cümə məscidi salamat qalıb.",
        "2020 nəfər həlak olub, 1500 eksponat aparılıb.",
        "Cümə namazı qılındı.",
        "2199 saylı qətnamə qəbul edilib.",
        "",
    ],
)
def test_no_date(text: str) -> None:
    assert [date.text for date in find_dates(text, PUBLISHED, "az")] == []


@pytest.mark.parametrize(
    ("text", "construction"),
    [
        ("Məscid 1868-ci ildə tikilib.", True),
        ("1654-cü ildə inşa edilmiş kilsə", True),
        ("XII əsr məbədi", True),
        ("Kilsə 2012-ci ildə dağıdılıb.", False),
        ("Məscid 1990-cı illərdə yandırılıb.", False),
    ],
)
def test_construction(text: str, construction: bool) -> None:
    (date,) = find_dates(text, PUBLISHED, "az")
    assert date.construction is construction
