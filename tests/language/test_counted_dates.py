"""Times counted from the date told before, in the languages of the packs; English has its own in `test_dates.py`."""

import pytest
from date_tables import table

from tutela.language.dates import find_dates

PUBLISHED = "2020-11-27"
HIT = {
    "ar": "في 9 نوفمبر 1993. ",
    "az": "9 noyabr 1993-cü ildə vuruldu. ",
    "de": "Am 9. November 1993 getroffen. ",
    "es": "Alcanzada el 9 de noviembre de 1993. ",
    "fr": "Frappée le 9 novembre 1993. ",
    "hy": "1993 թվականի նոյեմբերի 9-ին։ ",
    "it": "Colpita il 9 novembre 1993. ",
    "pl": "Trafiony 9 listopada 1993 roku. ",
    "ru": "Попали 9 ноября 1993 года. ",
    "tr": "9 Kasım 1993'te vuruldu. ",
    "uk": "Влучили 9 листопада 1993 року. ",
}
"""A sentence of each language that tells 9 November 1993."""

# what follows | start | end | language ("-" is None: counted from something that no date before it tells)
FOLLOWING = """
بعد ذلك بثلاثة أيام احترقت | 1993-11-12 | 1993-11-12 | ar
بعد ذلك بيومين احترقت | 1993-11-11 | 1993-11-11 | ar
قبل ذلك بأسبوع | 1993-11-02 | 1993-11-02 | ar
في اليوم التالي احترقت | 1993-11-10 | 1993-11-10 | ar
في العام نفسه | 1993 | 1993 | ar
Üç gün sonra yandı. | 1993-11-12 | 1993-11-12 | az
Hücumdan üç gün sonra yandı. | - | - | az
Ertəsi gün yandı. | 1993-11-10 | 1993-11-10 | az
Həmin il yandı. | 1993 | 1993 | az
Drei Tage später brannte sie. | 1993-11-12 | 1993-11-12 | de
Eine Woche zuvor stand sie noch. | 1993-11-02 | 1993-11-02 | de
Am folgenden Tag brannte sie. | 1993-11-10 | 1993-11-10 | de
Tags zuvor stand sie noch. | 1993-11-08 | 1993-11-08 | de
Im selben Jahr brannte sie. | 1993 | 1993 | de
Tres días después ardió. | 1993-11-12 | 1993-11-12 | es
Tres días después del ataque ardió. | - | - | es
Dos semanas antes estaba en pie. | 1993-10-26 | 1993-10-26 | es
Al día siguiente ardió. | 1993-11-10 | 1993-11-10 | es
Aquel año ardió. | 1993 | 1993 | es
Trois jours plus tard, elle brûla. | 1993-11-12 | 1993-11-12 | fr
Deux semaines plus tôt, elle tenait. | 1993-10-26 | 1993-10-26 | fr
Le lendemain, elle brûla. | 1993-11-10 | 1993-11-10 | fr
Le lendemain deux tours brûlèrent. | 1993-11-10 | 1993-11-10 | fr
La veille, elle tenait. | 1993-11-08 | 1993-11-08 | fr
Le mois suivant elle brûla. | 1993-12 | 1993-12 | fr
Երեք օր անց այրվեց։ | 1993-11-12 | 1993-11-12 | hy
Հարձակումից երեք օր անց այրվեց։ | - | - | hy
Հաջորդ օրը այրվեց։ | 1993-11-10 | 1993-11-10 | hy
Tre giorni dopo, bruciò. | 1993-11-12 | 1993-11-12 | it
Tre giorni dopo la caduta bruciò. | - | - | it
Due settimane più tardi bruciò. | 1993-11-23 | 1993-11-23 | it
L'anno successivo bruciò. | 1994 | 1994 | it
Trzy dni później spłonął. | 1993-11-12 | 1993-11-12 | pl
Tydzień wcześniej stał. | 1993-11-02 | 1993-11-02 | pl
Następnego dnia spłonął. | 1993-11-10 | 1993-11-10 | pl
Спустя три дня церковь сгорела. | 1993-11-12 | 1993-11-12 | ru
Через два дня церковь сгорела. | 1993-11-11 | 1993-11-11 | ru
Через два дня после штурма она сгорела. | - | - | ru
Неделей ранее она стояла. | 1993-11-02 | 1993-11-02 | ru
На следующий день она сгорела. | 1993-11-10 | 1993-11-10 | ru
В том же году она сгорела. | 1993 | 1993 | ru
Üç gün sonra yandı. | 1993-11-12 | 1993-11-12 | tr
Saldırıdan üç gün sonra yandı. | - | - | tr
Ertesi gün yandı. | 1993-11-10 | 1993-11-10 | tr
Aynı yıl yandı. | 1993 | 1993 | tr
Через три дні церква згоріла. | 1993-11-12 | 1993-11-12 | uk
Тижнем раніше вона стояла. | 1993-11-02 | 1993-11-02 | uk
Наступного дня вона згоріла. | 1993-11-10 | 1993-11-10 | uk
"""


@pytest.mark.parametrize(("text", "start", "end", "language"), table(FOLLOWING))
def test_what_is_counted_from_the_date_before(text, start, end, language):
    found = find_dates(HIT[language] + text, PUBLISHED, language)
    assert found[0].period.start == "1993-11-09"
    assert [(date.period.start, date.period.end) for date in found[1:]] == [(start, end)]


@pytest.mark.parametrize(("text", "start", "end", "language"), table(FOLLOWING))
def test_nothing_is_counted_where_no_date_was_told(text, start, end, language):
    assert all(date.period.start is None for date in find_dates(text, PUBLISHED, language))
