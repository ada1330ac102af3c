"""Which captured pictures and videos are taken for a recording: every signal a weight and a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from tutela.incidents.authenticity.evidence import Evidence, tables, weight
from tutela.incidents.authenticity.moments import days_between
from tutela.incidents.media import same_medium
from tutela.language.names import fold
from tutela.model.claims import EvidenceKind, Recording
from tutela.model.documents import Document
from tutela.model.items import CapturedItem
from tutela.model.media import Medium
from tutela.model.reasons import Reason
from tutela.model.recordings import MediumMatch

SHORTEST_NAME = 4
"""Letters of an account or file name from which it is looked for in a text: shorter ones stand in other words."""
DAYS_BEFORE = 3
"""A publication mostly follows what it shows within so many days."""


def matches_of(recording: Recording, evidence: Evidence) -> tuple[MediumMatch, ...]:
    """The media taken for a recording, the likeliest first; then those that show the same picture as one of them."""
    document = evidence.documents.get(recording.document)
    if document is None:
        return ()
    direct = [match for medium in evidence.media if (match := _match(recording, document, medium, evidence))]
    direct = _borne_out(direct, evidence)
    return (*direct, *_alike(direct, evidence))


def _borne_out(direct: Sequence[MediumMatch], evidence: Evidence) -> list[MediumMatch]:
    """The matches, each the surer where it shows the same picture as a likelier one."""
    media = {medium.id: medium for medium in evidence.media}
    found: list[MediumMatch] = []
    for match in sorted(direct, key=_order):
        same = (same_medium(media[one.medium], media[match.medium]) for one in found)
        surest = max((one for one in same if one), key=lambda one: one.score, default=None)
        if surest:
            reason = Reason("same_picture", surest.sentence, surest.score)
            score = joined([match.score, found[0].score * surest.score])
            match = replace(match, score=score, reasons=(*match.reasons, reason))
        found.append(match)
    return sorted(found, key=_order)


def _order(match: MediumMatch) -> tuple[float, str, str]:
    return -match.score, match.document, match.medium


def _match(recording: Recording, document: Document, medium: Medium, evidence: Evidence) -> MediumMatch | None:
    reasons = tuple(_signals(recording, document, medium, evidence))
    score = joined([reason.score for reason in reasons])
    if score < cast("float", tables()["listed"]):
        return None
    item = evidence.item_of.get(medium.id)
    return MediumMatch(medium.id, medium.name, score, reasons, medium.document, item.id if item else "")


def joined(weights: Sequence[float]) -> float:
    """Weights joined as chances are.

    >>> joined([0.5, 0.5])
    0.75
    """
    against = 1.0
    for one in weights:
        against *= 1 - one
    return round(1 - against, 3)


def _signals(recording: Recording, document: Document, medium: Medium, evidence: Evidence) -> Iterator[Reason]:
    fits = fits_kind(recording.kind, medium)
    if medium.document == document.id:
        yield from _shown(recording, medium, evidence, fits)
    if not fits:
        return
    item = evidence.item_of.get(medium.id)
    if item and medium.document != document.id:
        yield from _linked(document, item)
        yield from _account(recording, item)
        yield from _time(document, item, evidence)
    stem = medium.name.rpartition("/")[2]
    if len(stem) >= SHORTEST_NAME and any(stem in saying.quote.exact for saying in recording.sayings):
        yield Reason("file_name", f"the document's words name the file {stem}", weight("file_name"))


def fits_kind(kind: EvidenceKind, medium: Medium) -> bool:
    """Whether a file can be a recording of this kind."""
    return medium.media_type.startswith("video/") is (kind is EvidenceKind.VIDEO)


def _shown(recording: Recording, medium: Medium, evidence: Evidence, fits: bool) -> Iterator[Reason]:
    beside = [one for one in evidence.shown_in[medium.document] if fits_kind(recording.kind, one) is fits]
    if not fits:
        if recording.kind is EvidenceKind.VIDEO:
            yield Reason("still", "a picture captured with the document; it may be a still of it", weight("still"))
        return
    alike = [one for one in evidence.recordings if one.document == recording.document and one.kind is recording.kind]
    what = "video" if recording.kind is EvidenceKind.VIDEO else "picture"
    if len(beside) == 1 and len(alike) == 1:
        yield Reason("shown", f"the only {what} captured with the document", weight("shown"))
        return
    count = max(len(beside), len(alike))
    told = f"one of {len(beside)} {what}s captured with the document, which speaks of {len(alike)} such recordings"
    yield Reason("shown", told, round(weight("shown") / count**0.5, 3))


def _linked(document: Document, item: CapturedItem) -> Iterator[Reason]:
    addresses = {_plain(one) for one in (item.item, item.post.url if item.post else "") if one.startswith("http")}
    links = {_plain(link.url) for link in document.links}
    told = {_plain(word.strip(".,;:()[]“”\"'")) for word in document.text.split() if "/" in word}
    if addresses & (links | told):
        yield Reason("linked", "the document links to the page or post it came with", weight("linked"))


def _plain(address: str) -> str:
    """An address as far as it tells what is meant."""
    plain = address.partition("#")[0].removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return plain.rstrip("/").casefold()


def _account(recording: Recording, item: CapturedItem) -> Iterator[Reason]:
    post = item.post
    if post is None:
        return
    said = " ".join(fold(relay.words.exact) for relay in recording.relays)
    for name in (post.account, post.account_name):
        plain = fold(name.lstrip("@"))
        if len(plain) >= SHORTEST_NAME and f" {plain} " in f" {said} ":
            told = f"the document says that it appeared at {name!r}, which posted it"
            yield Reason("account", told, weight("account"))
            return
    platforms = cast("dict[str, list[str]]", tables()["platforms"])
    if any(fold(word) in said.split() for word in platforms.get(post.platform, ())):
        yield Reason("platform", f"the document says that it appeared on {post.platform}", weight("platform"))


def _time(document: Document, item: CapturedItem, evidence: Evidence) -> Iterator[Reason]:
    posted = dict(item.post.times).get("posted", "") if item.post else ""
    own = next((evidence.documents[one] for one in item.documents if one in evidence.documents), None)
    stated = own.published.value if own and own.published else posted
    apart = days_between(stated, document.published.value if document.published else "")
    if apart is not None and 0 <= apart <= DAYS_BEFORE:
        told = "on the day" if not apart else f"{apart} day{'s' if apart > 1 else ''} before"
        yield Reason("time", f"posted {told} the document was published", weight("time"))


def _alike(direct: Sequence[MediumMatch], evidence: Evidence) -> Iterator[MediumMatch]:
    """Media that show the same picture as one of the matches, wherever they were captured."""
    media = {medium.id: medium for medium in evidence.media}
    taken = {match.medium for match in direct}
    found: dict[str, MediumMatch] = {}
    for match in direct:
        for medium in evidence.media:
            same = same_medium(media[match.medium], medium) if medium.id not in taken else None
            if same is None or (medium.id in found and found[medium.id].score >= match.score * same.score):
                continue
            item = evidence.item_of.get(medium.id)
            reason = Reason("same_picture", same.sentence, same.score)
            score = round(match.score * same.score, 3)
            found[medium.id] = MediumMatch(
                medium.id, medium.name, score, (reason,), medium.document, item.id if item else ""
            )
    yield from sorted(found.values(), key=_order)
