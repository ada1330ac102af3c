"""Quality floors: what linking and counting origins reach with the claims given must not sink unnoticed.

The weights were fitted on these stories among others; `scripts/fit_incidents.py` prints what they reach on stories left out.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
FLOORS = json.loads((CORPUS.parent / "floors.json").read_text("utf-8"))["origins_claims_given"]


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    gold = tmp_path_factory.mktemp("floors") / "gold.jsonl"
    gold.write_text("".join(part.read_text("utf-8") for part in sorted(CORPUS.glob("dev*.jsonl"))), "utf-8")
    command = [sys.executable, "-m", "tutela", "gather", str(gold), "--claims-given", "--format", "jsonl", "--quiet"]
    read = gold.with_name("read.jsonl")
    read.write_bytes(subprocess.run(command, capture_output=True, check=True).stdout)
    command = [sys.executable, str(CORPUS / "score_origins.py"), "--json", str(gold), str(read)]
    found: dict[str, object] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


def test_every_annotated_claim_is_compared(scores: dict[str, object]) -> None:
    assert scores["coverage"] == 1.0


@pytest.mark.parametrize("name", ["assets", "incidents", "origins"])
def test_pairs_keep_their_floor(scores: dict[str, object], name: str) -> None:
    measured = scores[name]
    assert isinstance(measured, list) and measured[2] >= FLOORS[name]


def test_the_number_of_origins_is_not_further_off(scores: dict[str, object]) -> None:
    assert float(str(scores["count_error"])) <= FLOORS["count_error"]
