"""How well registers are merged, beside plain Splink in the same run; and how fast a million rows meet a million."""

import contextlib
import csv
import dataclasses
import gzip
import hashlib
import itertools
import json
import math
import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bench_letters import written

from tutela.inventory.assets import assets_from_entries
from tutela.inventory.merging import match_assets, merged
from tutela.model.inventory import Asset, MatchVerdict
from tutela.sources.registers import read_register

Pairs = set[tuple[str, str]]
COUNTRIES = ("ua", "ps", "az")
OWN_ID = "register"


def linkage(data: Path) -> None:
    """Syriaca to Pleiades, duplicates inside Who's On First, the deliberate cases of the South Caucasus sample."""
    syriaca_pleiades(data)
    for country in COUNTRIES:
        duplicates(data, country)
    south_caucasus(data)


def read(path: Path) -> tuple[list[Asset], dict[str, str]]:
    """The assets of a register, and their ids in the file."""
    reading = read_register(path)
    keys = {entry.id: entry.value("id") or entry.key for entry in reading.entries}
    assets = assets_from_entries(reading.register, reading.entries)
    return list(assets), {asset.id: keys[asset.entries[0]] for asset in assets}


def without_identifiers(assets: Iterable[Asset]) -> list[Asset]:
    """The assets with no number but their own."""
    return [
        dataclasses.replace(one, identifiers=tuple(pair for pair in one.identifiers if pair[0] == OWN_ID))
        for one in assets
    ]


def together(assets: Sequence[Asset], keys: dict[str, str]) -> Pairs:
    """Pairs of rows that stand in one asset after merging."""
    made = merged(assets, match_assets(assets))
    groups = [[keys[id_] for id_ in (one.id, *one.absorbed)] for one in made if one.absorbed]
    return {pair(a, b) for group in groups for a, b in itertools.combinations(group, 2)}


def pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def scored(label: str, found: Pairs, gold: Pairs) -> None:
    """Precision, recall and their mean, on one line."""
    right = len(found & gold)
    precision, recall = right / max(1, len(found)), right / max(1, len(gold))
    mean = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"  {label:38} P {precision:.3f}  R {recall:.3f}  F1 {mean:.3f}   {right} of {len(gold)}, {len(found)} said")


def half(key: str) -> int:
    """0: links that merging was developed on; 1: links only ever counted."""
    return int(hashlib.sha1(key.encode()).hexdigest(), 16) % 2


def syriaca_pleiades(data: Path) -> None:
    """Only pairs whose Syriaca row has a link count: nobody has looked at the others."""
    ours, our_keys = read(data / "syriaca_places.jsonl")
    theirs, their_keys = read(data / "pleiades_places.jsonl.gz")
    keys = our_keys | their_keys
    assets = [*ours, *theirs]
    print(f"\n== Syriaca ({len(ours):,}) to Pleiades ({len(theirs):,}); pairs whose Syriaca row has a link")
    with (data / "syriaca_pleiades_links.csv").open() as file:
        links = [(row["syriaca"], row["pleiades"].rstrip("/").rpartition("/")[2]) for row in csv.DictReader(file)]
    results = {
        "Tutela": together(assets, keys),
        "Tutela, identifiers hidden": together(without_identifiers(assets), keys),
        "plain Splink": plain_splink(assets, keys, [set(our_keys), set(their_keys)]),
    }
    for number, name in enumerate(("developed on", "kept back")):
        gold = {pair(*link) for link in links if half(link[0]) == number}
        rows = {link[0] for link in links if half(link[0]) == number}
        for label, found in results.items():
            across = {one for one in found if (one[0] in our_keys.values()) != (one[1] in our_keys.values())}
            scored(f"{label}, {name}", {one for one in across if rows & set(one)}, gold)


def duplicates(data: Path, country: str) -> None:
    """Live localities that share a GeoNames or Wikidata number are one place; the numbers are hidden from merging."""
    path = data / f"wof_admin_{country}.jsonl.gz"
    assets, keys = read(path)
    with gzip.open(path, "rt") as file:
        rows = [json.loads(line) for line in file]
    live = {
        str(row["id"]): row["concordances"]
        for row in rows
        if row["placetype"] == "locality" and row["is_current"] != 0 and not row["deprecated"]
        if not row["superseded_by"]
    }
    gold: Pairs = set()
    for scheme in ("gn:id", "wd:id"):
        holders: dict[str, list[str]] = {}
        for key, numbers in live.items():
            if scheme in numbers:
                holders.setdefault(str(numbers[scheme]), []).append(key)
        gold |= {pair(a, b) for group in holders.values() for a, b in itertools.combinations(group, 2)}
    named = set(itertools.chain(*gold))
    print(f"\n== Duplicates inside Who's On First, {country} ({len(assets):,} rows, {len(gold):,} pairs)")
    hidden = without_identifiers(assets)
    for label, found in (
        ("Tutela", together(hidden, keys)),
        ("plain Splink", plain_splink(hidden, keys, [set(keys)])),
    ):
        among_live = {one for one in found if one[0] in live and one[1] in live}
        scored(f"{label}, all live localities", among_live, gold)
        scored(f"{label}, those with a duplicate", {one for one in among_live if set(one) <= named}, gold)


DELIBERATE = {("sc-090", "sc-091"): MatchVerdict.POSSIBLE, ("sc-002", "sc-001"): MatchVerdict.PART}
"""Pairs the sample's own notes speak of: perhaps one building, which nobody but a person can say; a part."""


def south_caucasus(data: Path) -> None:
    """No two of its rows are one thing for certain, two are perhaps, one states that it is a part."""
    assets, keys = read(data / "south_caucasus_assets.csv")
    matches = match_assets(assets)
    said = {frozenset((keys[one.one], keys[one.other])): one.verdict for one in matches}
    same = [sorted(rows) for rows, verdict in said.items() if verdict is MatchVerdict.SAME]
    print(f"\n== South Caucasus sample ({len(assets)} rows): said to be one: {same or 'none'}")
    for rows, verdict in DELIBERATE.items():
        print(f"  {rows[0]} and {rows[1]}: {said.get(frozenset(rows), 'nothing')} (its notes: {verdict})")
    for label, verdict in (("parts", MatchVerdict.PART), ("questions", MatchVerdict.POSSIBLE)):
        print(f"  {label}: {sum(one is verdict for one in said.values())}")
    try:
        found = plain_splink(assets, keys, [set(keys)])
    except ValueError as error:
        # No two rows bear one name, so its prior comes to nothing.
        print(f"  plain Splink cannot be trained on so few rows ({error})")
        return
    print(f"  plain Splink says of {len(found)} pairs that they are one: {sorted(found)[:6]}")


def plain_splink(assets: Sequence[Asset], keys: dict[str, str], registers: Sequence[set[str]]) -> Pairs:
    """Splink as its documentation shows it: Jaro-Winkler on the name, kilometres, trained by sampling and EM."""
    import duckdb
    import pyarrow as pa
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink.internals.exceptions import EMTrainingException

    home = {id_: number for number, ids in enumerate(registers) for id_ in ids}
    several = len(registers) > 1
    rows = [
        {
            "unique_id": one.id,
            "name": one.label.casefold(),
            "start": one.label.casefold()[:4],
            "lat": one.position.lat if one.position else None,
            "lon": one.position.lon if one.position else None,
            "cell": f"{one.position.lat:.1f} {one.position.lon:.1f}" if one.position else None,
        }
        for one in assets
    ]
    api = DuckDBAPI(connection=duckdb.connect())
    split = [[row for row in rows if home.get(str(row["unique_id"]), 0) == n] for n in range(len(registers))]
    tables = [api.register(pa.Table.from_pylist(part), dataset_display_name=f"t{n}") for n, part in enumerate(split)]
    blocks = [block_on("name"), block_on("cell"), block_on("start")]
    settings = SettingsCreator(
        link_type="link_only" if several else "dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.9, 0.7]),
            cl.DistanceInKMAtThresholds("lat", "lon", [1, 10, 100]),
        ],
        blocking_rules_to_generate_predictions=blocks,
    )
    linker = Linker(tables, settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match([block_on("name")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for column in ("name", "cell"):
        # Registers of a hundred rows have no two of one name to learn from.
        with contextlib.suppress(EMTrainingException):
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(column))
    found = linker.inference.predict(threshold_match_probability=0.5)
    query = f"select unique_id_l, unique_id_r, match_weight from {found.physical_name}"
    best: dict[str, tuple[float, str]] = {}
    pairs: Pairs = set()
    for one, other, weight in api._con.execute(query).fetchall():
        if not several:
            pairs.add(pair(keys[one], keys[other]))
        for a, b in ((one, other), (other, one)):
            best[a] = max(best.get(a, (float("-inf"), "")), (weight, b))
    # Across registers each row's best, where both agree, as for Tutela.
    return pairs or {pair(keys[a], keys[b]) for a, (_, b) in best.items() if best[b][1] == a}


Place = tuple[str, tuple[str, ...], float, float]
"""Its name, what registers of other scripts call it, where it is."""


def made_names(data: Path) -> list[Place]:
    """Real places: the name, the preferred names in other scripts where the gazetteer has any, where it is."""
    from tutela.language.names import script_of

    places: list[Place] = []
    for path in sorted(data.glob("wof_admin_*.jsonl.gz")):
        with gzip.open(path, "rt") as file:
            for line in file:
                row = json.loads(line)
                if row["lat"] is None or script_of(row["name"] or "") != "Latn":
                    continue
                preferred = (names for key, names in row["names"].items() if key.endswith("_preferred"))
                others = (form for form in itertools.chain(*preferred) if script_of(form) in SCRIPTS)
                places.append((row["name"], tuple(dict.fromkeys(others)), row["lat"], row["lon"]))
    return places


BANDS = 5
"""How often the same places are set 9 degrees further north before they are set further east."""
SCRIPTS = ("Cyrl", "Armn", "Arab")
KINDS = ("church", "monastery", "mosque", "fortification", "archaeological_site", "bridge", "cemetery", "settlement")
DRIFT = {"church": "monastery", "fortification": "archaeological_site", "cemetery": "shrine"}
DRIFTED, TWICE, NEW = 0.15, 0.1, 0.4
NEAREST_M, FARTHEST_M = 50, 5000


def made_register(places: Sequence[Place], register: str, rows: int) -> Iterator[tuple[str, Asset]]:
    """A register of `rows` assets: (thing, asset).

    Of register b six in ten things are in a too, in b under the name another script has: the real one where the
    gazetteer knows one (also where it is another name altogether), else written letter by letter. They stand 50 m to
    5 km off (as often between 50 and 500 m as between 500 m and 5 km), the kind drifted in one of seven. One thing in
    ten stands in its register twice, under another script's name and as far off.
    """
    chance = random.Random(f"{register} 7")
    thing, number = (0 if register == "a" else int(rows * NEW)), 0
    while number < rows:
        yield str(thing), made_asset(places, chance, f"ast_{register}{number:08d}", register, thing, register == "b")
        number += 1
        if chance.random() < TWICE and number < rows:
            yield (
                str(thing),
                made_asset(places, chance, f"ast_{register}{number:08d}", register, thing, register == "a"),
            )
            number += 1
        thing += 1


def made_asset(
    places: Sequence[Place], chance: random.Random, id_: str, register: str, thing: int, other: bool
) -> Asset:
    """The asset that a register makes of a thing; `other`: in another script."""
    from tutela.model.claims import AssetType
    from tutela.model.geometry import Position
    from tutela.model.inventory import Name

    name, real, lat, lon = places[thing % len(places)]
    own = random.Random(thing)
    kind = own.choice(KINDS)
    # The same names again elsewhere: a country has many villages of one name.
    lap = thing // len(places)
    lat = lat / 2 + 9 * (lap % BANDS) + own.uniform(-0.2, 0.2)
    lon += 60 * (lap // BANDS) + own.uniform(-0.2, 0.2)
    if other:
        name = chance.choice(real) if real else written(name, chance.choice(SCRIPTS))
        kind = DRIFT.get(kind, kind) if chance.random() < DRIFTED else kind
    if other or register == "b":
        degrees = NEAREST_M * (FARTHEST_M / NEAREST_M) ** chance.random() / 111_195
        angle = chance.uniform(0, 2 * math.pi)
        lat += degrees * math.sin(angle)
        lon += degrees * math.cos(angle) / math.cos(math.radians(min(80.0, abs(lat))))
    known = kind in AssetType.__members__.values()
    return Asset(
        id_,
        (Name(name, used_by=register),),
        AssetType(kind) if known else AssetType.HERITAGE,
        Position(lat, (lon + 180) % 360 - 180, None),
        kind_words=(kind,),
    )


CHUNK = 20_000


def write_columns(given: tuple[Path, int, str, Path]) -> float:
    """Makes one register and its columns, as an import does, into a file; the seconds that the columns took."""
    import pyarrow as pa
    from pyarrow import feather

    from tutela.inventory.merging.keys import match_keys

    data, rows, register, folder = given
    places = made_names(data)
    random.Random(7).shuffle(places)
    tables, things, took = [], [], 0.0
    made = made_register(places, register, rows)
    while chunk := list(itertools.islice(made, CHUNK)):
        things += [thing for thing, _ in chunk]
        before = time.process_time()
        tables.append(match_keys([asset for _, asset in chunk]))
        took += time.process_time() - before
    feather.write_feather(pa.concat_tables(tables), folder / f"{register}.feather")
    (folder / f"{register}.things").write_text("\n".join(things))
    return took


def merge_scale(data: Path, rows: int) -> None:
    """Columns made once, as at import; then the merge on them alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with multiprocessing.Pool(2) as pool:
            took = pool.map(write_columns, [(data, rows, register, folder) for register in "ab"])
        print(f"\n== Merging {rows:,} rows with {rows:,}; their columns: {sum(took):.0f} s of processor time")
        merge_columns(folder)


def merge_columns(folder: Path) -> None:
    """Merges the columns in a folder and scores the groups."""
    import pyarrow as pa
    from pyarrow import feather

    from tutela.inventory.merging.matching import match_columns

    wall, busy = time.perf_counter(), time.process_time()
    groups = match_columns(pa.concat_tables(feather.read_table(folder / f"{one}.feather") for one in "ab"))
    wall, busy = time.perf_counter() - wall, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"  from the columns {wall:.1f} s, {busy:.1f} s of processor time; peak memory {peak:.1f} GB")
    truth = {
        f"ast_{register}{number:08d}": thing
        for register in "ab"
        for number, thing in enumerate((folder / f"{register}.things").read_text().split("\n"))
    }
    found = {pair(a, b) for group in groups for a, b in itertools.combinations(group, 2)}
    things: dict[str, list[str]] = {}
    for id_, thing in truth.items():
        things.setdefault(thing, []).append(id_)
    gold = {pair(a, b) for group in things.values() for a, b in itertools.combinations(group, 2)}
    scored("pairs that are one thing", found, gold)
