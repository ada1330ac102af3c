"""Swap the parties everywhere: the same claims, with the names swapped."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from corpus_documents import annotated, as_document

from tutela.language.parties import stand_ins
from tutela.model.claims import Claim, Reading
from tutela.reading.reader import Reader

PAIRS = [
    ("Armenia", "Azerbaijan"), ("Armenian", "Azerbaijani"), ("Armenians", "Azerbaijanis"),
    ("Russia", "Ukraine"), ("Russian", "Ukrainian"), ("Russians", "Ukrainians"),
    ("Israel", "Palestine"), ("Israeli", "Palestinian"), ("Israelis", "Palestinians"),
    ("Serbia", "Kosovo"), ("Serb", "Albanian"), ("Serbs", "Albanians"),
    ("Iraq", "Iran"), ("Iraqi", "Iranian"), ("Iraqis", "Iranians"),
    ("Russian Federation", "Burkina Faso"),
]  # fmt: skip
"""One bijection over words of one kind each; every word is in the pack's list of party words."""
SWAP = {one: other for pair in PAIRS for one, other in (pair, pair[::-1])}
WORDS = re.compile(r"\b(" + "|".join(sorted(SWAP, key=len, reverse=True)) + r")\b")


LONGER = {
    "Armenia": "Saudi Arabia", "Azerbaijan": "Burkina Faso", "Syria": "Nagorno-Karabakh", "Iraq": "United Arab Emirates",
    "Ukraine": "Bosnia and Herzegovina", "Russia": "United States", "Mali": "Sierra Leone", "Israel": "Sri Lanka",
    "Libya": "El Salvador", "Yemen": "New Zealand", "Sudan": "South Africa",
}  # fmt: skip
"""Parties of one word, turned into parties of several; none of those stands in the documents it is tried on."""
SHORT = re.compile(r"\b(" + "|".join(LONGER) + r")\b(?!['’\w-])")


def swapped(text: str) -> str:
    return WORDS.sub(lambda match: SWAP[match[0]], text)


def lengthened(text: str) -> str:
    return SHORT.sub(lambda match: LONGER[match[0]], text)


def essence(claim: Claim, turn: Callable[[str], str]) -> Mapping[str, Any]:
    """What a claim says, its words turned.

    Its places are left out: which country holds a town is the gazetteer's knowledge, and a swap of texts alone leaves
    that as it is.
    """
    return {
        "asset": turn(claim.asset.exact),
        "mention": turn(claim.mention.exact) if claim.mention else None,
        "harm": claim.harm,
        "type": claim.asset_type,
        "quote": turn(claim.quote.exact),
        "passages": [turn(passage.exact) for passage in claim.passages],
        "harm words": claim.harm_words.exact if claim.harm_words else None,
        "support": claim.support,
        "score": claim.score,
        "certainty": claim.certainty,
        "attribution": [turn(speaker.words.exact) for speaker in claim.attribution],
        "actor": turn(claim.actor.exact) if claim.actor else None,
    }


def test_every_swapped_word_is_a_party_word() -> None:
    assert set(SWAP) <= set(stand_ins())


def test_a_swap_of_parties_swaps_the_claims_and_nothing_else(
    reader: Reader, corpus_readings: Mapping[str, Reading]
) -> None:
    rows = list(annotated())
    changed = [row for row in rows if swapped(row["text"]) != row["text"]]
    assert len(changed) > len(rows) // 3
    differing = []
    for row in changed:
        plain = corpus_readings[row["id"]].claims
        turned = reader.read(as_document(row, swapped(row["text"]))).claims
        if [essence(claim, swapped) for claim in plain] != [essence(claim, str) for claim in turned]:
            differing.append(row["id"])
    assert differing == []


def test_a_party_of_several_words_is_read_as_one_of_a_single_word(
    reader: Reader, corpus_readings: Mapping[str, Reading]
) -> None:
    """What is said and how surely is the same; who says it and who did it are tried by `test_slots_swapped`."""
    rows = [row for row in annotated() if SHORT.search(row["text"])]
    rows = [row for row in rows if not any(name in row["text"] for name in LONGER.values())][:MANY]
    assert len(rows) == MANY
    differing = []
    for row in rows:
        plain = [told(claim, lengthened) for claim in corpus_readings[row["id"]].claims]
        turned = reader.read(as_document(row, lengthened(row["text"]))).claims
        if plain != [told(claim, str) for claim in turned]:
            differing.append(row["id"])
    assert differing == []


MANY = 25


def told(claim: Claim, turn: Callable[[str], str]) -> Mapping[str, Any]:
    return {
        name: value for name, value in essence(claim, turn).items() if name not in ("attribution", "actor", "certainty")
    }
