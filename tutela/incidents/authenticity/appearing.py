"""Where a recording was seen, in time: posts, publications, archives that hold the same picture."""

from collections.abc import Iterator, Sequence

from tutela.incidents.authenticity.evidence import Evidence
from tutela.incidents.authenticity.moments import order_of
from tutela.model.documents import Document
from tutela.model.items import CapturedItem
from tutela.model.media import Medium
from tutela.model.recordings import Appearance, MediumMatch

UPLOADS = ("posted", "published")


def appearances_of(matches: Sequence[MediumMatch], evidence: Evidence) -> tuple[Appearance, ...]:
    """Every place where one of the matched media was seen, the earliest first, those without a time last."""
    media = {medium.id: medium for medium in evidence.media}
    found = [one for match in matches for one in _seen(media[match.medium], evidence)]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (*order_of(one.at), one.document, one.item, one.what)))


def _seen(medium: Medium, evidence: Evidence) -> Iterator[Appearance]:
    document, item = evidence.document_of(medium), evidence.item_of.get(medium.id)
    if item is None and document is not None:
        item = evidence.item_with.get(document.id)
    if item is not None and item.post is not None:
        yield from _posted(medium, document, item)
    elif document is not None:
        yield _published(medium, document, item)
    if item is not None:
        for fact in item.facts:
            if fact.name in ("captured", "archived") and fact.origin in ("warc", "auto-archiver"):
                what = "captured by the archive"
                where = document.url if document and document.url else item.item
                yield Appearance(fact.value, what, where, medium.id, medium.document, item.id)


def _posted(medium: Medium, document: Document | None, item: CapturedItem) -> Iterator[Appearance]:
    post = item.post
    assert post is not None
    where = f"{post.account or post.account_name or 'an account'} on {post.platform}"
    stated = dict(post.times)
    at = document.published.value if document and document.published else stated.get("posted", "")
    yield Appearance(at, "posted", where, medium.id, medium.document, item.id, post.relays, True)
    if earlier := stated.get("posted where it was relayed from"):
        origin = f"{post.relays or 'an account'} on {post.platform}"
        yield Appearance(earlier, "posted", origin, medium.id, medium.document, item.id, "", True)


def _published(medium: Medium, document: Document, item: CapturedItem | None) -> Appearance:
    at = document.published.value if document.published else ""
    where = document.publisher.value if document.publisher else document.url or document.name
    return Appearance(at, "published", where, medium.id, document.id, item.id if item else "", "", True)
