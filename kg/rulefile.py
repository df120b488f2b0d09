"""Reads rule files: everything wrong in all of them is collected, each with its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import get_args

from kg.cases import PIECES, Case, case_facts
from kg.grades import Favours, Grade, Status
from kg.rule import COLUMNS, Param, Remedy, Rule, RuleStatus, Sought
from ontology.errors import EvenhandError, RuleError
from ontology.law import articles, figures
from ontology.source import read_yaml
from ontology.term_types import check, term_types
from ontology.values import Json
from ontology.vocabulary import Words, vocabulary

_REQUIRED = (
    *("id", "title", "status", "basis", "rationale", "why", "remedy", "fair_when"),
    *("severity", "reads", "params", "query", "cases"),
)
_OPTIONAL = ("practice", "see", "passages")
_SHAPES: Mapping[str, type] = {
    **{"basis": list, "reads": list, "cases": list, "params": dict, "query": str},
    **{"why": dict, "severity": dict},
}


@dataclass(slots=True)
class Problems:
    """What is wrong in one file, line by line."""

    path: Path
    found: list[str] = field(default_factory=list)

    def add(self, where: Json, message: str, key: str | None = None) -> None:
        """`where` is a mapping of the file; with `key`, the line of that key in it."""
        line = getattr(where, "line", 1)
        if key is not None:
            line = getattr(where, "lines", {}).get(key, line)
        self.found.append(f"{self.path}:{line}: {message}")

    def keys(self, item: Json, what: str, required: Iterable[str], optional: Iterable[str]) -> bool:
        """Whether the item is a mapping with these keys; says so where it is not."""
        if not isinstance(item, dict):
            self.add(item, f"{what} must be a mapping")
            return False
        required = tuple(required)
        missing = [key for key in required if key not in item]
        for key in missing:
            self.add(item, f"{what}: missing {key!r}")
        for key in item:
            if key not in (*required, *optional):
                self.add(item, f"{what}: unknown {key!r}", key)
        return not missing

    def words(self, item: Json, what: str) -> Words:
        """A `{zh, en}` mapping, both filled."""
        if self.keys(item, what, ("zh", "en"), ()) and not (item["zh"] and item["en"]):
            self.add(item, f"{what}: write both zh and en")
        given = item if isinstance(item, dict) else {}
        return Words(str(given.get("zh", "")), str(given.get("en", "")))

    def one_of(self, value: Json, allowed: Iterable[str], where: Json, key: str) -> None:
        allowed = tuple(allowed)
        if value not in allowed:
            self.add(where, f"{key}: {value!r} is none of {', '.join(allowed)}", key)


def read_rules(folders: Iterable[Path]) -> tuple[Rule, ...]:
    """The rules of these folders by id. Raises `RuleError`."""
    read: dict[str, Rule] = {}
    wrong: list[str] = []
    for path in (path for folder in folders for path in sorted(folder.glob("*/*.yaml"))):
        try:
            rule = read_rule(path)
        except RuleError as error:
            wrong.append(str(error))
            continue
        if rule.id in read:
            wrong.append(f"{path}:1: {rule.id} stands already in {read[rule.id].path}")
        read.setdefault(rule.id, rule)
    if wrong:
        raise RuleError("\n".join(wrong))
    return tuple(read[id_] for id_ in sorted(read))


def read_rule(path: Path) -> Rule:
    """One rule file. Raises `RuleError` that names every problem in it, each with its line."""
    data = read_yaml(path, RuleError)
    problems = Problems(path)
    if problems.keys(data, "rule", _REQUIRED, _OPTIONAL):
        for key, shape in _SHAPES.items():
            if not isinstance(data[key], shape):
                problems.add(data, f"{key}: must be a {shape.__name__}", key)
    if problems.found:
        raise RuleError("\n".join(problems.found))
    rule = _rule(data, problems)
    _check_head(rule, data, problems)
    _check_query(rule, data, problems)
    if problems.found:
        raise RuleError("\n".join(problems.found))
    return rule


def _rule(data: Json, problems: Problems) -> Rule:
    remedy = data["remedy"]
    sides = problems.keys(remedy, "remedy", ("vendor", "buyer"), ())
    reads = tuple(data["reads"])
    return Rule(
        id=str(data["id"]),
        group=problems.path.parent.name,
        title=problems.words(data["title"], "title"),
        status=data["status"],
        basis=tuple(data["basis"]),
        rationale=problems.words(data["rationale"], "rationale"),
        why=_why(data["why"], problems),
        remedy=Remedy(
            vendor=problems.words(remedy["vendor"] if sides else None, "remedy.vendor"),
            buyer=problems.words(remedy["buyer"] if sides else None, "remedy.buyer"),
        ),
        fair_when=problems.words(data["fair_when"], "fair_when"),
        severity=_severity(data["severity"], problems),
        reads=reads,
        params=tuple(_params(data["params"], problems)),
        query=str(data["query"]),
        cases=tuple(_cases(data, reads, problems)),
        path=problems.path,
        practice=problems.words(data["practice"], "practice") if "practice" in data else None,
        see=data.get("see"),
        query_line=getattr(data, "lines", {}).get("query", 1),
        passages=_passages(data, problems),
    )


def _why(item: Json, problems: Problems) -> Mapping[str, Words]:
    if "zh" in item or "en" in item:
        return MappingProxyType({"": problems.words(item, "why")})
    return MappingProxyType({k: problems.words(v, f"why.{k}") for k, v in item.items()})


def _passages(data: Json, problems: Problems) -> Mapping[str, Sought]:
    """Lists of words by the reasons of `why`; of a rule without reasons, the lists themselves."""
    item = data.get("passages", {})
    by_reason = item if isinstance(item, dict) else {"": item}
    read: dict[str, Sought] = {}
    for reason, lists in by_reason.items():
        if not (isinstance(lists, list) and lists and all(isinstance(x, list) for x in lists)):
            problems.add(data, f"passages: {reason!r} must be lists of words", "passages")
            continue
        read[reason] = tuple(tuple(str(word) for word in words) for words in lists)
    return MappingProxyType(read)


def _severity(item: Json, problems: Problems) -> Mapping[Grade, Words]:
    for grade in item:
        if grade not in get_args(Grade):
            problems.add(item, f"severity: {grade!r} is no grade", grade)
    return MappingProxyType({k: problems.words(v, f"severity.{k}") for k, v in item.items()})


def _params(items: Json, problems: Problems) -> Iterable[Param]:
    for name, item in items.items():
        what = f"params.{name}"
        if not problems.keys(item, what, ("unit",), ("value", "inclusive", "figure")):
            continue
        if ("value" in item) == ("figure" in item):
            problems.add(item, f"{what}: write either a value or a figure")
            continue
        if "figure" in item and item["figure"] not in figures():
            problems.add(item, f"{what}: there is no figure {item['figure']!r}", "figure")
            continue
        value = item.get("value")
        single = value is not None and not isinstance(value, list)
        if single and not isinstance(item.get("inclusive"), bool):
            problems.add(item, f"{what}: say whether the threshold is inclusive")
        try:
            read = tuple(value) if isinstance(value, list) else _number(value)
        except InvalidOperation:
            problems.add(item, f"{what}: {value!r} is no number", "value")
            continue
        yield Param(str(name), str(item["unit"]), read, item.get("inclusive"), item.get("figure"))


def _number(value: Json) -> Decimal | None:
    return None if value is None else Decimal(str(value))


_CASE_OPTIONAL = {
    "fires": ("edge",),
    "silent": ("edge", "status"),
}


def _cases(data: Json, reads: tuple[str, ...], problems: Problems) -> Iterable[Case]:
    types = tuple(read.partition(".")[0] for read in reads)
    for item in data["cases"]:
        kind = next(iter(item), "") if isinstance(item, dict) else ""
        if kind not in _CASE_OPTIONAL or len(item) != 1:
            problems.add(item, "a case is `fires: {…}` or `silent: {…}`")
            continue
        case = item[kind]
        needed = ("name", "severity", "favours", "facts") if kind == "fires" else ("name", "facts")
        if not problems.keys(case, kind, needed, _CASE_OPTIONAL[kind]):
            continue
        if kind == "fires":
            problems.one_of(case["severity"], get_args(Grade), case, "severity")
            problems.one_of(case["favours"], get_args(Favours), case, "favours")
        status: Status = "flagged" if kind == "fires" else case.get("status", "clear")
        problems.one_of(status, get_args(Status), case, "status")
        for name in case.get("edge", ()):
            if name not in data["params"]:
                problems.add(case, f"edge: {name!r} is no parameter", "edge")
        if not problems.keys(case["facts"], "facts", (), PIECES):
            continue
        try:
            facts = case_facts(case["facts"], f"{data['id']} {case['name']}", types)
            wrong = check(facts)
        except (EvenhandError, TypeError, KeyError) as error:
            wrong = [str(error)]
        for sentence in wrong:
            problems.add(case, f"{case['name']}: {sentence}")
        if not wrong:
            yield Case(
                name=str(case["name"]),
                facts=facts,
                status=status,
                severity=case.get("severity"),
                favours=case.get("favours"),
                edge=tuple(case.get("edge", ())),
                line=getattr(case, "line", 1),
            )


def _check_head(rule: Rule, data: Json, problems: Problems) -> None:
    if not re.fullmatch(r"[A-Z]{2,3}-\d{2}", rule.id):
        problems.add(data, f"id: {rule.id!r} is not like ASY-01", "id")
    if not rule.path.stem.startswith(f"{rule.id}-"):
        problems.add(data, f"id: the file of {rule.id} must be named {rule.id}-<slug>.yaml", "id")
    problems.one_of(rule.status, get_args(RuleStatus), data, "status")
    if rule.status == "retired" and not rule.see:
        problems.add(data, "a retired rule names the one to see instead in `see`", "status")
    if not rule.basis and rule.practice is None:
        problems.add(
            data, "basis: without law, `practice` must say what the rule rests on", "basis"
        )
    for article_id in rule.basis:
        if article_id not in articles():
            problems.add(data, f"basis: there is no article {article_id!r}", "basis")
        elif rule.status == "stable" and _unread(article_id):
            problems.add(data, f"basis: the text of {article_id} was never checked", "basis")
    for name in rule.reads:
        if name.partition(".")[0] not in term_types():
            problems.add(data, f"reads: there is no type of term {name!r}", "reads")


def _unread(article_id: str) -> bool:
    return any(version.checked == "no" for version in articles()[article_id].versions)


def _check_query(rule: Rule, data: Json, problems: Problems) -> None:
    query = rule.query
    columns = _columns(query)
    for name in COLUMNS:
        if name not in columns:
            problems.add(data, f"query: returns no column {name!r}", "query")
    if "$contract" not in query:
        problems.add(data, "query: must begin at the contract {id: $contract}", "query")
    used, named = set(re.findall(r"\$p_(\w+)", query)), {param.name for param in rule.params}
    for name in sorted(used ^ named):
        state = "used but not given" if name in used else "given but not used"
        problems.add(data, f"params: {name!r} is {state}", "params")
    literal = set(re.findall(r"'(high|medium|low)'", query))
    for grade in sorted(literal ^ set(rule.severity)):
        state = "not explained" if grade in literal else "never given by the query"
        problems.add(data, f"severity: {grade!r} is {state}", "severity")
    if ("because" in columns) != ("" not in rule.why):
        problems.add(data, "why: one {zh, en} for each value of the column `because`", "why")
    for reason, lists in rule.passages.items():
        if reason not in rule.why:
            problems.add(data, f"passages: `why` has no reason {reason!r}", "passages")
        for word in (word for words in lists for word in words):
            _check_template(word, columns, data, problems)
    for words in rule.why.values():
        for text in (words.zh, words.en):
            _check_template(text, columns, data, problems)


def _columns(query: str) -> set[str]:
    """The names that every part of a UNION returns; the last RETURN of a part is its own."""
    parts = re.split(r"\bUNION(?: ALL)?\b", query)
    returned = [set(re.findall(r"\bAS (\w+)", part.rpartition("RETURN")[2])) for part in parts]
    return set.intersection(*returned)


def _check_template(text: str, columns: set[str], data: Json, problems: Problems) -> None:
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        problems.add(data, f"why: {error}", "why")
        return
    for _, name, spec, _ in parts:
        if name is not None and name not in columns:
            problems.add(data, f"why: the query returns no {name!r}", "why")
        if spec and spec not in vocabulary():
            problems.add(data, f"why: there is no closed set {spec!r}", "why")
