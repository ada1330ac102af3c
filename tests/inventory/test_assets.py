"""Entries -> assets."""

import pytest

from tutela.inventory.assets import assets_from_entries
from tutela.model.claims import AssetType
from tutela.model.geometry import Position
from tutela.model.inventory import Asset, Register, RegisterEntry, entry_id

REGISTER = Register("reg_1", "monuments", "0" * 64)


def entry(key: str, *fields: tuple[str, str], position: Position | None = None, row: int = 2) -> RegisterEntry:
    return RegisterEntry(
        entry_id("reg_1", key, (*fields, ("row", str(row)))), "reg_1", key, row, fields, fields, position
    )


def asset(*fields: tuple[str, str]) -> Asset:
    [found] = assets_from_entries(REGISTER, [entry("a-1", *fields)])
    return found


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ([("type", "carved_stone")], AssetType.CARVED_STONE),
        ([("type", "mausoleum")], AssetType.SHRINE),
        ([("type", "Sakralni objekat (džamija)")], AssetType.MOSQUE),
        ([("type", "Kite, Tomb/Grave/Burial")], AssetType.ARCHAEOLOGICAL_SITE),
        ([("type", "Пам'ятка археології")], AssetType.ARCHAEOLOGICAL_SITE),
        ([("type", "Structural Heritage"), ("type", "Caravanserai/Khan")], AssetType.HISTORIC_BUILDING),
        ([("type", "multipolygon"), ("type:historic", "ruins"), ("type:ruins", "church")], AssetType.CHURCH),
        ([("type:historic", "memorial"), ("type:religion", "christian")], AssetType.MONUMENT),
        ([("type:amenity", "place_of_worship"), ("type:religion", "muslim")], AssetType.MOSQUE),
        ([("type", "thingamajig")], AssetType.HERITAGE),
        ([("name:tr", "Eski köprü")], AssetType.BRIDGE),
        ([("type", "cultural"), ("name:en", "Church museum")], AssetType.HERITAGE),
    ],
)
def test_types_are_mapped_to_one_vocabulary(fields: list[tuple[str, str]], kind: AssetType) -> None:
    assert asset(("name", "X"), *fields).type is kind


def test_identifiers_are_kept() -> None:
    found = asset(
        ("id", "a-1"),
        ("name", "Chapel"),
        ("identifier:whosonfirst", "7"),
        ("wikidata", "http://www.wikidata.org/entity/Q42"),
    )
    assert found.identifiers == (("register", "a-1"), ("whosonfirst", "7"), ("wikidata", "Q42"))


@pytest.mark.parametrize(("cell", "restricted"), [("no", False), ("нет", False), ("yes", True), ("partly", True)])
def test_a_doubt_withholds(cell: str, restricted: bool) -> None:
    assert asset(("name", "Cave"), ("restricted", cell)).restricted is restricted


def test_parts_find_their_whole() -> None:
    whole, column, notes, elsewhere = assets_from_entries(
        REGISTER,
        [
            entry("a-1", ("name", "Monastery")),
            entry("a-2", ("name", "Belfry"), ("part_of", "a-1")),
            entry("a-3", ("name", "Two cross stones"), ("notes", "Part of a-1; moved in 1900.")),
            entry("a-4", ("name", "Gate"), ("notes", "Part of the town wall.")),
        ],
    )
    assert (column.part_of, notes.part_of, elsewhere.part_of, whole.part_of) == (whole.id, whole.id, None, None)


def test_rows_of_one_key_are_one_asset_with_the_stated_uncertainty() -> None:
    point, outline = Position(40, 46), Position(40, 46, 90.0)
    rows = [entry("a-1", ("name", "Khan"), position=point), entry("a-1", ("name", "Khan"), position=outline, row=3)]
    [found] = assets_from_entries(REGISTER, rows)
    assert found.entries == (rows[0].id, rows[1].id)
    assert found.position == outline


def test_the_same_rows_give_the_same_ids_and_other_rows_others() -> None:
    one, same, other = asset(("name", "Khan")), asset(("name", "Khan")), asset(("name", "Khan"), ("built", "1500"))
    assert one == same
    assert one.id != other.id


def test_what_a_register_calls_a_kind_is_kept_in_its_words() -> None:
    assert asset(("type", "Türbə"), ("type", "memorial"), ("type", "Türbə")).kind_words == ("Türbə", "memorial")
