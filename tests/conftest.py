"""Fixtures shared by all packages.

Facts are built in the tests from a few words, or read from `tests/data`; stores are real and live
in `tmp_path`; nothing of ours is mocked. A test that needs a program which the machine lacks calls
`unavailable`: it is then named in the summary as not run, or fails under EVENHAND_REQUIRE_ALL=1.
"""

import os
from collections.abc import Iterator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Iterator[None]:
    report = yield
    if (
        report.skipped
        and os.environ.get("EVENHAND_REQUIRE_ALL") == "1"
        and not hasattr(report, "wasxfail")
    ):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} did not run: {report.longrepr}"
    return report
