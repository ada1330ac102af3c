"""Cells with names -> names."""

from tutela.inventory.assets import assets_from_entries
from tutela.model.geometry import Position
from tutela.model.inventory import Asset, NameKind, Register, RegisterEntry, entry_id

REGISTER = Register("reg_1", "monuments", "0" * 64)


def entry(key: str, *fields: tuple[str, str], position: Position | None = None, row: int = 2) -> RegisterEntry:
    return RegisterEntry(
        entry_id("reg_1", key, (*fields, ("row", str(row)))), "reg_1", key, row, fields, fields, position
    )


def asset(*fields: tuple[str, str]) -> Asset:
    [found] = assets_from_entries(REGISTER, [entry("a-1", *fields)])
    return found


def test_names_carry_language_script_kind_and_user() -> None:
    found = asset(
        ("name:en", "Hill Chapel"),
        ("name:hy", "Բլրի մատուռ; Blri matur"),
        ("name", "Təpə kilsəsi"),
        ("official_name:az", "Тәпә килсәси"),
        ("former_name", "Old Chapel"),
        ("transliteration", "Blri Matur"),
        ("other_names", "Hill Chapel; Մատուռ\nChapel of the Hill"),
    )
    assert [(name.text, name.language, name.script, name.kind) for name in found.names] == [
        ("Hill Chapel", "en", "Latn", NameKind.ALTERNATIVE),
        ("Բլրի մատուռ", "hy", "Armn", NameKind.ALTERNATIVE),
        ("Blri matur", "hy-Latn", "Latn", NameKind.ALTERNATIVE),
        ("Təpə kilsəsi", "", "Latn", NameKind.ALTERNATIVE),
        ("Тәпә килсәси", "az-Cyrl", "Cyrl", NameKind.OFFICIAL),
        ("Old Chapel", "", "Latn", NameKind.FORMER),
        ("Blri Matur", "", "Latn", NameKind.TRANSLITERATION),
        ("Մատուռ", "hy", "Armn", NameKind.ALTERNATIVE),
        ("Chapel of the Hill", "", "Latn", NameKind.ALTERNATIVE),
    ]
    assert {name.used_by for name in found.names} == {"monuments"}


def test_references_among_the_names_become_identifiers() -> None:
    kinds = ("name_kinds", "Toponym, Alternative Reference")
    found = asset(("name", "Old Khan, REF-7"), kinds)
    assert [name.text for name in found.names] == ["Old Khan"]
    assert ("reference", "REF-7") in found.identifiers
    alone = asset(("name", "REF-7"), ("name_kinds", "Alternative Reference"))
    assert [name.text for name in alone.names] == ["REF-7"]
    unmatched = asset(("name", "Khan, Old"), ("name_kinds", "Toponym"))
    assert [name.text for name in unmatched.names] == ["Khan, Old"]


def test_places_keep_every_form_and_who_uses_it() -> None:
    found = asset(
        ("name", "Chapel"),
        ("place", "Lower Village; Nerkin"),
        ("district", "East / Şərq (one side); Arevelk (the other)"),
    )
    assert [name.text for name in found.settlements] == ["Lower Village", "Nerkin"]
    assert [(name.text, name.used_by) for name in found.districts] == [
        ("East", "one side"),
        ("Şərq", "one side"),
        ("Arevelk", "the other"),
    ]
