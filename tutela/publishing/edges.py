"""Which document of an incident is drawn as resting on which."""

from tutela.model.chains import plainest_edges
from tutela.model.incidents import ChainEdge, Incident
from tutela.publishing.contents import Contents


def drawn_edges(held: Contents, incident: Incident) -> list[ChainEdge]:
    """For each document the one other document it is most plainly seen to rest on, if any."""
    days = {claim.document: held.documents[claim.document].day or "" for claim in held.claims_of(incident)}
    return plainest_edges(incident.chain, days)
