"""Coverage-guided fuzzing of every parser of foreign input (atheris, libFuzzer's engine).

Each parser has a target: bytes in, and what must hold of whatever comes out. What breaks it is kept in
FOLDER/PARSER/ as crash-*, timeout-* or oom-*; `scripts/fuzz PARSER --again FILE` runs one such file.
"""

import argparse
import io
import itertools
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import fuzz_captures
import fuzz_fetching
from fuzz_seeds import DICTIONARY, GIVEN_TEXT, SEEDS

SLOW_S = 10
"""Seconds for one input of at most `MOST_BYTES`, from which it counts as a finding."""
MOST_BYTES = 4_096
MOST_MEMORY_MB = 2_048

Target = Callable[[bytes], object]


def publications(ending: str) -> Target:
    """Whatever a file of publications holds, it becomes documents that can be kept, or problems."""
    from tutela.model.canonical import canonical_json
    from tutela.model.documents import Captured
    from tutela.model.records import to_json
    from tutela.sources.publications import read_publications

    def target(data: bytes) -> None:
        with file_of(data, ending) as path:
            found = list(read_publications([path]))
        assert found, "neither a document nor a problem"
        for item in found:
            if isinstance(item, Captured):
                document = item.document
                assert document.text.strip()
                assert all(link.words.stands_in(document.text) for link in document.links if link.words)
                canonical_json(to_json(document))
            else:
                assert item.message and item.remedy
                canonical_json(to_json(item))

    return target


def registers(ending: str, made: Callable[[bytes], bytes] = bytes) -> Target:
    """Whatever a register holds, it becomes entries, assets and problems that can be kept, or one plain error."""
    from tutela.inventory.assets import assets_from_entries
    from tutela.model.canonical import canonical_json
    from tutela.model.errors import InputError
    from tutela.model.records import to_json
    from tutela.sources.registers import bad_rows_csv, read_register, stream_register

    def target(data: bytes) -> None:
        with file_of(made(data), ending) as path:
            try:
                reading = read_register(path)
            except InputError as error:
                str(error).encode()
                return
            stream = stream_register(path)
            assert sorted(entry.id for entry in stream) == sorted(entry.id for entry in reading.entries)
        bad_rows_csv(reading).encode()
        assets = assets_from_entries(reading.register, reading.entries)
        for record in (*reading.entries, *reading.problems, *assets):
            canonical_json(to_json(record))

    return target


WORKBOOK = ("xl/worksheets/sheet1.xml", "sheet-data", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml")
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def workbooks() -> Callable[[bytes], bytes]:
    """A workbook one part of which is `data`, the first byte choosing the part; the bytes alone for high ones."""
    import openpyxl

    book, plain = openpyxl.Workbook(), io.BytesIO()
    for row in (["id", "name", "lat", "lon"], ["1", "Chapel", 40.5, 46.25]):
        book.active.append(row)
    book.save(plain)
    with zipfile.ZipFile(plain) as old:
        parts = {name: old.read(name) for name in old.namelist()}

    def made(data: bytes) -> bytes:
        if not data or data[0] >= len(WORKBOOK):
            return data
        chosen, body = WORKBOOK[data[0]], data[1:]
        if chosen == "sheet-data":
            chosen, body = WORKBOOK[0], SHEET % body
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as new:
            for name, content in (parts | {chosen: body}).items():
                new.writestr(name, content)
        return out.getvalue()

    return made


def geopackages() -> Callable[[bytes], bytes]:
    """A GeoPackage in which every three bytes of `data` change one byte: two say where, one says to what."""
    import pyogrio
    import shapely

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.gpkg")
        import numpy

        points = numpy.array([shapely.to_wkb(shapely.Point(46.25, 40.5))], dtype=object)
        names = [numpy.array(["Chapel"], dtype=object)]
        pyogrio.raw.write(path, points, names, ["name"], geometry_type="Point", crs="EPSG:4326")
        whole = path.read_bytes()

    def changed(data: bytes) -> bytes:
        content = bytearray(whole)
        for high, low, value in zip(data[::3], data[1::3], data[2::3], strict=False):
            # The schema and the first rows stand at the pages' ends, so all of the file is within reach.
            content[(high * 256 + low) * len(content) // 65_536] = value
        return bytes(content)

    return changed


def packed() -> Callable[[bytes], bytes]:
    """A gzip file of `data`; the bytes alone where they begin as one, so that damaged packing comes up too."""
    import gzip

    return lambda data: data if data[:1] == b"\x1f" else gzip.compress(data, 1)


def cards() -> Target:
    """A card is one, or is refused in plain words."""
    from tutela.model.errors import InputError
    from tutela.sources.registers.cards import card_for

    def target(data: bytes) -> None:
        with file_of(data, ".card.yml") as path:
            try:
                card = card_for(path.with_name("a.csv"))
            except InputError as error:
                str(error).encode()
                return
        assert all(isinstance(said, str) for said in card.values())

    return target


def given_claims() -> Target:
    """Given claims keep their words where the text has them."""
    from tutela.model.canonical import canonical_json
    from tutela.model.documents import Document
    from tutela.model.records import to_json
    from tutela.sources.given_claims import read_given_claims

    document = Document("doc_0", "a", GIVEN_TEXT, "0" * 64)

    def target(data: bytes) -> None:
        try:
            items = json.loads(data)
        except (ValueError, RecursionError):
            return
        found = read_given_claims(document, items if isinstance(items, list) else [items])
        for record in (*found.claims, *found.problems):
            canonical_json(to_json(record))
        assert all(claim.quote.stands_in(GIVEN_TEXT) and claim.asset.stands_in(GIVEN_TEXT) for claim in found.claims)

    return target


def dates() -> Target:
    """Dates stand where they say; periods never end before they begin."""
    from tutela.language.dates import date_in_file_name, find_dates
    from tutela.model.times import first_day, last_day
    from tutela.sources.datelines import dates_in, file_name_date, head_date, stated_date, url_date

    def target(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        for language in ("en", "und"):
            for found in find_dates(text, "2020-11-27", language):
                assert text[found.start : found.end] == found.text
                first, last = found.period.start, found.period.end
                assert not (first and last) or first_day(first) <= last_day(last)
        for printed in (*dates_in(text), stated_date(text), head_date(text)):
            assert printed is None or re.match(r"\d{4}(-\d\d(-\d\d)?)?", printed.value)
        date_in_file_name(text), file_name_date(text), url_date(text)

    return target


def sentences() -> Target:
    """Every character but white space lies in exactly one sentence; so too after a language is told."""
    from tutela.language.sentences import paragraphs, split
    from tutela.sources.findings import detected_language

    def target(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        detected_language(text)
        for spans in (split(text), split(text, "hy"), paragraphs(text)):
            covered = "".join(text[start:end] for start, end in spans)
            assert "".join(covered.split()) == "".join(text.split())
            assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))

    return target


def names() -> Target:
    """Names of any letters compare: alike with themselves, the same both ways round."""
    from tutela.language.names import fold, name_key, romanise, script_of, similarity, skeleton

    def target(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        fold(text), romanise(text), romanise(text, "hy"), skeleton(text), name_key(text), script_of(text)
        one, _, other = text.partition("\n")
        assert 0 <= similarity(one, other) <= 1
        assert abs(similarity(one, other) - similarity(other, one)) < 1e-9

    return target


def coordinates() -> Target:
    """A coordinate is on the globe, a length is above nought, or the words are refused."""
    from tutela.model.geometry import Position
    from tutela.sources.coordinates import NoCoordinate, angle, metres, pair

    def target(data: bytes) -> None:
        first, _, second = data.decode("utf-8", "replace").partition("\n")
        for read in (lambda: angle(first, "lat"), lambda: angle(first, "lon"), lambda: Position(*pair(first))):
            try:
                read()
            except NoCoordinate:
                continue
        try:
            assert 0 < metres(second) < float("inf")
        except NoCoordinate:
            return

    return target


TARGETS: dict[str, Callable[[], Target]] = {
    "txt": lambda: publications(".txt"),
    "html": lambda: publications(".html"),
    "json": lambda: publications(".json"),
    "jsonl": lambda: publications(".jsonl"),
    "csv": lambda: registers(".csv"),
    "xlsx": lambda: registers(".xlsx", workbooks()),
    "geojson": lambda: registers(".geojson"),
    "gpkg": lambda: registers(".gpkg", geopackages()),
    "json-register": lambda: registers(".json"),
    "jsonl-register": lambda: registers(".jsonl"),
    "kml": lambda: registers(".kml"),
    "tei": lambda: registers(".xml"),
    "geonames": lambda: registers(".txt"),
    "csv-gz": lambda: registers(".csv.gz", packed()),
    "card": cards,
    "given": given_claims,
    "dates": dates,
    "sentences": sentences,
    "names": names,
    "coordinates": coordinates,
    **fuzz_captures.TARGETS,
    **fuzz_fetching.TARGETS,
}
SEEDS |= fuzz_captures.SEEDS | fuzz_fetching.SEEDS
DICTIONARY |= fuzz_captures.DICTIONARY | fuzz_fetching.DICTIONARY


@contextmanager
def file_of(data: bytes, ending: str) -> Iterator[Path]:
    """A file with these bytes, for as long as it is looked at."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder, f"a{ending}")
        path.write_bytes(data)
        yield path


def fuzz(parser: str, minutes: float, folder: Path) -> int:
    """Fuzz one parser in a process of its own; 0 where nothing was found."""
    seeds, findings = folder / parser / "corpus", folder / parser
    seeds.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[parser]):
        (seeds / f"seed-{number}").write_bytes(seed)
    words = folder / parser / "words"
    words.write_text("".join(map(_escaped, DICTIONARY.get(parser, (" ",)))), "ascii")
    engine = [
        str(seeds),
        f"-artifact_prefix={findings}/",
        f"-dict={words}",
        f"-max_total_time={int(minutes * 60)}",
        f"-timeout={SLOW_S}",
        f"-rss_limit_mb={MOST_MEMORY_MB}",
        f"-max_len={MOST_BYTES}",
        "-verbosity=0",
        "-print_final_stats=1",
    ]
    ran = subprocess.run(
        [sys.executable, __file__, "--inside", parser, *engine], capture_output=True, text=True, check=False
    )
    (findings / "log").write_text(ran.stdout + ran.stderr, "utf-8")
    units = re.search(r"number_of_executed_units: (\d+)", ran.stderr)
    found = sorted(path.name for path in findings.iterdir() if path.name.startswith(("crash-", "timeout-", "oom-")))
    said = ", ".join(found) or (
        "nothing found" if ran.returncode == 0 else f"broke off with {ran.returncode}, see {findings / 'log'}"
    )
    print(f"{parser:<12} {units[1] if units else '?':>10} inputs  {said}", flush=True)
    return ran.returncode


def _escaped(word: str) -> str:
    """A word as the engine's dictionaries write it."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n'


def inside(parser: str, engine: list[str]) -> None:
    """In the process that fuzzes: load the house under instruments and begin."""
    import atheris  # type: ignore[import-not-found]

    with atheris.instrument_imports(include=["tutela"]):
        target = TARGETS[parser]()
        for seed in SEEDS[parser]:
            target(seed)  # tables and models are loaded here, so that no input is blamed for that
    atheris.Setup([sys.argv[0], *engine], target)
    atheris.Fuzz()


def main() -> int:
    """Fuzz the parsers named, or all."""
    if sys.argv[1:2] == ["--inside"]:
        inside(sys.argv[2], sys.argv[3:])
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument(
        "parsers", nargs="*", metavar="PARSER", help=f"one of: {', '.join(TARGETS)}; all when none is named"
    )
    told.add_argument("--minutes", type=float, default=20, help="for each parser (default: 20)")
    told.add_argument("--folder", type=Path, default=Path("fuzz-out"), help="where inputs and findings are kept")
    told.add_argument("--again", type=Path, help="run one kept input through the parser named")
    given = told.parse_args()
    if unknown := set(given.parsers) - set(TARGETS):
        told.error(f"no parser is called {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    if given.again:
        TARGETS[given.parsers[0]]()(given.again.read_bytes())
        return 0
    return max(fuzz(parser, given.minutes, given.folder) != 0 for parser in given.parsers or TARGETS)


if __name__ == "__main__":
    sys.exit(main())
