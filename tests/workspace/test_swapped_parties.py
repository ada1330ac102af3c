"""Swap the parties' names in whole documents: claims, links, incidents and counts come out the same, names swapped."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tutela.language.gazetteer_files import cities, countries, held_back, regions, south_caucasus
from tutela.language.places import Gazetteer
from tutela.model.inventory import Place
from tutela.workspace import gazetteers, pipeline

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
PAIRS = [
    ("Armenia", "Azerbaijan"), ("Armenian", "Azerbaijani"), ("Armenians", "Azerbaijanis"),
    ("Russia", "Ukraine"), ("Russian", "Ukrainian"), ("Russians", "Ukrainians"),
    ("Israel", "Palestine"), ("Israeli", "Palestinian"), ("Israelis", "Palestinians"),
    ("Serbia", "Croatia"), ("Serbian", "Croatian"), ("Serbs", "Croats"),
]  # fmt: skip
OTHER = dict(PAIRS) | {second: first for first, second in PAIRS}
WORD = re.compile(r"\b(?:" + "|".join(sorted(OTHER, key=len, reverse=True)) + r")\b")
STORIES = 14
"""Documents per test: both gatherings of as many take about 20 s on one core."""


def swapped(text: str) -> str:
    return WORD.sub(lambda match: OTHER[match[0]], text)


def documents_naming_parties() -> list[dict[str, str]]:
    parts = sorted(CORPUS.glob("dev*.jsonl"))
    rows = [json.loads(line) for part in parts for line in part.read_text("utf-8").split("\n") if line]
    fields = ("id", "text", "published", "language", "title")
    english = [{key: row[key] for key in fields} for row in rows if row["language"] == "en" and row["claims"]]
    return [row for row in english if WORD.search(row["text"])][:STORIES]


def swapped_place(place: Place) -> Place:
    names = tuple(replace(name, text=swapped(name.text)) for name in place.names)
    return replace(place, names=names, within=tuple(map(swapped, place.within)))


def swapped_gazetteer() -> Gazetteer:
    own = [swapped_place(place) for place in (*south_caucasus(), *regions(), *countries())]
    return Gazetteer(own, cities(), held_back())


def gathered(folder: Path, name: str, rows: list[dict[str, str]]) -> pipeline.Gathering:
    file = folder / f"{name}.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return pipeline.gather_files([file])


def told(found: pipeline.Gathering) -> list[tuple[object, ...]]:
    """Every claim in words, in the order of the documents; nothing that rests on an id."""
    name = {document.id: document.name for document in found.documents}
    rows = [
        (
            name[claim.document], claim.quote.start, claim.asset.exact, claim.asset_type, claim.harm, claim.certainty,
            claim.actor.exact if claim.actor else None, tuple(one.words.exact for one in claim.attribution),
            tuple(place.exact for place in claim.places), claim.time.edtf() if claim.time else None,
            tuple(cue.kind for cue in claim.means), claim.support,
        )
        for claim in found.claims
    ]  # fmt: skip
    return [row[:1] + row[2:] for row in rows]


def incidents_told(found: pipeline.Gathering) -> list[tuple[object, ...]]:
    name = {document.id: document.name for document in found.documents}
    claims = {claim.id: claim for claim in found.claims}
    return sorted(
        (
            tuple(sorted((name[claims[one].document], claims[one].asset.exact, claims[one].harm) for one in incident.claims)),
            incident.count.at_least,
            incident.count.at_most,
            len(incident.denials),
        )
        for incident in found.incidents
    )  # fmt: skip


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("swap")
    rows = documents_naming_parties()
    assert len(rows) == STORIES
    other = [row | {"text": swapped(row["text"]), "title": swapped(row["title"])} for row in rows]
    found = gathered(folder, "pile", rows)
    with pytest.MonkeyPatch.context() as patch:
        # "Everywhere in the input" takes in the gazetteer: a country is found under its other name.
        patch.setattr(gazetteers, "default_gazetteer", swapped_gazetteer)
        return found, gathered(folder, "swapped", other)


def test_claims_are_the_same_with_names_swapped(pair):
    found, other = pair
    here = [tuple(swapped_in(value) for value in row) for row in told(found)]
    assert here == told(other)


def test_incidents_and_counts_are_the_same_with_names_swapped(pair):
    found, other = pair
    here = sorted(
        (tuple(sorted((name, swapped(asset), harm) for name, asset, harm in claims)), *rest)
        for claims, *rest in incidents_told(found)
    )
    assert here == incidents_told(other)


def swapped_in(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(swapped_in(one) for one in value)
    return swapped(value) if isinstance(value, str) and type(value) is str else value
