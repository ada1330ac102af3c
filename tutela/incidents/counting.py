"""How many independent origins stand behind an incident, as an interval with its reasons."""

from collections.abc import Mapping, Sequence

from tutela.incidents.affiliations import independent_groups
from tutela.incidents.origins import Source, group_sources
from tutela.model.claims import Certainty, Claim, EvidenceKind, Harm
from tutela.model.incidents import Origin, OriginCount, OriginKind
from tutela.model.reasons import Reason

ROLE_KINDS: tuple[tuple[str, OriginKind], ...] = (
    ("satellite", OriginKind.SATELLITE),
    ("video", OriginKind.VIDEO),
    ("witness", OriginKind.WITNESS),
    ("staff", OriginKind.WITNESS),
    ("prosecutor", OriginKind.OFFICIAL),
    ("court", OriginKind.OFFICIAL),
    ("ministry", OriginKind.OFFICIAL),
    ("military", OriginKind.OFFICIAL),
    ("president", OriginKind.OFFICIAL),
    ("governor", OriginKind.OFFICIAL),
    ("government", OriginKind.OFFICIAL),
    ("police", OriginKind.OFFICIAL),
    ("spokesperson", OriginKind.OFFICIAL),
    ("church", OriginKind.ORGANISATION),
    ("ngo", OriginKind.ORGANISATION),
    ("expert", OriginKind.ORGANISATION),
    ("media", OriginKind.REPORTER),
)
"""What a role word says an origin is, most telling first."""
DOUBT = 1.0
"""Log-odds within which a pair of claims is doubtful (see docs/incidents.md for the counts that set it)."""
EVIDENCE_KINDS: dict[EvidenceKind, OriginKind] = {
    EvidenceKind.INSPECTION: OriginKind.INSPECTION,
    EvidenceKind.SATELLITE: OriginKind.SATELLITE,
    EvidenceKind.VIDEO: OriginKind.VIDEO,
    EvidenceKind.PHOTO: OriginKind.PHOTO,
}
"""What an own voice rests on."""


def denies(claim: Claim) -> bool:
    """Whether the claim denies the harm or the responsibility, or says the asset is intact."""
    return claim.certainty == Certainty.DENIED or claim.harm == Harm.INTACT


def describe_origin(identity: str, told: Sequence[Source]) -> Origin:
    """An origin with its label, kind and party, from the claims that go back to it."""
    named = [source.nearest for source in told if source.nearest]
    label = max((voice.words for voice in named), key=len, default=told[0].publisher.words)
    party = next((tie[6:] for source in told for tie in sorted(_ties(source)) if tie.startswith("party:")), "")
    sentence = f"{len({source.claim.document for source in told})} document(s) lead back to it"
    return Origin(identity, label, _kind(told), party, (Reason("led_back", sentence, float(len(told))),))


def _kind(told: Sequence[Source]) -> OriginKind:
    roles = {role for source in told if source.nearest for role in source.nearest.roles}
    by_role = next((kind for role, kind in ROLE_KINDS if f"role:{role}" in roles), None)
    if by_role:
        return by_role
    if any(source.nearest for source in told):
        return OriginKind.UNKNOWN
    observed = {kind for source in told for kind in source.observed}
    return next((kind for evidence, kind in EVIDENCE_KINDS.items() if evidence in observed), OriginKind.REPORTER)


def count_origins(by_origin: Mapping[str, Sequence[Source]]) -> OriginCount:
    """The interval: above, as many origins as the claims can be told apart into; below, those shown independent.

    Only origins that say it happened are counted; denials are named in the reasons. For the lower bound every
    doubtful pair
    is taken for one origin, an outlet that names no source and cites no observation (or a source named by a role
    only) may
    rest on another origin and counts 0, and all voices of one owner or party count 1; for the upper bound every
    doubtful
    pair is taken for two. Somebody was the first to say it, so the lower bound is 1 where anything was said.
    """
    saying = [told for told in by_origin.values() if not all(denies(source.claim) for source in told)]
    if not saying:
        return OriginCount(0, 0, tuple(_denials(by_origin, 0)))
    sources = [source for told in saying for source in told if not denies(source.claim)]
    fewest = group_sources(sources, DOUBT)
    most = max(len(saying), len(group_sources(sources, -DOUBT)))
    resolved = [told for told in fewest if _resolved(told)]
    groups = independent_groups([_all_ties(told) for told in resolved])
    least = min(max(1, len(groups)), len(saying))
    reasons = [*_doubtful(saying, fewest, most), *_tied(resolved, groups), *_unresolved(saying)]
    return OriginCount(least, most, (*reasons, *_denials(by_origin, len(saying))))


def _doubtful(saying: Sequence[Sequence[Source]], fewest: Sequence[Sequence[Source]], most: int) -> list[str]:
    """Which origins may be one, and whether one may be several."""
    found = []
    for group in fewest:
        mine = {source.claim.id for source in group}
        joined = [_label(told) for told in saying if any(source.claim.id in mine for source in told)]
        if len(joined) > 1:
            found.append(f"{' and '.join(joined)} may be one origin")
    if most > len(saying):
        found.append(f"claims taken to go back to one origin may go back to several: {most} at most")
    return found


def _ties(source: Source) -> frozenset[str]:
    return source.nearest.tied if source.nearest else source.publisher.tied


def _all_ties(told: Sequence[Source]) -> frozenset[str]:
    return frozenset(tie for source in told for tie in _ties(source))


def _resolved(told: Sequence[Source]) -> bool:
    """Whether the origin is known to be first-hand: somebody named, or an observation cited in the own voice."""
    return any(source.nearest.named() if source.nearest else bool(source.observed) for source in told)


def _tied(resolved: Sequence[Sequence[Source]], groups: Sequence[Sequence[int]]) -> list[str]:
    return [
        f"{' and '.join(_label(resolved[index]) for index in group)} belong to one owner or party: one voice at least, "
        f"{len(group)} at most"
        for group in groups
        if len(group) > 1
    ]


def _unresolved(saying: Sequence[Sequence[Source]]) -> list[str]:
    return [
        f"where {_label(told)} has it from could not be resolved: it counts 0 to 1"
        for told in saying
        if not _resolved(told)
    ]


def _denials(by_origin: Mapping[str, Sequence[Source]], saying: int) -> list[str]:
    denying = len(by_origin) - saying
    return [f"{denying} origin(s) deny it or say the asset is intact; they are not counted"] if denying else []


def _label(told: Sequence[Source]) -> str:
    return next((source.nearest.words for source in told if source.nearest), told[0].publisher.words)
