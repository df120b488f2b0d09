import pytest

from benchmarks.growing import grown
from benchmarks.reading import Meter, memory, read_by_step, slope
from loaders import read_text
from ontology.term_types import term_types


def test_step_by_step_reads_what_the_reader_reads() -> None:
    source = grown(4_000)
    meter = Meter()
    terms = read_by_step(source, meter)
    said = {(t.type, t.start, t.end, repr(t.keys)) for t in terms}
    assert said == {(t.type, t.start, t.end, repr(t.keys)) for t in read_text("x", source).terms}
    assert {f"term {kind}" for kind in term_types()} < set(meter.taken)


@pytest.mark.parametrize("chars", [2_000, 20_000])
def test_a_grown_contract_has_its_length_its_sides_and_its_numbers(chars: int) -> None:
    source = grown(chars)
    facts = read_text("grown", source)
    assert chars <= len(source) < chars + 3_000
    assert {p.role: p.label for p in facts.parties} == {"buyer": "甲方", "vendor": "乙方"}
    tops = [c.label for c in facts.clauses if c.parent is None and c.part == "body" and c.label]
    assert tops[:3] == ["第1条", "第2条", "第3条"]


@pytest.mark.parametrize(("power", "found"), [(1, 1.0), (2, 2.0)])
def test_the_slope_is_the_exponent_of_the_length(power: int, found: float) -> None:
    # Figures are for 10,000 characters, so one power less than the time.
    assert slope({n: float(n ** (power - 1)) for n in (10, 100, 1000)}) == pytest.approx(found)


def test_memory_is_measured_for_each_step() -> None:
    peaks = memory(2_000)
    assert peaks["layout"] > 0
    assert peaks["layout"] > peaks["term bond"]
