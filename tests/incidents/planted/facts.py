"""What happened in a planted story, where, and who prints papers there."""

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass

from tests.incidents.planted.wording import LATIN, name_of, table
from tutela.model.claims import AssetType
from tutela.model.documents import Publisher
from tutela.model.ids import record_id
from tutela.model.inventory import Asset, Name

KINDS = ("church", "mosque", "museum", "monastery", "library", "cemetery")
PAPERS = 90
AGENCIES = ("Unipress", "Norwire", "Telagenta")


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened, in figures and names that every telling keeps."""

    label: str
    asset: str
    kind: str
    name: tuple[int, ...]
    place: tuple[int, ...]
    day: dt.date
    harm: str
    means: str
    party: str
    figures: Mapping[str, str]


def papers_of(dice: random.Random, parties: tuple[str, str]) -> list[Publisher]:
    """Papers, agencies, and for each party an outlet of its own."""
    words = ("Post", "Mirror", "Courier", "Herald", "Gazette", "Tribune", "Chronicle", "Observer", "Echo", "Bulletin")
    found = [
        Publisher(record_id("pub", {"name": name}), name)
        for number in range(PAPERS)
        for name in [f"{new_name(dice, 2)} {words[number % len(words)]}"]
    ]
    found += [Publisher(record_id("pub", {"name": n}), n, kind="agency") for n in AGENCIES]
    for side, party in enumerate(parties):
        # The id tells no side apart by its name, so that swapping the names swaps nothing else.
        found.append(Publisher(record_id("pub", {"side": side}), f"State Radio of {party}", party=party))
    return found


def new_name(dice: random.Random, syllables: int) -> str:
    return name_of(tuple(dice.randrange(len(LATIN)) for _ in range(syllables)))


def site_of(dice: random.Random, number: int) -> tuple[str, str, tuple[int, ...], tuple[int, ...]]:
    """(id, kind, name, place) of an asset."""
    spell = tuple(dice.randrange(len(LATIN)) for _ in range(6))
    return f"ast_{number:06d}", KINDS[number % len(KINDS)], spell[:3], spell[3:]


def asset_of(identity: str, kind: str, name: tuple[int, ...], place: tuple[int, ...]) -> Asset:
    words = str(table("en", "kinds")[kind]).format(name=name_of(name))
    return Asset(identity, (Name(words, "en"),), AssetType(kind), settlements=(Name(name_of(place)),))


def facts_of(
    dice: random.Random,
    label: str,
    site: tuple[str, str, tuple[int, ...], tuple[int, ...]],
    parties: tuple[str, str],
) -> Facts:
    day = dt.date(2020, 9, 27) + dt.timedelta(days=dice.randrange(1400))
    figures = {
        "hour": f"{dice.randrange(10, 23)}:{dice.randrange(10, 59)}",
        "year": str(dice.randrange(1187, 1899)),
        "distance": str(dice.randrange(11, 88)),
        **estimates(dice),
    }
    asset, kind, name, place = site
    harm, means = dice.choice(("damaged", "destroyed")), dice.choice(("artillery", "airstrike", "drone"))
    return Facts(label, asset, kind, name, place, day, harm, means, dice.choice(parties), figures)


def estimates(dice: random.Random) -> dict[str, str]:
    """Figures that whoever was there counts for himself."""
    return {
        "shells": str(dice.randrange(12, 96)),
        "share": str(dice.randrange(11, 95)),
        "people": str(dice.randrange(13, 240)),
        **{f"n{number}": str(dice.randrange(11, 99)) for number in range(1, 5)},
    }
