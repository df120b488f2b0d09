"""What every finding in a contract that was read must be: quoted as it stands, and lawful."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import loaders
from kg.build import add
from kg.risk import Finding, assess, board
from kg.store import Store, open_temporary
from ontology.law import in_force

FOLDER = Path(__file__).parents[2] / "api" / "samples"
SAMPLES = sorted(path for path in FOLDER.iterdir() if path.stem != "README")
DRAFT_JUDGED_ON = date(2026, 1, 1)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_temporary() as opened:
        yield opened


def judged(store: Store, path: Path) -> tuple[str, tuple[Finding, ...]]:
    text = path.read_text("utf-8")
    id_ = add(store, loaders.read_text(path.stem, text)).contract_id
    return text, assess(store, id_, on=DRAFT_JUDGED_ON, text=text)


def named(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", SAMPLES, ids=named)
def test_every_quote_of_every_finding_stands_at_its_offsets(store: Store, path: Path) -> None:
    text, findings = judged(store, path)
    quotes = [q for f in findings for q in (f.place, *f.more, *([f.mirror] if f.mirror else []))]
    placed = [q for q in quotes if q.start is not None]
    assert [text[q.start : q.end] for q in placed] == [q.quote for q in placed]
    assert {q.quote for q in quotes if q.start is None} <= {""}


@pytest.mark.parametrize("path", SAMPLES, ids=named)
def test_the_law_cited_was_in_force_or_the_finding_says_since_when(
    store: Store, path: Path
) -> None:
    for finding in judged(store, path)[1]:
        day = finding.judged_on or DRAFT_JUDGED_ON
        assert finding.basis, finding.rule
        for basis in finding.basis:
            if in_force(basis.id, day) != basis.version:
                assert basis.note is not None, (finding.rule, basis.id)
                assert basis.version.valid_from.isoformat() in basis.note.en


def test_the_balanced_sample_has_nothing_high_and_at_most_two_low(store: Store) -> None:
    (path,) = [p for p in SAMPLES if p.stem == "lakeside-data-service"]
    found = [finding.severity for finding in judged(store, path)[1]]
    assert found.count("high") == 0
    assert found.count("medium") == 0
    assert found.count("low") <= 2


def test_a_template_left_blank_is_told_from_one_that_says_nothing(store: Store) -> None:
    (path,) = [p for p in SAMPLES if p.stem == "blank-ops-template"]
    text = path.read_text("utf-8")
    id_ = add(store, loaders.read_text(path.stem, text)).contract_id
    states = {outcome.status for outcome in board(store, id_, text=text)}
    assert {"flagged", "clear", "absent", "blank"} <= states
