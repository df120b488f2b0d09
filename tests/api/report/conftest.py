"""Samples judged once: read from their files, so that a report has all that one of a user has."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from api.contracts import Contract, Judged
from api.service import judge_here, read_file

ROOT = Path(__file__).parents[3]


@cache
def _judged(stem: str) -> Judged:
    (path,) = (ROOT / "api/samples").glob(f"{stem}.*")
    (contract,) = read_file(path)
    assert isinstance(contract, Contract)
    (judged,) = judge_here([contract])
    return judged


@pytest.fixture(scope="session")
def judged() -> Callable[[str], Judged]:
    return _judged
