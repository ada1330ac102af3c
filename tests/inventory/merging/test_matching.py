"""Assets of registers -> matches: what is one thing, and what the sentences say."""

import dataclasses
import itertools

import pytest
from registers_made import asset, two_registers

from tutela.inventory.merging import match_assets, merged
from tutela.model.inventory import Asset, Match, MatchVerdict


def joined(assets: list[Asset], matches: tuple[Match, ...]) -> set[frozenset[str]]:
    """The keys of rows that became one, in groups."""
    keys = {one.id: one.identifiers[0][1] for one in assets}
    return {frozenset(keys[id_] for id_ in (one.id, *one.absorbed)) for one in merged(assets, matches) if one.absorbed}


@pytest.fixture(scope="module")
def found() -> tuple[list[Asset], tuple[Match, ...]]:
    assets = two_registers()
    return assets, match_assets(assets)


def test_one_thing_in_two_registers_is_found_across_scripts(found: tuple[list[Asset], tuple[Match, ...]]) -> None:
    assets, matches = found
    assert joined(assets, matches) == {frozenset({"n1", "s1"}), frozenset({"n3", "s3"})}


def test_every_comparison_says_a_sentence_with_its_weight(found: tuple[list[Asset], tuple[Match, ...]]) -> None:
    assets, matches = found
    labels = {one.id: one.label for one in assets}
    [match] = [one for one in matches if {labels[one.one], labels[one.other]} == {"Gandzasar Monastery", "Գանձասար"}]
    said = {reason.signal: reason for reason in match.reasons}
    assert "“Gandzasar" in said["name"].sentence
    assert "34 m apart" in said["distance"].sentence
    assert said["kind"].sentence == "both are monastery"
    assert all(reason.score > 0 for reason in match.reasons)
    assert match.probability > 0.9


def test_the_order_of_registers_and_rows_changes_nothing(found: tuple[list[Asset], tuple[Match, ...]]) -> None:
    assets, matches = found
    assert match_assets(assets[::-1]) == matches
    shuffled = [assets[at] for at in (3, 6, 0, 7, 5, 2, 4, 1)]
    assert {one.id for one in merged(shuffled, matches)} == {one.id for one in merged(assets, matches)}


def test_two_rivals_equally_likely_are_left_to_a_person() -> None:
    assets = [
        asset("north", "n1", "Kamul Monastery", kind="monastery"),
        asset("south", "s1", "Kamul", kind="monastery"),
        asset("south", "s2", "Kamul", kind="monastery"),
    ]
    matches = match_assets(assets)
    across = [one for one in matches if assets[0].id in (one.one, one.other)]
    assert [one.verdict for one in across] == [MatchVerdict.POSSIBLE] * 2


def test_numbers_and_qualities_keep_namesakes_apart() -> None:
    assets = [
        asset("north", "n1", "School No. 5 Riverton", kind="school", at=(40.1, 46.1)),
        asset("south", "s1", "Riverton School No. 7", kind="school", at=(40.1, 46.1)),
        asset("north", "n2", "Upper Mirik Mosque", kind="mosque", at=(40.3, 46.1)),
        asset("south", "s2", "Lower Mirik Mosque", kind="mosque", at=(40.303, 46.1)),
    ]
    assert joined(assets, match_assets(assets)) == set()


def test_what_a_register_calls_a_part_is_a_part_however_near() -> None:
    whole = asset("north", "n1", "Dadivank Monastery", kind="monastery", at=(40.16, 46.28))
    part = asset("north", "n2", "Two khachkars of Dadivank", kind="carved_stone", at=(40.16, 46.28), part_of=whole.id)
    [match] = [one for one in match_assets([whole, part]) if one.verdict is not MatchVerdict.POSSIBLE]
    assert (match.one, match.other, match.verdict) == (part.id, whole.id, MatchVerdict.PART)
    assert "the register says" in match.reasons[0].sentence


def test_a_shared_identifier_joins_what_names_do_not() -> None:
    wikidata = (("wikidata", "Q1"),)
    assets = [
        dataclasses.replace(one, identifiers=one.identifiers + wikidata)
        for one in (
            asset("north", "n1", "Karmir Vank", kind="monastery", at=(40.1, 46.1)),
            asset("south", "s1", "Saint Stephen's", kind="monastery", at=(40.101, 46.1)),
        )
    ]
    [match] = match_assets(assets)
    assert match.verdict is MatchVerdict.SAME
    assert "wikidata Q1" in " ".join(reason.sentence for reason in match.reasons)


def swapped(one: Asset) -> Asset:
    """The asset with two parties' names swapped everywhere."""
    table = {"Norland": "Sudland", "Sudland": "Norland"}

    def swap(text: str) -> str:
        return "".join(
            table.get(part, part)
            for part in text.replace("Norland", "|Norland|").replace("Sudland", "|Sudland|").split("|")
        )

    names = tuple(dataclasses.replace(name, text=swap(name.text)) for name in one.names)
    return dataclasses.replace(one, names=names, id=one.id[:-4] + one.id[-4:][::-1])


def test_parties_swapped_the_same_merges() -> None:
    assets = [
        *two_registers(),
        asset("north", "n9", "Norland State Museum", kind="museum", at=(40.7, 46.0)),
        asset("south", "s9", "Sudland State Museum", kind="museum", at=(40.701, 46.0)),
        asset("south", "s8", "State Museum of Norland", kind="museum", at=(40.7, 46.0)),
    ]
    turned = [swapped(one) for one in assets]
    assert joined(assets, match_assets(assets)) == joined(turned, match_assets(turned))


def test_no_pair_is_reported_twice() -> None:
    matches = match_assets(two_registers())
    pairs = [frozenset((one.one, one.other)) for one in matches]
    assert len(pairs) == len(set(pairs))
    assert all(a != b for a, b in itertools.combinations(pairs, 2))
