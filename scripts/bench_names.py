"""Measure names: Ukrainian romanisation, a name of one script found among 10,000 of another, speed.

    scripts/bench names --data FOLDER

FOLDER holds `ua_state_geographic_names.jsonl.gz` (`name_uk`, `name_latin`) and Who's On First places as JSON Lines
(`wof_admin_*.jsonl.gz`: `id`, `name`, `names` by `<ISO 639-3>_x_preferred`). Places are halved by a hash of their id:
the tables and rules were made with the first half in view, the second is only ever counted.
"""

import gzip
import hashlib
import itertools
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from anyascii import anyascii
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler, Levenshtein

from tutela.language.names import fold, name_keys, romanise, script_of, similarity
from tutela.language.romanising import features

LANGUAGES = {
    "rus": ("ru", "Cyrl"),
    "ukr": ("uk", "Cyrl"),
    "hye": ("hy", "Armn"),
    "aze": ("az", "Latn"),
    "kat": ("ka", "Geor"),
    "ara": ("ar", "Arab"),
    "heb": ("he", "Hebr"),
    "fas": ("fa", "Arab"),
    "ckb": ("ckb", "Arab"),
    "kur": ("ku", "Latn"),
    "tur": ("tr", "Latn"),
    "ell": ("el", "Grek"),
    "srp": ("sr", "Cyrl"),
    "mkd": ("mk", "Cyrl"),
    "bul": ("bg", "Cyrl"),
    "hyw": ("hyw", "Armn"),
    "arc": ("syc", "Syrc"),
}
"""ISO 639-3 code in the files -> ISO 639-1 code and the script its own names are in."""
CANDIDATES = 10_000
QUERIES = 500
"""Names asked for per language and half."""
SHORTLIST = 50
"""Candidates that the exact comparison looks at, after a fast one of sounds."""
OTHER_WORD = 0.6
"""A pair less alike than this, by sounds and by the letters of the baseline, is counted as two words: an exonym, a
renaming or a slip of the files. Of 87 missed pairs below it that were looked at, 63 were other words; 24 held the name
with further words or endings, most of them Arabic, Hebrew and Persian."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One place's name in its language, and the Latin names of all places that bear it."""

    native: str
    english: str
    right: frozenset[str]
    """Folded. "Дмитровка" is Dmytrivka in one place and Dmitrovka in another; one place is Kalbajar and Kelbajar. For
    languages in Latin script only English names count, else the name itself would be its answer."""
    tongue: str


def half_of(place: int) -> int:
    """0 for the half that was looked at, 1 for the half kept back."""
    return hashlib.sha256(str(place).encode()).digest()[0] & 1


Place = dict[str, Any]
"""A line of a Who's On First file."""


def places(folder: Path) -> Iterator[Place]:
    """The current places of all Who's On First files."""
    for file in sorted(folder.glob("wof_admin_*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            yield from (place for place in map(json.loads, lines) if not place["superseded_by"])


def preferred(place: Place, language: str, script: str) -> str:
    """The place's first name in a language, empty when it is not in the language's own script."""
    given: list[str] = place["names"].get(f"{language}_x_preferred", [])
    return given[0] if given and script_of(given[0]) == script else ""


def latin_names(place: Place) -> set[str]:
    """Everything the files call it in Latin letters, folded."""
    given = (name for names in place["names"].values() for name in names)
    return {fold(name) for name in given if script_of(name) == "Latn"}


def pairs_of(all_places: Sequence[Place], language: str) -> dict[int, list[Pair]]:
    """Half -> pairs of the places that have a name in the language's own script and an English one, in random order."""
    tongue, script = LANGUAGES[language]
    borne: dict[str, set[str]] = {}
    named: dict[int, dict[str, tuple[str, str]]] = {0: {}, 1: {}}
    for place in all_places:
        native, english = preferred(place, language, script), preferred(place, "eng", "Latn")
        for name in {native, *place["names"].get(f"{language}_x_variant", ())} - {""}:
            borne.setdefault(fold(name), set()).update(latin_names(place) if script != "Latn" else {fold(english)})
        if native and english and (script != "Latn" or fold(native) != fold(english)):
            named[half_of(place["id"])].setdefault(f"{native}|{english}", (native, english))
    return {
        side: [Pair(*names[key], frozenset(borne[fold(names[key][0])]), tongue) for key in by_hash(names)][:QUERIES]
        for side, names in named.items()
    }


def pool_of(all_places: Sequence[Place], language: str) -> list[str]:
    """English names in random order, first those of places whose name in the language the files know."""
    known: set[str] = set()
    others: set[str] = set()
    for place in all_places:
        english = preferred(place, "eng", "Latn")
        if english:
            (known if preferred(place, language, LANGUAGES[language][1]) else others).add(english)
    return [*by_hash(known), *by_hash(others - known)]


def by_hash(texts: Iterable[str]) -> list[str]:
    """The texts in an order that depends on nothing but themselves and looks random."""
    return sorted(texts, key=lambda text: hashlib.sha256(text.encode()).digest())


def candidates_for(pairs: Sequence[Pair], pool: Sequence[str]) -> list[str]:
    """The English names of the pairs and enough others; of names that fold alike one."""
    chosen = {fold(pair.english): pair.english for pair in pairs}
    for name in pool:
        if len(chosen) >= CANDIDATES:
            break
        chosen.setdefault(fold(name), name)
    return by_hash(chosen.values())


def plain_scores(pairs: Sequence[Pair], candidates: Sequence[str]) -> np.ndarray:
    """The baseline: Jaro-Winkler over what anyascii makes of both."""
    queries = [anyascii(pair.native).lower() for pair in pairs]
    return process.cdist(queries, [anyascii(name).lower() for name in candidates], scorer=JaroWinkler.similarity)


def own_scores(pairs: Sequence[Pair], candidates: Sequence[str]) -> np.ndarray:
    """`similarity` for the candidates whose sounds are the most alike, 0 for the others."""
    scores = np.zeros((len(pairs), len(candidates)), dtype=np.float32)
    for row, column in shortlist(pairs, candidates):
        scores[row, column] = similarity(pairs[row].native, candidates[column])
    return scores


def shortlist(pairs: Sequence[Pair], candidates: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(pair, candidate) for the best by the sum of both likenesses."""
    queries = [forms(pair.native, pair.tongue) for pair in pairs]
    offered = [forms(name, "") for name in candidates]
    rough = sum(
        process.cdist([q[at] for q in queries], [o[at] for o in offered], scorer=fuzz.ratio, dtype=np.float32)
        for at in (0, 1)
    )
    for row, likeness in enumerate(rough):
        yield from ((row, int(column)) for column in np.argpartition(-likeness, SHORTLIST)[:SHORTLIST])


def forms(name: str, tongue: str) -> tuple[str, str]:
    """The sounds of all its words, and of those that are its own."""
    keys = name_keys(name, tongue)
    return features(keys.folded.replace(" ", "")), features("".join(keys.tokens) or keys.folded.replace(" ", ""))


def top_share(scores: np.ndarray, right: Sequence[Sequence[int]]) -> tuple[float, list[int]]:
    """Share of rows whose best column is a right one (of a tie the share that is right), and the rows without."""
    hits, missed = 0.0, []
    for row, columns in enumerate(right):
        best = np.flatnonzero(scores[row] == scores[row].max())
        share = len(set(columns) & set(best.tolist())) / len(best)
        hits += share
        if not share:
            missed.append(row)
    return hits / len(right), missed


def other_word(pair: Pair) -> bool:
    """Whether the English name is another word: by plain letters and by our sounds alike."""
    ours = max(fuzz.ratio(x, y) for x, y in zip(forms(pair.native, pair.tongue), forms(pair.english, ""), strict=True))
    return max(ours, fuzz.ratio(anyascii(pair.native).lower(), anyascii(pair.english).lower())) < 100 * OTHER_WORD


@dataclass(frozen=True, slots=True)
class Asked:
    """How one half of one language fared."""

    pairs: int
    plain: float
    own: float
    missed: tuple[tuple[Pair, str, float], ...]
    """Pair, what was found instead, its score."""

    def __str__(self) -> str:
        others = sum(other_word(pair) for pair, _, _ in self.missed)
        without = self.own * self.pairs / max(self.pairs - others, 1)
        return (
            f"{self.pairs:5}{self.plain:10.3f}{self.own:8.3f}{others / max(len(self.missed), 1):12.2f}{without:14.3f}"
        )


def without_itself(scores: np.ndarray, pairs: Sequence[Pair], column: dict[str, int]) -> np.ndarray:
    """The scores without candidates spelt as the name asked for, unless right: mostly its place recorded again."""
    for row, pair in enumerate(pairs):
        if fold(pair.native) in column and fold(pair.native) not in pair.right:
            scores[row, column[fold(pair.native)]] = -1
    return scores


def ask(pairs: Sequence[Pair], pool: Sequence[str]) -> Asked:
    """Both methods on the same names and candidates."""
    candidates = candidates_for(pairs, pool)
    column = {fold(name): at for at, name in enumerate(candidates)}
    right = [[column[name] for name in pair.right if name in column] for pair in pairs]
    plain, _ = top_share(without_itself(plain_scores(pairs, candidates), pairs, column), right)
    scores = without_itself(own_scores(pairs, candidates), pairs, column)
    own, missed = top_share(scores, right)
    found = tuple((pairs[row], candidates[int(scores[row].argmax())], float(scores[row].max())) for row in missed)
    return Asked(len(pairs), plain, own, found)


def retrieval(
    folder: Path, languages: Sequence[str] = tuple(LANGUAGES), sides: Sequence[int] = (0, 1)
) -> dict[tuple[str, int], Asked]:
    """Print and give the table."""
    everything = list(places(folder))
    print(f"{'':9}{'pairs':>5}{'baseline':>10}{'tutela':>8}{'other words':>12}{'without these':>14}")
    table = {}
    for language in languages:
        pairs, pool = pairs_of(everything, language), pool_of(everything, language)
        for side in sides:
            if pairs[side]:
                table[language, side] = ask(pairs[side], pool)
                print(f"{language} {('seen ', 'new  ')[side]}{table[language, side]}", flush=True)
    return table


def ukrainian(folder: Path) -> None:
    """Romanisation of official Ukrainian names beside their official Latin spelling."""
    with gzip.open(folder / "ua_state_geographic_names.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [(row["name_uk"], row["name_latin"].casefold()) for row in map(json.loads, lines)]
    print(f"\n== Romanisation of {len(rows):,} official Ukrainian names")
    for label, written in (
        ("anyascii", [anyascii(name) for name, _ in rows]),
        ("tutela", [romanise(name, "uk") for name, _ in rows]),
    ):
        edits = [
            Levenshtein.distance(own.casefold(), latin, score_cutoff=1)
            for own, (_, latin) in zip(written, rows, strict=True)
        ]
        exact, near = edits.count(0) / len(rows), (edits.count(0) + edits.count(1)) / len(rows)
        print(f"{label:10} exact {exact:.4f}   one edit or none {near:.4f}")


def speed(folder: Path) -> None:
    """How many names a second `name_keys` reads, all new to it and all met before, and `similarity` compares."""
    names = by_hash({name for place in places(folder) for given in place["names"].values() for name in given})[:100_000]
    print("\n== Speed, one process, CPU time")
    for label in ("first time", "again"):
        start = time.process_time()
        for name in names[:30_000]:
            name_keys(name)
        took = time.process_time() - start
        print(f"name_keys, {label:11} {took / 30_000 * 1e6:6.1f} microseconds a name")
    start = time.process_time()
    for a, b in itertools.pairwise(names[:20_001]):
        similarity(a, b)
    print(f"similarity of two  {(time.process_time() - start) / 20_000 * 1e6:10.1f} microseconds a pair")


def names(folder: Path) -> None:
    """All three."""
    ukrainian(folder)
    print(f"\n== Top-1 among {CANDIDATES:,} English names; baseline: anyascii and Jaro-Winkler")
    retrieval(folder)
    speed(folder)
