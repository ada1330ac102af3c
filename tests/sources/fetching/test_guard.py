import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sources.fetching.lying import PUBLIC

from tutela.model.addresses import NEVER, is_public
from tutela.sources.fetching.faults import NotFetched
from tutela.sources.fetching.guard import Guard

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.7.7", "100.64.0.1",
    "224.0.0.251", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "203.0.113.9",
    "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.7.7", "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a00:1::1",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_everybodys_are_refused(address):
    assert not is_public(ipaddress.ip_address(address))
    with pytest.raises(NotFetched, match="no public address; such are asked only with --allow-private"):
        Guard().addresses(address, 80)
    with pytest.raises(NotFetched, match=r"no public address"):
        Guard(resolve=lambda *_: [PUBLIC, address]).addresses("news.example", 80)
    assert Guard(allow_private=True).addresses(address, 80) == (address,)


@pytest.mark.parametrize("address", ["8.8.8.8", PUBLIC, "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_of_the_world_are_let_through(address):
    assert Guard().addresses(address, 443) == (address,)


@pytest.mark.parametrize("address", [*NEVER, "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"])
def test_where_rented_machines_keep_their_passwords_nobody_asks_even_where_private_is_allowed(address):
    for guard in (Guard(), Guard(allow_private=True)):
        with pytest.raises(NotFetched, match="never asked"):
            guard.addresses(address, 80)


def test_a_name_is_looked_up_once():
    asked = []
    guard = Guard(resolve=lambda host, port: asked.append((host, port)) or [PUBLIC])
    assert guard.addresses("news.example", 443) == (PUBLIC,)
    assert asked == [("news.example", 443)]


@pytest.mark.parametrize("error", [OSError(-2, "Name or service not known"), UnicodeError("label too long")])
def test_a_name_that_leads_nowhere_is_said_to(error):
    def fail(*_):
        raise error

    for resolve in (fail, lambda *_: []):
        with pytest.raises(NotFetched, match=r"none\.example leads nowhere"):
            Guard(resolve=resolve).addresses("none.example", 80)


def test_nonsense_from_a_resolver_is_no_address():
    with pytest.raises(NotFetched, match="is no address"):
        Guard(resolve=lambda *_: ["localhost"]).addresses("news.example", 80)


@given(st.integers(0, 2**32 - 1))
def test_an_ipv6_address_is_as_public_as_the_ipv4_address_in_it(number):
    plain = ipaddress.IPv4Address(number)
    for within in (f"::ffff:{plain}", f"64:ff9b::{plain}"):
        assert is_public(ipaddress.ip_address(within)) == is_public(plain)
