"""How many independent origins stand behind an incident, as an interval with its reasons."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tutela.incidents.affiliations import independent_groups
from tutela.incidents.grouping import Telling
from tutela.incidents.grouping.acts import surer_acts
from tutela.incidents.interests import interest_of
from tutela.incidents.origins import group_sources
from tutela.incidents.recordings import is_recording
from tutela.incidents.sourcing import Source
from tutela.model.claims import Certainty, Claim, EvidenceKind, Harm
from tutela.model.clusters import Pair, components
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
MOST_DOUBT, LEAST_DOUBT = 0.3, 0.5
"""Log-odds within which a pair of claims is doubtful: where it may go back to two origins, and where to one.

Chosen on stories left out (8 folds, stories about one incident together): with 1.0 for both and no doubt about acts
75 % of the annotated numbers lie inside at a mean width of 1.8, with these and the doubt about acts 78 % at 1.8."""
ACT_DOUBT = 1.0
"""Log-odds by which claims must be surer of one act before the least number of origins rests on their being one. With
2.0 81 % lie inside at 2.0, but then no report without a date adds to what is shown."""
MOST_COMPARED = 300
"""Of more claims it is not asked whether they are of one act: the time grows with the square of their number."""
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


def describe_origin(identity: str, told: Sequence[Source], incident: Sequence[Claim] = ()) -> Origin:
    """An origin with its label, kind, party and interest, from the claims that go back to it among the incident's."""
    party = next((tie[6:] for source in told for tie in sorted(_ties(source)) if tie.startswith("party:")), "")
    verb = "leads" if _documents(told) == 1 else "lead"
    sentence = f"{in_documents(told)} {verb} back to it"
    interest, why = interest_of(told, incident)
    reasons = (Reason("led_back", sentence, float(len(told))), *why)
    return Origin(identity, label_of(told), _kind(told), party, reasons, interest)


def _kind(told: Sequence[Source]) -> OriginKind:
    roles = {role for source in told if source.nearest for role in source.nearest.roles}
    if any(is_recording(source) for source in told):
        return OriginKind.VIDEO
    by_role = next((kind for role, kind in ROLE_KINDS if f"role:{role}" in roles), None)
    if by_role:
        return by_role
    if any(source.nearest for source in told):
        return OriginKind.UNKNOWN
    observed = {kind for source in told for kind in source.observed}
    return next((kind for evidence, kind in EVIDENCE_KINDS.items() if evidence in observed), OriginKind.REPORTER)


def count_origins(by_origin: Mapping[str, Sequence[Source]]) -> OriginCount:
    """The interval, with one sentence per origin; what the sentences count adds up to both bounds.

    Only origins that say it happened are counted; those that deny it are named. An origin counts 0 at least where the
    text does not show it to be first-hand, where it may be one with another, or where it belongs to one owner or party
    with another; it counts more than 1 at most where its claims may go back to several. Since somebody must have said
    it first, the origin most documents lead to counts 1 where none is shown.
    """
    saying = [told for told in by_origin.values() if not all(denies(source.claim) for source in told)]
    denying = [told for told in by_origin.values() if all(denies(source.claim) for source in told)]
    told = [[source for source in origin if not denies(source.claim)] for origin in saying]
    shares = _of_one_act(_shares(told), told)
    reasons = [str(share) for share in shares] + [_denial(told) for told in denying]
    return OriginCount(sum(share.least for share in shares), sum(share.most for share in shares), tuple(reasons))


def _of_one_act(shares: Sequence["_Share"], saying: Sequence[Sequence[Source]]) -> list["_Share"]:
    """What is left at least where the claims may tell of several acts: what the one with the fewest origins has."""
    told = [source for origin in saying for source in origin]
    if sum(share.least for share in shares) < 2 or len(told) > MOST_COMPARED:
        return list(shares)
    acts = surer_acts([Telling(source.claim, source.published, source.copied) for source in told], ACT_DOUBT)
    home = {telling.claim.id: number for number, act in enumerate(acts) for telling in act}
    fewest = min((_leads_in(number, home, saying) for number in range(len(acts))), key=len)
    if len(fewest) >= sum(share.least for share in shares):
        return list(shares)
    return [
        replace(share, least=0, why=f"{share.why}, but may tell of another act")
        if share.least and not kept
        else replace(share, least=int(kept))
        for share, kept in ((share, index in fewest) for index, share in enumerate(shares))
    ]


def _leads_in(number: int, home: Mapping[str, int], saying: Sequence[Sequence[Source]]) -> set[int]:
    """The origins that count at least, were this act all there is."""
    mine = [[source for source in origin if home[source.claim.id] == number] for origin in saying]
    told = [index for index, origin in enumerate(mine) if origin]
    inside = [mine[index] for index in told]
    return {told[index] for index in _leads(inside, _ties_between(inside))}


@dataclass(frozen=True, slots=True)
class _Share:
    """What one origin counts, and why."""

    label: str
    least: int
    most: int
    why: str

    def __str__(self) -> str:
        span = str(self.most) if self.least == self.most else f"{self.least} or {self.most}"
        span = f"{self.least} to {self.most}" if self.most - self.least > 1 else span
        return f"{self.label}: {self.why}; counts {span}"


def _shares(saying: Sequence[Sequence[Source]]) -> list[_Share]:
    ties = _ties_between(saying)
    leads = _leads(saying, ties)
    return [_share(index, saying, ties, index in leads) for index in range(len(saying))]


def _leads(saying: Sequence[Sequence[Source]], ties: Mapping[Pair, str]) -> set[int]:
    """The origins that count at least: one of each that are shown and may be one voice."""
    shown = [index for index, told in enumerate(saying) if _resolved(told)]
    leads = {_lead(group, saying) for group in components(len(saying), ties) if set(group) & set(shown)}
    if saying and not leads:
        leads = {_lead(range(len(saying)), saying)}
    return leads


def _share(index: int, saying: Sequence[Sequence[Source]], ties: Mapping[Pair, str], lead: bool) -> _Share:
    told = saying[index]
    most = len(group_sources(told, -MOST_DOUBT))
    why = _why_shown(told) if _resolved(told) else _why_open(told)
    if not lead:
        tie = next(((pair, how) for pair, how in ties.items() if index in pair), None)
        if tie:
            other = tie[0][0] if tie[0][1] == index else tie[0][1]
            why = f"{tie[1]} {label_of(saying[other])}"
    elif not _resolved(told):
        why += ", but somebody said it first"
    if most > 1:
        why += f", and its claims may go back to {most} origins"
    return _Share(label_of(told), int(lead), most, why)


def _ties_between(saying: Sequence[Sequence[Source]]) -> dict[Pair, str]:
    """Pairs of origins that may be one voice -> how."""
    home = {source.claim.id: index for index, told in enumerate(saying) for source in told}
    found: dict[Pair, str] = {}
    for group in independent_groups([_all_ties(told) for told in saying]):
        found |= dict.fromkeys(itertools.pairwise(group), "belongs to one owner or party with")
    for together in group_sources([source for told in saying for source in told], LEAST_DOUBT):
        mine = sorted({home[source.claim.id] for source in together})
        found |= dict.fromkeys(itertools.pairwise(mine), "may be one origin with")
    return found


def _lead(group: Iterable[int], saying: Sequence[Sequence[Source]]) -> int:
    """Of origins that may be one voice the one that counts: shown rather than not, then told by most documents."""
    return max(group, key=lambda index: (_resolved(saying[index]), _documents(saying[index]), -index))


def _ties(source: Source) -> frozenset[str]:
    return source.nearest.tied if source.nearest else source.publisher.tied


def _all_ties(told: Sequence[Source]) -> frozenset[str]:
    return frozenset(tie for source in told for tie in _ties(source))


def _resolved(told: Sequence[Source]) -> bool:
    """Whether the origin is known to be first-hand: somebody named, or an observation cited in the own voice."""
    return any(source.nearest.named() if source.nearest else bool(source.observed) for source in told)


def _why_shown(told: Sequence[Source]) -> str:
    if any(source.nearest for source in told):
        return f"named as the source in {in_documents(told)}"
    observed = sorted({kind.value for source in told for kind in source.observed})
    return f"cites {' and '.join(observed)} in its own voice"


def _why_open(told: Sequence[Source]) -> str:
    if any(source.nearest for source in told):
        return f"named by its role only, in {in_documents(told)}"
    return "does not say where it has it from"


def in_documents(told: Sequence[Source]) -> str:
    """How many documents tell it, in words."""
    number = _documents(told)
    return "1 document" if number == 1 else f"{number} documents"


def _documents(told: Sequence[Source]) -> int:
    return len({source.claim.document for source in told})


def _denial(told: Sequence[Source]) -> str:
    denied = any(source.claim.certainty == Certainty.DENIED for source in told)
    return f"{label_of(told)}: {'denies it' if denied else 'says it is intact'}; not counted"


def label_of(told: Sequence[Source]) -> str:
    """What an origin is called: by the longest words that name it."""
    named = [source.nearest.words for source in told if source.nearest]
    return max(named, key=len, default=told[0].publisher.words)
