import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.sources.fetching.faults import NotFetched
from tutela.sources.fetching.targets import PORTS, parse_target


@pytest.mark.parametrize(
    "written",
    ["127.0.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "127.0.1", "127.0.0.1.", "１２７.0.0.1", "0X7F.0.0.1"],
)  # fmt: skip
def test_numbers_are_one_address_however_they_are_written(written):
    assert parse_target(f"http://{written}/").host == "127.0.0.1"


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://example.org/a", "only http and https"),
        ("gopher://example.org", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("data:text/html,a", "only http and https"),
        ("example.org/a", "only http and https"),
        ("http://", "no name of a host"),
        ("http://a b.example/", "no name of a host"),
        ("http://exa%6dple.org/", "no name of a host"),
        ("http://a..example/", "no name of a host"),
        ("http://name:secret@example.org/", "password"),
        ("http://example.org:22/", "port 22"),
        ("http://example.org:99999/", "cannot be understood"),
        ("http://[::1", "cannot be understood"),
        ("http://[v1.x]/", "IPv"),
        ("http://[fe80::1%25eth0]/", "IPv6"),
        ("http://1.2.3.4.5/", "IPv4"),
        ("http://256.1.1.1/", "IPv4"),
        ("http://0x1ffffffff/", "IPv4"),
        ("http://09.1.1.1/", "IPv4"),
        ("http://example.org\\@127.0.0.1/", "backslashes"),
        ("http://example.org/\r\nHost: other", "control characters"),
        ("http://example.org/" + "a" * 9_000, "9,019 letters"),
    ],
)
def test_what_is_no_address_of_the_web_is_refused_in_a_sentence(url, word):
    with pytest.raises(NotFetched, match=word):
        parse_target(url)


def test_names_in_every_script_and_paths_are_written_in_ascii():
    target = parse_target("https://հայաստան.հայ/լուր ա?ք=1&b=%20#վերջ")
    assert target.host == "xn--y9aaa1d0ai1cq.xn--y9a3aq"
    assert target.url.isascii()
    assert parse_target(target.url) == target


def test_relative_addresses_lead_on_from_where_they_stand():
    base = "https://example.org:8443/news/1.html"
    assert parse_target("../b?c=d", base).url == "https://example.org:8443/b?c=d"
    assert parse_target("//other.example/x", base).url == "https://other.example/x"
    assert parse_target("?page=2", base).url == "https://example.org:8443/news/1.html?page=2"


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://", "http://[", "http://1", "//", "http:"]))
def test_any_text_is_a_plain_address_or_refused(text, start):
    try:
        target = parse_target(start + text, "http://example.org/")
    except NotFetched:
        return
    assert target.url.isascii()
    assert target.scheme in PORTS
    assert not set(target.path) & set(" \r\n\t#")
    assert parse_target(target.url) == target
