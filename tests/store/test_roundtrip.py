import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tutela.model.claims import Claim, Recording, Statement
from tutela.model.documents import Document, Publisher
from tutela.model.geometry import Position
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset, Place, Register, RegisterEntry
from tutela.model.links import Link
from tutela.model.problems import Problem
from tutela.model.rulings import Ruling
from tutela.store.records import Capture, Run, Step
from tutela.store.store import Store
from tutela.store.verify import verify

KEPT = (
    *(Document, Publisher, Register, RegisterEntry, Asset, Place, Claim, Statement, Recording, Link, Incident, Ruling),
    *(Problem, Capture, Run, Step),
)

st.register_type_strategy(int, st.integers(-(2**53), 2**53))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(
    Position,
    st.builds(Position, st.floats(-90, 90), st.floats(-180, 180), st.none() | st.floats(0, 1e6), st.text(max_size=5)),
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
st.register_type_strategy(str, TEXT)
SHA256 = st.binary(min_size=32, max_size=32).map(bytes.hex)
st.register_type_strategy(Capture, st.builds(Capture, TEXT, TEXT, SHA256, st.integers(0, 2**53), TEXT, TEXT))


@pytest.mark.parametrize("kind", KEPT)
def test_every_record_comes_back_as_it_went_in_and_verifies(kind):
    @settings(
        max_examples=12,
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.lists(st.from_type(kind), max_size=3, unique_by=lambda record: getattr(record, "id", record)))
    def comes_back(records):
        with tempfile.TemporaryDirectory() as folder:
            store = Store.create(Path(folder) / "workspace")
            with store.batch("run_1", "test") as writer:
                writer.add_all(records, "scope")
            with store.reading() as reader:
                assert reader.all(kind) == tuple(records)
            store.close()
            # A capture made by hand names files that were never kept: that, and only that, is a fault then.
            faults = [fault for fault in verify(store.path).faults if "is missing; it holds" not in fault.message]
            assert faults == []

    comes_back()
