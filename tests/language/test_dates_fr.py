import pytest
from date_tables import table, told

from tutela.language.dates import find_dates

PUBLISHED = "2020-11-27"  # a Friday

# expression | start | end | kind ("-" is None)
EXPRESSIONS = """
le 27 septembre 2020 | 2020-09-27 | 2020-09-27 | day
le 9 novembre | 2020-11-09 | 2020-11-09 | day
le 24 décembre | 2019-12-24 | 2019-12-24 | day
le 1er octobre 2020 | 2020-10-01 | 2020-10-01 | day
mardi 10 novembre | 2020-11-10 | 2020-11-10 | day
le lundi 9 novembre 2020 | 2020-11-09 | 2020-11-09 | day
le 27/09/2020 | 2020-09-27 | 2020-09-27 | day
en octobre | 2020-10 | 2020-10 | month
en octobre 2019 | 2019-10 | 2019-10 | month
début novembre | 2020-11-01 | 2020-11-10 | month
à la mi-juillet 2016 | 2016-07-11 | 2016-07-20 | month
fin octobre | 2020-10-21 | 2020-10-31 | month
dans la première moitié de septembre | 2020-09-01 | 2020-09-15 | month
en 2014 | 2014 | 2014 | year
début 2015 | 2015-01 | 2015-04 | year
à la fin de 2018 | 2018-09 | 2018-12 | year
du 27 septembre au 10 novembre | 2020-09-27 | 2020-11-10 | range
du 27 septembre au 10 novembre 2020 | 2020-09-27 | 2020-11-10 | range
du 5 au 9 octobre | 2020-10-05 | 2020-10-09 | range
les 8 et 9 octobre | 2020-10-08 | 2020-10-09 | range
entre le 27 septembre et le 10 novembre | 2020-09-27 | 2020-11-10 | range
de septembre à novembre 2020 | 2020-09 | 2020-11 | range
de 1997 à 2006 | 1997 | 2006 | range
entre 1997 et 2006 | 1997 | 2006 | range
dans la nuit du 3 au 4 octobre 2020 | 2020-10-03 | 2020-10-04 | range
dans la nuit de lundi à mardi | 2020-11-23 | 2020-11-24 | relative
mardi | 2020-11-24 | 2020-11-24 | relative
jeudi matin | 2020-11-26 | 2020-11-26 | relative
mercredi soir | 2020-11-25 | 2020-11-25 | relative
vendredi dernier | 2020-11-20 | 2020-11-20 | relative
lundi prochain | 2020-11-30 | 2020-11-30 | relative
depuis lundi | 2020-11-23 | 2020-11-27 | since
ce matin | 2020-11-27 | 2020-11-27 | relative
hier soir | 2020-11-26 | 2020-11-26 | relative
avant-hier | 2020-11-25 | 2020-11-25 | relative
la nuit dernière | 2020-11-26 | 2020-11-27 | relative
la semaine dernière | 2020-11-16 | 2020-11-22 | relative
cette semaine | 2020-11-23 | 2020-11-27 | relative
le mois dernier | 2020-10 | 2020-10 | relative
l'année dernière | 2019 | 2019 | relative
cette année | 2020 | 2020-11-27 | relative
au début de cette année | 2020-01 | 2020-04 | relative
à la fin de l'année dernière | 2019-09 | 2019-12 | relative
l'année prochaine | 2021 | 2021 | relative
en décembre de l'année dernière | 2019-12 | 2019-12 | relative
le week-end dernier | 2020-11-21 | 2020-11-22 | relative
il y a trois jours | 2020-11-24 | 2020-11-24 | relative
il y a deux semaines | 2020-11-10 | 2020-11-16 | relative
il y a près de 30 ans | 1990 | 1990 | relative
au cours des deux dernières semaines | 2020-11-13 | 2020-11-27 | relative
ces derniers jours | - | 2020-11-27 | vague
récemment | - | 2020-11-27 | vague
il y a quelques années | - | 2020-11-27 | vague
le même jour | - | - | relative
trois ans plus tard | - | - | relative
à l'été 2019 | 2019-06 | 2019-08 | season
à l'automne | 2020-09 | 2020-11 | season
au printemps dernier | 2020-03 | 2020-05 | season
dans les années 1990 | 1990 | 1999 | decade
dans les années 30 | 1930 | 1939 | decade
à la fin des années 1980 | 1987 | 1989 | decade
dans les années quatre-vingt-dix | 1990 | 1999 | decade
au XVIIe siècle | 1601 | 1700 | century
au début du XXe siècle | 1901 | 1934 | century
aux XIIe et XIIIe siècles | 1101 | 1300 | century
au dix-neuvième siècle | 1801 | 1900 | century
au IVe siècle avant J.-C. | - | - | century
depuis le 24 février | 2020-02-24 | 2020-11-27 | since
depuis 1993 | 1993 | 2020-11-27 | since
jusqu'au 9 novembre 2020 | - | 2020-11-09 | until
après le 10 novembre 2020 | 2020-11-10 | 2020-11-27 | after
après 1993 | 1993 | 2020-11-27 | after
avant septembre 2020 | - | 2020-09 | before
du 1er au 3 mai 2019 | 2019-05-01 | 2019-05-03 | range
à la mosquée du VIIIe siècle | 0701 | 0800 | century
au cours des six derniers mois | 2020-05 | 2020-11-27 | relative
durant l'hiver 2018-2019 | 2018-12 | 2019-02 | season
"""

TABLE = table(EXPRESSIONS)


def test_table_is_as_large_as_promised() -> None:
    assert len(TABLE) >= 50


@pytest.mark.parametrize(("expression", "start", "end", "kind"), TABLE, ids=[row[0] for row in TABLE])
def test_expression(expression: str, start: str | None, end: str | None, kind: str) -> None:
    assert told(f"L’église a été touchée {expression}, dit-on.", PUBLISHED, "fr") == [(start, end, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "La planète Mars et le mois passent.",
        "La mosquée du vendredi est intacte.",
        "2020 personnes et 1500 objets emportés.",
        "La résolution 2199 du Conseil de sécurité.",
        "Avril, la gardienne, est partie.",
        "La vigile a été vue à l'entrée.",
        "",
    ],
)
def test_no_date(text: str) -> None:
    assert [date.text for date in find_dates(text, PUBLISHED, "fr")] == []


@pytest.mark.parametrize(
    ("text", "construction"),
    [
        ("L'église, construite en 1868, a brûlé.", True),
        ("la chapelle érigée en 1654", True),
        ("une cathédrale du XIIe siècle", True),
        ("L'église a été détruite en 2012.", False),
        ("Le temple a brûlé dans les années 1990.", False),
    ],
)
def test_construction(text: str, construction: bool) -> None:
    (date,) = find_dates(text, PUBLISHED, "fr")
    assert date.construction is construction
