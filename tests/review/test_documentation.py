from pathlib import Path

from tutela.model.rulings import Verdict
from tutela.review.asset_corrections import ASSET_FIELDS
from tutela.review.corrections import (
    CLAIM_FIELDS,
    DOCUMENT_FIELDS,
    RECORDING_FIELDS,
    STATEMENT_FIELDS,
)
from tutela.review.queue import WEIGHTS
from tutela.review.states import AUTHENTICITIES, CONFIRMED_STATES

PAGE = (Path(__file__).parents[2] / "docs" / "review.md").read_text("utf-8")


def test_the_page_names_every_verdict_field_state_and_weight():
    fields = {*CLAIM_FIELDS, *STATEMENT_FIELDS, *RECORDING_FIELDS, *ASSET_FIELDS, *DOCUMENT_FIELDS}
    for word in (*Verdict, *fields, *CONFIRMED_STATES, *AUTHENTICITIES):
        assert f"`{word}`" in PAGE or f"`{word} " in PAGE or f"{word}=" in PAGE or f"={word}`" in PAGE, word
    for signal, weight in WEIGHTS.items():
        assert f"| `{signal}` | {weight:g} |" in PAGE
