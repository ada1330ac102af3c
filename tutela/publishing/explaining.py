"""Why a reading is what it is: each claim with the words and signals behind every field, and what nearly was one."""

from collections.abc import Iterator, Sequence

from tutela.model.claims import Claim, Reading, SetAside
from tutela.model.documents import Document
from tutela.model.passages import Passage
from tutela.publishing.guide import reading_as_text


def explained(
    document: Document, reading: Reading, near: Sequence[Claim], aside: Sequence[SetAside], least: float
) -> str:
    """One document's reading for a person who asks why.

    Args:
        near: pairs of asset and harm that scored below the draft's threshold `least`.
        aside: harm words that a guard took out before anything was scored.
    """
    lines = [reading_as_text(document, reading), ""]
    for number, claim in enumerate(reading.claims, 1):
        lines += [
            f"{number}. {claim.asset.exact}: {claim.harm}  ({claim.id}, score {claim.score:.2f}, {claim.support})"
        ]
        lines += [f"     {line}" for line in _fields(claim)]
        lines += [f"     {line}" for line in _signals(claim)]
    if near:
        lines += ["", f"Near misses: scored below {least:.2f}, from which a claim is drafted"]
        for claim in near:
            lines.append(f"  {claim.score:.2f}  {claim.asset.exact}: {claim.harm}, in “{_short(claim.quote)}”")
            lines += [f"        {line}" for line in _signals(claim)]
    if aside:
        lines += ["", "Harm words that a guard took out"]
        lines += [f"  “{one.words.exact}” in “{_short(one.quote)}”: {one.why}" for one in aside]
    return "\n".join(lines)


def _short(passage: Passage) -> str:
    words = " ".join(passage.exact.split())
    return words if len(words) <= 160 else f"{words[:157]}..."


def _fields(claim: Claim) -> Iterator[str]:
    """Each field with its words and where they stand."""
    yield _told("quote", [claim.quote])
    yield _told("asset", [claim.asset])
    if claim.mention:
        yield _told("called here", [claim.mention])
    yield _told(f"harm {claim.harm}", [claim.harm_words] if claim.harm_words else [])
    yield _told(f"certainty {claim.certainty}", [claim.certainty_cue] if claim.certainty_cue else [])
    if claim.places:
        yield _told("places", claim.places)
    if claim.time:
        words = [claim.time.words] if claim.time.words else []
        yield f"{_told(f'time {claim.time.edtf()}', words)}  ({claim.time.how})"
    if claim.actor:
        yield _told("actor", [claim.actor])
    for speaker in claim.attribution:
        yield _told(f"said by ({speaker.kind})", [speaker.words])
    for cue in claim.means:
        yield _told(f"means {cue.kind}", [cue.words])
    for evidence in claim.evidence:
        yield _told(f"evidence {evidence.kind}", [evidence.words])


def _told(field: str, passages: Sequence[Passage]) -> str:
    words = "; ".join(f"“{_short(one)}” [{one.start}-{one.end}]" for one in passages)
    return f"{field:<22} {words or 'no words of its own'}"


def _signals(claim: Claim) -> Iterator[str]:
    for reason in claim.reasons:
        weight = f"{reason.score:+.2f}" if reason.score else "     "
        yield f"{weight} {reason.sentence}"
