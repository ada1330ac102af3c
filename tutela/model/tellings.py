"""What the claims of one document come to: how many, how grave, when, how surely, by whom."""

from collections.abc import Iterable, Iterator, Sequence

from tutela.model.claims import Certainty, Claim, Harm, Quantity
from tutela.model.times import Period


def quantities(claims: Iterable[Claim], unit: str) -> Iterator[tuple[Claim, Quantity]]:
    """Every number the claims give in a unit (`count`, `percent`)."""
    for claim in claims:
        for quantity in (claim.extent, claim.count):
            if quantity and quantity.unit == unit:
                yield claim, quantity


def gravest(claims: Iterable[Claim]) -> Claim:
    """The claim that tells of the gravest harm, the first of equals."""
    return min(claims, key=lambda claim: list(Harm).index(claim.harm))


def best_dated(claims: Iterable[Claim]) -> tuple[Claim, Period] | None:
    """The claim that gives the narrowest time, and that time; None where none gives a bound."""
    dated = [(claim, claim.time) for claim in claims if claim.time and (claim.time.start or claim.time.end)]
    return min(dated, key=lambda pair: _stretch(pair[1]), default=None)


def _stretch(time: Period) -> int:
    first, last = time.days()
    return last.toordinal() - first.toordinal()


def surest(claims: Sequence[Claim]) -> Claim:
    """The claim in which a document speaks most surely: one it asserts, else its first."""
    return next((claim for claim in claims if claim.certainty is Certainty.ASSERTED), claims[0])
