"""Which place a name means: names in context, ambiguity kept, the same rule for every party."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tutela.language.place_resolving import nearness
from tutela.language.places import Gazetteer, default_gazetteer
from tutela.model.gazetteer import PlaceContext, Resolution
from tutela.model.geometry import Position
from tutela.model.inventory import Name, Place

HERE = Path(__file__).resolve().parent
FLOORS = json.loads((HERE.parent / "floors.json").read_text("utf-8"))["places_in_context"]
RIGHT_M = 15_000


def told_apart(case: dict, gazetteer: Gazetteer) -> str:
    """`right`, `wrong`, or `open` where several places stay; of a name that cannot be told apart `open` is right."""
    beside = tuple(found.text for found in gazetteer.find(case["text"]) if found.text != case["name"])
    resolution = gazetteer.resolve(case["name"], PlaceContext(beside=beside))
    place = resolution.place
    if case["at"] is None:
        return "right" if resolution.ambiguous else "wrong"
    if place is None or place.position is None:
        return "open"
    return "right" if place.position.distance_m(Position(*case["at"])) < RIGHT_M else "wrong"


def cases() -> list[dict]:
    return [json.loads(line) for line in (HERE / "places_in_context.jsonl").read_text("utf-8").splitlines()]


def test_names_in_context():
    packaged = [case for case in cases() if "list" not in case]
    found = [told_apart(case, default_gazetteer()) for case in packaged]
    assert len(found) >= 75
    assert found.count("right") / len(found) >= FLOORS["right"], [
        c["text"] for c, f in zip(packaged, found, strict=True) if f != "right"
    ]
    assert found.count("wrong") / len(found) <= FLOORS["wrong"]


def place(id_, lat, lon, *names, kind="village", country="", people=0, within=()):
    return Place(id_, tuple(map(Name, names)), kind, Position(lat, lon), within, country, population=people)


TOWN = place("town", 40.0, 46.0, "Orto", kind="town", country="AA", people=20_000)
FAR_TOWN = place("far", 10.0, 10.0, "Orto", kind="town", country="BB", people=20_000)
DISTRICT = place("district", 40.2, 46.1, "Orto", kind="district", country="AA", people=90_000)
NEIGHBOUR = place("neighbour", 40.1, 46.1, "Vesto", country="AA")
LAND = Place("land", (Name("Alba"),), "country", None, country="AA")
GAZETTEER = Gazetteer([TOWN, FAR_TOWN, DISTRICT, NEIGHBOUR, LAND])


def meant(name: str, **context: object) -> str | None:
    found = GAZETTEER.resolve(name, PlaceContext(**context)).place
    return found.id if found else None


def signals(resolution: Resolution) -> set[str]:
    return {reason.signal for reason in resolution.candidates[0].reasons}


def test_nothing_told_nothing_decided():
    resolution = GAZETTEER.resolve("Orto")
    assert resolution.ambiguous and resolution.place is None
    assert {place.id for place in resolution.remaining} == {"town", "far"}, (
        "the district is rarely meant by the town's name"
    )


@pytest.mark.parametrize(
    ("context", "signal"),
    [
        ({"beside": ("Alba",)}, "country_said"),
        ({"beside": ("Vesto",)}, "near_others"),
        ({"near": (Position(40.01, 46.01),)}, "near_asset"),
        ({"area": (45.0, 39.0, 47.0, 41.0)}, "in_area"),
        ({"countries": frozenset({"AA"})}, "in_country"),
    ],
)
def test_each_part_of_the_context_tells(context, signal):
    resolution = GAZETTEER.resolve("Orto", PlaceContext(**context))
    assert resolution.place == TOWN and signal in signals(resolution)
    assert all(reason.sentence for candidate in resolution.candidates for reason in candidate.reasons)


def test_a_district_is_meant_where_the_text_says_so():
    assert meant("Orto", beside=("Alba",), as_area=True) == "district"


def test_what_holds_it():
    inner, outer = place("inner", 1, 1, "Nuo", within=("Big Land",)), place("outer", 1, 9, "Nuo")
    found = Gazetteer([inner, outer]).resolve("Nuo", PlaceContext(within=("big land",)))
    assert found.place == inner


def test_a_name_nobody_knows():
    unknown = GAZETTEER.resolve("Nowhere", PlaceContext(beside=("Orto",)))
    assert (unknown.place, unknown.ambiguous, unknown.remaining) == (None, False, ())


def test_inflected_names_are_known_by_their_stem():
    assert default_gazetteer().resolve("Шуше").place.id == "scp-001"


def test_the_order_of_equal_places_rests_on_no_name():
    twins = [place("b", 2, 2, "Nuo"), place("a", 1, 1, "Nuo")]
    for given in (twins, twins[::-1]):
        assert [one.place.id for one in Gazetteer(given).resolve("Nuo").candidates] == ["a", "b"]


def test_the_same_with_the_names_of_two_parties_swapped():
    one, other = ("Shushi", "Karvachar", "Artsakh"), ("Şuşa", "Kəlbəcər", "Qarabağ")
    swap = dict(zip((*one, *other), (*other, *one), strict=True))

    def swapped(held: Place) -> Place:
        names = tuple(replace(name, text=swap.get(name.text, name.text)) for name in held.names)
        return replace(held, names=names, within=tuple(swap.get(name, name) for name in held.within))

    places = [
        place("a", 39.7, 46.7, "Shushi", "Şuşa", within=("Artsakh", "Qarabağ")),
        place("b", 41.0, 48.0, "Şuşa", within=("Quba",)),
        place("c", 41.2, 44.0, "Shushi", within=("Lori",)),
        place("d", 40.1, 46.0, "Karvachar", "Kəlbəcər"),
    ]
    here, there = Gazetteer(places), Gazetteer(map(swapped, places))
    for name in (*one, *other):
        for context in (PlaceContext(), PlaceContext(beside=("Karvachar",)), PlaceContext(within=("Qarabağ",))):
            turned = replace(
                context, beside=tuple(map(swap.get, context.beside)), within=tuple(map(swap.get, context.within))
            )
            found, mirrored = here.resolve(name, context), there.resolve(swap[name], turned)
            assert [(c.place.id, c.score) for c in found.candidates] == [
                (c.place.id, c.score) for c in mirrored.candidates
            ]


def test_nearness_falls_with_distance():
    values = [nearness(km * 1000) for km in (0, 5, 20, 80, 300, 900, 5000)]
    assert values == sorted(values, reverse=True) and (values[0], values[-1]) == (1.0, -1.0)


def test_packaged_statements_name_places_that_exist_and_both_sides():
    said = default_gazetteer().lookup("Shusha")[0].administered
    assert {"Azerbaijan", "Nagorno-Karabakh Republic (Republic of Artsakh)"} <= {
        one.by for one in said if one.basis == "claims"
    }
    from tutela.language.gazetteer_files import administrations

    assert [key for key in administrations() if not default_gazetteer().with_id(key)] == []
    assert all(one.source for statements in administrations().values() for one in statements)
