"""From each claim to its source: who says it, in whose publication, whom that publication credits."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tutela.incidents.credits import Credit, credits_of, own_name
from tutela.incidents.sourcing import Source, day_of
from tutela.incidents.voices import Directory, Voice
from tutela.language.names import fold
from tutela.model.claims import Claim
from tutela.model.documents import Document, Publisher
from tutela.model.passages import Passage


def sources_of(
    claims: Sequence[Claim],
    documents: Iterable[Document],
    aligned: Mapping[str, frozenset[str]],
    publishers: Sequence[Publisher],
) -> dict[str, Source]:
    """Claim id -> its source, for the claims of these documents."""
    return sources_in(claims, documents, aligned, Directory(publishers))


def sources_in(
    claims: Sequence[Claim],
    documents: Iterable[Document],
    aligned: Mapping[str, frozenset[str]],
    directory: Directory,
) -> dict[str, Source]:
    """The same with the publishers known already; of each document all claims, for one tells of the others' sources."""
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document].append(claim)
    found: dict[str, Source] = {}
    for document in documents:
        found |= _in_document(document, by_document[document.id], aligned, directory)
    return found


def _publisher(document: Document, directory: Directory) -> Voice:
    if document.publisher:
        return directory.voice(own_name(document.publisher.value))
    return dataclasses.replace(directory.voice(document.name), words=f"unnamed publisher of {document.name}")


def _in_document(
    document: Document, claims: Sequence[Claim], aligned: Mapping[str, frozenset[str]], directory: Directory
) -> dict[str, Source]:
    if not claims:
        return {}
    publisher = _publisher(document, directory)
    lines = _credits(document, claims)
    credited = tuple(directory.voice(credit.name) for credit in lines)
    speaking = {claim.id: _speakers(claim, document, directory) for claim in claims}
    named = {fold(voice.words): voice for claim in claims for voice in speaking[claim.id]}
    return {
        claim.id: Source(
            claim=claim,
            speakers=speaking[claim.id],
            publisher=publisher,
            credited=credited,
            credit_words=tuple(credit.words for credit in lines),
            copied=aligned.get(claim.id, frozenset()),
            elsewhere=tuple(named[words] for words in sorted(named)),
            text=document,
            published=day_of(document),
        )
        for claim in claims
    }


def _credits(document: Document, claims: Iterable[Claim]) -> list[Credit]:
    """Whom the document credits; who is a claim's speaker in the same words ("as Hill Radio reported") is cited."""
    speakers = [speaker.words for claim in claims for speaker in claim.attribution]
    return [
        credit
        for credit in credits_of(document)
        if credit.kind != "relayed" or not any(_overlap(credit.words, words) for words in speakers)
    ]


def _overlap(one: Passage | None, other: Passage) -> bool:
    return one is not None and one.start < other.end and other.start < one.end


def _speakers(claim: Claim, document: Document, directory: Directory) -> tuple[Voice, ...]:
    """Who says it, nearest first."""
    return tuple(
        directory.voice(speaker.words.exact, document.text, speaker.words.start, speaker.words.end)
        for speaker in claim.attribution
    )
