"""When a publication appeared, who published it and in which language: as stated, else as found, else unknown.

What is not stated is looked for where the publisher itself put it before where others did: for the date, the page's
metadata (made for machines), the text's head (printed), the address (made with the page), last the file's name, which
whoever saved the file chose and which may be the day of saving.
"""

import re
from dataclasses import dataclass

from tutela.language.identify import language_of
from tutela.model.documents import Finding
from tutela.model.problems import Problem
from tutela.sources.columns import language_code
from tutela.sources.datelines import (
    dates_in,
    element_after,
    file_name_date,
    head_date,
    head_dates,
    stated_date,
    url_date,
)
from tutela.sources.drafts import Draft, Source
from tutela.sources.publishers import publisher_in_head, publisher_named, publisher_of_url

DETECTED_LETTERS = 5_000
"""Letters of a text its language is told from; more changes nothing and costs time."""
MIN_LETTERS = 20
"""Below this no language is told."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known of one publication beside its text."""

    published: Finding | None
    publisher: Finding | None
    language: Finding | None
    problems: tuple[Problem, ...]


def find(source: Source, draft: Draft) -> Findings:
    """Date, publisher and language of a publication, with what was wrong in what it states."""
    problems: list[Problem] = []
    return Findings(
        _published(source, draft, problems),
        draft.publisher if _stated(draft.publisher) else _publisher(draft),
        _language(source, draft, problems),
        tuple(problems),
    )


def _stated(finding: Finding | None) -> bool:
    return finding is not None and finding.how == "stated"


def _published(source: Source, draft: Draft, problems: list[Problem]) -> Finding | None:
    if draft.published:
        date = stated_date(draft.published.value)
        if date and not date.ambiguous:
            return Finding(date.value, draft.published.how, draft.published.words)
        problems.append(_bad_date(source, draft.published.value, draft.line, bool(date)))
        if date:
            return Finding(date.value, draft.published.how, draft.published.words)
        if draft.published.how == "stated":
            # What is stated and wrong is for a person to mend; a date from elsewhere would hide it.
            return None
    return _printed(draft) or _in_names(source, draft)


def _bad_date(source: Source, value: str, line: int | None, ambiguous: bool) -> Problem:
    if ambiguous:
        message = f"published {value!r} can be read as two days; only its year was taken."
    else:
        message = f"published {value!r} is no date a publication can carry; it counts as unknown."
    return source.remark(message, "Write it as YYYY-MM-DD, YYYY-MM or YYYY.", line=line, value=value)


def _printed(draft: Draft) -> Finding | None:
    found = head_date(draft.text)
    return Finding(found.value, "text", draft.text[found.start : found.end]) if found else None


def _in_names(source: Source, draft: Draft) -> Finding | None:
    if found := url_date(draft.url):
        return Finding(found[0], "url", found[1])
    name = re.split(r"[\\/]", source.path)[-1]
    # A file of many publications is dated as a file, not as each of them.
    value = file_name_date(name) if draft.line is None else None
    return Finding(value, "file name", name) if value else None


def _publisher(draft: Draft) -> Finding | None:
    if known := publisher_of_url(draft.url):
        return Finding(known.name, "url", draft.url)
    if draft.publisher:
        named = publisher_named(draft.publisher.value)
        return Finding(named.name, "page", draft.publisher.words) if named else draft.publisher
    return publisher_in_head(draft.text) or _beside_date(draft.text)


def _beside_date(text: str) -> Finding | None:
    """The publisher a date line ends with ("YEREVAN, May 2, 2021. Armenpress."), or that stands alone over one."""
    for line, date in head_dates(text):
        named = element_after(line, date)
        if known := publisher_named(named):
            return Finding(known.name, "text", named)
    first, _, rest = text.lstrip().partition("\n")
    over = next((line for line in rest.splitlines() if line.strip()), "")
    known = publisher_named(first)
    return Finding(known.name, "text", first.strip()) if known and dates_in(over) else None


def _language(source: Source, draft: Draft, problems: list[Problem]) -> Finding | None:
    given = draft.language
    code = language_code(given.value) if given else ""
    if given and given.how == "stated":
        if code:
            return Finding(code, "stated", given.words)
        problems.append(
            source.remark(
                f"language {given.value!r} is no language known here; it was told from the text.",
                "Write an ISO 639-1 code such as en, hy, az.",
                line=draft.line,
                value=given.value,
            )
        )
    # What a page declares is often its template's language, so the text itself speaks first.
    told = detected_language(draft.text)
    if told:
        return Finding(told, "detected")
    return Finding(code, "page", given.words) if given and code else None


def detected_language(text: str) -> str:
    """The language a text is written in, or empty where it is too short to tell."""
    head = text[:DETECTED_LETTERS]
    if sum(map(str.isalpha, head)) < MIN_LETTERS:
        return ""
    code, _ = language_of(head)
    return "" if code == "und" else code
