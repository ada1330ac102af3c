"""Two workspaces that parted: joined, both ledgers hold, the records are those of both, and the order does not matter."""

import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from histories import Ticking, history, step
from signing import checkpoint_of, keep, public_key
from small_case import RUN, asset

from tutela.model.canonical import canonical_json
from tutela.model.documents import Document
from tutela.model.errors import InputError, WorkspaceExists
from tutela.model.inventory import Asset, Name
from tutela.model.problems import Problem
from tutela.model.rulings import Ruling, Verdict
from tutela.store.joining import join
from tutela.store.store import Store
from tutela.store.tables import KINDS
from tutela.store.verify import verify

SEEDS = range(6)


def quiet(stage, done, total):
    pass


def parted(tmp_path, seed, common=6, each=5):
    """Two workspaces that have some entries in common and then went on apart."""
    clock = Ticking()
    store = history(tmp_path / "one", seed, common, clock=clock)
    store.close()
    other = shutil.copytree(store.path, tmp_path / "other")
    for path, more in ((store.path, 1), (other, 2)):
        chance = random.Random(100 * seed + more)
        own = Ticking(clock.now.replace(minute=more))
        going = Store(path, clock=own)
        for number in range(each):
            step(going, chance, number + more)
        going.close()
    return store.path, other


def records(path):
    with closing(Store(path)) as store, store.reading() as reader:
        return {kind.name: reader.all(kind.record) for kind in KINDS}


def joined(tmp_path, one, other, name):
    return join(one, other, tmp_path / name, quiet, Ticking())


@pytest.mark.parametrize("seed", SEEDS)
def test_in_either_order_the_same_workspace_comes_out_and_it_verifies(tmp_path, seed):
    one, other = parted(tmp_path, seed)
    before = [verify(path) for path in (one, other)]
    ab, ba = joined(tmp_path, one, other, "ab"), joined(tmp_path, other, one, "ba")
    proved = verify(ab.path)
    assert proved.faults == () and proved.head == verify(ba.path).head
    assert records(ab.path) == records(ba.path) and ab.conflicts == ba.conflicts
    assert [verify(path) for path in (one, other)] == before
    trunk, _ = (one, other) if ab.trunk == one else (other, one)
    assert _ledger(ab.path)[: len(_ledger(trunk))] == _ledger(trunk)
    assert sorted(path.name for path in ab.path.iterdir()) == [".head", "files", "workspace.gpkg"]


def _ledger(path):
    with closing(sqlite3.connect(path / "workspace.gpkg")) as connection:
        return connection.execute("SELECT * FROM ledger ORDER BY seq").fetchall()


@pytest.mark.parametrize("seed", SEEDS)
def test_every_ruling_and_document_of_both_is_there_and_every_entry_of_the_other_in_the_branch(tmp_path, seed):
    one, other = parted(tmp_path, seed)
    out = joined(tmp_path, one, other, "out")
    held, of_one, of_other = (records(path) for path in (out.path, one, other))
    for kind in ("rulings", "documents", "captures"):
        ids = {record.id for record in held[kind]}
        assert {record.id for record in (*of_one[kind], *of_other[kind])} <= ids
    branched = other if out.trunk == one else one
    [branch] = [
        file for file in (out.path / "files").rglob("*") if file.is_file() and b"tutela-branch/1" in file.read_bytes()
    ]
    lines = branch.read_text("utf-8")
    for _, entry, _ in _ledger(branched)[out.forked :]:
        assert canonical_json({"entry": entry}).decode() in lines
    untouched = {record.id for record in of_one["assets"]} & {record.id for record in of_other["assets"]}
    assert untouched <= {record.id for record in held["assets"]}


def test_one_that_only_went_on_is_taken_as_it_is(tmp_path):
    shorter = history(tmp_path / "short", 4, 2)
    shorter.close()
    longer = shutil.copytree(shorter.path, tmp_path / "long")
    going = Store(longer)
    going.note("title", title="Gone on")
    going.close()
    out = joined(tmp_path, shorter.path, longer, "out")
    assert (out.trunk, out.branch) == (longer, 0) and _ledger(out.path) == _ledger(longer)
    assert verify(out.path).faults == ()


def test_two_investigations_are_not_joined(tmp_path):
    paths = [history(tmp_path / str(seed), seed, 2).path for seed in (1, 2)]
    with pytest.raises(InputError, match="no entry in common"):
        joined(tmp_path, *paths, "out")
    assert not (tmp_path / "out").exists()
    with pytest.raises(WorkspaceExists):
        join(paths[0], paths[0], paths[1], quiet)


def test_a_workspace_that_does_not_verify_is_not_joined(tmp_path):
    one, other = parted(tmp_path, 3)
    with closing(sqlite3.connect(other / "workspace.gpkg")) as connection:
        connection.execute("UPDATE ledger SET hash = upper(hash) WHERE seq = 2")
        connection.commit()
    with pytest.raises(InputError, match="does not verify"):
        joined(tmp_path, one, other, "out")


# -- what both changed -------------------------------------------------------------------------------------------------


def twins(tmp_path, first, second):
    """Two copies of a workspace with three assets, each with a batch of its own."""
    clock = Ticking()
    store = Store.create(tmp_path / "one", "Twins", clock=clock)
    with store.batch(RUN.id, "inventory") as writer:
        writer.replace(Asset, [asset(number) for number in range(3)], "register")
    store.close()
    other = shutil.copytree(store.path, tmp_path / "other")
    for number, (path, act) in enumerate(((store.path, first), (other, second))):
        going = Store(path, clock=Ticking(clock.now.replace(minute=number + 1)))
        act(going)
        going.close()
    return store.path, other


def assets_are(*made):
    def act(store):
        with store.batch(RUN.id, "inventory") as writer:
            writer.replace(Asset, made, "register")

    return act


def named(number, name):
    return replace(asset(number), names=(Name(name, "en"),))


def test_what_one_changed_or_withdrew_and_the_other_left_is_taken_over(tmp_path):
    one, other = twins(
        tmp_path,
        assets_are(asset(0), asset(1), asset(2), asset(7)),
        assets_are(named(0, "Renamed"), asset(2), asset(8)),
    )
    out = joined(tmp_path, one, other, "out")
    assert out.conflicts == ()
    held = {record.id: record.label for record in records(out.path)["assets"]}
    assert held.keys() == {"ast_0", "ast_2", "ast_7", "ast_8"} and held["ast_0"] == "Renamed"


def test_what_both_changed_stands_as_the_trunk_has_it_and_is_listed(tmp_path):
    one, other = twins(
        tmp_path,
        assets_are(named(0, "Here"), asset(1), asset(2)),
        assets_are(named(0, "There"), asset(1), named(2, "Two")),
    )
    out = joined(tmp_path, one, other, "out")
    held = {record.id: record.label for record in records(out.path)["assets"]}
    assert out.trunk == one and held["ast_0"] == "Here" and held["ast_2"] == "Two"
    [conflict] = out.conflicts
    assert conflict.record == "ast_0" and "changed on both sides" in conflict.said
    [problem] = records(out.path)["problems"]
    assert isinstance(problem, Problem) and problem.value == "ast_0" and not problem.dropped


def test_what_one_changed_and_the_other_withdrew_stands_and_is_listed(tmp_path):
    for name, acts in (
        ("ab", (assets_are(named(0, "Here")), assets_are(asset(1)))),
        ("ba", (assets_are(asset(1)), assets_are(named(0, "Here")))),
    ):
        (tmp_path / name).mkdir()
        one, other = twins(tmp_path / name, *acts)
        out = joined(tmp_path / name, one, other, "out")
        assert {record.label for record in records(out.path)["assets"]} == {"Here"}
        assert [conflict.record for conflict in out.conflicts] == ["ast_0"]


def ruling(id_, verdict, by, record="ast_1", sets=(), target=""):
    def act(store):
        with store.batch("", "ruling") as writer:
            writer.add_all([Ruling(id_, record, verdict, by, "seen", "2020-12-01T00:00:00Z", sets, target)])

    return act


@pytest.mark.parametrize(
    ("mine", "yours", "differ"),
    [
        ((Verdict.ACCEPT,), (Verdict.REJECT,), True),
        ((Verdict.ACCEPT,), (Verdict.ACCEPT,), False),
        ((Verdict.SAME, "A", "ast_1", (), "ast_0"), (Verdict.DIFFERENT, "B", "ast_1", (), "ast_0"), True),
        (
            (Verdict.CORRECT, "A", "ast_1", (("type", "mosque"),)),
            (Verdict.CORRECT, "B", "ast_1", (("type", "church"),)),
            True,
        ),
        (
            (Verdict.CORRECT, "A", "ast_1", (("type", "mosque"),)),
            (Verdict.CORRECT, "B", "ast_1", (("name", "x"),)),
            False,
        ),
    ],
)
def test_rulings_made_apart_are_all_kept_and_those_that_contradict_listed(tmp_path, mine, yours, differ):
    full = [(*one, *("A person", "ast_1", (), "")[len(one) - 1 :]) for one in (mine, yours)]
    acts = [ruling(f"rul_{number}", *one) for number, one in enumerate(full)]
    out = joined(tmp_path, *twins(tmp_path, *acts), "out")
    assert {record.id for record in records(out.path)["rulings"]} == {"rul_0", "rul_1"}
    assert bool(out.conflicts) is differ
    assert all("rul_0" in one.said and "rul_1" in one.said for one in out.conflicts)


def test_another_title_on_each_side_is_a_conflict_one_on_one_side_is_taken(tmp_path):
    (tmp_path / "a").mkdir()
    one, other = twins(tmp_path / "a", lambda store: None, lambda store: store.note("title", title="New"))
    going = Store(one, clock=Ticking())
    going.note("export", file="x")
    going.close()
    out = joined(tmp_path / "a", one, other, "out")
    with closing(Store(out.path)) as store, store.reading() as reader:
        told = [dict(entry.note)["title"] for entry in reader.entries() if "title" in dict(entry.note)]
    assert told[-1] == "New" and out.conflicts == ()
    (tmp_path / "b").mkdir()
    both = [lambda store, name=name: store.note("title", title=name) for name in ("Here", "There")]
    out = joined(tmp_path / "b", *twins(tmp_path / "b", *both), "out")
    assert [conflict.kind for conflict in out.conflicts] == ["title"]


# -- what is signed ----------------------------------------------------------------------------------------------------


def test_checkpoints_of_both_sides_still_hold_and_say_what_they_are_over(tmp_path):
    def signing(seed, name):
        def act(store):
            assets_are(named(1, name))(store)
            keep(store, public_key(seed), checkpoint_of(store, seed=seed))

        return act

    one, other = twins(tmp_path, signing(1, "Here"), signing(2, "There"))
    out = joined(tmp_path, one, other, "out")
    proved = verify(out.path)
    assert proved.faults == () and proved.strength == "signed"
    assert [signature.forked for signature in proved.signatures] == [0, 2]
    assert "of the branch that parted there" in proved.summary()


def test_a_ruling_signed_on_the_branch_is_a_signed_ruling(tmp_path):
    def signs(store):
        ruling("rul_signed", Verdict.ACCEPT, "A. Reader")(store)
        keep(store, public_key(2), checkpoint_of(store, "rul_signed", seed=2))

    one, other = twins(tmp_path, assets_are(asset(0), asset(4)), signs)
    proved = verify(joined(tmp_path, one, other, "out").path)
    assert proved.faults == () and [one.ruling for one in proved.signed_rulings] == ["rul_signed"]


def test_any_changed_byte_of_the_branch_is_found(tmp_path):
    one, other = parted(tmp_path, 2)
    out = joined(tmp_path, one, other, "out")
    [branch] = [
        file for file in (out.path / "files").rglob("*") if file.is_file() and b"tutela-branch/1" in file.read_bytes()
    ]
    good, chance = branch.read_bytes(), random.Random(5)
    for _ in range(20):
        spoilt = bytearray(good)
        spoilt[chance.randrange(len(good))] ^= 1 << chance.randrange(8)
        branch.write_bytes(spoilt)
        assert verify(out.path).faults
    branch.write_bytes(good)
    assert verify(out.path).faults == ()


# -- joined again ------------------------------------------------------------------------------------------------------


def test_what_went_on_after_a_first_joining_is_joined_again_without_bringing_back_what_was_withdrawn(tmp_path):
    one, other = twins(tmp_path, assets_are(asset(0), asset(5)), assets_are(asset(0), asset(1), asset(2), asset(8)))
    first = joined(tmp_path, one, other, "first").path
    going = Store(other, clock=Ticking())
    assets_are(asset(0), asset(9))(going)
    going.close()
    second = joined(tmp_path, first, other, "second")
    assert verify(second.path).faults == ()
    assert {record.id for record in records(second.path)["assets"]} == {"ast_0", "ast_5", "ast_9"}
    third = joined(tmp_path, second.path, first, "third")
    assert third.branch == 0 and _ledger(third.path) == _ledger(second.path)


def test_a_branch_that_has_a_branch_is_checked_to_its_end(tmp_path):
    one, other = parted(tmp_path, 8)
    early = shutil.copytree(one, tmp_path / "early")
    store = Store(early, clock=Ticking())
    store.note("title", title="Early")
    store.close()
    late = joined(tmp_path, one, other, "late").path
    out = joined(tmp_path, early, late, "out")
    assert verify(out.path).faults == ()
    with closing(Store(out.path)) as held, held.reading() as reader:
        assert {record.id for record in reader.all(Document)} >= {record.id for record in records(other)["documents"]}
