"""Who two claims name as their source, compared."""

from collections.abc import Sequence

from tutela.incidents.affiliations import one_house
from tutela.incidents.sourcing import SAME_SEASON, Source
from tutela.incidents.voices import PLAIN, Voice
from tutela.model.claims import Certainty
from tutela.model.reasons import Reason


def speaker(a: Source, b: Source) -> Reason:
    """Who is named as the source."""
    ours, theirs = a.nearest, b.nearest
    if ours and theirs:
        return _two_speakers(a, b, ours, theirs)
    if ours or theirs:
        return _one_speaker(a, b)
    if a.publisher.same(b.publisher):
        return Reason("same_publisher", f"{a.publisher.words} says both in its own voice")
    common = _common(a.elsewhere, b.elsewhere)
    if common:
        return Reason("own_voices_one_source", f"both texts name {common.words} as a source elsewhere")
    return Reason("own_voices", f"{a.publisher.words} and {b.publisher.words} say it in their own voice")


def _two_speakers(a: Source, b: Source, ours: Voice, theirs: Voice) -> Reason:
    if ours.same(theirs):
        return _same(a, b, ours, theirs)
    return (
        _relayed(a, b)
        or _office(ours, theirs)
        or _one_side(a, b)
        or Reason("other_speaker", f"{ours.words} is not {theirs.words}")
    )


def _same(a: Source, b: Source, ours: Voice, theirs: Voice) -> Reason:
    """One speaker, perhaps on two occasions: what an office says months later is another statement,
    unless it denies again."""
    if not (ours.named() and theirs.named()):
        return Reason("same_role", f"both go back to {ours.words}")
    denied = Certainty.DENIED in (a.claim.certainty, b.claim.certainty)
    if not denied and a.published and b.published and not a.published.overlaps(b.published, SAME_SEASON):
        return Reason("same_speaker_later", f"both go back to {ours.words}, more than three months apart")
    return Reason("same_speaker", f"both go back to {ours.words}")


def _relayed(a: Source, b: Source) -> Reason | None:
    """Whether the one has it from whom the other names, or both from one relay."""
    for one, other in ((a, b), (b, a)):
        alone = len(other.elsewhere) == 1
        published = _common(one.speakers, (other.publisher, *other.credited)) if alone else None
        if published:
            return Reason("speaker_published", f"{published.words}, named by the one, published the other")
    nearest = _common(a.speakers[:1], b.speakers[1:]) or _common(b.speakers[:1], a.speakers[1:])
    if nearest:
        return Reason("speaker_relays", f"{nearest.words}, the source of the one, relays the other")
    relay = _common(a.speakers[1:], b.speakers[1:])
    return Reason("relay_shared", f"{relay.words} relays both") if relay else None


def _office(ours: Voice, theirs: Voice) -> Reason | None:
    """Whether the one is an office or a side that the other speaks for."""
    said = f"{ours.words} and {theirs.words}"
    if ours.apart(theirs):
        return None
    shared = (ours.roles & theirs.roles) - {PLAIN}
    if shared and not (ours.names and theirs.names):
        return Reason("same_role", f"{said} are one office as far as their words tell")
    if "court" in ours.offices & theirs.offices:
        return Reason("same_court", f"{said} are a court, and one court judges an act")
    if ours.offices & theirs.offices:
        return Reason("same_office", f"{said} are one kind of office")
    if ours.holds_office_of(theirs) or theirs.holds_office_of(ours):
        return Reason("office_beside", f"one of {said} is told to hold the office of the other")
    if ours.stands_beside(theirs) or theirs.stands_beside(ours):
        return Reason("name_beside", f"{said} stand beside each other in one of the texts")
    if ours.role_beside(theirs) or theirs.role_beside(ours):
        return Reason("role_beside", f"one of {said} is the office of the other")
    return Reason("role_shared", f"{said} have an office in common") if shared else None


def _one_side(a: Source, b: Source) -> Reason | None:
    """Whether somebody in both chains speaks for one side ("Baku", "Azerbaijan's foreign ministry")."""
    pairs = ((x, y) for x in a.speakers for y in b.speakers)
    found = next((x for x, y in pairs if x.one_side(y)), None)
    return Reason("one_side", f"{found.words} and another speak for one side") if found else None


def _one_speaker(a: Source, b: Source) -> Reason:
    told, own = (a, b) if a.nearest else (b, a)
    if _common(told.speakers, (own.publisher,)):
        return Reason("own_voice_of_speaker", f"{own.publisher.words} says it itself")
    credited = _common(told.speakers, own.credited)
    if credited:
        return Reason("own_voice_credits_speaker", f"{own.publisher.words} carries {credited.words}")
    elsewhere = _common(told.speakers[:1], own.elsewhere)
    if elsewhere:
        return Reason("speaker_elsewhere", f"{own.publisher.words} names {elsewhere.words} as a source elsewhere")
    nearest = told.speakers[0]
    if one_house(nearest.tied, own.publisher.tied):
        return Reason("own_voice_of_affiliate", f"{own.publisher.words} belongs to the same house as {nearest.words}")
    return Reason("one_speaker", "only one of them names a source")


def _common(ours: Sequence[Voice], theirs: Sequence[Voice]) -> Voice | None:
    """The first voice of ours that is one of theirs."""
    if not ours or not theirs:
        return None
    return next((voice for voice in ours if any(voice.same(other) for other in theirs)), None)
