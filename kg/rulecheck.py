"""Whether rules do what their cases say: each case is a small contract that is judged for real."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.build import add
from kg.cases import Case
from kg.risk import Outcome, board
from kg.rule import Rule
from kg.store.protocol import Store
from ontology.errors import RuleError
from ontology.vocabulary import Words


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking: complaints fail the rules, remarks ask for more cases."""

    rules: int
    cases: int
    complaints: tuple[Words, ...]
    remarks: tuple[Words, ...]


def check_rules(store: Store, rules: Sequence[Rule]) -> Checked:
    """Judges every case of these rules in a store that may be written to."""
    complaints: list[Words] = []
    for rule in rules:
        complaints += _complete(rule)
        for case in rule.cases:
            try:
                complaints += _told(rule, case, _outcome(store, rule, case))
            except RuleError as error:
                # The query itself is refused, so its other cases would say the same again.
                complaints.append(_plain(f"{error.source}: {error.message}"))
                break
    remarks = [remark for rule in rules for remark in _untested(rule)]
    count = sum(len(rule.cases) for rule in rules)
    return Checked(len(rules), count, tuple(complaints), tuple(remarks))


def _outcome(store: Store, rule: Rule, case: Case) -> Outcome:
    added = add(store, case.facts)
    return board(store, added.contract_id, rules=(rule,))[0]


def _plain(line: str) -> Words:
    """A complaint in English alone, which whoever shows it has to translate."""
    return Words(line, line)


def _complete(rule: Rule) -> Iterator[Words]:
    fired = {case.status == "flagged" for case in rule.cases}
    for needed, name in ((True, "fires"), (False, "silent")):
        if needed not in fired:
            yield _plain(f"{rule.path}:1: {rule.id}: write at least one `{name}` case")


def _told(rule: Rule, case: Case, outcome: Outcome) -> Iterator[Words]:
    """What a case expected and did not get."""
    where = f"{rule.path}:{case.line}: {case.name}"
    expected = case.status if case.severity is None else f"{case.status} {case.severity}"
    got = outcome.status if outcome.severity is None else f"{outcome.status} {outcome.severity}"
    if expected != got:
        yield Words(
            f"{where}：应为 {expected}，得到 {got}（{outcome.reason.zh}）",
            f"{where}: expected {expected}, got {got} ({outcome.reason.en})",
        )
        return
    favoured = sorted({finding.favours for finding in outcome.findings})
    if case.favours is not None and case.favours not in favoured:
        said = ", ".join(favoured)
        yield Words(
            f"{where}：应偏向 {case.favours}，得到 {said}",
            f"{where}: expected to favour {case.favours}, favours {said}",
        )
    for finding in outcome.findings:
        if "/" in finding.subject and not finding.place.quote:
            yield Words(
                f"{where}：`subject` 的 {finding.subject!r} 不是合同中的事实",
                f"{where}: the subject {finding.subject!r} is no fact of the contract",
            )


def _untested(rule: Rule) -> Iterator[Words]:
    """Grades without a case, and thresholds without a case on either side."""
    graded = {case.severity for case in rule.cases}
    for grade in rule.severity:
        if grade not in graded:
            yield Words(
                f"{rule.path}:1: {rule.id}：没有案例判为 {grade}",
                f"{rule.path}:1: {rule.id}: no case comes out as {grade}",
            )
    edges = [case for case in rule.cases if case.edge]
    for param in rule.params:
        if param.inclusive is None:
            continue
        at = {(case.status, case.severity) for case in edges if param.name in case.edge}
        if len(at) < 2:
            yield Words(
                f"{rule.path}:1: {rule.id}：{param.name} 的两边没有各写一个案例",
                f"{rule.path}:1: {rule.id}: no case stands on either side of {param.name}",
            )
