import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutela.model.canonical import written_out
from tutela.model.claims import Claim, Recording, Statement
from tutela.model.documents import Document, Publisher
from tutela.model.geometry import Position
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset, Match, Place, Register, RegisterEntry
from tutela.model.items import CapturedItem
from tutela.model.links import Link
from tutela.model.problems import Problem
from tutela.model.reasons import Reason
from tutela.model.records import canonical_record, from_json, from_text, to_json
from tutela.model.rulings import Ruling

KINDS = (
    *(Document, Publisher, Register, RegisterEntry, Asset, Place, Claim, Statement, Recording, Link, Incident, Ruling),
    *(Problem, Match, Reason, CapturedItem),
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(
    [0.0, -0.0, 1.0, 40.0, 1e-4, 1e-5, 9.5e-5, 1e16, 2.0**53, 2.0**53 + 2, 1e21, 1e22, 5e-324, 123456789.125]
)
BESIDE = {
    str: TEXT,
    int: st.integers(-(2**53), 2**53),
    float: NUMBERS,
    Position: st.builds(Position, st.floats(-90, 90), st.floats(-180, 180), st.none() | NUMBERS, TEXT),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_quick_way_gives_the_bytes_of_the_rules_and_they_read_back(kind):
    for type_, strategy in BESIDE.items():
        st.register_type_strategy(type_, strategy)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.from_type(kind))
    def agrees(record):
        body = canonical_record(record)
        assert body == written_out(to_json(record))
        assert from_text(kind, body) == record == from_json(kind, to_json(record))

    agrees()


@pytest.mark.parametrize("score", [math.nan, math.inf, -math.inf])
def test_a_number_without_a_form_is_refused(score):
    with pytest.raises(ValueError):
        canonical_record(Reason("signal", "sentence", score))


@pytest.mark.parametrize("rows", [2**53 + 1, -(2**60)])
def test_an_integer_that_readers_would_round_is_refused(rows):
    with pytest.raises(ValueError):
        canonical_record(Register("reg_1", "A list", "00" * 32, rows=rows))


def test_half_of_a_letter_is_refused():
    with pytest.raises(ValueError):
        canonical_record(Reason("signal", "\ud800", 1.0))
