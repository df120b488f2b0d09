"""Contracts at hand without reading: the samples with the facts written for them by hand."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from api.service import Contract
from ontology.facts import Facts

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def sample() -> Callable[[str], Contract]:
    def load(stem: str) -> Contract:
        path = ROOT / "tests/data/samples" / f"{stem}.json"
        (text,) = (ROOT / "api/samples").glob(f"{stem}.*")
        return Contract(
            Facts.from_json(json.loads(path.read_text("utf-8"))), text.read_text("utf-8")
        )

    return load
