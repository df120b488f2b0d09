"""A contract, its findings and its neighbours → one self-contained HTML page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from api.contracts import Judged
from api.messages import Speaker
from api.report import overview
from api.report.beside import Beside, beside
from api.report.blocks import Block, sections
from api.report.overview import BoardRow, Comparison, Scale, Spread
from api.report.passages import Line
from api.report.said import MirrorRow, TermRow, mirror_rows, term_rows
from api.report.sources import contract_sources
from api.report.verdict import SEVERITIES, Balance, sentences, weigh
from api.report.view import Card, Item, cards, items, lit, side_names
from kg.compare import Row
from kg.grades import WEIGHTS, Grade
from kg.wording import money_said, period_said
from ontology.facts import Facts
from ontology.values import Money
from ontology.vocabulary import Lang, label

Kind = Literal["contract", "draft", "comparison"]
TEMPLATES = Path(__file__).with_name("templates")
HEAVIEST = 3
CITED = 16
"""Characters of a quote that stand for a place without a clause."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that one report is made of; the first column of the matrix is the contract."""

    judged: Judged
    matrix: Sequence[Row] = ()
    version: str = ""
    standing: tuple[Block, ...] = ()
    """Where a draft stands in the corpus, if it was laid against one."""
    corpus: tuple[str, ...] = ()
    """What that corpus is, a sentence each."""
    limits: tuple[str, ...] = ()
    """What that comparison cannot say."""


@dataclass(frozen=True, slots=True)
class Page:
    """All that the template reads."""

    title: str
    project: str | None
    parties: Mapping[str, str | None]
    head: tuple[tuple[str, str], ...]
    verdict: tuple[str, ...]
    balance: Balance
    scale: Scale
    spread: tuple[Spread, ...]
    beside: Beside | None
    items: tuple[Item, ...]
    by_severity: tuple[tuple[Grade, tuple[Card, ...]], ...]
    mirror: tuple[MirrorRow, ...]
    terms: tuple[tuple[str, tuple[TermRow, ...]], ...]
    board: tuple[BoardRow, ...]
    comparison: Comparison | None
    lines: tuple[Line, ...]
    sources: tuple[str, ...]
    method: tuple[str, ...]
    footer: str
    kind: Kind = "contract"
    standing: tuple[Block, ...] = ()

    @property
    def contents(self) -> tuple[tuple[str, int | None], ...]:
        file = (("file", None),) if self.beside else ()
        return (
            ("verdict", None),
            *file,
            *((("standing", None),) if self.standing else ()),
            ("findings", len(self.items)),
            ("mirror", None),
            ("terms", sum(len(rows) for _, rows in self.terms)),
            ("board", len(self.board)),
            ("comparison", len(self.comparison.names) - 1 if self.comparison else 0),
            ("contract", None),
            ("sources", None),
            ("method", None),
        )


def render(material: Material, lang: Lang) -> str:
    """The report as one HTML document, the same bytes for the same material."""
    say = Speaker("report", lang)
    names = side_names(material.judged.contract.facts, lang)
    page = page_of(material, names, say)
    return (
        environment()
        .get_template("report.html")
        .render(
            page=page,
            say=say,
            lang=lang,
            names=names,
            severities=SEVERITIES,
            marks={severity: f"w{weight}" for severity, weight in WEIGHTS.items()},
            css=stylesheet(),
            version=material.version,
        )
    )


@cache
def environment() -> Environment:
    """The templates, escaping everything that is not marked as ours."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["kind"] = lambda block: type(block).__name__
    made.globals["sections"] = sections
    return made


def stylesheet() -> Markup:
    """The one style sheet, to stand in the page itself."""
    return Markup((TEMPLATES / "report.css").read_text("utf-8"))


def page_of(material: Material, names: Mapping[str, str], say: Speaker) -> Page:
    """All that a report on one contract says, in the reader's language."""
    judged, lang = material.judged, say.lang
    facts, text = judged.contract.facts, judged.contract.text
    found = items(judged.findings, judged.contract, say)
    balance = weigh(judged.findings)
    return Page(
        title=facts.contract.title or say("untitled"),
        project=facts.contract.project,
        parties={
            role: next((p.name for p in facts.parties if p.role == role), None)
            for role in ("buyer", "vendor")
        },
        head=_head(facts, say),
        verdict=sentences(
            balance, _heaviest(found, say), Counter(o.status for o in judged.outcomes), names, say
        ),
        balance=balance,
        scale=overview.scale(balance, names, say),
        spread=overview.spread(found, lang),
        beside=beside(judged.contract, lang),
        items=found,
        by_severity=_by_severity(found, say),
        mirror=mirror_rows(facts, lang),
        terms=term_rows(facts, lang),
        board=overview.board(judged.outcomes, found, lang),
        comparison=overview.comparison(material.matrix, lang),
        lines=lit(text, facts, found, lang) if text else (),
        sources=(*contract_sources(judged, say), *material.corpus),
        method=(*_method(facts, say), *material.limits),
        footer=say("footer", version=material.version, sha=facts.document.sha256[:16]),
        kind="draft" if material.standing else "contract",
        standing=material.standing,
    )


def _by_severity(found: Sequence[Item], say: Speaker) -> tuple[tuple[Grade, tuple[Card, ...]], ...]:
    groups = [
        (level, cards([item for item in found if item.finding.severity == level], say))
        for level in SEVERITIES
    ]
    return tuple((level, found) for level, found in groups if found)


def _heaviest(found: Sequence[Item], say: Speaker) -> tuple[tuple[str, str], ...]:
    """The strongest findings, one for each rule; those that favour a side before faults."""
    first: dict[str, tuple[str, str]] = {}
    for item in sorted(found, key=_gravity):
        if item.finding.severity != "low":
            first.setdefault(item.title, (item.title, _cited(item, say)))
    return tuple(first.values())[:HEAVIEST]


def _cited(item: Item, say: Speaker) -> str:
    """The clause of a finding, else the beginning of its words."""
    if not item.places:
        return say("verdict.missing_place")
    place = item.places[0]
    return place.clause or f"{place.quote[:CITED]}{'…' if len(place.quote) > CITED else ''}"


def _gravity(item: Item) -> tuple[int, bool, int]:
    finding = item.finding
    return (-WEIGHTS[finding.severity], finding.favours == "none", item.number)


def _head(facts: Facts, say: Speaker) -> tuple[tuple[str, str], ...]:
    contract, unknown = facts.contract, say("head.unknown")
    price = contract.total_price
    term = unknown
    if contract.starts_on and contract.ends_on:
        term = say("head.until", start=contract.starts_on, end=contract.ends_on)
    elif contract.term:
        term = period_said(contract.term, say.lang)
    rows = [
        ("price", money_said(Money.from_json(price), say.lang) if price else unknown),
        ("signed_on", contract.signed_on or unknown),
        ("term", term),
        ("state", label("contract_states", contract.state, say.lang)),
    ]
    if contract.number:
        rows.append(("number", contract.number))
    rows.append(("file", facts.document.name))
    return tuple((say(f"head.{key}"), value) for key, value in rows)


def _method(facts: Facts, say: Speaker) -> tuple[str, ...]:
    signed_on = facts.contract.signed_on
    law = say("method.law", on=signed_on) if signed_on else say("method.law_unsigned")
    rest = [say(f"method.{key}") for key in ("index", "silence", "advice")]
    return (say("method.reading"), say("method.judging"), law, *rest)
