"""What a capable model's recorded replies come to: derived, guarded, and scored against the annotated documents."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from corpus_documents import CORPUS, as_document, in_guide_fields

from tutela.language.places import default_gazetteer
from tutela.reading.by_model import prompts, read_replies

FLOORS = json.loads((CORPUS.parent / "floors.json").read_text("utf-8"))["model_replies"]
REPLIES = Path(__file__).parent / "replies"


def rows():
    return [
        json.loads(line) for path in sorted(CORPUS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]


@pytest.fixture(scope="module")
def answered():
    """Annotated documents with the reading of their recorded replies."""
    found = []
    for row in rows():
        document = as_document(row)
        files = [(prompt, REPLIES / f"{prompt.key}.reply.txt") for prompt in prompts(document)]
        if all(file.is_file() for _, file in files):
            replies = [(prompt, file.read_text("utf-8")) for prompt, file in files]
            found.append((row, document, read_replies(document, replies, default_gazetteer())))
    return found


def scores(folder, answered, wanted):
    chosen = [(row, read) for row, _, read in answered if wanted(row["language"])]
    gold, read = folder / "gold.jsonl", folder / "read.jsonl"
    gold.write_text("\n".join(json.dumps(row) for row, _ in chosen), "utf-8")
    lines = [{"id": row["id"], "claims": [in_guide_fields(claim) for claim in found.claims]} for row, found in chosen]
    read.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    command = [sys.executable, str(CORPUS / "score_claims.py"), "--json", str(gold), str(read)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def test_enough_documents_were_answered(answered):
    assert len(answered) >= 40


@pytest.mark.parametrize("languages", ["en", "others"])
def test_recorded_replies_keep_their_floor(answered, tmp_path, languages):
    found = scores(tmp_path, answered, lambda language: (language == "en") == (languages == "en"))
    assert found["claim"][2] >= FLOORS[languages]
    assert found["grounded"] == 1.0


def test_no_field_of_any_reply_survives_that_does_not_stand_in_the_text(answered):
    for _, document, read in answered:
        for claim in read.claims:
            passages = [claim.quote, claim.asset, *claim.places, *(one.words for one in claim.attribution)]
            passages += [one.words for one in (*claim.means, *claim.evidence)]
            passages += [one for one in (claim.actor, claim.certainty_cue) if one]
            assert all(passage.stands_in(document.text) for passage in passages)


def test_what_another_documents_reply_quotes_is_dropped(answered):
    """Other people's quotes: each document read with the replies of the next one."""
    survived = 0
    for (_, document, _), (row, other, _) in zip(answered, [*answered[1:], answered[0]], strict=True):
        if row["story"] == document.name or document.text == other.text:
            continue
        [prompt, *_] = prompts(document)
        reply = (REPLIES / f"{next(prompts(other)).key}.reply.txt").read_text("utf-8")
        for claim in read_replies(document, [(prompt, reply)], default_gazetteer()).claims:
            assert claim.quote.stands_in(document.text)
            survived += 1
    assert survived <= 2, "copies of one agency share sentences; nothing else may pass"
