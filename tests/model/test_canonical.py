import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.model.canonical import canonical_json, written_out

numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | numbers | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
)


@given(values)
def test_reads_back_as_the_same_value(value):
    # JSON has one kind of number, a double: read whole ones so, too.
    assert json.loads(canonical_json(value), parse_int=float) == value


@given(values)
def test_the_quick_encoder_gives_the_bytes_of_the_rules(value):
    assert canonical_json(value) == written_out(value)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 9)))
def test_order_of_keys_does_not_matter(value):
    assert canonical_json(dict(reversed(value.items()))) == canonical_json(value)


@pytest.mark.parametrize(
    ("number", "text"),
    # Table of RFC 8785, appendix B.
    [
        (0.0, "0"), (-0.0, "0"), (5e-324, "5e-324"), (-1.7976931348623157e308, "-1.7976931348623157e+308"),
        (9007199254740992, "9007199254740992"), (295147905179352830000.0, "295147905179352830000"),
        (9.999999999999997e22, "9.999999999999997e+22"), (1e23, "1e+23"), (999999999999999700000.0, "999999999999999700000"),
        (1e21, "1e+21"), (0.000001, "0.000001"), (1e-7, "1e-7"), (333333333.3333332, "333333333.3333332"),
        (4.35, "4.35"), (1.0, "1"), (1.5e-6, "0.0000015"),
    ],
)  # fmt: skip
def test_numbers_as_rfc_8785_writes_them(number, text):
    assert canonical_json(number) == text.encode()


def test_keys_are_ordered_by_utf16_units():
    # RFC 8785, 3.2.3: the sorted keys of its example.
    value = {"€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\x80": 6, "ö": 7}
    assert list(json.loads(canonical_json(value))) == ["\r", "1", "\x80", "ö", "€", "😀", "\ufb33"]


@pytest.mark.parametrize("value", [math.nan, math.inf, 2**53 + 1, [1, -(2**60)]])
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises(ValueError):
        canonical_json(value)


@pytest.mark.parametrize("value", [{1: 2}, {"a": object()}, b"bytes"])
def test_what_is_no_json_is_refused(value):
    with pytest.raises(TypeError):
        canonical_json(value)
