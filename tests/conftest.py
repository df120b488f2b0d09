"""Fixtures shared by all packages.

Facts are built in the tests from a few words, or read from `tests/data`; stores are real and live
in `tmp_path`; nothing of ours is mocked. A test that needs a program which the machine lacks is
skipped with that as its reason, and so named in the summary; EVENHAND_REQUIRE_ALL=1 fails it.
"""

import os
from collections.abc import Iterator

import pytest

ELSEWHERE = "measures on ../shared"
"""The reason of a test on contracts that are not part of this project: never a failure."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[pytest.TestReport]:
    report = yield
    required = os.environ.get("EVENHAND_REQUIRE_ALL") == "1" and not hasattr(report, "wasxfail")
    if report.skipped and required and ELSEWHERE not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} did not run: {call.excinfo and call.excinfo.value}"
    return report
