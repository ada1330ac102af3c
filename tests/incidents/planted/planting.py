"""Plants incidents: who was there, who wrote what from whom, and what each text says."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tests.incidents.planted.facts import (
    AGENCIES,
    PAPERS,
    Facts,
    asset_of,
    estimates,
    facts_of,
    new_name,
    papers_of,
    site_of,
)
from tests.incidents.planted.wording import LANGUAGES, day_in, forms, name_of, table, told
from tutela.model.claims import (
    AssetType,
    Certainty,
    Claim,
    EvidenceCue,
    EvidenceKind,
    Harm,
    Means,
    MeansCue,
    Speaker,
)
from tutela.model.documents import Document, Finding, Publisher
from tutela.model.ids import record_id
from tutela.model.incidents import EdgeKind
from tutela.model.inventory import Asset
from tutela.model.links import Link, LinkVerdict
from tutela.model.passages import Passage
from tutela.model.times import Period

FACTS = (
    "shells",
    "hour",
    "roof",
    "shelter",
    "built",
    "distance",
    "quote_official",
    "quote_witness",
    "crews",
    "objects",
)
"""Kinds of sentences that give a figure."""
TRADES = ("baker", "teacher", "nurse", "driver", "farmer", "mason", "pharmacist", "tailor")
STYLES = ("verbatim", "cut", "rewrite", "translation", "hedge", "video", "relay", "witness", "citing")
"""How a text comes to be; see `_Story`."""
PARTIES = ("Armenia", "Azerbaijan")
MOST = 10
"""Texts on one incident, at most."""
DATED = 0.8
"""Share of claims that say when it happened; the others appeared soon after it."""


@dataclass(frozen=True, slots=True)
class PlantedEdge:
    """`later` rests on `earlier`: the id of a document, or the label of an origin."""

    later: str
    earlier: str
    kind: EdgeKind


@dataclass(slots=True)
class Planted:
    """Documents with their claims, and what is known of them."""

    documents: list[Document] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    assets: list[Asset] = field(default_factory=list)
    publishers: list[Publisher] = field(default_factory=list)
    edges: set[PlantedEdge] = field(default_factory=set)
    incident: dict[str, str] = field(default_factory=dict)
    """Claim -> label of its incident."""
    origin: dict[str, str] = field(default_factory=dict)
    """Claim -> label of its origin."""
    style: dict[str, str] = field(default_factory=dict)
    """Document -> how it came to be."""
    naming: set[str] = field(default_factory=set)
    """Documents that name a paper as their source, in their own words or in copied ones."""


def plant(
    count: int, seed: int = 0, *, parties: tuple[str, str] = PARTIES, assets: int = 0, styles: Sequence[str] = STYLES
) -> Planted:
    """So many incidents, each told by three to nine documents, against fewer assets (two in three when not given).

    `parties` are the names of both parties: swapped, everything is the same with the names swapped.
    """
    dice, planted = random.Random(seed), Planted()
    papers = papers_of(dice, parties)
    planted.publishers += papers
    sites = [site_of(dice, number) for number in range(assets or max(1, count * 2 // 3))]
    planted.assets += [asset_of(*site) for site in sites]
    for number in range(count):
        facts = facts_of(dice, f"incident-{number}", sites[int(len(sites) * dice.random() ** 2)], parties)
        _Story(planted, facts, papers, dice, styles).tell()
    return planted


@dataclass(frozen=True, slots=True)
class _Who:
    """Whom a text names as its source, in whatever language."""

    kind: str
    """`office`, `paper`, `channel`, `person`, or empty for the text's own voice."""
    words: str = ""
    number: int = 0

    def spoken(self, language: str) -> str:
        """The words for it in a language; names of papers, channels and persons stay as they are."""
        if self.kind != "office":
            return self.words
        party = str(table(language, "parties").get(self.words, self.words))
        return forms(language, "offices")[self.number].format(party=party)

    @property
    def origin(self) -> str:
        """What the origin is called in the key."""
        return f"{self.kind} {self.spoken('en')}"


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, sentence by sentence."""

    paper: str
    published: dt.date
    language: str
    lead: str
    facts: tuple[str, ...]
    """What each sentence of the body tells."""
    body: tuple[str, ...]
    who: _Who
    origin: str
    known: Facts
    """What whoever wrote it first knew; a text made from it tells the same."""
    certainty: Certainty = Certainty.ASSERTED
    document: str = ""
    named: str = ""
    """Document of the paper that it names as its source."""


class _Story:
    """Tells one incident: first an agency that asked an office, then those who took it from there or went themselves."""

    def __init__(
        self, planted: Planted, facts: Facts, papers: Sequence[Publisher], dice: random.Random, styles: Sequence[str]
    ) -> None:
        self._planted = planted
        self._facts = self._agreed = facts
        self._dice = dice
        self._styles = styles
        self._papers = [paper.name for paper in dice.sample(papers[:PAPERS], MOST)]
        self._agency = dice.choice(papers[PAPERS : PAPERS + len(AGENCIES)]).name
        self._state = next(paper.name for paper in papers if paper.party == facts.party)
        self._channel = _Who("channel", f"@{new_name(dice, 3).lower()}{dice.randrange(10, 99)}")
        self._office = _Who("office", facts.party, dice.randrange(3))

    def tell(self) -> None:
        """The first text, then two to eight others; each rests on one of the first three."""
        day = self._facts.day + dt.timedelta(days=1)
        texts = [self._own_words(self._agency, day, "lead", self._office, "original")]
        for _ in range(self._dice.randrange(2, MOST)):
            self._facts = self._agreed
            style, base = self._dice.choice(self._styles), self._dice.choice(texts[:3])
            if style in DERIVED:
                self._facts = base.known if style != "citing" else self._agreed
                texts.append(DERIVED[style](self, base))
            else:
                texts.append(self._apart(style, base))

    # -- on one's own -------------------------------------------------------------------------------------------------

    def _own_words(self, paper: str, day: dt.date, kind: str, who: _Who, style: str, length: int = 0) -> _Text:
        """A text that rests on no other: what it has, it has from `who`."""
        speaks = kind in ("lead", "relay", "statement")
        known = [fact for fact in FACTS if speaks or fact != "quote_official"]
        facts = self._dice.sample(known, length or self._dice.randrange(4, 8)) + ["background"] * (0 if length else 2)
        self._dice.shuffle(facts)
        body = tuple(self._sentence(fact, "en", who) for fact in facts)
        origin = who.origin if who.kind else f"own {paper}"
        lead = self._sentence(kind, "en", who)
        return self._written(_Text(paper, day, "en", lead, tuple(facts), body, who, origin, self._facts), style)

    def _apart(self, style: str, base: _Text) -> _Text:
        """A text of one's own that appeared after another, without having anything from it."""
        day = self._later(base)
        if style == "relay":
            return self._own_words(self._state, day, "statement", self._office, style)
        self._facts = replace(self._agreed, figures={**self._agreed.figures, **estimates(self._dice)})
        if style == "video":
            return self._own_words(self._paper(), day, "video", self._channel, style)
        if self._dice.random() < 0.5:
            return self._own_words(self._paper(), day, "own", _Who(""), style)
        person = f"{new_name(self._dice, 2)} {new_name(self._dice, 3)}, a {self._dice.choice(TRADES)}"
        return self._own_words(self._paper(), day, "witness", _Who("person", person), style)

    # -- from another -------------------------------------------------------------------------------------------------

    def verbatim(self, base: _Text) -> _Text:
        """Word for word."""
        return self._derived(base, "verbatim", EdgeKind.COPIES)

    def cut(self, base: _Text) -> _Text:
        """The beginning only."""
        kept = max(2, int(len(base.body) * self._dice.uniform(0.3, 0.7)))
        return self._derived(replace(base, facts=base.facts[:kept], body=base.body[:kept]), "cut", EdgeKind.COPIES)

    def rewrite(self, base: _Text) -> _Text:
        """The same facts in other words; a part of the sentences stays."""
        stays = self._dice.uniform(0.0, 0.6)
        body = tuple(
            sentence if self._dice.random() < stays else self._sentence(fact, base.language, base.who)
            for fact, sentence in zip(base.facts, base.body, strict=True)
        )
        lead = self._lead(base.language, base)
        return self._derived(replace(base, lead=lead, body=body), "rewrite", _kind_of(lead, body, base.body))

    def hedge(self, base: _Text) -> _Text:
        """Word for word but for the first sentence, told anew with a doubt."""
        doubted = replace(base, certainty=Certainty.HEDGED)
        lead = self._lead(base.language, doubted)
        return self._derived(replace(doubted, lead=lead), "hedge", _kind_of(lead, base.body, base.body))

    def translation(self, base: _Text) -> _Text:
        """Sentence by sentence in another language."""
        language = self._dice.choice([tongue for tongue in LANGUAGES if tongue != base.language])
        body = tuple(self._sentence(fact, language, base.who) for fact in base.facts)
        text = replace(base, language=language, lead=self._lead(language, base), body=body)
        return self._derived(text, "translation", EdgeKind.TRANSLATES)

    def citing(self, base: _Text) -> _Text:
        """A short text of one's own that names the paper it has it from."""
        text = self._own_words(self._paper(), self._later(base), "reported", _Who("paper", base.paper), "citing", 2)
        self._planted.origin[self._planted.claims[-1].id] = base.origin
        text = replace(text, origin=base.origin, named=base.document)
        self._name(text)
        return text

    def _derived(self, text: _Text, style: str, kind: EdgeKind) -> _Text:
        """`text` printed by another paper; in two cases of three it says whose it was."""
        credit = text.paper if self._dice.random() < 2 / 3 else ""
        made = self._written(replace(text, paper=self._paper(), published=self._later(text)), style, credit)
        self._planted.edges.add(PlantedEdge(made.document, text.document, kind))
        if credit:
            self._planted.edges.add(PlantedEdge(made.document, text.document, EdgeKind.CREDITS))
        return made

    # -- words --------------------------------------------------------------------------------------------------------

    def _paper(self) -> str:
        return self._papers.pop()

    def _later(self, base: _Text) -> dt.date:
        return base.published + dt.timedelta(days=self._dice.randrange(3))

    def _lead(self, language: str, text: _Text) -> str:
        """The first sentence anew."""
        return self._sentence("lead", language, text.who, text.certainty)

    def _sentence(self, kind: str, language: str, who: _Who, certainty: Certainty = Certainty.ASSERTED) -> str:
        facts = self._facts
        place, name = name_of(facts.place, language), name_of(facts.name, language)
        harm = self._dice.choice(_listed(table(language, "harms")[facts.harm]))
        if certainty is Certainty.HEDGED:
            harm = f"{forms(language, 'hedge')[0]} {harm}"
        spoken = who.spoken(language)
        slots = {
            "asset": str(table(language, "kinds")[facts.kind]).format(name=name),
            "place": place,
            "day": day_in(language, facts.day.month, facts.day.day),
            "harm": harm,
            "means": self._dice.choice(_listed(table(language, "means")[facts.means])),
            "who": spoken,
            "paper": spoken,
            "channel": spoken,
            **facts.figures,
        }
        said = told(language, "said", slots, self._dice) if spoken else ""
        return told(language, kind, {**slots, "said": said[:1] + said[1:]}, self._dice)

    # -- records ------------------------------------------------------------------------------------------------------

    def _written(self, text: _Text, style: str, credit: str = "") -> _Text:
        planted, facts = self._planted, self._facts
        words = self._printed(text, credit)
        name = f"{facts.label}-{len(planted.documents)}"
        document = Document(
            # The id tells no text apart by a party's name in it, so that swapping the names swaps nothing else.
            Document.make_id(name, str(len(planted.documents))),
            name,
            words,
            str(len(planted.documents)),
            publisher=Finding(text.paper, "stated"),
            published=Finding(text.published.isoformat(), "stated"),
            language=Finding(text.language, "stated"),
        )
        claim = self._claim(document, text)
        planted.documents.append(document)
        planted.claims.append(claim)
        planted.links.append(
            Link(record_id("lnk", {"claim": claim.id}), claim.id, facts.asset, LinkVerdict.LINKED, 1.0)
        )
        planted.incident[claim.id], planted.origin[claim.id] = facts.label, text.origin
        planted.style[document.id] = style
        text = replace(text, document=document.id)
        self._name(text)
        return text

    def _name(self, text: _Text) -> None:
        """Plant whom the words of a text name, whoever it has them from."""
        planted = self._planted
        if text.who.kind in ("office", "person"):
            planted.edges.add(PlantedEdge(text.document, text.origin, EdgeKind.CITES))
        elif text.who.kind == "channel":
            planted.edges.add(PlantedEdge(text.document, text.origin, EdgeKind.EMBEDS))
        elif text.who.kind == "paper":
            planted.naming.add(text.document)
            if text.named:
                planted.edges.add(PlantedEdge(text.document, text.named, EdgeKind.CITES))

    def _printed(self, text: _Text, credit: str) -> str:
        """The text as the paper prints it: dateline or source line where it credits, else plain."""
        lines = [text.lead, *text.body]
        if credit and text.language == "en" and self._dice.random() < 0.5:
            place, day = name_of(self._facts.place).upper(), text.published
            lines[0] = f"{place}, {day_in('en', day.month, day.day)} ({credit}) - {lines[0]}"
        elif credit:
            lines.append(told(text.language, "credit", {"paper": credit}, self._dice))
        return "\n".join(lines) + "\n"

    def _claim(self, document: Document, text: _Text) -> Claim:
        facts, at = self._facts, document.text.index(text.lead)
        asset = str(table(text.language, "kinds")[facts.kind]).format(name=name_of(facts.name, text.language))
        quote = document.passage(at, at + len(text.lead))
        spoken = text.who.spoken(text.language)
        dated = self._dice.random() < DATED
        day = facts.day.isoformat()
        evidence = {"video": EvidenceKind.VIDEO, "own": EvidenceKind.INSPECTION}.get(_observed(text))
        return Claim(
            id=record_id("clm", {"document": document.id}),
            document=document.id,
            quote=quote,
            passages=(quote,),
            asset=_found(document, asset, at),
            asset_type=AssetType(facts.kind),
            harm=Harm(facts.harm),
            places=(_found(document, name_of(facts.place, text.language), at),),
            means=(MeansCue(Means(facts.means), quote),),
            time=Period(day, day) if dated else None,
            attribution=(Speaker(_found(document, spoken, at)),) if spoken else (),
            certainty=text.certainty,
            evidence=(EvidenceCue(evidence, quote),) if evidence else (),
            score=1.0,
        )


def _kind_of(lead: str, body: Sequence[str], base: Sequence[str]) -> EdgeKind:
    """A copy where most of the words stay."""
    kept = sum(len(ours.split()) for ours, theirs in zip(body, base, strict=True) if ours == theirs)
    whole = len(lead.split()) + sum(len(sentence.split()) for sentence in body)
    return EdgeKind.COPIES if kept > whole / 2 else EdgeKind.REWRITES


def _listed(value: object) -> list[str]:
    assert isinstance(value, list)
    return [str(item) for item in value]


def _observed(text: _Text) -> str:
    return "video" if text.who.kind == "channel" else "own" if not text.who.kind else ""


def _found(document: Document, words: str, start: int) -> Passage:
    """Where words stand from a place on; letter case may differ at the beginning of a sentence."""
    at = document.text.casefold().index(words.casefold(), start)
    return document.passage(at, at + len(words))


DERIVED = {
    "verbatim": _Story.verbatim,
    "cut": _Story.cut,
    "rewrite": _Story.rewrite,
    "hedge": _Story.hedge,
    "translation": _Story.translation,
    "citing": _Story.citing,
}
"""Ways in which a text comes from another; the others of STYLES are told on their own."""
