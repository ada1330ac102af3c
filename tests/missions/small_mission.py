"""A small mission: four sites in two villages, two parties that must agree, one team, two days."""

from collections.abc import Sequence

from tutela.missions.consenting import Agreements
from tutela.model.claims import AssetType
from tutela.model.geometry import Position
from tutela.model.inventory import Asset, Name
from tutela.model.missions import Area, Concern, Consent, Ground, Hours, Member, Mission, Team

DAYS = ("2026-05-04", "2026-05-05")
DAYLIGHT = Hours(6 * 60, 20 * 60)
NORTH, SOUTH = "Party One", "Party Two"
TEAM = Team(
    "Team A",
    (Member("Team leader"), Member("Conservation architect")),
    Position(39.75, 46.7),
    Position(39.75, 46.7),
    ("camera", "drone"),
)


def asset(number: int, village: str, lat: float = 39.76, kind: AssetType = AssetType.CHURCH) -> Asset:
    names = (Name(f"Site {number}", "en"),)
    return Asset(
        f"ast_{number}", names, kind, Position(lat, 46.75 + number / 100), (Name(village),), entries=(f"ent_{number}",)
    )


SITES = (asset(1, "Upper Village"), asset(2, "Upper Village"), asset(3, "Lower Village"), asset(4, "Lower Village"))


def same(one: str, other: str) -> bool:
    return one == other


def mission(concerns: Sequence[Concern] | None = None, **fields: object) -> Mission:
    both = (Concern(NORTH, Ground.ADMINISTERS), Concern(SOUTH, Ground.CLAIMS, Area("Upper Village")))
    given = {"concerns": both if concerns is None else tuple(concerns), "teams": (TEAM,), "days": DAYS, **fields}
    return Mission("mis_1", "A mission", "to see", **given)  # type: ignore[arg-type]


def consent(party: str, number: int = 1, area: Area | None = None, **fields: object) -> Consent:
    given = {"equipment": ("camera",), **fields}
    return Consent(
        f"cns_{party}_{number}",
        "mis_1",
        party,
        "Ministry",
        "2026-04-01",
        DAYS[0],
        DAYS[-1],
        area or Area(),
        **given,  # type: ignore[arg-type]
    )


def agreements(*consents: Consent, steps: Sequence[object] = ()) -> Agreements:
    return Agreements(consents, tuple(steps), same)  # type: ignore[arg-type]
