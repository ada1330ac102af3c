"""Finding assets by what texts call them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.inventory.index import MemoryIndex
from tutela.model.claims import AssetType
from tutela.model.inventory import Asset, Name


def asset(key: str, kind: AssetType, names: str, places: str = "") -> Asset:
    def several(text: str) -> tuple[Name, ...]:
        return tuple(Name(part) for part in text.split("|") if part)

    return Asset(key, several(names), kind, settlements=several(places))


CATHEDRAL = asset(
    "a", AssetType.CHURCH, "Ghazanchetsots Cathedral|Սուրբ Ամենափրկիչ Ղազանչեցոց|Qazançı kilsəsi", "Shushi|Şuşa|Շուշի"
)
MOSQUE = asset("b", AssetType.MOSQUE, "Juma Mosque|Cümə məscidi", "Aghdam|Ağdam")
VANK = asset("c", AssetType.MONASTERY, "Dadivank|Խութավանք|Xudavəng monastırı", "Vank")
STONE = asset("d", AssetType.CARVED_STONE, "Cross stones of Dadivank", "Vank")
INDEX = MemoryIndex([CATHEDRAL, MOSQUE, VANK, STONE])


@pytest.mark.parametrize(
    ("words", "places", "first"),
    [
        ("Ghazanchetsots", [], CATHEDRAL),
        ("Казанчецоц", [], CATHEDRAL),
        ("Ղազանչեցոց", [], CATHEDRAL),
        ("Holy Savior Cathedral", ["Shusha"], CATHEDRAL),
        ("cathedral", ["Шуша"], CATHEDRAL),
        ("Shushi cathedral", [], CATHEDRAL),
        ("mosque", ["Agdam"], MOSQUE),
        ("Khutavank", [], VANK),
        ("Dadi Vank", [], VANK),
        ("khachkars", ["Vank"], STONE),
    ],
)
def test_names_in_any_script_and_kinds_at_places_find_their_asset(words: str, places: list[str], first: Asset) -> None:
    assert next(iter(INDEX.candidates(words, places))) == first


@pytest.mark.parametrize(
    ("words", "places"), [("bridge", []), ("mosque", []), ("", ["Shushi"]), ("…", []), ("Zorats Karer", [])]
)
def test_what_names_nothing_finds_nothing(words: str, places: list[str]) -> None:
    assert list(INDEX.candidates(words, places)) == []


def test_assets_are_got_by_id() -> None:
    assert INDEX.get("b") is MOSQUE
    assert INDEX.get("nowhere") is None


def test_equal_candidates_keep_the_order_of_the_inventory() -> None:
    twin = asset("0", AssetType.MOSQUE, "Juma Mosque|Cümə məscidi", "Aghdam|Ağdam")
    for order in ([MOSQUE, twin], [twin, MOSQUE]):
        assert list(MemoryIndex(order).candidates("Juma Mosque", ["Agdam"])) == order


@given(st.text(max_size=30), st.lists(st.text(max_size=10), max_size=3))
def test_any_words_may_be_asked_for(words: str, places: list[str]) -> None:
    assert set(INDEX.candidates(words, places)) <= {CATHEDRAL, MOSQUE, VANK, STONE}
