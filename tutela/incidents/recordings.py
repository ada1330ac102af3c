"""Claims that rest on a recording: a video or picture that was posted, or that the publication shows."""

from tutela.incidents.media import shared_medium
from tutela.incidents.sourcing import Source
from tutela.incidents.voices import OFFICIAL
from tutela.model.claims import EvidenceKind
from tutela.model.reasons import Reason

RECORDED = frozenset({EvidenceKind.VIDEO, EvidenceKind.PHOTO})
"""Evidence that somebody recorded."""
POSTED = "role:video"
"""Role of words for where recordings are posted ("TikTok", "Telegram channel") and for recordings themselves."""
HANDLE = "@"
"""Begins the name of an account."""


def is_recording(source: Source) -> bool:
    """Whether whom a claim names is who posted a recording, and what is told is what the recording shows."""
    nearest = source.nearest
    if nearest is None or not source.observed & RECORDED:
        return False
    if nearest.offices or nearest.roles & OFFICIAL:
        return False
    return POSTED in nearest.roles or nearest.words.startswith(HANDLE) or POSTED in nearest.beside


def rests_on_what_is_shown(source: Source) -> bool:
    """Whether a claim may rest on the picture or video its document shows: it cites one, or names nobody."""
    return bool(source.observed & RECORDED) or source.nearest is None


def shown(a: Source, b: Source) -> Reason:
    """Whether both documents show one picture or video on which the claims may rest."""
    nothing = Reason("not_shown", "they show no picture or video in common")
    if not (a.media and b.media) or a.claim.document == b.claim.document:
        return nothing
    if not (rests_on_what_is_shown(a) and rests_on_what_is_shown(b)):
        return nothing
    same = shared_medium(a.media, b.media)
    return Reason("shown_medium", same.sentence) if same else nothing
