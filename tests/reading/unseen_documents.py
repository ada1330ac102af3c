"""Sets of documents that the reader never learns from: their rows, their floors, and what reading them comes to."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus_documents import CORPUS, as_document, in_guide_fields, scores_of

from tutela.reading.reader import Reader

Row = dict[str, Any]


def rows_of(name: str) -> list[Row]:
    """The documents of a set, by the name of its folder beside this file."""
    paths = sorted((Path(__file__).parent / name).glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


def floors_of(name: str) -> dict[str, float]:
    """What reading the set must come to."""
    floors: dict[str, dict[str, float]] = json.loads((CORPUS.parent / "floors.json").read_text("utf-8"))
    return floors[name]


def scores_of_reading(reader: Reader, rows: Sequence[Row], folder: Path) -> Mapping[str, object]:
    """What the corpus scorer says of the claims that the reader finds."""
    read = {row["id"]: reader.read(as_document(row)).claims for row in rows}
    return scores_of(rows, {name: [in_guide_fields(claim) for claim in found] for name, found in read.items()}, folder)


def strays(row: Row) -> Iterator[str]:
    """The words of an annotation that stand nowhere: quotes and assets in the text, names in its title either."""
    words = row["title"] + "\n" + row["text"]
    for claim in row["claims"]:
        yield from (told for told in (claim["quote"], claim["asset"]) if told not in row["text"])
        named = [*claim["places"], *claim["attribution"], claim["actor"] or ""]
        yield from (name for name in named if name not in words)
