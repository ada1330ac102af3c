"""The shipped part of the reading corpus, as documents."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tutela.model.claims import Claim
from tutela.model.documents import Document, Finding

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def corpus_sha256() -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(CORPUS.glob("*.jsonl")))).hexdigest()


def annotated(language: str = "en") -> Iterator[dict[str, Any]]:
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["language"] == language:
                yield row


def as_document(row: dict[str, Any], text: str | None = None) -> Document:
    return Document(
        Document.make_id(row["id"], "0"),
        row["id"],
        row["text"] if text is None else text,
        "0",
        title=row["title"] or "",
        publisher=Finding(row["publisher"], "stated") if row["publisher"] else None,
        published=Finding(row["published"], "stated") if row["published"] else None,
        language=Finding(row["language"], "stated"),
    )


def in_guide_fields(claim: Claim) -> dict[str, Any]:
    return {
        "quote": claim.quote.exact,
        "asset": claim.asset.exact,
        "asset_type": claim.asset_type.value,
        "harm": claim.harm.value,
        "places": [place.exact for place in claim.places],
        "means": [cue.kind.value for cue in claim.means],
        "start": claim.time.start if claim.time else None,
        "end": claim.time.end if claim.time else None,
        "actor": claim.actor.exact if claim.actor else None,
        "attribution": [speaker.words.exact for speaker in claim.attribution],
        "certainty": claim.certainty.value,
        "evidence": [cue.kind.value for cue in claim.evidence],
    }


def scores_of(
    rows: Iterable[Mapping[str, Any]], claims: Mapping[str, list[dict[str, Any]]], folder: Path
) -> dict[str, object]:
    """What the corpus's own scorer says of claims read, by document."""
    gold, read = folder / "gold.jsonl", folder / "read.jsonl"
    gold.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    read.write_text("\n".join(json.dumps({"id": name, "claims": found}) for name, found in claims.items()), "utf-8")
    command = [sys.executable, str(CORPUS / "score_claims.py"), "--json", str(gold), str(read)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    scores: dict[str, object] = json.loads(result.stdout)
    return scores


def figure(scores: Mapping[str, object], name: str) -> float:
    """One figure of them: an F1 where there is one."""
    value = scores[name]
    return float(value[2]) if isinstance(value, list) else float(str(value))
