"""One incident of a dossier as a page of its own, for a notebook: it has passed the gate like all that is shown."""

import html
from dataclasses import dataclass

from tutela.publishing.contents import contents
from tutela.publishing.dossier import incident_page
from tutela.publishing.gate import Released

FRAME_HEIGHT_PX = 640


@dataclass(frozen=True, slots=True)
class IncidentView:
    """An incident as the dossier shows it: claims with their passages, denials, chain, origins.

    >>> view = Workspace.open("case/workspace").view("I1")
    >>> view.title.startswith("Incident I1, "), "<script" in view.page
    (True, False)
    """

    title: str
    page: str
    """The HTML page; it runs no script and fetches nothing."""

    def __repr__(self) -> str:
        return f"<{self.title}; a notebook shows it as the dossier does>"

    def _repr_html_(self) -> str:
        # A frame of its own keeps the dossier's style and the notebook's apart; `sandbox` lets nothing in it run.
        return (
            f'<iframe sandbox="" title="{html.escape(self.title)}" srcdoc="{html.escape(self.page)}" '
            f'style="width:100%;height:{FRAME_HEIGHT_PX}px;border:1px solid #ccc"></iframe>'
        )


def view_incident(released: Released, incident: str) -> IncidentView | None:
    """An incident by its id or the number the dossier gives it (I7); None where the gate lets none such out."""
    held = contents(released)
    found = next((one for one in held.incidents if incident in (one.id, held.numbers[one.id])), None)
    if found is None:
        return None
    asset = held.assets.get(found.asset)
    title = f"Incident {held.numbers[found.id]}, {asset.label if asset else 'an asset not known'}"
    return IncidentView(title, incident_page(released, found))
