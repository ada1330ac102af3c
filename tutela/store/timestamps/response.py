"""Requests to a timestamp authority, and what its answer says (RFC 3161). Nothing here checks a signature."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from tutela.model.errors import InputError
from tutela.store.timestamps.der import INTEGER, NULL, OCTETS, OID, SEQUENCE, SET, TIME, Value, encoded, one

SHA256_OID = "2.16.840.1.101.3.4.2.1"
SHA256 = bytes.fromhex("608648016503040201")
SIGNED_DATA = "1.2.840.113549.1.7.2"
TST_INFO = "1.2.840.113549.1.9.16.1.4"
GRANTED = (0, 1)
"""Granted, and granted with changes."""
CONTEXT_0, CONTEXT_1 = 0xA0, 0xA1
MILLIS, MICROS = 0x80, 0x81
NAMES = {
    "2.5.4.3": "CN",
    "2.5.4.5": "serialNumber",
    "2.5.4.6": "C",
    "2.5.4.7": "L",
    "2.5.4.8": "ST",
    "2.5.4.10": "O",
    "2.5.4.11": "OU",
    "2.5.4.97": "organizationIdentifier",
}
"""How RFC 4514 and ETSI EN 319 412 write what a certificate's name is made of."""
TEXTS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be", 0x1C: "utf-32-be"}
"""Tag of a text -> how its bytes are to be read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a timestamp authority's answer says."""

    imprint: bytes
    """SHA-256 of what was stamped."""
    at: str
    """When, by the authority's clock, ISO 8601 in UTC."""
    policy: str
    """Object identifier of the policy it was given under."""
    accuracy: str
    """How far the time may be off; empty where the answer does not say."""
    serial: int
    authority: str
    """Subject of the certificate that signed it; empty where the answer holds none."""
    certificate: bytes
    """That certificate, DER."""
    others: tuple[bytes, ...]
    """The other certificates in it."""


def request_for(content: bytes) -> bytes:
    """The DER bytes of a TimeStampReq for `content`; they hold its SHA-256 and nothing else of it.

    No nonce is asked for: what is stamped names the ledger's newest hash, so that no older answer fits it.
    """
    algorithm = encoded(SEQUENCE, encoded(OID, SHA256), encoded(NULL))
    imprint = encoded(SEQUENCE, algorithm, encoded(OCTETS, hashlib.sha256(content).digest()))
    return encoded(SEQUENCE, encoded(INTEGER, b"\x01"), imprint, b"\x01\x01\xff")


def read_answer(response: bytes) -> Answer:
    """What a TimeStampResp says.

    Raises:
        InputError: it is none, was refused by the authority, or uses another hash than SHA-256.
    """
    try:
        outer = one(response)
        status = outer.part(0, SEQUENCE).part(0, INTEGER).number
        if status not in GRANTED:
            raise InputError(
                f"The timestamp authority refused (status {status}).", "Ask again, or ask another authority."
            )
        return _token(outer.part(1, SEQUENCE))
    except (ValueError, IndexError, OverflowError) as error:
        raise InputError(
            f"The bytes are no answer of a timestamp authority ({error}).", "Give the .tsr file as it came."
        ) from error


def _token(token: Value) -> Answer:
    if token.part(0, OID).dotted != SIGNED_DATA:
        raise ValueError("the token holds no signed data")
    signed = one(token.part(1, CONTEXT_0).content)
    held = signed.part(2, SEQUENCE)
    if held.part(0, OID).dotted != TST_INFO:
        raise ValueError("what is signed is no time")
    info = one(one(held.part(1, CONTEXT_0).content, OCTETS).content)
    certificates = signed.tagged(CONTEXT_0)
    held_certificates = tuple(part.whole for part in certificates.parts if part.tag == SEQUENCE) if certificates else ()
    signer = _signer(signed.parts[-1], held_certificates)
    return Answer(
        imprint=_imprint(info.part(2, SEQUENCE)),
        at=_time(info.part(4, TIME).content.decode("ascii")),
        policy=info.part(1, OID).dotted,
        accuracy=_accuracy(info),
        serial=info.part(3, INTEGER).number,
        authority=_subject(signer) if signer else "",
        certificate=signer,
        others=tuple(one_ for one_ in held_certificates if one_ != signer),
    )


def _imprint(value: Value) -> bytes:
    if value.part(0, SEQUENCE).part(0, OID).dotted != SHA256_OID:
        raise InputError("The timestamp is of another hash than SHA-256.", "Send the request as it was written.")
    return value.part(1, OCTETS).content


def _time(text: str) -> str:
    whole, _, fraction = text.removesuffix("Z").partition(".")
    if not text.endswith("Z") or (fraction and not fraction.isdecimal()):
        raise ValueError(f"{text!r} is no time in UTC")
    moment = datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + (f".{fraction}" if fraction else "") + "Z"


def _accuracy(info: Value) -> str:
    # It stands right behind the time, where it is given.
    given = info.parts[5] if len(info.parts) > 5 and info.parts[5].tag == SEQUENCE else None
    if given is None:
        return ""
    seconds = given.tagged(INTEGER)
    parts = [(seconds.number, "s")] if seconds else []
    parts += [(part.number, unit) for tag, unit in ((MILLIS, "ms"), (MICROS, "µs")) if (part := given.tagged(tag))]
    return " ".join(f"{number} {unit}" for number, unit in parts)


def _signer(infos: Value, certificates: tuple[bytes, ...]) -> bytes:
    """The certificate whose issuer and number the signature names."""
    if infos.tag != SET or len(infos.parts) != 1:
        raise ValueError("it does not have one signature")
    named = infos.part(0, SEQUENCE).part(1, SEQUENCE)
    issuer, serial = named.part(0, SEQUENCE).whole, named.part(1, INTEGER).whole
    for certificate in certificates:
        fields = _fields(certificate)
        if fields[0].whole == serial and fields[2].whole == issuer:
            return certificate
    return b""


def _fields(certificate: bytes) -> tuple[Value, ...]:
    """A certificate's fields from its serial number on; the version before it may be left out."""
    fields = one(certificate).part(0, SEQUENCE).parts
    return fields[1:] if fields[0].tag == CONTEXT_0 else fields


def _subject(certificate: bytes) -> str:
    return ", ".join(_named(_fields(certificate)[4]))


def _named(name: Value) -> Iterator[str]:
    for group in name.parts:
        for pair in group.parts:
            kind, text = pair.part(0, OID).dotted, pair.parts[1]
            said = text.content.decode(TEXTS[text.tag]) if text.tag in TEXTS else text.content.hex()
            yield f"{NAMES.get(kind, kind)}={said}"
