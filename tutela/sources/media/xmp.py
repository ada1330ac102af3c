"""What the XMP packet in a file says (ISO 16684-1): read without entities, whatever it declares."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

MOST_BYTES = 2_000_000
"""Longest packet read: editing programs that note every step reach some 100 kB."""
MOST_FACTS = 200
MOST_LETTERS = 500
_PACKET = re.compile(rb"<x:xmpmeta\b.*?</x:xmpmeta>|<rdf:RDF\b.*?</rdf:RDF>", re.DOTALL)
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
"""What entities are made with: an XMP packet needs neither."""
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_SHORT = {
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#": "stEvt",
    "http://ns.adobe.com/xap/1.0/sType/ResourceRef#": "stRef",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://ns.google.com/photos/1.0/camera/": "GCamera",
    "http://ns.adobe.com/camera-raw-settings/1.0/": "crs",
}
"""Namespaces as their own papers shorten them; others keep their address."""


class RefusedPacket(Exception):
    """A packet that is not read, and why."""


def xmp_facts(content: bytes) -> Iterator[tuple[str, str]]:
    """(name, value) of every property of the first XMP packet; nothing where there is none.

    >>> list(xmp_facts(b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    ...     b'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Editor 3"/></rdf:RDF>'))
    [('xmp:CreatorTool', 'Editor 3')]

    Raises:
        RefusedPacket: it declares entities, is too long or no XML.
    """
    start = min((at for sign in (b"<x:xmpmeta", b"<rdf:RDF") if (at := content.find(sign)) >= 0), default=-1)
    if start < 0:
        return
    found = _PACKET.match(content, start, start + MOST_BYTES)
    if not found:
        raise RefusedPacket("it does not end, or is too long")
    if _DECLARES.search(found[0]):
        raise RefusedPacket("it declares entities, which no such packet needs")
    try:
        root = ElementTree.fromstring(found[0])
    except (ElementTree.ParseError, ValueError) as error:
        raise RefusedPacket(f"it is no XML ({error})") from error
    count = 0
    for name, value in _properties(root):
        if count < MOST_FACTS and value.strip():
            count += 1
            yield name, " ".join(value.split())[:MOST_LETTERS]


def _properties(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    # A stack of its own: a packet can nest deeper than Python may call.
    stack = [(root, "")]
    while stack:
        node, name = stack.pop()
        if not node.tag.startswith(RDF) and node.tag != "{adobe:ns:meta/}xmpmeta":
            name = f"{name} {short(node.tag)}".strip()
        if len(name) > MOST_LETTERS:
            continue
        for attribute, value in node.attrib.items():
            if not attribute.startswith((RDF, "{http://www.w3.org/XML/", "{adobe:ns:meta/}")):
                yield f"{name} {short(attribute)}".strip(), value
        if node.text and node.text.strip() and not len(node):
            yield name or short(node.tag), node.text
        stack.extend((child, name) for child in reversed(node))


def short(tag: str) -> str:
    """A name with its namespace as people write it."""
    space, _, name = tag.lstrip("{").rpartition("}")
    return f"{_SHORT.get(space, space)}:{name}" if space else name
