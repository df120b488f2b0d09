"""Findings, sums and agendas as a notebook shows them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ontology.html import Html, card, element, faint, quoted, reader, table
from ontology.vocabulary import Lang

if TYPE_CHECKING:
    from kg.brief import Brief
    from kg.exposure import Exposure
    from kg.finding import Finding, Quote


def finding_card(finding: Finding) -> Html:
    """A risk: the words, why they hurt, what each side can ask for, the law."""
    lang = reader()
    quotes = [_place(place) for place in (finding.place, *finding.more) if place.quote]
    remedy = [
        ["buyer", finding.remedy.buyer.say(lang)],
        ["vendor", finding.remedy.vendor.say(lang)],
    ]
    law = "；".join(f"{b.title.say(lang)} {b.version.number}" for b in finding.basis)
    head = faint(f"{finding.rule} · {finding.severity} · favours {finding.favours}")
    return card(
        finding.title.say(lang),
        head,
        *quotes,
        element("p", finding.why.say(lang)),
        table(["side", "can ask for"], remedy),
        element("div", faint(law)),
    )


def _place(place: Quote) -> Html:
    return element("div", quoted(place.quote), " ", faint(place.clause or "—"))


def exposure_card(found: Exposure) -> Html:
    """A sum step by step, each with its words."""
    lang = reader()
    rows = [
        [_yuan(step.amount), step.why.say(lang), step.term.quote if step.term else step.article]
        for step in found.steps
    ]
    days = "" if found.days is None else f" · {found.days} d"
    total = f"{_yuan(found.amount)} [{_yuan(found.low)}, {_yuan(found.high)}]"
    reason = [element("div", found.reason.say(lang))] if found.reason else []
    return card(
        f"{found.contract} · {found.scenario}{days}: {found.side} → {found.to} {total}",
        element("div", faint(found.assumes.say(lang))),
        table(["yuan", "why", "words"], rows),
        *reason,
    )


def _yuan(amount: Decimal | None) -> str:
    return "?" if amount is None else f"{amount:,.2f}"


def brief_card(brief: Brief) -> Html:
    """The agenda of a side: every point with its three positions."""
    from kg.display.rows import point

    lang: Lang = reader()
    points = [point(one, lang) for one in brief.points]
    keys = ("topic", "yuan", "ask", "fallback", "walk_away", "clause", "quote")
    rows = [[row[key] for key in keys] for row in points]
    limits = element("div", faint(" ".join(words.say(lang) for words in brief.limits)))
    return card(f"{brief.title or brief.contract} · {brief.side}", table(keys, rows), limits)
