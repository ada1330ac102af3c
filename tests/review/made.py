"""Records to rule on."""

import dataclasses
import itertools

from tutela.model.claims import AssetType, Claim, EvidenceKind, Harm, Recording, Speaker, Support
from tutela.model.documents import Document
from tutela.model.incidents import Incident, OriginCount
from tutela.model.inventory import Asset, Name
from tutela.model.links import Link, LinkVerdict
from tutela.model.rulings import Ruling, Verdict

TEXT = (
    "The ministry said the old church of Hadr was damaged by shelling. "
    "The mayor said the old church was destroyed, or that the mosque was. Soldiers stood by the church."
)
PAPER = Document("doc_1", "paper", TEXT, "00" * 32)
CHURCH = Asset("ast_church", (Name("Church of Hadr", "en"),), AssetType.CHURCH, entries=("ent_1",))
OTHER = Asset("ast_other", (Name("Church of Badr", "en"),), AssetType.CHURCH, entries=("ent_2",))
DESCRIBED = Asset("ast_described", (Name("old church", "en"),), AssetType.CHURCH)

_numbers = itertools.count(1)


def words(exact: str, after: int = 0):
    start = TEXT.index(exact, after)
    return PAPER.passage(start, start + len(exact))


def claim(id_: str = "clm_1", harm: Harm = Harm.DAMAGED, sentence: int = 0, **fields) -> Claim:
    starts = [0, TEXT.index("The mayor"), TEXT.index("Soldiers"), len(TEXT)]
    quote = PAPER.passage(starts[sentence], starts[sentence + 1])
    start = TEXT.index("old church", quote.start)
    asset = PAPER.passage(start, start + len("old church"))
    given = {"support": Support.BOTH, **fields}
    return Claim(id_, PAPER.id, quote, (quote,), asset, AssetType.CHURCH, harm, **given)


def link(of: Claim, asset: str = CHURCH.id, verdict: LinkVerdict = LinkVerdict.LINKED) -> Link:
    return Link(f"lnk_{of.id}_{asset}", of.id, asset, verdict, 0.8)


def incident(*claims: Claim, id_: str = "inc_1", at_least: int = 1, at_most: int = 1, denials: tuple[str, ...] = ()):
    ids = tuple(one.id for one in claims)
    harms = tuple(dict.fromkeys(one.harm for one in claims))
    return Incident(id_, CHURCH.id, ids, denials, harms, count=OriginCount(at_least, at_most))


def recording() -> Recording:
    return Recording("rec_1", PAPER.id, EvidenceKind.VIDEO, words("Soldiers stood by the church"))


def ruling(record: str, verdict: Verdict, by: str = "Ann Lee", target: str = "", **sets: str) -> Ruling:
    number = next(_numbers)
    return Ruling(f"rul_{number}", record, verdict, by, "seen", "2020-12-01T00:00:00Z", tuple(sets.items()), target)


def speaker(exact: str) -> Speaker:
    return Speaker(words(exact))


def changed(record, **fields):
    return dataclasses.replace(record, **fields)
