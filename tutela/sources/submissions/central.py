"""Submissions of an ODK Central server, page by page; the server itself is reached through callables."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tutela.model.canonical import written_out
from tutela.model.errors import UnreadableFile
from tutela.model.missions import Submission
from tutela.model.problems import Problem
from tutela.sources.submissions.forms import Returned, Tree, submission_of

PAGE = 250
"""Submissions asked for at a time; Central answers a page of this size in about a second."""

Table = Callable[[int, int], Mapping[str, object]]
"""(how many to skip, how many to give) -> the answer of OData: `value` and the rows."""
Attachment = Callable[[str, str], bytes | None]
"""(instance id, file name) -> its bytes; None where the server has none."""


@dataclass(slots=True)
class _Server:
    """What has been sent so far, and the files of it that were asked for."""

    address: str
    attachment: Attachment

    def media(self, submission: Submission, name: str) -> bytes | None:
        return self.attachment(submission.id, name)


def central_submissions(address: str, table: Table, attachment: Attachment) -> Returned:
    """All submissions of a form, repeats within them, each once.

    Those that are encrypted or that a reviewer on the server rejected are left out, and told.

    Raises:
        UnreadableFile: the answer is not OData's.
    """
    submissions: list[Submission] = []
    problems: list[Problem] = []
    for row in _rows(address, table):
        id_ = str(row.get("__id", ""))
        fault = _fault(row)
        if fault:
            problems.append(Problem(address, f"submission {id_}: {fault}", "Settle it on the server.", value=id_))
            continue
        sent = hashlib.sha256(written_out(row)).hexdigest()
        submissions.append(submission_of(row, address, id_, sha256=sent))
    return Returned(tuple(submissions), _Server(address, attachment).media, tuple(problems))


def _rows(address: str, table: Table) -> Iterator[Tree]:
    seen: set[str] = set()
    skip = 0
    while True:
        page = table(skip, PAGE).get("value")
        if not isinstance(page, list) or not all(isinstance(row, dict) for row in page):
            raise UnreadableFile(f"{address} does not answer as ODK Central does.", "Check --central and --form.")
        # What comes in meanwhile moves the rest down: a submission may come on two pages, none is missed.
        fresh = [row for row in page if str(row.get("__id", "")) not in seen]
        seen |= {str(row.get("__id", "")) for row in fresh}
        yield from fresh
        skip += len(page)
        if len(page) < PAGE or not fresh:
            return


def _fault(row: Tree) -> str:
    system = row.get("__system")
    known = system if isinstance(system, Mapping) else {}
    if known.get("status") == "notDecrypted":
        return "it is encrypted."
    if known.get("reviewState") == "rejected":
        return "a reviewer on the server rejected it."
    return ""
