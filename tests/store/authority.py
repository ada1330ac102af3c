"""A timestamp authority of our own: `openssl ts` behind a loopback server, with a certificate authority made for it."""

import subprocess
from contextlib import contextmanager, suppress
from pathlib import Path

import loopback

CONFIGURATION = """
[ req ]
distinguished_name = dn
prompt = no
[ dn ]
CN = Test CA
[ ca ]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[ tsa ]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[ clock ]
serial = ./serial
signer_cert = ./tsa.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1, millisecs:500
ess_cert_id_alg = sha256
tsa_name = yes
"""


class Authority:
    """Makes its certificates in a folder, then stamps.

    Args:
        chain: whether answers hold the certificate authority's certificate too, in an order that is not DER's.
    """

    def __init__(self, folder: Path, chain: bool = False) -> None:
        self.folder = folder
        (folder / "tsa.cnf").write_text(CONFIGURATION + "certs = ./ca.pem\n" * chain)
        (folder / "serial").write_text("01\n")
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "tsa.cnf")
        self._openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-extensions", "ca", "-days", "30")
        self._openssl("req", "-new", *key, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/O=Clocks/CN=Test TSA")
        signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "tsa.cnf", "-extensions", "tsa")
        self._openssl("x509", "-req", "-in", "tsa.csr", *signed, "-out", "tsa.pem", "-days", "20")
        self.certificate = (folder / "ca.pem").read_bytes()

    def stamp(self, request: bytes, *options: str) -> bytes:
        """The answer to a request."""
        (self.folder / "request.tsq").write_bytes(request)
        given = ("-config", "tsa.cnf", "-section", "clock", "-queryfile", "request.tsq", "-out", "response.tsr")
        self._openssl("ts", "-reply", *given, *options)
        return (self.folder / "response.tsr").read_bytes()

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    @contextmanager
    def serving(self, answer=None):
        """Answer over HTTP on this machine; the address."""

        answering = answer or self._granted

        class Handler(loopback.Quiet):
            def do_POST(self) -> None:
                asked = self.rfile.read(int(self.headers["Content-Length"]))
                assert self.headers["Content-Type"] == "application/timestamp-query"
                status, headers, body = answering(asked)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                with suppress(ConnectionError):
                    self.wfile.write(body)

        with loopback.serving(Handler) as server:
            yield f"{loopback.address_of(server)}/tsa"

    def _granted(self, asked: bytes):
        return 200, {"Content-Type": "application/timestamp-reply"}, self.stamp(asked)
