"""Links, incidents and origins of a pile of documents, as `tutela gather` prints them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.links import Link
from tutela.publishing.guide import claim_as_json


def documents_as_json(
    documents: Sequence[Document], claims: Sequence[Claim], links: Sequence[Link], incidents: Sequence[Incident]
) -> Iterator[dict[str, Any]]:
    """Each document with its claims; each claim with its asset, incident and best-guess origins."""
    link_of = {link.claim: link for link in links}
    incident_of = {claim: incident for incident in incidents for claim in incident.claims}
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        told[claim.document].append(claim)
    for document in documents:
        rows = [_placed(claim, link_of.get(claim.id), incident_of.get(claim.id)) for claim in told[document.id]]
        yield {"id": document.name, "claims": rows}


def _placed(claim: Claim, link: Link | None, incident: Incident | None) -> dict[str, Any]:
    """A claim and where it was put."""
    row = claim_as_json(claim)
    row["asset_id"] = link.asset if link else None
    row["link"] = link and {
        "verdict": link.verdict.value,
        "score": round(link.score, 4),
        "reasons": [reason.sentence for reason in link.reasons],
        "others": [list(other) for other in link.others],
    }
    row["incident"] = incident.id if incident else None
    row["origin"] = _origins(claim, incident)
    row["origin_count"] = incident and {
        "at_least": incident.count.at_least,
        "at_most": incident.count.at_most,
        "reasons": list(incident.count.reasons),
    }
    return row


def _origins(claim: Claim, incident: Incident | None) -> list[str]:
    if incident is None:
        return []
    return [origin for one in incident.claim_origins if one.claim == claim.id for origin in one.origins]


def incidents_as_text(
    documents: Sequence[Document], claims: Sequence[Claim], assets: Sequence[Asset], incidents: Sequence[Incident]
) -> str:
    """Incidents for a person at a terminal: how many documents, how many independent origins, and why."""
    document_of = {document.id: document for document in documents}
    claim_of = {claim.id: claim for claim in claims}
    label = {asset.id: asset.label for asset in assets}
    blocks = []
    for incident in incidents:
        told = [claim_of[claim] for claim in incident.claims]
        names = sorted({document_of[claim.document].name for claim in told})
        lines = [
            f"{label.get(incident.asset, incident.asset)}: said to be {', '.join(incident.harms)}",
            f"    when: {incident.period.edtf() if incident.period else 'not stated'}",
            f"    {len(names)} document{'s' * (len(names) != 1)}, independent origins: {incident.count}",
            *(f"    - {reason}" for reason in incident.count.reasons),
            *(f"    denied: “{claim_of[claim].quote.exact}”" for claim in incident.denials),
            f"    in: {', '.join(names)}",
        ]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) or "No incident found."
