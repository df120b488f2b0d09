"""One contract as an ODRL agreement: duties with consequences, prohibitions with remedies, rights.

ODRL knows no power, immunity or cap: what has no rule in `ontology/rdf/odrl.yaml` is left out, and
counted.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.export.rdf import Described
from ontology.facts import Norm, Term
from ontology.rdf.names import concept, namespaces
from ontology.rdf.odrl import PROFILE, Pattern, patterns
from ontology.rdf.statements import data
from ontology.term_types import term_types
from ontology.values import Duration, Json, Rate
from ontology.vocabulary import closed_set

_CURRENCY = "http://cvx.iptc.org/iso4217a:"

_OTHER = {"buyer": "vendor", "vendor": "buyer"}


@dataclass(frozen=True, slots=True)
class Policy:
    """The agreement, and how many facts of each kind have no place in it."""

    document: Json
    dropped: Mapping[str, int]

    def dumps(self) -> str:
        """The agreement as JSON-LD, the same bytes for the same facts."""
        return json.dumps(self.document, ensure_ascii=False, indent=1) + "\n"


def policy(given: Described) -> Policy:
    """The agreement of a contract."""
    rules: dict[str, list[Json]] = {"permission": [], "prohibition": [], "obligation": []}
    dropped: Counter[str] = Counter()
    for norm, mark in zip(given.facts.norms, given.marks.norms, strict=True):
        found = list(_of_norm(given, norm, f"n/{mark}"))
        dropped[f"norm {norm.modality}"] += not found
        for kind, rule in found:
            rules[kind].append(rule)
    for term, mark in zip(given.facts.terms, given.marks.terms, strict=True):
        found = list(_of_term(given, term, f"t/{mark}"))
        dropped[f"term {term.type}"] += not found
        for kind, rule in found:
            rules[kind].append(rule)
    document = {
        "@context": _context(),
        "@type": "Agreement",
        "uid": f"{data(given.id).name}/policy",
        "profile": PROFILE,
        **({"description": given.facts.contract.title} if given.facts.contract.title else {}),
        **{kind: members for kind, members in rules.items() if members},
    }
    return Policy(document, {k: n for k, n in sorted(dropped.items()) if n})


def _context() -> Json:
    """What of the ODRL context is used, so that nothing is fetched to read the file."""
    links = ("profile", "target", "assigner", "assignee", "compensatedParty", "unit")
    words = ("action", "leftOperand", "operator")
    return {
        "@vocab": namespaces()["odrl"],
        "odrl": namespaces()["odrl"],
        **{prefix: namespaces()[prefix] for prefix in ("evo", "evv", "ev", "rdf", "xsd")},
        "uid": "@id",
        **{name: {"@type": "@id"} for name in links},
        **{name: {"@type": "@vocab"} for name in words},
        "description": {"@id": f"{namespaces()['dcterms']}description"},
        "quote": {"@id": "ev:quote"},
        "condition": {"@id": "ev:condition"},
    }


def _of_norm(given: Described, norm: Norm, mark: str) -> Iterator[tuple[str, Json]]:
    pattern = patterns("norms").get(norm.modality)
    if pattern is None:
        return
    said = {"description": norm.action, "quote": norm.quote}
    if norm.condition:
        said["condition"] = norm.condition
    limits = _limits("evo:within", norm.deadline)
    for bearer, other in _sides("roles", norm.bearer, norm.counterparty):
        rule = _rule(given, pattern, f"{mark}/{bearer}", bearer, other)
        yield pattern.rule, {**rule, **said, **_constraint(limits)}


def _of_term(given: Described, term: Term, mark: str) -> Iterator[tuple[str, Json]]:
    keys = term_types()[term.type].keys
    pattern, bearer_key, other_key = _pattern(term)
    if pattern is None or bearer_key is None or term.keys.get(bearer_key) is None:
        return
    bearer, other = term.keys[bearer_key], term.keys.get(other_key) if other_key else None
    for one, two in _sides(str(keys[bearer_key].values), bearer, other):
        rule = _rule(given, pattern, f"{mark}/{one}", one, two)
        more = _consequence(given, pattern, term, f"{mark}/{one}", two)
        yield pattern.rule, {**rule, "quote": term.quote, **_own(given, pattern, term, two), **more}


def _pattern(term: Term) -> tuple[Pattern | None, str | None, str | None]:
    """What a term becomes, and the keys of who bears it and towards whom."""
    if term.type == "penalty":
        return patterns("triggers").get(term.keys["trigger"]), "payer", "payee"
    if term.type == "assignment":
        return patterns("assignment").get(term.keys["rule"]), "restricted", None
    pattern = patterns("terms").get(term.type)
    return (pattern, pattern.bearer, pattern.other) if pattern else (None, None, None)


def _rule(given: Described, pattern: Pattern, mark: str, bearer: str, other: str) -> Json:
    classes = {"permission": "Permission", "prohibition": "Prohibition", "obligation": "Duty"}
    rule: dict[str, Json] = {
        "@type": classes[pattern.rule],
        "uid": f"{data(f'{given.id}/{mark}').name}/rule",
        "target": data(given.id).name,
        "assigner": data(f"{given.id}/{other}").name,
        "assignee": data(f"{given.id}/{bearer}").name,
        "action": pattern.action,
    }
    if pattern.duty:
        rule["duty"] = [{"@type": "Duty", "action": pattern.duty}]
    return rule


def _own(given: Described, pattern: Pattern, term: Term, other: str) -> Json:
    """How much and until when, of a term whose pattern says where it stands."""
    said = term.keys
    limits = [
        *_limits("evo:within", said.get(pattern.within) if pattern.within else None),
        *_limits("evo:lasts", said.get(pattern.lasts) if pattern.lasts else None),
    ]
    amounts = [
        *_money(said.get(pattern.amount) if pattern.amount else None),
        *_percent(said.get(pattern.percent) if pattern.percent else None, "contract_total"),
    ]
    paid = {"compensatedParty": data(f"{given.id}/{other}").name}
    to_pay = pattern.action == "compensate" and term.type != "penalty"
    return {**(paid if to_pay else {}), **_refined(pattern, amounts), **_constraint(limits)}


def _refined(pattern: Pattern, amounts: list[Json]) -> Json:
    if not amounts:
        return {}
    return {"action": {"rdf:value": {"@id": _full(pattern.action)}, "refinement": amounts}}


def _full(action: str) -> str:
    return action if ":" in action else f"odrl:{action}"


def _consequence(given: Described, pattern: Pattern, term: Term, mark: str, other: str) -> Json:
    """What a penalty adds to the rule that was broken."""
    if term.type != "penalty":
        return {}
    amounts = [*_money(term.keys.get("amount")), *_rate(term.keys.get("rate"))]
    name = "remedy" if pattern.rule == "prohibition" else "consequence"
    action: Json = "compensate"
    if amounts:
        action = {"rdf:value": {"@id": "odrl:compensate"}, "refinement": amounts}
    duty = {
        "@type": "Duty",
        "uid": f"{data(f'{given.id}/{mark}').name}/penalty",
        "assignee": data(f"{given.id}/{mark.rpartition('/')[2]}").name,
        "compensatedParty": data(f"{given.id}/{other}").name,
        "action": action,
    }
    return {name: [duty]}


def _sides(set_name: str, bearer: str, other: str | None) -> Iterator[tuple[str, str]]:
    """Each side that bears, with the side that it bears towards."""
    for one in closed_set(set_name).values[bearer].sides:
        named = closed_set("roles").values[other].sides if other else ()
        across = [side for side in named if side != one] or [_OTHER.get(one, "buyer")]
        yield one, across[0]


def _limits(left: str, period: Json) -> list[Json]:
    if period is None:
        return []
    length = Duration.from_json(period)
    if not isinstance(length, Duration):
        right: Json = {"@id": concept("open_periods", length).name}
        return [_compare(left, "eq", right)]
    unit = concept("units", length.unit.value).name
    return [_compare(left, "lteq", _number(str(length.n)), unit)]


def _money(amount: Json) -> Iterable[Json]:
    if amount is not None:
        unit = f"{_CURRENCY}{amount['currency']}"
        yield _compare("payAmount", "eq", _number(amount["amount"]), unit)


def _percent(percent: Json, base: str) -> Iterable[Json]:
    if percent is not None:
        yield _compare("evo:percent", "eq", _number(percent), concept("bases", base).name)


def _rate(value: Json) -> Iterable[Json]:
    """The percentage of its base, how often, and up to where."""
    if value is None:
        return
    rate = Rate.from_json(value)
    yield from _percent(value["percent"], rate.base.value)
    if isinstance(rate.per, Duration):
        unit = concept("units", rate.per.unit.value).name
        yield _compare("evo:every", "eq", _number(str(rate.per.n)), unit)
    if value.get("cap_percent") is not None:
        unit = concept("bases", rate.base.value).name
        yield _compare("evo:cap", "lteq", _number(value["cap_percent"]), unit)


def _compare(left: str, operator: str, right: Json, unit: str | None = None) -> Json:
    said = {"@type": "Constraint", "leftOperand": left, "operator": operator, "rightOperand": right}
    return {**said, **({"unit": unit} if unit else {})}


def _number(text: str) -> Json:
    return {"@value": text, "@type": "xsd:decimal"}


def _constraint(limits: list[Json]) -> Json:
    return {"constraint": limits} if limits else {}
