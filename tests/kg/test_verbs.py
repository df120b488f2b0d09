"""The public verbs: called as a notebook calls them, on the samples, in a process of their own
where the order of imports matters."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
import kg.verbs
import loaders
from kg.exposure import scenarios
from kg.store import NotInStore, QueryRefused, Store
from ontology.errors import RuleError
from ontology.facts import Facts

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "api/samples"
HARBOUR = SAMPLES / "harbour-software-dev.txt"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return loaders.read(HARBOUR)


@pytest.fixture(scope="module")
def other() -> Facts:
    return loaders.read(SAMPLES / "lakeside-data-service.txt")


@pytest.fixture(scope="module")
def store(facts: Facts, other: Facts) -> Iterator[Store]:
    with kg.open_store() as opened:
        kg.add(opened, facts, text=loaders.text_of(HARBOUR))
        kg.add(opened, other)
        yield opened


@pytest.mark.parametrize(
    "before",
    ["", "import kg.compare", "from kg.brief import brief", "import kg.explain, kg.changes"],
)
def test_a_verb_is_a_verb_whatever_was_imported_before(before: str) -> None:
    code = f"{before}\nimport kg\nprint(all(callable(getattr(kg, name)) for name in kg.__all__))"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout == "True\n"


def test_a_package_is_still_imported_by_its_full_name() -> None:
    from kg.compare import differences

    assert differences.__module__ == "kg.compare.differences"


def test_asking_for_a_package_does_not_load_the_verbs() -> None:
    code = "import kg.store, sys; print('kg.verbs' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout == "False\n"


def test_every_verb_is_described_and_listed() -> None:
    assert kg.__all__ == kg.verbs.__all__
    assert [name for name in kg.__all__ if not getattr(kg, name).__doc__] == []


def test_offsets_point_into_the_text_of_the_file(facts: Facts) -> None:
    text = loaders.text_of(HARBOUR)
    assert all(text[term.start : term.end] == term.quote for term in facts.terms)


def test_adding_twice_changes_nothing_and_keeps_the_text(store: Store, facts: Facts) -> None:
    again = kg.add(store, facts)
    assert (again.new, again.changed) == (False, False)
    assert store.texts.read(again.contract_id) == loaders.text_of(HARBOUR)


def test_a_contract_is_judged_the_same_in_a_store_and_on_the_spot(
    store: Store, facts: Facts
) -> None:
    text = loaders.text_of(HARBOUR)
    here, there = kg.assess(facts, text=text), kg.assess(facts, store)
    assert [found.id for found in here] == [found.id for found in there]
    assert list(here) == list(there)


def test_a_side_sees_what_does_not_favour_it(facts: Facts) -> None:
    every, mine = kg.assess(facts), kg.assess(facts, side="vendor")
    assert set(mine) == {found for found in every if found.favours != "vendor"}
    assert 0 < len(mine) < len(every)


def test_a_store_without_an_address_is_gone_when_the_program_ends() -> None:
    code = "import kg\nstore = kg.open_store()\nprint(store.address)"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip()
    assert not Path(ran.stdout.strip()).exists()


def test_a_contract_of_a_store_is_found_by_its_name(store: Store, facts: Facts) -> None:
    assert kg.verbs.facts_of(store, "harbour-software-dev") == facts
    with pytest.raises(NotInStore):
        kg.verbs.facts_of(store, "nothing-of-the-kind")


def test_scenarios_are_named_or_all(facts: Facts) -> None:
    assert {found.scenario for found in kg.exposure(facts)} == set(scenarios())
    (one,) = kg.exposure(facts, "late_payment", days=[30])
    assert (one.days, str(one.amount)) == (30, "77400.00")
    with pytest.raises(RuleError, match="there is no scenario 'late'"):
        kg.exposure(facts, "late")


def test_a_question_is_named_or_cypher_and_never_writes(store: Store) -> None:
    assert [row["name"] for row in kg.ask(store, "MATCH (c:Contract) RETURN c.name AS name")]
    assert len(kg.ask(store, "who-can-terminate", limit=1)) == 1
    for wrong in ("no-such-question", "CREATE (n:Contract {id: 'x'}) RETURN n"):
        with pytest.raises(QueryRefused):
            kg.ask(store, wrong)


def test_a_benchmark_without_baseline_or_store_has_no_peers(facts: Facts) -> None:
    assert {placed.position.n for placed in kg.benchmark(facts, baseline=False)} == {0}
    assert max(row["n"] for row in kg.benchmark(facts).rows()) > 5


def test_a_draft_is_held_against_a_store_only_with_enough_peers(store: Store, facts: Facts) -> None:
    assert len(kg.against(facts, store)) == 0
    with kg.open_store() as full:
        for path in sorted(SAMPLES.glob("*.txt")):
            kg.add(full, loaders.read(path))
        assert {found.n for found in kg.against(facts, full)} == {6}


def test_an_agenda_asks_what_the_side_lacks(facts: Facts, store: Store) -> None:
    made = kg.brief(facts, "buyer", store)
    assert made.side == "buyer"
    assert len(made.table()) == len(made.points) > 5
    assert made == kg.brief(facts, "buyer", store)
