"""Tellings of one statement, brought together: headline, lead and body are one claim with several passages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tutela.model.claims import Claim, Harm, Speaker
from tutela.model.passages import Passage


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim as one sentence tells it, and which thing of the document it is about."""

    claim: Claim
    thing: int
    sentence: int


def gather(tellings: Iterable[Telling]) -> list[Claim]:
    """One claim for each thing, harm and source, in the order of the text."""
    groups: dict[tuple[int, Harm], list[Telling]] = {}
    for telling in tellings:
        groups.setdefault((telling.thing, telling.claim.harm), []).append(telling)
    claims = [merged for group in groups.values() for merged in _by_source(group)]
    return sorted(claims, key=lambda claim: (claim.quote.start, claim.asset.start, claim.harm.value))


def _by_source(group: Sequence[Telling]) -> list[Claim]:
    """Tellings of one thing and harm, apart where two named sources tell it or one denies it."""
    kept: list[list[Claim]] = []
    for telling in sorted(group, key=lambda telling: -telling.claim.score):
        claim = telling.claim
        home = next((others for others in kept if _same_source(others[0], claim)), None)
        if home is None:
            kept.append([claim])
        else:
            home.append(claim)
    return [_merge(claims) for claims in kept]


def _same_source(one: Claim, other: Claim) -> bool:
    if (one.certainty.value == "denied") != (other.certainty.value == "denied"):
        return False
    return not one.attribution or not other.attribution or _alike(one.attribution, other.attribution)


def _alike(one: Sequence[Speaker], other: Sequence[Speaker]) -> bool:
    mine, theirs = (
        {word for speaker in chain for word in speaker.words.exact.casefold().split()} for chain in (one, other)
    )
    return bool(mine & theirs)


def _merge(claims: Sequence[Claim]) -> Claim:
    """The best telling, with the passages of all, and slots it leaves empty filled from the others.

    One that names its source goes before a surer one that names none: whoever is said to tell it tells it there.
    """
    best = next((claim for claim in claims if claim.attribution), claims[0])
    surest = max(claim.score for claim in claims)
    claims = [best, *(claim for claim in claims if claim is not best)]
    passages: list[Passage] = []
    for claim in claims:
        passages += [passage for passage in claim.passages if passage not in passages]

    def first(name: str) -> object:
        return next((value for claim in claims if (value := getattr(claim, name))), getattr(best, name))

    filled = {
        name: first(name) for name in ("places", "means", "time", "actor", "attribution", "evidence", "count", "extent")
    }
    ordered = tuple(sorted(passages, key=lambda passage: passage.start))
    return replace(best, passages=ordered, score=surest, **filled) if len(claims) > 1 else best  # type: ignore[arg-type]
