import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.sources.fetching.bodies import unpacked
from tutela.sources.fetching.faults import NotFetched


def raw(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS = {"gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress, "Deflate ": raw, "identity": bytes}


@given(st.binary(max_size=3_000), st.sampled_from(sorted(PACKERS)))
def test_what_is_packed_comes_out_as_it_went_in(data, name):
    assert unpacked(PACKERS[name](data), name, 3_000) == data


def test_several_members_and_two_layers_are_unpacked():
    assert unpacked(gzip.compress(b"The ") + gzip.compress(b"church."), "gzip", 100) == b"The church."
    assert unpacked(gzip.compress(zlib.compress(b"a")), "deflate, gzip", 100) == b"a"


@pytest.mark.parametrize("name", ["gzip", "deflate"])
def test_a_bomb_is_not_unpacked_beyond_the_limit(name):
    bomb = PACKERS[name](b"\0" * 50_000_000)
    assert len(bomb) < 60_000
    with pytest.raises(NotFetched, match="more than may be unpacked"):
        unpacked(bomb, name, 1_000_000)


def test_a_bomb_in_a_bomb_or_in_many_members_is_none_either():
    inner = gzip.compress(b"\0" * 30_000_000)
    with pytest.raises(NotFetched, match="more than may be unpacked"):
        unpacked(gzip.compress(inner), "gzip, gzip", 1_000_000)
    with pytest.raises(NotFetched, match="more than may be unpacked"):
        unpacked(gzip.compress(b"\0" * 600_000) * 2, "gzip", 1_000_000)
    with pytest.raises(NotFetched, match="3 times over"):
        unpacked(b"", "gzip, gzip, gzip", 1_000_000)


@pytest.mark.parametrize(
    ("body", "name", "word"),
    [
        (b"plain words", "gzip", "not packed as it says"),
        (gzip.compress(b"The church." * 100)[:-20], "gzip", "breaks off"),
        (b"abc", "br", "'br', which was not asked for"),
        (b"abc", "zstd", "'zstd'"),
    ],
)
def test_what_cannot_be_unpacked_says_why(body, name, word):
    with pytest.raises(NotFetched, match=word):
        unpacked(body, name, 10_000)


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_are_unpacked_or_refused(body, name):
    try:
        assert isinstance(unpacked(body, name, 10_000), bytes)
    except NotFetched as fault:
        assert str(fault)
