"""Why a finding was raised, on a terminal: from the words of the contract back to the query."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rich.padding import Padding
from rich.syntax import Syntax
from rich.text import Text

from api.cli.portfolio import STYLES
from api.cli.screen import Screen
from api.contracts import Contract
from api.messages import Speaker
from api.report.law import law
from api.report.view import clause_paths, side_names
from kg.explain import Explanation, Near
from kg.finding import Quote, both
from ontology.values import Json

SHOWN = 160
"""Characters of one value that a terminal shows."""


def draw(screen: Screen, contract: Contract, explained: Explanation) -> None:
    """The finding, the sentences, the law, the rule, its rows, and the graph around them."""
    console = screen.console
    _head(screen, contract, explained)
    for key, lines in (
        ("sentences", _sentences(screen, contract, explained)),
        ("law", _law(screen, explained)),
        ("rule", _rule(screen, explained)),
        ("rows", _rows(screen, explained)),
        ("graph", _graph(explained)),
    ):
        console.print(Text(f"\n{screen.say(f'explain.{key}')}", "bold"))
        for line in lines:
            console.print(Padding(line, (0, 0, 0, 2), expand=False))
    console.print(Text(f"\n{screen.say('rules.query')}", "bold"))
    query = Syntax(explained.rule.query.strip(), "cypher", word_wrap=True)
    console.print(Padding(query, (0, 0, 0, 2), expand=False))


def _head(screen: Screen, contract: Contract, explained: Explanation) -> None:
    finding, lang = explained.finding, screen.lang
    names = side_names(contract.facts, lang)
    favours = names.get(finding.favours)
    text = Text(f"{screen.say(f'severity.{finding.severity}')} ", STYLES[finding.severity])
    text.append(finding.title.say(lang), "bold")
    direction = (
        screen.say("findings.favours", side=favours)
        if favours
        else screen.say("findings.favours_none")
    )
    text.append(f"  {finding.rule} · {direction}\n{finding.id}  {contract.name}", "dim")
    text.append(f"\n{finding.why.say(lang)}")
    screen.console.print(text)


def _sentences(screen: Screen, contract: Contract, explained: Explanation) -> Iterator[Text]:
    """Each quote in the sentence around it, with its clause and its offsets."""
    finding = explained.finding
    paths = clause_paths(contract.facts)
    mirror = () if finding.mirror is None else (("mirror", finding.mirror),)
    others = tuple(("more", quote) for quote in finding.more if quote != finding.mirror)
    for role, quote in (("about", finding.place), *mirror, *others):
        if not quote.quote:
            yield Text(screen.say("explain.nowhere"), "dim")
            continue
        clause = paths.get(quote.clause or "", quote.clause or "")
        line = Text(f"{screen.say(f'explain.{role}')} ", "dim")
        line.append(f"{clause} " if clause else "", "dim")
        before, after = _around(contract.text, quote)
        line.append(before, "dim")
        line.append(" ".join(quote.quote.split()), "italic")
        line.append(after, "dim")
        line.append(f"  [{quote.start}:{quote.end}]" if quote.start is not None else "", "dim")
        yield line


def _around(text: str, quote: Quote) -> tuple[str, str]:
    """What stands in the same sentence before and after a quote, if the text is at hand."""
    if quote.start is None or quote.end is None or text[quote.start : quote.end] != quote.quote:
        return "", ""
    start = max(text.rfind(mark, 0, quote.start) for mark in "。；\n") + 1
    ends = [at for mark in "。；\n" if (at := text.find(mark, quote.end)) >= 0]
    end = min(ends, default=len(text))
    return text[start : quote.start].lstrip(), text[quote.end : end].rstrip()


def _law(screen: Screen, explained: Explanation) -> Iterator[Text]:
    speaker = Speaker("report", screen.lang)
    for basis in explained.finding.basis:
        cited = law(basis, speaker)
        line = Text(f"{cited.cited} ({cited.version}): {cited.summary}")
        line.append(f" {cited.note}" if cited.note else "", "yellow")
        yield line


def _rule(screen: Screen, explained: Explanation) -> Iterator[Text]:
    rule, lang = explained.rule, screen.lang
    grade = explained.finding.severity
    yield Text(f"{screen.say(f'severity.{grade}')}: {rule.severity[grade].say(lang)}")
    yield Text(f"{screen.say('rules.fair_when')}: {rule.fair_when.say(lang)}")
    for param in rule.params:
        yield Text(f"{param.name} = {_short(explained.params[param.name])} ({param.unit})", "dim")


def _rows(screen: Screen, explained: Explanation) -> Iterator[Text]:
    shown = len(explained.rows)
    yield Text(screen.say("explain.returned", count=explained.returned, shown=shown), "dim")
    for row in explained.rows:
        yield Text("  ".join(f"{name}={_short(value)}" for name, value in row.items()))


def _graph(explained: Explanation) -> Iterator[Text]:
    for near in explained.near:
        yield _node(near)
        for kind, label, name in near.edges:
            yield Text(f"  -[{kind}]-> ({label}) {name}", "dim")


def _node(near: Near) -> Text:
    text = Text(f"({':'.join(near.labels)}) ", "bold")
    text.append(_local(near.id), "dim")
    for name, value in near.properties.items():
        text.append(f"  {name}={_short(value)}")
    return text


def _local(id_: str) -> str:
    """An id without that of the contract, which is the same for all."""
    return id_.partition("/")[2] or id_


def _short(value: Json) -> str:
    if isinstance(value, list):
        said = "[" + ", ".join(_short(item) for item in value) + "]"
    elif isinstance(value, str):
        said = _local(value) if value.startswith("c") and "/" in value else value
    elif isinstance(value, float):
        said = f"{value:.10g}"
    else:
        said = json.dumps(value, ensure_ascii=False)
    return said if len(said) <= SHOWN else f"{said[:SHOWN]}…"


def explanation_json(explained: Explanation) -> Json:
    """An explanation as `evenhand explain --json` gives it."""
    rule = explained.rule
    return {
        "finding": explained.finding.to_json(),
        "rule": {
            "id": rule.id,
            "title": both(rule.title),
            "severity": {grade: both(words) for grade, words in rule.severity.items()},
            "query": rule.query,
        },
        "params": dict(explained.params),
        "rows": [dict(row) for row in explained.rows],
        "returned": explained.returned,
        "graph": [
            {
                "id": near.id,
                "labels": list(near.labels),
                "properties": dict(near.properties),
                "edges": [
                    {"type": kind, "label": label, "name": name} for kind, label, name in near.edges
                ],
            }
            for near in explained.near
        ],
    }
