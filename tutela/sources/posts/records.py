"""One record of an export becomes a post: text, account, times as stated, relays; by the form's table alone."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tutela.model.items import Post
from tutela.sources.decoding import storable
from tutela.sources.markup import words_of
from tutela.sources.posts.forms import Around, Form, values

MOST_LETTERS = 10_000
"""Longest value beside the text, in letters, as in other publications given as data."""
EPOCH_FROM, EPOCH_TO = 946_684_800, 7_258_118_400
"""Seconds since 1970 that are taken for a moment, 2000 to 2200; thousands of them are counted as thousandths."""
_TWITTER_TIME = "%a %b %d %H:%M:%S %z %Y"
TIMES = {
    "posted": "posted",
    "posted_local": "posted, on the exporter's clock",
    "edited": "edited",
    "indexed": "seen by the platform",
    "fetched": "fetched",
    "relayed_time": "posted where it was relayed from",
    "relayed_by_time": "relayed",
}
"""Fields that hold times, and what each is the time of."""
BESIDE = {
    "relayed_post": "post it was relayed from",
    "relayed_by": "relayed by",
    "quotes": "quotes",
    "answers": "answers",
    "author": "signed by",
    "described": "description of a picture",
    "media_named": "picture or video named",
}
"""Fields that are told as facts."""


@dataclass(frozen=True, slots=True)
class ReadPost:
    """A post as its export gives it."""

    post: Post
    text: str
    title: str
    published: str
    """The moment it says it was posted, ISO 8601 with its zone where it states one; empty where it states none."""
    published_words: str
    language: str
    media: tuple[str, ...]
    """Files beside the export."""
    facts: tuple[tuple[str, str], ...]
    upward: int = 0
    """Folders above the export from which the names of its files may be counted."""
    repaired: bool = False
    """Whether its letters were put together from bytes."""


def post_of(record: Mapping[str, object], around: Around, form: Form) -> ReadPost:
    """What a record says, by its form."""
    look = _Look(record, around, form)
    account, post_id = look.first("account"), look.first("post_id")
    times = tuple((what, look.first(field)) for field, what in TIMES.items() if look.first(field))
    url = look.first("url") or _address(form, account, post_id)
    post = Post(
        platform=look.first("platform") or form.platform,
        account=account,
        account_name=look.first("account_name"),
        post_id=post_id,
        url=url if url.startswith(("http://", "https://")) else "",
        times=tuple((what, _with_moment(stated)) for what, stated in times),
        relays=look.first("relays"),
        counts=tuple((name, found) for name, path in form.counts.items() if (found := look.at(path))),
    )
    posted = look.first("posted")
    return ReadPost(
        post=post,
        text=look.text(),
        title=look.first("title"),
        published=moment(posted),
        published_words=posted,
        language=look.first("language"),
        media=tuple(look.all("media")),
        facts=tuple((told, value) for field, told in BESIDE.items() for value in look.all(field)),
        upward=form.upward,
        repaired=look.repaired,
    )


def _address(form: Form, account: str, post_id: str) -> str:
    plain = re.compile(r"[\w.@-]{1,200}\Z")
    if not form.address or not plain.match(post_id) or ("{account}" in form.address and not plain.match(account)):
        return ""
    return form.address.format(account=account.lstrip("@"), post_id=post_id)


class _Look:
    """Looks fields up in one record."""

    def __init__(self, record: Mapping[str, object], around: Around, form: Form) -> None:
        self._record, self._around, self._form = record, around, form
        self.repaired = False

    def all(self, field: str) -> Iterator[str]:
        """Every value of the first path that has any, and of those that add to it."""
        found = False
        for path in self._form.fields.get(field, ()):
            if found and not path.startswith("+"):
                continue
            for value in self._values(path.lstrip("+")):
                found = True
                yield value

    def first(self, field: str) -> str:
        return next(self.all(field), "")[:MOST_LETTERS]

    def at(self, path: str) -> str:
        return next(self._values(path), "")[:MOST_LETTERS]

    def text(self) -> str:
        """The words of the post; one that several paths give is taken once."""
        parts = list(dict.fromkeys(self.all("text")))
        if self._form.markup:
            parts = [words_of(part) for part in parts]
        return "\n\n".join(part for part in parts if part.strip())

    def _values(self, path: str) -> Iterator[str]:
        source = self._around if path.startswith("^") else self._record
        for value in values(source, path.lstrip("^")):
            if (said := self._said(value)).strip():
                yield storable(said)

    def _said(self, value: object) -> str:
        if isinstance(value, str):
            return self._letters(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, list):
            # Telegram writes a text with links or bold words as a list of its pieces.
            pieces = [piece if isinstance(piece, str) else _piece(piece) for piece in value]
            return self._letters("".join(pieces))
        return ""

    def _letters(self, text: str) -> str:
        if self._form.letters != "bytes" or text.isascii():
            return text
        try:
            whole = text.encode("latin-1").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return text
        self.repaired = True
        return whole


def _piece(piece: object) -> str:
    found = piece.get("text") if isinstance(piece, Mapping) else ""
    return found if isinstance(found, str) else ""


def moment(stated: str) -> str:
    """A time as ISO 8601 where its form is one that platforms use, in the zone it states; else as it stands.

    >>> moment("1620032400"), moment("Mon May 03 09:00:00 +0000 2021"), moment("20210503")
    ('2021-05-03T09:00:00+00:00', '2021-05-03T09:00:00+00:00', '2021-05-03')
    """
    text = stated.strip()
    if re.fullmatch(r"\d{10}(\.\d+)?|\d{13}", text):
        seconds = int(text) / 1000 if len(text) == 13 else float(text)
        if EPOCH_FROM <= seconds < EPOCH_TO:
            return dt.datetime.fromtimestamp(seconds, dt.UTC).replace(microsecond=0).isoformat()
    if re.fullmatch(r"\d{8}", text):
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    try:
        return dt.datetime.strptime(text, _TWITTER_TIME).isoformat()
    except ValueError:
        return text


def _with_moment(stated: str) -> str:
    """A time as stated, and what a number of seconds means."""
    meant = moment(stated)
    return f"{stated} ({meant})" if re.fullmatch(r"[\d.]{10,}", stated) and meant != stated else stated
