"""Two readings of one document, the grammar's and the model's: where they agree, are alone, or differ."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tutela.language.names import fold
from tutela.model.claims import Claim, Support
from tutela.model.reasons import Reason

AGREED = 0.9
"""Score of what both readers read."""
ALIKE = 0.5
"""Share of words that two names of one asset have in common at least."""


def together(grammar: Sequence[Claim], model: Sequence[Claim]) -> tuple[Claim, ...]:
    """One list of both readers' claims, in the order of the text.

    What both read is one claim, with the model's words and the grammar's where the model has none. What one alone reads
    says so. Where they read another harm of one asset in one passage both stand, each naming the other's reading.
    """
    free = list(grammar)
    merged: list[Claim] = []
    for claim in model:
        twin = next((other for other in free if other.harm is claim.harm and same_telling(claim, other)), None)
        if twin is not None:
            free.remove(twin)
            merged.append(_agreed(claim, twin))
        else:
            merged.append(_alone(claim, [other for other in grammar if _differs(claim, other)], "the grammar"))
    merged += [_alone(claim, [other for other in model if _differs(claim, other)], "the model") for claim in free]
    return tuple(sorted(merged, key=lambda claim: (claim.quote.start, claim.asset.start, claim.harm.value)))


def same_telling(one: Claim, other: Claim) -> bool:
    """Whether two claims speak of one asset in passages that overlap, or by one name."""
    alike = _words_shared(one, other)
    overlap = any(a.start < b.end and b.start < a.end for a in one.passages for b in other.passages)
    return alike >= ALIKE and (overlap or alike == 1.0)


def _words_shared(one: Claim, other: Claim) -> float:
    mine, theirs = set(fold(one.asset.exact).split()), set(fold(other.asset.exact).split())
    if one.asset.start < other.asset.end and other.asset.start < one.asset.end:
        return 1.0
    return 2 * len(mine & theirs) / max(len(mine) + len(theirs), 1)


def _differs(one: Claim, other: Claim) -> bool:
    return one.harm is not other.harm and same_telling(one, other)


def _agreed(model: Claim, grammar: Claim) -> Claim:
    reasons = [Reason("both_readers", "the grammar and the model both read it", 1.0), *_fields(model, grammar)]
    return replace(
        model,
        harm_words=grammar.harm_words,
        mention=grammar.mention,
        count=grammar.count,
        extent=grammar.extent,
        time=model.time or grammar.time,
        places=model.places or grammar.places,
        support=Support.BOTH,
        score=max(AGREED, grammar.score),
        reasons=(*reasons, *model.reasons, *grammar.reasons),
    )


def _fields(model: Claim, grammar: Claim) -> Iterator[Reason]:
    """Fields that the two readers fill differently, side by side."""
    for field, mine, theirs in (
        ("certainty", model.certainty.value, grammar.certainty.value),
        ("actor", model.actor.exact if model.actor else "", grammar.actor.exact if grammar.actor else ""),
        ("time", model.time.edtf() if model.time else "", grammar.time.edtf() if grammar.time else ""),
        ("attribution", _names(model), _names(grammar)),
    ):
        if mine != theirs:
            said = f"{field}: the model reads {mine or 'nothing'}, the grammar {theirs or 'nothing'}"
            yield Reason("readers_differ", said, -0.5)


def _names(claim: Claim) -> str:
    return ", ".join(speaker.words.exact for speaker in claim.attribution)


def _alone(claim: Claim, differing: Sequence[Claim], other: str) -> Claim:
    if not differing:
        return replace(claim, reasons=(*claim.reasons, Reason("one_reader", f"{other} does not read it", 0.0)))
    told = ", ".join(dict.fromkeys(f"{one.harm.value} (“{one.quote.exact[:120]}”)" for one in differing))
    return replace(claim, reasons=(*claim.reasons, Reason("readers_disagree", f"{other} reads {told}", -1.0)))
