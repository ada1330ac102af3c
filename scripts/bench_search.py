"""Search at national scale: time and what is found by kind of query, beside SQLite's trigram index on the same names.

    scripts/bench search --rows 2000000 --data FOLDER

The index is made straight from assets of real names (those of `inventory`), without a register or a ledger around them.
"""

import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from bench_inventory import SEED, Place, Row, clocked, made_rows, places_in, quantiles

SEARCHES = 400
"""Of each kind."""
SHOWN = 10
LETTERS = "abcdefghijklmnopqrstuvwxyz"
DDL = (
    "CREATE TABLE assets (fid INTEGER PRIMARY KEY, id TEXT UNIQUE, restricted INTEGER, json TEXT)",
    "CREATE TABLE ledger (seq INTEGER PRIMARY KEY, hash TEXT)",
    "CREATE TABLE ledger_leaves (seq INTEGER, kind TEXT, act TEXT, id TEXT)",
    "INSERT INTO ledger VALUES (1, 'a')",
)
COMMON = (
    "church",
    "monastery",
    "museum of",
    "cemetery",
    "mosque",
    "bridge",
    "church of saint",
    "new",
    "upper",
    "fortress",
)

Query = tuple[int, str]
"""The asset wanted, and what is typed."""
Search = Callable[[str], list[int]]


def search(data: Path, rows: int) -> None:
    """Build the index, search it, and the same with plain FTS5."""
    with tempfile.TemporaryDirectory() as scratch:
        _measure(places_in(data), rows, Path(scratch))


def _measure(places: Sequence[Place], rows: int, folder: Path) -> None:
    from tutela.store.search import SearchIndex, Standing, find

    print(f"\n== Search: {rows:,} assets of real names")
    with closing(sqlite3.connect(folder / "assets.db", isolation_level=None)) as database:
        clocked("make the assets", rows, lambda: _fill(database, places, rows))
        index = SearchIndex(folder)

        def built() -> None:
            with index.reading(database, Standing):
                pass

        clocked("index for search, two processes", rows, built)
        _size("search.db", index.path, rows)
        clocked("plain FTS5, trigram", rows, lambda: _fill_plain(folder / "plain.db", places, rows))
        _size("plain.db", folder / "plain.db", rows)
        kinds = queries(places, rows)

        def ours(words: str) -> list[int]:
            with index.reading(database, Standing) as shelves:
                return [int(hit.asset.id[4:]) for hit in find(shelves, database, words, SHOWN, False)]

        with closing(sqlite3.connect(folder / "plain.db")) as plain:
            for kind, asked in kinds.items():
                run(kind, asked, ours)
                run(f"{kind}, plain FTS5", asked, lambda words: _plain(plain, words))


def _fill(database: sqlite3.Connection, places: Sequence[Place], rows: int) -> None:
    for statement in DDL:
        database.execute(statement)
    database.execute("BEGIN")
    database.executemany("INSERT INTO assets VALUES (?, ?, ?, ?)", _assets(made_rows(places, rows)))
    database.execute("COMMIT")


def _assets(rows: Iterable[Row]) -> Iterator[tuple[int, str, bool, str]]:
    from tutela.model.claims import AssetType
    from tutela.model.geometry import Position
    from tutela.model.inventory import Asset, Name
    from tutela.model.records import canonical_record

    for number, row in enumerate(rows, 1):
        asset = Asset(
            f"ast_{number}",
            tuple(Name(text, language) for language, text in row.names.items()),
            AssetType(row.kind),
            Position(row.lat, row.lon),
            settlements=(Name(row.place),),
            country=row.country,
            identifiers=(("register", row.key),),
            entries=(f"ent_{number}",),
            restricted=row.restricted,
        )
        yield number, asset.id, asset.restricted, canonical_record(asset).decode()


def _fill_plain(file: Path, places: Sequence[Place], rows: int) -> None:
    """What a search of parts of names costs at least."""
    with closing(sqlite3.connect(file)) as plain:
        plain.execute("CREATE VIRTUAL TABLE names USING fts5(text, tokenize = 'trigram', content = '')")
        told = ((number, "\n".join(row.names.values())) for number, row in enumerate(made_rows(places, rows), 1))
        plain.executemany("INSERT INTO names (rowid, text) VALUES (?, ?)", told)
        plain.commit()


def _plain(plain: sqlite3.Connection, words: str) -> list[int]:
    phrase = " AND ".join(f'"{word}"' for word in words.replace('"', "").split() if len(word) > 2)
    query = f"SELECT rowid FROM names WHERE names MATCH ? ORDER BY rank LIMIT {SHOWN}"
    return [number for (number,) in plain.execute(query, (phrase,))] if phrase else []


def _size(label: str, file: Path, rows: int) -> None:
    size = sum(part.stat().st_size for part in file.parent.glob(f"{file.name}*"))
    print(f"{label:34} {size / 2**20:8,.0f} MiB, {size / rows:.0f} bytes a row")


def queries(places: Sequence[Place], rows: int) -> dict[str, list[Query]]:
    """What is typed, of every kind, for assets that anyone may see."""
    choice = random.Random(SEED)
    chosen = set(choice.sample(range(rows), min(rows, SEARCHES * 3)))
    told = [(n + 1, row) for n, row in enumerate(made_rows(places, rows)) if n in chosen and not row.restricted]
    choice.shuffle(told)
    some = told[:SEARCHES]
    english = [(number, row.names["en"]) for number, row in some]
    other = [(number, [text for text in row.names.values() if not text.isascii()]) for number, row in told]
    return {
        "exact": english,
        "another script": [(number, choice.choice(texts)) for number, texts in other if texts][:SEARCHES],
        "one typo": [(number, _mistyped(text, choice)) for number, text in english],
        "last word unfinished": [(number, _unfinished(text, choice)) for number, text in english],
        "first three letters or more": [
            (number, text[: choice.randrange(3, len(text) + 1)]) for number, text in english
        ],
        "two words, other order": [(number, _turned(text, choice)) for number, text in english],
        "common words": [(0, choice.choice(COMMON)) for _ in some],
    }


def _mistyped(text: str, choice: random.Random) -> str:
    """One letter of the longest word lost, added, wrong, or swapped with the next."""
    word = max(text.split(), key=len)
    at = choice.randrange(1, max(len(word) - 1, 2))
    begin, here, rest = word[:at], word[at : at + 1], word[at + 1 :]
    letter = choice.choice(LETTERS)
    changed = choice.choice([begin + rest, begin + letter + here + rest, begin + letter + rest, _swapped(word, at)])
    return text.replace(word, changed, 1)


def _swapped(word: str, at: int) -> str:
    return word[: at - 1] + word[at : at + 1] + word[at - 1 : at] + word[at + 1 :]


def _unfinished(text: str, choice: random.Random) -> str:
    """The name up to three letters or more of its last word."""
    start = text.rfind(" ") + 1
    return text[: choice.randrange(min(start + 3, len(text)), len(text) + 1)]


def _turned(text: str, choice: random.Random) -> str:
    """Two words of the name, the later first."""
    words = [word for word in text.split() if len(word) > 2]
    two = sorted(choice.sample(range(len(words)), min(2, len(words))), reverse=True)
    return " ".join(words[at] for at in two) + " "


def run(label: str, asked: Sequence[Query], answer: Search) -> None:
    """Ask and print: how often the asset wanted is among the first, and what one search takes."""
    taken, spent, found, empty = [], [], 0, 0
    for wanted, words in asked:
        start, before = time.perf_counter(), time.process_time()
        hits = answer(words)
        taken.append((time.perf_counter() - start) * 1000)
        spent.append((time.process_time() - before) * 1000)
        found += wanted in hits
        empty += not hits
    among = f"first {SHOWN}: {found / len(asked):.3f}" if asked[0][0] else f"answered: {1 - empty / len(asked):.3f}"
    print(f"{label:42} {among}   wall {quantiles(taken)}   processor {quantiles(spent)}", flush=True)
