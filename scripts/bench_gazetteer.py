"""Measure gazetteers: time to add, rows of one place with their identifiers hidden, names told apart in context.

    python scripts/bench_gazetteer.py --data FOLDER

FOLDER holds Who's On First places as JSON Lines (`wof_admin_*.jsonl.gz`).
"""

import argparse
import itertools
import json
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tutela.language.places import Gazetteer
from tutela.language.same_places import reaches, same_places
from tutela.model.gazetteer import PlaceContext
from tutela.model.geometry import Position
from tutela.model.inventory import Place
from tutela.store.gazetteer import GazetteerTable
from tutela.workspace.gazetteers import places_of_files

CASES = Path(__file__).resolve().parent.parent / "tests" / "language" / "places_in_context.jsonl"
SETTLEMENTS = frozenset({"town", "village", "settlement"})
SCHEMES = frozenset({"geonames", "wikidata"})
NEAR_M = 12_000
RIGHT_M = 15_000


def marks(place: Place) -> dict[str, str]:
    return {scheme: value for scheme, value in place.identifiers if scheme in SCHEMES}


def true_pairs(rows: Iterable[Place]) -> set[tuple[str, str]]:
    """Rows that share an identifier."""
    held: dict[tuple[str, str], list[str]] = defaultdict(list)
    for place in rows:
        for mark in marks(place).items():
            held[mark].append(place.id)
    return {pair for ids in held.values() for pair in itertools.combinations(sorted(ids), 2)}


def duplicates(name: str, table: GazetteerTable) -> None:
    rows = {place.id: place for place in table.rows() if place.position and place.kind in SETTLEMENTS}
    truth = true_pairs(rows.values())
    pairs = ((a, b) for a, b in table.pairs_near({"~": reaches()["~"]}) if {a.id, b.id} <= rows.keys())
    found = {(pair.one, pair.other) for pair in same_places(pairs, use_identifiers=False)}
    near = {(a, b) for a, b in truth if distance(rows[a], rows[b]) <= NEAR_M}
    checkable = {(a, b) for a, b in found if marks(rows[a]).keys() & marks(rows[b]).keys()}
    print(
        f"{name}: {len(rows):,} settlements, {len(truth)} true pairs ({len(near)} within 12 km), {len(found)} found; "
        f"recall {len(found & truth) / len(truth):.3f}, within 12 km {len(found & near) / len(near):.3f}, "
        f"precision at least {len(checkable & truth) / len(checkable):.3f}"
    )


def distance(a: Place, b: Place) -> float:
    return a.position.distance_m(b.position) if a.position and b.position else float("inf")


def told_apart(gazetteer: Gazetteer, cases: list[dict]) -> None:
    for kept_back in (False, True):
        counts = defaultdict(int)
        for case in (case for case in cases if case.get("kept_back", False) == kept_back):
            beside = tuple(found.text for found in gazetteer.find(case["text"]) if found.text != case["name"])
            resolution = gazetteer.resolve(case["name"], PlaceContext(beside=beside))
            counts[verdict(case["at"], resolution.place, resolution.ambiguous)] += 1
        print(f"names in context, {'kept back' if kept_back else 'in view'}: {dict(sorted(counts.items()))}")


def verdict(at: list[float] | None, place: Place | None, ambiguous: bool) -> str:
    if at is None:
        return "right" if ambiguous else "wrong"
    if place is None or place.position is None:
        return "open"
    return "right" if place.position.distance_m(Position(*at)) < RIGHT_M else "wrong"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data
    for country in ("ps", "az", "ua"):
        with places_of_files(folder / f"wof_admin_{country}.jsonl.gz") as (places, _):
            assert places.table is not None
            duplicates(country, places.table)
    began, worked = time.perf_counter(), time.process_time()
    with places_of_files(sorted(folder.glob("wof_admin_*.jsonl.gz"))) as (places, _):
        assert places.table is not None
        counts = places.table.counts().values()
        print(
            f"{sum(one.places for one in counts):,} places, {sum(one.names for one in counts):,} names added in "
            f"{time.perf_counter() - began:.0f} s ({time.process_time() - worked:.0f} s of processor time), "
            f"{places.table.path.stat().st_size / 1e6:.0f} MB"
        )
        gazetteer = places.gazetteer()
        told_apart(gazetteer, [json.loads(line) for line in CASES.read_text("utf-8").splitlines()])
        names = ["Xankəndi", "Іванівка", "الطيبة", "Tripoli", "Rafah", "Sinjar"]
        began = time.perf_counter()
        for name in names:
            gazetteer.lookup(name)
        print(f"a name is looked up in {(time.perf_counter() - began) / len(names) * 1000:.1f} ms")


if __name__ == "__main__":
    main()
