"""Just enough of ASN.1's DER (X.690) to make a timestamp request and to read what an answer says."""

from dataclasses import dataclass
from functools import cached_property

INTEGER, OCTETS, NULL, OID, SEQUENCE, SET, TIME = 0x02, 0x04, 0x05, 0x06, 0x30, 0x31, 0x18
MANY = 0x80
"""A length of this or more takes several bytes."""


@dataclass(frozen=True)
class Value:
    """One value: its tag, what it holds, and all of its bytes."""

    tag: int
    content: bytes
    whole: bytes

    @cached_property
    def parts(self) -> tuple["Value", ...]:
        """The values inside.

        Raises:
            ValueError: its content is no row of DER values.
        """
        return values(self.content)

    def part(self, at: int, tag: int) -> "Value":
        """The value at a place inside.

        Raises:
            ValueError: there is none, or it has another tag.
        """
        if at >= len(self.parts) or self.parts[at].tag != tag:
            raise ValueError(f"no value with tag {tag:#x} at place {at}")
        return self.parts[at]

    def tagged(self, tag: int) -> "Value | None":
        """The first value inside with a tag, if any."""
        return next((part for part in self.parts if part.tag == tag), None)

    @property
    def number(self) -> int:
        """The integer its content stands for."""
        return int.from_bytes(self.content, "big", signed=True)

    @property
    def dotted(self) -> str:
        """The object identifier its content stands for: `1.2.840`."""
        arcs, arc = list[int](), 0
        for byte in self.content:
            arc = arc << 7 | byte & 0x7F
            if byte < MANY:
                arcs, arc = [*arcs, arc], 0
        if not arcs:
            raise ValueError("an empty object identifier")
        first = min(arcs[0] // 40, 2)
        return ".".join(map(str, (first, arcs[0] - 40 * first, *arcs[1:])))


def values(content: bytes) -> tuple[Value, ...]:
    """The DER values that stand one after the other.

    Raises:
        ValueError: they do not; indefinite and needlessly long lengths are no DER.
    """
    found, at = list[Value](), 0
    while at < len(content):
        begin, end = _span(content, at)
        found.append(Value(content[at], content[begin:end], content[at:end]))
        at = end
    return tuple(found)


def one(content: bytes, tag: int = SEQUENCE) -> Value:
    """The one value that fills `content`.

    Raises:
        ValueError: it is none, several, or has another tag.
    """
    found = values(content)
    if len(found) != 1 or found[0].tag != tag:
        raise ValueError(f"not one value with tag {tag:#x}")
    return found[0]


def encoded(tag: int, *contents: bytes) -> bytes:
    """A value with a tag and contents shorter than 64 KiB."""
    content = b"".join(contents)
    length = len(content)
    if length < MANY:
        return bytes((tag, length)) + content
    return bytes((tag, 0x81, length) if length < 0x100 else (tag, 0x82, *divmod(length, 0x100))) + content


def _span(content: bytes, at: int) -> tuple[int, int]:
    """Where the value that begins at `at` has its content."""
    if at + 2 > len(content) or content[at] & 0x1F == 0x1F:
        raise ValueError("a value is cut off, or has a tag of several bytes")
    begin, length = at + 2, content[at + 1]
    if length >= MANY:
        size = length - MANY
        length = int.from_bytes(content[begin : begin + size], "big")
        if not 1 <= size <= 4 or length < MANY or length >> 8 * (size - 1) == 0:
            raise ValueError("a length is not in DER's form")
        begin += size
    if begin + length > len(content):
        raise ValueError("a value is cut off")
    return begin, begin + length
