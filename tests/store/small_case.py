"""A small case to write: three documents, an inventory, claims, links and an incident."""

import hashlib

from tutela.model.claims import AssetType, Claim, EvidenceKind, Harm, Reading, Recording, Statement, StatementKind
from tutela.model.documents import Captured, Document, Finding, Publisher
from tutela.model.geometry import Position
from tutela.model.incidents import Incident, OriginCount
from tutela.model.inventory import Asset, Match, MatchVerdict, Name, Place, Register, RegisterEntry
from tutela.model.items import CapturedItem, CaptureStep, Done, Fact, FileRole, KeptFile, PageArea, Post
from tutela.model.links import Link, LinkVerdict
from tutela.model.media import Frame, Medium
from tutela.model.missions import Consent, Consultation, Mission, Outcome, Plan, Standing, Visit
from tutela.model.problems import Problem
from tutela.model.reasons import Reason
from tutela.model.rulings import Ruling, Verdict
from tutela.store.records import PublicKey, Run

RUN = Run.of("tutela test", "packs", {"reader": "grammar"})


def captured(number: int) -> Captured:
    content = f"The church of Saint {number} was destroyed in the village. Later it burned.".encode()
    sha256 = hashlib.sha256(content).hexdigest()
    document = Document(
        Document.make_id(f"paper-{number}", sha256),
        f"paper-{number}",
        content.decode(),
        sha256,
        published=Finding("2020-11-01", "stated"),
    )
    return Captured(document, content, f"in/paper-{number}.txt")


def claim(document: Document, harm: Harm = Harm.DESTROYED) -> Claim:
    quote = document.passage(0, document.text.index("."))
    return Claim(f"clm_{document.id}", document.id, quote, (quote,), document.passage(4, 21), AssetType.CHURCH, harm)


def reading(document: Document) -> Reading:
    return Reading(document.id, (claim(document),))


def asset(number: int) -> Asset:
    names = (Name(f"Church of Saint {number}", "en"), Name("Ղազանչեցոց", "hy"))
    return Asset(
        f"ast_{number}", names, AssetType.CHURCH, Position(40 + number / 1000, 46.5), entries=(f"ent_{number}",)
    )


def link(of: Claim) -> Link:
    return Link(f"lnk_{of.id}", of.id, "ast_1", LinkVerdict.LINKED, 0.9)


def incident(*claims: Claim) -> Incident:
    return Incident(
        f"inc_{claims[0].id}",
        "ast_1",
        tuple(one.id for one in claims),
        harms=(Harm.DESTROYED,),
        count=OriginCount(1, 2),
    )


def one_of_every_other_kind() -> list[object]:
    document = captured(0).document
    quote = document.passage(0, 20)
    position = Position(39.8, 46.75, 100.0, "stated")
    return [
        Publisher("pub_1", "A paper"),
        Register("reg_1", "A list", "00" * 32),
        RegisterEntry("ent_1", "reg_1", "1", 2, (("Name", "Church"),), (("name", "Church"),), position),
        Match(
            "mat_1", "ast_1", "ast_2", MatchVerdict.POSSIBLE, 1.5, 0.74, (Reason("name", "both are called so", 3.0),)
        ),
        Place("plc_1", (Name("Village"),), position=position),
        Statement("stm_1", document.id, StatementKind.OFFER, quote),
        Recording("rec_1", document.id, EvidenceKind.VIDEO, quote),
        Medium.of(document.id, "church.jpg", "00" * 32, "image/jpeg", (Frame(("ff" * 32,), 90),)),
        CapturedItem(
            "itm_1",
            "church.html",
            "file",
            "A. Reader",
            "2020-12-01T09:30:00.000Z",
            "not checked",
            "tutela test",
            "Linux",
            (KeptFile("00" * 32, "00" * 64, 9, "text/html", FileRole.ORIGINAL),),
            (document.id,),
            steps=(CaptureStep("read", Done.FAILED, "no text was found"),),
            facts=(Fact("Model", "X", "exif"),),
            post=Post("telegram", "@account"),
            areas=(PageArea(0, 20, 1),),
        ),
        Ruling("rul_1", "rec_1", Verdict.ACCEPT, "A person", "seen", "2020-12-01T00:00:00Z"),
        Mission("mis_1", "A mission", "to see"),
        Consultation("cst_1", "mis_1", "A party", Standing.AGREED, "2026-04-01"),
        Consent("cns_1", "mis_1", "A party", "An office", "2026-04-01", "2026-05-01", "2026-05-31"),
        Plan("pln_1", "mis_1", (), (), (), 0.0),
        Visit("vis_1", "mis_1", "ast_1", "North", "2026-05-04T10:00", "Team leader", Outcome.VISITED, 3),
        Problem("in/list.csv", "no name in this row.", "Give one.", row=3, column="Name"),
        PublicKey.of("A. Reader", "A" * 43 + "="),
    ]
