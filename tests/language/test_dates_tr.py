import pytest
from date_tables import table, told

from tutela.language.dates import find_dates

PUBLISHED = "2020-11-27"  # a Friday

# expression | start | end | kind ("-" is None)
EXPRESSIONS = """
8 Ekim 2020'de | 2020-10-08 | 2020-10-08 | day
8 Ekim 2020 tarihinde | 2020-10-08 | 2020-10-08 | day
9 Kasım'da | 2020-11-09 | 2020-11-09 | day
24 Aralık'ta | 2019-12-24 | 2019-12-24 | day
10 Kasım Salı günü | 2020-11-10 | 2020-11-10 | day
27.09.2020'de | 2020-09-27 | 2020-09-27 | day
2020 yılının 8 Ekim'inde | 2020-10-08 | 2020-10-08 | day
Ekim ayında | 2020-10 | 2020-10 | month
Ekim 2019'da | 2019-10 | 2019-10 | month
2020 yılının Ekim ayında | 2020-10 | 2020-10 | month
İKİ HAFTA ÖNCE | 2020-11-10 | 2020-11-16 | relative
KASIM 2020'de | 2020-11 | 2020-11 | month
Kasım ayının başında | 2020-11-01 | 2020-11-10 | month
Temmuz 2016'nın ortalarında | 2016-07-11 | 2016-07-20 | month
Ekim ayının sonlarında | 2020-10-21 | 2020-10-31 | month
2014 yılında | 2014 | 2014 | year
2014'te | 2014 | 2014 | year
2015 yılının başında | 2015-01 | 2015-04 | year
2018'in sonunda | 2018-09 | 2018-12 | year
27 Eylül-10 Kasım 2020 arasında | 2020-09-27 | 2020-11-10 | range
27 Eylül ile 10 Kasım arasında | 2020-09-27 | 2020-11-10 | range
5-9 Ekim 2020'de | 2020-10-05 | 2020-10-09 | range
8 ve 9 Ekim'de | 2020-10-08 | 2020-10-09 | range
Eylül-Kasım 2020'de | 2020-09 | 2020-11 | range
1997-2006 yılları arasında | 1997 | 2006 | range
1997 ile 2006 yılları arasında | 1997 | 2006 | range
Salı günü | 2020-11-24 | 2020-11-24 | relative
perşembe sabahı | 2020-11-26 | 2020-11-26 | relative
geçen cuma | 2020-11-20 | 2020-11-20 | relative
önümüzdeki pazartesi | 2020-11-30 | 2020-11-30 | relative
bugün | 2020-11-27 | 2020-11-27 | relative
dün akşam | 2020-11-26 | 2020-11-26 | relative
önceki gün | 2020-11-25 | 2020-11-25 | relative
dün gece | 2020-11-26 | 2020-11-27 | relative
geçen hafta | 2020-11-16 | 2020-11-22 | relative
bu hafta | 2020-11-23 | 2020-11-27 | relative
geçen ay | 2020-10 | 2020-10 | relative
geçen yıl | 2019 | 2019 | relative
bu yıl | 2020 | 2020-11-27 | relative
geçen yılın sonunda | 2019-09 | 2019-12 | relative
geçen yılın Aralık ayında | 2019-12 | 2019-12 | relative
hafta sonu | 2020-11-21 | 2020-11-22 | relative
üç gün önce | 2020-11-24 | 2020-11-24 | relative
iki hafta önce | 2020-11-10 | 2020-11-16 | relative
yaklaşık 30 yıl önce | 1990 | 1990 | relative
son iki haftada | 2020-11-13 | 2020-11-27 | relative
son günlerde | - | 2020-11-27 | vague
birkaç gün önce | - | 2020-11-27 | vague
geçtiğimiz günlerde | - | 2020-11-27 | vague
Sovyet döneminde | - | - | vague
ertesi gün | - | - | relative
2019 yazında | 2019-06 | 2019-08 | season
geçen ilkbaharda | 2020-03 | 2020-05 | season
1990'lı yıllarda | 1990 | 1999 | decade
1930'larda | 1930 | 1939 | decade
1980'lerin sonunda | 1987 | 1989 | decade
17. yüzyılda | 1601 | 1700 | century
XIX. yüzyılın sonlarında | 1867 | 1900 | century
20. yüzyılın başında | 1901 | 1934 | century
24 Şubat'tan beri | 2020-02-24 | 2020-11-27 | since
9 Kasım 2020'ye kadar | - | 2020-11-09 | until
10 Kasım 2020'den sonra | 2020-11-10 | 2020-11-27 | after
"""

TABLE = table(EXPRESSIONS)


@pytest.mark.parametrize(("expression", "start", "end", "kind"), TABLE, ids=[row[0] for row in TABLE])
def test_expression(expression: str, start: str | None, end: str | None, kind: str) -> None:
    assert told(f"Bu olay {expression} gerçekleşti.", PUBLISHED, "tr") == [(start, end, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "Cuma Camii ayakta kaldı.",
        "2020 kişi öldü, 1500 eser kaçırıldı.",
        "Ocak yakıldı ve kilim yıkandı.",
        "2199 sayılı karar kabul edildi.",
        "Yazın hattı güzeldir.",
        "",
    ],
)
def test_no_date(text: str) -> None:
    assert [date.text for date in find_dates(text, PUBLISHED, "tr")] == []


@pytest.mark.parametrize(
    ("text", "construction"),
    [
        ("Kilise 1868'de inşa edildi.", True),
        ("1654 yılında yapılan cami", True),
        ("12. yüzyıl katedrali", True),
        ("Kilise 2012'de yıkıldı.", False),
        ("Cami 1990'larda yandı.", False),
    ],
)
def test_construction(text: str, construction: bool) -> None:
    (date,) = find_dates(text, PUBLISHED, "tr")
    assert date.construction is construction
