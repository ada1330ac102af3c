"""What stands around a harm word and an asset, and on the way between them."""

from parsed import scanned

from tutela.reading.surroundings import KINDS, LONGEST, Surroundings, around_harm

PEOPLES = (("Christian", "Roman"), ("Muslim", "Scythian"))


def of(text: str, asset: int = 0, harm: int = 0) -> dict[str, float]:
    one = scanned(text)
    around = Surroundings.of(one.sentence.parse, one.mentions, one.triggers)
    return around.between(asset, harm, one.triggers[harm], "passive")


def test_the_way_from_the_asset_to_the_harm_word_is_told() -> None:
    found = of("The old mosque was destroyed on Monday.")
    assert "way nsubjpass^VERB>" in found and "way up nsubjpass" in found and "way down " in found
    assert {"asset word mosque", "asset with old", "asset as nsubjpass", "harm with auxpass"} <= set(found)
    assert all(name.startswith(KINDS) for name in found)


def test_what_stands_behind_a_preposition_is_told_with_it() -> None:
    found = of("They reported the destruction of the mosque.", asset=1)
    assert {"asset behind of", "asset behind of as passive", "way by of to nouns"} <= set(found)


def test_names_numbers_and_parties_count_by_their_kind_alone() -> None:
    swapped = [
        of(f"{one} troops shelled the {two} church in {place} with {number} rockets.")
        for one, two, place, number in (
            ("Armenian", "Azerbaijani", "Lomna", "40"),
            ("Azerbaijani", "Armenian", "Velibor", "12"),
        )
    ]
    assert swapped[0] == swapped[1]
    assert not any("lomna" in name or "40" in name or "armenia" in name for name in swapped[0])


def test_peoples_and_faiths_count_by_their_kind_alone() -> None:
    one, two = (of(f"Soldiers smashed the {faith} graves of the {people} monastery.") for faith, people in PEOPLES)
    assert one == two and "asset with (name)" in one


def test_what_governs_a_harm_word_and_hangs_on_it_is_told() -> None:
    one = scanned("Officials fear that the church may not be shelled again.")
    found = around_harm(one.sentence.parse, next(t for t in one.triggers if t.word.words[0].startswith("shell")))
    assert {"harm under fear", "harm with aux may", "harm with neg not", "harm with mark that"} <= set(found)


def test_long_ways_are_not_told_whole() -> None:
    text = "The fall of the wall of the yard of the house beside the church in the town of the valley was told."
    one = scanned(text)
    for at in range(len(one.mentions)):
        for which in range(len(one.triggers)):
            whole = [name for name in of(text, at, which) if "^" in name]
            assert all(name.count("<") + name.count(">") <= LONGEST for name in whole)
