"""Whatever comes in what order, the incidents are the same; what is added changes only what it touches."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.incidents.planted import Planted, plant
from tests.incidents.planted.measuring import gathered
from tutela.incidents import gather_incidents
from tutela.incidents.gathering import Gatherer, Memory
from tutela.model.documents import Document
from tutela.model.inventory import Asset
from tutela.model.rulings import Pair


@pytest.fixture(scope="module")
def planted() -> Planted:
    return woven(plant(5, 5, assets=3))


def woven(found: Planted) -> Planted:
    """Every third document tells of the next one's incident too, in the words of its own reporter's claim."""
    about = {link.claim: link.asset for link in found.links}
    for at in range(0, len(found.documents) - 8, 3):
        claim, other = found.claims[at], found.claims[at + 7]
        second = replace(claim, id=f"{claim.id}b", time=other.time, asset_type=other.asset_type)
        found.claims.append(second)
        found.links.append(replace(found.links[at], id=f"{second.id}l", claim=second.id, asset=about[other.id]))
    return found


def taken_in(planted: Planted, batches: list[list[Document]], pairs: tuple[Pair, ...] = ()) -> Gatherer:
    gatherer = Gatherer(planted.assets, planted.publishers, pairs)
    for batch in batches:
        names = {document.id for document in batch}
        gatherer.take(batch, [claim for claim in planted.claims if claim.document in names], planted.links)
    return gatherer


def parted(documents: list[Document], dice: random.Random) -> list[list[Document]]:
    mixed = dice.sample(documents, len(documents))
    cuts = sorted(dice.sample(range(1, len(mixed)), dice.randrange(0, 6)))
    return [mixed[start:end] for start, end in zip([0, *cuts], [*cuts, len(mixed)], strict=True)]


def test_a_hundred_random_orders_give_the_identical_incidents(planted: Planted) -> None:
    expected = gathered(planted)
    for seed in range(100):
        dice = random.Random(seed)
        documents, claims, links = (
            dice.sample(some, len(some)) for some in (planted.documents, planted.claims, planted.links)
        )
        assert gather_incidents(documents, claims, links, planted.assets, planted.publishers) == expected


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_bit_by_bit_in_any_order_gives_what_all_at_once_gives(planted: Planted, dice: random.Random) -> None:
    assert taken_in(planted, parted(planted.documents, dice)).incidents() == gathered(planted)


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_with_rulings_and_parts_too(planted: Planted, dice: random.Random) -> None:
    one, other, third, fourth = dice.sample(planted.claims, 4)
    pairs = (Pair("claim", one.id, other.id, True, "rul_1"), Pair("claim", third.id, fourth.id, False, "rul_2"))
    parts = [*planted.assets]
    parts[0] = Asset(parts[0].id, parts[0].names, parts[0].type, part_of=parts[1].id)
    planted = Planted(planted.documents, planted.claims, planted.links, parts, planted.publishers)
    whole = gather_incidents(planted.documents, planted.claims, planted.links, parts, planted.publishers, pairs)
    assert taken_in(planted, parted(planted.documents, dice), pairs).incidents() == whole


def test_a_change_names_what_is_new_or_other_and_what_is_gone(planted: Planted) -> None:
    gatherer = taken_in(planted, [planted.documents[:-1]])
    before = {incident.id: incident for incident in gatherer.incidents()}
    last = planted.documents[-1]
    change = gatherer.take([last], [claim for claim in planted.claims if claim.document == last.id], planted.links)
    after = {incident.id: incident for incident in gatherer.incidents()}
    assert {incident.id for incident in change.incidents} == {name for name in after if after[name] != before.get(name)}
    assert set(change.gone) == before.keys() - after.keys()


def test_one_document_touches_few_of_many_incidents() -> None:
    planted = plant(40, 2)
    gatherer = taken_in(planted, [planted.documents[:-1]])
    last = planted.documents[-1]
    change = gatherer.take([last], [claim for claim in planted.claims if claim.document == last.id], planted.links)
    assert change.blocks == 1
    assert 1 <= len(change.incidents) < 0.1 * len(gatherer.incidents())


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_what_is_told_again_otherwise_or_taken_away_leaves_no_trace(planted: Planted, dice: random.Random) -> None:
    gatherer = taken_in(planted, parted(planted.documents, dice))
    about = {link.claim: link.asset for link in planted.links}
    gone = dice.sample(planted.documents, 3)
    moved = dict(
        zip([link.claim for link in dice.sample(planted.links, 3)], [a.id for a in planted.assets], strict=False)
    )
    told = {
        document.id: {c.id: moved.get(c.id, about[c.id]) for c in planted.claims if c.document == document.id}
        for document in planted.documents
        if document not in gone
    }
    gatherer.retell({document.id: told.get(document.id, {}) for document in dice.sample(planted.documents, 20)})
    gatherer.retell({document.id: told.get(document.id, {}) for document in planted.documents})
    left = [replace(link, asset=moved.get(link.claim, link.asset)) for link in planted.links]
    documents = [document for document in planted.documents if document not in gone]
    claims = [claim for claim in planted.claims if claim.document in told]
    assert gatherer.incidents() == gather_incidents(documents, claims, left, planted.assets, planted.publishers)


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_other_rulings_and_parts_take_effect_on_what_stands(planted: Planted, dice: random.Random) -> None:
    before = Gatherer(planted.assets, planted.publishers, memory=(memory := Memory()))
    before.take(planted.documents, planted.claims, planted.links)
    one, other, third, fourth = dice.sample(planted.claims, 4)
    pairs = (Pair("claim", one.id, other.id, True, "rul_1"), Pair("claim", third.id, fourth.id, False, "rul_2"))
    part, whole = dice.sample(planted.assets, 2)
    after = Gatherer((), planted.publishers, pairs, memory=memory, archive=before.archive)
    after.retell({}, {part.id: whole.id}, [claim for pair in pairs for claim in (pair.one, pair.other)])
    parts = [replace(asset, part_of=whole.id if asset == part else None) for asset in planted.assets]
    expected = gather_incidents(planted.documents, planted.claims, planted.links, parts, planted.publishers, pairs)
    found = {kept.incident for standing in memory.blocks.values() for kept in standing.kept}
    assert found == {incident.id for incident in expected}
