"""The dossier: one page that stands alone, two tables of its contents, and layers for a map.

The page asks nothing of the network: style, script and figures stand in it.
"""

import functools
from collections.abc import Callable, Mapping
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.rulings import State
from tutela.publishing import wording
from tutela.publishing.chain import chain_in_words, draw_chain, not_drawn
from tutela.publishing.contents import Contents, contents
from tutela.publishing.differences import difference_said, differences
from tutela.publishing.drift import drift_steps
from tutela.publishing.drift_path import draw_drift
from tutela.publishing.edges import drawn_edges
from tutela.publishing.gate import WITHHELD_SENTENCE, Released
from tutela.publishing.geojson import incidents_geojson
from tutela.publishing.map import CROWDED, draw_maps
from tutela.publishing.questions import (
    checks_said,
    claims_in,
    course_of,
    denials_of,
    documents_of,
    evidence_kinds,
    nearest,
    passages_shown,
    sayings_of,
    sources_said,
    state_of,
    summary,
    tellings_of,
    unharmed_of,
    unknowns,
)
from tutela.publishing.quotes import excerpt, words_in
from tutela.publishing.tables import claims_csv
from tutela.publishing.templating import page_environment, template_file
from tutela.publishing.timeline import MOST_ROWS, draw_timeline

SECTIONS = (
    ("summary", "Summary"),
    ("map", "Map"),
    ("timeline-section", "Timeline"),
    ("incidents", "Incidents"),
    ("assets", "Assets"),
    ("recordings", "Recordings"),
    ("statements", "Statements"),
    ("sources", "Sources"),
    ("rulings", "Rulings"),
    ("method", "Method and limits"),
    ("states", "States of an incident"),
    ("check", "How to check this dossier"),
)


def write_dossier(released: Released, folder: Path) -> tuple[Path, ...]:
    """Write the dossier's files into a folder, made if need be; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in files(released).items():
        path = folder / name
        path.write_bytes(content)
        written.append(path)
    return tuple(written)


def files(released: Released) -> Mapping[str, bytes]:
    """The dossier's files by name; `dossier.gpkg` is written from `layers.layers` by the store."""
    return {
        "index.html": page(released).encode("utf-8"),
        "claims.csv": claims_csv(released).encode("utf-8"),
        "incidents.geojson": incidents_geojson(released).encode("utf-8"),
    }


def page(released: Released) -> str:
    """The dossier as one HTML page."""
    held = contents(released)
    maps, timeline = draw_maps(held), draw_timeline(held)
    absent = {"map": not maps, "timeline-section": timeline is None}
    return _environment().get_template("dossier.html").render(
        _records(held)
        | _questions(held)
        | {
            "css": Markup(template_file("dossier.css")),
            "js": Markup(template_file("dossier.js")),
            "sections": [(name, label) for name, label in SECTIONS if not absent.get(name)],
            "summary": summary(held),
            "sources_said": sources_said(held),
            "checks_said": checks_said(held),
            "maps": maps,
            "timeline": timeline,
            "most_rows": MOST_ROWS,
            "crowded": CROWDED,
            "unplaced": [asset for asset in held.assets.values() if asset.position is None],
            "waiting": held.released.waiting,
            "states": [(wording.word("state", state), wording.word("state", state, "means")) for state in State],
        }
    )  # fmt: skip


def incident_page(released: Released, incident: Incident) -> str:
    """One incident of the dossier as a page of its own, without script."""
    held = contents(released)
    known = _records(held) | _questions(held) | {"css": Markup(template_file("dossier.css")), "incident": incident}
    return _environment().get_template("one_incident.html").render(known)


@functools.cache
def _environment() -> Environment:
    words: tuple[Callable[..., object], ...] = (
        wording.word, wording.joined, wording.stated_day, wording.period, wording.harm_said, wording.chain_said,
        wording.publisher_name, wording.said_surely, wording.counted, wording.origins_said, wording.position_said,
        wording.ties, wording.ledger_said, wording.shown_name, wording.checked_said, wording.together,
        wording.published, wording.direction, wording.quoted, excerpt, words_in, safe_url, evidence_kinds,
        label_language, sayings_of, wording.information_said,
    )  # fmt: skip
    environment = page_environment(words)
    environment.filters["inside"] = lambda sentence: sentence[:1].lower() + sentence[1:]
    environment.filters["plain"] = lambda sentence: sentence.rstrip(".")
    return environment


def _records(held: Contents) -> dict[str, object]:
    case = held.released.case
    anchors = {*held.documents, *held.claims, *held.assets, *(item.id for item in held.incidents)}
    anchors |= {item.id for item in held.recordings} | {item.id for item in held.statements}
    return {
        "case": case,
        "masked": held.released.masked,
        "withheld_sentence": WITHHELD_SENTENCE if held.released.withheld else "",
        "incidents": held.incidents,
        "documents": held.documents,
        "claims": held.claims,
        "assets": held.assets,
        "numbers": held.numbers,
        "link_of": held.link_of,
        "standing_of": held.standing_of,
        "origins_of": held.origins_of,
        "rulings_on": held.rulings_on,
        "assessment_of": held.assessment_of,
        "rating_of": held.rating_of,
        "statements": held.statements,
        "recordings": held.recordings,
        "loose_claims": held.loose_claims,
        "claims_in": claims_in(held),
        "registers": case.registers,
        "rulings": case.rulings,
        "captured_at": case.captured_at,
        "anchors": anchors,
    }


def _questions(held: Contents) -> dict[str, object]:
    """What templates may ask of the records."""
    return {
        "claims_of": held.claims_of,
        "tellings_of": functools.partial(tellings_of, held),
        "denials_of": functools.partial(denials_of, held),
        "unharmed_of": functools.partial(unharmed_of, held),
        "passages_of": passages_shown(held),
        "differences": functools.partial(differences, held),
        "drift_steps": functools.partial(drift_steps, held),
        "drift_path": functools.partial(draw_drift, held),
        "difference_said": functools.partial(difference_said, held),
        "state_of": functools.partial(state_of, held),
        "documents_of": functools.partial(documents_of, held),
        "publisher_of": held.publisher_of,
        "authentications": held.authentications,
        "sheet_of": held.sheet,
        "harms_said": lambda incident: ", ".join(wording.word("harm", harm) for harm in incident.harms),
        "chain": functools.partial(draw_chain, held),
        "not_drawn": functools.partial(not_drawn, held),
        "chain_in_words": functools.partial(chain_in_words, held),
        "plainly": held.plainly,
        "chain_edges": functools.partial(drawn_edges, held),
        "unknowns": functools.partial(unknowns, held),
        "course_of": functools.partial(course_of, held),
        "nearest": functools.partial(nearest, held),
        "origin_label": lambda incident, key: next((o.label for o in incident.origins if o.id == key), "a source"),
    }


def label_language(asset: Asset) -> str:
    """The language of the name an asset is shown by; `und` when unknown."""
    return next((name.language for name in asset.names if name.text == asset.label), "") or "und"


def safe_url(url: str) -> str:
    """A web address; empty for anything else (a script, a local file)."""
    return url if url.startswith(("https://", "http://")) else ""
