#!/usr/bin/env python3
"""Documents written for training: their form, read and checked.

usage: scripts/written_documents.py FILE...     (tells faults, and what the files hold)

A file holds documents in plain text, a sentence to a line:

    === Headline
    @ 2024-05-17 news
    Words. || damaged: mosque | at: Velibor | by: rebels | from: mayor > radio | on: 2024-05-16; looted: museum

The second line (day published, kind) may be left out. Behind the bars stand the claims that the sentence carries, in
the terms of `tests/corpus/GUIDE.md`: harm and asset, then where, by whom, who says so (nearest first, then who relays),
when (`2024`, `2024-05`, `2024-05-16` or two of them with a slash) and `hedged` or `denied`; what the text does not tell
is left out. An empty line begins a paragraph. A row of a list, a caption or a time with its entry stands on a line of
its own, and so does what `+ ` begins.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tutela.model.claims import Harm  # noqa: E402

DOCUMENTS = ROOT / "scripts" / "training" / "documents"
KIND = "written for training"
HARMS = {harm.value for harm in Harm}
ENTRY = re.compile(r"\d+\.\d*\s|\[|[-•*–—] |\d\d?[:.]\d\d\b")
"""A row of a list, a caption or a live report's entry: it stands on a line of its own."""
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def written_documents(folder: Path = DOCUMENTS) -> list[dict[str, Any]]:
    """The documents of a folder, each a story of its own, in the corpus's fields."""
    return [one for path in sorted(folder.glob("*.txt")) for one in documents_of(path)]


def documents_of(path: Path) -> Iterator[dict[str, Any]]:
    """The documents of one file."""
    for number, block in enumerate(re.split(r"(?m)^=== ", path.read_text("utf-8"))[1:]):
        yield document(f"written-{path.stem}-{number}", block)


def document(name: str, block: str) -> dict[str, Any]:
    """A document in the corpus's fields, from the lines behind its bars of "="."""
    title, *lines = block.rstrip().split("\n")
    published, kind = "2024", "news"
    if lines and lines[0].startswith("@ "):
        published, _, kind = lines.pop(0)[2:].partition(" ")
    text, claims = title + "\n\n", []
    for line in lines:
        sentence, _, told = annotated_line(line)
        text = laid(text, sentence)
        claims += told
    return {
        "id": name,
        "story": name,
        "language": "en",
        "kind": KIND,
        "register": kind.strip(),
        "published": published,
        "publisher": "",
        "title": title,
        "text": text.rstrip() + "\n",
        "claims": claims,
    }


def laid(text: str, sentence: str) -> str:
    """The text with one more sentence laid behind it."""
    if not sentence:
        return text.rstrip(" ") + "\n"
    if not (sentence.startswith("+ ") or ENTRY.match(sentence)):
        return text + sentence + " "
    start = text.rstrip(" ")
    return start + ("" if start.endswith("\n") else "\n") + sentence.removeprefix("+ ") + "\n"


def annotated_line(line: str) -> tuple[str, bool, list[dict[str, Any]]]:
    """A sentence, whether bars end it, and the claims told behind them."""
    sentence, bars, told = line.partition(" ||")
    quote = sentence.removeprefix("+ ")
    return sentence, bool(bars), [claim(quote, part) for part in told.split(";") if part.strip()]


def claim(quote: str, told: str) -> dict[str, Any]:
    """A claim in the corpus's fields, from the words behind the bars."""
    head, *rest = (part.strip() for part in told.split("|"))
    harm, _, asset = (part.strip() for part in head.partition(":"))
    found: dict[str, Any] = {"harm": harm, "asset": asset, "quote": quote}
    found |= {"places": [], "actor": None, "attribution": [], "start": None, "end": None, "certainty": "asserted"}
    for part in rest:
        found |= field(part)
    return found


def field(part: str) -> dict[str, Any]:
    """One slot of a claim; an unknown one is told under its own name, for the check to find."""
    name, _, value = (piece.strip() for piece in part.partition(":"))
    if part in {"hedged", "denied", "asserted"}:
        return {"certainty": part}
    if name == "at":
        return {"places": [place.strip() for place in value.split(",")]}
    if name == "by":
        return {"actor": value}
    if name == "from":
        return {"attribution": [speaker.strip() for speaker in value.split(">")]}
    if name == "on":
        start, _, end = value.partition("/")
        return {"start": start, "end": end or start}
    return {"unknown field": part}


def faults(row: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a document's annotation, a line each."""
    for told in row["claims"]:
        where = f"{row['id']} ({row['title'][:40]}): {told['harm']}: {told['asset']}"
        if told["harm"] not in HARMS:
            yield f"{where}: no such harm"
        if "unknown field" in told:
            yield f"{where}: no such field: {told['unknown field']}"
        words = [told["asset"], *told["places"], *told["attribution"], *([told["actor"]] if told["actor"] else [])]
        yield from (f"{where}: not in the text: {one!r}" for one in words if not one or one not in row["text"])
        yield from (
            f"{where}: no date: {day!r}" for day in (told["start"], told["end"]) if day and not DAY.fullmatch(day)
        )


def main(paths: Sequence[str]) -> None:
    rows = [row for path in paths for row in documents_of(Path(path))]
    for line in (line for row in rows for line in faults(row)):
        print(line)
    harms = Counter(told["harm"] for row in rows for told in row["claims"])
    words = sum(len(row["text"].split()) for row in rows)
    empty = sum(not row["claims"] for row in rows)
    print(f"{len(rows)} documents, {words:,} words, {empty} without claims; {harms.total()} claims: {dict(harms)}")


if __name__ == "__main__":
    main(sys.argv[1:])
