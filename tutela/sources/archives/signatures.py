"""The signature of a WACZ (Webrecorder, WACZ Signing and Verification 0.1.0): whether it holds, and what that means."""

import base64
import binascii
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tutela.model.items import CaptureStep, Done

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

NOT_INSTALLED = "cryptography is not installed, so the signature was not checked: pip install 'tutela[evidence]'."
ANONYMOUS = (
    "The signature fits the key that the archive brings along. Whose key it is the archive does not prove: it shows "
    "only that nothing was changed after somebody signed."
)
OF_DOMAIN = (
    "The signature fits the certificate for {domain} that the archive brings along. Whether an authority issued that "
    "certificate, and when the signature was made, was not checked."
)


def signature_step(signed: Mapping[str, object], datapackage_hash: str) -> CaptureStep:
    """How checking `signedData` of a `datapackage-digest.json` ended.

    Args:
        signed: that object.
        datapackage_hash: the hash of datapackage.json as it lies there, `sha256:...`.
    """
    stated, signature = str(signed.get("hash", "")), _bytes(signed.get("signature"))
    if stated != datapackage_hash:
        return _failed("What was signed is another datapackage.json than the one in the archive.")
    if signature is None:
        return _failed("The archive says that it is signed and holds no signature that can be read.")
    try:
        key, meaning = _key(signed)
    except ImportError:
        return CaptureStep("signature", Done.LEFT_OUT, NOT_INSTALLED)
    if key is None:
        return _failed("The signature's key cannot be read.")
    if not _holds(key, signature, stated.encode()):
        return _failed("The signature does not fit what it signs.")
    return CaptureStep("signature", Done.DONE, meaning)


def _failed(sentence: str) -> CaptureStep:
    return CaptureStep("signature", Done.FAILED, sentence)


def _bytes(value: object) -> bytes | None:
    try:
        return base64.b64decode(value, validate=True) if isinstance(value, str) and value else None
    except (binascii.Error, ValueError):
        return None


def _key(signed: Mapping[str, object]) -> "tuple[EllipticCurvePublicKey | None, str]":
    """The key that signed, and what its fitting means."""
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    certificate, public = signed.get("domainCert"), _bytes(signed.get("publicKey"))
    try:
        if isinstance(certificate, str) and certificate:
            meaning = OF_DOMAIN.format(domain=str(signed.get("domain", "no domain"))[:100])
            found: object = x509.load_pem_x509_certificate(certificate.encode()).public_key()
        else:
            found, meaning = load_der_public_key(public or b""), ANONYMOUS
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None, ""
    return (found if isinstance(found, EllipticCurvePublicKey) else None), meaning


def _holds(key: "EllipticCurvePublicKey", signature: bytes, message: bytes) -> bool:
    """Whether an ECDSA signature fits, in either form: DER, or the two numbers side by side as browsers write them."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256

    half = len(signature) // 2
    numbers = int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")
    for form in (signature, encode_dss_signature(*numbers)):
        try:
            key.verify(form, message, ECDSA(SHA256()))
        except InvalidSignature:
            continue
        return True
    return False
