from tutela.language.places import Gazetteer
from tutela.linking.settlements import named_settlements
from tutela.model.claims import AssetType
from tutela.model.geometry import Position
from tutela.model.inventory import Asset, Name, Place

HERE, THERE = Position(40.0, 46.0), Position(50.0, 30.0)


def gazetteer_of(*places: Place) -> Gazetteer:
    """A gazetteer of a few places."""
    return Gazetteer(places)


def place(identity: str, *names: str, kind: str = "town", country: str = "AA", position: Position = HERE) -> Place:
    return Place(identity, tuple(Name(name) for name in names), kind, position, country=country)


def asset(*settlements: str) -> Asset:
    return Asset("ast_1", (Name("Old Mill"),), AssetType.BRIDGE, settlements=tuple(map(Name, settlements)))


def test_all_names_of_a_settlement_lead_to_it_once():
    gazetteer = gazetteer_of(place("plc_1", "Karvachar", "Kalbajar"))
    assert [one.id for one in named_settlements([], [asset("Karvachar", "Kalbajar")], gazetteer)] == ["plc_1"]


def test_a_name_of_two_settlements_is_settled_by_the_company_it_keeps():
    gazetteer = gazetteer_of(
        place("plc_1", "Vank"), place("plc_2", "Vank", country="BB", position=THERE), place("plc_3", "Drmbon")
    )
    assert {one.id for one in named_settlements([], [asset("Vank", "Drmbon")], gazetteer)} == {"plc_1", "plc_3"}


def test_a_name_that_stays_ambiguous_is_left_out():
    gazetteer = gazetteer_of(place("plc_1", "Vank"), place("plc_2", "Vank", country="BB", position=THERE))
    assert named_settlements([], [asset("Vank")], gazetteer) == ()


def test_a_region_is_no_settlement():
    assert named_settlements([], [asset("Syunik")], gazetteer_of(place("plc_1", "Syunik", kind="region"))) == ()
