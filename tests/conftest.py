"""What every test may use: hypothesis without a deadline, and no quiet skips on a build machine."""

import os

import pytest
from hypothesis import settings

# Time never decides a test: the first example of a property loads tables, on a busy machine slowly.
settings.register_profile("tutela", deadline=None)
settings.load_profile("tutela")

MAY_BE_MISSING = "not at hand"
"""Words of the only reason a build machine accepts: material that is not part of the repository."""


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport():
    """With CI=true a skipped test fails, so that a missing browser or tool cannot hide."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if MAY_BE_MISSING not in reason:
            report.outcome = "failed"
            report.longrepr = f"skipped on a build machine: {reason}"
