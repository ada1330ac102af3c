"""incidents.geojson: one feature per incident (RFC 7946), at its asset's position where that is known."""

import json
from collections.abc import Mapping

from tutela.model.credibility import Credibility
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.publishing.contents import Contents, contents
from tutela.publishing.gate import Released
from tutela.publishing.tables import graded
from tutela.publishing.wording import origins_said


def incidents_geojson(released: Released) -> str:
    """All incidents as a FeatureCollection; an incident whose asset has no position has a null geometry.

    A case's notice stands at the head, and in each feature too: map programs drop what they do not know.
    """
    held = contents(released)
    notice = {"notice": released.case.notice} if released.case.notice else {}
    features = [_feature(held, incident, notice) for incident in held.incidents]
    collection = {"type": "FeatureCollection"} | notice | {"features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _feature(held: Contents, incident: Incident, notice: Mapping[str, str]) -> dict[str, object]:
    asset = held.assets.get(incident.asset)
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": _point(asset),
        "properties": {**incident_properties(held, incident), **_names(asset), **notice},
    }


def _point(asset: Asset | None) -> dict[str, object] | None:
    if asset is None or asset.position is None:
        return None
    return {"type": "Point", "coordinates": [asset.position.lon, asset.position.lat]}


def _names(asset: Asset | None) -> dict[str, object]:
    names = asset.names if asset else ()
    return {"asset_names": [{"text": name.text, "language": name.language} for name in names]}


def incident_properties(held: Contents, incident: Incident) -> dict[str, str | int | float | None]:
    """What tables and maps say of an incident: everything as said by sources."""
    asset = held.assets.get(incident.asset)
    standing = held.standing_of.get(incident.id)
    period = incident.period
    return {
        "number": held.numbers[incident.id],
        "asset": incident.asset,
        "asset_name": asset.label if asset else "",
        "asset_type": asset.type.value if asset else "",
        "uncertainty_m": asset.position.uncertainty_m if asset and asset.position else None,
        "position_from": asset.position.how if asset and asset.position else "",
        "harms_said": "; ".join(incident.harms),
        "start": period.start if period else None,
        "end": period.end if period else None,
        "time_edtf": period.edtf() if period else "",
        "claims": len(held.claims_of(incident)),
        "denials": len(incident.denials),
        "documents": len({claim.document for claim in held.claims_of(incident)}),
        "origins_at_least": incident.count.at_least,
        "origins_at_most": incident.count.at_most,
        "origins": origins_said(incident.count),
        "state": standing.state.value if standing else "",
        "why": standing.sentence if standing else "",
        "information_credibility": graded(held, incident.id, Credibility.UNJUDGED),
    }
