"""What a model answered: the JSON in it, whatever stands around, each claim checked for its shape."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

LONGEST_REPLY = 400_000
"""Letters of a reply that are read: a hundred claims take 60,000."""
MOST_CLAIMS = 300


@dataclass(frozen=True, slots=True)
class Proposed:
    """One claim as a model words it: nothing in it is believed yet."""

    asset: str
    asset_type: str
    harm: str
    quote: str
    certainty: str
    certainty_words: str
    places: tuple[str, ...]
    when: str
    means: tuple[tuple[str, str], ...]
    """(kind, words)."""
    actor: str
    attribution: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]


def proposals(reply: str) -> tuple[list[Proposed], str]:
    """The claims a reply proposes, and what is wrong with it; empty where nothing is.

    A reply that breaks off in the middle still gives the claims it had finished.
    """
    if len(reply) > LONGEST_REPLY:
        return [], f"the reply has {len(reply):,} letters, more than {LONGEST_REPLY:,}"
    value, problem = _json_in(reply)
    claims = value.get("claims") if isinstance(value, Mapping) else value
    if not isinstance(claims, Sequence) or isinstance(claims, str):
        return [], problem or "the reply holds no list of claims"
    shaped = [_proposed(claim) for claim in claims[:MOST_CLAIMS] if isinstance(claim, Mapping)]
    odd = len(claims) - len(shaped)
    return shaped, problem or (f"{odd} of {len(claims)} claims have no shape" if odd else "")


def _json_in(reply: str) -> tuple[object, str]:
    """The first JSON value that stands in a text; of one that breaks off, the claims that are whole."""
    decoder = json.JSONDecoder()
    starts = [at for at, letter in enumerate(reply) if letter in "{["][:50]
    for start in starts:
        try:
            value, _ = decoder.raw_decode(reply, start)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and "claims" in value:
            return value, ""
        if isinstance(value, list) and any(isinstance(one, dict) and "quote" in one for one in value):
            return value, ""
    whole = list(_whole_claims(reply, decoder))
    if whole:
        return whole, "the reply breaks off; the claims that are whole were read"
    return None, "the reply holds no JSON"


def _whole_claims(reply: str, decoder: json.JSONDecoder) -> Iterator[object]:
    at = reply.find('"claims"')
    at = reply.find("{", at + 1) if at >= 0 else -1
    while at >= 0:
        try:
            value, end = decoder.raw_decode(reply, at)
        except (ValueError, RecursionError):
            return
        if isinstance(value, dict) and "quote" in value:
            yield value
        at = reply.find("{", end)


def _proposed(claim: Mapping[str, object]) -> Proposed:
    return Proposed(
        asset=_text(claim.get("asset")),
        asset_type=_text(claim.get("asset_type")),
        harm=_text(claim.get("harm")),
        quote=_text(claim.get("quote")),
        certainty=_text(claim.get("certainty")),
        certainty_words=_text(claim.get("certainty_words")),
        places=_texts(claim.get("places")),
        when=_text(claim.get("when")),
        means=_kinds(claim.get("means")),
        actor=_text(claim.get("actor")),
        attribution=_texts(claim.get("attribution")),
        evidence=_kinds(claim.get("evidence")),
    )


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(text for item in items if (text := _text(item)))


def _kinds(value: object) -> tuple[tuple[str, str], ...]:
    items = value if isinstance(value, list) else []
    pairs = (
        (_text(one.get("kind")), _text(one.get("words"))) if isinstance(one, dict) else (_text(one), "")
        for one in items
    )
    return tuple(pair for pair in pairs if pair[0])
