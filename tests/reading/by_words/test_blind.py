"""Sentences in eleven languages, written by somebody who saw neither the packs nor the reader: what reading them comes to.

Nothing is tuned on them. A floor is what was measured when it was set; it only goes up.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from corpus_documents import CORPUS, in_guide_fields
from score_claims import assign, prf

from tutela.language.places import default_gazetteer
from tutela.model.documents import Document, Finding
from tutela.reading.by_words import WordReader

HERE = Path(__file__).parent
FLOORS = json.loads((CORPUS.parent / "floors.json").read_text("utf-8"))["blind_sentences"]
LANGUAGES = sorted(path.stem for path in (HERE / "sentences").glob("*.jsonl"))


def items(language: str) -> list[dict[str, Any]]:
    lines = (HERE / "sentences" / f"{language}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def document(text: str, language: str) -> Document:
    return Document(Document.make_id(text, "0"), "blind", text, "0", language=Finding(language, "stated"))


def read(text: str, language: str) -> list[dict[str, Any]]:
    reader = WordReader.of(language, default_gazetteer())
    assert reader is not None
    return [in_guide_fields(claim) for claim in reader.claims(document(text, language))]


def scored(language: str) -> Iterator[tuple[int, int, int, int]]:
    """(right claims, matched mentions, read, annotated) of each item."""
    for item in items(language):
        gold = [{"quote": item["text"], "attribution": [], **claim} for claim in item["claims"]]
        found = read(item["text"], language)
        matched = assign(gold, found)
        right = sum(gold[i]["harm"] == found[j]["harm"] for i, j in matched)
        yield right, len(matched), len(found), len(gold)


def figures(language: str) -> dict[str, float]:
    right, matched, found, gold = map(sum, zip(*scored(language), strict=True))
    return {"claim": prf(right, found, gold)[2], "mention": prf(matched, found, gold)[2]}


def test_there_are_enough_of_them() -> None:
    assert len(LANGUAGES) >= 11
    assert all(len(items(language)) >= 60 for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_blind_sentences_keep_their_floor(language: str) -> None:
    found = figures(language)
    assert found["claim"] >= FLOORS[language]["claim"], found
    assert found["mention"] >= FLOORS[language]["mention"], found


def told(text: str, language: str) -> list[tuple[str, str, str]]:
    return sorted((claim["harm"], claim["certainty"], claim["asset_type"]) for claim in read(text, language))


@pytest.mark.parametrize(
    "pair",
    [json.loads(line) for line in (HERE / "swaps.jsonl").read_text("utf-8").splitlines()],
    ids=lambda pair: f"{pair['language']}-{'-'.join(pair['parties'])}",
)
def test_swapping_the_parties_changes_nothing(pair: dict[str, Any]) -> None:
    assert told(pair["one"], pair["language"]) == told(pair["other"], pair["language"])
