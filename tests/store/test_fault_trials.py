"""A few of the trials that scripts/fault_trials runs by the thousand, so that they go on working."""

import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture
def scripts(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(SCRIPTS), *sys.path])


def test_corruptions_that_change_what_is_read_are_found(scripts, tmp_path):
    from fault_trials_corruption import trials

    tally = trials(tmp_path / "spoilt", 1, 30)
    assert tally.misses == tally.crashes == [] and sum(tally.found.values()) > 8


def test_housekeeping_raises_no_alarm(scripts, tmp_path):
    from fault_trials_corruption import healthy_trials

    tally = healthy_trials(tmp_path / "healthy", 2, 12)
    assert tally.misses == tally.alarms == [] and tally.trials["healthy"] == 12


@pytest.mark.parametrize(("kind", "count"), [("torn", 3), ("together", 1)])
def test_nothing_acknowledged_is_lost(scripts, tmp_path, kind, count):
    import fault_trials_kills

    outcome = getattr(fault_trials_kills, kind)(tmp_path, 3, count)
    assert outcome.wrong == [] and outcome.trials[kind] == count
