"""Harm to a part in the same act as the whole is the whole's incident."""

from tests.incidents.stories import NoInventory, claims_of, document
from tutela.incidents import gather_incidents
from tutela.language.places import default_gazetteer
from tutela.linking import described_assets, link_claims
from tutela.model.claims import Harm
from tutela.model.incidents import Incident

DAY = {"start": "2020-10-08", "end": "2020-10-08", "means": ["artillery"], "places": ["Shushi"]}
TEXT = "Shells hit the old town of Shushi on 8 October.\nNine mansions burned out.\n"


def incidents(**mansions: object) -> tuple[Incident, ...]:
    told = document("one", "Morning Post", "2020-10-09", TEXT)
    town = {"asset": "old town", "asset_type": "historic_district", **DAY}
    houses = {"asset": "Nine mansions", "asset_type": "historic_building", "harm": "destroyed", **DAY, **mansions}
    claims = claims_of(told, town, houses)
    links = link_claims(claims, [told], NoInventory(), default_gazetteer())
    assets = described_assets(claims, links, [told], default_gazetteer())
    assert len(assets) == 2
    return gather_incidents([told], claims, links, assets, ())


def test_a_group_burnt_on_the_day_its_district_was_shelled_is_of_one_incident() -> None:
    (incident,) = incidents()
    assert incident.harms == (Harm.DESTROYED, Harm.DAMAGED)


def test_a_group_harmed_at_another_time_or_place_is_not() -> None:
    assert len(incidents(start="2019-01-01", end="2019-01-01")) == 2
    assert len(incidents(places=["Hadrut"])) == 2
