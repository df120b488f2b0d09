"""Several reports → one page that leads to them, the heaviest lean easy to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from api.contracts import Judged
from api.messages import Speaker
from api.report.overview import signed
from api.report.page import environment, stylesheet
from api.report.verdict import SEVERITIES
from kg.risk import lean
from kg.wording import money_said
from ontology.values import Money
from ontology.vocabulary import Lang


@dataclass(frozen=True, slots=True)
class Entry:
    """One contract in the index; `left` and `width` place its bar, in percent."""

    href: str
    title: str
    buyer: str
    vendor: str
    price: str
    index: str
    left: float
    width: float
    side: str
    counts: tuple[int, ...]


def render_index(pages: Sequence[tuple[Judged, str]], lang: Lang) -> str:
    """The index of reports; each is named by its file."""
    say = Speaker("report", lang)
    return (
        environment()
        .get_template("index.html")
        .render(
            say=say,
            lang=lang,
            css=stylesheet(),
            severities=SEVERITIES,
            entries=[_entry(judged, href, say) for judged, href in pages],
        )
    )


def _entry(judged: Judged, href: str, say: Speaker) -> Entry:
    facts, index = judged.contract.facts, lean(judged.findings)
    names = {p.role: p.name for p in facts.parties}
    price = facts.contract.total_price
    return Entry(
        href=href,
        title=facts.contract.title or judged.contract.name,
        buyer=names.get("buyer") or say("unnamed"),
        vendor=names.get("vendor") or say("unnamed"),
        price=money_said(Money.from_json(price), say.lang) if price else "—",
        index=signed(Decimal(str(index)).quantize(Decimal("0.01"))),
        left=round(50 + min(index, 0.0) * 50, 1),
        width=round(abs(index) * 50, 1),
        side="buyer" if index < 0 else "vendor",
        counts=tuple(
            sum(finding.severity == level for finding in judged.findings) for level in SEVERITIES
        ),
    )
