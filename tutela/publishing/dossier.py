"""The dossier: one page that stands alone, two tables of its contents, and layers for a map.

The page asks nothing of the network: style, script and figures stand in it.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tutela.model.claims import Claim, Recording, Saying
from tutela.model.documents import Document
from tutela.model.incidents import Incident, OriginCount
from tutela.model.inventory import Asset
from tutela.model.rulings import State
from tutela.model.times import first_day
from tutela.publishing import wording
from tutela.publishing.chain import chain_in_words, draw_chain, drawn_edges
from tutela.publishing.contents import Contents, contents, denies, says_unharmed
from tutela.publishing.gate import WITHHELD_SENTENCE, Released
from tutela.publishing.geojson import incidents_geojson
from tutela.publishing.map import draw_maps
from tutela.publishing.quotes import direction, excerpt
from tutela.publishing.tables import claims_csv
from tutela.publishing.timeline import draw_timeline

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
    ("ledger", "Ledger"),
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
            "css": Markup(_template_file("dossier.css")),
            "js": Markup(_template_file("dossier.js")),
            "sections": [(name, label) for name, label in SECTIONS if not absent.get(name)],
            "summary": summary(held),
            "maps": maps,
            "timeline": timeline,
            "unplaced": [asset for asset in held.assets.values() if asset.position is None],
            "waiting": held.released.waiting,
            "states": [(wording.word("state", state), wording.word("state", state, "means")) for state in State],
        }
    )  # fmt: skip


def incident_page(released: Released, incident: Incident) -> str:
    """One incident of the dossier as a page of its own, without script."""
    held = contents(released)
    known = _records(held) | _questions(held) | {"css": Markup(_template_file("dossier.css")), "incident": incident}
    return _environment().get_template("one_incident.html").render(known)


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("tutela.publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words: tuple[Callable[..., object], ...] = (
        wording.word, wording.joined, wording.stated_day, wording.period, wording.harm_said, wording.chain_said,
        wording.publisher_name, wording.said_surely, wording.counted, wording.origins_said, wording.position_said,
        wording.ties, wording.ledger_said, wording.shown_name, wording.checked_said, wording.together,
        wording.published, excerpt, direction, safe_url, evidence_kinds, label_language, sayings_of,
    )  # fmt: skip
    environment.filters["inside"] = lambda sentence: sentence[:1].lower() + sentence[1:]
    environment.filters["css_string"] = css_string
    environment.filters["plain"] = lambda sentence: sentence.rstrip(".")
    environment.globals.update({function.__name__: function for function in words})
    return environment


@functools.cache
def _template_file(name: str) -> str:
    return resources.files("tutela.publishing").joinpath("templates", name).read_text("utf-8")


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
        "statements": held.statements,
        "recordings": held.recordings,
        "loose_claims": held.loose_claims,
        "registers": case.registers,
        "rulings": case.rulings,
        "captured_at": case.captured_at,
        "anchors": anchors,
    }


def _questions(held: Contents) -> dict[str, object]:
    """What templates may ask of the records."""
    return {
        "claims_of": held.claims_of,
        "tellings_of": lambda incident: [c for c in held.claims_of(incident) if c.id not in incident.denials],
        "denials_of": lambda incident: [c for c in held.claims_of(incident) if denies(incident, c)],
        "unharmed_of": lambda incident: [c for c in held.claims_of(incident) if says_unharmed(incident, c)],
        "state_of": functools.partial(state_of, held),
        "documents_of": functools.partial(documents_of, held),
        "publisher_of": held.publisher_of,
        "authentications": held.authentications,
        "harms_said": lambda incident: ", ".join(wording.word("harm", harm) for harm in incident.harms),
        "chain": functools.partial(draw_chain, held),
        "chain_in_words": functools.partial(chain_in_words, held),
        "plainly": held.plainly,
        "chain_edges": functools.partial(drawn_edges, held),
        "unknowns": functools.partial(unknowns, held),
        "course_of": functools.partial(course_of, held),
        "nearest": functools.partial(nearest, held),
        "origin_label": lambda incident, key: next((o.label for o in incident.origins if o.id == key), "a source"),
    }


UNHARMED_ONLY = "nobody in the documents read tells of harm here; the asset is said to stand unharmed"


def state_of(held: Contents, incident: Incident) -> tuple[str, str] | None:
    """An incident's state and why, in words; None when review gave none."""
    standing, claims = held.standing_of.get(incident.id), held.claims_of(incident)
    if standing is None:
        return None
    if claims and all(says_unharmed(incident, claim) for claim in claims):
        return "said to be unharmed", UNHARMED_ONLY
    sentence = standing.sentence
    if any(says_unharmed(incident, claim) for claim in claims):
        named = dict.fromkeys(nearest(held, claim) for claim in claims if denies(incident, claim))
        denied = f"; denied by {wording.joined(list(named))}" if named else ""
        sentence = f"{wording.origins_said(incident.count)}{denied}; other sources say that it stands unharmed"
    return wording.word("state", standing.state), sentence


def sayings_of(recording: Recording) -> list[tuple[str, Saying]]:
    """What is said of a recording, one entry per passage and speakers, with all it is said to tell."""
    told: dict[tuple[object, ...], list[Saying]] = {}
    for saying in recording.sayings:
        told.setdefault((saying.quote, saying.source), []).append(saying)
    return [(_aspects(sayings), sayings[0]) for sayings in told.values()]


def _aspects(sayings: Sequence[Saying]) -> str:
    words = [wording.word("aspect", aspect) for aspect in dict.fromkeys(saying.aspect for saying in sayings)]
    return wording.joined([words[0], *(word[:1].lower() + word[1:] for word in words[1:])])


def documents_of(held: Contents, incident: Incident) -> list[Document]:
    """The documents that tell of an incident, once each."""
    return [held.documents[name] for name in dict.fromkeys(claim.document for claim in held.claims_of(incident))]


def nearest(held: Contents, claim: Claim) -> str:
    """Who says a claim: its nearest speaker, else the publisher in its own voice."""
    if claim.attribution:
        return claim.attribution[0].words.exact
    return f"{wording.publisher_name(held.documents[claim.document])}, own voice"


def course_of(held: Contents, asset: Asset) -> list[Claim]:
    """The claims about one asset by the first day they may mean; undated ones last; ties in the order read."""
    claims = [claim for incident in held.incidents_of(asset) for claim in held.claims_of(incident)]
    return sorted(claims, key=_first_day)


def _first_day(claim: Claim) -> str:
    start = claim.time and (claim.time.start or claim.time.end)
    return first_day(start).isoformat() if start else "9999-12-31"


def unknowns(held: Contents, incident: Incident) -> tuple[str, ...]:
    """What is not known of an incident: as review states it, else what its claims leave open."""
    standing = held.standing_of.get(incident.id)
    if standing and standing.unknowns:
        return standing.unknowns
    claims, asset = held.claims_of(incident), held.assets.get(incident.asset)
    found = []
    if incident.period is None or not (incident.period.start or incident.period.end):
        found.append("When it happened: no source gives a time.")
    if not any(claim.actor for claim in claims):
        found.append("Who did it: no source names an actor.")
    if not any(claim.means for claim in claims):
        found.append("By what means: no source says.")
    if not any(claim.evidence for claim in claims):
        found.append("On what evidence: no source cites any.")
    if asset is None or asset.position is None:
        found.append("Where exactly: no position is recorded.")
    if incident.count.at_least < 2:
        found.append("Whether anyone saw it independently: two independent origins are not shown.")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the summary."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The dossier in a few lines."""

    what: str
    figures: tuple[Figure, ...]
    origins: str


def summary(held: Contents) -> Summary:
    """What this dossier is, in numbers and words."""
    telling = {claim.document for claim in held.claims.values()}
    count = origins_of_all(held)
    documents = wording.counted(len(held.documents), "document")
    what = (
        f"This dossier sets out what {wording.counted(len(telling), 'document')} say about harm to "
        f"{wording.counted(len(held.assets), 'cultural asset')}: who says it, how surely, and on what."
    )
    figures = (
        Figure(str(len(held.documents)), "documents"),
        Figure(str(len(held.claims)), "claims"),
        Figure(str(len(held.incidents)), "incidents"),
        Figure(str(len(held.assets)), "assets"),
        Figure(str(count), "independent origins"),
    )
    because = "; ".join(reason.rstrip(".") for reason in count.reasons)
    return Summary(what, figures, f"{documents}, {wording.origins_said(count)}" + (f": {because}." if because else "."))


def origins_of_all(held: Contents) -> OriginCount:
    """Independent origins behind the whole dossier.

    At least as many as the best-founded incident has; at most every origin named anywhere and one for each that could
    not be followed: incidents may share origins, so the counts do not add up.
    """
    if len(held.incidents) == 1:
        return held.incidents[0].count
    named = {origin.id for incident in held.incidents for origin in incident.origins}
    loose = sum(max(0, incident.count.at_most - len(incident.origins)) for incident in held.incidents)
    least = max((incident.count.at_least for incident in held.incidents), default=0)
    reasons = (
        [f"no single incident shows more than {least}, and incidents may share origins, so their numbers do not add up"]
        if held.incidents
        else []
    )
    if named:
        reasons.append(f"{wording.counted(len(named), 'origin is', 'origins are')} named in all")
    if loose:
        reasons.append(f"up to {loose} more could not be followed to their beginning")
    return OriginCount(least, max(least, len(named) + loose), tuple(reasons))


def evidence_kinds(claim: Claim) -> list[str]:
    """The kinds of evidence a claim cites, in words, once each."""
    return [wording.word("evidence", kind) for kind in dict.fromkeys(cue.kind for cue in claim.evidence)]


def css_string(text: str) -> Markup:
    """The text as a string of a style sheet, every character by its number, so that none can end it."""
    return Markup('"' + "".join(f"\\{ord(letter):06x}" for letter in text) + '"')


def label_language(asset: Asset) -> str:
    """The language of the name an asset is shown by; `und` when unknown."""
    return next((name.language for name in asset.names if name.text == asset.label), "") or "und"


def safe_url(url: str) -> str:
    """A web address; empty for anything else (a script, a local file)."""
    return url if url.startswith(("https://", "http://")) else ""
