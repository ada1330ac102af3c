"""An ODK Central server, reached through pyodk."""

import ipaddress
import logging
import os
import socket
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tutela.model.errors import InputError, SettingError, UnreadableFile
from tutela.sources.submissions import Returned, central_submissions

if TYPE_CHECKING:
    from pyodk._utils.session import Session  # type: ignore[import-untyped]

EMAIL, PASSWORD = "TUTELA_CENTRAL_EMAIL", "TUTELA_CENTRAL_PASSWORD"
TIMEOUT_S = 60
MAX_BYTES = 500_000_000
"""A longer attachment is not fetched."""


@contextmanager
def from_central(address: str, project: int, form: str, allow_private: bool = False) -> Iterator[Returned]:
    """All submissions of a form on an ODK Central server; their media can be had until the block ends.

    E-mail and password come from TUTELA_CENTRAL_EMAIL and TUTELA_CENTRAL_PASSWORD; nothing of them is written anywhere.

    Args:
        address: of the server, `https://central.example.org`.
        project: number of the project.
        form: id of the form.
        allow_private: whether the server may be this machine or stand in a private network, and be reached without TLS.

    Raises:
        SettingError: no e-mail or password is set, or pyodk is not installed.
        InputError: the address may not be asked.
        UnreadableFile: the server does not answer, refuses, or answers with something else.
    """
    check_address(address, allow_private)
    email, password = os.environ.get(EMAIL, ""), os.environ.get(PASSWORD, "")
    if not email or not password:
        raise SettingError("ODK Central asks who you are.", f"Set {EMAIL} and {PASSWORD}.")
    with _session(address, email, password) as session:
        asked = _Asked(session, address, project, form)
        yield central_submissions(f"{address.rstrip('/')} form {form}", asked.table, asked.attachment)


def check_address(address: str, allow_private: bool) -> None:
    """See that a server may be asked: by https, and not inside this house unless that is allowed.

    Raises:
        InputError: it may not, or nobody knows it.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"{address!r} is no address of a server.", "Write it as https://central.example.org.")
    if parts.scheme == "http" and not allow_private:
        raise InputError(f"{address} would send the password in the clear.", "Use https.")
    try:
        found = {info[4][0] for info in socket.getaddrinfo(parts.hostname, parts.port or 443)}
    except OSError as error:
        raise InputError(f"Nobody knows where {parts.hostname} is ({error}).", "Check the address.") from error
    inside = sorted(str(one) for one in found if not ipaddress.ip_address(str(one).split("%")[0]).is_global)
    if inside and not allow_private:
        raise InputError(
            f"{parts.hostname} stands in a private network ({', '.join(inside)}).", "Allow it with --allow-private."
        )


def _session(address: str, email: str, password: str) -> "Session":
    try:
        from pyodk._utils.session import Adapter, Session
    except ImportError as error:
        raise SettingError("ODK Central needs pyodk.", "Install it: pip install 'tutela[mission]'") from error
    # Its own log would print whole answers of the server beside the message that says the same.
    logging.getLogger("pyodk").addHandler(logging.NullHandler())
    # Without a cache the token stays in memory.
    session = Session(address, "v1", email, password, cache_path=None)
    for scheme in ("https://", "http://"):
        session.mount(scheme, Adapter(timeout=TIMEOUT_S, max_retries=2, blocksize=session.blocksize))
    # A redirect could lead anywhere, also into this house.
    session.max_redirects = 0
    return session


class _Asked:
    """What is asked of the server."""

    def __init__(self, session: "Session", address: str, project: int, form: str) -> None:
        from pyodk._endpoints.submissions import SubmissionService  # type: ignore[import-untyped]

        self._session, self._address, self._project, self._form = session, address, project, form
        self._service = SubmissionService(session, default_project_id=project, default_form_id=form)

    def table(self, skip: int, top: int) -> Mapping[str, object]:
        from pyodk.errors import PyODKError  # type: ignore[import-untyped]
        from requests.exceptions import RequestException

        try:
            answer: Mapping[str, object] = self._service.get_table(skip=skip, top=top, expand="*")
        except (PyODKError, RequestException, ValueError) as error:
            raise self._fault(error) from error
        return answer if isinstance(answer, dict) else {}

    def attachment(self, instance: str, name: str) -> bytes | None:
        from requests.exceptions import RequestException

        path = "projects/{project}/forms/{form}/submissions/{instance}/attachments/{name}"
        url = self._session.urlformat(path, project=self._project, form=self._form, instance=instance, name=name)
        try:
            with self._session.get(url, stream=True) as answer:
                if answer.status_code != 200:
                    return None
                return _limited(answer.iter_content(1 << 20))
        except RequestException:
            return None

    def _fault(self, error: Exception) -> UnreadableFile:
        status = getattr(error.args[-1], "status_code", 0) if error.args else 0
        said = {
            401: "it does not accept this e-mail and password",
            403: "it does not let this account see the form",
            404: f"it has no form {self._form!r} in project {self._project}",
        }
        why = said.get(status, "")
        return UnreadableFile(
            f"{self._address} does not answer as asked: {why or type(error).__name__}.",
            "Check --central, --project, --form, and the account.",
        )


def _limited(chunks: Iterable[bytes]) -> bytes | None:
    whole = bytearray()
    for chunk in chunks:
        whole += chunk
        if len(whole) > MAX_BYTES:
            return None
    return bytes(whole)
