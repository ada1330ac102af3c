"""Language identification on sentences of our own in the languages that are easily mixed up."""

import pytest

from tutela.language.identify import LANGUAGES, language_of

SENTENCES = [
    ("en", "The monastery was hit by shells in October and the dome has fallen in."),
    ("hy", "Վանքի գմբեթը փլվել է հոկտեմբերին հրետակոծության հետևանքով։"),
    ("az", "Məscidin günbəzi oktyabr ayında atəş nəticəsində dağıdılıb və minarəsi uçub."),
    ("tr", "Caminin kubbesi ekim ayında açılan ateş sonucu yıkıldı ve minaresi çöktü."),
    ("ru", "Купол монастыря обрушился в октябре после обстрела, сообщили в министерстве."),
    ("uk", "Купол монастиря обвалився у жовтні після обстрілу, повідомили в міністерстві."),
    ("bg", "Куполът на манастира се срути през октомври след обстрела, съобщиха от министерството."),
    ("ar", "انهارت قبة الدير في شهر أكتوبر بعد القصف، حسبما أفادت الوزارة."),
    ("fa", "گنبد صومعه در ماه اکتبر پس از گلوله‌باران فرو ریخت، وزارتخانه اعلام کرد."),
    ("he", "כיפת המנזר קרסה באוקטובר לאחר ההפגזה, כך נמסר מהמשרד."),
    ("ka", "მონასტრის გუმბათი ოქტომბერში დაბომბვის შემდეგ ჩამოინგრა."),
    ("fr", "La coupole du monastère s'est effondrée en octobre après les bombardements."),
    ("sq", "Kupola e manastirit u shemb në tetor pas bombardimeve, tha ministria."),
]


@pytest.mark.parametrize(("language", "sentence"), SENTENCES, ids=[code for code, _ in SENTENCES])
def test_language_of(language: str, sentence: str) -> None:
    code, probability = language_of(sentence)
    assert code == language
    assert 0.5 < probability <= 1.0


@pytest.mark.parametrize("text", ["", "   ", "2020-11-27", "Shushi", "Շուշի", "!!! ???"])
def test_too_little_text_is_undetermined(text: str) -> None:
    assert language_of(text) == ("und", 0.0)


def test_the_stated_set_is_kept() -> None:
    assert len(set(LANGUAGES)) == len(LANGUAGES)
    assert language_of("Kuppelen på klosteret falt ned i oktober etter beskytningen.")[0] in LANGUAGES
