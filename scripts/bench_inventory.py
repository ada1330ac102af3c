"""The inventory at scale: import, search by kind of query, boxes; beside plain sqlite3 and GDAL on the same rows.

The register is generated from real names (Who's On First files in `--data DIR`; without them, from the sample): each
place gives an asset with its names in up to nine languages, later ones two places' names together.
"""

import csv
import gzip
import itertools
import json
import random
import resource
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE = Path(__file__).resolve().parent.parent / "tutela" / "sample" / "inventory.csv"
TAGS = {"hye": "hy", "rus": "ru", "ara": "ar", "aze": "az", "kat": "ka", "ukr": "uk", "fas": "fa", "tur": "tr"}
"""Who's On First's tag -> the language of a column."""
KINDS = {
    "church": "Church of {}",
    "mosque": "{} Mosque",
    "monastery": "{} Monastery",
    "cemetery": "{} Cemetery",
    "fortification": "{} Fortress",
    "bridge": "{} bridge",
    "museum": "Museum of {}",
    "carved_stone": "Khachkar of {}",
}
SEED = 20201120
BOXES = 300
HIDDEN = 0.01
"""Share of restricted rows."""

Place = tuple[dict[str, str], float, float, str]
"""Names by language, latitude, longitude, country."""


def places_in(data: Path) -> list[Place]:
    """Real places with their names."""
    files = sorted(data.glob("wof_admin_*.jsonl.gz"))
    if files:
        return [place for file in files for place in _of_gazetteer(file)]
    with SAMPLE.open(encoding="utf-8") as rows:
        return [
            (
                {"en": row["name_en"], "hy": row["name_hy"], "ru": row["name_ru"]},
                float(row["lat"]),
                float(row["lon"]),
                "",
            )
            for row in csv.DictReader(rows)
            if row["lat"]
        ]


def _of_gazetteer(file: Path) -> Iterator[Place]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            names = {
                TAGS[tag[:3]]: texts[0]
                for tag, texts in record["names"].items()
                if tag[:3] in TAGS and tag.endswith("preferred")
            }
            if record["name"] and record["lat"] is not None:
                yield {"en": record["name"], **names}, record["lat"], record["lon"], record["country"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a register made of real names."""

    key: str
    names: dict[str, str]
    """By language; English first."""
    kind: str
    lat: float
    lon: float
    place: str
    country: str
    restricted: bool


def made_rows(places: Sequence[Place], rows: int) -> Iterator[Row]:
    """So many rows: each place gives one, later ones two places' names together."""
    choice = random.Random(SEED)
    for number in range(rows):
        names, lat, lon, country = places[number % len(places)]
        second = {} if number < len(places) else choice.choice(places)[0]
        kind, pattern = choice.choice(list(KINDS.items()))
        told = {tag: f"{text} {second[tag]}" if tag in second else text for tag, text in names.items() if text}
        at = (round(min(max(at + choice.uniform(-0.05, 0.05), -89), 89), 6) for at in (lat, lon))
        hidden = choice.random() < HIDDEN
        english = {"en": pattern.format(told.pop("en"))}
        yield Row(f"g-{number}", english | told, kind, *at, names["en"], country, hidden)


def write_register(places: Sequence[Place], rows: int, target: Path) -> None:
    """A register of so many rows."""
    languages = ["en", *sorted(TAGS.values())]
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        head = ["id", *(f"name_{language}" for language in languages)]
        writer.writerow([*head, "type", "lat", "lon", "place", "country", "restricted"])
        for row in made_rows(places, rows):
            names = [row.names.get(language, "") for language in languages]
            hidden = "yes" if row.restricted else ""
            writer.writerow([row.key, *names, row.kind, row.lat, row.lon, row.place, row.country, hidden])


def clocked(label: str, rows: int, work: Callable[[], object]) -> None:
    """Run and print: wall and processor time of this process and its children, rows a second."""
    before, start = _spent(), time.perf_counter()
    work()
    wall, spent = time.perf_counter() - start, _spent() - before
    print(f"{label:34} {wall:8.1f} s {rows / wall:10,.0f} rows/s   {spent / rows * 1e6:6.1f} µs of processor a row")


def _spent() -> float:
    uses = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def inventory(data: Path, rows: int) -> None:
    """Import, search, boxes, verification; then the same rows by plain sqlite3 and by GDAL."""
    with tempfile.TemporaryDirectory() as scratch:
        _measure(data, rows, Path(scratch))


def _measure(data: Path, rows: int, scratch: Path) -> None:
    from tutela.workspace.workspace import Workspace

    register = scratch / "register.csv"
    write_register(places_in(data), rows, register)
    print(f"\n== The inventory: {rows:,} rows, {register.stat().st_size / 2**20:,.0f} MiB of CSV")
    _import(scratch / "workspace", register, rows)
    with Workspace.open(scratch / "workspace") as workspace:
        for file in ("workspace.gpkg", "search.db"):
            print(f"{file:34} {(workspace.path / file).stat().st_size / 2**20:8,.0f} MiB")
        _searches(workspace, data, rows)
        _boxes(workspace)
        clocked("verify", rows, lambda: print("strength:", workspace.verify().strength))
    clocked("plain sqlite3, executemany", rows, lambda: _plain_insert(register, scratch / "plain.db"))
    if shutil.which("ogr2ogr"):
        clocked("GDAL: ogr2ogr CSV to GeoPackage", rows, lambda: _gdal(register, scratch / "gdal.gpkg"))


def _import(folder: Path, register: Path, rows: int) -> None:
    """The file to entries, assets, ledger, tables and index, as `tutela inventory import` does it; then once more."""
    from tutela.workspace.registers import import_registers

    stages = Stages(rows)
    clocked("import, file to search index", rows, lambda: import_registers(folder, register, progress=stages))
    stages.tell()
    for label, who in (("this process", resource.RUSAGE_SELF), ("largest helper", resource.RUSAGE_CHILDREN)):
        print(f"{'peak memory, ' + label:34} {resource.getrusage(who).ru_maxrss / 2**10:8,.0f} MiB")
    clocked("import again, nothing changes", rows, lambda: import_registers(folder, register))


class Stages:
    """Progress of an import, clocked by its stages; a helper's processor time counts once it has ended."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._begun: dict[str, float] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Note when a stage begins, and when it was told of last."""
        now = time.perf_counter()
        self._begun.setdefault(stage, now)
        self._last = now

    def tell(self) -> None:
        """Print how long each took."""
        ends = [*list(self._begun.values())[1:], self._last]
        for (stage, begun), end in zip(self._begun.items(), ends, strict=True):
            print(f"  {stage:32} {end - begun:8.1f} s {self._rows / max(end - begun, 1e-9):10,.0f} rows/s")


def _searches(workspace: object, data: Path, rows: int) -> None:
    """The queries of `bench_search`, through the workspace."""
    from bench_search import SHOWN, queries, run

    from tutela.workspace.workspace import Workspace

    assert isinstance(workspace, Workspace)

    def rows_found(words: str) -> list[int]:
        keys = (dict(asset.identifiers)["register"] for asset in workspace.search(words, SHOWN))
        return [int(key.removeprefix("g-")) + 1 for key in keys]

    for kind, asked in queries(places_in(data), rows).items():
        run(kind, asked, rows_found)


def _boxes(workspace: object) -> None:
    from tutela.workspace.workspace import Workspace

    assert isinstance(workspace, Workspace)
    taken, spent = [], []
    for asset in itertools.islice(workspace.iter_assets(), 0, BOXES * 10, 10):
        if asset.position:
            lat, lon = asset.position.lat, asset.position.lon
            start, before = time.perf_counter(), time.process_time()
            workspace.within(lon - 0.05, lat - 0.05, lon + 0.05, lat + 0.05, limit=100)
            taken.append((time.perf_counter() - start) * 1000)
            spent.append((time.process_time() - before) * 1000)
    print(f"{'box of 0.1 degrees':34} wall {quantiles(taken)}   processor {quantiles(spent)}")


def quantiles(taken: Sequence[float]) -> str:
    """p50, p95 and p99 in milliseconds."""
    ordered = sorted(taken)
    told = ((name, ordered[int(len(ordered) * share)]) for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99)))
    return " ".join(f"{name} {value:6.1f}" for name, value in told)


def _plain_insert(register: Path, target: Path) -> None:
    """What one table without ledger, names or index costs: the least a store could do."""
    with register.open(encoding="utf-8") as file, sqlite3.connect(target) as connection:
        rows = csv.reader(file)
        columns = next(rows)
        connection.execute(f"CREATE TABLE rows ({', '.join(columns)})")
        connection.executemany(f"INSERT INTO rows VALUES ({', '.join('?' * len(columns))})", rows)
    connection.close()


def _gdal(register: Path, target: Path) -> None:
    options = ["-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-a_srs", "EPSG:4326"]
    subprocess.run(["ogr2ogr", "-f", "GPKG", str(target), str(register), *options], check=True)
