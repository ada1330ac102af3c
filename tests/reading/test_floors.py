"""Quality floors: what reading reaches on the shipped corpus must not sink unnoticed.

The decider was trained on these documents among others, so these are floors, not figures of merit; held-out figures come
from `scripts/train_reader.py`.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from corpus_documents import CORPUS, annotated, corpus_sha256, figure, in_guide_fields, scores_of

from tutela.model.claims import Claim, Reading

FLOORS = json.loads((CORPUS.parent / "floors.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def scores(corpus_readings: Mapping[str, Reading], tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    claims = {name: [in_guide_fields(claim) for claim in reading.claims] for name, reading in corpus_readings.items()}
    return scores_of(annotated(), claims, tmp_path_factory.mktemp("floors"))


def test_the_corpus_is_the_one_the_floors_were_taken_on() -> None:
    assert FLOORS["corpus_sha256"] == corpus_sha256()


@pytest.mark.parametrize("name", sorted(FLOORS["reading_en"]))
def test_reading_keeps_its_floor(scores: Mapping[str, object], name: str) -> None:
    assert figure(scores, name) >= FLOORS["reading_en"][name]


def every_claim(readings: Mapping[str, Reading]) -> list[tuple[str, Claim]]:
    texts = {row["id"]: row["text"] for row in annotated()}
    return [(texts[name], claim) for name, reading in readings.items() for claim in reading.claims]


def test_every_field_stands_where_it_says(corpus_readings: Mapping[str, Reading]) -> None:
    for text, claim in every_claim(corpus_readings):
        fields = [claim.quote, claim.asset, *claim.passages, *claim.places, *(cue.words for cue in claim.means)]
        fields += [speaker.words for speaker in claim.attribution] + [cue.words for cue in claim.evidence]
        fields += [part for part in (claim.mention, claim.actor, claim.harm_words, claim.certainty_cue) if part]
        fields += [part.words for part in (claim.count, claim.extent) if part]
        fields += [claim.time.words] if claim.time and claim.time.words else []
        assert all(field.stands_in(text) for field in fields)


def test_no_asset_is_an_actor(corpus_readings: Mapping[str, Reading]) -> None:
    for reading in corpus_readings.values():
        assets = {claim.asset.exact.casefold() for claim in reading.claims}
        actors = {claim.actor.exact.casefold() for claim in reading.claims if claim.actor}
        assert not assets & actors


def test_ids_differ_and_claims_follow_the_text(corpus_readings: Mapping[str, Reading]) -> None:
    for reading in corpus_readings.values():
        ids = [claim.id for claim in reading.claims]
        assert len(set(ids)) == len(ids)
        assert [claim.quote.start for claim in reading.claims] == sorted(claim.quote.start for claim in reading.claims)


def test_every_claim_gives_reasons(corpus_readings: Mapping[str, Reading]) -> None:
    assert all(claim.reasons for reading in corpus_readings.values() for claim in reading.claims)


def test_the_corpus_folder_holds_the_guide_and_scorers() -> None:
    assert {path.name for path in Path(CORPUS).iterdir()} >= {"GUIDE.md", "score_claims.py", "score_origins.py"}
