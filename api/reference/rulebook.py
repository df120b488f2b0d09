"""The rulebook as one page: what each rule finds, when, and what to do about it."""

from __future__ import annotations

from kg.rule import Rule
from kg.rules import groups, rules
from ontology.law import article, statutes

HEAD = """\
# Rules

All rules of the rulebook. `evenhand rules ID` prints one with its query and the law in full;
[writing a rule](../rules.md) tells how they are made."""


def rulebook() -> str:
    """The page of the rules, group by group."""
    parts = [HEAD]
    for group, title in groups().items():
        found = sorted((r for r in rules() if r.group == group), key=lambda rule: rule.id)
        parts += [f"## {title.en} · {title.zh}", *map(_rule, found)]
    return "\n\n".join(parts)


def _rule(rule: Rule) -> str:
    grades = "; ".join(f"**{grade}** {words.en}" for grade, words in rule.severity.items())
    law = ", ".join(f"{statutes()[article(id_).statute].title.en} `{id_}`" for id_ in rule.basis)
    rows = {
        "why": rule.rationale.en,
        "graded": grades,
        "fair when": rule.fair_when.en,
        "the vendor can ask": rule.remedy.vendor.en,
        "the buyer can ask": rule.remedy.buyer.en,
        "law": law or "—",
        "looks at": ", ".join(f"`{name}`" for name in rule.reads) or "—",
    }
    if rule.practice is not None:
        rows["practice"] = rule.practice.en
    body = "\n".join(f"- {name}: {' '.join(words.split())}" for name, words in rows.items())
    status = "" if rule.status == "stable" else f" ({rule.status})"
    return f"### {rule.id} {rule.title.en} · {rule.title.zh}{status}\n\n{body}"
