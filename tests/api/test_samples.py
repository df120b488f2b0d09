"""The sample contracts and the readings written for them by hand belong together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ontology.facts import Facts

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(p for p in (ROOT / "api/samples").iterdir() if p.name != "README.md")
EXPECTED = ROOT / "tests/data/samples"


def expected(sample: Path) -> Facts:
    path = EXPECTED / f"{sample.stem}.json"
    return Facts.from_json(json.loads(path.read_text("utf-8")), path.name)


def test_every_expected_reading_has_its_sample() -> None:
    assert [p.stem for p in SAMPLES] == [p.stem for p in sorted(EXPECTED.glob("*.json"))]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.stem)
def test_every_quote_stands_at_its_offsets(sample: Path) -> None:
    text, facts = sample.read_text("utf-8"), expected(sample)
    places = [(t.start, t.end, t.quote) for t in facts.terms]
    places += [(d.start, d.end, d.quote) for d in facts.defects]
    assert places, "a sample nobody has read tests nothing"
    assert [text[start:end] for start, end, _ in places] == [quote for *_, quote in places]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.stem)
def test_the_readme_says_what_each_sample_is_for(sample: Path) -> None:
    assert f"| `{sample.name}` |" in (ROOT / "api/samples/README.md").read_text("utf-8")


def test_in_the_balanced_sample_either_side_may_leave_suspend_and_rely_on_the_cap() -> None:
    facts = expected(ROOT / "api/samples/lakeside-data-service.txt")
    mutual = {"termination": "holder", "suspension": "holder", "liability_cap": "protects"}
    sides = [(t.type, t.keys[mutual[t.type]]) for t in facts.terms if t.type in mutual]
    assert {kind for kind, _ in sides} == set(mutual)
    assert {side for _, side in sides} == {"both"}
