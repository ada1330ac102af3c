"""How far the ledger of a moment is vouched for, as the dossier says it."""

import dataclasses

import pytest
from authority import Authority
from signing import checkpoint_of, keep, public_key, stamped
from small_case import RUN, captured

from tutela import Workspace
from tutela.publishing.wording import ledger_said
from tutela.store.weighing import weighed_head


@pytest.fixture
def workspace(tmp_path):
    with Workspace.create(tmp_path / "workspace", "A case") as workspace:
        with workspace.batch(RUN, "sources") as batch:
            batch.capture(captured(1))
        yield workspace


def weighed(workspace):
    return workspace.case_file().ledger


def test_a_signature_counts_where_it_holds_and_a_stamp_is_told(workspace, tmp_path_factory):
    store = workspace._store
    assert (weighed(workspace).strength, weighed(workspace).stamped) == ("consistent", "")
    made = checkpoint_of(store)
    keep(store, public_key(), made)
    assert (weighed(workspace).strength, weighed(workspace).stamped) == ("signed", "")
    assert "A person signed" in ledger_said(weighed(workspace))
    keep(store, stamped(made, Authority(tmp_path_factory.mktemp("authority"))))
    told = weighed(workspace)
    assert told.strength == "signed" and told.stamped.startswith("20")
    assert "A timestamp authority stamped it on" in ledger_said(told)


def test_a_signature_of_another_key_or_ledger_counts_for_nothing(workspace):
    store = workspace._store
    made = checkpoint_of(store)
    keep(store, public_key(2), dataclasses.replace(made, key=public_key(2).id))
    assert weighed(workspace).strength == "consistent"
    keep(store, public_key())
    with store.reading() as reader:
        assert weighed_head(reader).entries == weighed(workspace).entries
