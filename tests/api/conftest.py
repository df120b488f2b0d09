"""Contracts at hand without reading: the samples with the facts written for them by hand."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.cli import main
from api.contracts import Contract
from api.service import add
from kg.store import open_store
from ontology.facts import Facts
from ontology.values import Json

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


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[Json]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Ran]:
    """Runs `evenhand` as a user would, in English unless `--lang` says otherwise."""
    monkeypatch.setenv("EVENHAND_LANG", "en")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def ran(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        code = stopped.value.code
        return Ran(code if isinstance(code, int) else 0, out, err)

    return ran


@pytest.fixture
def filled(tmp_path: Path, sample: Callable[[str], Contract]) -> Path:
    """A store with three samples: one for the buyer, one for the vendor, one for neither."""
    folder = tmp_path / "store"
    with open_store(folder) as store:
        for stem in ("coastal-cloud-hosting", "lakeside-data-service", "river-city-network-ops"):
            add(store, sample(stem))
    return folder
