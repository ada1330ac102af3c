"""Addresses of machines: those that the whole world reaches, and those inside a house or a machine.

After the registries of special addresses (RFC 6890 and what followed, as Python's `ipaddress` has them), with what
these leave out: multicast, and IPv6 addresses that stand for an IPv4 address.
"""

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

NEVER = {
    "169.254.169.254": "metadata of Amazon, Google, Microsoft and others",
    "169.254.170.2": "credentials of containers at Amazon",
    "168.63.129.16": "Microsoft's agent, at an address that counts as public",
    "100.100.100.200": "metadata of Alibaba",
    "192.0.0.192": "metadata of Oracle, at an address that counts as public",
    "fd00:ec2::254": "metadata of Amazon over IPv6",
    "fd20:ce::254": "metadata of Google over IPv6",
}
"""Where machines rented from a cloud find their own passwords. Nothing that anybody publishes lies there."""
_TRANSLATED = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
"""IPv6 addresses that a translator turns into the IPv4 address in their last four bytes (RFC 6052, RFC 8215)."""
_COMPATIBLE = ipaddress.IPv6Network("::/96")
"""The same, as RFC 4291 still names it; `::` and `::1` are addresses of their own."""


def is_public(address: Address) -> bool:
    """Whether everybody reaches the same machine there.

    >>> [is_public(ipaddress.ip_address(text)) for text in ("8.8.8.8", "10.0.0.1", "::ffff:127.0.0.1", "224.0.0.1")]
    [True, False, False, False]
    """
    inner = _innermost(address)
    if inner is not address:
        return is_public(inner)
    local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    named = str(address) in NEVER
    return address.is_global and not (address.is_multicast or address.is_reserved or local or named)


def holds_passwords(address: Address) -> bool:
    """Whether a rented machine finds its passwords there.

    >>> holds_passwords(ipaddress.ip_address("::ffff:169.254.169.254"))
    True
    """
    return str(address) in NEVER or str(_innermost(address)) in NEVER


def _innermost(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, where it does."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    translated = any(address in network for network in (*_TRANSLATED, _COMPATIBLE))
    if translated and int(address) > 1:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None) or address
