"""The rulebook on a terminal: all rules in a list, or one as a page."""

from __future__ import annotations

from collections.abc import Sequence

from rich.padding import Padding
from rich.syntax import Syntax

from api.cli.portfolio import STYLES
from api.cli.screen import Screen
from api.messages import Speaker
from api.report.law import law
from kg.finding import basis_of, both
from kg.rule import Rule
from kg.rules import groups
from ontology.values import Json


def draw_list(screen: Screen, rules: Sequence[Rule]) -> None:
    """Every rule with its group and status, group by group."""
    order = list(groups())
    rows = [
        (rule.id, groups()[rule.group].say(screen.lang), rule.title.say(screen.lang), rule.status)
        for rule in sorted(rules, key=lambda rule: (order.index(rule.group), rule.id))
    ]
    screen.table([screen.say(f"rules.{head}") for head in ("id", "group", "title", "status")], rows)


def draw_rule(screen: Screen, rule: Rule) -> None:
    """The page of one rule: what it says, why, when it is fair, what to ask, law and query."""
    lang, say, console = screen.lang, screen.say, screen.console
    console.print(f"[bold]{rule.id}  {rule.title.say(lang)}[/bold]  [dim]{rule.status}[/dim]")
    sections = [
        ("rationale", rule.rationale.say(lang)),
        ("fair_when", rule.fair_when.say(lang)),
        ("remedy_vendor", rule.remedy.vendor.say(lang)),
        ("remedy_buyer", rule.remedy.buyer.say(lang)),
    ]
    if rule.practice:
        sections.append(("practice", rule.practice.say(lang)))
    for key, text in sections:
        console.print(f"\n[bold]{say(f'rules.{key}')}[/bold]")
        console.print(Padding(text, (0, 0, 0, 2), expand=False), markup=False)
    console.print(f"\n[bold]{say('rules.severity')}[/bold]")
    for grade, words in rule.severity.items():
        level = f"[{STYLES[grade]}]{say(f'severity.{grade}')}[/]"
        console.print(Padding(f"{level}  {words.say(lang)}", (0, 0, 0, 2), expand=False))
    if rule.basis:
        console.print(f"\n[bold]{say('rules.basis')}[/bold]")
    speaker = Speaker("report", lang)
    for basis in basis_of(rule, None, None):
        cited = law(basis, speaker)
        console.print(
            Padding(
                f"{cited.cited} ({cited.version}): {cited.summary}", (0, 0, 0, 2), expand=False
            ),
            markup=False,
        )
    console.print(f"\n[bold]{say('rules.query')}[/bold]")
    console.print(
        Padding(Syntax(rule.query.strip(), "cypher", word_wrap=True), (0, 0, 0, 2), expand=False)
    )


def rule_json(rule: Rule) -> Json:
    """A rule as `evenhand rules --json` gives it."""
    return {
        "id": rule.id,
        "group": rule.group,
        "title": both(rule.title),
        "status": rule.status,
        "rationale": both(rule.rationale),
        "fair_when": both(rule.fair_when),
        "severity": {grade: both(words) for grade, words in rule.severity.items()},
        "remedy": {"vendor": both(rule.remedy.vendor), "buyer": both(rule.remedy.buyer)},
        "basis": list(rule.basis),
        "reads": list(rule.reads),
        "query": rule.query,
    }
