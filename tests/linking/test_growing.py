"""Whatever comes, changes or goes in what order, the links are those that all at once gives."""

import random
from collections.abc import Collection, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.incidents.planted import Planted, plant
from tutela.inventory.index import MemoryIndex
from tutela.language.places import default_gazetteer
from tutela.linking import link_claims
from tutela.linking.growing import Linker, LinkMemory, linker
from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.inventory import Asset
from tutela.model.links import Link, LinkVerdict
from tutela.model.rulings import Pair

GAZETTEER = default_gazetteer()


@pytest.fixture(scope="module")
def planted() -> Planted:
    """Stories about six assets, every other of which the inventory holds."""
    found = plant(9, 3, assets=6)
    del found.assets[::2]
    return found


class Case:
    """Documents as they stand, and the links a linker made of them so far."""

    def __init__(self, assets: Collection[Asset], pairs: tuple[Pair, ...] = ()) -> None:
        self.told: dict[str, tuple[Document, tuple[Claim, ...]]] = {}
        self.links: dict[str, Link] = {}
        self.memory = LinkMemory()
        self.assets, self.pairs = assets, pairs

    def tell(self, told: Mapping[str, tuple[Document, tuple[Claim, ...]] | None]) -> set[str]:
        """Documents come, or go; the claims whose links were made anew. Nothing is at hand but what is remembered."""
        for name, paper in told.items():
            for claim in self.told.pop(name, (None, ()))[1]:
                self.links.pop(claim.id)
            if paper is not None:
                self.told[name] = paper
        made = Linker(MemoryIndex(self.assets), GAZETTEER, self.ask, self.pairs, self.memory).tell(told.keys())
        self.links |= made.links
        return set(made.links)

    def ask(self, names: Collection[str]) -> Mapping[str, tuple[Document, tuple[Claim, ...]]]:
        return {name: self.told[name] for name in names if name in self.told}

    def at_once(self) -> dict[str, Link]:
        claims = [claim for _, several in self.told.values() for claim in several]
        papers = [paper for paper, _ in self.told.values()]
        links = link_claims(claims, papers, MemoryIndex(self.assets), GAZETTEER, self.pairs)
        return {link.claim: link for link in links}


def papers_of(planted: Planted) -> dict[str, tuple[Document, tuple[Claim, ...]]]:
    return {
        paper.id: (paper, tuple(claim for claim in planted.claims if claim.document == paper.id))
        for paper in planted.documents
    }


@pytest.mark.parametrize("crowd", [4, 400])
@given(dice=st.randoms(use_true_random=False))
@settings(max_examples=12, deadline=None)
def test_document_by_document_gives_what_all_at_once_gives(planted: Planted, crowd: int, dice: random.Random) -> None:
    papers = papers_of(planted)
    order = dice.sample(sorted(papers), 30)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linker, "CROWD", crowd)
        case = Case(planted.assets)
        while order:
            several = [order.pop() for _ in range(min(len(order), dice.randrange(1, 12)))]
            gone = dice.sample(sorted(case.told), min(len(case.told), dice.randrange(3)))
            case.tell({name: papers[name] for name in several} | dict.fromkeys(gone))
            assert case.links == case.at_once()


@given(dice=st.randoms(use_true_random=False))
@settings(max_examples=8, deadline=None)
def test_with_assets_ruled_to_be_two_as_well(planted: Planted, dice: random.Random) -> None:
    whole = Case(planted.assets)
    whole.tell(papers_of(planted))
    known = sorted({link.asset for link in whole.links.values()})
    pairs = tuple(Pair("asset", *dice.sample(known, 2), False, f"rul_{number}") for number in range(3))
    case = Case(planted.assets, pairs)
    for name, paper in dice.sample(sorted(papers_of(planted).items()), 20):
        case.tell({name: paper})
    assert case.links == case.at_once()


def test_one_document_touches_few_of_many(planted: Planted) -> None:
    many = plant(40, 8)
    case = Case(())
    papers = papers_of(many)
    name, last = papers.popitem()
    case.tell(papers)
    assert len(case.tell({name: last})) < 0.1 * len(case.links)
    assert all(link.verdict is LinkVerdict.NOT_IN_INVENTORY for link in case.links.values())
