"""The contradictions of incidents as the claims that are shown give them."""

from dataclasses import replace

from tutela.language.names import fold
from tutela.model.casefile import CaseFile
from tutela.model.contradictions import Reading, contradictions_of
from tutela.model.incidents import Contradiction, Incident
from tutela.publishing.masking import MASK

UNMASKED = Reading(fold, lambda words: MASK not in words.exact)


def side_by_side(case: CaseFile) -> CaseFile:
    """A case whose incidents carry no contradictions but those that its own claims, as they are shown, give."""
    claims = {claim.id: claim for claim in case.claims}
    rank = {paper.id: (paper.day or "9999", number) for number, paper in enumerate(case.documents)}

    def found(incident: Incident) -> tuple[Contradiction, ...]:
        told = [claims[name] for name in incident.claims if name in claims and claims[name].document in rank]
        told.sort(key=lambda claim: (rank[claim.document], claim.quote.start))
        return contradictions_of(incident, told, incident.drift, UNMASKED)

    return replace(case, incidents=tuple(replace(one, contradictions=found(one)) for one in case.incidents))
