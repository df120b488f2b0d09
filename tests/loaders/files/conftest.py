"""Files are read in children that know what a test has put in a reader's place."""

import multiprocessing
from functools import partial

import pytest

from loaders.files import guard


@pytest.fixture(autouse=True)
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forks the child, whatever threads earlier tests left: one that starts afresh, as it does
    wherever another thread runs, knows nothing of a stand-in and cannot be sent one.
    """
    monkeypatch.setattr(guard, "_context", partial(multiprocessing.get_context, "fork"))
