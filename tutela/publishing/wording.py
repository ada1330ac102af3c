"""The dossier's sentences: they say who says what, and nothing in their own voice."""

import functools
import math
from collections.abc import Sequence
from importlib import resources

import yaml

from tutela.language.names import script_of
from tutela.model.casefile import LedgerSummary
from tutela.model.claims import Certainty, Claim, Quantity, Speaker
from tutela.model.credibility import Credibility, Rating
from tutela.model.documents import Document, Publisher
from tutela.model.geometry import Position
from tutela.model.incidents import Incident, Origin, OriginCount
from tutela.model.inventory import Asset
from tutela.model.rulings import Ruling, Verdict
from tutela.model.times import PARTIAL_DATE, Period, day_in_words
from tutela.publishing.drafts import is_checked

NO_PUBLISHER = "publisher not known"
SMALL_WORDS = frozenset({"of", "the", "and", "for", "in"})


@functools.cache
def _words() -> dict[str, dict[str, object]]:
    text = resources.files("tutela.publishing").joinpath("wording.yml").read_text("utf-8")
    words: dict[str, dict[str, object]] = yaml.safe_load(text)
    return words


def word(table: str, key: str, field: str = "chip") -> str:
    """The dossier's word for a value of a vocabulary; the value itself, underscores as spaces, where there is none."""
    entry = _words()[table].get(key, key.replace("_", " "))
    return str(entry[field]) if isinstance(entry, dict) else str(entry)


def joined(parts: Sequence[str], last: str = "and") -> str:
    """ "a, b and c"."""
    return ", ".join(parts[:-1]) + f" {last} {parts[-1]}" if len(parts) > 1 else "".join(parts)


def stated_day(stated: str | None) -> str:
    """A stated publication date in words; as it stands where it is no ISO date."""
    try:
        return day_in_words(stated) if stated else "date not known"
    except ValueError:
        return stated or ""


def published(document: Document) -> str:
    """When a document was published, as the end of a sentence: "on 8 December 2023", "in 2021"."""
    stated = document.day or ""
    if not PARTIAL_DATE.match(stated):
        return f"on {stated}" if stated else "at a time not known"
    return f"{'on' if stated.count('-') == 2 else 'in'} {day_in_words(stated)}"


RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"})
ISOLATE, END_ISOLATE = "\u2068", "\u2069"


def direction(text: str) -> str:
    """`rtl` for text in a script written from right to left, else `ltr`."""
    return "rtl" if script_of(text) in RIGHT_TO_LEFT else "ltr"


def isolated(text: str) -> str:
    """The text so marked that one written from right to left cannot turn what stands beside it (Unicode UAX 9)."""
    return f"{ISOLATE}{text}{END_ISOLATE}" if direction(text) == "rtl" else text


def quoted(words: str) -> str:
    """Words of a document in quotation marks."""
    return f"“{isolated(words)}”"


def quantity_said(quantity: Quantity) -> str:
    """How many or how much, as far as the text goes: "at least 60 percent", "3 to 5", “dozens”."""
    return quantity.in_words() or quoted(quantity.words.exact)


def shown_name(asset: Asset | None) -> str:
    """The name an asset is shown by; in quotation marks where only publications describe it."""
    if asset is None:
        return "an asset not known"
    return quoted(asset.label) if asset.described else isolated(asset.label)


def period(time: Period | None) -> str:
    """A period in words."""
    return time.in_words() if time else "time not stated"


def between(first: str, last: str) -> str:
    """Two partial dates as a stretch: "between 8 October 2020 and May 2024"; one as a day or month."""
    if first == last:
        return f"{'on' if first.count('-') == 2 else 'in'} {day_in_words(first)}"
    return f"between {day_in_words(first)} and {day_in_words(last)}"


def dated(time: Period) -> str:
    """A period with the preposition it takes in a sentence."""
    if time.start and time.start == time.end:
        return f"{'on' if time.start.count('-') == 2 else 'in'} {day_in_words(time.start)}"
    return (
        f"between {day_in_words(time.start)} and {day_in_words(time.end)}" if time.start and time.end else period(time)
    )


def harm_said(claim: Claim) -> str:
    """What is said of the asset, after its words: "said to have been damaged by artillery in March 2022"."""
    parts = [f"said {word('harm', claim.harm, 'said')}"]
    if claim.means:
        parts.append("by " + joined([word("means", kind) for kind in dict.fromkeys(cue.kind for cue in claim.means)]))
    if claim.time and (claim.time.start or claim.time.end):
        parts.append(dated(claim.time))
    named = f"; named as having done it: {quoted(claim.actor.exact)}" if claim.actor else ""
    return " ".join(parts) + named


def chain_said(speakers: Sequence[Speaker], publisher: str) -> str:
    """Who says it: the nearest speaker, who relays it, who publishes it."""
    names = [quoted(speaker.words.exact) for speaker in speakers]
    known = publisher != NO_PUBLISHER
    if not names:
        return f"Said by {publisher if known else 'the document'} in its own voice"
    relays = f", relayed by {joined(names[1:])}" if names[1:] else ""
    return f"Said by {names[0]}{relays}, published by {publisher if known else 'a publisher not known'}"


def publisher_name(document: Document) -> str:
    """The publisher's name as found."""
    return document.publisher.value if document.publisher else NO_PUBLISHER


def said_surely(claim: Claim) -> str:
    """How surely the source says it, with the words that show it."""
    sentence = word("certainty", claim.certainty, "sentence" if claim.attribution else "own")
    cue = claim.certainty_cue
    return f"{sentence[:-1]} ({quoted(cue.exact)})." if cue and claim.certainty is not Certainty.ASSERTED else sentence


def checked_said(claim: Claim, rulings: Sequence[Ruling] = ()) -> str:
    """Who has checked a claim, as the end of a sentence."""
    names = dict.fromkeys(ruling.by for ruling in rulings if ruling.verdict in (Verdict.ACCEPT, Verdict.CORRECT))
    if names:
        return f"checked by {joined(list(names))}"
    return "checked by a person" if is_checked(claim) else "nobody has checked it yet"


def origin_kind(origin: Origin) -> str:
    """What kind of source an origin is, whom it belongs to and whether it speaks against its own side's interest, as
    far as known; empty when nothing is."""
    party = f"tied to {spelled_out(origin.party)}" if origin.party else ""
    return ", ".join(part for part in (word("origin", origin.kind), party, word("interest", origin.interest)) if part)


def spelled_out(folded: str) -> str:
    """A folded name with capitals: "azerbaijan" is how records compare it, not how people write it."""
    return " ".join(part if part in SMALL_WORDS else part[:1].upper() + part[1:] for part in folded.split())


def together(incident: Incident) -> str:
    """Why some claims are taken to tell of one event, in plain words; empty when nothing has to be said."""
    if len(incident.claims) < 2:
        return ""
    known = _words()["together"]
    found = dict.fromkeys(str(known[reason.signal]) for reason in incident.reasons if reason.signal in known)
    return joined(list(found))


def information_said(rating: Rating | None) -> tuple[str, str]:
    """How credible people judged an incident: the figure with its meaning, and who judged so."""
    grade = Credibility(rating.grade) if rating else Credibility.UNJUDGED
    meaning = f"{grade}, {grade.in_words()}"
    return meaning, rating.sentence.removeprefix(f"{grade.in_words()}; ") if rating else "nobody has rated it"


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 document", "2 documents"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def origins_said(count: OriginCount) -> str:
    """The interval of independent origins in words."""
    if count.at_least == count.at_most:
        return counted(count.at_least, "independent origin")
    if count.at_least == 0:
        return f"none shown, at most {counted(count.at_most, 'independent origin')}"
    return f"at least {count.at_least} and at most {counted(count.at_most, 'independent origin')}"


def position_said(position: Position | None) -> str:
    """A position with how well it is known."""
    if position is None:
        return "No position is recorded."
    where = f"{_degrees(position, position.lat, 'NS')}, {_degrees(position, position.lon, 'EW')}"
    known = f"within {distance(position.uncertainty_m)}" if position.uncertainty_m else "how exact is not known"
    return f"{where}; {known}" + (f" ({position.how})" if position.how else "")


def _degrees(position: Position, value: float, ends: str) -> str:
    """A coordinate with no more decimals than its uncertainty bears (0.001 degree is about 100 m)."""
    decimals = max(1, 5 - max(0, math.floor(math.log10(position.uncertainty_m or 100))))
    return f"{abs(value):.{decimals}f}° {ends[value < 0]}"


def distance(metres: float) -> str:
    """A distance in metres or kilometres."""
    return f"{metres:.0f} m" if metres < 1000 else f"{metres / 1000:g} km"


def ties(publisher: Publisher | None) -> str:
    """What is known of a publisher's ties; unknown stays unknown."""
    if publisher is None:
        return "ties not known"
    parts = [f"state tie: {word('tie', publisher.state_tie or 'unknown')}"]
    parts.append(f"owner: {publisher.owner or 'not known'}")
    if publisher.party:
        parts.append(f"belongs to or is tied to: {spelled_out(publisher.party)}")
    return "; ".join(parts)


def ledger_said(ledger: LedgerSummary | None) -> str:
    """What the ledger proves, and what it does not."""
    if ledger is None:
        return "This dossier was made without a ledger: nothing here proves that its records were not altered."
    strength = {
        "consistent": "The chain and the records agree. That alone does not show a cut end or a chain rebuilt from its "
        "start: compare the head with one noted or published elsewhere.",
        "signed": "A person signed how far the ledger had come: compare the key with what its holder gives out. "
        "Entries after that are held by the chain alone.",
        "anchored": "The chain and the records agree, and a time stamp or published checkpoint outside this house "
        "holds an earlier head.",
    }
    said = strength.get(ledger.strength, f"Strength: {ledger.strength}.")
    if not ledger.stamped:
        return said
    day = day_in_words(ledger.stamped[:10])
    return f"{said} A timestamp authority stamped it on {day}: tutela verify --trust checks that it is one you trust."
