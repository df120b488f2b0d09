"""Boards are kept, and one that is no longer true is never served."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from api.contracts import Contract
from api.http.boards import Boards, Filter
from api.http.problems import Refused
from api.rulebook import chosen
from api.service import add, remove
from kg.finding import Outcome
from kg.risk import board
from kg.store import Store, open_store

Sample = Callable[[str], Contract]


class Counted(Boards):
    """Boards that count how often they judge."""

    judged_so_far = 0

    def _judge(self, contract: str, mark: str, on: date | None) -> None:
        self.judged_so_far += 1
        super()._judge(contract, mark, on)


def of_text(contract: Contract) -> Contract:
    """The contract with the hash of its text, from which its id comes whatever its facts are."""
    mark = sha256(contract.text.encode()).hexdigest()
    document = replace(contract.facts.document, sha256=mark)
    return Contract(replace(contract.facts, document=document), contract.text)


@pytest.fixture
def store(tmp_path: Path, sample: Sample):
    with open_store(tmp_path / "store") as opened:
        for stem in ("river-city-network-ops", "coastal-cloud-hosting"):
            add(opened, of_text(sample(stem)))
        yield opened


def boards(tmp_path: Path, store: Store, rules: Path | None = None) -> Counted:
    return Counted(tmp_path / "boards.db", store, chosen(rules), 60)


def listed(found: Boards) -> list[tuple[str, str]]:
    rows = found.findings(Filter(), 1000, None).rows
    return [(row["contract"], row["id"]) for _, row in rows]


def true(store: Store, found: Boards, contract: Contract) -> list[tuple[str, str]]:
    outcomes: tuple[Outcome, ...] = board(store, contract.id, rules=found.rules, text=contract.text)
    return [(contract.id, one.id) for outcome in outcomes for one in outcome.findings]


def test_what_is_kept_is_not_judged_again(tmp_path: Path, store: Store, sample: Sample) -> None:
    first = boards(tmp_path, store)
    coastal, river = (
        of_text(sample("coastal-cloud-hosting")),
        of_text(sample("river-city-network-ops")),
    )
    wanted = [*true(store, first, coastal), *true(store, first, river)]
    assert listed(first) == wanted
    assert first.judged_so_far == 2
    first.changed()
    assert listed(first) == wanted
    assert first.judged_so_far == 2
    first.close()
    again = boards(tmp_path, store)
    assert listed(again) == wanted
    assert again.judged_so_far == 0
    again.close()


def test_other_rules_judge_again(tmp_path: Path, store: Store) -> None:
    plain = boards(tmp_path, store)
    before = listed(plain)
    plain.close()
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "parameters.yaml").write_text("PAY-02: {usual: 1}\n", "utf-8")
    changed = boards(tmp_path, store, folder)
    after = listed(changed)
    assert changed.judged_so_far == 2
    assert after != before
    changed.close()
    back = boards(tmp_path, store)
    assert listed(back) == before
    assert back.judged_so_far == 2
    back.close()


def test_other_facts_judge_that_contract_again(
    tmp_path: Path, store: Store, sample: Sample
) -> None:
    found = boards(tmp_path, store)
    before = listed(found)
    river = of_text(sample("river-city-network-ops"))
    fewer = replace(
        river.facts,
        terms=tuple(term for term in river.facts.terms if term.type != "termination"),
        reviews=tuple(one for one in river.facts.reviews if one.type != "termination"),
    )
    corrected = Contract(fewer, river.text)
    assert corrected.id == river.id
    assert add(store, corrected).changed
    found.changed()
    after = listed(found)
    assert found.judged_so_far == 3
    assert after != before
    assert [pair for pair in after if pair[0] == river.id] == true(store, found, corrected)
    # And where nobody said that the store has changed, one contract alone is looked at itself.
    add(store, river)
    rows = found.findings(Filter(contract=river.id), 1000, None).rows
    assert [(r["contract"], r["id"]) for _, r in rows] == true(store, found, river)
    found.close()


def test_a_contract_that_is_gone_is_listed_no_more(
    tmp_path: Path, store: Store, sample: Sample
) -> None:
    found = boards(tmp_path, store)
    listed(found)
    river = of_text(sample("river-city-network-ops"))
    remove(store, river.id)
    found.changed()
    assert {contract for contract, _ in listed(found)} == {
        of_text(sample("coastal-cloud-hosting")).id
    }
    assert [row["name"] for row in found.summaries()] == ["coastal-cloud-hosting"]
    found.close()


def test_the_boards_of_a_few_days_are_kept(tmp_path: Path, store: Store, sample: Sample) -> None:
    found = boards(tmp_path, store)
    river = of_text(sample("river-city-network-ops")).id
    for year in range(1990, 2024):
        found.ensure(river, date(year, 1, 1))
    found.ensure(river, date(2023, 1, 1))
    assert found.judged_so_far == 34
    found.ensure(river, date(1990, 1, 1))
    assert found.judged_so_far == 35
    found.close()


def test_who_cannot_wait_is_told_how_far_it_is(tmp_path: Path, store: Store) -> None:
    found = Counted(tmp_path / "boards.db", store, chosen(None), 0.0)
    with pytest.raises(Refused) as refused:
        listed(found)
    assert refused.value.kind == "judging"
    assert refused.value.values == {"done": 0, "total": 2}
    found.refresh(patience=60)
    assert listed(found)
    found.close()
