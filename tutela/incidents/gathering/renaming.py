"""Origins under other names: those that several incidents share go by one."""

import dataclasses
from collections.abc import Mapping

from tutela.model.incidents import Incident


def renamed(incident: Incident, names: Mapping[str, str]) -> Incident:
    """An incident with other ids for its origins, no two of which become one."""
    origins = (dataclasses.replace(origin, id=names[origin.id]) for origin in incident.origins)
    return dataclasses.replace(
        incident,
        origins=tuple(sorted(origins, key=lambda origin: origin.id)),
        claim_origins=tuple(
            dataclasses.replace(one, origins=tuple(names[origin] for origin in one.origins))
            for one in incident.claim_origins
        ),
        chain=tuple(dataclasses.replace(edge, target=names.get(edge.target, edge.target)) for edge in incident.chain),
    )
