"""Dedications, kinds and qualities meet across languages through the vocabulary; what differs in them stays apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.language.name_words import dedication_file, kind_file, name_words, quality_file, word_file
from tutela.language.names import name_keys, similarity
from tutela.model.claims import AssetType

ALIKE = 0.8
UNLIKE = 0.65


@pytest.mark.parametrize(
    ("meaning", "names"),
    [
        (
            "savior",
            [
                "Surb Amenaprkich",
                "Holy Savior",
                "Սուրբ Ամենափրկիչ",
                "Sveti Spas",
                "Свети Спас",
                "San Salvatore",
                "Kurtarıcı",
                "Saint-Sauveur",
                "Спасский собор",
                "Müqəddəs Xilaskar",
                "Άγιος Σωτήρ",
                "كنيسة المخلص",
                "Erlöserkirche",
            ],
        ),
        (
            "mother_of_god",
            [
                "Surb Astvatsatsin",
                "Սբ Աստվածածին",
                "Theotokos",
                "Sveta Bogorodica",
                "Света Богородица",
                "Yoldat Aloho",
                "Παναγία",
                "كنيسة السيدة العذراء",
                "Notre-Dame",
                "Meryem Ana",
                "ღვთისმშობლის ეკლესია",
                "ܝܠܕܬ ܐܠܗܐ",
                "St Mary's",
            ],
        ),
        (
            "george",
            [
                "Saint George",
                "Surb Gevorg",
                "Surp Kevork",
                "წმინდა გიორგი",
                "مار جرجس",
                "Mar Gewargis",
                "ܡܪܝ ܓܝܘܪܓܝܣ",
                "Άγιος Γεώργιος",
                "Ἅγιος Γεώργιος",
                "Sveti Đorđe",
                "Свети Ђорђе",
                "Shën Gjergj",
                "Свято-Георгіївська церква",
            ],
        ),
        (
            "john",
            [
                "Saint John",
                "Surb Hovhannes",
                "წმინდა იოანე",
                "Mar Yuhanna",
                "مار يوحنا",
                "Άγιος Ιωάννης",
                "San Giovanni",
                "Sveti Jovan",
                "Свети Јован",
                "Saint-Jean",
                "Sfântul Ioan",
                "ܡܪܝ ܝܘܚܢܢ",
                "San Juan",
            ],
        ),
        ("cross", ["Surb Khach", "Սուրբ Խաչ", "Holy Cross", "Santa Croce", "Святого Креста", "Τίμιος Σταυρός"]),
        (
            "trinity",
            ["Holy Trinity", "Troitsa", "Свята Трійця", "Αγία Τριάδα", "Света Тројица", "სამება", "Sfânta Treime"],
        ),
        ("archangels", ["Archangels", "Sveti Arhangeli", "Светих Архангела", "Ταξιάρχες", "მთავარანგელოზის ეკლესია"]),
        ("nicholas", ["St Nicholas", "Свято-Миколаївська церква", "Sveti Nikola", "Άγιος Νικόλαος", "مار نقولا"]),
        ("friday", ["Cümə məscidi", "Friday Mosque", "Juma Mosque", "مسجد جامع", "المسجد الجامع", "Джума-мечеть"]),
    ],
)
def test_one_dedication_in_many_languages(meaning: str, names: list[str]) -> None:
    assert [name for name in names if meaning not in name_keys(name).meanings] == []
    assert [name for name in names if similarity(names[0], name) < ALIKE] == []


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            "church",
            [
                "kilsəsi",
                "церковь",
                "մատուռ",
                "Εκκλησία",
                "ეკლესია",
                "كنيسة",
                "כנסייה",
                "црква",
                "kisha",
                "biserica",
                "ܥܕܬܐ",
            ],
        ),
        ("monastery", ["վանք", "монастырь", "მონასტერი", "دير", "מנזר", "Μονή", "mănăstirea", "klasztor", "ܕܝܪܐ"]),
        ("mosque", ["məscid", "camii", "џамија", "xhamia", "مسجد", "מסגד", "mizgefta", "Τζαμί", "meczet", "მეჩეთი"]),
        ("shrine", ["məqbərə", "türbesi", "مرقد", "مزار", "آرامگاه", "tyrbja", "мавзолей"]),
        ("fortification", ["qala", "berd", "ციხე", "قلعة", "מבצר", "cetatea", "тврђава", "zamek"]),
    ],
)
def test_one_kind_in_many_languages(kind: str, names: list[str]) -> None:
    assert [name for name in names if kind not in name_keys(name).kinds] == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("St John", "St Gregory"),
        ("Saint John", "Saint John the Baptist"),
        ("Upper Govhar Agha Mosque", "Aşağı Gövhər Ağa məscidi"),
        ("Верхняя мечеть", "Нижняя мечеть"),
        ("Old Church of Tsar", "New Church of Tsar"),
        ("North Tower of Baku", "South Tower of Baku"),
        ("Velyka Vyshnia", "Mala Vyshnia"),
        ("Second School of Kyiv", "Третя школа Києва"),
        ("School No. 5", "School No. ٦"),
        ("Red Bridge", "White Bridge"),
    ],
)
def test_near_misses(a: str, b: str) -> None:
    assert similarity(a, b) < UNLIKE


def test_digits_are_one_in_all_scripts() -> None:
    assert similarity("School No. 5", "School No. ٥") == 1.0


def test_an_area_and_its_place_are_nearly_one_name() -> None:
    assert similarity("Թոքաթի նահանգ", "Tokat Province") > similarity("Թոքաթի նահանգ", "Tokat") > ALIKE


def test_the_files_hold_together() -> None:
    words = word_file().tokens
    opposed = {quality for row in quality_file()["opposed"] for quality in row}
    narrower = quality_file()["narrower"]
    assert opposed | set(narrower) | set(narrower.values()) <= set(words)
    assert set(kind_file()["types"]) | set(kind_file()["suffixes"].values()) <= set(map(str, AssetType))
    assert all(meant and known for meant, languages in dedication_file().items() for known in languages.values())
    known = {f"word:{token}" for token in words} | {f"type:{kind}" for kind in AssetType}
    assert {meaning for phrase in kind_file()["phrases"] for meaning in phrase["mean"]} <= known


@given(
    st.lists(st.sampled_from(sorted(word_file().tokens)), min_size=1, max_size=3),
    st.sampled_from(["Ganza", "Շուշի", "Kyiv"]),
)
def test_a_name_of_known_words_is_like_itself_in_any_language(tokens: list[str], own: str) -> None:
    first = " ".join(word_file().tokens[token][0] for token in tokens) + f" {own}"
    assert similarity(first, first) == 1.0
    assert not name_words().tokens(()) and name_keys(first).tokens


@given(
    st.permutations(["Armenian", "Azerbaijani", "Georgian"]),
    st.sampled_from(["Church of {}", "{} Mosque", "Old {} Fort"]),
)
def test_no_party_is_nearer_than_another(parties: list[str], pattern: str) -> None:
    """A name with one party in it is as like a neutral one as the same name with another party of like length."""
    a, b, _ = parties
    assert similarity(pattern.format(a), pattern.format(a)) == similarity(pattern.format(b), pattern.format(b)) == 1.0
    assert similarity(pattern.format(a), pattern.format(b)) == similarity(pattern.format(b), pattern.format(a))
    assert name_keys(pattern.format(a)).kinds == name_keys(pattern.format(b)).kinds
    assert name_keys(pattern.format(a)).meanings == name_keys(pattern.format(b)).meanings
