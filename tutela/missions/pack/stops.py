"""The stops of a plan as a list that forms choose from: ODK's entity list, and what is permitted at each in words."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from tutela.missions.forms import form_kind
from tutela.model.inventory import Asset
from tutela.model.missions import Consent, MissionSheet, Stop, clock

COLUMNS = (
    "name", "label", "geometry", "form", "asset", "team", "day", "order", "arrive", "leave", "names", "kind", "known",
    "permitted", "camera",
)  # fmt: skip
"""Of stops.csv: `name`, `label` and `geometry` as ODK's entity lists want them, then what the forms look up."""
NOTHING_TOLD = "nothing is recorded of its condition"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What begins a formula in a spreadsheet: such a cell gets an apostrophe before it."""


def planned(sheet: MissionSheet) -> tuple[Stop, ...]:
    """The stops of the plan by day, team and order."""
    stops = sheet.plan.stops if sheet.plan else ()
    return tuple(sorted(stops, key=lambda stop: (stop.day, stop.team, stop.order)))


def stop_ids(sheet: MissionSheet) -> Mapping[Stop, str]:
    """What each stop is called in forms: its asset, numbered where a plan goes there again."""
    seen: dict[str, int] = {}
    ids = {}
    for stop in planned(sheet):
        seen[stop.asset] = seen.get(stop.asset, 0) + 1
        ids[stop] = stop.asset if seen[stop.asset] == 1 else f"{stop.asset}.{seen[stop.asset]}"
    return ids


def all_names(asset: Asset) -> str:
    """Every name of an asset, each once, in the order of the inventory."""
    return " · ".join(dict.fromkeys(name.text for name in asset.names))


def consents_of(stop: Stop, sheet: MissionSheet) -> tuple[tuple[str, Consent], ...]:
    """(party, consent) of every consent a stop rests on."""
    return tuple((one.party, given) for one in sheet.board for given in one.consents if given.id in stop.consents)


def permitted(stop: Stop, sheet: MissionSheet) -> str:
    """What the parties permit at a stop, in words: the narrowest of what all of them say."""
    given = [consent for _, consent in consents_of(stop, sheet)]
    parts = [f"equipment: {', '.join(stop.equipment) or 'none'}"]
    parts += [f"to publish: {', '.join(may_publish(given)) or 'nothing'}"]
    parts += [f"{party}, hours {consent.hours}" for party, consent in consents_of(stop, sheet) if consent.hours]
    parts += [f"{party}: {said}" for party, consent in consents_of(stop, sheet) for said in consent.conditions]
    return "; ".join(parts)


def may_publish(given: Iterable[Consent]) -> tuple[str, ...]:
    """What every one of these consents allows to publish, in the order of the first."""
    first, *rest = [consent.may_publish for consent in given] or [()]
    return tuple(one for one in first if all(one in other for other in rest))


def stops_csv(sheet: MissionSheet) -> bytes:
    """The list of stops for ODK, as `stops.csv` beside the forms."""
    return written(COLUMNS, (_row(stop, id_, sheet) for stop, id_ in stop_ids(sheet).items()))


def views_csv(sheet: MissionSheet) -> bytes:
    """Earlier views to repeat, as `earlier_views.csv`."""
    visited = dict.fromkeys(stop.asset for stop in planned(sheet))
    rows = [(f"{asset}.{number}", view, asset) for asset in visited for number, view in _numbered(sheet, asset)]
    return written(("name", "label", "asset"), rows)


def _numbered(sheet: MissionSheet, asset: str) -> Iterator[tuple[int, str]]:
    yield from enumerate(sheet.views.get(asset, ()), 1)


def _row(stop: Stop, id_: str, sheet: MissionSheet) -> tuple[str, ...]:
    asset = sheet.assets[stop.asset]
    label = f"{stop.day} {stop.team} {stop.order}: {asset.label}"
    return (
        id_, label, _geometry(asset), form_kind(asset.type).id, stop.asset, stop.team, stop.day, str(stop.order),
        clock(stop.arrive), clock(stop.leave), all_names(asset), asset.type.value,
        sheet.last_known.get(stop.asset, NOTHING_TOLD), permitted(stop, sheet),
        "yes" if "camera" in stop.equipment else "no",
    )  # fmt: skip


def _geometry(asset: Asset) -> str:
    """Latitude, longitude, height and uncertainty in metres, as ODK writes a point; the height is not known."""
    if asset.position is None:
        return ""
    return f"{asset.position.lat} {asset.position.lon} 0 {asset.position.uncertainty_m or 0:g}"


def written(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A table as CSV (RFC 4180, UTF-8); no cell is a formula.

    >>> written(("name",), [("=1+1",)])
    b"name\\r\\n'=1+1\\r\\n"
    """
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(columns)
    table.writerows([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row] for row in rows)
    return out.getvalue().encode()
