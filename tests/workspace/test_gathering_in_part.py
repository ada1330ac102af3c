"""Whatever comes into a workspace in what order, gathering what changed writes what gathering everything writes."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.incidents.planted import Planted, plant
from tutela.linking.precedents import words_key
from tutela.model.claims import AssetType, Claim, Reading
from tutela.model.documents import Document
from tutela.model.errors import TutelaError
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset, Name, Place
from tutela.model.links import Link, LinkVerdict
from tutela.store import notes
from tutela.workspace.gathering import whole
from tutela.workspace.pipeline import regather
from tutela.workspace.runs import run_card
from tutela.workspace.workspace import Workspace

KINDS = (Document, Claim, Link, Asset, Place, Incident)


@pytest.fixture(scope="module")
def planted() -> Planted:
    """Stories about assets, every other of which a register holds."""
    found = plant(7, 4, assets=6)
    del found.assets[::2]
    return found


class Twins:
    """Two workspaces that are told the same: one gathers what changed, the other has forgotten everything each time."""

    def __init__(self, folder: Path, planted: Planted) -> None:
        self.planted = planted
        self.quick = Workspace.create(folder / "quick")
        self.slow = Workspace.create(folder / "slow")
        for workspace in (self.quick, self.slow):
            with workspace.batch(run_card({}), "inventory") as batch:
                batch.replace(Asset, planted.assets, scope="reg_1")

    def tell(self, documents: Sequence[Document], unread: Sequence[Document] = ()) -> None:
        """Documents come in and are read; a newer run finds nothing in some that were read before."""
        for workspace in (self.quick, self.slow):
            with workspace.batch(run_card({}), "reading") as batch:
                for document in documents:
                    claims = tuple(claim for claim in self.planted.claims if claim.document == document.id)
                    batch.add(document)
                    batch.replace_reading(Reading(document.id, claims))
                for document in unread:
                    batch.replace_reading(Reading(document.id))

    def rule(self, record: str, verdict: str, **more: Any) -> None:
        ruling = self.quick.rule(record, verdict, by="Ann Lee", reason="seen", **more)
        with self.slow._store.batch("", "ruling") as writer:
            writer.add_all([ruling])

    def gather(self) -> None:
        regather(self.quick)
        notes.remove(self.slow.path)
        regather(self.slow)
        assert state(self.quick) == state(self.slow)


def state(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Every record that gathering reads or writes: its content, its place in its table, the entry it came in with."""
    found = {}
    with workspace._store.reading() as reader:
        for kind in KINDS:
            name = kind.__name__.lower() + "s"
            query = f"SELECT fid, id, scope, entered, json FROM {name} ORDER BY fid"
            found[name] = reader.database.execute(query).fetchall()
        found["history"] = reader.database.execute(
            "SELECT fid, kind, was, id, entered, withdrawn FROM history"
        ).fetchall()
    return found


def gathered_in_part(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Tells of each gathering of everything from here on."""
    told: list[str] = []
    real = whole.gather_whole
    monkeypatch.setattr("tutela.workspace.pipeline.gather_whole", lambda *a: (told.append(str(a[0].path)), real(*a))[1])
    return told


@pytest.mark.parametrize("seed", range(2))
def test_document_by_document_writes_what_gathering_all_writes(planted: Planted, tmp_path: Path, seed: int) -> None:
    dice, twins = random.Random(seed), Twins(tmp_path, planted)
    order = dice.sample(planted.documents, 24)
    twins.tell([order.pop() for _ in range(10)])
    twins.gather()
    with pytest.MonkeyPatch.context() as patch:
        told = gathered_in_part(patch)
        for _ in range(4):
            known = twins.quick.documents()
            twins.tell([order.pop() for _ in range(dice.randrange(1, 4))], dice.sample(known, dice.randrange(2)))
            twins.gather()
        assert set(told) == {str(twins.slow.path)}


@pytest.mark.parametrize("seed", (0, 7, 10))
def test_with_rulings_of_every_kind(planted: Planted, tmp_path: Path, seed: int) -> None:
    dice, twins = random.Random(seed), Twins(tmp_path, planted)
    order = dice.sample(planted.documents, 24)
    twins.tell([order.pop() for _ in range(12)])
    twins.gather()
    for _ in range(5):
        some_ruling(twins, dice)
        if dice.random() < 0.7:
            twins.tell([order.pop()])
        twins.gather()
    assert twins.quick.verify().faults == ()


def some_ruling(twins: Twins, dice: random.Random) -> None:
    """A ruling that somebody may make, on something there is."""
    effective = twins.quick.effective()
    one, other = dice.sample(effective.claims, 2)
    here, there = dice.sample(effective.incidents, 2)
    link, asset = dice.choice(effective.links), dice.choice(effective.assets)
    made = [ruling.id for ruling in twins.quick.rulings()]
    choices = [
        (one.id, "reject", {}),
        (one.id, "correct", {"sets": {"harm": "looted"}}),
        (one.id, "link", {"target": asset.id}),
        (one.id, "same", {"target": other.id}),
        (one.id, "different", {"target": other.id}),
        (here.id, "same", {"target": there.id}),
        (here.id, "different", {"target": there.id}),
        (link.id, "accept", {}),
        (link.id, "reject", {}),
        (link.id, "new-asset", {}),
        (asset.id, "correct", {"sets": {"name": "House of Light@en"}}),
        (asset.id, "restrict", {}),
        *((ruling, "undo", {}) for ruling in made[-1:]),
    ]
    record, verdict, more = dice.choice(choices)
    try:
        twins.rule(record, verdict, **more)
    except TutelaError:
        some_ruling(twins, dice)


def test_a_damaged_or_foreign_memory_is_made_again(planted: Planted, tmp_path: Path) -> None:
    twins = Twins(tmp_path, planted)
    twins.tell(planted.documents[:6])
    twins.gather()
    file = twins.quick.path / notes.FILE
    file.write_bytes(b"no database at all" * 1000)
    twins.tell(planted.documents[6:8])
    twins.gather()
    other = Workspace.create(tmp_path / "other")
    regather(other)
    file.write_bytes((other.path / notes.FILE).read_bytes())
    twins.tell(planted.documents[8:9])
    twins.gather()


def test_what_people_rule_of_words_reaches_all_that_use_them(planted: Planted, tmp_path: Path) -> None:
    placeless = [
        Asset(f"ast_{kind}", (Name("House of Light", "en"),), kind, entries=(f"ent_{kind}",)) for kind in AssetType
    ]
    twins = Twins(tmp_path, replace(planted, assets=[*planted.assets, *placeless]))
    twins.tell(planted.documents[:20])
    twins.gather()
    before = state(twins.quick)["links"]
    claim, others = claim_with_common_words(twins.quick)
    with pytest.MonkeyPatch.context() as patch:
        told = gathered_in_part(patch)
        twins.rule(claim.id, "link", target=f"ast_{claim.asset_type}")
        twins.gather()
        assert others & ruled_on(twins.quick)
        twins.tell(planted.documents[20:22])
        twins.gather()
        twins.tell((), planted.documents[20:22])
        twins.rule(twins.quick.rulings()[0].id, "undo")
        twins.gather()
        assert not ruled_on(twins.quick)
        assert set(told) == {str(twins.slow.path)}
    assert {row[1] for row in before} == {row[1] for row in state(twins.quick)["links"]}


def claim_with_common_words(workspace: Workspace) -> tuple[Claim, set[str]]:
    """A claim that no inventory holds, and the claims of other documents with its words."""
    claims = {claim.id: claim for claim in workspace.claims()}
    free = [claims[link.claim] for link in workspace.links() if link.verdict is LinkVerdict.NOT_IN_INVENTORY]
    alike = {
        one.id: {
            other.id
            for other in free
            if other.document != one.document and words_key(other.asset.exact) == words_key(one.asset.exact)
        }
        for one in free
    }
    best = max(free, key=lambda claim: len(alike[claim.id]))
    return best, alike[best.id]


def ruled_on(workspace: Workspace) -> set[str]:
    """The claims whose links rest on a ruling on the same words."""
    return {
        link.claim for link in workspace.links() if any(reason.signal == "inventory_ruled" for reason in link.reasons)
    }
