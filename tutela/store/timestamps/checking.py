"""Whether a timestamp authority's answer is signed as it says, and by somebody the user trusts; offline.

The package rfc3161-client checks it. Where that is not installed, or reads the answer more strictly than its
authority wrote it (certificates out of order), `openssl ts` does.
"""

import calendar
import hashlib
import shutil
import subprocess
import tempfile
from base64 import encodebytes
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from time import strptime

from tutela.model.errors import InputError
from tutela.store.timestamps.response import Answer, read_answer

OPENSSL_S = 30
"""Seconds after which a hanging openssl is given up; it takes 0.02."""


class Standing(StrEnum):
    """How far an answer could be checked."""

    TRUSTED = "trusted"
    """Signed, and its authority's certificate leads to one the user trusts."""
    VALID = "valid"
    """Signed with the certificate in the answer, whose issuer is not in the trusted list."""
    UNCHECKED = "unchecked"
    """Neither could be found out here."""
    REFUSED = "refused"
    """Altered, of something else, or not signed."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking an answer found."""

    standing: Standing
    answer: Answer | None
    why: str
    """In words, where it is not trusted."""


def check_response(response: bytes, content: bytes, trust: bytes = b"") -> Checked:
    """Check an authority's answer to the request for `content`.

    Args:
        trust: PEM certificates the user trusts; authorities that lead to none of them are at best `valid`.
    """
    try:
        answer = read_answer(response)
    except InputError as error:
        return Checked(Standing.REFUSED, None, str(error))
    digest = hashlib.sha256(content).digest()
    if answer.imprint != digest:
        return Checked(Standing.REFUSED, answer, "It stamps something else.")
    refusal = _refusal(response, answer, digest, trust) if trust else "No certificate was given to trust."
    if not refusal:
        return Checked(Standing.TRUSTED, answer, "")
    if not answer.certificate:
        # Every request asks for it; without it nobody could check the answer in ten years' time.
        return Checked(Standing.REFUSED, answer, "It does not hold the certificate of whoever signed it.")
    if shutil.which("openssl") is None:
        return Checked(Standing.UNCHECKED, answer, f"{refusal} Without openssl no more can be found out.")
    if wrong := _refused_by_openssl(response, answer, digest, pem([answer.certificate]), "-partial_chain"):
        return Checked(Standing.REFUSED, answer, f"Its signature does not hold ({wrong}).")
    return Checked(Standing.VALID, answer, f"Its signature is valid, its issuer not in the trusted list. {refusal}")


def pem(certificates: Sequence[bytes]) -> bytes:
    """DER certificates as PEM text."""
    begin, end = b"-----BEGIN CERTIFICATE-----\n", b"-----END CERTIFICATE-----\n"
    return b"".join(begin + encodebytes(one) + end for one in certificates)


def _refusal(response: bytes, answer: Answer, digest: bytes, trust: bytes) -> str:
    """Why an answer does not lead to what is trusted; empty where it does."""
    try:
        return _refused_by_package(response, answer, digest, trust)
    except (ImportError, ValueError) as error:
        if shutil.which("openssl") is None:
            return f"It could not be checked: {error}; and there is no openssl."
        # All that is in the trusted list is trusted, were it an authority's own certificate.
        return _refused_by_openssl(response, answer, digest, trust, "-partial_chain")


def _refused_by_package(response: bytes, answer: Answer, digest: bytes, trust: bytes) -> str:
    """The same by rfc3161-client.

    Raises:
        ImportError: it is not installed.
        ValueError: it cannot read the answer, or the trusted certificates.
    """
    import rfc3161_client
    from cryptography import x509

    certificates = x509.load_pem_x509_certificates(trust)
    roots = [one for one in certificates if one.subject == one.issuer]
    between = [one for one in certificates if one.subject != one.issuer]
    if not roots:
        raise ValueError("none of the trusted certificates signed itself")
    read = rfc3161_client.decode_timestamp_response(response)
    if read.tst_info.gen_time.strftime("%Y-%m-%dT%H:%M:%S") != answer.at[:19]:
        return "Its time can be read in two ways."
    try:
        rfc3161_client.VerifierBuilder(roots=roots, intermediates=between).build().verify(read, digest)
    except rfc3161_client.VerificationError as error:
        return f"It leads to no trusted certificate ({_last_words(str(error))})."
    return ""


def _refused_by_openssl(response: bytes, answer: Answer, digest: bytes, trust: bytes, *options: str) -> str:
    """The same by `openssl ts`; certificates have to be valid at the time stamped, not now."""
    at = calendar.timegm(strptime(answer.at[:19], "%Y-%m-%dT%H:%M:%S"))
    with tempfile.TemporaryDirectory() as folder:
        given, trusted = Path(folder) / "response.tsr", Path(folder) / "trusted.pem"
        given.write_bytes(response)
        trusted.write_bytes(trust)
        asked = ("-in", str(given), "-digest", digest.hex(), "-CAfile", str(trusted), "-attime", str(at), *options)
        try:
            done = subprocess.run(
                ("openssl", "ts", "-verify", *asked), capture_output=True, text=True, check=False, timeout=OPENSSL_S
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"openssl gave no answer: {error}"
    return "" if done.returncode == 0 else f"openssl: {_last_words(done.stderr or done.stdout)}"


def _last_words(said: str) -> str:
    """What a long complaint of OpenSSL comes down to."""
    for mark in ("Verify error:", "reason: "):
        if mark in said:
            return said.split(mark)[-1].splitlines()[0].strip(' "})]').split('"')[0]
    lines = [line for line in said.splitlines() if ":error:" in line] or said.strip().splitlines() or ["no reason"]
    return ", ".join(part for part in lines[-1].split(":")[4:6] if part) or lines[-1][:120]
